//! Later work. Each may run twice.

use super::{commands, queries};
use crate::{
    base::{
        clock::Timestamp,
        error::Result,
        ids::{EntryId, RequestId},
    },
    features::{feedback::facts, programs},
    platform::{
        db::{Db, Tx},
        http::today,
    },
};

/// How many requests end in one write.
const TOGETHER: u64 = 200;

/// An entry says which request it answers.
///
/// # Errors
/// A fault of the database.
pub async fn entry_came(db: &Db, request: RequestId, entry: EntryId) -> Result<()> {
    db.write(None, async move |tx: &mut Tx<'_>| commands::meet(tx, request, entry).await).await
}

/// An entry that said so was withdrawn.
///
/// # Errors
/// A fault of the database.
pub async fn entry_went(db: &Db, request: RequestId, entry: EntryId) -> Result<()> {
    db.write(None, async move |tx: &mut Tx<'_>| commands::part(tx, request, entry).await).await
}

/// A request came; entries that answer it may have been faster. Looked for after its commit, so that of an entry and a
/// request stored at the same moment one always finds the other.
///
/// # Errors
/// A fault of the database.
pub async fn request_came(db: &Db, request: RequestId) -> Result<()> {
    let Some(program) = queries::program_of(db.reader(), request).await? else { return Ok(()) };
    for entry in facts::naming(db.reader(), program, request).await? {
        entry_came(db, request, entry).await?;
    }
    Ok(())
}

/// Ends requests whose last day is over, each by the day it is in its program.
///
/// # Errors
/// A fault of the database.
pub async fn expire(db: &Db, now: Timestamp) -> Result<()> {
    for (program, _) in programs::queries::all(db.reader()).await? {
        let day = today(db.reader(), program, now).await?;
        loop {
            let over = queries::over(db.reader(), program, &day, TOGETHER).await?;
            if over.is_empty() {
                break;
            }
            let (ids, day) = (over.clone(), day.clone());
            let expire = async move |tx: &mut Tx<'_>| {
                for id in &ids {
                    commands::expire(tx, *id, &day).await?;
                }
                Ok(())
            };
            db.write(None, expire).await?;
        }
    }
    Ok(())
}
