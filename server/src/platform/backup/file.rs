//! Files that are complete before they have their name, and that only their owner can read.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::fault::BackupError;

/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Where a backup grows until it is complete.
pub fn part_of(file: &Path) -> PathBuf {
    beside(file, ".part")
}

/// The path with more letters at its end.
pub fn beside(file: &Path, more: &str) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// Makes an empty file for its owner alone; [`BackupError::InTheWay`] where there is one.
pub fn create(path: &Path) -> Result<(), BackupError> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(BackupError::InTheWay(path.into())),
        Err(error) => Err(BackupError::File(path.into(), error)),
    }
}

/// Copies `file` to `draft`, which is new, and lets it reach the disk.
pub async fn copy(file: &Path, draft: &Path) -> Result<(), BackupError> {
    let (from, to) = (file.to_owned(), draft.to_owned());
    let copied = tokio::task::spawn_blocking(move || {
        let mut source = File::open(&from)?;
        let mut target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
        io::copy(&mut source, &mut target)?;
        target.sync_all()
    });
    copied.await.map_err(io::Error::other).flatten().map_err(BackupError::of(file))
}

/// Whether the file begins as every SQLite file does.
pub fn is_sqlite(file: &Path) -> Result<bool, BackupError> {
    let mut begin = Vec::new();
    let opened = File::open(file).and_then(|opened| opened.take(16).read_to_end(&mut begin));
    opened.map_err(BackupError::of(file))?;
    Ok(begin == MAGIC)
}

/// The log of an unfinished past beside a SQLite file, where there is one with anything in it.
pub fn log_of(file: &Path) -> Option<PathBuf> {
    ["-wal", "-journal"]
        .map(|end| beside(file, end))
        .into_iter()
        .find(|log| fs::metadata(log).is_ok_and(|found| found.len() > 0))
}

/// Lets what was written to `path` reach the disk.
pub fn sync(path: &Path) -> Result<(), BackupError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(BackupError::of(path))
}

/// Lets the names in the folder of `path` reach the disk.
pub fn sync_folder_of(path: &Path) -> Result<(), BackupError> {
    sync(folder_of(path))
}

/// The folder a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Removes a SQLite file and what lies beside it, whichever of them are there.
pub fn discard(path: &Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        // What is not there need not be removed; what cannot be removed is noticed by the next attempt.
        let _ = fs::remove_file(beside(path, end));
    }
}
