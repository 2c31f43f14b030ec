//! A PostgreSQL cluster of our own in a temporary folder on a free port, gone when this is.

use std::{
    fs, io,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use waymark::platform::db::{Db, Location};

/// The database every test's own is a copy of.
pub const TEMPLATE: &str = "waymark_template";
/// An empty database, for a server that is started by itself.
pub const EMPTY: &str = "waymark_empty";

/// What went wrong, in words.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A running cluster. Dropping it stops it and removes its files.
pub struct Cluster {
    server: Child,
    programs: Programs,
    port: u16,
    folder: TempDir,
}

impl Cluster {
    /// Starts one, with [`TEMPLATE`] and [`EMPTY`] in it.
    ///
    /// # Errors
    /// Where PostgreSQL is not installed or does not start, with what it said.
    pub async fn start() -> Result<Self> {
        let programs = Programs::find()?;
        let folder = tempfile::Builder::new().prefix("waymark-postgres-").tempdir()?;
        if let Some((user, group)) = programs.run_as {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        let made = programs
            .command("initdb", folder.path())
            .args(["--username=waymark", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(&data)
            .output()?;
        if !made.status.success() {
            return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr)).into());
        }

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = fs::File::create(folder.path().join("log"))?;
        let server = programs
            .command("postgres", folder.path())
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-k", "", "-p", &port.to_string()])
            .args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"])
            .args(["-c", "shared_buffers=64MB", "-c", "max_wal_size=256MB"])
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut cluster = Self { server, programs, port, folder };
        cluster.wait_until_ready()?;
        cluster.make_databases().await?;
        Ok(cluster)
    }

    /// The cluster's address, without a database.
    pub fn address(&self) -> String {
        format!("postgres://waymark@127.0.0.1:{}", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        for _ in 0..200 {
            let asked = self
                .programs
                .command("pg_isready", self.folder.path())
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()?;
            if asked.success() {
                return Ok(());
            }
            if let Some(ended) = self.server.try_wait()? {
                return Err(format!("postgres ended ({ended}): {}", self.log()).into());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(format!("postgres does not get ready: {}", self.log()).into())
    }

    async fn make_databases(&self) -> Result<()> {
        let server = Database::connect(format!("{}/postgres", self.address())).await?;
        for name in [TEMPLATE, EMPTY] {
            server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        }
        Db::migrate(&Location::Postgres(format!("{}/{TEMPLATE}", self.address())), None).await?;
        Ok(())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = self
            .programs
            .command("pg_ctl", self.folder.path())
            .args(["stop", "-s", "-m", "immediate", "-D"])
            .arg(self.folder.path().join("data"))
            .status();
        if !stopped.is_ok_and(|status| status.success()) {
            // Ended already, as after an interrupt, or to be ended the hard way.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Where PostgreSQL's programs are, and as whom to run them: they refuse to run as root.
struct Programs {
    folder: PathBuf,
    run_as: Option<(u32, u32)>,
}

impl Programs {
    fn find() -> Result<Self> {
        let missing = "PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or on the PATH";
        Ok(Self { folder: folder_of_programs().ok_or(missing)?, run_as: run_as()? })
    }

    fn command(&self, name: &str, working_in: &Path) -> Command {
        let mut command = Command::new(self.folder.join(name));
        command.current_dir(working_in).stdin(Stdio::null()).stdout(Stdio::null());
        if let Some((user, group)) = self.run_as {
            command.uid(user).gid(group);
        }
        command
    }
}

/// The newest version among Debian's folders, else what is on the PATH.
fn folder_of_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").exists())
        .max()
        .map(|(_, folder)| folder);
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest.or_else(|| std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()))
}

/// Nobody special, unless we are root.
fn run_as() -> Result<Option<(u32, u32)>> {
    let me = fs::metadata("/proc/self").map(|it| std::os::unix::fs::MetadataExt::uid(&it));
    if !me.is_ok_and(|user| user == 0) {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let of = |name: &str| users.lines().find(|line| line.split(':').next() == Some(name));
    let line = of("postgres").or_else(|| of("nobody")).ok_or("there is neither a user postgres nor a user nobody")?;
    let number = |place: usize| line.split(':').nth(place).and_then(|number| number.parse().ok());
    match (number(2), number(3)) {
        (Some(user), Some(group)) => Ok(Some((user, group))),
        _ => Err(io::Error::other("/etc/passwd cannot be read").into()),
    }
}
