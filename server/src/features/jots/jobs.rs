//! Later work. It may run twice.

use super::{commands, model::goes_on, queries};
use crate::{
    base::{error::Result, ids::PersonId},
    features::programs,
    platform::db::Tx,
};

/// Lets go of the jots whose day has come by the clock of their program: a month after the learner's rotation.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    for (program, zone) in programs::queries::all_with_zones(tx.connection()).await? {
        let old = queries::old(tx.connection(), program, tx.now()).await?;
        let mut learners: Vec<PersonId> = old.iter().map(|row| row.learner_id).collect();
        learners.sort_unstable();
        learners.dedup();
        let rotations = queries::rotations(tx.connection(), program, learners).await?;
        let today = tx.now().day_in(&zone);
        for row in &old {
            let spans = rotations.get(&row.learner_id).map_or(&[][..], Vec::as_slice);
            if goes_on(row.observed_at, row.received_at, &zone, spans) <= today {
                commands::remove(tx, row).await?;
            }
        }
    }
    Ok(())
}
