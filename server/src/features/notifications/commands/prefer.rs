//! Choosing what to be told.

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    base::{
        error::{Result, ensure},
        ids::{PersonId, ProgramId},
    },
    entities::notification_preference::{Column, Entity},
    features::notifications::{
        NotificationKind, Prefer,
        preferences::{Preferences, preferences_id},
    },
    platform::{db::Tx, feed::Kind},
};

/// Replaces what `person` wants to be told; the last to arrive counts.
///
/// # Errors
/// 404 where `subject` is not the id of their preferences; `missing_field`, `unreadable_time`, `unknown_time_zone`.
pub async fn prefer(tx: &mut Tx<'_>, person: PersonId, subject: Uuid, body: &Prefer) -> Result<()> {
    ensure(subject == preferences_id(person))?;
    store(tx, person, &Preferences::parse(body)?).await
}

/// No mail of this kind for `person` any more; of no kind at all where none is named.
///
/// # Errors
/// A fault of the database.
pub async fn stop_mail(tx: &mut Tx<'_>, person: PersonId, kind: Option<NotificationKind>) -> Result<()> {
    let row = Entity::find_by_id(person).one(tx.connection()).await?;
    let chosen = row.as_ref().map(Preferences::of_row).unwrap_or_default();
    store(tx, person, &chosen.without_mail(kind)).await
}

async fn store(tx: &mut Tx<'_>, person: PersonId, preferences: &Preferences) -> Result<()> {
    let row = preferences.row(person, tx.now())?;
    let columns = [Column::Kinds, Column::QuietFrom, Column::QuietTo, Column::TimeZone, Column::Digest, Column::SetAt];
    Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Column::PersonId).update_columns(columns).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    let (wire, of_no_program) = (preferences.wire(person), ProgramId(Uuid::nil()));
    tx.show(Kind::Preferences, wire.id, of_no_program, 1, &wire, [person])?;
    Ok(())
}
