//! A PostgreSQL cluster of its own, durable as it is delivered, to be killed.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::{Command as Plain, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Where Debian keeps PostgreSQL, a folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// A running cluster. Killed and removed when dropped.
pub struct Cluster {
    folder: TempDir,
    tools: PathBuf,
    /// PostgreSQL refuses to run as root.
    somebody: Option<(u32, u32)>,
    port: u16,
    postmaster: Child,
}

impl Cluster {
    /// Makes and starts one.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let somebody = somebody();
        if let Some((user, group)) = somebody {
            chown(folder.path(), Some(user), Some(group)).expect("a folder of theirs");
        }
        let tools = tools();
        let mut initdb = command(&tools.join("initdb"), folder.path(), somebody);
        initdb.args(["-D", "data", "-U", "waymark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        let made = initdb.output().await.expect("initdb");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let postmaster = postgres(&tools, folder.path(), somebody, port).await;
        Self { folder, tools, somebody, port, postmaster }
    }

    /// `postgres://…`, without the name of a database.
    pub fn base(&self) -> String {
        format!("postgres://waymark@127.0.0.1:{}", self.port)
    }

    /// `kill -9` of every process of the cluster.
    pub async fn kill(&mut self) {
        let postmaster = self.postmaster.id().expect("a running postmaster");
        // Stopped, it forks no child that the list would lack.
        let _ = Command::new("kill").arg("-STOP").arg(postmaster.to_string()).status().await;
        let pids = family(postmaster);
        let words: Vec<String> = pids.iter().map(u32::to_string).collect();
        // Whichever ended by itself meanwhile is as dead.
        let _ = Command::new("kill").arg("-9").args(&words).stderr(Stdio::null()).status().await;
        self.postmaster.wait().await.expect("ended");
        // Its children still hold the shared memory until they are gone.
        while pids.iter().any(|pid| is_alive(*pid)) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Starts it again after a kill: it recovers first.
    pub async fn starts_again(&mut self) {
        self.postmaster = postgres(&self.tools, self.folder.path(), self.somebody, self.port).await;
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(postmaster) = self.postmaster.id() {
            let pids = family(postmaster);
            let _ = Plain::new("kill").arg("-9").args(pids.iter().map(u32::to_string)).stderr(Stdio::null()).status();
        }
    }
}

/// Starts the server and waits until it takes connections.
async fn postgres(tools: &Path, folder: &Path, somebody: Option<(u32, u32)>, port: u16) -> Child {
    let mut command = command(&tools.join("postgres"), folder, somebody);
    command.args(["-D", "data", "-k", "."]).args(["-p", &port.to_string()]);
    command.args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]);
    // Before it recovers it lets every file reach the disk: by one call for all of them.
    command.args(["-c", "recovery_init_sync_method=syncfs"]);
    let mut postmaster = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("postgres");
    let mut said = BufReader::new(postmaster.stderr.take().expect("its log")).lines();
    let mut log = String::new();
    loop {
        match said.next_line().await.expect("a line") {
            Some(line) if line.contains("ready to accept connections") => break,
            Some(line) => log.push_str(&(line + "\n")),
            None => panic!("PostgreSQL did not start:\n{log}"),
        }
    }
    // Somebody has to go on reading, or it will stand still at a full pipe.
    actix_web::rt::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
    postmaster
}

fn command(program: &Path, folder: &Path, somebody: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("HOME", folder).stdin(Stdio::null()).kill_on_drop(true);
    if let Some((user, group)) = somebody {
        command.uid(user).gid(group);
    }
    command
}

/// User and group to run as, where this process is root's.
fn somebody() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").expect("/proc").uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("users");
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2).map_while(|word| word.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).expect("somebody who is not root"))
}

/// The newest version that is installed.
fn tools() -> PathBuf {
    let versions = fs::read_dir(VERSIONS).expect("PostgreSQL").flatten();
    let numbers = versions.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    Path::new(VERSIONS).join(numbers.max().expect("a version").to_string()).join("bin")
}

/// A process and its children.
fn family(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("/proc").flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    std::iter::once(parent).chain(pids.filter(|pid| stat(*pid).is_some_and(|(_, of)| of == parent))).collect()
}

fn is_alive(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z" && state != "X")
}

/// The state and the parent of a process.
fn stat(pid: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name before it, in brackets, may hold anything.
    let mut words = stat.rsplit_once(')')?.1.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
}
