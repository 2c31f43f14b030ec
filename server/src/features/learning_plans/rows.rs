//! Model ↔ tables.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::model::{
    About, Dates, Goal, LearningPlan, Side, Versions, Work,
    wire::{PlanText, SignatureWire},
};
use crate::{
    base::{
        error::{Error, Result},
        text::{Comment, Line, Narrative, Paragraph},
    },
    entities::{learning_goal, learning_goal_entry, learning_goal_skill, learning_plan, learning_plan_signature},
    features::plans::model::{Ending, Skill},
};

/// A plan's own row with the rows around it: goals and skills in order.
pub struct Rows {
    /// The plan's own.
    pub plan: learning_plan::Model,
    /// Its goals.
    pub goals: Vec<learning_goal::Model>,
    /// What they are aligned with.
    pub skills: Vec<learning_goal_skill::Model>,
    /// Where they came from.
    pub entries: Vec<learning_goal_entry::Model>,
    /// Which sides have signed the present edition.
    pub signed: BTreeSet<Side>,
}

/// The plan of these rows.
pub fn plan(rows: Rows) -> Result<LearningPlan> {
    let Rows { plan: row, goals, skills, entries, signed } = rows;
    let mut work = BTreeMap::new();
    let mut of = Vec::with_capacity(goals.len());
    for goal in goals {
        let ending = ending(&goal)?;
        if goal.plan_id.is_some() || ending.is_some() {
            work.insert(goal.id, Work { plan: goal.plan_id, ending });
        }
        let skills = skills.iter().filter(|skill| skill.goal_id == goal.id);
        of.push(Goal {
            id: goal.id,
            text: Line::stored(goal.text),
            skills: skills
                .map(|skill| Skill { set: skill.set_id.clone(), subcompetency: skill.subcompetency_id })
                .collect(),
            strategies: goal.strategies.map(Paragraph::stored),
            evidence: goal.evidence.map(Paragraph::stored),
            projected_on: goal.projected_on,
            entries: entries.iter().filter(|entry| entry.goal_id == goal.id).map(|entry| entry.entry_id).collect(),
        });
    }
    Ok(LearningPlan {
        id: row.id,
        program: row.program_id,
        learner: row.learner_id,
        half_from: row.half_from,
        edition: row.edition,
        goals: of,
        about: About {
            career_goals: row.career_goals.map(Paragraph::stored),
            obstacles: row.obstacles.map(Paragraph::stored),
            helpers: row.helpers.map(Paragraph::stored),
        },
        dates: Dates { discussed_on: row.discussed_on, next_review_on: row.next_review_on },
        learner_comment: row.learner_comment.map(Comment::stored),
        coach_comment: row.coach_comment_by.zip(row.coach_comment.map(Comment::stored)),
        work,
        signed,
        versions: Versions {
            goals: row.goals_version,
            about: row.about_version,
            dates: row.dates_version,
            learner_comment: row.learner_comment_version,
            coach_comment: row.coach_comment_version,
            work: row.work_version,
        },
        version: row.version,
        started_at: row.started_at,
        received_at: row.received_at,
    })
}

fn ending(goal: &learning_goal::Model) -> Result<Option<Ending>> {
    let Some(outcome) = goal.outcome else { return Ok(None) };
    Ok(Some(Ending {
        outcome,
        note: goal.outcome_note.clone().map(Narrative::stored),
        at: goal.closed_at.ok_or_else(|| Error::internal("a closed goal without its time"))?,
    }))
}

/// The plan's own row, every column to be written.
pub fn row(plan: &LearningPlan) -> learning_plan::ActiveModel {
    let text = PlanText::from(plan);
    let row: learning_plan::ActiveModel = learning_plan::Model {
        id: plan.id,
        program_id: plan.program,
        learner_id: plan.learner,
        half_from: text.half_from,
        edition: plan.edition,
        career_goals: text.career_goals,
        obstacles: text.obstacles,
        helpers: text.helpers,
        discussed_on: text.discussed_on,
        next_review_on: text.next_review_on,
        learner_comment: text.learner_comment,
        coach_comment: text.coach_comment,
        coach_comment_by: text.coach_comment_by,
        goals_version: plan.versions.goals,
        about_version: plan.versions.about,
        dates_version: plan.versions.dates,
        learner_comment_version: plan.versions.learner_comment,
        coach_comment_version: plan.versions.coach_comment,
        work_version: plan.versions.work,
        version: plan.version,
        started_at: plan.started_at,
        received_at: plan.received_at,
    }
    .into();
    row.reset_all()
}

/// The rows of its goals.
pub fn goals(plan: &LearningPlan) -> Vec<learning_goal::ActiveModel> {
    let goal = |(ordinal, goal): (i32, &Goal)| {
        let work = plan.work.get(&goal.id);
        let ending = work.and_then(|work| work.ending.as_ref());
        learning_goal::Model {
            id: goal.id,
            learning_plan_id: plan.id,
            ordinal,
            text: goal.text.as_str().to_owned(),
            strategies: goal.strategies.as_ref().map(|text| text.as_str().to_owned()),
            evidence: goal.evidence.as_ref().map(|text| text.as_str().to_owned()),
            projected_on: goal.projected_on.clone(),
            plan_id: work.and_then(|work| work.plan),
            outcome: ending.map(|ending| ending.outcome),
            outcome_note: ending.and_then(|ending| ending.note.as_ref()).map(|note| note.as_str().to_owned()),
            closed_at: ending.map(|ending| ending.at),
        }
        .into_active_model()
    };
    (0..).zip(&plan.goals).map(goal).collect()
}

/// The rows of what they are aligned with.
pub fn skills(plan: &LearningPlan) -> Vec<learning_goal_skill::ActiveModel> {
    let of = |goal: &Goal| {
        let id = goal.id;
        let row = move |(ordinal, skill): (i32, Skill)| {
            learning_goal_skill::Model {
                learning_plan_id: plan.id,
                goal_id: id,
                subcompetency_id: skill.subcompetency,
                set_id: skill.set,
                ordinal,
            }
            .into_active_model()
        };
        (0..).zip(goal.skills.clone()).map(row).collect::<Vec<_>>()
    };
    plan.goals.iter().flat_map(of).collect()
}

/// The rows of the entries they came from.
pub fn entries(plan: &LearningPlan) -> Vec<learning_goal_entry::ActiveModel> {
    let links = plan.goals.iter().flat_map(|goal| goal.entries.iter().map(|entry| (goal.id, *entry)));
    let row = |(goal_id, entry_id)| {
        learning_goal_entry::Model { learning_plan_id: plan.id, goal_id, entry_id }.into_active_model()
    };
    links.map(row).collect()
}

/// The row of a signature.
pub fn signature(wire: &SignatureWire) -> Result<learning_plan_signature::Model> {
    Ok(learning_plan_signature::Model {
        id: wire.id,
        learning_plan_id: wire.learning_plan,
        program_id: wire.program,
        edition: wire.edition,
        side: wire.side,
        person_id: wire.person,
        content: serde_json::to_string(&wire.text)?,
        signed_at: wire.signed_at,
        received_at: wire.received_at,
    })
}

/// A signature as devices get it.
pub fn signature_wire(row: learning_plan_signature::Model) -> Result<SignatureWire> {
    Ok(SignatureWire {
        id: row.id,
        learning_plan: row.learning_plan_id,
        program: row.program_id,
        edition: row.edition,
        side: row.side,
        person: row.person_id,
        signed_at: row.signed_at,
        received_at: row.received_at,
        text: serde_json::from_str(&row.content)?,
    })
}
