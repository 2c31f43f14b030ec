//! Declining, withdrawing, expiring: how a request ends without an answer.

use super::{
    super::{
        model::{Declined, Request},
        policy,
    },
    stored,
};
use crate::{
    base::{
        actor::Member,
        day::Day,
        error::{Error, Result, ensure},
        ids::RequestId,
    },
    platform::{audit::Action, db::Tx, http::read_member, outbox::Event},
};

/// The assessor declines; the version then.
///
/// # Errors
/// 404 for everybody but the assessor it is with; stale where `base` is not the present version; 409 `not_open`; 422
/// `unknown_assessor` where whoever is named instead cannot be asked.
pub async fn decline(tx: &mut Tx<'_>, member: &Member, id: RequestId, base: i64, declined: Declined) -> Result<i64> {
    let mut request = load(tx, member, id).await?;
    ensure(policy::may_decline(member, request.assessor))?;
    let version = request.decline(base, declined)?;
    if let Some(other) = declined.other {
        let found = read_member(tx.connection(), request.program, other, tx.now()).await?;
        let fits = found.is_some_and(|found| found.id != member.id && policy::may_be_asked(&found, request.learner));
        fits.then_some(()).ok_or_else(|| Error::invalid("unknown_assessor", "other"))?;
    }
    stored::update(tx, &request, Action::RequestDeclined).await?;
    tx.announce(Event::RequestDeclined { request: id });
    Ok(version)
}

/// The learner takes it back; the version then. The assessor keeps it, as withdrawn: an answer on its way still counts.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version; 409 `not_open`.
pub async fn withdraw(tx: &mut Tx<'_>, member: &Member, id: RequestId, base: i64) -> Result<i64> {
    let mut request = load(tx, member, id).await?;
    ensure(policy::may_withdraw(member, request.learner))?;
    let version = request.withdraw(base)?;
    stored::update(tx, &request, Action::RequestWithdrawn).await?;
    tx.announce(Event::RequestEnded { request: id });
    Ok(version)
}

/// Ends a request whose last day is over on `today`, the day it is in its program. Nobody is told.
///
/// # Errors
/// A fault of the database.
pub async fn expire(tx: &mut Tx<'_>, id: RequestId, today: &Day) -> Result<()> {
    let Some(mut request) = stored::find(tx, id).await? else { return Ok(()) };
    if request.expire(today) {
        stored::update(tx, &request, Action::RequestExpired).await?;
        tx.announce(Event::RequestEnded { request: id });
    }
    Ok(())
}

async fn load(tx: &Tx<'_>, member: &Member, id: RequestId) -> Result<Request> {
    let found = stored::find(tx, id).await?.filter(|request| request.program == member.program);
    found.ok_or(Error::NotFound)
}
