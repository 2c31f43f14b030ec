//! Twins for tests: a clock that moves when told, ids and secrets that are the same in every run, and a whole
//! [`App`] on a database of its own: a SQLite file in a temporary folder, or, where `WAYMARK_TEST_POSTGRES` names a
//! PostgreSQL server (as `postgres://USER@HOST:PORT`), a fresh database on it.

pub mod clinic;
pub mod phone;

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::SignedDuration;
use rand::{Rng, SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::{Builder, Uuid};

use crate::{
    base::clock::{Clock, Ids, Timestamp},
    platform::{
        app::{App, Closing, Settings, Support},
        auth::{keys::Keys, throttle::Throttle},
        db::{Db, Location},
        mail::RecordingMailer,
        push::{PushHosts, RecordingPusher, Vapid},
        system::SystemIds,
    },
};

/// A clock that moves only when told.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows 18 November 2026, 14:00 UTC.
    pub fn start() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_795_010_400_000)))
    }

    /// Moves the clock (back where negative).
    pub fn advance(&self, by: SignedDuration) {
        self.0.store(self.now().plus(by).0, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Ids and secrets from a seed.
pub struct SeededIds(Mutex<StdRng>);

impl SeededIds {
    /// Ids and secrets that follow from `seed`.
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self(Mutex::new(StdRng::seed_from_u64(seed))))
    }
}

impl Ids for SeededIds {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        Builder::from_unix_timestamp_millis(u64::try_from(now.0).unwrap_or(0), &random).into_uuid()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// The variable that takes the tests to PostgreSQL.
const POSTGRES: &str = "WAYMARK_TEST_POSTGRES";

/// An empty database. A SQLite file goes when this goes; a PostgreSQL database goes with its server.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its ids.
    pub ids: Arc<SeededIds>,
    folder: TempDir,
}

impl TestDb {
    /// Opens one with all tables.
    ///
    /// # Panics
    /// Where the temporary folder or the PostgreSQL server cannot be used.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (clock, ids) = (TestClock::start(), SeededIds::new(1));
        let location = match std::env::var(POSTGRES) {
            Ok(server) => fresh_database(&server).await,
            Err(_) => Location::Sqlite(folder.path().join("waymark.sqlite")),
        };
        let db = Db::open(&location, clock.clone(), ids.clone(), true).await.expect("a fresh database");
        Self { db, clock, ids, folder }
    }

    /// What its clock shows.
    pub fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

async fn fresh_database(server: &str) -> Location {
    let mut name = [0; 8];
    SystemIds.fill(&mut name);
    let name = format!("waymark_test_{:016x}", u64::from_be_bytes(name));
    let base = server.strip_suffix("/postgres").unwrap_or(server);
    let connection = Database::connect(format!("{base}/postgres")).await.expect("the PostgreSQL server");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    Location::Postgres(format!("{base}/{name}"))
}

/// A whole application on a [`TestDb`].
pub struct TestApp {
    /// The application.
    pub app: App,
    /// Where its mail went.
    pub mailer: Arc<RecordingMailer>,
    /// Where its push messages went.
    pub pusher: Arc<RecordingPusher>,
    /// What it stands on.
    pub base: TestDb,
}

impl TestApp {
    /// Starts one: no demo, cookies as in production, no proxy trusted.
    pub async fn start() -> Self {
        let base = TestDb::open().await;
        let (mailer, pusher) = (Arc::new(RecordingMailer::default()), Arc::new(RecordingPusher::default()));
        let keys = Keys::for_tests();
        let contact = "mailto:waymark@example.org".into();
        let app = App {
            db: base.db.clone(),
            clock: base.clock.clone(),
            ids: base.ids.clone(),
            vapid: Arc::new(Vapid::new(keys.vapid(), contact, base.clock.clone()).expect("a key")),
            keys: Arc::new(keys),
            mailer: mailer.clone(),
            pusher: pusher.clone(),
            throttle: Arc::new(Throttle::new(base.clock.clone())),
            settings: Arc::new(Settings {
                public_url: "https://waymark.example.org".into(),
                insecure_cookie: false,
                demo: false,
                trusted_proxies: Vec::new(),
                push_hosts: PushHosts::parse("push.example.org, other.example.org").expect("hosts"),
                support: Support::default(),
            }),
            closing: Closing::new(),
        };
        Self { app, mailer, pusher, base }
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.base.clock.advance(by);
    }
}
