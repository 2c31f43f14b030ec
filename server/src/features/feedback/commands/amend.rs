//! Adding a correction beside an entry. Amendments have no time limit (domain.md 30).

use sea_orm::{EntityTrait, IntoActiveModel};

use super::{
    super::{
        model::{Amend, AmendmentWire},
        policy, rows,
    },
    stored::Stored,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::EntryId,
        text::Narrative,
    },
    entities::amendment,
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Adds a correction; the entry stays as given, and whoever has the entry gets the amendment.
///
/// # Errors
/// 404 for everybody but the author; 409 `entry_withdrawn`, `id_taken`; 422 `empty`, `too_long`.
pub async fn amend(
    tx: &mut Tx<'_>,
    author: &Member,
    entry: EntryId,
    amend: Amend,
    given_at: Timestamp,
) -> Result<AmendmentWire> {
    let stored = Stored::load(tx, author.program, entry).await?;
    ensure(policy::may_amend(author.id, stored.entry.author_id))?;
    stored.must_stand()?;
    let text = Narrative::parse(&amend.text).map_err(|error| Error::invalid(error.code(), "text"))?;

    let row = amendment::Model {
        id: amend.id,
        entry_id: entry,
        program_id: author.program,
        author_id: author.id,
        text: text.as_str().to_owned(),
        given_at,
        received_at: tx.now(),
    };
    let wire = rows::amendment_wire(&row);
    let insert = amendment::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;

    let viewers = stored.viewers(tx).await?;
    let body = tx.show(Kind::Amendment, wire.id, wire.program, 1, &wire, viewers)?;
    tx.audit(Action::FeedbackAmended, Some(wire.program), wire.id, Some(body.as_bytes()));
    Ok(wire)
}
