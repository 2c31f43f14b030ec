//! Refreshing: an old token for a new one.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::{
    super::model::{RefreshToken, Turn, has_lapsed, is_past_sending, turn},
    devices::{Opened, end, find},
};
use crate::{
    base::error::{Error, Result},
    entities::{person, session},
    platform::{audit::Action, auth::keys::Keys, db::Tx},
};

/// What came of a refresh. A refusal is a result, not an error: a family that ends must be stored as ended.
pub enum Refreshed {
    /// Signed in, with the token to come back with.
    Opened(Opened),
    /// The token is not good, or the device was away for too long.
    NoSession,
    /// The device was signed out, or its token was stolen.
    Revoked,
}

impl Refreshed {
    /// The session, or the server's verdict.
    ///
    /// # Errors
    /// 401 `no_session` or `session_revoked`.
    pub fn into_result(self) -> Result<Opened> {
        match self {
            Self::Opened(opened) => Ok(opened),
            Self::NoSession => Err(Error::Unauthenticated("no_session")),
            Self::Revoked => Err(Error::Unauthenticated("session_revoked")),
        }
    }
}

/// Takes a refresh token and gives its successor: always the same one, until the successor itself is used.
///
/// # Errors
/// A fault of the database.
pub async fn refresh(tx: &mut Tx<'_>, keys: &Keys, token: &RefreshToken) -> Result<Refreshed> {
    if !token.is_genuine(keys) {
        return Ok(Refreshed::NoSession);
    }
    let Some(session) = find(tx, token.family).await? else { return Ok(Refreshed::NoSession) };
    if session.revoked_at.is_some() {
        return Ok(Refreshed::Revoked);
    }
    if has_lapsed(&session, tx.now()) {
        return Ok(Refreshed::NoSession);
    }
    let person = person::Entity::find_by_id(session.person_id).one(tx.connection()).await?;
    if person.is_none_or(|person| is_past_sending(person.deactivated_at, tx.now())) {
        return Ok(Refreshed::NoSession);
    }
    match turn(&session, token) {
        Turn::Next(generation) => advance(tx, keys, session, token, generation).await,
        Turn::Again => repeat(tx, keys, session).await,
        Turn::Reused => {
            end(tx, session, Some(Action::TokenReused)).await?;
            Ok(Refreshed::Revoked)
        }
        Turn::Foreign => Ok(Refreshed::NoSession),
    }
}

async fn advance(
    tx: &Tx<'_>,
    keys: &Keys,
    session: session::Model,
    used: &RefreshToken,
    generation: i64,
) -> Result<Refreshed> {
    let (id, person) = (session.id, session.person_id);
    let token = RefreshToken::of(keys, id, generation);
    let mut advanced = session.into_active_model();
    advanced.generation = Set(generation);
    advanced.token_hash = Set(token.hash());
    advanced.previous_hash = Set(Some(used.hash()));
    advanced.last_used_at = Set(tx.now());
    advanced.update(tx.connection()).await?;
    Ok(Refreshed::Opened(Opened { person, session: id, token }))
}

/// The same successor as before: its answer was lost on the way.
async fn repeat(tx: &Tx<'_>, keys: &Keys, session: session::Model) -> Result<Refreshed> {
    let (id, person) = (session.id, session.person_id);
    let Some(token) = RefreshToken::again(keys, id, session.generation, &session.token_hash) else {
        return Ok(Refreshed::NoSession);
    };
    let mut used = session.into_active_model();
    used.last_used_at = Set(tx.now());
    used.update(tx.connection()).await?;
    Ok(Refreshed::Opened(Opened { person, session: id, token }))
}
