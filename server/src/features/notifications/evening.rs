//! In the evening: whoever wants to be reminded of jots that wait is told that some do.

use std::collections::{BTreeMap, HashMap};

use jiff::{civil::Time, tz::TimeZone};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    commands::{Outlets, tell},
    model::{About, News, NotificationKind},
    preferences::Preferences,
};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    entities::{notification, notification_preference},
    features::jots::queries::{Waiting, waiting},
    platform::db::Tx,
};

/// From when on people are reminded, by their own clock.
const EVENING: Time = Time::constant(18, 0, 0, 0);

/// Tells everybody who asked for it that jots of theirs wait, from six in the evening by their own clock, once a day.
/// Of several reminders only the last is left.
///
/// # Errors
/// A fault of the database.
pub async fn tell_of_jots(tx: &mut Tx<'_>, outlets: Outlets) -> Result<()> {
    let mut longest: BTreeMap<(PersonId, ProgramId), Waiting> = BTreeMap::new();
    for one in waiting(tx.connection()).await? {
        longest.entry((one.author, one.program)).or_insert(one);
    }
    let preferences = preferences_of(tx, &longest).await?;
    let mut news = Vec::new();
    for ((person, program), oldest) in longest {
        let Some(preferences) = preferences.get(&person) else { continue };
        let channels = preferences.channels(NotificationKind::JotsWaiting);
        let zone = TimeZone::get(&oldest.zone).map_err(Error::internal)?;
        let here = preferences.here(tx.now(), &zone);
        let is_own_time = |at: Timestamp| preferences.here(at, &zone).date() <= here.date();
        if !(channels.push || channels.mail) || here.time() < EVENING || !is_own_time(oldest.observed_at) {
            continue;
        }
        let told = notification::Entity::find()
            .filter(notification::Column::PersonId.eq(person))
            .filter(notification::Column::ProgramId.eq(program))
            .filter(notification::Column::Kind.eq(NotificationKind::JotsWaiting));
        let told = told.all(tx.connection()).await?;
        if told.iter().any(|told| preferences.here(told.at, &zone).date() == here.date()) {
            continue;
        }
        let ids = told.iter().map(|told| told.id);
        notification::Entity::delete_many().filter(notification::Column::Id.is_in(ids)).exec(tx.connection()).await?;
        let about = About::from(oldest.id);
        news.push(News { id: tx.next_id(), kind: NotificationKind::JotsWaiting, about, program, to: person, by: None });
    }
    tell(tx, outlets, news).await
}

async fn preferences_of(
    tx: &Tx<'_>,
    longest: &BTreeMap<(PersonId, ProgramId), Waiting>,
) -> Result<HashMap<PersonId, Preferences>> {
    let people: Vec<PersonId> = longest.keys().map(|(person, _)| *person).collect();
    let mut found = HashMap::new();
    for some in people.chunks(500) {
        let of_them = notification_preference::Column::PersonId.is_in(some.iter().copied());
        let rows = notification_preference::Entity::find().filter(of_them).all(tx.connection()).await?;
        found.extend(rows.iter().map(|row| (row.person_id, Preferences::of_row(row))));
    }
    Ok(found)
}
