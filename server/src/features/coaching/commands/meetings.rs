//! A coach and a learner meet.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::super::{
    model::{ChangeMeeting, MeetingState, MeetingWire, PlanMeeting},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::MeetingId,
    },
    entities::meeting,
    features::members,
    platform::{audit::Action, db::Tx, feed::Kind, http::today, outbox::Event},
};

/// Sets the day of a meeting; past days are for what was not written down then. The learner is told of one to come.
///
/// # Errors
/// 404 for everybody but a coach of the learner; 422 `unknown_learner`; 409 `id_taken`.
pub async fn plan_meeting(
    tx: &mut Tx<'_>,
    coach: &Member,
    id: MeetingId,
    new: PlanMeeting,
    planned_at: Timestamp,
) -> Result<MeetingWire> {
    ensure(policy::may_coach(coach, new.learner))?;
    if members::queries::learner(tx.connection(), coach.program, new.learner).await?.is_none() {
        return Err(Error::invalid("unknown_learner", "learner"));
    }
    let row = meeting::Model {
        id,
        program_id: coach.program,
        coach_id: coach.id,
        learner_id: new.learner,
        on_day: new.on,
        state: MeetingState::Planned,
        version: 1,
        planned_at,
        received_at: tx.now(),
    };
    let insert = meeting::Entity::insert(row.clone().into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    record(tx, &row, Action::MeetingPlanned)?;
    tell(tx, &row).await?;
    Ok(rows::meeting_wire(&row))
}

/// Moves a meeting, or says that it was held or cancelled; its version then.
///
/// # Errors
/// 404 for everybody but its coach; stale where `base` is not the present version; 422 `not_yet` for one held on a day
/// to come.
pub async fn change_meeting(
    tx: &mut Tx<'_>,
    coach: &Member,
    id: MeetingId,
    base: i64,
    change: ChangeMeeting,
) -> Result<i64> {
    let found = meeting::Entity::of(coach.program).filter(meeting::Column::Id.eq(id)).lock_exclusive();
    let before = found.one(tx.connection()).await?.ok_or(Error::NotFound)?;
    ensure(policy::may_read_as_coach(coach, before.coach_id, before.learner_id))?;
    if base != before.version {
        return Err(Error::Stale { version: before.version });
    }
    // A phone in another time zone may be a day ahead.
    let tomorrow = today(tx.connection(), coach.program, tx.now()).await?.plus_days(1);
    if change.state == MeetingState::Held && change.on > tomorrow {
        return Err(Error::invalid("not_yet", "on"));
    }
    let (was, version) = (before.on_day.clone(), before.version + 1);
    let mut row = before.into_active_model();
    row.on_day = Set(change.on);
    row.state = Set(change.state);
    row.version = Set(version);
    let row = row.update(tx.connection()).await?;
    record(tx, &row, Action::MeetingChanged)?;
    if row.on_day != was {
        tell(tx, &row).await?;
    }
    Ok(version)
}

/// Brings it to its two people, and writes down what happened.
fn record(tx: &mut Tx<'_>, row: &meeting::Model, action: Action) -> Result<()> {
    let people = [row.coach_id, row.learner_id];
    let body = tx.show(Kind::Meeting, row.id, row.program_id, row.version, &rows::meeting_wire(row), people)?;
    tx.audit(action, Some(row.program_id), row.id, Some(body.as_bytes()));
    Ok(())
}

async fn tell(tx: &mut Tx<'_>, row: &meeting::Model) -> Result<()> {
    let today = today(tx.connection(), row.program_id, tx.now()).await?;
    if row.state == MeetingState::Planned && row.on_day > today {
        tx.announce(Event::MeetingSet { meeting: row.id });
    }
    Ok(())
}
