//! What is measured: load on Waymark and on the ceiling in turn, a few times each.

use std::{sync::Arc, time::Duration};

use crate::{
    Outcome,
    entries::Pusher,
    figures::Figures,
    load::{self, Request, Run},
    site::{Served, Site},
};

/// How often each load is run; the median counts.
const ROUNDS: usize = 5;
/// How long a run lasts at most.
const RUN: Duration = Duration::from_secs(3);
/// A nation's week: every US resident at the rate of the most engaged program.
const NATION: usize = 774_000;
/// How long a nation's week may take before it is given up.
const NATION_MOST: Duration = Duration::from_secs(300);
/// How many changes a long page has, and so how many each reader's feed holds.
const LONG: usize = 1_000;
const READERS: usize = 16;

/// A load with the name of its figure.
struct Load {
    name: &'static str,
    connections: usize,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Pushes of so many entries; prepared are so many.
    Push { size: usize, prepared: usize },
    /// Pulls of so many changes.
    Pull { changes: usize },
}

const LOADS: [Load; 6] = [
    Load { name: "push1_c1", connections: 1, kind: Kind::Push { size: 1, prepared: 10_000 } },
    Load { name: "push1_c16", connections: 16, kind: Kind::Push { size: 1, prepared: 30_000 } },
    Load { name: "push1_c64", connections: 64, kind: Kind::Push { size: 1, prepared: 60_000 } },
    Load { name: "batch100_c8", connections: 8, kind: Kind::Push { size: 100, prepared: 1_500 } },
    Load { name: "pull1000_c8", connections: 8, kind: Kind::Pull { changes: LONG } },
    Load { name: "pull20_c16", connections: 16, kind: Kind::Pull { changes: 20 } },
];

/// One server under load, with what it takes to make requests of it.
struct Target<'a> {
    served: &'a Served,
    site: &'a Site,
}

impl Target<'_> {
    /// Gives each reader a feed of [`LONG`] changes.
    async fn fill(&self) -> Outcome<()> {
        let pusher = Arc::new(Pusher::of_first(self.site, READERS, 100)?);
        let requests = pusher.make(READERS * LONG / 100);
        self.send(8, Duration::from_secs(120), requests).await.map(drop)
    }

    async fn send(&self, connections: usize, most: Duration, requests: Vec<Arc<Request>>) -> Outcome<Run> {
        load::run(&self.served.address, connections, most, move |turn| requests.get(turn).cloned()).await
    }

    async fn run(&self, load: &Load) -> Outcome<Run> {
        match load.kind {
            Kind::Push { size, prepared } => {
                let requests = Pusher::new(self.site, size)?.make(prepared);
                self.send(load.connections, RUN, requests).await
            }
            Kind::Pull { changes } => {
                let cursor = i64::try_from(LONG - changes)?;
                let tokens = self.site.first_tokens(READERS)?;
                let pulls: Vec<Arc<Request>> =
                    tokens.iter().map(|token| Arc::new(Request::pull(token, cursor, changes))).collect();
                let next = move |turn: usize| pulls.get(turn % READERS).cloned();
                load::run(&self.served.address, load.connections, RUN, next).await
            }
        }
    }
}

/// Loads on SQLite, each run beside the same run on the ceiling: all of them, or those that are `named`.
pub async fn sqlite(figures: &mut Figures, named: &[String]) -> Outcome<()> {
    let site = Site::found(None, 8, 40, 60).await?;
    let folder = tempfile::tempdir()?;
    let (served, bare) = (site.serve().await?, Served::ceiling(folder.path()).await?);
    let ours = Target { served: &served, site: &site };
    let ceiling = Target { served: &bare, site: &site };
    ours.fill().await?;
    ceiling.fill().await?;
    let is_wanted = |load: &&Load| named.is_empty() || named.iter().any(|name| name == load.name);
    for load in LOADS.iter().filter(is_wanted) {
        let mut rates = [Vec::new(), Vec::new()];
        let mut p99s = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            for (place, target) in [&ours, &ceiling].into_iter().enumerate() {
                let mut run = target.run(load).await?;
                rates[place].push(run.per_s());
                p99s[place].push(run.p99_ms());
            }
        }
        figures.add(&format!("sync.{}_per_s", load.name), "/s", &rates[0]);
        figures.add(&format!("sync.{}_ceiling_per_s", load.name), "/s", &rates[1]);
        let short = load.name.trim_end_matches("_c8");
        figures.add(&format!("sync.{short}_vs_ceiling"), "×", &ratios(&rates));
        if matches!(load.kind, Kind::Push { .. }) {
            figures.add(&format!("sync.{}_p99_ms", load.name), "ms", &p99s[0]);
            figures.add(&format!("sync.{}_p99_vs_ceiling", load.name), "×", &ratios(&p99s));
        }
    }
    Ok(())
}

/// The same on PostgreSQL, without a ceiling.
pub async fn postgres(figures: &mut Figures, server: &str) -> Outcome<()> {
    let site = Site::found(Some(database(server, "waymark_bench").await?), 8, 40, 60).await?;
    let served = site.serve().await?;
    let target = Target { served: &served, site: &site };
    target.fill().await?;
    for load in &LOADS {
        let (mut rates, mut p99s) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let mut run = target.run(load).await?;
            rates.push(run.per_s());
            p99s.push(run.p99_ms());
        }
        figures.add(&format!("sync.{}_per_s_pg", load.name), "/s", &rates);
        if matches!(load.kind, Kind::Push { .. }) {
            figures.add(&format!("sync.{}_p99_ms_pg", load.name), "ms", &p99s);
        }
    }
    drop(served);
    national(figures, Some(database(server, "waymark_bench_nation").await?)).await
}

/// A nation's week into a fresh database; then `kill -9`, and everything acknowledged is counted.
pub async fn national(figures: &mut Figures, location: Option<String>) -> Outcome<()> {
    let suffix = if location.is_some() { "_pg" } else { "" };
    let site = Site::found(location, 200, 40, 100).await?;
    let served = site.serve().await?;
    let pusher = Pusher::new(&site, 100)?;
    let next = move |turn: usize| (turn < NATION / 100).then(|| Arc::new(pusher.one()));
    let run = load::run(&served.address, 8, NATION_MOST, next).await?;
    served.kill().await?;
    let missing = run.applied.saturating_sub(site.entries().await?);
    figures.add(&format!("sync.national_missing{suffix}"), "entries", &[missing as f64]);
    if run.applied == NATION {
        figures.add(&format!("sync.national_week_s{suffix}"), "s", &[run.took.as_secs_f64()]);
    } else {
        eprintln!("a nation's week was given up after {} of {NATION} entries in {NATION_MOST:?}", run.applied);
    }
    Ok(())
}

/// Creates a database on the server, and says its URL.
async fn database(server: &str, name: &str) -> Outcome<String> {
    use sea_orm::ConnectionTrait;
    let base = server.strip_suffix("/postgres").unwrap_or(server);
    let connection = sea_orm::Database::connect(format!("{base}/postgres")).await?;
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    connection.close().await?;
    Ok(format!("{base}/{name}"))
}

fn ratios([ours, ceilings]: &[Vec<f64>; 2]) -> Vec<f64> {
    ours.iter().zip(ceilings).map(|(ours, ceiling)| ours / ceiling).collect()
}
