//! People.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    entities::person,
    features::members::{model::NewPerson, queries},
    platform::{audit::Action, db::Tx},
};

/// What keeping a person's name came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// They were not known before.
    Added,
    /// Their name was another one.
    Changed,
    /// Nothing was different.
    Same,
}

/// Adds a person.
///
/// # Errors
/// `email_taken`.
pub async fn add_person(tx: &mut Tx<'_>, new: &NewPerson) -> Result<PersonId> {
    match queries::person_by_email(tx.connection(), &new.email).await? {
        Some(_) => Err(Error::conflict("email_taken")),
        None => insert(tx, new).await,
    }
}

/// Adds a person, or gives the one with this address the name.
///
/// # Errors
/// `deactivated` where the account was closed.
pub async fn keep_person(tx: &mut Tx<'_>, new: &NewPerson) -> Result<(PersonId, Kept)> {
    let Some(row) = queries::person_by_email(tx.connection(), &new.email).await? else {
        return Ok((insert(tx, new).await?, Kept::Added));
    };
    let id = row.id;
    if row.deactivated_at.is_some() {
        return Err(Error::conflict("deactivated"));
    }
    if row.given_name == new.given_name.as_str() && row.family_name == new.family_name.as_str() {
        return Ok((id, Kept::Same));
    }
    let mut row = row.into_active_model();
    row.given_name = Set(new.given_name.as_str().to_owned());
    row.family_name = Set(new.family_name.as_str().to_owned());
    row.update(tx.connection()).await?;
    tx.audit(Action::PersonChanged, None, id, Some(said(new).as_bytes()));
    Ok((id, Kept::Changed))
}

async fn insert(tx: &mut Tx<'_>, new: &NewPerson) -> Result<PersonId> {
    let row = person::Model {
        id: tx.next_id(),
        email: new.email.as_str().to_owned(),
        given_name: new.given_name.as_str().to_owned(),
        family_name: new.family_name.as_str().to_owned(),
        created_at: tx.now(),
        deactivated_at: None,
    };
    let id = row.id;
    person::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::PersonAdded, None, id, Some(said(new).as_bytes()));
    Ok(id)
}

fn said(new: &NewPerson) -> String {
    format!("{}\n{}\n{}", new.email, new.given_name.as_str(), new.family_name.as_str())
}
