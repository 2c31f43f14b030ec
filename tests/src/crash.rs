//! `kill -9` under load, again and again: what was acknowledged must be there afterwards, once, and whole.

use std::{ops::AddAssign, time::Duration};

use rand::{RngExt, SeedableRng, rngs::StdRng};

use crate::real::{Cluster, Installation, Load, Server, find, integrity};

/// How many kills one database lives through before a fresh one takes its place.
const PERIOD: usize = 25;
/// How many devices push at once.
const DEVICES: usize = 8;

/// Who is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Victim {
    /// The server over SQLite, which is the database too.
    Sqlite,
    /// The server over PostgreSQL.
    PostgresServer,
    /// PostgreSQL under a server that goes on.
    Postgres,
}

/// What came of kills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub kills: usize,
    /// Operations that were acknowledged.
    pub acknowledged: usize,
    /// Acknowledged operations that were not found whole afterwards.
    pub lost: usize,
    /// Entries beyond one for each operation.
    pub doubled: usize,
    /// Operations that were stored while their answer was lost, and were answered `repeated` later.
    pub repeated: usize,
    /// What the databases said about themselves, where that was not "ok".
    pub unsound: Vec<String>,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.kills += other.kills;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.repeated += other.repeated;
        self.unsound.extend(other.unsound);
    }
}

/// Kills `count` times, and tells `so_far` after each database's life (at most [`PERIOD`] kills) what it came to.
/// The moments follow from `seed`; what the processes are doing at them does not.
pub async fn kill(victim: Victim, count: usize, seed: u64, mut so_far: impl FnMut(&Tally)) -> Tally {
    let mut random = StdRng::seed_from_u64(seed);
    let mut cluster = match victim {
        Victim::Sqlite => None,
        _ => Some(Cluster::start().await),
    };
    let mut tally = Tally::default();
    while tally.kills < count {
        let kills = PERIOD.min(count - tally.kills);
        let life = match &mut cluster {
            None => {
                let installation = Installation::on_sqlite(DEVICES).await;
                one_life(victim, kills, &installation, None, &mut random).await
            }
            Some(cluster) => {
                let installation = Installation::on_postgres(&cluster.base(), DEVICES).await;
                one_life(victim, kills, &installation, Some(cluster), &mut random).await
            }
        };
        so_far(&life);
        tally += life;
    }
    tally
}

async fn one_life(
    victim: Victim,
    kills: usize,
    installation: &Installation,
    mut cluster: Option<&mut Cluster>,
    random: &mut StdRng,
) -> Tally {
    let mut load = Load::of(installation);
    let mut server = Server::start(installation).await;
    let mut tally = Tally::default();
    for _ in 0..kills {
        let (batch, count) = (random.random_range(1..=5), random.random_range(1..=80));
        let (reached, delay) = (load.reaches(count), Duration::from_micros(random.random_range(0..3_000)));
        let moment = async {
            reached.await;
            // Not always right after an answer.
            tokio::time::sleep(delay).await;
        };
        let address = server.address.clone();
        match &mut cluster {
            Some(cluster) if victim == Victim::Postgres => {
                let strike = async {
                    moment.await;
                    cluster.kill().await;
                    cluster.starts_again().await;
                };
                load.while_pushing(&address, batch, strike).await;
            }
            _ => {
                let strike = async {
                    moment.await;
                    server.kill().await;
                };
                load.while_pushing(&address, batch, strike).await;
                server = Server::start(installation).await;
            }
        }
        tally.kills += 1;
        tally += look(installation, &load, victim == Victim::Sqlite).await;
        load.catches_up(&server.address).await;
    }
    tally += look(installation, &load, true).await;
    tally.acknowledged = load.ledger.borrow().acknowledged();
    tally.repeated = load.repeated();
    server.kill().await;
    tally
}

/// What is lost and doubled now; where `through`, also what is damaged. Damage stays: PostgreSQL, for which that takes
/// longer, is read through once in a life.
async fn look(installation: &Installation, load: &Load, through: bool) -> Tally {
    let found = find(&installation.location, &load.ledger).await;
    let unsound = match through {
        true => integrity(&installation.location).await.err().into_iter().collect(),
        false => Vec::new(),
    };
    Tally { lost: found.lost, doubled: found.doubled, unsound, ..Tally::default() }
}
