//! `waymark serve` as a process.

use std::{
    fs::OpenOptions,
    path::PathBuf,
    process::{Output, Stdio},
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use super::installation::{Installation, SECRET};

/// The binary under test: `WAYMARK_BINARY`, or the one that was built beside these tests.
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("WAYMARK_BINARY") {
        return named.into();
    }
    let own = std::env::current_exe().expect("this program's path");
    let built = own.ancestors().skip(1).take(2).map(|folder| folder.join("waymark")).find(|path| path.is_file());
    built.expect("the binary `waymark` beside the tests: run `cargo build --workspace` first")
}

/// A serving process. Killed when dropped.
pub struct Server {
    /// Where it listens, without a slash at the end.
    pub address: String,
    child: Child,
}

impl Server {
    /// Starts one and waits until it says where it is.
    pub async fn start(installation: &Installation) -> Self {
        Self::start_with(installation, &[]).await
    }

    /// Starts one with more in its environment.
    pub async fn start_with(installation: &Installation, environment: &[(&str, String)]) -> Self {
        let log = OpenOptions::new().create(true).append(true).open(installation.data.join("log")).expect("a log");
        let mut command = command(installation, &["serve", "--listen", "127.0.0.1:0"]);
        command.envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the binary");
        let mut said = BufReader::new(child.stdout.take().expect("its output")).lines();
        while let Some(line) = said.next_line().await.expect("a line") {
            if let Some(address) = line.strip_prefix("Waymark is at ") {
                return Self { address: address.to_owned(), child };
            }
        }
        let log = std::fs::read_to_string(installation.data.join("log")).unwrap_or_default();
        panic!("the server ended before it served:\n{log}");
    }

    /// `kill -9`.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }

    /// Asks it to end, and waits until it has.
    pub async fn stop(mut self) {
        let pid = self.child.id().expect("a running process").to_string();
        Command::new("kill").args(["-TERM", &pid]).status().await.expect("asked");
        self.child.wait().await.expect("ended");
    }
}

/// Runs a command of the binary to its end.
pub async fn run(installation: &Installation, arguments: &[&str]) -> Output {
    command(installation, arguments).output().await.expect("the binary")
}

fn command(installation: &Installation, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .env("WAYMARK_DATA", &installation.data)
        .env("DATABASE_URL", installation.url())
        .env("WAYMARK_SECRET", SECRET)
        .env("WAYMARK_LOG", "warn")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}
