//! Taking an entry back as entered in error (domain.md 28).

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    super::model::{EntryState, Withdraw, WithdrawnAs, may_withdraw_as},
    stored::Stored,
};
use crate::{
    base::{
        actor::{Member, Role},
        error::{Error, Result, ensure},
        ids::{EntryId, PersonId},
        text::Line,
    },
    entities::{amendment, notification, read_mark, response},
    features::feedback::policy,
    platform::{audit::Action, db::Tx, feed::Kind, outbox::Event},
};

/// Withdraws an entry: it leaves every device at the next pull and counts nowhere; the audit keeps the fact. Whoever
/// had read it (and its author) keeps a stub that says so, without text.
///
/// # Errors
/// 404 for whoever may not read it; 409 `window_closed` for the author after 72 hours, `entry_withdrawn`;
/// 422 `missing_field` where the director gives no reason.
pub async fn withdraw(tx: &mut Tx<'_>, member: &Member, entry: EntryId, why: Withdraw) -> Result<()> {
    let mut stored = Stored::load(tx, member.program, entry).await?;
    ensure(policy::may_read(member, stored.entry.author_id, stored.entry.learner_id))?;
    stored.must_stand()?;
    let is_author = member.id == stored.entry.author_id;
    ensure(is_author || member.is(Role::Director))?;
    let withdrawn_as = may_withdraw_as(is_author, member.is(Role::Director), stored.entry.received_at, tx.now())
        .ok_or(Error::conflict("window_closed"))?;
    let reason = Line::parse_optional(why.reason.as_deref()).map_err(|error| Error::invalid(error.code(), "reason"))?;
    if withdrawn_as == WithdrawnAs::Director && reason.is_none() {
        return Err(Error::invalid("missing_field", "reason"));
    }

    stored.state.state = EntryState::Withdrawn;
    stored.state.version += 1;
    stored.state.withdrawn_at = Some(tx.now());
    stored.state.withdrawn_by = Some(member.id);
    stored.state.withdrawn_as = Some(withdrawn_as);
    stored.state.withdrawn_reason = reason.map(|reason| reason.as_str().to_owned());
    stored.save_state(tx).await?;

    let viewers = stored.viewers(tx).await?;
    let knew = who_knew(tx, &stored).await?;
    stored.show(tx, viewers.intersection(&knew).copied())?;
    tx.hide(Kind::FeedbackEntry, entry, viewers.difference(&knew).copied());
    hide_what_hangs_on_it(tx, entry).await?;
    tx.audit(Action::FeedbackWithdrawn, Some(member.program), entry, None);
    if let Some(request) = stored.entry.request_id {
        tx.announce(Event::AnswerWithdrawn { request, entry });
    }
    Ok(())
}

/// The author, and whoever opened the entry or said something to it.
async fn who_knew(tx: &Tx<'_>, stored: &Stored) -> Result<BTreeSet<PersonId>> {
    let entry = stored.entry.id;
    let readers = read_mark::Entity::find().filter(read_mark::Column::EntryId.eq(entry)).all(tx.connection()).await?;
    let responses = response::Entity::find().filter(response::Column::EntryId.eq(entry)).all(tx.connection()).await?;
    let readers = readers.into_iter().map(|mark| mark.person_id);
    let responders = responses.into_iter().map(|response| response.author_id);
    Ok(readers.chain(responders).chain([stored.entry.author_id]).collect())
}

async fn hide_what_hangs_on_it(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    let amendments =
        amendment::Entity::find().filter(amendment::Column::EntryId.eq(entry)).all(tx.connection()).await?;
    for amendment in amendments {
        let viewers = tx.viewers(Kind::Amendment, amendment.id).await?;
        tx.hide(Kind::Amendment, amendment.id, viewers);
    }
    let responses = response::Entity::find().filter(response::Column::EntryId.eq(entry)).all(tx.connection()).await?;
    for response in responses {
        let viewers = tx.viewers(Kind::Response, response.id).await?;
        tx.hide(Kind::Response, response.id, viewers);
    }
    // Whoever was told of it has nothing to look for.
    let of_entry = notification::Column::AboutId.eq(entry.0);
    let told = notification::Entity::find().filter(of_entry.clone()).all(tx.connection()).await?;
    for told in told.into_iter().filter(|told| told.kind.is_sent()) {
        tx.hide(Kind::Notification, told.id, [told.person_id]);
    }
    notification::Entity::delete_many().filter(of_entry).exec(tx.connection()).await?;
    Ok(())
}
