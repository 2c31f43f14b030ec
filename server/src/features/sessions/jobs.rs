//! Later work of sessions. Each job may run twice.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::model::SESSION_LIFETIME;
use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    entities::{person, session, sign_in_code},
    platform::{app::App, db::Tx, mail::Mail},
};

/// How long ended sessions and codes are kept, so that a late device is told what became of it.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Mails a code to its person, unless it was used or replaced or has expired meanwhile.
///
/// # Errors
/// Where the mail cannot be handed over; a fault of the database.
pub async fn mail_code(app: &App, person: PersonId, code: Uuid, sealed: &str) -> Result<()> {
    let row = sign_in_code::Entity::find_by_id(code).one(app.db.reader()).await?;
    let person = person::Entity::find_by_id(person).one(app.db.reader()).await?;
    let good = row.filter(|row| row.used_at.is_none() && app.clock.now() < row.expires_at);
    let (Some(_), Some(person)) = (good, person.filter(|person| person.deactivated_at.is_none())) else {
        return Ok(());
    };
    let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(Error::internal)?;
    let digits = String::from_utf8(app.keys.open(code.as_bytes(), &sealed)?).map_err(Error::internal)?;
    let text = format!(
        "Your code for Waymark is\n\n    {digits}\n\nType it where you asked for it, within 15 minutes of asking. Only the newest code works.\n\n\
         {url}\n\nIf you did not ask for a code, you need not do anything: nobody gets in without it.\n",
        url = app.settings.public_url
    );
    let subject = "Your Waymark sign-in code".into();
    let mail = Mail::plain(code, person.email, subject, text);
    app.mailer.send(&mail).await
}

/// Forgets sessions and codes that ended long ago; the audit log remembers that there were some. How many went.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &Tx<'_>) -> Result<u64> {
    let long_ago = tx.now().plus(-KEPT);
    let ended = Condition::any()
        .add(session::Column::RevokedAt.lt(long_ago))
        .add(session::Column::LastUsedAt.lt(long_ago.plus(-SESSION_LIFETIME)));
    let sessions = session::Entity::delete_many().filter(ended).exec(tx.connection()).await?;
    let codes = sign_in_code::Entity::delete_many()
        .filter(sign_in_code::Column::ExpiresAt.lt(long_ago))
        .exec(tx.connection())
        .await?;
    Ok(sessions.rows_affected + codes.rows_affected)
}
