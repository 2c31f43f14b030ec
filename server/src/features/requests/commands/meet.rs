//! Entry and request meet, whichever arrived first.

use super::{super::model::Request, stored};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, PersonId, RequestId},
    },
    features::feedback::{
        facts,
        model::{EntryState, Visitor},
    },
    platform::{audit::Action, db::Tx, http::today, outbox::Event},
};

/// Why an entry may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Its author was asked.
    Name,
    /// Its author was shown the request: they brought its code, which was found good.
    Code,
}

/// What came of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// The entry answers the request, now or already.
    Met,
    /// The same author has answered it by the code before.
    Used,
    /// One of the two is not there, or they do not fit each other.
    Apart,
}

/// Lets the entry answer the request: where both are there, are about the same learner in the same program, and its
/// author was asked or shown it. Once, however often it is called; by a code once for each author.
///
/// # Errors
/// A fault of the database.
pub async fn meet(tx: &mut Tx<'_>, id: RequestId, entry: EntryId, proof: Proof) -> Result<Meeting> {
    let Some(mut request) = stored::find(tx, id).await? else { return Ok(Meeting::Apart) };
    let Some(facts) = facts::facts(tx.connection(), request.program, entry).await? else { return Ok(Meeting::Apart) };
    let asked = request.assessor == Some(facts.author) || proof == Proof::Code;
    if !asked || facts.learner != request.learner || facts.state != EntryState::Given {
        return Ok(Meeting::Apart);
    }
    if request.entries.contains(&entry) {
        return Ok(Meeting::Met);
    }
    if proof == Proof::Code && stored::has_answered(tx, id, facts.author).await? {
        return Ok(Meeting::Used);
    }
    request.answer(entry, Some(facts.author));
    stored::insert_answer(tx, id, entry, facts.author).await?;
    stored::update(tx, &request, Action::RequestAnswered).await?;
    tx.announce(Event::RequestAnswered { request: id, entry });
    Ok(Meeting::Met)
}

/// The entry of somebody on no list answers the request they were asked by mail, or shown. The first is named on it.
///
/// # Errors
/// A fault of the database.
pub async fn answer_as_visitor(
    tx: &mut Tx<'_>,
    mut request: Request,
    entry: EntryId,
    author: PersonId,
    visitor: Visitor,
) -> Result<()> {
    request.visitor.get_or_insert(visitor);
    request.answer(entry, None);
    stored::insert_answer(tx, request.id, entry, author).await?;
    stored::update(tx, &request, Action::RequestAnswered).await?;
    tx.announce(Event::RequestAnswered { request: request.id, entry });
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
