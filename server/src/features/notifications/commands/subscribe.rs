//! Devices that take push messages.

use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use sha2::{Digest, Sha256};

use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    entities::{
        delivery,
        push_subscription::{Column, Entity, Model},
        session,
    },
    features::{notifications::delivery::TEST, sessions::has_lapsed},
    platform::{db::Tx, http::SignedIn, push::Endpoint},
};

/// What a browser gave, found to be good.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// Where messages go.
    pub endpoint: Endpoint,
    /// The device's public key, an uncompressed P-256 point.
    pub p256dh: Vec<u8>,
    /// The secret it shares with us, 16 bytes.
    pub auth: Vec<u8>,
}

/// Lets the device push messages go to be the one that `who` is signed in on: this endpoint, and no other of it. Whoever
/// had the endpoint before gets nothing there any more, not even what is on its way.
///
/// # Errors
/// 401 `session_revoked` where the device was signed out.
pub async fn subscribe(tx: &mut Tx<'_>, who: SignedIn, new: NewSubscription) -> Result<()> {
    let session = session::Entity::find_by_id(who.session).one(tx.connection()).await?;
    let is_live =
        |row: &session::Model| row.person_id == who.person && row.revoked_at.is_none() && !has_lapsed(row, tx.now());
    if !session.as_ref().is_some_and(is_live) {
        return Err(Error::Unauthenticated("session_revoked"));
    }
    let hash = hash(&new.endpoint);
    let others = Column::SessionId.eq(who.session).and(Column::EndpointHash.ne(hash.clone()));
    let of_others = Column::EndpointHash.eq(hash.clone()).and(Column::PersonId.ne(who.person));
    Entity::delete_many().filter(others.or(of_others)).exec(tx.connection()).await?;
    let row = Model {
        id: tx.next_id(),
        person_id: who.person,
        session_id: who.session,
        endpoint_hash: hash,
        host: new.endpoint.host(),
        endpoint: new.endpoint.as_str().to_owned(),
        p256dh: new.p256dh,
        auth: new.auth,
        created_at: tx.now(),
    };
    let again = OnConflict::column(Column::EndpointHash)
        .update_columns([Column::PersonId, Column::SessionId, Column::P256dh, Column::Auth])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Sends nothing more to an endpoint of `person`'s; of another's, or of nobody's, nothing changes.
///
/// # Errors
/// A fault of the database.
pub async fn unsubscribe(tx: &Tx<'_>, person: PersonId, endpoint: &Endpoint) -> Result<()> {
    let own = Column::EndpointHash.eq(hash(endpoint)).and(Column::PersonId.eq(person));
    Entity::delete_many().filter(own).exec(tx.connection()).await?;
    Ok(())
}

/// Sends a message to an endpoint of `person`'s that shows that messages arrive; where one waits already, no other.
///
/// # Errors
/// 404 where the endpoint is not theirs.
pub async fn test(tx: &Tx<'_>, person: PersonId, endpoint: &Endpoint) -> Result<()> {
    let own = Column::EndpointHash.eq(hash(endpoint)).and(Column::PersonId.eq(person));
    let subscription = Entity::find().filter(own).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let waiting = delivery::Entity::find()
        .filter(delivery::Column::SubscriptionId.eq(subscription.id))
        .filter(delivery::Column::Kind.eq(TEST))
        .filter(delivery::Column::DeadAt.is_null())
        .one(tx.connection())
        .await?;
    if waiting.is_some() {
        return Ok(());
    }
    let message = delivery::Model {
        id: tx.next_id(),
        channel: delivery::Channel::Push,
        host: subscription.host,
        person_id: person,
        program_id: None,
        subscription_id: Some(subscription.id),
        kind: TEST.into(),
        notification_id: None,
        created_at: tx.now(),
        due_at: tx.now(),
        attempts: 0,
        dead_at: None,
        last_error: None,
    };
    tx.insert(&message).await?;
    Ok(())
}

fn hash(endpoint: &Endpoint) -> Vec<u8> {
    Sha256::digest(endpoint.as_str()).to_vec()
}
