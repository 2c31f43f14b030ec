//! That a learner's record was read, for the learner to see.

use std::collections::BTreeSet;

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    base::{
        actor::{Member, Role},
        error::Result,
        ids::PersonId,
    },
    entities::record_read,
    features::members::policy,
    platform::{
        audit::Action,
        db::{Db, Tx},
        http::today,
    },
};

/// Writes down, in a write of its own, that `reader` read the records of these learners as their director.
///
/// # Errors
/// A fault of the database; what was read is then not to be given out.
pub async fn record_directors_reading(db: &Db, reader: &Member, learners: BTreeSet<PersonId>) -> Result<()> {
    if learners.is_empty() {
        return Ok(());
    }
    let reader = reader.clone();
    db.write(Some(reader.id), async move |tx| {
        for learner in &learners {
            record_read(tx, &reader, *learner, Role::Director).await?;
        }
        Ok(())
    })
    .await
}

/// Writes down that `reader` opened the record of `learner` as `role`: once per reader, learner and day.
/// Reading one's own record, or in a role that is not recorded, leaves nothing. Says whether it was written.
///
/// # Errors
/// A fault of the database.
pub async fn record_read(tx: &mut Tx<'_>, reader: &Member, learner: PersonId, role: Role) -> Result<bool> {
    if reader.id == learner || !policy::is_recorded(role) {
        return Ok(false);
    }
    let id: Uuid = tx.next_id();
    let row = record_read::Model {
        id,
        program_id: reader.program,
        reader_id: reader.id,
        learner_id: learner,
        role,
        at: tx.now(),
        day: today(tx.connection(), reader.program, tx.now()).await?,
    };
    let once = [
        record_read::Column::ProgramId,
        record_read::Column::ReaderId,
        record_read::Column::LearnerId,
        record_read::Column::Day,
    ];
    let stored = record_read::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(once).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    let new = stored > 0;
    if new {
        tx.audit(Action::RecordRead, Some(reader.program), learner, None);
    }
    Ok(new)
}
