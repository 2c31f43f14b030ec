//! What devices get.

use serde::Serialize;

use super::{MOVES_MAX, Move, Plan, PlanOutcome, PlanState, ProgressSort, Step, Versions, bodies::StepBody};
use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{EntryId, PersonId, PlanId, ProgramId, ProgressId, ReflectionId, SubcompetencyId},
};

/// A plan on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in StartPlan
pub struct PlanWire {
    pub id: PlanId,
    pub program: ProgramId,
    pub learner: PersonId,
    /// Who started or proposed it.
    pub author: PersonId,
    pub state: PlanState,
    /// How it ended; for closed plans, and always there.
    pub outcome: Option<PlanOutcome>,
    pub outcome_note: Option<String>,
    pub goal: String,
    pub set: Option<String>,
    pub subcompetency: Option<SubcompetencyId>,
    pub entries: Vec<EntryId>,
    pub goal_shown: bool,
    pub steps: Vec<StepBody>,
    pub reviewer: Option<PersonId>,
    pub review_on: Option<Day>,
    pub versions: Versions,
    pub started_at: Timestamp,
    pub received_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// The closed plan it takes up again.
    pub follows: Option<PlanId>,
    /// Dates that were moved, oldest first.
    pub moves: Vec<Move>,
}

/// The goals that came from one entry, as its author sees them where the learner chose so: nothing of other entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in PlanWire
pub struct PlanGoalWire {
    /// The entry's.
    pub id: EntryId,
    pub program: ProgramId,
    /// Oldest first.
    pub goals: Vec<ShownGoal>,
}

/// The one line of a plan that an observer sees, and where the plan stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in PlanWire
pub struct ShownGoal {
    pub plan: PlanId,
    pub goal: String,
    pub state: PlanState,
    pub outcome: Option<PlanOutcome>,
}

/// A note of a plan's progress log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in AddProgress
pub struct ProgressWire {
    pub id: ProgressId,
    pub plan: PlanId,
    pub program: ProgramId,
    pub author: PersonId,
    pub text: String,
    pub shared: bool,
    pub sort: ProgressSort,
    pub entry: Option<EntryId>,
    pub reflection: Option<ReflectionId>,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
}

impl From<&Plan> for PlanWire {
    fn from(plan: &Plan) -> Self {
        let ending = plan.ending();
        Self {
            id: plan.id,
            program: plan.program,
            learner: plan.learner,
            author: plan.author,
            state: plan.state(),
            outcome: ending.map(|ending| ending.outcome),
            outcome_note: ending.and_then(|ending| ending.note.as_ref()).map(|note| note.as_str().to_owned()),
            goal: plan.goal.text.as_str().to_owned(),
            set: plan.goal.skill.as_ref().map(|skill| skill.set.clone()),
            subcompetency: plan.goal.skill.as_ref().map(|skill| skill.subcompetency),
            entries: plan.goal.entries.iter().copied().collect(),
            goal_shown: plan.goal.shown,
            steps: plan.steps.iter().map(StepBody::from).collect(),
            reviewer: plan.review.reviewer,
            review_on: plan.review.on.clone(),
            versions: plan.versions,
            started_at: plan.started_at,
            received_at: plan.received_at,
            closed_at: ending.map(|ending| ending.at),
            follows: plan.follows,
            moves: plan.moves[plan.moves.len().saturating_sub(MOVES_MAX)..].to_vec(),
        }
    }
}

impl From<&Step> for StepBody {
    fn from(step: &Step) -> Self {
        Self {
            id: step.id,
            text: step.text.as_str().to_owned(),
            due_on: step.due_on.clone(),
            done_on: step.done_on.clone(),
        }
    }
}
