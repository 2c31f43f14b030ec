//! What is to be done with messages that were taken, looked up for many at once.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, Value};
use uuid::Uuid;

use super::letter::{DIGEST, Letter, TEST};
use crate::{
    base::{clock::Timestamp, error::Result, ids::PersonId},
    entities::{
        delivery::{Channel, Model},
        notification::NotificationKind,
        notification_preference,
    },
    features::{
        notifications::{model::kind_word, preferences::Preferences},
        sessions::SESSION_LIFETIME,
    },
    platform::{
        app::App,
        db::among,
        mail::Mail,
        push::{Push, Recipient},
    },
};

/// What is to be done with a message.
pub enum Step {
    /// Nothing: it says nothing any more, or nobody is there to read it.
    Drop,
    /// Not before then.
    Wait(Timestamp),
    /// To a device.
    Push(Push),
    /// To a mailbox.
    Mail(Mail),
}

/// Says for each message what is to be done with it now.
///
/// # Errors
/// A fault of the database.
pub async fn prepare(app: &App, rows: Vec<Model>) -> Result<Vec<(Model, Step)>> {
    let now = app.clock.now();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let people: BTreeSet<Uuid> = rows.iter().map(|row| row.person_id.0).collect();
    let around = around(app, &ids, now).await?;
    let unread = unread(app, &people.into_iter().collect::<Vec<_>>(), now).await?;
    let none = Arc::default();
    let steps = rows.into_iter().map(|row| {
        let unread = unread.get(&row.person_id).unwrap_or(&none);
        let step = around.get(&row.id).and_then(|around| around.step(app, &row, unread, now)).unwrap_or(Step::Drop);
        (row, step)
    });
    Ok(steps.collect())
}

/// How much somebody has not read, by kind.
type Unread = BTreeMap<NotificationKind, i64>;

/// What stands around a message.
#[derive(FromQueryResult)]
struct Around {
    id: Uuid,
    email: String,
    member: Option<Uuid>,
    zone: Option<String>,
    told: Option<NotificationKind>,
    about: Option<Uuid>,
    session: Option<Uuid>,
    endpoint: Option<String>,
    p256dh: Option<Vec<u8>>,
    auth: Option<Vec<u8>>,
    kinds: Option<String>,
    quiet_from: Option<String>,
    quiet_to: Option<String>,
    own_zone: Option<String>,
    digest: Option<String>,
}

/// Whose account is closed has nothing around them, and what was read says nothing.
const AROUND: &str = "
SELECT d.id AS id, p.email AS email, m.id AS member, g.time_zone AS zone, n.kind AS told, n.about_id AS about,
       e.id AS session, s.endpoint AS endpoint, s.p256dh AS p256dh, s.auth AS auth,
       f.kinds AS kinds, f.quiet_from AS quiet_from, f.quiet_to AS quiet_to, f.time_zone AS own_zone, f.digest AS digest
  FROM deliveries d
  JOIN people p ON p.id = d.person_id AND p.deactivated_at IS NULL
  LEFT JOIN programs g ON g.id = d.program_id
  LEFT JOIN memberships m ON m.program_id = d.program_id AND m.person_id = d.person_id
       AND m.started_at <= $2 AND (m.ended_at IS NULL OR m.ended_at > $2)
  LEFT JOIN notifications n ON n.id = d.notification_id AND n.read_at IS NULL
  LEFT JOIN push_subscriptions s ON s.id = d.subscription_id AND s.person_id = d.person_id
  LEFT JOIN sessions e ON e.id = s.session_id AND e.revoked_at IS NULL AND e.last_used_at > $1
  LEFT JOIN notification_preferences f ON f.person_id = d.person_id
 WHERE d.id IN ({ids})";

const UNREAD: &str = "
SELECT n.person_id AS person, n.kind AS kind, COUNT(*) AS n
  FROM notifications n
  JOIN memberships m ON m.program_id = n.program_id AND m.person_id = n.person_id
       AND m.started_at <= $1 AND (m.ended_at IS NULL OR m.ended_at > $1)
 WHERE n.read_at IS NULL AND n.person_id IN ({ids})
 GROUP BY n.person_id, n.kind";

async fn around(app: &App, ids: &[Uuid], now: Timestamp) -> Result<HashMap<Uuid, Around>> {
    let rows = select(app, AROUND, vec![now.plus(-SESSION_LIFETIME).into(), now.into()], ids).await?;
    let around = rows.iter().map(|row| Around::from_query_result(row, "").map(|around| (around.id, around)));
    Ok(around.collect::<Result<_, _>>()?)
}

async fn unread(app: &App, people: &[Uuid], now: Timestamp) -> Result<HashMap<PersonId, Arc<Unread>>> {
    let mut unread: HashMap<PersonId, Unread> = HashMap::new();
    for row in select(app, UNREAD, vec![now.into()], people).await? {
        unread.entry(row.try_get("", "person")?).or_default().insert(row.try_get("", "kind")?, row.try_get("", "n")?);
    }
    Ok(unread.into_iter().map(|(person, unread)| (person, Arc::new(unread))).collect())
}

async fn select(app: &App, sql: &str, mut values: Vec<Value>, ids: &[Uuid]) -> Result<Vec<QueryResult>> {
    let (places, ids) = among(values.len() + 1, ids);
    values.extend(ids);
    let select = Statement::from_sql_and_values(app.db.backend(), sql.replace("{ids}", &places), values);
    Ok(app.db.reader().query_all_raw(select).await?)
}

impl Around {
    /// Nothing where the message is to be dropped.
    fn step(&self, app: &App, row: &Model, unread: &Unread, now: Timestamp) -> Option<Step> {
        let letter = match row.kind.as_str() {
            TEST => Letter::test(row.person_id),
            DIGEST => {
                let preferences = self.preferences(row);
                let mut wanted = unread.clone();
                wanted.retain(|kind, _| wants(&preferences, *kind, row.channel));
                (!wanted.is_empty()).then(|| Letter::digest(row.person_id, &wanted))?
            }
            word => {
                self.member?;
                let (kind, about) = (self.told.filter(|kind| kind_word(*kind) == word)?, self.about?);
                let (preferences, zone) = (self.preferences(row), TimeZone::get(self.zone.as_deref()?).ok()?);
                wants(&preferences, kind, row.channel).then_some(())?;
                let ring_at = preferences.ring_at(now, &zone);
                if ring_at > now {
                    return Some(Step::Wait(ring_at));
                }
                Letter::single(row.person_id, row.notification_id?, kind, about)
            }
        };
        let public_url = &app.settings.public_url;
        match row.channel {
            Channel::Mail => {
                Some(Step::Mail(letter.mail(public_url, &app.keys, row.id, row.person_id, self.email.clone())))
            }
            Channel::Push => {
                self.session?;
                let recipient = Recipient::new(self.p256dh.as_deref()?, self.auth.as_deref()?).ok()?;
                Some(Step::Push(letter.push(public_url, self.endpoint.clone()?, recipient, badge(unread))))
            }
        }
    }

    fn preferences(&self, row: &Model) -> Preferences {
        let (Some(kinds), Some(digest)) = (&self.kinds, &self.digest) else { return Preferences::default() };
        Preferences::of_row(&notification_preference::Model {
            person_id: row.person_id,
            kinds: kinds.clone(),
            quiet_from: self.quiet_from.clone(),
            quiet_to: self.quiet_to.clone(),
            time_zone: self.own_zone.clone(),
            digest: digest.clone(),
            set_at: Timestamp(0),
        })
    }
}

/// The number on the app's icon. Jots that wait are nothing unread.
fn badge(unread: &Unread) -> i64 {
    unread.iter().filter(|(kind, _)| **kind != NotificationKind::JotsWaiting).map(|(_, count)| count).sum()
}

fn wants(preferences: &Preferences, kind: NotificationKind, channel: Channel) -> bool {
    let channels = preferences.channels(kind);
    match channel {
        Channel::Push => channels.push,
        Channel::Mail => channels.mail,
    }
}
