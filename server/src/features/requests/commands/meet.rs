//! Entry and request meet, whichever arrived first.

use super::{super::model::Whom, stored};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, RequestId},
    },
    features::feedback::{facts, model::EntryState},
    platform::{audit::Action, db::Tx, http::today, outbox::Event},
};

/// Lets the entry answer the request: where both are there, are about the same learner in the same program, and the
/// entry is by whoever was asked. Once, however often it is called.
///
/// # Errors
/// A fault of the database.
pub async fn meet(tx: &mut Tx<'_>, id: RequestId, entry: EntryId) -> Result<()> {
    let Some(mut request) = stored::find(tx, id).await? else { return Ok(()) };
    let Some(facts) = facts::facts(tx.connection(), request.program, entry).await? else { return Ok(()) };
    let asked = request.assessor == Some(facts.author) || request.asked.whom == Whom::HandedOver;
    if !asked || facts.learner != request.learner || facts.state != EntryState::Given {
        return Ok(());
    }
    if request.answer(entry, facts.author) {
        stored::insert_answer(tx, id, entry, facts.author).await?;
        stored::update(tx, &request, Action::RequestAnswered).await?;
        tx.announce(Event::RequestAnswered { request: id, entry });
    }
    Ok(())
}

/// An entry that was withdrawn answers nothing: without another answer the request is open again, or over.
///
/// # Errors
/// A fault of the database.
pub async fn part(tx: &mut Tx<'_>, id: RequestId, entry: EntryId) -> Result<()> {
    let Some(mut request) = stored::find(tx, id).await? else { return Ok(()) };
    let today = today(tx.connection(), request.program, tx.now()).await?;
    if request.lose_answer(entry, &today) {
        stored::remove_answer(tx, id, entry).await?;
        stored::update(tx, &request, Action::RequestUnanswered).await?;
    }
    Ok(())
}
