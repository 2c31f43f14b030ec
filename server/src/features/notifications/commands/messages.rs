//! Messages for news, to whoever wants any: no row for whom no device and no mailbox waits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::tell::{Members, Outlets, select};
use crate::{
    base::{
        error::Result,
        ids::{PersonId, SubscriptionId},
    },
    entities::delivery::{Channel, Model},
    features::{
        notifications::{
            delivery::{DIGEST, MAIL},
            model::{News, kind_word},
        },
        sessions::SESSION_LIFETIME,
    },
    platform::db::Tx,
};

/// A device that takes push messages.
#[derive(Clone, FromQueryResult)]
struct Device {
    id: SubscriptionId,
    person: PersonId,
    host: String,
}

const DEVICES: &str = "
SELECT s.id AS id, s.person_id AS person, s.host AS host
  FROM push_subscriptions s
  JOIN sessions e ON e.id = s.session_id AND e.revoked_at IS NULL AND e.last_used_at > $1
 WHERE s.person_id IN ({ids})
 ORDER BY s.id";

const WAITING: &str = "SELECT d.id AS id FROM deliveries d WHERE d.id IN ({ids})";

/// The messages that follow from `news`, to be stored with it: one for each device and mailbox, or where somebody wants
/// one a day, the one that waits for the next morning, unless it does already.
pub(super) async fn of(tx: &Tx<'_>, outlets: Outlets, members: &Members, news: &[News]) -> Result<Vec<Model>> {
    let devices = if outlets.push { devices(tx, members, news).await? } else { HashMap::new() };
    let mut messages = Vec::new();
    let mut digests: BTreeMap<Uuid, Model> = BTreeMap::new();
    for news in news {
        let Some((preferences, zone)) = members.of(news) else { continue };
        let channels = preferences.channels(news.kind);
        let mut to: Vec<(Channel, String, Option<SubscriptionId>)> = Vec::new();
        if channels.push {
            let devices = devices.get(&news.to).into_iter().flatten();
            to.extend(devices.map(|device| (Channel::Push, device.host.clone(), Some(device.id))));
        }
        if channels.mail && outlets.mail {
            to.push((Channel::Mail, MAIL.to_owned(), None));
        }
        for (channel, host, subscription) in to {
            let mut message = Model {
                id: tx.next_id(),
                channel,
                host,
                person_id: news.to,
                program_id: Some(news.program),
                subscription_id: subscription,
                kind: kind_word(news.kind),
                notification_id: Some(news.id),
                created_at: tx.now(),
                due_at: preferences.ring_at(tx.now(), zone),
                attempts: 0,
                dead_at: None,
                last_error: None,
            };
            if preferences.is_daily() {
                message.due_at = preferences.digest_at(tx.now(), zone);
                message.kind = DIGEST.into();
                message.notification_id = None;
                message.id = digest_id(&message);
                digests.entry(message.id).or_insert(message);
            } else {
                messages.push(message);
            }
        }
    }
    for row in waiting(tx, digests.keys().copied().collect()).await? {
        digests.remove(&row);
    }
    messages.extend(digests.into_values());
    Ok(messages)
}

/// The same for everything that one morning's digest gathers.
fn digest_id(message: &Model) -> Uuid {
    let place = message.subscription_id.map_or(message.person_id.0, |subscription| subscription.0);
    Uuid::new_v5(&place, format!("{DIGEST} {} {}", message.host, message.due_at.0).as_bytes())
}

/// The devices of everybody who wants any of the news pushed.
async fn devices(tx: &Tx<'_>, members: &Members, news: &[News]) -> Result<HashMap<PersonId, Vec<Device>>> {
    let wanted = news.iter().filter(|news| members.of(news).is_some_and(|(p, _)| p.channels(news.kind).push));
    let people: BTreeSet<Uuid> = wanted.map(|news| news.to.0).collect();
    let mut devices: HashMap<PersonId, Vec<Device>> = HashMap::new();
    if people.is_empty() {
        return Ok(devices);
    }
    for row in select(tx, DEVICES, vec![tx.now().plus(-SESSION_LIFETIME).into()], people).await? {
        let device = Device::from_query_result(&row, "")?;
        devices.entry(device.person).or_default().push(device);
    }
    Ok(devices)
}

async fn waiting(tx: &Tx<'_>, digests: BTreeSet<Uuid>) -> Result<Vec<Uuid>> {
    if digests.is_empty() {
        return Ok(Vec::new());
    }
    let rows = select(tx, WAITING, Vec::new(), digests).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}
