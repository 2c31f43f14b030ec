//! Codes: six digits by mail, or ten characters from an administrator.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr};
use uuid::Uuid;

use super::super::model::{CODE_TRIES, TypedCode};
use crate::{
    base::{error::Result, ids::PersonId},
    entities::{
        person,
        sign_in_code::{ActiveModel, CodeKind, Column, Entity},
    },
    platform::{audit::Action, auth::keys::Keys, db::Tx, outbox::Event},
};

/// Whether a code was asked for somebody. The asker is told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A code is on its way.
    OnItsWay,
    /// Nobody signs in with this address.
    Nobody,
}

/// Asks for a code by mail to `email`. It replaces the one before.
///
/// # Errors
/// A fault of the database.
pub async fn issue_mailed_code(tx: &mut Tx<'_>, keys: &Keys, email: &str) -> Result<Asked> {
    let person = person::Entity::find().filter(person::Column::Email.eq(email)).one(tx.connection()).await?;
    let Some(person) = person.filter(|person| person.deactivated_at.is_none()) else { return Ok(Asked::Nobody) };
    let (row, code) = issue(tx, keys, person.id, CodeKind::Mailed).await?;
    let mut nonce = [0; 24];
    tx.fill(&mut nonce);
    let sealed = keys.seal(nonce, row.as_bytes(), code.as_str().as_bytes())?;
    let sealed = URL_SAFE_NO_PAD.encode(sealed);
    tx.announce(Event::SignInCodeAsked { person: person.id, code: row, sealed });
    Ok(Asked::OnItsWay)
}

/// Makes a code for an administrator to hand to `person`: ten characters, good for 72 hours. It replaces the one
/// before.
///
/// # Errors
/// A fault of the database.
pub async fn issue_printed_code(tx: &mut Tx<'_>, keys: &Keys, person: PersonId) -> Result<String> {
    let (_, code) = issue(tx, keys, person, CodeKind::Printed).await?;
    Ok(code.as_str().to_owned())
}

async fn issue(tx: &mut Tx<'_>, keys: &Keys, person: PersonId, kind: CodeKind) -> Result<(Uuid, TypedCode)> {
    Entity::delete_many()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Kind.eq(kind))
        .filter(Column::UsedAt.is_null())
        .exec(tx.connection())
        .await?;
    let code = TypedCode::fresh(kind, |bytes| tx.fill(bytes));
    let id: Uuid = tx.next_id();
    let row = ActiveModel {
        id: Set(id),
        person_id: Set(person),
        kind: Set(kind),
        code_hash: Set(code.hash(keys, person, id)),
        created_at: Set(tx.now()),
        expires_at: Set(tx.now().plus(code.lifetime())),
        tries_left: Set(CODE_TRIES),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::CodeIssued, None, person, None);
    Ok((id, code))
}

/// What came of a typed code. None of it is an error: a try must be stored as tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriedCode {
    /// It is the person's, and good.
    Right {
        /// Who.
        person: PersonId,
        /// The row of the code.
        code: Uuid,
    },
    /// It was the person's, and is no longer good.
    Expired,
    /// Anything else.
    Wrong,
}

/// Tries a code for the person with this e-mail address. Every try takes one away, the right one too.
///
/// # Errors
/// A fault of the database.
pub async fn try_code(tx: &mut Tx<'_>, keys: &Keys, email: &str, typed: &TypedCode) -> Result<TriedCode> {
    let person = person::Entity::find().filter(person::Column::Email.eq(email)).one(tx.connection()).await?;
    let person = person.filter(|person| person.deactivated_at.is_none()).map(|person| person.id);
    let tried = match person {
        Some(person) => try_newest(tx, keys, person, typed).await?,
        None => TriedCode::Wrong,
    };
    if !matches!(tried, TriedCode::Right { .. }) {
        // Written for unknown people as well, so that both answers take as long.
        tx.audit(Action::SignInFailed, None, person.map_or(Uuid::nil(), Uuid::from), None);
    }
    Ok(tried)
}

async fn try_newest(tx: &Tx<'_>, keys: &Keys, person: PersonId, typed: &TypedCode) -> Result<TriedCode> {
    let newest = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Kind.eq(typed.kind))
        .filter(Column::UsedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .limit(1)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    let Some(row) = newest else { return Ok(TriedCode::Wrong) };
    let counted = Entity::update_many()
        .col_expr(Column::TriesLeft, Expr::col(Column::TriesLeft).sub(1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::TriesLeft.gt(0))
        .exec(tx.connection())
        .await?;
    let good = counted.rows_affected == 1 && tx.now() < row.expires_at;
    // A code that is no longer good may be known to have been right: it opens nothing.
    Ok(match (typed.matches(keys, person, row.id, &row.code_hash), good) {
        (true, true) => TriedCode::Right { person, code: row.id },
        (true, false) => TriedCode::Expired,
        (false, _) => TriedCode::Wrong,
    })
}

/// Uses a code that was found right; whether nobody else has used it meanwhile.
pub(super) async fn consume(tx: &Tx<'_>, code: Uuid) -> Result<bool> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(code))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(tx.now()))
        .exec(tx.connection())
        .await?;
    Ok(used.rows_affected == 1)
}
