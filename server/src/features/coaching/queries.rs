//! Reads, with visibility built in.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    model::{CheckInWire, CoachNoteWire, MeetingWire},
    rows,
};
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        error::Result,
        ids::{CheckInId, MeetingId, PersonId},
    },
    entities::{check_in, coach_note, meeting},
    features::members::queries::{coaches_of, with_role},
};

/// The most of one kind that one answer holds.
pub const PAGE_MAX: u64 = 200;

/// Who is asked to check in: the learner's present coaches, or the directors where it went to them; never whoever asks.
///
/// # Errors
/// A fault of the database.
pub async fn asked(
    connection: &impl ConnectionTrait,
    row: &check_in::Model,
    now: Timestamp,
) -> Result<BTreeSet<PersonId>> {
    let asked = match row.to_directors {
        false => coaches_of(connection, row.program_id, row.learner_id, now).await?,
        true => with_role(connection, row.program_id, Role::Director, now).await?,
    };
    Ok(asked.into_iter().filter(|person| *person != row.asker_id && *person != row.learner_id).collect())
}

/// A check-in, with no regard to who asks.
///
/// # Errors
/// A fault of the database.
pub async fn check_in(connection: &impl ConnectionTrait, id: CheckInId) -> Result<Option<check_in::Model>> {
    Ok(check_in::Entity::find_by_id(id).one(connection).await?)
}

/// A meeting, with no regard to who asks.
///
/// # Errors
/// A fault of the database.
pub async fn meeting(connection: &impl ConnectionTrait, id: MeetingId) -> Result<Option<meeting::Model>> {
    Ok(meeting::Entity::find_by_id(id).one(connection).await?)
}

/// The reader's meetings, the latest day first: as the learner, and with whom they coach.
///
/// # Errors
/// A fault of the database.
pub async fn meetings(connection: &impl ConnectionTrait, reader: &Member, limit: u64) -> Result<Vec<MeetingWire>> {
    let as_coach = Condition::all()
        .add(meeting::Column::CoachId.eq(reader.id))
        .add(meeting::Column::LearnerId.is_in(coached(reader)));
    let found = meeting::Entity::of(reader.program)
        .filter(Condition::any().add(meeting::Column::LearnerId.eq(reader.id)).add(as_coach))
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    Ok(found.iter().map(rows::meeting_wire).collect())
}

/// The reader's own notes about whom they coach, and those shared with them, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn notes(
    connection: &impl ConnectionTrait,
    reader: &Member,
    before: Option<Timestamp>,
    limit: u64,
) -> Result<Vec<CoachNoteWire>> {
    let own = Condition::all()
        .add(coach_note::Column::AuthorId.eq(reader.id))
        .add(coach_note::Column::LearnerId.is_in(coached(reader)));
    let shared = Condition::all()
        .add(coach_note::Column::LearnerId.eq(reader.id))
        .add(coach_note::Column::SharedAt.is_not_null());
    let mut select = coach_note::Entity::of(reader.program).filter(Condition::any().add(own).add(shared));
    if let Some(before) = before {
        select = select.filter(coach_note::Column::ReceivedAt.lt(before));
    }
    let found = select
        .order_by_desc(coach_note::Column::ReceivedAt)
        .order_by_desc(coach_note::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    Ok(found.iter().map(rows::note_wire).collect())
}

/// Check-ins the reader asked for, is asked to make, or is the learner of, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn check_ins(
    connection: &impl ConnectionTrait,
    reader: &Member,
    before: Option<Timestamp>,
    limit: u64,
) -> Result<Vec<CheckInWire>> {
    let mut may = Condition::any()
        .add(check_in::Column::AskerId.eq(reader.id))
        .add(check_in::Column::LearnerId.eq(reader.id))
        .add(check_in::Column::LearnerId.is_in(coached(reader)));
    if reader.is(Role::Director) {
        may = may.add(check_in::Column::ToDirectors.eq(true));
    }
    let mut select = check_in::Entity::of(reader.program).filter(may);
    if let Some(before) = before {
        select = select.filter(check_in::Column::ReceivedAt.lt(before));
    }
    let found = select
        .order_by_desc(check_in::Column::ReceivedAt)
        .order_by_desc(check_in::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    Ok(found.iter().map(rows::check_in_wire).collect())
}

/// Whom the reader follows as a coach; nobody where they are none.
fn coached(reader: &Member) -> impl Iterator<Item = PersonId> + '_ {
    reader.coached.iter().copied().filter(|_| reader.is(Role::Coach))
}
