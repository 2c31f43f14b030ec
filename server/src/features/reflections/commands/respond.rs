//! Answering to an entry: acknowledge, thank, ask back, see it differently.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::super::{
    model::{NewResponse, ResponseKind, ResponseWire},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::EntryId,
    },
    entities::response,
    features::feedback::{facts, model::EntryState},
    platform::{audit::Action, db::Tx, feed::Kind, outbox::Event},
};

/// Says something to an entry, once of each kind. Whoever has the entry gets it, and its author may want to know.
///
/// # Errors
/// 404 for everybody but the entry's learner; 409 `entry_withdrawn`, `already_said`, `id_taken`.
pub async fn respond(tx: &mut Tx<'_>, learner: &Member, entry: EntryId, new: NewResponse) -> Result<ResponseWire> {
    let facts = facts::facts(tx.connection(), learner.program, entry).await?.ok_or(Error::NotFound)?;
    ensure(policy::may_respond(learner, facts.learner))?;
    if facts.state == EntryState::Withdrawn {
        return Err(Error::conflict("entry_withdrawn"));
    }
    let said = response::Entity::of(learner.program)
        .filter(response::Column::EntryId.eq(entry))
        .filter(response::Column::Kind.eq(new.kind))
        .count(tx.connection())
        .await?;
    if said > 0 {
        return Err(Error::conflict("already_said"));
    }

    let row = rows::new_response(learner, entry, new, tx.now());
    let wire = rows::response_wire(&row);
    let insert = response::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;

    let viewers = tx.viewers(Kind::FeedbackEntry, entry).await?;
    let body = tx.show(Kind::Response, wire.id, wire.program, 1, &wire, viewers)?;
    tx.audit(Action::Responded, Some(wire.program), wire.id, Some(body.as_bytes()));
    // That it was read is no news; what was said is.
    if wire.kind != ResponseKind::Acknowledged {
        tx.announce(Event::Responded { entry });
    }
    Ok(wire)
}
