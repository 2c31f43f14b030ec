//! Pull: a page of a person's feed is one statement; the stored wire forms are concatenated as they are.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use super::protocol::CHANGES_MAX;
use crate::base::{
    clock::Timestamp,
    error::{Error, Result},
    ids::PersonId,
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
    let backend = connection.get_database_backend();
    let id = if backend == DbBackend::Postgres { "CAST(f.thing_id AS TEXT)" } else { "hex(f.thing_id)" };
    let limit = from.limit.clamp(1, CHANGES_MAX);
    let (field, row) = (FIELD.to_string(), ROW.to_string());
    let values: [Value; 6] = [reader.into(), from.cursor.into(), limit.into(), field.into(), row.into(), now.into()];
    let select = Statement::from_sql_and_values(backend, PAGE.replace("{id}", id), values);
    let page = connection.query_one_raw(select).await?;
    let page = page.ok_or_else(|| Error::internal("the installation has not been founded"))?;
    let (epoch, newest): (Uuid, i64) = (page.try_get_by_index(0)?, page.try_get_by_index(1)?);
    if from.epoch.is_some_and(|known| known != epoch) || from.cursor > newest {
        return Ok(answer(epoch, now, 0, true, true, ""));
    }
    let rows: Option<String> = page.try_get_by_index(2)?;
    let mut rows = rows.iter().flat_map(|rows| rows.split(ROW)).map(Row::read).collect::<Result<Vec<_>>>()?;
    rows.sort_unstable_by_key(|row| row.seq);
    let more = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
    let cursor = rows.last().map_or(from.cursor, |row| row.seq);
    let mut changes = String::with_capacity(rows.iter().map(|row| row.body.len() + 160).sum());
    for row in rows {
        row.write(&mut changes);
    }
    Ok(answer(epoch, now, cursor, more, false, &changes))
}

/// A row of a page, as the database joins its fields.
struct Row<'a> {
    seq: i64,
    kind: &'a str,
    id: Uuid,
    version: &'a str,
    read_at: Option<Timestamp>,
    /// Empty where it is gone.
    body: &'a str,
}

impl<'a> Row<'a> {
    fn read(text: &'a str) -> Result<Self> {
        let mut fields = text.splitn(6, FIELD);
        let mut next = || fields.next().ok_or_else(|| Error::internal("a row of the feed lacks a field"));
        let (seq, kind, id, version, read_at, body) = (next()?, next()?, next()?, next()?, next()?, next()?);
        Ok(Self {
            seq: seq.parse().map_err(Error::internal)?,
            kind,
            id: id.parse().map_err(Error::internal)?,
            version,
            read_at: read_at.parse().ok().map(Timestamp),
            body,
        })
    }

    fn write(&self, changes: &mut String) {
        let Self { seq, kind, id, version, read_at, body } = self;
        let comma = if changes.is_empty() { "" } else { "," };
        let gone = body.is_empty();
        // Writing into a String does not fail.
        let _ = write!(
            changes,
            r#"{comma}{{"seq":{seq},"kind":"{kind}","id":"{id}","version":{version},"gone":{gone},"data":"#
        );
        let _ = match read_at {
            _ if gone => changes.write_str("null"),
            // The one kind that each reader has their own of, under the same id.
            Some(at) => write!(changes, r#"{{"id":"{id}","at":"{at}"}}"#),
            None => changes.write_str(body),
        };
        changes.push('}');
    }
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

fn answer(epoch: Uuid, now: Timestamp, cursor: i64, more: bool, reset: bool, changes: &str) -> String {
    format!(
        r#"{{"epoch":"{epoch}","now":"{now}","cursor":{cursor},"more":{more},"reset":{reset},"changes":[{changes}]}}"#
    )
}

/// Between the fields of a row and between rows: control characters, which JSON never has as they are.
const FIELD: char = '\u{1f}';
const ROW: char = '\u{1e}';

/// Epoch, newest number and the page in one row and so in one snapshot; the texts are joined by the database, which
/// hands over one value instead of thousands. Guarded again by present membership: what is not to be seen is gone.
/// What somebody sent that was held stays their own, and so does what they want to be told.
const PAGE: &str = "
SELECT i.epoch,
       COALESCE((SELECT c.seq FROM feed_counters c WHERE c.person_id = $1), 0),
       (SELECT string_agg(
                 CAST(f.seq AS TEXT) || $4 || f.kind || $4 || {id} || $4 || CAST(COALESCE(w.version, 0) AS TEXT) || $4 ||
                 CASE WHEN f.kind = 'read_mark' THEN COALESCE(CAST((SELECT r.at FROM read_marks r
                      WHERE r.person_id = $1 AND r.entry_id = f.thing_id) AS TEXT), '') ELSE '' END || $4 ||
                 CASE WHEN NOT f.gone
                       AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.deactivated_at IS NULL)
                       AND (f.kind IN ('held_item', 'preferences') OR w.program_id IN (SELECT m.program_id FROM memberships m
                            WHERE m.person_id = $1 AND m.started_at <= $6 AND (m.ended_at IS NULL OR m.ended_at > $6)))
                      THEN COALESCE(w.body, '') ELSE '' END, $5)
          FROM (SELECT seq, kind, thing_id, gone FROM feed WHERE person_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) f
          LEFT JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id)
  FROM installation i
 WHERE i.id = 1";
