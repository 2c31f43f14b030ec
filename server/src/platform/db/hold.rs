//! A hold on a SQLite file, so that nobody replaces it while somebody has it open.
//!
//! It is a lock on an empty file beside it, `FILE.lock`, which the operating system gives back however a process
//! ends. Everybody who opens the database shares it; a restore wants it alone.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::OpenError;

/// Given back when dropped.
#[derive(Debug)]
pub struct Hold {
    _file: File,
}

impl Hold {
    /// Shares the file at `path` with everybody but a restore.
    ///
    /// # Errors
    /// [`OpenError::Restoring`], or [`OpenError::Lock`] where the file beside it cannot be made.
    pub fn shared(path: &Path) -> Result<Self, OpenError> {
        let file = lock_file(path).map_err(OpenError::Lock)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::Restoring),
            Err(TryLockError::Error(error)) => Err(OpenError::Lock(error)),
        }
    }

    /// Has the file at `path` alone; none where somebody has it open.
    ///
    /// # Errors
    /// [`OpenError::Lock`] where the file beside it cannot be made.
    pub fn alone(path: &Path) -> Result<Option<Self>, OpenError> {
        let file = lock_file(path).map_err(OpenError::Lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(OpenError::Lock(error)),
        }
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(name)
}
