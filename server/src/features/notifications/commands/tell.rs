//! Telling people, many at once: few statements for a whole batch of news.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    base::{
        error::Result,
        ids::{PersonId, ProgramId},
    },
    entities::notification,
    features::notifications::model::{News, NotificationKind, NotificationWire},
    platform::{
        db::{Tx, among},
        feed::Kind,
    },
};

/// Tells everybody whom the news concerns: in the app, and by push and mail where they want it. Nobody is told of their
/// own deed, nor whoever is no member any more; where somebody has not yet read that there is a reply, another reply to
/// the same entry says nothing new.
///
/// # Errors
/// A fault of the database.
pub async fn tell(tx: &mut Tx<'_>, news: Vec<News>) -> Result<()> {
    let news: Vec<News> = news.into_iter().filter(|news| !news.is_own()).collect();
    if news.is_empty() {
        return Ok(());
    }
    let members = Members::read(tx, &news).await?;
    let mut said = unread_replies(tx, &news).await?;
    for news in news {
        if !members.has(&news) {
            continue;
        }
        if news.kind == NotificationKind::ResponseNew && !said.insert((news.to, news.about.id)) {
            continue;
        }
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
        tx.show(Kind::Notification, row.id, row.program_id, 1, &NotificationWire::from(&row), [row.person_id])?;
    }
    Ok(())
}

/// Who of those concerned is a member now.
struct Members(HashSet<(PersonId, ProgramId)>);

#[derive(FromQueryResult)]
struct MemberRow {
    person: PersonId,
    program: ProgramId,
}

const MEMBERS: &str = "
SELECT m.person_id AS person, m.program_id AS program
  FROM memberships m
  JOIN people p ON p.id = m.person_id AND p.deactivated_at IS NULL
 WHERE m.ended_at IS NULL AND m.person_id IN ({people})";

impl Members {
    async fn read(tx: &Tx<'_>, news: &[News]) -> Result<Self> {
        let people: BTreeSet<Uuid> = news.iter().map(|news| news.to.0).collect();
        let rows = select(tx, MEMBERS, "{people}", Vec::new(), &people.into_iter().collect::<Vec<_>>()).await?;
        let rows = rows.iter().map(|row| MemberRow::from_query_result(row, ""));
        Ok(Self(rows.map(|row| row.map(|row| (row.person, row.program))).collect::<Result<_, _>>()?))
    }

    fn has(&self, news: &News) -> bool {
        self.0.contains(&(news.to, news.program))
    }
}

/// Who has not yet read that there is a reply to which entry.
async fn unread_replies(tx: &Tx<'_>, news: &[News]) -> Result<HashSet<(PersonId, Uuid)>> {
    const UNREAD: &str = "SELECT person_id, about_id FROM notifications \
                          WHERE kind = 'response_new' AND read_at IS NULL AND about_id IN ({about})";
    let replies = news.iter().filter(|news| news.kind == NotificationKind::ResponseNew);
    let about: BTreeSet<Uuid> = replies.map(|news| news.about.id).collect();
    if about.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = select(tx, UNREAD, "{about}", Vec::new(), &about.into_iter().collect::<Vec<_>>()).await?;
    let pairs = rows.iter().map(|row| Ok((row.try_get("", "person_id")?, row.try_get("", "about_id")?)));
    Ok(pairs.collect::<Result<_, sea_orm::DbErr>>()?)
}

async fn select(
    tx: &Tx<'_>,
    sql: &str,
    list: &str,
    mut values: Vec<Value>,
    ids: &[Uuid],
) -> Result<Vec<sea_orm::QueryResult>> {
    let (places, ids) = among(values.len() + 1, ids);
    values.extend(ids);
    let select = Statement::from_sql_and_values(tx.backend(), sql.replace(list, &places), values);
    Ok(tx.connection().query_all_raw(select).await?)
}
