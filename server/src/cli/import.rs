//! `waymark import`: rosters and assignments from CSV files. The formats are in docs/roster.md.

use std::{fs, path::PathBuf};

use clap::{Args, Subcommand};
use waymark::{
    app,
    config::Config,
    exchange::{self, What},
};

use super::{Failure, block_on, program};

/// What can be imported.
#[derive(Subcommand)]
pub enum Import {
    /// People with their roles, training years and coaches
    Roster(File),
    /// Who is on which rotation, from one day to another
    Assignments(File),
}

/// The file, and for which program.
#[derive(Args)]
pub struct File {
    /// The CSV file
    file: PathBuf,
    /// The program, by name or id
    #[arg(long)]
    program: String,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Imports, and prints what came of it line by line; a faulty file is exit code 1.
pub fn run(config: &Config, import: Import) -> Result<(), Failure> {
    let (what, file) = match import {
        Import::Roster(file) => (What::Roster, file),
        Import::Assignments(file) => (What::Assignments, file),
    };
    let bytes = fs::read(&file.file).map_err(|error| format!("{}: {error}", file.file.display()))?;
    block_on(async {
        let app = app::build(config, false, String::new()).await?;
        let program = program(&app, &file.program).await?;
        let report = exchange::import(&app.db, None, program, what, bytes, file.dry_run).await?;
        match report.is_fine() {
            true => {
                println!("{}", report.to_string().trim_end());
                Ok(())
            }
            false => Err(Failure::Sentence(report.to_string().trim_end().to_owned())),
        }
    })
}
