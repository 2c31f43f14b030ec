//! `waymark backup` and `waymark restore`.

use std::{
    fs::metadata,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clap::Args;
use waymark::{
    config::Config,
    platform::{
        backup::{self, Restore, Step},
        db::Db,
        system::{SystemClock, SystemIds},
    },
};

use super::{Failure, block_on};

/// How often a long copy says how far it is.
const EVERY: Duration = Duration::from_secs(5);

/// Where the backup goes.
#[derive(Args)]
pub struct Backup {
    /// The file to write; it must not be there yet
    file: PathBuf,
}

/// Which backup takes the place of the database.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct From {
    /// The backup
    file: Option<PathBuf>,
    /// Only begin a new epoch: for a database that was brought back by its own means (pg_restore, a point in time)
    #[arg(long)]
    new_epoch: bool,
}

/// Writes a backup.
pub fn write(config: &Config, to: &Backup) -> Result<(), Failure> {
    let part = backup::part_of(&to.file);
    let bytes = block_on(while_saying(&part, backup::write(&config.database, &to.file, &say)))?;
    println!("{} holds everything as of the moment it was begun ({}).", to.file.display(), size(bytes));
    println!("Its keys are sealed under the root secret, which is not in it. Keep a copy of the secret apart: without");
    println!("it the backup cannot be restored.");
    Ok(())
}

/// Puts a backup in the place of the database, or begins a new epoch in it.
pub fn restore(config: &Config, from: &From) -> Result<(), Failure> {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(SystemIds));
    let Some(file) = &from.file else {
        block_on(async {
            let db = Db::open(&config.database, clock, ids, false).await?;
            Ok::<_, Failure>(backup::begin_epoch(&db).await?)
        })?;
        println!("A new epoch has begun: devices offer again what they sent during the last 30 days.");
        return Ok(());
    };
    let draft = backup::draft_of(&config.database, &config.data);
    let to = Restore { database: &config.database, secret: config.secret.as_deref(), data: &config.data, clock, ids };
    let done = block_on(while_saying(&draft, backup::restore(file, &to, &say)))?;
    println!("{} is the database now.", file.display());
    if done.steps > 0 {
        println!("It was {} steps of the schema behind and has this version's now.", done.steps);
    }
    if let Some(replaced) = done.replaced {
        println!("The one it replaced is {}.", replaced.display());
    }
    println!("A new epoch has begun: devices offer again what they sent during the last 30 days.");
    Ok(())
}

fn say(step: Step) {
    eprintln!(
        "{}",
        match step {
            Step::Copying => "copying …",
            Step::Checking => "reading the copy through …",
            Step::Migrating => "bringing its schema to this version …",
            Step::Placing => "putting it in its place …",
        }
    );
}

/// Does the work, and says now and then how large the growing file is.
async fn while_saying<T>(growing: &Path, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    let mut said = 0;
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(EVERY) => {
                let bytes = metadata(growing).map_or(0, |file| file.len());
                if bytes > said {
                    eprintln!("  {}", size(bytes));
                    said = bytes;
                }
            }
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes / 100_000 {
        0 => format!("{} KB", bytes.div_ceil(1_000)),
        tenths => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}
