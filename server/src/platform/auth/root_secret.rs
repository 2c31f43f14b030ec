//! The root secret, under which the installation's keys are sealed. It is never in the database.
//!
//! It comes from `WAYMARK_SECRET`, or on SQLite from a file `secret` in the data folder that only its owner can
//! read and that is made at the first start. A backup of the database is worthless to a thief without it, and to
//! its owner too: it must be kept apart.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use sea_orm::{DbBackend, EntityTrait, PaginatorTrait};
use sha2::Sha256;

use crate::{base::clock::Ids, entities::key, platform::db::Db};

/// The name of the environment variable.
pub const VARIABLE: &str = "WAYMARK_SECRET";
/// The name of the file in the data folder.
pub const FILE: &str = "secret";
/// The shortest secret, in bytes.
const SHORTEST: usize = 32;

/// The root secret.
#[derive(Clone)]
pub struct RootSecret(Vec<u8>);

/// Why there is no usable root secret. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum RootSecretError {
    /// Too little to be safe.
    #[error("the root secret is too short: give at least 32 characters, as `openssl rand -base64 32` makes them")]
    TooShort,
    /// PostgreSQL is shared by several processes, and a file is not.
    #[error(
        "on PostgreSQL the root secret must be given as WAYMARK_SECRET, the same for every process: at least 32 characters, as `openssl rand -base64 32` makes them"
    )]
    VariableNeeded,
    /// The database was set up under a secret that is not here.
    #[error(
        "{} is missing, and the keys of this database are sealed under it: put back the file that belongs to the database, or set WAYMARK_SECRET to its content",
        .0.display()
    )]
    Missing(PathBuf),
    /// Others may have read it.
    #[error("{} can be read by others: run `chmod 600` on it", .0.display())]
    TooOpen(PathBuf),
    /// The file system said no.
    #[error("{} cannot be used: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// The database said no.
    #[error("the table of keys cannot be read: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl RootSecret {
    /// The secret in `variable` where set, else the one in the folder `data`, made now on a fresh SQLite database.
    ///
    /// # Errors
    /// [`RootSecretError`].
    pub async fn load(db: &Db, variable: Option<&str>, data: &Path, ids: &dyn Ids) -> Result<Self, RootSecretError> {
        if let Some(text) = variable {
            return Self::parse(text);
        }
        if db.backend() == DbBackend::Postgres {
            return Err(RootSecretError::VariableNeeded);
        }
        let path = data.join(FILE);
        let fault = |error| RootSecretError::File(path.clone(), error);
        if !path.try_exists().map_err(fault)? {
            if key::Entity::find().count(db.reader()).await? > 0 {
                return Err(RootSecretError::Missing(path));
            }
            create(data, &path, ids).map_err(fault)?;
        }
        Self::read(path)
    }

    /// The secret in `variable` where set, else the one in the folder `data`, if it is there; makes none.
    ///
    /// # Errors
    /// [`RootSecretError`].
    pub fn find(variable: Option<&str>, data: &Path) -> Result<Option<Self>, RootSecretError> {
        let path = data.join(FILE);
        match variable {
            Some(text) => Self::parse(text).map(Some),
            None if path.exists() => Self::read(path).map(Some),
            None => Ok(None),
        }
    }

    fn read(path: PathBuf) -> Result<Self, RootSecretError> {
        let fault = |error| RootSecretError::File(path.clone(), error);
        if fs::metadata(&path).map_err(fault)?.mode() & 0o077 != 0 {
            return Err(RootSecretError::TooOpen(path));
        }
        Self::parse(&fs::read_to_string(&path).map_err(fault)?)
    }

    /// The secret that `text` is.
    ///
    /// # Errors
    /// [`RootSecretError::TooShort`].
    pub fn parse(text: &str) -> Result<Self, RootSecretError> {
        let text = text.trim();
        if text.len() < SHORTEST {
            return Err(RootSecretError::TooShort);
        }
        Ok(Self(text.as_bytes().to_vec()))
    }

    /// A key for one use, told apart by `info`.
    pub(super) fn derive(&self, info: &str) -> [u8; 32] {
        let mut derived = [0; 32];
        // Fails only past 255 times the length of the hash.
        let expanded = Hkdf::<Sha256>::new(None, &self.0).expand(info.as_bytes(), &mut derived);
        debug_assert!(expanded.is_ok());
        derived
    }
}

/// Makes the file with its content at once and for its owner alone. Where another process was faster, its file stays.
fn create(data: &Path, path: &Path, ids: &dyn Ids) -> io::Result<()> {
    fs::create_dir_all(data)?;
    let mut random = [0; 48];
    ids.fill(&mut random);
    let (name, secret) = random.split_at(16);
    let draft = data.join(format!(".{FILE}-{}", URL_SAFE_NO_PAD.encode(name)));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(URL_SAFE_NO_PAD.encode(secret).as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    let linked = match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    };
    fs::remove_file(&draft)?;
    linked?;
    File::open(data)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::testing::TestDb;

    async fn load(db: &TestDb, variable: Option<&str>) -> Result<RootSecret, RootSecretError> {
        RootSecret::load(&db.db, variable, db.folder(), db.ids.as_ref()).await
    }

    fn on_postgres(db: &TestDb) -> bool {
        db.db.backend() == DbBackend::Postgres
    }

    #[actix_web::test]
    async fn on_postgresql_the_variable_is_needed() {
        let db = TestDb::open().await;
        let refused = matches!(load(&db, None).await, Err(RootSecretError::VariableNeeded));

        assert_eq!(refused, on_postgres(&db));
    }

    #[actix_web::test]
    async fn a_lost_secret_is_missed_and_not_made_anew() {
        let db = TestDb::open().await;
        if on_postgres(&db) {
            return;
        }
        let secret = load(&db, None).await.expect("a secret");
        crate::platform::auth::keys::Keys::load(&db.db, &secret).await.expect("keys");
        fs::remove_file(db.folder().join(FILE)).expect("lost");

        let refused = load(&db, None).await;

        assert!(matches!(refused, Err(RootSecretError::Missing(_))));
        assert!(!db.folder().join(FILE).exists());
    }

    #[actix_web::test]
    async fn a_fresh_installation_makes_its_secret_for_its_owner_alone() {
        let db = TestDb::open().await;
        if on_postgres(&db) {
            return;
        }

        let first = load(&db, None).await.expect("a secret");
        let again = load(&db, None).await.expect("the same secret");

        let mode = fs::metadata(db.folder().join(FILE)).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(first.0, again.0);
        let leftovers = fs::read_dir(db.folder()).expect("the folder").filter(|entry| {
            entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(".secret"))
        });
        assert_eq!(leftovers.count(), 0);
    }

    #[actix_web::test]
    async fn a_secret_that_others_can_read_is_refused() {
        let db = TestDb::open().await;
        if on_postgres(&db) {
            return;
        }
        load(&db, None).await.expect("a secret");
        let path = db.folder().join(FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("opened up");

        assert!(matches!(load(&db, None).await, Err(RootSecretError::TooOpen(_))));
    }

    #[actix_web::test]
    async fn a_short_variable_is_refused_and_a_long_one_wins_over_the_file() {
        let db = TestDb::open().await;
        if on_postgres(&db) {
            return;
        }
        load(&db, None).await.expect("a secret");

        let from_variable = load(&db, Some("0123456789abcdef0123456789abcdef")).await.expect("a secret");

        assert_eq!(from_variable.0, b"0123456789abcdef0123456789abcdef");
        assert!(matches!(load(&db, Some("hunter2")).await, Err(RootSecretError::TooShort)));
    }
}
