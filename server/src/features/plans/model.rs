//! A plan and its rules, pure.

pub mod bodies;
pub mod wire;

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde::Serialize;

pub use crate::entities::{
    plan::{PlanOutcome, PlanState},
    plan_progress::ProgressSort,
};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::Error,
        ids::{EntryId, PersonId, PlanId, ProgramId, ProgressId, ReflectionId, StepId, SubcompetencyId},
        text::{Line, Narrative},
    },
    features::feedback::model::clock_doubtful,
    platform::faults::{self, Plant},
};

/// The most steps of one plan.
pub const STEPS_MAX: usize = 30;
/// The most entries one plan is linked to.
pub const ENTRIES_MAX: usize = 50;
/// The most moved dates a device is sent of one plan.
pub const MOVES_MAX: usize = 50;

/// An action plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Made on the device.
    pub id: PlanId,
    /// In which program.
    pub program: ProgramId,
    /// Whose plan it is.
    pub learner: PersonId,
    /// Who started or proposed it.
    pub author: PersonId,
    /// What is to be reached.
    pub goal: Goal,
    /// How.
    pub steps: Vec<Step>,
    /// Who looks again, and when.
    pub review: Review,
    /// Where it stands.
    pub course: Course,
    /// The closed plan it takes up again.
    pub follows: Option<PlanId>,
    /// Dates that were moved, oldest first; the last [`MOVES_MAX`] of them.
    pub moves: Vec<Move>,
    /// How often each section was written.
    pub versions: Versions,
    /// When it was saved, by the device's clock.
    pub started_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// The section `goal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// In one line.
    pub text: Line,
    /// The skill it is about.
    pub skill: Option<Skill>,
    /// The entries it came from.
    pub entries: BTreeSet<EntryId>,
    /// Whether the authors of these entries see the line. The learner's choice.
    pub shown: bool,
}

/// A subcompetency, and its set at the time of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// The set.
    pub set: String,
    /// One of its subcompetencies.
    pub subcompetency: SubcompetencyId,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Made on the device.
    pub id: StepId,
    /// In one line.
    pub text: Line,
    /// Until when.
    pub due_on: Option<Day>,
    /// When it was done.
    pub done_on: Option<Day>,
}

/// A date that was moved. A first date is no move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Move {
    /// Of which step; of the second look where it is none.
    pub step: Option<StepId>,
    /// The day it was.
    pub from: Day,
    /// The day it became; none where the date was taken away.
    pub to: Option<Day>,
    /// Who moved it.
    pub by: PersonId,
    /// When the server was told.
    pub at: Timestamp,
}

/// The section `review`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Who looks again.
    pub reviewer: Option<PersonId>,
    /// When.
    pub on: Option<Day>,
}

/// The section `state`. A closed plan has an ending, and no other has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Proposed to the learner.
    Proposed,
    /// Being worked on.
    Open,
    /// Ended.
    Closed(Ending),
}

/// How a plan ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// In one word.
    pub outcome: PlanOutcome,
    /// What made the difference.
    pub note: Option<Narrative>,
    /// When.
    pub at: Timestamp,
}

/// The versions of the sections, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct Versions {
    pub goal: i64,
    pub steps: i64,
    pub review: i64,
    pub state: i64,
}

/// A plan as it was written, before it is known whether author, learner, skill, entries and reviewer fit each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in Plan
pub struct NewPlan {
    pub id: PlanId,
    pub learner: PersonId,
    pub goal: Goal,
    pub steps: Vec<Step>,
    pub review: Review,
    pub follows: Option<PlanId>,
    pub started_at: Timestamp,
}

/// A note of the progress log, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in bodies::AddProgress
pub struct NewProgress {
    pub id: ProgressId,
    pub text: Narrative,
    pub shared: bool,
    pub sort: ProgressSort,
    pub entry: Option<EntryId>,
    pub reflection: Option<ReflectionId>,
    pub given_at: Timestamp,
}

impl Plan {
    /// Starts a plan for oneself, or proposes one to its learner.
    pub fn start(program: ProgramId, author: PersonId, new: NewPlan, now: Timestamp) -> Self {
        let own = author == new.learner;
        Self {
            id: new.id,
            program,
            learner: new.learner,
            author,
            goal: Goal { shown: new.goal.shown && own, ..new.goal },
            steps: new.steps,
            review: new.review,
            course: if own { Course::Open } else { Course::Proposed },
            follows: new.follows,
            moves: Vec::new(),
            versions: Versions { goal: 1, steps: 1, review: 1, state: 1 },
            started_at: new.started_at,
            received_at: now,
        }
    }

    /// Writes the goal anew; its version then. Whether it is shown changes only by the learner's own hand.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 409 `plan_closed`.
    pub fn edit_goal(&mut self, by: PersonId, base: i64, goal: Goal) -> Result<i64, Error> {
        self.may_be_edited(base, self.versions.goal)?;
        let shown = if by == self.learner { goal.shown } else { self.goal.shown };
        self.goal = Goal { shown, ..goal };
        self.versions.goal += 1;
        Ok(self.versions.goal)
    }

    /// Writes the steps anew; their version then. Dates that moved are remembered.
    ///
    /// # Errors
    /// As [`Self::edit_goal`]; 422 `before_plan` where a step is now due before the plan began.
    pub fn edit_steps(&mut self, by: PersonId, base: i64, steps: Vec<Step>, now: Timestamp) -> Result<i64, Error> {
        self.may_be_edited(base, self.versions.steps)?;
        let before = |step: &Step| self.steps.iter().find(|old| old.id == step.id).and_then(|old| old.due_on.clone());
        let first = self.first_day();
        let mut moves = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let old = before(step);
            if old == step.due_on {
                continue;
            }
            not_before(step.due_on.as_ref(), &first, || format!("steps[{index}].due_on"))?;
            moves.extend(old.map(|from| Move { step: Some(step.id), from, to: step.due_on.clone(), by, at: now }));
        }
        self.moves.append(&mut moves);
        self.steps = steps;
        self.versions.steps += 1;
        Ok(self.versions.steps)
    }

    /// Names anew who looks again and when; the section's version then.
    ///
    /// # Errors
    /// As [`Self::edit_goal`]; 422 `before_plan` where the day is now before the plan began.
    pub fn edit_review(&mut self, by: PersonId, base: i64, review: Review, now: Timestamp) -> Result<i64, Error> {
        self.may_be_edited(base, self.versions.review)?;
        if self.review.on != review.on {
            not_before(review.on.as_ref(), &self.first_day(), || "review_on".into())?;
            let moved = self.review.on.clone();
            self.moves.extend(moved.map(|from| Move { step: None, from, to: review.on.clone(), by, at: now }));
        }
        self.review = review;
        self.versions.review += 1;
        Ok(self.versions.review)
    }

    /// Takes a proposal on; the version of the state then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 409 `not_proposed`.
    pub fn accept(&mut self, base: i64) -> Result<i64, Error> {
        same(base, self.versions.state)?;
        match self.course {
            Course::Proposed => Ok(self.moves_to(Course::Open)),
            Course::Open | Course::Closed(_) => Err(Error::conflict("not_proposed")),
        }
    }

    /// Ends the plan, or sets a proposal aside; the version of the state then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 409 `not_accepted` where a proposal is to end other than
    /// dropped, `plan_closed`.
    pub fn close(&mut self, base: i64, ending: Ending) -> Result<i64, Error> {
        same(base, self.versions.state)?;
        match (&self.course, ending.outcome) {
            (Course::Open, _) | (Course::Proposed, PlanOutcome::Dropped) => Ok(self.moves_to(Course::Closed(ending))),
            (Course::Proposed, _) => Err(Error::conflict("not_accepted")),
            (Course::Closed(_), _) => Err(Error::conflict("plan_closed")),
        }
    }

    /// Opens a closed plan again; the version of the state then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 409 `not_closed`.
    pub fn reopen(&mut self, base: i64) -> Result<i64, Error> {
        same(base, self.versions.state)?;
        match self.course {
            Course::Closed(_) => Ok(self.moves_to(Course::Open)),
            Course::Proposed | Course::Open => Err(Error::conflict("not_closed")),
        }
    }

    /// Whether every date of a new plan is one that is still to come when it begins.
    ///
    /// # Errors
    /// 422 `before_plan` with the field.
    pub fn has_dates_ahead(&self) -> Result<(), Error> {
        let first = self.first_day();
        for (index, step) in self.steps.iter().enumerate() {
            not_before(step.due_on.as_ref(), &first, || format!("steps[{index}].due_on"))?;
        }
        not_before(self.review.on.as_ref(), &first, || "review_on".into())
    }

    /// The first day a date of the plan can have: the day before it was saved, since its learner may be where it is
    /// still yesterday. A clock that is far off does not count.
    fn first_day(&self) -> Day {
        let saved = if clock_doubtful(self.started_at, self.received_at) { self.received_at } else { self.started_at };
        saved.day_in(&TimeZone::UTC).plus_days(-1)
    }

    /// The word for where it stands.
    pub fn state(&self) -> PlanState {
        match self.course {
            Course::Proposed => PlanState::Proposed,
            Course::Open => PlanState::Open,
            Course::Closed(_) => PlanState::Closed,
        }
    }

    /// How it ended, if it did.
    pub fn ending(&self) -> Option<&Ending> {
        match &self.course {
            Course::Closed(ending) => Some(ending),
            Course::Proposed | Course::Open => None,
        }
    }

    /// The version of the whole: grows by one with each change of a section.
    pub fn version(&self) -> i64 {
        let Versions { goal, steps, review, state } = self.versions;
        goal + steps + review + state - 3
    }

    fn may_be_edited(&self, base: i64, version: i64) -> Result<(), Error> {
        same(base, version)?;
        match self.course {
            Course::Proposed | Course::Open => Ok(()),
            // What it ended by is what was written then. Reopening is one tap.
            Course::Closed(_) => Err(Error::conflict("plan_closed")),
        }
    }

    fn moves_to(&mut self, course: Course) -> i64 {
        self.course = course;
        self.versions.state += 1;
        self.versions.state
    }
}

fn not_before(day: Option<&Day>, first: &Day, field: impl FnOnce() -> String) -> Result<(), Error> {
    if day.is_some_and(|day| day < first) { Err(Error::invalid("before_plan", field())) } else { Ok(()) }
}

fn same(base: i64, version: i64) -> Result<(), Error> {
    if base == version || faults::planted(Plant::LostConflict) { Ok(()) } else { Err(Error::Stale { version }) }
}

#[cfg(test)]
mod tests;
