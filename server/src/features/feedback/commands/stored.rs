//! An entry as it stands in the database, and how its change is stored.

use std::collections::BTreeSet;

use sea_orm::{EntityTrait, sea_query::OnConflict};

use super::super::{model::EntryState, rows};
use crate::{
    base::{
        error::{Error, Result, ensure},
        ids::{EntryId, PersonId, ProgramId},
    },
    entities::{feedback_entry, feedback_entry_state},
    platform::{db::Tx, feed::Kind},
};

/// An entry and what has become of it.
pub struct Stored {
    pub entry: feedback_entry::Model,
    pub state: feedback_entry_state::Model,
}

impl Stored {
    /// The entry, if it is one of this program.
    pub async fn load(tx: &Tx<'_>, program: ProgramId, id: EntryId) -> Result<Self> {
        let stored = Self::find(tx, id).await?;
        ensure(stored.entry.program_id == program)?;
        Ok(stored)
    }

    /// The entry, of whatever program.
    pub async fn find(tx: &Tx<'_>, id: EntryId) -> Result<Self> {
        let found = feedback_entry::Entity::find_by_id(id).one(tx.connection()).await?;
        let entry = found.ok_or(Error::NotFound)?;
        let state = feedback_entry_state::Entity::find_by_id(id).one(tx.connection()).await?;
        let state = state.unwrap_or_else(|| rows::as_given(&entry));
        Ok(Self { entry, state })
    }

    /// Refuses a withdrawn entry.
    pub fn must_stand(&self) -> Result<()> {
        match self.state.state {
            EntryState::Given => Ok(()),
            EntryState::Withdrawn => Err(Error::conflict("entry_withdrawn")),
        }
    }

    /// Stores what has become of the entry.
    pub async fn save_state(&self, tx: &Tx<'_>) -> Result<()> {
        let every = [
            feedback_entry_state::Column::State,
            feedback_entry_state::Column::Version,
            feedback_entry_state::Column::WithdrawnAt,
            feedback_entry_state::Column::WithdrawnBy,
            feedback_entry_state::Column::WithdrawnAs,
            feedback_entry_state::Column::WithdrawnReason,
            feedback_entry_state::Column::Redacted,
            feedback_entry_state::Column::CodeProblem,
            feedback_entry_state::Column::CodeOld,
        ];
        feedback_entry_state::Entity::insert(rows::active(self.state.clone()))
            .on_conflict(OnConflict::column(feedback_entry_state::Column::EntryId).update_columns(every).to_owned())
            .exec_without_returning(tx.connection())
            .await?;
        Ok(())
    }

    /// Renders the entry anew and shows it to `viewers`.
    pub fn show(&self, tx: &mut Tx<'_>, viewers: impl IntoIterator<Item = PersonId>) -> Result<()> {
        let wire = rows::wire(&self.entry, &self.state);
        tx.show(Kind::FeedbackEntry, self.entry.id, self.entry.program_id, self.state.version, &wire, viewers)?;
        Ok(())
    }

    /// Who has the entry on their devices.
    pub async fn viewers(&self, tx: &Tx<'_>) -> Result<BTreeSet<PersonId>> {
        tx.viewers(Kind::FeedbackEntry, self.entry.id).await
    }
}
