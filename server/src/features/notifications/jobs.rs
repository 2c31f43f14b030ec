//! Later work of notifications. Each job may run twice.

use jiff::{SignedDuration, civil::Time};

pub use super::evening::tell_of_jots;
use super::{
    commands::{Outlets, news_of, settle_what_ended, tell},
    due,
};
use crate::{
    base::error::Result,
    features::{programs, sessions::SESSION_LIFETIME},
    platform::{db::Tx, outbox::Taken},
};

/// From when on in the morning people are told what is due, by the program's clock.
const MORNING: Time = Time::constant(7, 0, 0, 0);
/// For how long messages that were laid aside are kept for somebody to look at.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Tells people of what happened, and lets be what waits for nobody any more.
///
/// # Errors
/// A fault of the database.
pub async fn tell_of(tx: &mut Tx<'_>, outlets: Outlets, events: &[Taken]) -> Result<()> {
    let news = news_of(tx, events).await?;
    tell(tx, outlets, news).await?;
    settle_what_ended(tx, events).await
}

/// Tells people what is due today in the time zone of its program: a step of a plan to its learner, a second look to
/// whoever is to look again (the learner where nobody is, or they left). Once for each due day. After that, which plans
/// have been quiet for three weeks.
///
/// # Errors
/// A fault of the database.
pub async fn tell_what_is_due(tx: &mut Tx<'_>, outlets: Outlets) -> Result<()> {
    for (program, zone) in programs::queries::all_with_zones(tx.connection()).await? {
        if tx.now().in_zone(&zone).time() < MORNING {
            continue;
        }
        let today = tx.now().day_in(&zone);
        due::tell_steps(tx, outlets, program, &today).await?;
        due::tell_second_looks(tx, outlets, program, &today).await?;
        due::tell_quiet_plans(tx, outlets, program, &today).await?;
    }
    Ok(())
}

/// Forgets subscriptions of devices that were signed out, and messages that were laid aside long ago.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &Tx<'_>) -> Result<()> {
    let over = "DELETE FROM push_subscriptions WHERE session_id IN \
                (SELECT e.id FROM sessions e WHERE e.revoked_at IS NOT NULL OR e.last_used_at <= $1)";
    tx.execute(over, vec![tx.now().plus(-SESSION_LIFETIME).into()]).await?;
    tx.execute("DELETE FROM deliveries WHERE dead_at <= $1", vec![tx.now().plus(-KEPT).into()]).await?;
    Ok(())
}
