//! What devices send, and what of it can be checked without a look into the database.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{About, Dates, ENTRIES_MAX, GOALS_MAX, Goal, NewLearningPlan, SKILLS_MAX};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::Error,
        ids::{EntryId, LearningGoalId, LearningPlanId, PlanId, SignatureId, SubcompetencyId},
        text::{Comment, Line, Paragraph, TextError},
    },
    features::plans::{
        ClosePlan,
        model::{Ending, PlanOutcome, Skill},
    },
};

/// The body of `learning_plans.start`, by the learner.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartLearningPlan {
    /// The goals so far, in order.
    #[serde(default)]
    pub goals: Vec<GoalBody>,
    /// Where the learner wants to get.
    #[serde(default)]
    pub career_goals: Option<String>,
    /// What may stand in the way.
    #[serde(default)]
    pub obstacles: Option<String>,
    /// Who or what helps.
    #[serde(default)]
    pub helpers: Option<String>,
}

/// A goal, as sent, shown and signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalBody {
    /// Made on the device.
    pub id: LearningGoalId,
    /// In one line.
    pub text: String,
    /// The subcompetencies it is aligned with.
    #[serde(default)]
    pub skills: Vec<SkillBody>,
    /// How it is to be reached.
    #[serde(default)]
    pub strategies: Option<String>,
    /// How anybody will see that it was.
    #[serde(default)]
    pub evidence: Option<String>,
    /// By when.
    #[serde(default)]
    pub projected_on: Option<Day>,
    /// The entries it came from.
    #[serde(default)]
    pub entries: Vec<EntryId>,
}

/// A subcompetency, and its set at the time of writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // the names say it
pub struct SkillBody {
    pub set: String,
    pub subcompetency: SubcompetencyId,
}

/// The body of `learning_plans.edit_goals`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditGoals {
    /// The goals, in order.
    pub goals: Vec<GoalBody>,
}

/// The body of `learning_plans.edit_about`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // as in StartLearningPlan
pub struct EditAbout {
    #[serde(default)]
    pub career_goals: Option<String>,
    #[serde(default)]
    pub obstacles: Option<String>,
    #[serde(default)]
    pub helpers: Option<String>,
}

/// The body of `learning_plans.edit_dates`: the whole section.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditDates {
    /// When learner and coach talked it through.
    #[serde(default)]
    pub discussed_on: Option<Day>,
    /// When they look at it next.
    #[serde(default)]
    pub next_review_on: Option<Day>,
}

/// The body of `learning_plans.comment`: what its writer's side says, learner or coach.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentOn {
    /// What; nothing takes it back.
    #[serde(default)]
    pub text: Option<String>,
}

/// The body of `learning_plans.sign`, on its writer's side.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignPlan {
    /// The signature, made on the device.
    pub id: SignatureId,
}

/// The body of `learning_plans.close_goal`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseGoal {
    /// Which goal.
    pub goal: LearningGoalId,
    /// How it ended.
    pub outcome: PlanOutcome,
    /// What made the difference.
    #[serde(default)]
    pub note: Option<String>,
}

/// The body of `learning_plans.reopen_goal`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenGoal {
    /// Which goal.
    pub goal: LearningGoalId,
}

/// The body of `learning_plans.link_goal`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkGoal {
    /// Which goal.
    pub goal: LearningGoalId,
    /// The action plan of the same learner it is worked on in; none takes the link away.
    #[serde(default)]
    pub plan: Option<PlanId>,
}

impl StartLearningPlan {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field at fault: `empty`, `too_long`, `too_many`, `duplicate`.
    pub fn parse(self, id: LearningPlanId, started_at: Timestamp) -> Result<NewLearningPlan, Error> {
        let about = EditAbout { career_goals: self.career_goals, obstacles: self.obstacles, helpers: self.helpers };
        Ok(NewLearningPlan { id, goals: EditGoals { goals: self.goals }.parse()?, about: about.parse()?, started_at })
    }
}

impl EditGoals {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// As [`StartLearningPlan::parse`].
    pub fn parse(self) -> Result<Vec<Goal>, Error> {
        if self.goals.len() > GOALS_MAX {
            return Err(Error::invalid("too_many", "goals"));
        }
        let mut known = BTreeSet::new();
        let goal = |(index, goal): (usize, GoalBody)| {
            let field = |part: &str| format!("goals[{index}].{part}");
            if !known.insert(goal.id) {
                return Err(Error::invalid("duplicate", field("id")));
            }
            let entries: BTreeSet<EntryId> = goal.entries.into_iter().collect();
            if entries.len() > ENTRIES_MAX {
                return Err(Error::invalid("too_many", field("entries")));
            }
            if goal.skills.len() > SKILLS_MAX {
                return Err(Error::invalid("too_many", field("skills")));
            }
            let mut skills: Vec<Skill> = Vec::new();
            for SkillBody { set, subcompetency } in goal.skills {
                if skills.iter().any(|skill| skill.subcompetency == subcompetency) {
                    return Err(Error::invalid("duplicate", field("skills")));
                }
                skills.push(Skill { set, subcompetency });
            }
            Ok(Goal {
                id: goal.id,
                text: Line::parse(&goal.text).map_err(|error| Error::invalid(error.code(), field("text")))?,
                skills,
                strategies: paragraph(goal.strategies.as_deref(), || field("strategies"))?,
                evidence: paragraph(goal.evidence.as_deref(), || field("evidence"))?,
                projected_on: goal.projected_on,
                entries,
            })
        };
        self.goals.into_iter().enumerate().map(goal).collect()
    }
}

impl EditAbout {
    /// Checks the lengths.
    ///
    /// # Errors
    /// `too_long` with the field.
    pub fn parse(self) -> Result<About, Error> {
        Ok(About {
            career_goals: paragraph(self.career_goals.as_deref(), || "career_goals".into())?,
            obstacles: paragraph(self.obstacles.as_deref(), || "obstacles".into())?,
            helpers: paragraph(self.helpers.as_deref(), || "helpers".into())?,
        })
    }
}

impl EditDates {
    /// The section.
    pub fn parse(self) -> Dates {
        Dates { discussed_on: self.discussed_on, next_review_on: self.next_review_on }
    }
}

impl CommentOn {
    /// The text.
    ///
    /// # Errors
    /// `too_long` in `text`.
    pub fn parse(self) -> Result<Option<Comment>, Error> {
        Comment::parse_optional(self.text.as_deref()).map_err(|error| at(error, "text".into()))
    }
}

impl CloseGoal {
    /// Which goal, and how it ended.
    ///
    /// # Errors
    /// `too_long` in `note`.
    pub fn parse(self, closed_at: Timestamp) -> Result<(LearningGoalId, Ending), Error> {
        let how = ClosePlan { outcome: self.outcome, note: self.note };
        Ok((self.goal, how.parse(closed_at)?))
    }
}

fn paragraph(text: Option<&str>, field: impl FnOnce() -> String) -> Result<Option<Paragraph>, Error> {
    Paragraph::parse_optional(text).map_err(|error| at(error, field()))
}

fn at(error: TextError, field: String) -> Error {
    Error::invalid(error.code(), field)
}
