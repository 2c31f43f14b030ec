//! Waking the event streams of other processes on PostgreSQL: `NOTIFY` after commit, on a connection of its own,
//! gathered over 100 ms. A lost one costs nothing; streams also look every 30 s.

use std::{collections::BTreeMap, time::Duration};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, sqlx::postgres::PgListener};
use tokio::sync::{broadcast, mpsc};

use super::Nudge;
use crate::base::{error::OrLog, ids::PersonId};

const CHANNEL: &str = "waymark_feed";
const GATHER: Duration = Duration::from_millis(100);
const AGAIN: Duration = Duration::from_secs(5);
/// A payload may have 8,000 bytes; a nudge takes at most 57.
const PER_PAYLOAD: usize = 130;

/// Starts sending what this process did and hearing what others did.
pub fn start(
    url: String,
    pool: DatabaseConnection,
    outgoing: mpsc::UnboundedReceiver<Nudge>,
    nudges: broadcast::Sender<Nudge>,
) {
    tokio::spawn(send(pool, outgoing));
    tokio::spawn(hear(url, nudges));
}

async fn send(pool: DatabaseConnection, mut outgoing: mpsc::UnboundedReceiver<Nudge>) {
    while let Some(first) = outgoing.recv().await {
        tokio::time::sleep(GATHER).await;
        let mut newest = BTreeMap::from([(first.person, first.seq)]);
        while let Ok(nudge) = outgoing.try_recv() {
            newest.insert(nudge.person, nudge.seq);
        }
        let lines: Vec<String> = newest.iter().map(|(person, seq)| format!("{person}:{seq}")).collect();
        for payload in lines.chunks(PER_PAYLOAD) {
            let notify = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_notify($1, $2)",
                [CHANNEL.into(), payload.join(",").into()],
            );
            pool.execute_raw(notify).await.or_log("notifying other processes");
        }
    }
}

async fn hear(url: String, nudges: broadcast::Sender<Nudge>) {
    loop {
        match listen(&url).await {
            Ok(mut listener) => {
                while let Ok(heard) = listener.recv().await {
                    for nudge in heard.payload().split(',').filter_map(read) {
                        let _ = nudges.send(nudge);
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "not hearing other processes; trying again"),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn listen(url: &str) -> Result<PgListener, sea_orm::sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

fn read(line: &str) -> Option<Nudge> {
    let (person, seq) = line.split_once(':')?;
    Some(Nudge { person: person.parse::<PersonId>().ok()?, seq: seq.parse().ok()? })
}
