//! Writes: a link opened, digits asked for and tried, the one entry given.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::model::{
    CODE_LIFETIME, CODE_TRIES, GuestAnswer, LINK_LIFETIME, SESSION_LIFETIME, Token, address, code_hash, is_code,
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, RequestId},
    },
    entities::{guest_link, guest_session, sign_in_code::CodeKind},
    features::{
        feedback,
        members::{self, Email, NewPerson},
        requests::{self, commands::Proof},
        sessions::TypedCode,
    },
    platform::{audit::Action, auth::keys::Keys, db::Tx, http::read_member, outbox::Event},
};

/// Makes a link for the request, and gives its secret.
///
/// # Errors
/// A fault of the database.
pub async fn make_link(tx: &mut Tx<'_>, request: RequestId) -> Result<Token> {
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let id: Uuid = tx.next_id();
    let row = guest_link::Model { id, request_id: request, token_hash: token.hash(), created_at: tx.now() };
    guest_link::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(token)
}

/// Opens a session for the request of a good link, or of a good code; `mail` is what a guest who scanned gave. Its secret.
///
/// # Errors
/// A fault of the database.
pub async fn open(tx: &mut Tx<'_>, request: RequestId, mail: Option<&Email>) -> Result<Token> {
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let row = guest_session::Model {
        id: tx.next_id(),
        request_id: request,
        token_hash: token.hash(),
        created_at: tx.now(),
        expires_at: tx.now().plus(SESSION_LIFETIME),
        code_hash: None,
        code_expires_at: None,
        code_tries_left: 0,
        mail: mail.map(|mail| mail.as_str().to_owned()),
    };
    tx.audit(Action::GuestCame, None, row.id, None);
    guest_session::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(token)
}

/// Asks for six digits by mail. They replace the ones before.
///
/// # Errors
/// A fault of the database.
pub async fn ask_for_code(tx: &mut Tx<'_>, keys: &Keys, session: Uuid) -> Result<()> {
    let code = TypedCode::fresh(CodeKind::Mailed, |bytes| tx.fill(bytes));
    guest_session::Entity::update_many()
        .col_expr(guest_session::Column::CodeHash, Expr::value(code_hash(keys, session, code.as_str())))
        .col_expr(guest_session::Column::CodeExpiresAt, Expr::value(tx.now().plus(CODE_LIFETIME)))
        .col_expr(guest_session::Column::CodeTriesLeft, Expr::value(CODE_TRIES))
        .filter(guest_session::Column::Id.eq(session))
        .exec(tx.connection())
        .await?;
    let mut nonce = [0; 24];
    tx.fill(&mut nonce);
    let sealed = keys.seal(nonce, session.as_bytes(), code.as_str().as_bytes())?;
    tx.announce(Event::GuestCodeAsked { session, sealed: URL_SAFE_NO_PAD.encode(sealed) });
    tx.audit(Action::CodeIssued, None, session, None);
    Ok(())
}

/// Tries digits; whether they are right and still good. Every try takes one away, the right one too, and is stored.
///
/// # Errors
/// A fault of the database.
pub async fn try_code(tx: &mut Tx<'_>, keys: &Keys, session: Uuid, typed: &str) -> Result<bool> {
    let found = guest_session::Entity::find_by_id(session).lock_exclusive().one(tx.connection()).await?;
    let Some((row, hash)) = found.and_then(|row| row.code_hash.clone().map(|hash| (row, hash))) else {
        return Ok(false);
    };
    let counted = guest_session::Entity::update_many()
        .col_expr(guest_session::Column::CodeTriesLeft, Expr::col(guest_session::Column::CodeTriesLeft).sub(1))
        .filter(guest_session::Column::Id.eq(session))
        .filter(guest_session::Column::CodeTriesLeft.gt(0))
        .exec(tx.connection())
        .await?;
    let good = counted.rows_affected == 1 && row.code_expires_at.is_some_and(|end| tx.now() < end);
    let right = TypedCode::parse(typed).is_some_and(|typed| is_code(keys, session, typed.as_str(), &hash));
    if !(good && right) {
        tx.audit(Action::SignInFailed, None, session, None);
    }
    Ok(good && right)
}

/// Gives the one entry of a guest whose digits were right. It answers the request at once. Whoever turns out to be a
/// member of the program gives it as that member.
///
/// # Errors
/// 409 `already_answered`, `id_taken`; 422 with the field, as for every entry, and `ask_oneself` where they are the
/// learner.
pub async fn answer(tx: &mut Tx<'_>, session: &guest_session::Model, answer: GuestAnswer) -> Result<EntryId> {
    let request = requests::commands::find(tx, session.request_id).await?.ok_or(Error::NotFound)?;
    let new = answer.parse(&request)?;
    let email = address(session, &request)?;
    let author = match members::queries::person_by_email(tx.connection(), &email).await? {
        Some(known) => known.id,
        None => {
            let new = NewPerson { email, given_name: new.given_name, family_name: new.family_name };
            members::commands::add_person(tx, &new).await?
        }
    };
    if author == request.learner {
        return Err(Error::invalid("ask_oneself", "mail"));
    }
    if requests::commands::has_answered(tx, request.id, author).await? {
        return Err(Error::conflict("already_answered"));
    }
    let member = read_member(tx.connection(), request.program, author, tx.now()).await?;
    if let Some(member) = member.filter(|member| requests::policy::may_be_asked(member, request.learner)) {
        let entry = feedback::commands::give(tx, &member, new.feedback).await?;
        requests::commands::meet(tx, request.id, entry.id, Proof::Code).await?;
        return Ok(entry.id);
    }
    let entry = feedback::commands::give_as_visitor(tx, request.program, author, &new.visitor, new.feedback).await?;
    requests::commands::answer_as_visitor(tx, request, entry.id, author, new.visitor).await?;
    Ok(entry.id)
}

/// Forgets what opened requests long ago.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &Tx<'_>) -> Result<()> {
    let before = tx.now().plus(-LINK_LIFETIME);
    guest_link::Entity::delete_many().filter(guest_link::Column::CreatedAt.lt(before)).exec(tx.connection()).await?;
    guest_session::Entity::delete_many()
        .filter(guest_session::Column::ExpiresAt.lt(before))
        .exec(tx.connection())
        .await?;
    Ok(())
}
