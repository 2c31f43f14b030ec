//! "Please check in."
//!
//! As with notes, the audit log has no digest of it: what is taken back is to be left nowhere.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set,
};

use super::super::{
    model::{CheckInWire, NewCheckIn, Towards},
    policy, queries, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::CheckInId,
    },
    entities::{check_in, guard_mark, notification},
    features::members,
    platform::{audit::Action, db::Tx, feed::Kind, outbox::Event},
};

/// Asks the learner's coaches to get in touch, or the directors where there is no coach but whoever asks. To whom it
/// goes was said before it was written: where that has changed meanwhile it is not sent.
///
/// # Errors
/// 404 for whoever may not; 422 with the field: `unknown_learner`, `no_coach`, `has_coach`, `no_director`; 409
/// `already_asked` while an asking of theirs about this learner is open, `id_taken`.
pub async fn ask_check_in(tx: &mut Tx<'_>, asker: &Member, new: NewCheckIn) -> Result<CheckInWire> {
    ensure(policy::may_ask(asker, new.learner))?;
    if members::queries::learner(tx.connection(), asker.program, new.learner).await?.is_none() {
        return Err(Error::invalid("unknown_learner", "learner"));
    }
    let open = check_in::Entity::of(asker.program)
        .filter(check_in::Column::AskerId.eq(asker.id))
        .filter(check_in::Column::LearnerId.eq(new.learner))
        .filter(check_in::Column::TakenUpAt.is_null())
        .count(tx.connection())
        .await?;
    if open > 0 {
        return Err(Error::conflict("already_asked"));
    }
    let row = rows::new_check_in(asker, new, tx.now());
    let asked = queries::asked(tx.connection(), &row, tx.now()).await?;
    match (rows::towards(&row), asked.is_empty()) {
        (Towards::Coach, true) => return Err(Error::invalid("no_coach", "to")),
        (Towards::Director, true) => return Err(Error::invalid("no_director", "to")),
        (Towards::Coach, false) => {}
        (Towards::Director, false) => {
            let coached = check_in::Model { to_directors: false, ..row.clone() };
            if !queries::asked(tx.connection(), &coached, tx.now()).await?.is_empty() {
                return Err(Error::invalid("has_coach", "to"));
            }
        }
    }

    let insert = check_in::Entity::insert(row.clone().into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    let viewers: BTreeSet<_> = asked.into_iter().chain([row.asker_id, row.learner_id]).collect();
    let wire = rows::check_in_wire(&row);
    tx.show(Kind::CheckIn, row.id, row.program_id, 1, &wire, viewers)?;
    tx.audit(Action::CheckInAsked, Some(row.program_id), row.id, None);
    tx.announce(Event::CheckInAsked { check_in: row.id });
    Ok(wire)
}

/// "We talked." The first to say so counts; saying it again changes nothing.
///
/// # Errors
/// 404 for whoever was not asked.
pub async fn take_up(tx: &mut Tx<'_>, member: &Member, id: CheckInId) -> Result<()> {
    let before = load(tx, member, id).await?.ok_or(Error::NotFound)?;
    ensure(policy::may_take_up(member, before.learner_id, before.asker_id, rows::towards(&before)))?;
    if before.taken_up_at.is_some() {
        return Ok(());
    }
    let mut row = before.into_active_model();
    row.taken_up_by = Set(Some(member.id));
    row.taken_up_at = Set(Some(tx.now()));
    let row = row.update(tx.connection()).await?;
    let viewers = tx.viewers(Kind::CheckIn, id).await?;
    tx.show(Kind::CheckIn, id, row.program_id, 2, &rows::check_in_wire(&row), viewers)?;
    tx.audit(Action::CheckInTakenUp, Some(row.program_id), id, None);
    tx.announce(Event::CheckInTakenUp { check_in: id });
    Ok(())
}

/// Takes an asking back that nobody has taken up: it is deleted, with what told of it, and leaves every device. Where
/// there is none of theirs, nothing changes.
///
/// # Errors
/// 409 `taken_up`.
pub async fn take_back(tx: &mut Tx<'_>, asker: &Member, id: CheckInId) -> Result<()> {
    let found = load(tx, asker, id).await?.filter(|row| row.asker_id == asker.id);
    let Some(row) = found else { return Ok(()) };
    if row.taken_up_at.is_some() {
        return Err(Error::conflict("taken_up"));
    }
    let viewers = tx.viewers(Kind::CheckIn, id).await?;
    check_in::Entity::delete_by_id(id).exec(tx.connection()).await?;
    if guard_mark::Entity::delete_by_id(id.0).exec(tx.connection()).await?.rows_affected > 0 {
        tx.forget(Kind::GuardMark, id, row.program_id, [row.asker_id]);
    }
    tx.forget(Kind::CheckIn, id, row.program_id, viewers);
    // Whoever was told of it has nothing to look for.
    let about = notification::Column::AboutId.eq(id.0);
    let told = notification::Entity::find().filter(about.clone()).all(tx.connection()).await?;
    for told in told.into_iter().filter(|told| told.kind.is_sent()) {
        tx.hide(Kind::Notification, told.id, [told.person_id]);
    }
    notification::Entity::delete_many().filter(about).exec(tx.connection()).await?;
    tx.audit(Action::CheckInTakenBack, Some(row.program_id), id, None);
    Ok(())
}

/// The asking; nobody else changes it until this transaction ends.
async fn load(tx: &Tx<'_>, member: &Member, id: CheckInId) -> Result<Option<check_in::Model>> {
    let found = check_in::Entity::of(member.program).filter(check_in::Column::Id.eq(id)).lock_exclusive();
    Ok(found.one(tx.connection()).await?)
}
