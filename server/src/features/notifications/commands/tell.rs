//! Telling people, many at once: few statements for a whole batch of news.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::{messages, show::show};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    entities::{notification, notification_preference},
    features::notifications::{
        model::{News, NotificationKind},
        preferences::Preferences,
    },
    platform::{
        app::App,
        db::{Tx, among},
    },
};

/// By which channels this installation reaches people outside the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlets {
    /// Whether any push service may be called.
    pub push: bool,
    /// Whether mail leaves.
    pub mail: bool,
}

impl Outlets {
    /// Those of an application.
    pub fn of(app: &App) -> Self {
        Self { push: !app.settings.push_hosts.is_empty(), mail: app.mailer.delivers() }
    }
}

/// Tells everybody whom the news concerns: in the app, and by push and mail where they want it. Nobody is told of their
/// own deed, nor whoever is no member any more; where somebody has not yet read that there is a reply, another reply to
/// the same entry says nothing new, nor does another day of the same meeting.
///
/// # Errors
/// A fault of the database.
pub async fn tell(tx: &mut Tx<'_>, outlets: Outlets, news: Vec<News>) -> Result<()> {
    let mut news: Vec<News> = news.into_iter().filter(|news| !news.is_own()).collect();
    if news.is_empty() {
        return Ok(());
    }
    let members = Members::read(tx, &news).await?;
    let mut said = unread_already(tx, &news).await?;
    news.retain(|news| members.has(news));
    news.retain(|news| !says_it_once(news.kind) || said.insert((news.to, news.about.id)));
    let messages = messages::of(tx, outlets, &members, &news).await?;
    for news in &news {
        let row = notification::Model {
            id: news.id,
            person_id: news.to,
            program_id: news.program,
            kind: news.kind,
            about_kind: news.about.kind,
            about_id: news.about.id,
            at: tx.now(),
            read_at: None,
        };
        tx.insert(&row).await?;
        show(tx, &row)?;
    }
    for message in &messages {
        tx.insert(message).await?;
    }
    Ok(())
}

/// Those concerned who are members now, with what they want to be told.
pub(super) struct Members(HashMap<(PersonId, ProgramId), (Preferences, TimeZone)>);

#[derive(FromQueryResult)]
struct MemberRow {
    person: PersonId,
    program: ProgramId,
    zone: String,
    kinds: Option<String>,
    quiet_from: Option<String>,
    quiet_to: Option<String>,
    own_zone: Option<String>,
    digest: Option<String>,
}

const MEMBERS: &str = "
SELECT m.person_id AS person, m.program_id AS program, g.time_zone AS zone, f.kinds AS kinds,
       f.quiet_from AS quiet_from, f.quiet_to AS quiet_to, f.time_zone AS own_zone, f.digest AS digest
  FROM memberships m
  JOIN people p ON p.id = m.person_id AND p.deactivated_at IS NULL
  JOIN programs g ON g.id = m.program_id
  LEFT JOIN notification_preferences f ON f.person_id = m.person_id
 WHERE m.started_at <= $1 AND (m.ended_at IS NULL OR m.ended_at > $1) AND m.person_id IN ({ids})";

impl Members {
    async fn read(tx: &Tx<'_>, news: &[News]) -> Result<Self> {
        let people: BTreeSet<Uuid> = news.iter().map(|news| news.to.0).collect();
        let mut members = HashMap::new();
        for row in select(tx, MEMBERS, vec![tx.now().into()], people).await? {
            let row = MemberRow::from_query_result(&row, "")?;
            let zone = TimeZone::get(&row.zone).map_err(Error::internal)?;
            members.insert((row.person, row.program), (row.preferences(), zone));
        }
        Ok(Self(members))
    }

    /// What somebody wants to be told, and the time zone of the program; nothing of whoever is no member.
    pub(super) fn of(&self, news: &News) -> Option<&(Preferences, TimeZone)> {
        self.0.get(&(news.to, news.program))
    }

    fn has(&self, news: &News) -> bool {
        self.of(news).is_some()
    }
}

impl MemberRow {
    fn preferences(self) -> Preferences {
        let (Some(kinds), Some(digest)) = (self.kinds, self.digest) else { return Preferences::default() };
        Preferences::of_row(&notification_preference::Model {
            person_id: self.person,
            kinds,
            quiet_from: self.quiet_from,
            quiet_to: self.quiet_to,
            time_zone: self.own_zone,
            digest,
            set_at: Timestamp(0),
        })
    }
}

/// What says nothing new while it is unread.
fn says_it_once(kind: NotificationKind) -> bool {
    matches!(kind, NotificationKind::ResponseNew | NotificationKind::MeetingSet)
}

/// Who has not yet read that there is a reply to which entry, or a day of which meeting.
async fn unread_already(tx: &Tx<'_>, news: &[News]) -> Result<HashSet<(PersonId, Uuid)>> {
    const UNREAD: &str = "SELECT person_id, about_id FROM notifications \
                          WHERE kind IN ('response_new', 'meeting_set') AND read_at IS NULL AND about_id IN ({ids})";
    let once = news.iter().filter(|news| says_it_once(news.kind));
    let about: BTreeSet<Uuid> = once.map(|news| news.about.id).collect();
    if about.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = select(tx, UNREAD, Vec::new(), about).await?;
    let pairs = rows.iter().map(|row| Ok((row.try_get("", "person_id")?, row.try_get("", "about_id")?)));
    Ok(pairs.collect::<Result<_, sea_orm::DbErr>>()?)
}

/// Asks about many ids at once, which stand where the statement says `{ids}`, after other values.
pub(super) async fn select(
    tx: &Tx<'_>,
    sql: &str,
    mut values: Vec<Value>,
    ids: BTreeSet<Uuid>,
) -> Result<Vec<sea_orm::QueryResult>> {
    let (places, ids) = among(values.len() + 1, &ids.into_iter().collect::<Vec<_>>());
    values.extend(ids);
    let select = Statement::from_sql_and_values(tx.backend(), sql.replace("{ids}", &places), values);
    Ok(tx.connection().query_all_raw(select).await?)
}
