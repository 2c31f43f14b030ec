//! The server under the simulation of sync: the real routes, commands and database in a process of its own, with a
//! clock that moves when told and ids from a seed, so that the same seed gives the same bytes.
//!
//! - `sim_server make DIR` makes the database every run begins with, and `people.json` beside it.
//! - `sim_server serve DIR --seed N --now MS [--plant FAULT]` serves `DIR` on a free port, which it prints, and does what
//!   the lines on its standard input say ([`control`]); each is answered with a line.

#![allow(clippy::missing_panics_doc)] // a process of tests panics where a test should fail

mod control;
mod facts;
mod people;

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::SignedDuration;
use waymark::{
    base::clock::Clock,
    platform::{
        app::{App, Closing, Settings, Support},
        auth::{keys::Keys, throttle::Throttle},
        db::{Db, Location},
        faults::{self, Plant},
        mail::RecordingMailer,
        push::{PushHosts, RecordingPusher, Vapid},
    },
    serve,
    testing::{SeededIds, TestClock},
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    let folder = PathBuf::from(arguments.get(1).expect("a folder"));
    let system = actix_web::rt::System::new();
    match arguments.first().map(String::as_str) {
        Some("make") => system.block_on(people::make(&folder)),
        Some("serve") => {
            let number = |name| option(name).and_then(|text| text.parse().ok()).expect("a number");
            if let Some(fault) = option("--plant") {
                faults::plant(plant(&fault));
            }
            let (seed, now): (u64, i64) = (number("--seed"), i64::try_from(number("--now")).expect("a time"));
            faults::sequence_from(i64::try_from(seed % 1_000).expect("a boot") * 100_000_000 + 1_000_000);
            system.block_on(run(&folder, seed, now));
        }
        other => panic!("make or serve, not {other:?}"),
    }
}

fn plant(word: &str) -> Plant {
    match word {
        "sequence_cursor" => Plant::SequenceCursor,
        "early_answer" => Plant::EarlyAnswer,
        "ignored_insert" => Plant::IgnoredInsert,
        "lost_conflict" => Plant::LostConflict,
        other => panic!("no fault is called {other}"),
    }
}

/// Where the database of a folder is.
pub(crate) fn location(folder: &Path) -> Location {
    Location::Sqlite(folder.join("waymark.sqlite"))
}

async fn run(folder: &Path, seed: u64, now: i64) {
    let (clock, ids) = (TestClock::start(), SeededIds::new(seed));
    clock.advance(SignedDuration::from_millis(now - clock.now().0));
    let db = Db::open(&location(folder), clock.clone(), ids.clone(), false).await.expect("a migrated database");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let settings = Settings {
        public_url: format!("http://127.0.0.1:{port}"),
        insecure_cookie: true,
        demo: false,
        trusted_proxies: Vec::new(),
        push_hosts: PushHosts::default(),
        support: Support::default(),
    };
    let keys = Keys::for_tests();
    let vapid = Vapid::new(keys.vapid(), settings.public_url.clone(), clock.clone()).expect("a key");
    let app = App {
        db,
        clock: clock.clone(),
        ids,
        keys: Arc::new(keys),
        mailer: Arc::new(RecordingMailer::default()),
        pusher: Arc::new(RecordingPusher::default()),
        vapid: Arc::new(vapid),
        throttle: Arc::new(Throttle::new(clock.clone())),
        settings: Arc::new(settings),
        closing: Closing::new(),
    };
    let server = serve::start(app.clone(), listener, 1).expect("a server");
    actix_web::rt::spawn(server);
    println!("{{\"port\":{port}}}");
    control::obey(&app, &clock, folder).await;
}
