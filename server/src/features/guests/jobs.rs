//! Later work of guests. Each job may run twice: a mail that is sent again carries another link, and both are good.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    commands,
    model::{Token, address},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::RequestId,
    },
    entities::guest_session,
    features::requests::{
        self,
        model::{RequestState, Whom},
    },
    platform::{app::App, db::Tx, http::today, mail::Mail},
};

/// Mails the link to a request, unless it was taken back meanwhile.
///
/// # Errors
/// Where the mail cannot be handed over; a fault of the database.
pub async fn mail_link(app: &App, request: RequestId) -> Result<()> {
    let Some(found) = requests::queries::stored(app.db.reader(), request).await? else { return Ok(()) };
    let (Whom::Visiting(visiting), RequestState::Open) = (&found.asked.whom, found.state()) else { return Ok(()) };
    let link = app.db.write(None, async move |tx: &mut Tx<'_>| commands::make_link(tx, request).await).await?;
    let text = format!(
        "A resident or fellow you worked with asks for your feedback on one skill.\n\n{behind}If you do not want to \
         answer, you need not do anything: this mail comes once more, in three days, and then no more.\n",
        behind = behind(app, &link)
    );
    let subject = "You are asked for feedback".into();
    let mail = Mail::plain(request.0, visiting.mail.as_str().to_owned(), subject, text);
    app.mailer.send(&mail).await
}

/// Reminds whoever was asked, once, unless the request has been answered, declined or taken back, or is over.
///
/// # Errors
/// As [`mail_link`].
pub async fn remind(app: &App, request: RequestId) -> Result<()> {
    let Some(found) = requests::queries::stored(app.db.reader(), request).await? else { return Ok(()) };
    let (Whom::Visiting(visiting), RequestState::Open) = (&found.asked.whom, found.state()) else { return Ok(()) };
    // Its last day may be over before that is written down.
    if found.until < today(app.db.reader(), found.program, app.clock.now()).await? {
        return Ok(());
    }
    let link = app.db.write(None, async move |tx: &mut Tx<'_>| commands::make_link(tx, request).await).await?;
    let text = format!(
        "Three days ago a resident or fellow you worked with asked for your feedback on one skill.\n\n{behind}If you do \
         not want to answer, you need not do anything: this was the only reminder.\n",
        behind = behind(app, &link)
    );
    let subject = "You are still asked for feedback".into();
    // The same for each try, and another than that of the first mail.
    let id = Uuid::new_v5(&request.0, b"reminder");
    app.mailer.send(&Mail::plain(id, visiting.mail.as_str().to_owned(), subject, text)).await
}

fn behind(app: &App, link: &Token) -> String {
    format!(
        "Who asks, and what, is behind this link. It is for you alone and opens this one request; you need no \
         account:\n\n    {url}/g#{link}\n\n",
        url = app.settings.public_url
    )
}

/// Mails the digits of a session to its guest.
///
/// # Errors
/// Where the mail cannot be handed over; a fault of the database.
pub async fn mail_code(app: &App, session: Uuid, sealed: &str) -> Result<()> {
    let Some(row) = guest_session::Entity::find_by_id(session).one(app.db.reader()).await? else { return Ok(()) };
    let Some(found) = requests::queries::stored(app.db.reader(), row.request_id).await? else { return Ok(()) };
    let to = address(&row, &found)?;
    if row.code_expires_at.is_none_or(|end| end <= app.clock.now()) {
        return Ok(());
    }
    let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(Error::internal)?;
    let digits = String::from_utf8(app.keys.open(session.as_bytes(), &sealed)?).map_err(Error::internal)?;
    let text = format!(
        "Your code for Waymark is\n\n    {digits}\n\nType it beside your feedback, within 15 minutes of asking. Only the \
         newest code works.\n\nIf you did not ask for a code, you need not do anything: nothing is sent without it.\n"
    );
    let subject = "Your Waymark code".into();
    app.mailer.send(&Mail::plain(session, to.as_str().to_owned(), subject, text)).await
}
