//! Many writers at once beside readers that never stop: everybody is answered, and the log of SQLite stays small.
//! Ten seconds, or `WAYMARK_LOAD_SECONDS`; with `WAYMARK_LOAD_FILE` the figures are kept there.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use serde_json::json;
use waymark::platform::db::Location;
use waymark_tests::real::{Device, Installation, Load, Server, find};

const PUSHERS: usize = 64;
const READERS: usize = 4;
/// The largest the log may get, in bytes.
const LOG_MAX: u64 = 64 << 20;
/// How often the log is looked at.
const LOOK: Duration = Duration::from_millis(20);

fn seconds() -> u64 {
    std::env::var("WAYMARK_LOAD_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// Reads a whole feed from its beginning, again and again, so that some reading is always under way. How many pages.
async fn reads_on(device: &Device, address: &str, until: Instant) -> usize {
    let (mut cursor, mut pages) = (0, 0);
    while Instant::now() < until {
        let page = device.pulls(address, None, cursor).await;
        cursor = if page["more"] == true { page["cursor"].as_i64().expect("a cursor") } else { 0 };
        pages += 1;
    }
    pages
}

/// The largest the log gets, in bytes.
async fn watches(log: PathBuf, until: Instant) -> u64 {
    let mut largest = 0;
    while Instant::now() < until {
        largest = largest.max(fs::metadata(&log).map_or(0, |log| log.len()));
        tokio::time::sleep(LOOK).await;
    }
    largest
}

/// The time below which `part` of the pushes were answered, in milliseconds.
fn quantile(sorted: &[Duration], part: f64) -> f64 {
    let place = (sorted.len() as f64 * part) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}

#[actix_web::test]
async fn sixty_four_pushers_and_readers_that_never_stop_are_all_answered() {
    let installation = Installation::found(PUSHERS).await;
    let server = Server::start(&installation).await;
    let mut load = Load::of(&installation);
    let readers: Vec<Device> = (0..READERS).map(|n| Device::of(&installation, n)).collect();
    let log = match &installation.location {
        Location::Sqlite(path) => path.with_extension("sqlite-wal"),
        Location::Postgres(_) => PathBuf::new(),
    };

    let until = Instant::now() + Duration::from_secs(seconds());
    let meanwhile = async {
        let reading = join_all(readers.iter().map(|reader| reads_on(reader, &server.address, until)));
        futures_util::join!(reading, watches(log, until))
    };
    let ((pages, largest), mut came) = load.while_pushing(&server.address, 1, meanwhile).await;
    let found = find(&installation.location, &load.ledger).await;
    server.kill().await;

    came.took.sort_unstable();
    let figures = json!({
        "seconds": seconds(), "pushes": came.took.len(), "pages": pages.iter().sum::<usize>(),
        "p50_ms": (quantile(&came.took, 0.5) * 10.0).round() / 10.0,
        "p99_ms": (quantile(&came.took, 0.99) * 10.0).round() / 10.0,
        "log_max_mb": (largest as f64 / 1e5).round() / 10.0, "unanswered": came.unanswered.len(),
        "lost": found.lost, "doubled": found.doubled
    });
    println!("{figures}");
    if let Some(file) = std::env::var_os("WAYMARK_LOAD_FILE") {
        fs::write(file, figures.to_string() + "\n").expect("the figures are kept");
    }
    assert!(came.unanswered.is_empty(), "{:?}", came.unanswered);
    assert!(came.took.len() > PUSHERS, "there was no load");
    assert_eq!((found.lost, found.doubled), (0, 0));
    assert!(largest < LOG_MAX, "the log grew to {largest} bytes");
}
