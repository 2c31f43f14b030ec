//! What is known of each plan, put together from its rows. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::FromQueryResult;

use super::{EntryCount, PlanFact};
use crate::base::{
    clock::Timestamp,
    ids::{EntryId, PersonId, PlanId, RotationId},
};

/// A plan that was not only proposed.
#[derive(FromQueryResult)]
pub struct PlanRow {
    /// Which.
    pub id: PlanId,
    /// Whose.
    pub learner: PersonId,
    /// How many days it took, where it ended.
    pub days: Option<i64>,
}

/// An entry that a plan comes from.
#[derive(FromQueryResult)]
pub struct Origin {
    /// Which plan.
    pub plan: PlanId,
    /// Which entry.
    pub entry: EntryId,
    /// By whom.
    pub author: PersonId,
    /// About whom.
    pub learner: PersonId,
    /// Where.
    pub rotation: Option<RotationId>,
    /// When.
    pub given_at: Timestamp,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// Somebody who looked again at a plan.
#[derive(FromQueryResult)]
pub struct Look {
    /// Which plan.
    pub plan: PlanId,
    /// Who.
    pub author: PersonId,
}

/// Entries that a plan came from, each once: those that stand and were given when `counts` says so.
pub fn led(origins: &[Origin], counts: impl Fn(Timestamp) -> bool) -> Vec<EntryCount> {
    let mut seen = HashSet::new();
    let mut led: BTreeMap<(PersonId, Option<RotationId>), i64> = BTreeMap::new();
    for origin in origins.iter().filter(|origin| !origin.withdrawn && counts(origin.given_at)) {
        if seen.insert(origin.entry) {
            *led.entry((origin.learner, origin.rotation)).or_default() += 1;
        }
    }
    led.into_iter().map(|((learner, rotation), n)| EntryCount { learner, rotation, n }).collect()
}

/// Each plan with where the first of its entries was given, and who looked again.
pub fn plans(plans: &[PlanRow], origins: &[Origin], looks: &[Look]) -> Vec<PlanFact> {
    let mut firsts: HashMap<PlanId, &Origin> = HashMap::with_capacity(plans.len());
    for origin in origins {
        let first = firsts.entry(origin.plan).or_insert(origin);
        if (origin.given_at, origin.entry) < (first.given_at, first.entry) {
            *first = origin;
        }
    }
    let gave: HashSet<(PlanId, PersonId)> = origins.iter().map(|origin| (origin.plan, origin.author)).collect();
    let seen: HashSet<PlanId> = looks.iter().map(|look| look.plan).collect();
    let by_another: HashSet<PlanId> =
        looks.iter().filter(|look| !gave.contains(&(look.plan, look.author))).map(|look| look.plan).collect();
    let fact = |plan: &PlanRow| PlanFact {
        learner: plan.learner,
        rotation: firsts.get(&plan.id).and_then(|first| first.rotation),
        days: plan.days,
        seen: seen.contains(&plan.id),
        by_another: by_another.contains(&plan.id),
    };
    plans.iter().map(fact).collect()
}
