//! The change feed: one compacted feed per person, numbered by a counter row per person that is raised inside the
//! writing transaction, so that numbers commit in order on both databases.
//!
//! The wire form of a thing is rendered once, when it is written, and stored; a page of a feed is one indexed join.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};
use uuid::Uuid;

use super::{
    db::{among, insert},
    faults::Ticket,
};
use crate::base::{
    error::Result,
    ids::{PersonId, ProgramId},
};

/// How many rows one statement takes (SQLite binds at most 32,766 values).
const ROWS: usize = 1_000;

/// The kinds of things that devices hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A piece of feedback.
    FeedbackEntry,
    /// A correction beside an entry.
    Amendment,
    /// What a learner said to an entry.
    Response,
    /// A private or shared reflection.
    Reflection,
    /// A few words for later, of their author alone.
    Jot,
    /// A meeting of a coach and a learner.
    Meeting,
    /// A coach's note about a learner.
    CoachNote,
    /// Somebody asking a learner's coach to get in touch.
    CheckIn,
    /// "I have opened this."
    ReadMark,
    /// An action plan.
    Plan,
    /// A note of a plan's progress log.
    PlanProgress,
    /// The one line of a plan that observers see.
    PlanGoal,
    /// An individualized learning plan.
    LearningPlan,
    /// A signature under a learning plan, with what was signed.
    LearningPlanSignature,
    /// A learner asking somebody for feedback.
    Request,
    /// Something stored as sent that fails a rule.
    HeldItem,
    /// Something one person is told of.
    Notification,
    /// What one person wants to be told. Of no program.
    Preferences,
    /// That a text may tell who a patient is, for its author; under the id of the thing.
    GuardMark,
}

impl Kind {
    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::FeedbackEntry => "feedback_entry",
            Self::Amendment => "amendment",
            Self::Response => "response",
            Self::Reflection => "reflection",
            Self::Jot => "jot",
            Self::Meeting => "meeting",
            Self::CoachNote => "coach_note",
            Self::CheckIn => "check_in",
            Self::ReadMark => "read_mark",
            Self::Plan => "plan",
            Self::PlanProgress => "plan_progress",
            Self::PlanGoal => "plan_goal",
            Self::LearningPlan => "learning_plan",
            Self::LearningPlanSignature => "learning_plan_signature",
            Self::Request => "request",
            Self::HeldItem => "held_item",
            Self::Notification => "notification",
            Self::Preferences => "preferences",
            Self::GuardMark => "guard_mark",
        }
    }
}

/// The wire form of a thing, to be stored, or to be left nowhere.
pub struct Form {
    pub(super) kind: Kind,
    pub(super) id: Uuid,
    pub(super) program: ProgramId,
    pub(super) version: i64,
    /// None where what is stored is to be deleted.
    pub(super) body: Option<String>,
}

/// A thing in somebody's feed, or gone from it.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Whose feed.
    pub person: PersonId,
    /// What kind of thing.
    pub kind: Kind,
    /// Which thing.
    pub id: Uuid,
    /// Whether it leaves.
    pub gone: bool,
    /// When the write that says so arrived.
    pub(super) ticket: Ticket,
}

/// Who has the thing on their devices now.
///
/// # Errors
/// A fault of the database.
pub async fn viewers(connection: &impl ConnectionTrait, kind: Kind, id: impl Into<Uuid>) -> Result<Vec<PersonId>> {
    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "SELECT person_id FROM feed WHERE kind = $1 AND thing_id = $2 AND NOT gone ORDER BY person_id",
        [kind.word().into(), id.into().into()],
    );
    let rows = connection.query_all_raw(select).await?;
    Ok(rows.iter().map(|row| row.try_get("", "person_id")).collect::<Result<_, _>>()?)
}

/// The stored wire form of a thing.
///
/// # Errors
/// A fault of the database.
pub async fn form(connection: &impl ConnectionTrait, kind: Kind, id: impl Into<Uuid>) -> Result<Option<String>> {
    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "SELECT body FROM wire_forms WHERE kind = $1 AND thing_id = $2",
        [kind.word().into(), id.into().into()],
    );
    Ok(connection.query_one_raw(select).await?.map(|row| row.try_get("", "body")).transpose()?)
}

/// The stored wire forms of many things of one kind.
///
/// # Errors
/// A fault of the database.
pub async fn forms(connection: &impl ConnectionTrait, kind: Kind, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(ROWS) {
        let (places, ids) = among(2, chunk);
        let sql = format!("SELECT thing_id, body FROM wire_forms WHERE kind = $1 AND thing_id IN ({places})");
        let values = std::iter::once(Value::from(kind.word())).chain(ids);
        let select = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        for row in connection.query_all_raw(select).await? {
            found.insert(row.try_get("", "thing_id")?, row.try_get("", "body")?);
        }
    }
    Ok(found)
}

/// Stores wire forms, the last of each thing; deletes those without a body.
pub(super) async fn store_forms(connection: &DatabaseTransaction, forms: Vec<Form>) -> Result<()> {
    let last: BTreeMap<(Kind, Uuid), Form> = forms.into_iter().map(|form| ((form.kind, form.id), form)).collect();
    let (stored, forgotten): (Vec<Form>, Vec<Form>) = last.into_values().partition(|form| form.body.is_some());
    for form in forgotten {
        let delete = "DELETE FROM wire_forms WHERE kind = $1 AND thing_id = $2";
        let values = [form.kind.word().into(), form.id.into()];
        let delete = Statement::from_sql_and_values(connection.get_database_backend(), delete, values);
        connection.execute_raw(delete).await?;
    }
    let values = stored.into_iter().flat_map(|form| -> [Value; 5] {
        [form.kind.word().into(), form.id.into(), form.program.into(), form.version.into(), form.body.into()]
    });
    let tail = "ON CONFLICT (kind, thing_id) DO UPDATE SET version = excluded.version, body = excluded.body";
    insert(connection, "wire_forms (kind, thing_id, program_id, version, body)", 5, tail, values.collect()).await?;
    Ok(())
}

/// Moves things to the end of feeds, and answers with the newest number of each feed that moved.
pub(super) async fn store_shown(
    connection: &DatabaseTransaction,
    shown: Vec<Shown>,
) -> Result<BTreeMap<PersonId, i64>> {
    let shown = compact(shown);
    if shown.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut counts: BTreeMap<PersonId, i64> = BTreeMap::new();
    for one in &shown {
        *counts.entry(one.person).or_default() += 1;
    }
    let mut newest = take_numbers(connection, &counts).await?;
    if let Some(drawn) = shown.first().and_then(|one| one.ticket.number()) {
        newest = drawn_numbers(connection, &counts, drawn).await?;
    }

    let mut next: BTreeMap<PersonId, i64> =
        counts.iter().map(|(person, count)| (*person, newest.get(person).copied().unwrap_or(*count) - count)).collect();
    let values = shown.into_iter().flat_map(|one| -> [Value; 5] {
        let seq = next.entry(one.person).or_default();
        *seq += 1;
        [one.person.into(), one.kind.word().into(), one.id.into(), (*seq).into(), one.gone.into()]
    });
    let tail = "ON CONFLICT (person_id, kind, thing_id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone";
    insert(connection, "feed (person_id, kind, thing_id, seq, gone)", 5, tail, values.collect()).await?;
    Ok(newest)
}

/// Raises each person's counter by their count, persons in sorted order.
async fn take_numbers(
    connection: &DatabaseTransaction,
    counts: &BTreeMap<PersonId, i64>,
) -> Result<BTreeMap<PersonId, i64>> {
    let values = counts.iter().flat_map(|(person, count)| -> [Value; 2] { [(*person).into(), (*count).into()] });
    let tail = "ON CONFLICT (person_id) DO UPDATE SET seq = feed_counters.seq + excluded.seq RETURNING person_id, seq";
    let rows = insert(connection, "feed_counters (person_id, seq)", 2, tail, values.collect()).await?;
    let newest = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    Ok(newest.collect::<Result<_, sea_orm::DbErr>>()?)
}

/// What a sequence would have given. A mistake, for the proof of sync: a number drawn early is committed late.
async fn drawn_numbers(
    connection: &DatabaseTransaction,
    counts: &BTreeMap<PersonId, i64>,
    drawn: i64,
) -> Result<BTreeMap<PersonId, i64>> {
    let newest: BTreeMap<PersonId, i64> = counts.iter().map(|(person, count)| (*person, drawn + count)).collect();
    for (person, seq) in &newest {
        let raise = "UPDATE feed_counters SET seq = $2 WHERE person_id = $1 AND seq < $2";
        let values = [(*person).into(), (*seq).into()];
        let raise = Statement::from_sql_and_values(connection.get_database_backend(), raise, values);
        connection.execute_raw(raise).await?;
    }
    Ok(newest)
}

/// The last word about each thing in each feed, in the order it was said.
fn compact(shown: Vec<Shown>) -> Vec<Shown> {
    let mut last: HashMap<(PersonId, Kind, Uuid), usize> = HashMap::new();
    for (index, one) in shown.iter().enumerate() {
        last.insert((one.person, one.kind, one.id), index);
    }
    shown
        .into_iter()
        .enumerate()
        .filter(|(index, one)| last.get(&(one.person, one.kind, one.id)) == Some(index))
        .map(|(_, one)| one)
        .collect()
}
