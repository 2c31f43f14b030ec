//! Later work. Each may run twice.

use super::{commands, queries};
use crate::{
    base::{clock::Timestamp, error::Result},
    features::programs,
    platform::{
        db::{Db, Tx},
        http::today,
    },
};

/// How many requests end in one write.
const TOGETHER: u64 = 200;

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
