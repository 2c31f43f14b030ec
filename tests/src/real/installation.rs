//! A set-up installation that waits to be served.

use std::{fs, path::PathBuf, sync::Arc};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::Uuid;
use waymark::{
    base::{
        clock::{Clock, Ids},
        ids::{PersonId, ProgramId, SessionId},
    },
    platform::{
        auth::{keys::Keys, root_secret::RootSecret},
        backup,
        db::{Db, Location},
        installation,
        system::{SystemClock, SystemIds},
    },
};

use crate::{clinic::found_plain, database};

/// The root secret of every installation here.
pub const SECRET: &str = "a root secret that is long enough for tests";

/// Where everything of it is, and who is in its one program.
pub struct Installation {
    /// Its database.
    pub location: Location,
    /// The data folder.
    pub data: PathBuf,
    /// Its keys, to make access tokens with.
    pub keys: Arc<Keys>,
    /// Its program.
    pub program: ProgramId,
    /// Attendings with a session each.
    pub authors: Vec<(PersonId, SessionId)>,
    /// Residents with a session each.
    pub learners: Vec<(PersonId, SessionId)>,
    _folder: TempDir,
    _more: Vec<TempDir>,
}

impl Installation {
    /// One with `authors` attendings and four residents, on SQLite, or on the test cluster where there is one.
    pub async fn found(authors: usize) -> Self {
        let (location, folder) = database::fresh().await;
        Self::found_on(location, folder, authors).await
    }

    /// One on SQLite.
    pub async fn on_sqlite(authors: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let location = Location::Sqlite(folder.path().join("waymark.sqlite"));
        Self::found_on(location, folder, authors).await
    }

    /// One in a new database of the PostgreSQL server at `base` (no slash at its end).
    pub async fn on_postgres(base: &str, authors: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let name = format!("waymark_{}", SystemIds.next(SystemClock.now()).simple());
        let server = Database::connect(format!("{base}/postgres")).await.expect("the PostgreSQL server");
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
        server.close().await.expect("closed");
        Self::found_on(Location::Postgres(format!("{base}/{name}")), folder, authors).await
    }

    async fn found_on(location: Location, folder: TempDir, authors: usize) -> Self {
        // A runtime of its own, so that nothing of this process stays connected.
        let there = location.clone();
        let founding = std::thread::spawn(move || actix_web::rt::System::new().block_on(set_up(&there, authors)));
        let (keys, program, authors, learners) = founding.join().expect("an installation");
        if let Location::Sqlite(path) = &location {
            at_rest(path).await;
        }
        let data = folder.path().to_owned();
        Self { location, data, keys, program, authors, learners, _folder: folder, _more: Vec::new() }
    }

    /// Another, empty database takes the place of this one, which stays as it is.
    pub async fn moves_to_an_empty_database(&mut self) {
        let (location, folder) = database::fresh().await;
        self.location = location;
        self._more.push(folder);
    }

    /// The SQLite file.
    pub fn file(&self) -> &PathBuf {
        match &self.location {
            Location::Sqlite(path) => path,
            Location::Postgres(_) => panic!("there is no file"),
        }
    }

    /// The `DATABASE_URL` that names its database.
    pub fn url(&self) -> String {
        match &self.location {
            Location::Sqlite(path) => format!("sqlite:{}", path.display()),
            Location::Postgres(url) => url.clone(),
        }
    }
}

/// One whole file without a log beside it, in the mode in which it is served.
async fn at_rest(path: &PathBuf) {
    let whole = path.with_extension("whole");
    let at = Location::Sqlite(path.clone());
    backup::write(&at, &whole, &|_| {}).await.expect("a copy");
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", path.display()));
    }
    fs::rename(whole, path).expect("in its place");
    let database = Database::connect(format!("sqlite://{}", path.display())).await.expect("the file");
    database.execute_unprepared("PRAGMA journal_mode = WAL").await.expect("its mode");
    database.close().await.expect("closed");
}

type SetUp = (Arc<Keys>, ProgramId, Vec<(PersonId, SessionId)>, Vec<(PersonId, SessionId)>);

async fn set_up(location: &Location, authors: usize) -> SetUp {
    let db = Db::open(location, Arc::new(SystemClock), Arc::new(SystemIds), true).await.expect("a database");
    installation::found(&db, false).await.expect("an installation");
    let secret = RootSecret::parse(SECRET).expect("a secret");
    let keys = Arc::new(Keys::load(&db, &secret).await.expect("keys"));
    let faculty: Vec<String> = (0..authors).map(|n| format!("cole{n}")).collect();
    let faculty: Vec<&str> = faculty.iter().map(String::as_str).collect();
    let residents = ["ana", "ben", "dee", "eli"];
    let (program, people) = found_plain(&db, keys.clone(), &residents, &faculty).await;
    let pick = |names: &[&str]| names.iter().map(|name| people[*name]).collect();
    (keys, program, pick(&faculty), pick(&residents))
}

/// A fresh id, as a device makes it.
pub fn fresh() -> Uuid {
    SystemIds.next(SystemClock.now())
}
