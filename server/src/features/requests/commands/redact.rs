//! Redacting a passage, such as a patient's name (domain.md 29): only the redacted text is left anywhere.

use sea_orm::{EntityTrait, Set};

use super::{
    super::{model::bodies::RedactRequest, policy, rows},
    stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::RequestId,
    },
    entities::request,
    platform::{audit::Action, db::Tx, outbox::Event},
};

/// Replaces a passage of a request; the version of its text then. The original is destroyed; a job takes it out of the
/// codes that carry it, once these are judged.
///
/// # Errors
/// 404 for whoever is neither the learner nor a director; stale where `base` is not the text's present version; 422
/// `passage_outside`.
pub async fn redact(
    tx: &mut Tx<'_>,
    member: &Member,
    id: RequestId,
    base: i64,
    passage: &RedactRequest,
) -> Result<i64> {
    let found = stored::find(tx, id).await?.filter(|request| request.program == member.program);
    let mut request = found.ok_or(Error::NotFound)?;
    ensure(policy::may_redact(member, request.learner))?;
    let version = request.redact(base, passage)?;

    let asked = rows::asked(&request);
    let row = request::ActiveModel {
        id: Set(id),
        question: Set(asked.question),
        goal: Set(asked.goal),
        context: Set(asked.context),
        own_view: Set(asked.own_view),
        ..Default::default()
    };
    tx.waive("requests", id, "redact").await?;
    request::Entity::update(row).exec(tx.connection()).await?;
    tx.end_waiver("requests", id).await?;
    stored::update(tx, &request, Action::RequestRedacted).await?;
    tx.announce(Event::RequestRedacted { request: id });
    Ok(version)
}
