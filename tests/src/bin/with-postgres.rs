//! Runs a command beside a PostgreSQL cluster of its own, which is gone when the command is:
//! `with-postgres cargo test -p waymark-tests`.
//!
//! The command finds the cluster in `WAYMARK_TEST_POSTGRES`, and an empty database in `WAYMARK_TEST_DATABASE_URL`.

use std::process::ExitCode;

use tokio::{
    process::Command,
    signal::unix::{SignalKind, signal},
};
use waymark_tests::postgres::{Cluster, EMPTY, Result};

#[actix_web::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().ok_or("say which command to run beside PostgreSQL")?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;

    let cluster = Cluster::start().await?;
    let mut command = Command::new(program)
        .args(arguments)
        .env("WAYMARK_TEST_DATABASE", "postgres")
        .env("WAYMARK_TEST_POSTGRES", cluster.address())
        .env("WAYMARK_TEST_DATABASE_URL", format!("{}/{EMPTY}", cluster.address()))
        .kill_on_drop(true)
        .spawn()?;
    let ended = tokio::select! {
        ended = command.wait() => Some(ended?),
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
    };
    let code = ended.and_then(|status| status.code()).and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}
