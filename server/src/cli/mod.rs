//! The command line. Each command is a file; this one says which there are and how they end.
//!
//! Exit codes: 0 done, 1 not done and a sentence why, 2 the command line or the configuration cannot be used.

mod admin;
mod backup;
mod demo;
mod doctor;
mod import;
mod logging;
mod serve;

use std::{fmt::Display, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use waymark::{
    base::ids::ProgramId,
    config::{Config, Flags, Problems},
    features::programs,
    platform::{
        app::App,
        db::{Db, Location},
    },
    routes,
};

/// Feedback capture for graduate medical education.
#[derive(Parser)]
#[command(name = "waymark", version, about, arg_required_else_help = false)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Global {
    /// The folder of everything stored in files [WAYMARK_DATA, default ./data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// The address and port to listen on [WAYMARK_LISTEN, default 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the installation (what happens without a command)
    Serve,
    /// Serve an invented program, made in an empty data folder; everybody knows its password
    Demo,
    /// Bring the database's schema to this version, keeping a copy of a SQLite file first
    Migrate,
    /// Set up the first program, give somebody a code to sign in with, close or open an account
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Import a roster or assignments from a CSV file: all of it or, where there is any fault, nothing
    #[command(subcommand)]
    Import(import::Import),
    /// Write the whole database into one file, while it is served
    Backup(backup::Backup),
    /// Put a backup in the place of the database, which is kept; nobody may be serving it
    Restore(backup::From),
    /// Check configuration, database, secret and clock, a sentence each
    Doctor,
    /// Print the OpenAPI 3.1 document
    Openapi,
}

/// Why a command was not done.
enum Failure {
    /// The configuration cannot be used.
    Configuration(Problems),
    /// A sentence.
    Sentence(String),
}

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Sentence(error.to_string())
    }
}

/// Does what was asked.
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => configured(&cli.global, false).and_then(|config| serve::run(&config, false)),
        Command::Demo => configured(&cli.global, true).and_then(|config| demo::run(&config)),
        Command::Admin(admin) => configured(&cli.global, false).and_then(|config| admin::run(&config, admin)),
        Command::Import(import) => configured(&cli.global, false).and_then(|config| import::run(&config, import)),
        Command::Migrate => configured(&cli.global, false).and_then(|config| migrate(&config)),
        Command::Backup(to) => configured(&cli.global, false).and_then(|config| backup::write(&config, &to)),
        Command::Restore(from) => configured(&cli.global, false).and_then(|config| backup::restore(&config, &from)),
        Command::Doctor => configured(&cli.global, false).and_then(|config| doctor::run(&config)),
        Command::Openapi => print_openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Configuration(problems)) => {
            eprintln!("{problems}");
            ExitCode::from(2)
        }
        Err(Failure::Sentence(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn configured(global: &Global, demo: bool) -> Result<Config, Failure> {
    let flags = Flags { data: global.data.clone(), listen: global.listen.clone(), demo };
    let config = Config::from_environment(&flags).map_err(Failure::Configuration)?;
    logging::start(&config);
    Ok(config)
}

/// The program that a person named by its name or id.
async fn program(app: &App, named: &str) -> Result<ProgramId, Failure> {
    let found = programs::queries::find(app.db.reader(), named).await?;
    Ok(found.ok_or_else(|| format!("there is no program called {named}"))?.id)
}

/// Runs a command's future to its end.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(future)
}

fn migrate(config: &Config) -> Result<(), Failure> {
    let copy = match &config.database {
        Location::Sqlite(path) => Some(path.with_extension(format!("before-{}.sqlite", env!("CARGO_PKG_VERSION")))),
        Location::Postgres(_) => None,
    };
    if let Some(copy) = copy.as_ref().filter(|copy| copy.exists()) {
        return Err(format!("{} is in the way: it is where the copy belongs; move it first", copy.display()).into());
    }
    match block_on(Db::migrate(&config.database, copy.as_deref()))? {
        0 => println!("The schema is this version's already."),
        steps => println!("The schema is {steps} steps further now, and this version's."),
    }
    if let Some(copy) = copy.filter(|copy| copy.exists()) {
        println!("The database as it was before is in {}.", copy.display());
    }
    Ok(())
}

fn print_openapi() -> Result<(), Failure> {
    println!("{}", routes::document().to_pretty_json()?);
    Ok(())
}
