//! Model ↔ tables.

use std::collections::BTreeSet;

use sea_orm::ActiveModelTrait;

use super::model::{
    Course, Ending, Goal, Move, NewProgress, Plan, Review, Skill, Step, Versions,
    wire::{ProgressWire, ShownGoal},
};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{EntryId, PersonId},
        text::{Line, Narrative, TextError},
    },
    entities::{
        plan::{self, PlanState},
        plan_date_move, plan_entry, plan_progress, plan_step,
    },
};

/// The plan of these rows; steps in order, moves oldest first.
pub fn plan(
    row: plan::Model,
    steps: Vec<plan_step::Model>,
    entries: BTreeSet<EntryId>,
    moves: Vec<plan_date_move::Model>,
) -> Result<Plan> {
    let course = course(&row)?;
    let skill = match (row.set_id, row.subcompetency_id) {
        (Some(set), Some(subcompetency)) => Some(Skill { set, subcompetency }),
        _ => None,
    };
    Ok(Plan {
        id: row.id,
        program: row.program_id,
        learner: row.learner_id,
        author: row.author_id,
        goal: Goal { text: line(&row.goal)?, skill, entries, shown: row.goal_shown },
        steps: steps.into_iter().map(step).collect::<Result<_>>()?,
        review: Review { reviewer: row.reviewer_id, on: row.review_on },
        course,
        follows: row.follows_id,
        moves: moves.into_iter().map(date_move).collect(),
        versions: Versions {
            goal: row.goal_version,
            steps: row.steps_version,
            review: row.review_version,
            state: row.state_version,
        },
        started_at: row.started_at,
        received_at: row.received_at,
    })
}

fn course(row: &plan::Model) -> Result<Course> {
    Ok(match row.state {
        PlanState::Proposed => Course::Proposed,
        PlanState::Open => Course::Open,
        PlanState::Closed => Course::Closed(Ending {
            outcome: row.outcome.ok_or_else(|| Error::internal("a closed plan without an outcome"))?,
            note: row.outcome_note.as_deref().map(Narrative::parse).transpose().map_err(not_a_text)?,
            at: row.closed_at.ok_or_else(|| Error::internal("a closed plan without its time"))?,
        }),
    })
}

fn date_move(row: plan_date_move::Model) -> Move {
    Move { step: row.step_id, from: row.from_on, to: row.to_on, by: row.moved_by, at: row.moved_at }
}

fn step(row: plan_step::Model) -> Result<Step> {
    Ok(Step { id: row.id, text: line(&row.text)?, due_on: row.due_on, done_on: row.done_on })
}

fn line(stored: &str) -> Result<Line> {
    Line::parse(stored).map_err(not_a_text)
}

fn not_a_text(error: TextError) -> Error {
    Error::internal(format!("a stored text of a plan: {}", error.code()))
}

/// The plan's own row, every column to be written; somebody did something with it at `active_at`.
pub fn row(plan: &Plan, active_at: Timestamp) -> plan::ActiveModel {
    let ending = plan.ending();
    let row: plan::ActiveModel = plan::Model {
        id: plan.id,
        program_id: plan.program,
        learner_id: plan.learner,
        author_id: plan.author,
        state: plan.state(),
        outcome: ending.map(|ending| ending.outcome),
        outcome_note: ending.and_then(|ending| ending.note.as_ref()).map(|note| note.as_str().to_owned()),
        goal: plan.goal.text.as_str().to_owned(),
        set_id: plan.goal.skill.as_ref().map(|skill| skill.set.clone()),
        subcompetency_id: plan.goal.skill.as_ref().map(|skill| skill.subcompetency),
        goal_shown: plan.goal.shown,
        reviewer_id: plan.review.reviewer,
        review_on: plan.review.on.clone(),
        goal_version: plan.versions.goal,
        steps_version: plan.versions.steps,
        review_version: plan.versions.review,
        state_version: plan.versions.state,
        started_at: plan.started_at,
        received_at: plan.received_at,
        closed_at: ending.map(|ending| ending.at),
        follows_id: plan.follows,
        active_at,
    }
    .into();
    row.reset_all()
}

/// The rows of its steps.
pub fn steps(plan: &Plan) -> Vec<plan_step::ActiveModel> {
    let step = |(ordinal, step): (i32, &Step)| {
        plan_step::Model {
            id: step.id,
            plan_id: plan.id,
            ordinal,
            text: step.text.as_str().to_owned(),
            due_on: step.due_on.clone(),
            done_on: step.done_on.clone(),
        }
        .into()
    };
    (0..).zip(&plan.steps).map(step).collect()
}

/// The rows of the entries it is linked to.
pub fn entries(plan: &Plan) -> Vec<plan_entry::ActiveModel> {
    plan.goal.entries.iter().map(|entry| plan_entry::Model { plan_id: plan.id, entry_id: *entry }.into()).collect()
}

/// The one line of a plan that observers see.
pub fn shown_goal(row: plan::Model) -> ShownGoal {
    ShownGoal { plan: row.id, goal: row.goal, state: row.state, outcome: row.outcome }
}

/// The row of a note.
pub fn progress(plan: &Plan, author: PersonId, new: NewProgress, received_at: Timestamp) -> plan_progress::Model {
    plan_progress::Model {
        id: new.id,
        plan_id: plan.id,
        program_id: plan.program,
        author_id: author,
        text: new.text.as_str().to_owned(),
        shared: new.shared,
        given_at: new.given_at,
        received_at,
        sort: new.sort,
        entry_id: new.entry,
        reflection_id: new.reflection,
    }
}

/// The wire form of a note.
pub fn progress_wire(row: &plan_progress::Model) -> ProgressWire {
    ProgressWire {
        id: row.id,
        plan: row.plan_id,
        program: row.program_id,
        author: row.author_id,
        text: row.text.clone(),
        shared: row.shared,
        sort: row.sort,
        entry: row.entry_id,
        reflection: row.reflection_id,
        given_at: row.given_at,
        received_at: row.received_at,
    }
}
