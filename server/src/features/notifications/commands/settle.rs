//! What waits for nobody any more is not unread.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::open::mark_as_read;
use crate::{
    base::error::Result,
    entities::notification,
    features::notifications::model::NotificationKind,
    platform::{
        db::Tx,
        outbox::{Event, Taken},
    },
};

/// What somebody is told of that waits for them.
const WAITING: [NotificationKind; 3] =
    [NotificationKind::RequestNew, NotificationKind::RequestReminder, NotificationKind::CheckInAsked];

/// Marks as read what told somebody of a request that was answered, declined, taken back or is over, or of a check-in that
/// was taken up, on whichever device that was done, or by nobody.
///
/// # Errors
/// A fault of the database.
pub async fn settle_what_ended(tx: &mut Tx<'_>, events: &[Taken]) -> Result<()> {
    let ended = events.iter().filter_map(|taken| match taken.event.as_ref().ok()? {
        Event::RequestAnswered { request, .. }
        | Event::RequestDeclined { request }
        | Event::RequestEnded { request } => Some(request.0),
        Event::CheckInTakenUp { check_in } => Some(check_in.0),
        _ => None,
    });
    let ended: Vec<Uuid> = ended.collect();
    if ended.is_empty() {
        return Ok(());
    }
    let told = notification::Entity::find()
        .filter(notification::Column::AboutId.is_in(ended))
        .filter(notification::Column::Kind.is_in(WAITING))
        .filter(notification::Column::ReadAt.is_null())
        .order_by_asc(notification::Column::At)
        .order_by_asc(notification::Column::Id)
        .all(tx.connection())
        .await?;
    for told in told {
        mark_as_read(tx, told).await?;
    }
    Ok(())
}
