//! What devices send, and what of it can be checked without a look into the database.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    ENTRIES_MAX, Ending, Goal, NewPlan, NewProgress, PlanOutcome, ProgressSort, Review, STEPS_MAX, Skill, Step,
};
use crate::base::{
    clock::Timestamp,
    day::Day,
    error::Error,
    ids::{EntryId, PersonId, PlanId, ProgressId, ReflectionId, StepId, SubcompetencyId},
    text::{Line, Narrative},
};

/// The body of `plans.start`: by the learner it opens a plan, by a coach of theirs it proposes one.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartPlan {
    /// Whose plan it is.
    pub learner: PersonId,
    /// The goal, in one line.
    pub goal: String,
    /// The Milestones set, with the subcompetency.
    #[serde(default)]
    pub set: Option<String>,
    /// The skill.
    #[serde(default)]
    pub subcompetency: Option<SubcompetencyId>,
    /// The entries it comes from.
    #[serde(default)]
    pub entries: Vec<EntryId>,
    /// Whether their authors see the goal; the learner's choice.
    #[serde(default)]
    pub goal_shown: bool,
    /// The steps, in order.
    #[serde(default)]
    pub steps: Vec<StepBody>,
    /// Who looks again.
    #[serde(default)]
    pub reviewer: Option<PersonId>,
    /// When.
    #[serde(default)]
    pub review_on: Option<Day>,
    /// The plan of the same learner that this one takes up again.
    #[serde(default)]
    pub follows: Option<PlanId>,
}

/// The body of `plans.edit_goal`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditGoal {
    /// The goal, in one line.
    pub goal: String,
    /// The Milestones set, with the subcompetency.
    #[serde(default)]
    pub set: Option<String>,
    /// The skill.
    #[serde(default)]
    pub subcompetency: Option<SubcompetencyId>,
    /// The entries it comes from.
    pub entries: Vec<EntryId>,
    /// Whether their authors see the goal; the learner's choice.
    pub goal_shown: bool,
}

/// The body of `plans.edit_steps`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditSteps {
    /// The steps, in order.
    pub steps: Vec<StepBody>,
}

/// A step, as sent and as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// Made on the device.
    pub id: StepId,
    /// In one line.
    pub text: String,
    /// Until when.
    #[serde(default)]
    pub due_on: Option<Day>,
    /// When it was done.
    #[serde(default)]
    pub done_on: Option<Day>,
}

/// The body of `plans.edit_review`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditReview {
    /// Who looks again.
    #[serde(default)]
    pub reviewer: Option<PersonId>,
    /// When.
    #[serde(default)]
    pub review_on: Option<Day>,
}

/// The body of `plans.accept`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptPlan {}

/// The body of `plans.close`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePlan {
    /// How it ended; a proposal can only be `dropped`.
    pub outcome: PlanOutcome,
    /// What made the difference.
    #[serde(default)]
    pub note: Option<String>,
}

/// The body of `plans.reopen`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenPlan {}

/// The body of `plans.progress`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddProgress {
    /// The note, made on the device.
    pub id: ProgressId,
    /// How it is going.
    pub text: String,
    /// Whether everybody who sees the plan sees the note; otherwise only its writer does.
    #[serde(default)]
    pub shared: bool,
    /// What the note is.
    #[serde(default)]
    pub sort: ProgressSort,
    /// Of evidence: the entry that shows it; that or a reflection.
    #[serde(default)]
    pub entry: Option<EntryId>,
    /// Of evidence: a reflection of the writer's own that shows it.
    #[serde(default)]
    pub reflection: Option<ReflectionId>,
}

impl StartPlan {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field at fault: `empty`, `too_long`, `too_many`, `missing_field`, `duplicate`,
    /// `follows_itself`.
    pub fn parse(self, id: PlanId, started_at: Timestamp) -> Result<NewPlan, Error> {
        let goal = EditGoal {
            goal: self.goal,
            set: self.set,
            subcompetency: self.subcompetency,
            entries: self.entries,
            goal_shown: self.goal_shown,
        };
        if self.follows == Some(id) {
            return Err(Error::invalid("follows_itself", "follows"));
        }
        Ok(NewPlan {
            id,
            learner: self.learner,
            goal: goal.parse()?,
            steps: EditSteps { steps: self.steps }.parse()?,
            review: EditReview { reviewer: self.reviewer, review_on: self.review_on }.parse(),
            follows: self.follows,
            started_at,
        })
    }
}

impl EditGoal {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// As [`StartPlan::parse`].
    pub fn parse(self) -> Result<Goal, Error> {
        let skill = match (self.set, self.subcompetency) {
            (Some(set), Some(subcompetency)) => Some(Skill { set, subcompetency }),
            (None, Some(_)) => return Err(Error::invalid("missing_field", "set")),
            // A set alone says nothing.
            (_, None) => None,
        };
        let entries: BTreeSet<EntryId> = self.entries.into_iter().collect();
        if entries.len() > ENTRIES_MAX {
            return Err(Error::invalid("too_many", "entries"));
        }
        let text = Line::parse(&self.goal).map_err(|error| Error::invalid(error.code(), "goal"))?;
        Ok(Goal { text, skill, entries, shown: self.goal_shown })
    }
}

impl EditSteps {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// As [`StartPlan::parse`].
    pub fn parse(self) -> Result<Vec<Step>, Error> {
        if self.steps.len() > STEPS_MAX {
            return Err(Error::invalid("too_many", "steps"));
        }
        let mut known = BTreeSet::new();
        let step = |(index, step): (usize, StepBody)| {
            if !known.insert(step.id) {
                return Err(Error::invalid("duplicate", format!("steps[{index}].id")));
            }
            let text = Line::parse(&step.text)
                .map_err(|error| Error::invalid(error.code(), format!("steps[{index}].text")))?;
            Ok(Step { id: step.id, text, due_on: step.due_on, done_on: step.done_on })
        };
        self.steps.into_iter().enumerate().map(step).collect()
    }
}

impl EditReview {
    /// The section.
    pub fn parse(self) -> Review {
        Review { reviewer: self.reviewer, on: self.review_on }
    }
}

impl ClosePlan {
    /// Checks the note.
    ///
    /// # Errors
    /// `too_long` in `note`.
    pub fn parse(self, at: Timestamp) -> Result<Ending, Error> {
        let note =
            Narrative::parse_optional(self.note.as_deref()).map_err(|error| Error::invalid(error.code(), "note"))?;
        Ok(Ending { outcome: self.outcome, note, at })
    }
}

impl AddProgress {
    /// Checks the text, and that evidence points to one thing.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`; `missing_field` in `entry`; `not_evidence` in `sort`.
    pub fn parse(self, given_at: Timestamp) -> Result<NewProgress, Error> {
        let text = Narrative::parse(&self.text).map_err(|error| Error::invalid(error.code(), "text"))?;
        match (self.sort, self.entry.is_some(), self.reflection.is_some()) {
            (ProgressSort::Evidence, true, false) | (ProgressSort::Evidence, false, true) => {}
            (ProgressSort::Evidence, ..) => return Err(Error::invalid("missing_field", "entry")),
            (_, false, false) => {}
            _ => return Err(Error::invalid("not_evidence", "sort")),
        }
        let Self { id, shared, sort, entry, reflection, .. } = self;
        Ok(NewProgress { id, text, shared, sort, entry, reflection, given_at })
    }
}
