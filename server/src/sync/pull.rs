//! Pull: a page of a person's feed is one statement; the stored wire forms are concatenated as they are.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use uuid::Uuid;

use super::{epoch::Epoch, protocol::CHANGES_MAX};
use crate::{
    base::{clock::Timestamp, error::Result, ids::PersonId},
    entities::person,
};

/// Where a device stands.
#[derive(Clone, Copy, Debug)]
pub struct From {
    /// The epoch it knows, if any.
    pub epoch: Option<Uuid>,
    /// The last number it has applied.
    pub cursor: i64,
    /// At most so many changes.
    pub limit: i64,
}

/// A page of `reader`'s feed, as the JSON to send.
///
/// A device of another epoch, or with a cursor beyond the server's own, gets no changes and cursor 0: it offers its
/// acknowledged operations again and pulls from the start.
///
/// # Errors
/// A fault of the database.
pub async fn pull(connection: &impl ConnectionTrait, reader: PersonId, from: From, now: Timestamp) -> Result<String> {
    let epoch = Epoch::load(connection).await?;
    let newest = newest(connection, reader).await?;
    let other_epoch = from.epoch.is_some_and(|known| known != epoch.id);
    if other_epoch || from.cursor > newest {
        return Ok(answer(&epoch, now, 0, true, true, ""));
    }
    let limit = from.limit.clamp(1, CHANGES_MAX);
    let active = person::Entity::find_by_id(reader).one(connection).await?;
    let active = active.is_some_and(|person| person.deactivated_at.is_none());

    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        PAGE,
        [reader.into(), from.cursor.into(), limit.into()],
    );
    let rows = connection.query_all_raw(select).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
    let mut changes = String::with_capacity(rows.len() * 900);
    let mut cursor = from.cursor;
    for row in rows {
        cursor = row.try_get_by_index(0)?;
        let kind: String = row.try_get_by_index(1)?;
        let id: Uuid = row.try_get_by_index(2)?;
        let gone: bool = row.try_get_by_index(3)?;
        let version: Option<i64> = row.try_get_by_index(4)?;
        let body: Option<String> = row.try_get_by_index(5)?;
        let member: Option<Uuid> = row.try_get_by_index(6)?;
        let read_at: Option<Timestamp> = row.try_get_by_index(7)?;
        // The one kind that each reader has their own of, under the same id.
        let body = read_at.map(|at| format!(r#"{{"id":"{id}","at":"{at}"}}"#)).or(body);
        // Guarded again by present membership; what somebody sent that was held stays their own.
        let may_see = active && (member.is_some() || kind == "held_item");
        let shown = body.filter(|_| !gone && may_see);
        let comma = if changes.is_empty() { "" } else { "," };
        let version = version.unwrap_or(0);
        // Writing into a String does not fail.
        let _ = match shown {
            Some(body) => write!(
                changes,
                r#"{comma}{{"seq":{cursor},"kind":"{kind}","id":"{id}","version":{version},"gone":false,"data":{body}}}"#
            ),
            None => write!(
                changes,
                r#"{comma}{{"seq":{cursor},"kind":"{kind}","id":"{id}","version":{version},"gone":true,"data":null}}"#
            ),
        };
    }
    Ok(answer(&epoch, now, cursor, more, false, &changes))
}

/// The newest number of a person's feed.
///
/// # Errors
/// A fault of the database.
pub async fn newest(connection: &impl ConnectionTrait, person: PersonId) -> Result<i64> {
    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "SELECT seq FROM feed_counters WHERE person_id = $1",
        [person.into()],
    );
    let row = connection.query_one_raw(select).await?;
    Ok(row.map(|row| row.try_get("", "seq")).transpose()?.unwrap_or(0))
}

fn answer(epoch: &Epoch, now: Timestamp, cursor: i64, more: bool, reset: bool, changes: &str) -> String {
    let epoch = epoch.id;
    format!(
        r#"{{"epoch":"{epoch}","now":"{now}","cursor":{cursor},"more":{more},"reset":{reset},"changes":[{changes}]}}"#
    )
}

const PAGE: &str = "
SELECT f.seq, f.kind, f.thing_id, f.gone, w.version, w.body, m.id,
       CASE WHEN f.kind = 'read_mark'
            THEN (SELECT r.at FROM read_marks r WHERE r.person_id = f.person_id AND r.entry_id = f.thing_id) END
  FROM feed f
  LEFT JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id
  LEFT JOIN memberships m ON m.program_id = w.program_id AND m.person_id = f.person_id AND m.ended_at IS NULL
 WHERE f.person_id = $1 AND f.seq > $2
 ORDER BY f.seq
 LIMIT $3";
