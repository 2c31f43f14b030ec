//! A device signed in, and signed out.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::super::model::{Device, RefreshToken};
use crate::{
    base::{
        error::{Error, Result},
        ids::{PersonId, SessionId},
    },
    entities::session,
    platform::{audit::Action, auth::keys::Keys, db::Tx},
};

/// A device just signed in, or refreshed.
pub struct Opened {
    /// Who.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    /// The token to come back with.
    pub token: RefreshToken,
}

/// Signs `person`, whose identity is proven, in on a device. Its earlier session of the same person ends.
///
/// # Errors
/// A fault of the database.
pub async fn open(tx: &mut Tx<'_>, keys: &Keys, person: PersonId, device: &Device) -> Result<Opened> {
    if let Some(device) = device.id {
        let earlier = live(person).filter(session::Column::DeviceId.eq(device)).all(tx.connection()).await?;
        for earlier in earlier {
            end(tx, earlier, None).await?;
        }
    }
    let id: SessionId = tx.next_id();
    let token = RefreshToken::of(keys, id, 0);
    let opened = session::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        device_id: Set(device.id),
        device_label: Set(device.label.clone()),
        generation: Set(token.generation),
        token_hash: Set(token.hash()),
        previous_hash: Set(None),
        created_at: Set(tx.now()),
        last_used_at: Set(tx.now()),
        revoked_at: Set(None),
    };
    session::Entity::insert(opened).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::SignedIn, None, id, None);
    Ok(Opened { person, session: id, token })
}

/// Signs out the device that holds `token`; nothing happens where the token is not good.
///
/// # Errors
/// A fault of the database.
pub async fn sign_out(tx: &mut Tx<'_>, keys: &Keys, token: &RefreshToken) -> Result<()> {
    if !token.is_genuine(keys) {
        return Ok(());
    }
    match find(tx, token.family).await? {
        Some(session) if session.revoked_at.is_none() => end(tx, session, Some(Action::SignedOut)).await,
        _ => Ok(()),
    }
}

/// Signs out a device of `person`, from whichever device they say it.
///
/// # Errors
/// [`Error::NotFound`] where it is not theirs or not signed in.
pub async fn revoke(tx: &mut Tx<'_>, person: PersonId, session: SessionId, action: Action) -> Result<()> {
    let found = find(tx, session).await?;
    let own = found.filter(|session| session.person_id == person && session.revoked_at.is_none());
    end(tx, own.ok_or(Error::NotFound)?, Some(action)).await
}

/// Signs out every device of `person`.
pub(super) async fn revoke_all(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    for session in live(person).all(tx.connection()).await? {
        end(tx, session, Some(Action::SessionRevoked)).await?;
    }
    Ok(())
}

/// The session, held until the write is over.
pub(super) async fn find(tx: &Tx<'_>, session: SessionId) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(session).lock_exclusive().one(tx.connection()).await?)
}

/// Ends the family.
pub(super) async fn end(tx: &mut Tx<'_>, session: session::Model, action: Option<Action>) -> Result<()> {
    let id = session.id;
    let mut ended = session.into_active_model();
    ended.revoked_at = Set(Some(tx.now()));
    ended.update(tx.connection()).await?;
    if let Some(action) = action {
        tx.audit(action, None, id, None);
    }
    Ok(())
}

fn live(person: PersonId) -> sea_orm::Select<session::Entity> {
    session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::RevokedAt.is_null())
        .lock_exclusive()
}
