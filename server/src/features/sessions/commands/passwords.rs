//! Passwords: proving who one is, and setting another.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use uuid::Uuid;

use super::{
    codes::consume,
    devices::{Opened, open, revoke_all},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    entities::{password, person},
    features::sessions::model::Device,
    platform::{
        audit::Action,
        auth::{keys::Keys, passwords},
        db::{Db, Tx},
    },
};

/// Who signs in with this e-mail address and password.
///
/// # Errors
/// 401 `wrong_credentials`, which is all that anybody learns; a fault of the database.
pub async fn prove(db: &Db, email: &str, typed: &str) -> Result<PersonId> {
    let found = person::Entity::find().filter(person::Column::Email.eq(email)).one(db.reader()).await?;
    let person = found.filter(|person| person.deactivated_at.is_none()).map(|person| person.id);
    let stored = match person {
        Some(person) => password::Entity::find_by_id(person).one(db.reader()).await?.map(|row| row.hash),
        None => None,
    };
    match (person, passwords::verify(typed, stored).await?) {
        (Some(person), true) => Ok(person),
        (person, _) => {
            let thing = person.map_or(Uuid::nil(), Uuid::from);
            // Written for unknown people as well, so that both answers take as long.
            db.write(None, async move |tx| {
                tx.audit(Action::SignInFailed, None, thing, None);
                Ok(())
            })
            .await?;
            Err(Error::Unauthenticated("wrong_credentials"))
        }
    }
}

/// Sets a password by a code that was found right, signs every other device out, and this one in.
///
/// # Errors
/// 400 `code_expired` where somebody else used the code meanwhile; a fault of the database.
pub async fn change_password(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: PersonId,
    code: Uuid,
    hash: &str,
    device: &Device,
) -> Result<Opened> {
    if !consume(tx, code).await? {
        return Err(Error::Http { status: 400, code: "code_expired" });
    }
    store_password(tx, person, hash).await?;
    revoke_all(tx, person).await?;
    open(tx, keys, person, device).await
}

/// Stores the hash of a person's password.
///
/// # Errors
/// A fault of the database.
pub async fn store_password(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<()> {
    let row = password::ActiveModel { person_id: Set(person), hash: Set(hash.to_owned()), set_at: Set(tx.now()) };
    let replace = OnConflict::column(password::Column::PersonId)
        .update_columns([password::Column::Hash, password::Column::SetAt])
        .to_owned();
    password::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::PasswordSet, None, person, None);
    Ok(())
}
