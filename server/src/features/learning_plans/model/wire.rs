//! What devices get.

use serde::{Deserialize, Serialize};

use super::{
    Goal, LearningPlan, Side, Versions,
    bodies::{GoalBody, SkillBody},
};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        ids::{LearningGoalId, LearningPlanId, PersonId, PlanId, ProgramId, SignatureId},
    },
    features::plans::model::PlanOutcome,
};

/// A learning plan on the wire and on devices. Signatures are things of their own ([`SignatureWire`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in LearningPlan
pub struct LearningPlanWire {
    pub id: LearningPlanId,
    pub program: ProgramId,
    pub learner: PersonId,
    /// The edition of this text: signatures of an earlier one are under another text.
    pub edition: i64,
    #[serde(flatten)]
    pub text: PlanText,
    /// What becomes of the goals; nothing of those with which nothing was done.
    pub work: Vec<WorkWire>,
    pub versions: Versions,
    pub started_at: Timestamp,
    pub received_at: Timestamp,
}

/// The text of a learning plan: what is read, printed and signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in LearningPlan
pub struct PlanText {
    /// The first day of the half-year it belongs to.
    pub half_from: Day,
    pub goals: Vec<GoalBody>,
    pub career_goals: Option<String>,
    pub obstacles: Option<String>,
    pub helpers: Option<String>,
    pub discussed_on: Option<Day>,
    pub next_review_on: Option<Day>,
    pub learner_comment: Option<String>,
    pub coach_comment: Option<String>,
    /// Which coach said it.
    pub coach_comment_by: Option<PersonId>,
}

/// What becomes of one goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in Work
pub struct WorkWire {
    pub goal: LearningGoalId,
    pub plan: Option<PlanId>,
    pub outcome: Option<PlanOutcome>,
    pub note: Option<String>,
    pub closed_at: Option<Timestamp>,
}

/// A signature, with the text it is under. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SignatureWire {
    /// Made on the device.
    pub id: SignatureId,
    /// Under which plan.
    pub learning_plan: LearningPlanId,
    /// In which program.
    pub program: ProgramId,
    /// Under which edition of it.
    pub edition: i64,
    /// On which side.
    #[serde(rename = "as")]
    pub side: Side,
    /// Whose.
    pub person: PersonId,
    /// When it was saved, by the device's clock.
    pub signed_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
    /// What was signed.
    pub text: PlanText,
}

impl From<&LearningPlan> for LearningPlanWire {
    fn from(plan: &LearningPlan) -> Self {
        let work = |(goal, work): (&LearningGoalId, &super::Work)| WorkWire {
            goal: *goal,
            plan: work.plan,
            outcome: work.ending.as_ref().map(|ending| ending.outcome),
            note: work.ending.as_ref().and_then(|ending| ending.note.as_ref()).map(|note| note.as_str().to_owned()),
            closed_at: work.ending.as_ref().map(|ending| ending.at),
        };
        Self {
            id: plan.id,
            program: plan.program,
            learner: plan.learner,
            edition: plan.edition,
            text: PlanText::from(plan),
            work: plan.work.iter().map(work).collect(),
            versions: plan.versions,
            started_at: plan.started_at,
            received_at: plan.received_at,
        }
    }
}

impl From<&LearningPlan> for PlanText {
    fn from(plan: &LearningPlan) -> Self {
        let coach = plan.coach_comment.as_ref();
        Self {
            half_from: plan.half_from.clone(),
            goals: plan.goals.iter().map(GoalBody::from).collect(),
            career_goals: plan.about.career_goals.as_ref().map(|text| text.as_str().to_owned()),
            obstacles: plan.about.obstacles.as_ref().map(|text| text.as_str().to_owned()),
            helpers: plan.about.helpers.as_ref().map(|text| text.as_str().to_owned()),
            discussed_on: plan.dates.discussed_on.clone(),
            next_review_on: plan.dates.next_review_on.clone(),
            learner_comment: plan.learner_comment.as_ref().map(|text| text.as_str().to_owned()),
            coach_comment: coach.map(|(_, text)| text.as_str().to_owned()),
            coach_comment_by: coach.map(|(by, _)| *by),
        }
    }
}

impl From<&Goal> for GoalBody {
    fn from(goal: &Goal) -> Self {
        let skill = |skill: &crate::features::plans::model::Skill| SkillBody {
            set: skill.set.clone(),
            subcompetency: skill.subcompetency,
        };
        Self {
            id: goal.id,
            text: goal.text.as_str().to_owned(),
            skills: goal.skills.iter().map(skill).collect(),
            strategies: goal.strategies.as_ref().map(|text| text.as_str().to_owned()),
            evidence: goal.evidence.as_ref().map(|text| text.as_str().to_owned()),
            projected_on: goal.projected_on.clone(),
            entries: goal.entries.iter().copied().collect(),
        }
    }
}
