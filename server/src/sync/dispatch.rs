//! From an operation's kind to the command it means.

use serde::de::DeserializeOwned;

use super::protocol::Operation;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::EntryId,
    },
    features::feedback,
    platform::{db::Tx, http::parse},
};

/// Whether a thing of this kind is held where it fails a rule, rather than refused: somebody's words, which must
/// not be lost.
pub fn is_held_on_failure(kind: &str) -> bool {
    matches!(kind, "feedback.give" | "feedback.amend" | "requests.ask" | "plans.progress")
}

/// Whether this server knows the kind at all.
pub fn is_known(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// Every kind this server knows.
pub const KINDS: &[&str] = &["feedback.give", "feedback.amend", "feedback.withdraw", "feedback.redact"];

/// Runs the command; the version of the section it changed, where it has one.
///
/// # Errors
/// [`Undone::Undecodable`] where the body cannot be read, else what the command said.
pub async fn run(tx: &mut Tx<'_>, author: &Member, operation: &Operation) -> Result<Option<i64>, Undone> {
    if operation.v != 1 {
        return Err(Undone::Undecodable(Error::invalid("unknown_version", "v")));
    }
    let entry = EntryId(operation.subject);
    match operation.kind.as_str() {
        "feedback.give" => {
            let body: feedback::GiveFeedback = body(operation)?;
            let new = body.parse(entry, operation.at)?;
            feedback::commands::give(tx, author, new).await?;
            Ok(None)
        }
        "feedback.amend" => {
            feedback::commands::amend(tx, author, entry, body(operation)?, operation.at).await?;
            Ok(None)
        }
        "feedback.withdraw" => {
            feedback::commands::withdraw(tx, author, entry, body(operation)?).await?;
            Ok(None)
        }
        "feedback.redact" => {
            let passage = body(operation)?;
            Ok(Some(feedback::commands::redact(tx, author, entry, base(operation)?, passage).await?))
        }
        _ => Err(Undone::Undecodable(Error::invalid("unknown_kind", "kind"))),
    }
}

/// Whether the body of a kind that may be held can be read at all; what cannot is refused.
pub fn decodes(operation: &Operation) -> bool {
    let body = operation.body.get().as_bytes();
    operation.v == 1
        && match operation.kind.as_str() {
            "feedback.give" => parse::<feedback::GiveFeedback>(body).is_ok(),
            "feedback.amend" => parse::<feedback::model::Amend>(body).is_ok(),
            _ => false,
        }
}

/// Why an operation was not done.
pub enum Undone {
    /// Its body cannot be read: it can only be refused.
    Undecodable(Error),
    /// It breaks a rule.
    Failed(Error),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

fn body<T: DeserializeOwned>(operation: &Operation) -> Result<T, Undone> {
    parse(operation.body.get().as_bytes()).map_err(Undone::Undecodable)
}

fn base(operation: &Operation) -> Result<i64, Undone> {
    operation.base.ok_or(Undone::Undecodable(Error::invalid("missing_field", "base")))
}
