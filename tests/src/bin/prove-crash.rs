//! `make prove`, kills: as many as `WAYMARK_PROVE_KILLS` (500 if not said) of the server over SQLite, of the server
//! over PostgreSQL, and of PostgreSQL itself. Keeps what it has in the file named first, and goes on from there.

use std::{collections::BTreeMap, fs, path::PathBuf, process::ExitCode, time::Instant};

use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};
use waymark_tests::crash::{Tally, Victim, kill};

const VICTIMS: [(&str, Victim); 3] = [
    ("kills_sqlite", Victim::Sqlite),
    ("kills_pg_server", Victim::PostgresServer),
    ("kills_pg_database", Victim::Postgres),
];

/// What is kept, by name.
type Kept = BTreeMap<String, u64>;

#[actix_web::main]
async fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("name the file to keep the result in");
        return ExitCode::from(2);
    };
    // Told to end, it takes the processes it has started along.
    let mut terminate = signal(SignalKind::terminate()).expect("signals");
    tokio::select! {
        code = prove(file) => code,
        _ = terminate.recv() => ExitCode::FAILURE,
        _ = tokio::signal::ctrl_c() => ExitCode::FAILURE,
    }
}

async fn prove(file: PathBuf) -> ExitCode {
    let wanted = std::env::var("WAYMARK_PROVE_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(500);
    let mut kept: Kept =
        fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    for (name, victim) in VICTIMS {
        let done = kept.get(name).copied().unwrap_or(0);
        let mut since = Instant::now();
        let left = usize::try_from(wanted).unwrap_or(0).saturating_sub(usize::try_from(done).unwrap_or(0));
        kill(victim, left, done, |life| {
            add(&mut kept, name, life, since.elapsed().as_millis());
            since = Instant::now();
            fs::write(&file, json!(kept).to_string() + "\n").expect("the result is kept");
            println!(
                "{name} {} of {wanted}: lost {}, doubled {}, unsound {}",
                kept[name], kept["lost"], kept["doubled"], kept["unsound"]
            );
            for words in &life.unsound {
                println!("  {words}");
            }
        })
        .await;
    }
    let bad = ["lost", "doubled", "unsound"].iter().any(|name| kept.get(*name).is_some_and(|count| *count > 0));
    if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn add(kept: &mut Kept, name: &str, life: &Tally, took_ms: u128) {
    let mut add = |name: &str, count: usize| *kept.entry(name.to_owned()).or_default() += count as u64;
    add(name, life.kills);
    if name != "kills_sqlite" {
        add("kills_pg", life.kills);
    }
    add("acknowledged", life.acknowledged);
    add("answers_lost", life.repeated);
    add("lost", life.lost);
    add("doubled", life.doubled);
    add("unsound", life.unsound.len());
    add(&format!("{name}_ms"), usize::try_from(took_ms).unwrap_or(usize::MAX));
}
