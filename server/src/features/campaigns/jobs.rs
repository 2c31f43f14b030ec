//! Later work of campaigns. Each job may run twice: a mail that is sent again carries another link, and both are good.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    commands,
    model::{RaterState, State},
    rows::Stored,
};
use crate::{
    base::{error::Result, ids::RaterId},
    entities::{campaign, campaign_rater},
    features::programs,
    platform::{app::App, db::Tx, mail::Mail},
};

/// Brings every campaign to its program's day, and has those reminded whose day it is.
///
/// # Errors
/// A fault of the database.
pub async fn turn(app: &App) -> Result<()> {
    for (program, zone) in programs::queries::all_with_zones(app.db.reader()).await? {
        let today = app.clock.now().day_in(&zone);
        let running = campaign::Entity::of(program)
            .filter(campaign::Column::State.is_in([State::Approved, State::Open, State::Closed]))
            .all(app.db.reader())
            .await?;
        for row in running {
            let today = today.clone();
            let work = async move |tx: &mut Tx<'_>| {
                commands::turn(tx, row.id, &today).await?;
                commands::remind(tx, row.id, &today).await
            };
            app.db.write(None, work).await?;
        }
    }
    Ok(())
}

/// Mails a rater their link, unless the campaign is over or they have nothing left to answer.
///
/// # Errors
/// Where the mail cannot be handed over; a fault of the database.
pub async fn mail_link(app: &App, rater: Uuid) -> Result<()> {
    let text = "You are asked how a resident or fellow works with others: six short questions on teamwork, communication \
                and professionalism. It takes two minutes.";
    mail(app, rater, "You are asked for feedback", text, "This mail may come once more, some days before the end.")
        .await
}

/// Reminds a rater, once.
///
/// # Errors
/// As [`mail_link`].
pub async fn mail_reminder(app: &App, rater: Uuid) -> Result<()> {
    let text = "Some days ago you were asked how a resident or fellow works with others. If you would like to answer, \
                these are the last days.";
    mail(app, rater, "You are still asked for feedback", text, "This was the only reminder.").await
}

async fn mail(app: &App, rater: Uuid, subject: &str, why: &str, again: &str) -> Result<()> {
    let Some(row) = campaign_rater::Entity::find_by_id(RaterId(rater)).one(app.db.reader()).await? else {
        return Ok(());
    };
    let Some(found) = campaign::Entity::find_by_id(row.campaign_id).one(app.db.reader()).await? else { return Ok(()) };
    let stored = Stored::of(found)?;
    if row.state != RaterState::Invited || stored.row.state != State::Open {
        return Ok(());
    }
    let id = row.id;
    let link = app.db.write(None, async move |tx: &mut Tx<'_>| commands::make_link(tx, id).await).await?;
    let Some(link) = link else { return Ok(()) };
    let text = format!(
        "{why}\n\n    {url}/rate#{link}\n\nThe link is for you alone; you need no account. Until {until} it can be \
         answered once. About whom it is, and exactly who will see what, stands above the first question; nobody ever \
         sees a single answer.\n\nIf you do not want to answer, you need not do anything. {again}\n",
        url = app.settings.public_url,
        until = stored.row.closes_on,
    );
    // Nothing in it tells whose answer it was: the id of a mail comes from its link.
    let mail = Mail::plain(Uuid::new_v5(&rater, &link.hash()), row.mail, subject.into(), text);
    app.mailer.send(&mail).await
}
