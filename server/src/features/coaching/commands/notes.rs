//! A coach's notes.
//!
//! What is written to the audit log has no digest: a note can be deleted, and nothing of it is to be left then.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::super::{
    model::{CoachNoteWire, NewNote},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::CoachNoteId,
    },
    entities::{coach_note, guard_mark},
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Writes a note: for oneself, or for the learner as well.
///
/// # Errors
/// 404 for everybody but a coach of the learner; 409 `id_taken`.
pub async fn write_note(tx: &mut Tx<'_>, coach: &Member, new: NewNote) -> Result<CoachNoteWire> {
    ensure(policy::may_coach(coach, new.learner))?;
    let row = rows::new_note(coach, new, tx.now());
    let insert = coach_note::Entity::insert(row.clone().into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    show(tx, &row)?;
    tx.audit(Action::CoachNoted, Some(row.program_id), row.id, None);
    Ok(rows::note_wire(&row))
}

/// Shares a note with its learner, for good. One that is shared stays as it is.
///
/// # Errors
/// 404 for everybody but its coach.
pub async fn share_note(tx: &mut Tx<'_>, coach: &Member, id: CoachNoteId) -> Result<()> {
    let before = load(tx, coach, id).await?.ok_or(Error::NotFound)?;
    if before.shared_at.is_some() {
        return Ok(());
    }
    let version = before.version + 1;
    let mut row = before.into_active_model();
    row.shared_at = Set(Some(tx.now()));
    row.version = Set(version);
    let row = row.update(tx.connection()).await?;
    show(tx, &row)?;
    tx.audit(Action::CoachNoteShared, Some(row.program_id), row.id, None);
    Ok(())
}

/// Deletes a note, and takes it from every device. Where there is none of theirs, nothing changes: it may be gone already,
/// and somebody else's does not exist.
///
/// # Errors
/// A fault of the database.
pub async fn drop_note(tx: &mut Tx<'_>, coach: &Member, id: CoachNoteId) -> Result<()> {
    let Some(row) = load(tx, coach, id).await? else { return Ok(()) };
    coach_note::Entity::delete_by_id(id).exec(tx.connection()).await?;
    if guard_mark::Entity::delete_by_id(id.0).exec(tx.connection()).await?.rows_affected > 0 {
        tx.forget(Kind::GuardMark, id, row.program_id, [row.author_id]);
    }
    tx.forget(Kind::CoachNote, id, row.program_id, [row.author_id, row.learner_id]);
    tx.audit(Action::CoachNoteDropped, Some(row.program_id), id, None);
    Ok(())
}

/// A note of this coach's about somebody they coach; nobody else changes it until this transaction ends.
async fn load(tx: &Tx<'_>, coach: &Member, id: CoachNoteId) -> Result<Option<coach_note::Model>> {
    let found = coach_note::Entity::of(coach.program).filter(coach_note::Column::Id.eq(id)).lock_exclusive();
    let found = found.one(tx.connection()).await?;
    Ok(found.filter(|row| policy::may_read_as_coach(coach, row.author_id, row.learner_id)))
}

fn show(tx: &mut Tx<'_>, row: &coach_note::Model) -> Result<()> {
    let viewers = [row.author_id].into_iter().chain(row.shared_at.map(|_| row.learner_id));
    tx.show(Kind::CoachNote, row.id, row.program_id, row.version, &rows::note_wire(row), viewers).map(drop)
}
