//! A learning plan and its rules, pure.

pub mod bodies;
mod signing;
pub mod wire;

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde::Serialize;

pub use crate::entities::learning_plan_signature::Side;
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::Error,
        ids::{EntryId, LearningGoalId, LearningPlanId, PersonId, PlanId, ProgramId},
        text::{Comment, Line, Paragraph},
    },
    features::{
        feedback::model::clock_doubtful,
        plans::model::{Ending, Skill},
    },
    platform::faults::{self, Plant},
};

/// The most goals of one plan: so many fit on two pages.
pub const GOALS_MAX: usize = 6;
/// The most skills one goal is aligned with.
pub const SKILLS_MAX: usize = 5;
/// The most entries one goal is linked to.
pub const ENTRIES_MAX: usize = 20;

/// An individualized learning plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearningPlan {
    /// Made on the device.
    pub id: LearningPlanId,
    /// In which program.
    pub program: ProgramId,
    /// Whose plan it is; only they begin one.
    pub learner: PersonId,
    /// The first day of the half-year it belongs to.
    pub half_from: Day,
    /// Which edition the text is of, from 1.
    pub edition: i64,
    /// What is to be reached, in order.
    pub goals: Vec<Goal>,
    /// What the learner says around the goals.
    pub about: About,
    /// When it was talked through, and when next.
    pub dates: Dates,
    /// What the learner says to it.
    pub learner_comment: Option<Comment>,
    /// What the coach says to it, and which of them.
    pub coach_comment: Option<(PersonId, Comment)>,
    /// What becomes of the goals; of none that is not here.
    pub work: BTreeMap<LearningGoalId, Work>,
    /// Which sides have signed this edition.
    pub signed: BTreeSet<Side>,
    /// How often each section was written.
    pub versions: Versions,
    /// How often anything was.
    pub version: i64,
    /// When it was saved, by the device's clock.
    pub started_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// One goal, as it is agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Made on the device.
    pub id: LearningGoalId,
    /// In one line.
    pub text: Line,
    /// The subcompetencies it is aligned with, in order.
    pub skills: Vec<Skill>,
    /// How it is to be reached.
    pub strategies: Option<Paragraph>,
    /// How anybody will see that it was.
    pub evidence: Option<Paragraph>,
    /// By when.
    pub projected_on: Option<Day>,
    /// The entries it came from.
    pub entries: BTreeSet<EntryId>,
}

/// What becomes of a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The action plan it is worked on in.
    pub plan: Option<PlanId>,
    /// How it ended.
    pub ending: Option<Ending>,
}

/// The section `about`, the learner's alone to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Where the learner wants to get.
    pub career_goals: Option<Paragraph>,
    /// What may stand in the way.
    pub obstacles: Option<Paragraph>,
    /// Who or what helps.
    pub helpers: Option<Paragraph>,
}

/// The section `dates`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// When learner and coach talked it through.
    pub discussed_on: Option<Day>,
    /// When they look at it next.
    pub next_review_on: Option<Day>,
}

/// The versions of the sections, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct Versions {
    pub goals: i64,
    pub about: i64,
    pub dates: i64,
    pub learner_comment: i64,
    pub coach_comment: i64,
    pub work: i64,
}

/// A plan as it was written, before it is known whether skills and entries fit the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in LearningPlan
pub struct NewLearningPlan {
    pub id: LearningPlanId,
    pub goals: Vec<Goal>,
    pub about: About,
    pub started_at: Timestamp,
}

/// The first day of the half of the academic year that a day is in: 1 July or 1 January.
pub fn half_of(day: &Day) -> Day {
    let (year, rest) = day.as_str().split_at(4);
    let first = if rest < "-07" { "01-01" } else { "07-01" };
    Day::parse(&format!("{year}-{first}")).unwrap_or_else(|| day.clone())
}

impl LearningPlan {
    /// Begins a plan of the learner's own, in the program's time zone.
    ///
    /// # Errors
    /// 422 `before_plan` where a goal is to be reached before the plan began.
    pub fn start(
        program: ProgramId,
        learner: PersonId,
        new: NewLearningPlan,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let plan = Self {
            id: new.id,
            program,
            learner,
            half_from: half_of(&believed(new.started_at, now).day_in(zone)),
            edition: 1,
            goals: new.goals,
            about: new.about,
            dates: Dates::default(),
            learner_comment: None,
            coach_comment: None,
            work: BTreeMap::new(),
            signed: BTreeSet::new(),
            versions: Versions { goals: 1, about: 1, dates: 1, learner_comment: 1, coach_comment: 1, work: 1 },
            version: 1,
            started_at: new.started_at,
            received_at: now,
        };
        plan.has_dates_ahead(&[])?;
        Ok(plan)
    }

    /// Writes the goals anew; their version then. What becomes of a goal stays with it.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 422 `before_plan` where a goal is now to be reached before the
    /// plan began; `goal_closed` where a goal that has ended is changed or missing.
    pub fn edit_goals(&mut self, base: i64, goals: Vec<Goal>) -> Result<i64, Error> {
        same(base, self.versions.goals)?;
        for closed in self.goals.iter().filter(|goal| self.has_ended(goal.id)) {
            match goals.iter().position(|goal| goal.id == closed.id) {
                None => return Err(Error::invalid("goal_closed", "goals")),
                Some(index) if goals[index] != *closed => {
                    return Err(Error::invalid("goal_closed", format!("goals[{index}]")));
                }
                Some(_) => {}
            }
        }
        let before = std::mem::replace(&mut self.goals, goals);
        self.has_dates_ahead(&before)?;
        self.work.retain(|id, _| self.goals.iter().any(|goal| goal.id == *id));
        if before != self.goals {
            self.is_another_text();
        }
        self.versions.goals += 1;
        Ok(self.done(self.versions.goals))
    }

    /// Writes anew what stands around the goals; the section's version then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version.
    pub fn edit_about(&mut self, base: i64, about: About) -> Result<i64, Error> {
        same(base, self.versions.about)?;
        if std::mem::replace(&mut self.about, about) != self.about {
            self.is_another_text();
        }
        self.versions.about += 1;
        Ok(self.done(self.versions.about))
    }

    /// Says anew when it was talked through and when next; the section's version then. `today` is the program's.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 422 with the field: `before_plan`, `in_the_future` where it is
    /// said to have been talked through on a day that is still to come, `before_discussion`.
    pub fn edit_dates(&mut self, base: i64, dates: Dates, today: &Day) -> Result<i64, Error> {
        same(base, self.versions.dates)?;
        let first = self.first_day();
        not_before(dates.discussed_on.as_ref(), &first, || "discussed_on".into())?;
        not_before(dates.next_review_on.as_ref(), &first, || "next_review_on".into())?;
        if let Some(discussed) = &dates.discussed_on {
            if *discussed > today.plus_days(1) {
                return Err(Error::invalid("in_the_future", "discussed_on"));
            }
            if dates.next_review_on.as_ref().is_some_and(|next| next < discussed) {
                return Err(Error::invalid("before_discussion", "next_review_on"));
            }
        }
        if std::mem::replace(&mut self.dates, dates) != self.dates {
            self.is_another_text();
        }
        self.versions.dates += 1;
        Ok(self.done(self.versions.dates))
    }

    /// Writes one side's comment anew; its version then. Until that side has signed, the other's signature stands: it is
    /// under what it was under.
    ///
    /// # Errors
    /// Stale where `base` is not the present version.
    pub fn comment(&mut self, side: Side, by: PersonId, base: i64, text: Option<Comment>) -> Result<i64, Error> {
        let version = match side {
            Side::Learner => &mut self.versions.learner_comment,
            Side::Coach => &mut self.versions.coach_comment,
        };
        same(base, *version)?;
        *version += 1;
        let version = *version;
        let changed = match side {
            Side::Learner => std::mem::replace(&mut self.learner_comment, text) != self.learner_comment,
            Side::Coach => {
                let text = text.map(|text| (by, text));
                std::mem::replace(&mut self.coach_comment, text) != self.coach_comment
            }
        };
        if changed && self.signed.contains(&side) {
            self.is_another_text();
        }
        Ok(self.done(version))
    }

    /// Ends a goal; the version of the work then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 422 `unknown_goal`; 409 `goal_closed`.
    pub fn close_goal(&mut self, base: i64, goal: LearningGoalId, ending: Ending) -> Result<i64, Error> {
        let work = self.work_on(base, goal)?;
        if work.ending.is_some() {
            return Err(Error::conflict("goal_closed"));
        }
        work.ending = Some(ending);
        self.worked()
    }

    /// Takes a goal up again that had ended; the version of the work then.
    ///
    /// # Errors
    /// As [`Self::close_goal`]; 409 `not_closed`.
    pub fn reopen_goal(&mut self, base: i64, goal: LearningGoalId) -> Result<i64, Error> {
        let work = self.work_on(base, goal)?;
        if work.ending.take().is_none() {
            return Err(Error::conflict("not_closed"));
        }
        self.worked()
    }

    /// Says in which action plan a goal is worked on; the version of the work then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 422 `unknown_goal`.
    pub fn link_goal(&mut self, base: i64, goal: LearningGoalId, plan: Option<PlanId>) -> Result<i64, Error> {
        self.work_on(base, goal)?.plan = plan;
        self.worked()
    }

    /// Whether a goal has ended.
    pub fn has_ended(&self, goal: LearningGoalId) -> bool {
        self.work.get(&goal).is_some_and(|work| work.ending.is_some())
    }

    fn work_on(&mut self, base: i64, goal: LearningGoalId) -> Result<&mut Work, Error> {
        same(base, self.versions.work)?;
        if self.goals.iter().all(|known| known.id != goal) {
            return Err(Error::invalid("unknown_goal", "goal"));
        }
        Ok(self.work.entry(goal).or_default())
    }

    fn worked(&mut self) -> Result<i64, Error> {
        self.versions.work += 1;
        Ok(self.done(self.versions.work))
    }

    fn done(&mut self, version: i64) -> i64 {
        self.version += 1;
        version
    }

    /// What was signed stays as it was; from here on another text is written.
    fn is_another_text(&mut self) {
        if !self.signed.is_empty() {
            self.edition += 1;
            self.signed.clear();
        }
    }

    /// Whether every date of a goal that was not said `before` is one that is still to come when the plan begins.
    fn has_dates_ahead(&self, before: &[Goal]) -> Result<(), Error> {
        let first = self.first_day();
        for (index, goal) in self.goals.iter().enumerate() {
            let known = before.iter().find(|old| old.id == goal.id);
            if known.is_none_or(|old| old.projected_on != goal.projected_on) {
                not_before(goal.projected_on.as_ref(), &first, || format!("goals[{index}].projected_on"))?;
            }
        }
        Ok(())
    }

    /// The first day a date of the plan can have: the day before it was saved, since its learner may be where it is
    /// still yesterday. A clock that is far off does not count.
    fn first_day(&self) -> Day {
        believed(self.started_at, self.received_at).day_in(&TimeZone::UTC).plus_days(-1)
    }
}

/// When something was saved, as far as the device's clock can be right.
fn believed(saved: Timestamp, received: Timestamp) -> Timestamp {
    if clock_doubtful(saved, received) { received } else { saved }
}

fn not_before(day: Option<&Day>, first: &Day, field: impl FnOnce() -> String) -> Result<(), Error> {
    if day.is_some_and(|day| day < first) { Err(Error::invalid("before_plan", field())) } else { Ok(()) }
}

fn same(base: i64, version: i64) -> Result<(), Error> {
    if base == version || faults::planted(Plant::LostConflict) { Ok(()) } else { Err(Error::Stale { version }) }
}

#[cfg(test)]
mod tests;
