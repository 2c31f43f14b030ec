//! The way into the program, the same for every kind of file.

use std::sync::Arc;

use super::{Report, assignments, roster};
use crate::{
    base::{
        error::Result,
        ids::{PersonId, ProgramId},
    },
    platform::db::Db,
};

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// People with their roles, training years and coaches.
    Roster,
    /// Who is on which rotation, from one day to another.
    Assignments,
}

/// Imports a file: all of it or, where there is any fault, nothing. The same file twice changes nothing, and a dry
/// run never does.
///
/// # Errors
/// "Not found" without such a program, or a fault of the database. What is wrong with the file is in the report.
pub async fn import(
    db: &Db,
    actor: Option<PersonId>,
    program: ProgramId,
    what: What,
    file: impl Into<Arc<[u8]>>,
    dry_run: bool,
) -> Result<Report> {
    let file: Arc<[u8]> = file.into();
    db.write(actor, async move |tx| match what {
        What::Roster => roster::import(tx, program, &file, dry_run).await,
        What::Assignments => assignments::import(tx, program, &file, dry_run).await,
    })
    .await
}

#[cfg(test)]
impl crate::testing::clinic::Clinic {
    /// What importing a file into the program comes to.
    pub(super) async fn takes(&self, what: What, file: &[u8], dry_run: bool) -> Report {
        import(&self.db, None, self.program, what, file, dry_run).await.expect("a report")
    }
}
