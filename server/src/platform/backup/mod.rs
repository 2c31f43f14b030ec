//! Backups and restores of the whole database.
//!
//! - A backup is one SQLite file, from SQLite and from PostgreSQL alike, consistent as of one moment, made while the
//!   installation is served, complete before it has its name.
//! - The keys in it are sealed; the root secret is not in it and must be kept apart. A restore refuses without it.
//! - A restore changes nothing before everything was checked, keeps the replaced database, and begins a new epoch,
//!   so that devices offer again what they sent after the backup was made.

mod fault;
mod file;
mod restore;
mod sound;
mod tables;
mod write;

pub use fault::BackupError;
pub use file::part_of;
pub use restore::{Restore, Restored, begin_epoch, draft_of, restore};
pub use write::write;

/// What a backup or a restore is at, for the line that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The data is being copied.
    Copying,
    /// The copy is being read through.
    Checking,
    /// The copy gets this version's schema.
    Migrating,
    /// The copy takes its place.
    Placing,
}

/// Told of each step as it begins.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);
