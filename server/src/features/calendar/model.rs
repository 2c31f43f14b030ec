//! What a feed says, and what became of what it said before. Pure.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        ids::{PersonId, PlanId, StepId},
    },
    entities::calendar_event,
};

/// For how long a calendar is told that something is cancelled.
pub const TOLD_CANCELLED: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A day on which something of a plan is due.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Due {
    /// Of which plan.
    pub plan: PlanId,
    /// Which step; the nil id stands for looking again.
    pub step: StepId,
    /// When.
    pub due_on: Day,
    /// The goal, where the plan is the owner's own and they chose to see it.
    pub goal: Option<String>,
    /// When somebody last did something with the plan: its goal is as it was then.
    pub active_at: Timestamp,
}

impl Due {
    /// Whether a feed that said `row` says of this what it would say now. A goal that is told may have changed with
    /// everything that was done with its plan.
    fn is_told_by(&self, row: &calendar_event::Model) -> bool {
        let goal_stands = self.goal.is_none() || self.active_at <= row.changed_at;
        row.due_on == self.due_on && !row.cancelled && goal_stands
    }
}

/// An event of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for as long as the feed speaks of the thing.
    pub uid: Uuid,
    /// The day it is due.
    pub on: Day,
    /// Grows by one each time the day moves, what it says may have changed, or the event is cancelled or comes back.
    pub sequence: i32,
    /// Whether it is gone.
    pub cancelled: bool,
    /// When that was last noticed.
    pub changed_at: Timestamp,
    /// The goal, where it is to be said.
    pub goal: Option<String>,
}

/// What a feed says after `kept`, now that `due` is due: every event it speaks of, changed or not. What was cancelled
/// long ago is left out.
pub fn next(
    person: PersonId,
    kept: Vec<calendar_event::Model>,
    due: &[Due],
    now: Timestamp,
) -> Vec<calendar_event::Model> {
    let mut kept: BTreeMap<(PlanId, StepId), calendar_event::Model> =
        kept.into_iter().map(|row| ((row.plan_id, row.step_id), row)).collect();
    let mut said = Vec::new();
    for due in due {
        let row = match kept.remove(&(due.plan, due.step)) {
            Some(same) if due.is_told_by(&same) => same,
            Some(other) => changed(other, due.due_on.clone(), false, now),
            None => calendar_event::Model {
                person_id: person,
                plan_id: due.plan,
                step_id: due.step,
                due_on: due.due_on.clone(),
                sequence: 0,
                cancelled: false,
                changed_at: now,
            },
        };
        said.push(row);
    }
    for gone in kept.into_values() {
        if !gone.cancelled {
            let day = gone.due_on.clone();
            said.push(changed(gone, day, true, now));
        } else if now.since(gone.changed_at) <= TOLD_CANCELLED {
            said.push(gone);
        }
    }
    said.sort_by_key(|row| (row.plan_id, row.step_id));
    said
}

fn changed(row: calendar_event::Model, due_on: Day, cancelled: bool, now: Timestamp) -> calendar_event::Model {
    calendar_event::Model { due_on, cancelled, sequence: row.sequence + 1, changed_at: now, ..row }
}

/// The events of these rows; goals from `due`, never from what is kept.
pub fn events(rows: &[calendar_event::Model], due: &[Due]) -> Vec<Event> {
    let goals: BTreeMap<(PlanId, StepId), &String> =
        due.iter().filter_map(|due| Some(((due.plan, due.step), due.goal.as_ref()?))).collect();
    let event = |row: &calendar_event::Model| Event {
        uid: uid(row.plan_id, row.step_id),
        on: row.due_on.clone(),
        sequence: row.sequence,
        cancelled: row.cancelled,
        changed_at: row.changed_at,
        goal: goals.get(&(row.plan_id, row.step_id)).map(|goal| (*goal).clone()),
    };
    rows.iter().map(event).collect()
}

/// Says nothing of plan and step to whoever does not know them.
fn uid(plan: PlanId, step: StepId) -> Uuid {
    Uuid::new_v5(&plan.0, step.0.as_bytes())
}
