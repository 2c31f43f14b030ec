//! The free texts of things, by what was done to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::{model::Written, queries::Done};
use crate::{
    base::{error::Result, ids::PersonId},
    entities::{
        amendment, check_in, coach_note, feedback_entry,
        feedback_entry_state::{self, EntryState},
        held_item::{self, HeldState},
        learning_goal, learning_plan, plan, plan_progress, plan_step, reflection, request, response,
    },
    platform::feed::Kind,
};

/// Members of a held operation's body that are free texts.
const HELD_TEXTS: [&str; 8] =
    ["went_well", "differently", "next_step", "text", "question", "goal", "context", "own_view"];

/// Which kind of thing an action of the audit log wrote, changed or took away; nothing where it has no free text.
fn kind_of(action: &str) -> Option<Kind> {
    Some(match action {
        "feedback.given" | "feedback.withdrawn" | "feedback.redacted" => Kind::FeedbackEntry,
        "feedback.amended" => Kind::Amendment,
        "feedback.held" | "held.matched" | "held.returned" | "held.discarded" => Kind::HeldItem,
        "reflections.responded" => Kind::Response,
        "reflections.reflected" => Kind::Reflection,
        "plans.started" | "plans.edited" | "plans.closed" | "plans.reopened" => Kind::Plan,
        "plans.progressed" => Kind::PlanProgress,
        "coaching.noted" => Kind::CoachNote,
        "coaching.check_in_asked" => Kind::CheckIn,
        "learning_plans.started" | "learning_plans.edited" | "learning_plans.goal_worked" => Kind::LearningPlan,
        "requests.asked" | "requests.redacted" => Kind::Request,
        _ => return None,
    })
}

/// The things that were done something to, as they stand now. What was redacted or withdrawn brings what hangs on it.
///
/// # Errors
/// A fault of the database.
pub async fn written(connection: &impl ConnectionTrait, done: &[Done]) -> Result<Vec<Written>> {
    let mut things: BTreeMap<Kind, BTreeSet<Uuid>> = BTreeMap::new();
    let mut writers: HashMap<Uuid, PersonId> = HashMap::new();
    let mut taken_back = Vec::new();
    for Done { action, thing, actor } in done {
        let Some(kind) = kind_of(action) else { continue };
        things.entry(kind).or_default().insert(*thing);
        if let Some(actor) = actor {
            writers.insert(*thing, *actor);
        }
        if matches!(action.as_str(), "feedback.withdrawn" | "feedback.redacted") {
            taken_back.push(*thing);
        }
    }
    if !taken_back.is_empty() {
        let hanging = amendment::Entity::find().filter(amendment::Column::EntryId.is_in(taken_back));
        let hanging = hanging.all(connection).await?;
        things.entry(Kind::Amendment).or_default().extend(hanging.into_iter().map(|row| Uuid::from(row.id)));
    }
    let mut written = Vec::new();
    for (kind, ids) in things {
        written.extend(of_kind(connection, kind, ids.into_iter().collect(), &writers).await?);
    }
    Ok(written)
}

async fn of_kind(
    connection: &impl ConnectionTrait,
    kind: Kind,
    ids: Vec<Uuid>,
    writers: &HashMap<Uuid, PersonId>,
) -> Result<Vec<Written>> {
    match kind {
        Kind::FeedbackEntry => entries(connection, ids).await,
        Kind::Amendment => amendments(connection, ids).await,
        Kind::HeldItem => held(connection, ids).await,
        Kind::Plan => plans(connection, ids, writers).await,
        Kind::LearningPlan => learning_plans(connection, ids, writers).await,
        Kind::Response => {
            let rows = response::Entity::find().filter(response::Column::Id.is_in(ids)).all(connection).await?;
            let of = |row: response::Model| {
                let texts = some("text", row.text).collect();
                Written { id: row.id.into(), kind, program: row.program_id, author: row.author_id, texts }
            };
            Ok(rows.into_iter().map(of).collect())
        }
        Kind::Reflection => {
            let rows = reflection::Entity::find().filter(reflection::Column::Id.is_in(ids)).all(connection).await?;
            let of = |row: reflection::Model| {
                let texts = vec![("text", row.text)];
                Written { id: row.id.into(), kind, program: row.program_id, author: row.author_id, texts }
            };
            Ok(rows.into_iter().map(of).collect())
        }
        Kind::PlanProgress => {
            let rows = plan_progress::Entity::find().filter(plan_progress::Column::Id.is_in(ids));
            let of = |row: plan_progress::Model| {
                let texts = vec![("text", row.text)];
                Written { id: row.id.into(), kind, program: row.program_id, author: row.author_id, texts }
            };
            Ok(rows.all(connection).await?.into_iter().map(of).collect())
        }
        Kind::CoachNote => {
            let rows = coach_note::Entity::find().filter(coach_note::Column::Id.is_in(ids)).all(connection).await?;
            let of = |row: coach_note::Model| {
                let texts = vec![("text", row.text)];
                Written { id: row.id.into(), kind, program: row.program_id, author: row.author_id, texts }
            };
            Ok(rows.into_iter().map(of).collect())
        }
        Kind::CheckIn => {
            let rows = check_in::Entity::find().filter(check_in::Column::Id.is_in(ids)).all(connection).await?;
            let of = |row: check_in::Model| {
                let texts = vec![("text", row.text)];
                Written { id: row.id.into(), kind, program: row.program_id, author: row.asker_id, texts }
            };
            Ok(rows.into_iter().map(of).collect())
        }
        Kind::Request => {
            let rows = request::Entity::find().filter(request::Column::Id.is_in(ids)).all(connection).await?;
            let of = |row: request::Model| {
                let more =
                    some("goal", row.goal).chain(some("context", row.context)).chain(some("own_view", row.own_view));
                let texts = std::iter::once(("question", row.question)).chain(more).collect();
                Written { id: row.id.into(), kind, program: row.program_id, author: row.learner_id, texts }
            };
            Ok(rows.into_iter().map(of).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn some(part: &'static str, text: Option<String>) -> impl Iterator<Item = (&'static str, String)> {
    text.map(|text| (part, text)).into_iter()
}

/// Those of these entries that were withdrawn.
async fn withdrawn(
    connection: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, feedback_entry_state::Model>> {
    let states = feedback_entry_state::Entity::find()
        .filter(feedback_entry_state::Column::EntryId.is_in(ids))
        .filter(feedback_entry_state::Column::State.eq(EntryState::Withdrawn));
    Ok(states.all(connection).await?.into_iter().map(|row| (row.entry_id.into(), row)).collect())
}

/// Of a withdrawn entry the reason is left, which is a text of whoever withdrew it.
async fn entries(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Written>> {
    let mut withdrawn = withdrawn(connection, ids.clone()).await?;
    let rows = feedback_entry::Entity::find().filter(feedback_entry::Column::Id.is_in(ids)).all(connection).await?;
    let of = |row: feedback_entry::Model| {
        let (author, texts) = match withdrawn.remove(&row.id.into()) {
            Some(state) => (
                state.withdrawn_by.unwrap_or(row.author_id),
                some("withdrawn_reason", state.withdrawn_reason).collect(),
            ),
            None => {
                let texts = some("went_well", row.went_well).chain(some("differently", row.differently));
                (row.author_id, texts.chain(some("next_step", row.next_step)).collect())
            }
        };
        Written { id: row.id.into(), kind: Kind::FeedbackEntry, program: row.program_id, author, texts }
    };
    Ok(rows.into_iter().map(of).collect())
}

async fn amendments(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Written>> {
    let rows = amendment::Entity::find().filter(amendment::Column::Id.is_in(ids)).all(connection).await?;
    let withdrawn = withdrawn(connection, rows.iter().map(|row| row.entry_id.into()).collect()).await?;
    let of = |row: amendment::Model| {
        let stands = !withdrawn.contains_key(&row.entry_id.into());
        let texts = some("text", stands.then_some(row.text)).collect();
        Written { id: row.id.into(), kind: Kind::Amendment, program: row.program_id, author: row.author_id, texts }
    };
    Ok(rows.into_iter().map(of).collect())
}

/// A plan has more than one writer: what is found is told to whoever wrote last.
async fn plans(
    connection: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    writers: &HashMap<Uuid, PersonId>,
) -> Result<Vec<Written>> {
    let rows = plan::Entity::find().filter(plan::Column::Id.is_in(ids.iter().copied())).all(connection).await?;
    let steps = plan_step::Entity::find()
        .filter(plan_step::Column::PlanId.is_in(ids))
        .order_by_asc(plan_step::Column::Ordinal)
        .all(connection)
        .await?;
    let of = |row: plan::Model| {
        let own = steps.iter().filter(|step| step.plan_id == row.id).map(|step| ("step", step.text.clone()));
        let texts = std::iter::once(("goal", row.goal)).chain(some("outcome_note", row.outcome_note)).chain(own);
        let (id, texts) = (row.id.into(), texts.collect());
        let author = writers.get(&id).copied().unwrap_or(row.author_id);
        Written { id, kind: Kind::Plan, program: row.program_id, author, texts }
    };
    Ok(rows.into_iter().map(of).collect())
}

/// As [`plans`]: learner and coach both write in it.
async fn learning_plans(
    connection: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    writers: &HashMap<Uuid, PersonId>,
) -> Result<Vec<Written>> {
    let rows = learning_plan::Entity::find().filter(learning_plan::Column::Id.is_in(ids.iter().copied()));
    let rows = rows.all(connection).await?;
    let goals = learning_goal::Entity::find()
        .filter(learning_goal::Column::LearningPlanId.is_in(ids))
        .order_by_asc(learning_goal::Column::Ordinal)
        .all(connection)
        .await?;
    let of = |row: learning_plan::Model| {
        let own = goals.iter().filter(|goal| goal.learning_plan_id == row.id).cloned().flat_map(|goal| {
            let more = some("strategies", goal.strategies).chain(some("evidence", goal.evidence));
            std::iter::once(("goal", goal.text)).chain(more).chain(some("outcome_note", goal.outcome_note))
        });
        let about = some("career_goals", row.career_goals).chain(some("obstacles", row.obstacles));
        let said = some("learner_comment", row.learner_comment).chain(some("coach_comment", row.coach_comment));
        let (id, texts) = (row.id.into(), own.chain(about).chain(some("helpers", row.helpers)).chain(said).collect());
        let author = writers.get(&id).copied().unwrap_or(row.learner_id);
        Written { id, kind: Kind::LearningPlan, program: row.program_id, author, texts }
    };
    Ok(rows.into_iter().map(of).collect())
}

async fn held(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Written>> {
    let rows = held_item::Entity::find().filter(held_item::Column::Id.is_in(ids)).all(connection).await?;
    let of = |row: held_item::Model| {
        let waits = matches!(row.state, HeldState::Held | HeldState::Returned);
        let sent: Value = serde_json::from_str(&row.operation).unwrap_or_default();
        let text = |part: &'static str| Some((part, sent["body"][part].as_str()?.to_owned()));
        let texts = HELD_TEXTS.into_iter().filter(|_| waits).filter_map(text).collect();
        Written { id: row.id.into(), kind: Kind::HeldItem, program: row.program_id, author: row.author_id, texts }
    };
    Ok(rows.into_iter().map(of).collect())
}
