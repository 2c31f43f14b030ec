//! Closure figures of a program: how many entries led to a plan, how many plans ended, were seen again, by whom, and how
//! long it took. Pure; what is counted comes from [`queries`].
//!
//! - A group is shown from five people on. Smaller ones are put together, with the smallest of the others where they are
//!   still too few, so that nothing follows by subtraction from what is shown.
//! - Nothing here ranks learners, and no figure is of one of them.

mod facts;
pub mod queries;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::FromQueryResult;
use serde::Serialize;

use crate::base::ids::{PersonId, RotationId};

/// The fewest people a figure is of.
pub const PEOPLE_MIN: usize = 5;

/// Entries about one learner on one rotation.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct EntryCount {
    /// About whom.
    pub learner: PersonId,
    /// Where.
    pub rotation: Option<RotationId>,
    /// How many; negative where some are to be taken off.
    pub n: i64,
}

/// A plan that was not only proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFact {
    /// Whose.
    pub learner: PersonId,
    /// Where the first of its entries was given.
    pub rotation: Option<RotationId>,
    /// How many days it took, where it ended.
    pub days: Option<i64>,
    /// Whether somebody looked again and could say how it is.
    pub seen: bool,
    /// Whether that was somebody who had not given any of its entries.
    pub by_another: bool,
}

/// Everything that was counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// The training year of each learner, now.
    pub years: BTreeMap<PersonId, Option<i32>>,
    /// All entries.
    pub entries: Vec<EntryCount>,
    /// Those that a plan came from.
    pub led: Vec<EntryCount>,
    /// The plans.
    pub plans: Vec<PlanFact>,
}

/// Figures of some people, at least five.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Figures {
    /// How many learners they are of.
    pub people: usize,
    /// Entries that stand.
    pub entries: i64,
    /// Entries that a plan came from.
    pub led_to_plan: i64,
    /// Plans, but for those that are only proposed.
    pub plans: i64,
    /// Plans that ended with an outcome.
    pub closed: i64,
    /// Of these, those somebody looked at again and could judge.
    pub seen_again: i64,
    /// Of these, those that somebody saw who gave none of the plan's entries.
    pub by_another: i64,
    /// Days from the start of a closed plan to its end, the middle one.
    pub median_days: Option<f64>,
}

/// Figures of a training year.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OfYear {
    /// Which; none of learners without one.
    pub year: Option<i32>,
    /// Its figures.
    pub figures: Figures,
}

/// Figures of a rotation.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OfRotation {
    /// Which; none where entries name none.
    pub rotation: Option<RotationId>,
    /// Its figures.
    pub figures: Figures,
}

/// Closure figures of a program.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Closure {
    /// Of everybody; none of fewer than five people.
    pub all: Option<Figures>,
    /// By training year, those that can be shown.
    pub by_year: Vec<OfYear>,
    /// The other training years together.
    pub other_years: Option<Figures>,
    /// By rotation, those that can be shown.
    pub by_rotation: Vec<OfRotation>,
    /// The other rotations together.
    pub other_rotations: Option<Figures>,
}

/// What one group adds up to.
#[derive(Clone, Debug, Default)]
struct Sum {
    people: BTreeSet<PersonId>,
    entries: i64,
    led: i64,
    plans: i64,
    closed: Vec<i64>,
    seen: i64,
    by_another: i64,
}

impl Closure {
    /// Adds up what was counted.
    pub fn of(counted: &Counted) -> Self {
        let year = |learner: PersonId, _: Option<RotationId>| counted.years.get(&learner).copied().flatten();
        let (by_year, other_years) = apart(sums(counted, year));
        let (by_rotation, other_rotations) = apart(sums(counted, |_, rotation| rotation));
        let all = sums(counted, |_, _| ()).remove(&()).filter(Sum::is_enough);
        Self {
            all: all.map(Sum::figures),
            by_year: by_year.into_iter().map(|(year, figures)| OfYear { year, figures }).collect(),
            other_years,
            by_rotation: by_rotation.into_iter().map(|(rotation, figures)| OfRotation { rotation, figures }).collect(),
            other_rotations,
        }
    }
}

fn sums<K: Ord>(counted: &Counted, key: impl Fn(PersonId, Option<RotationId>) -> K) -> BTreeMap<K, Sum> {
    let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
    for count in &counted.entries {
        let sum = sums.entry(key(count.learner, count.rotation)).or_default();
        sum.people.insert(count.learner);
        sum.entries += count.n;
    }
    for count in &counted.led {
        sums.entry(key(count.learner, count.rotation)).or_default().led += count.n;
    }
    for plan in &counted.plans {
        let sum = sums.entry(key(plan.learner, plan.rotation)).or_default();
        sum.people.insert(plan.learner);
        sum.plans += 1;
        if let Some(days) = plan.days {
            sum.closed.push(days);
            sum.seen += i64::from(plan.seen);
            sum.by_another += i64::from(plan.seen && plan.by_another);
        }
    }
    sums
}

/// The groups that can be shown, and the others together.
fn apart<K: Ord + Clone>(sums: BTreeMap<K, Sum>) -> (Vec<(K, Figures)>, Option<Figures>) {
    let (mut shown, small): (BTreeMap<K, Sum>, BTreeMap<K, Sum>) =
        sums.into_iter().partition(|(_, sum)| sum.is_enough());
    let mut others = small.into_values().reduce(Sum::with);
    while others.as_ref().is_some_and(|others| !others.is_enough()) {
        let smallest = shown.iter().min_by_key(|(_, sum)| sum.people.len()).map(|(key, _)| key.clone());
        let Some(joined) = smallest.and_then(|key| shown.remove(&key)) else { break };
        others = others.map(|others| others.with(joined));
    }
    let figures = shown.into_iter().map(|(key, sum)| (key, sum.figures())).collect();
    (figures, others.filter(Sum::is_enough).map(Sum::figures))
}

impl Sum {
    fn is_enough(&self) -> bool {
        self.people.len() >= PEOPLE_MIN
    }

    fn with(mut self, mut other: Self) -> Self {
        self.people.append(&mut other.people);
        self.entries += other.entries;
        self.led += other.led;
        self.plans += other.plans;
        self.closed.append(&mut other.closed);
        self.seen += other.seen;
        self.by_another += other.by_another;
        self
    }

    fn figures(mut self) -> Figures {
        self.closed.sort_unstable();
        Figures {
            people: self.people.len(),
            entries: self.entries,
            led_to_plan: self.led,
            plans: self.plans,
            closed: i64::try_from(self.closed.len()).unwrap_or(i64::MAX),
            seen_again: self.seen,
            by_another: self.by_another,
            median_days: median(&self.closed),
        }
    }
}

/// The middle of sorted numbers, or halfway between the two in the middle.
fn median(sorted: &[i64]) -> Option<f64> {
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some(f64::from(i32::try_from(low + high).unwrap_or(i32::MAX)) / 2.0)
}

#[cfg(test)]
mod tests;
