//! Redacting a passage, such as a patient's name (domain.md 29): only the redacted text is left anywhere.

use sea_orm::{EntityTrait, Set};

use super::{
    super::{
        model::{Part, Redact},
        policy, rows,
    },
    stored::Stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::EntryId,
        text,
    },
    entities::{amendment, feedback_entry},
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Replaces a passage of the entry or of one of its amendments. The original is destroyed; the audit records that it
/// happened, never what it was.
///
/// # Errors
/// 404 for whoever is neither author nor director; 409 `entry_withdrawn`, or stale where `base` is not the entry's
/// present version; 422 `passage_outside`.
pub async fn redact(tx: &mut Tx<'_>, member: &Member, entry: EntryId, base: i64, passage: Redact) -> Result<i64> {
    let mut stored = Stored::load(tx, member.program, entry).await?;
    ensure(policy::may_redact(member, stored.entry.author_id))?;
    stored.must_stand()?;
    if stored.state.version != base {
        return Err(Error::Stale { version: stored.state.version });
    }

    match passage.part {
        Part::Amendment => redact_amendment(tx, &stored, &passage).await?,
        part => redact_entry(tx, &mut stored, part, &passage).await?,
    }
    stored.state.version += 1;
    let mut parts = rows::redacted_parts(&stored.state);
    if !parts.iter().any(|part| part == passage.part.word()) {
        parts.push(passage.part.word().to_owned());
    }
    stored.state.redacted = parts.join(",");
    stored.save_state(tx).await?;
    let viewers = stored.viewers(tx).await?;
    stored.show(tx, viewers)?;
    tx.audit(Action::FeedbackRedacted, Some(member.program), entry, None);
    Ok(stored.state.version)
}

async fn redact_entry(tx: &mut Tx<'_>, stored: &mut Stored, part: Part, passage: &Redact) -> Result<()> {
    let field = match part {
        Part::WentWell => &mut stored.entry.went_well,
        Part::Differently => &mut stored.entry.differently,
        Part::NextStep | Part::Amendment => &mut stored.entry.next_step,
    };
    *field = Some(replaced(field.as_deref().unwrap_or_default(), passage)?);

    let mut row = feedback_entry::ActiveModel { id: Set(stored.entry.id), ..Default::default() };
    row.went_well = Set(stored.entry.went_well.clone());
    row.differently = Set(stored.entry.differently.clone());
    row.next_step = Set(stored.entry.next_step.clone());
    tx.waive("feedback_entries", stored.entry.id, "redact").await?;
    feedback_entry::Entity::update(row).exec(tx.connection()).await?;
    tx.end_waiver("feedback_entries", stored.entry.id).await
}

async fn redact_amendment(tx: &mut Tx<'_>, stored: &Stored, passage: &Redact) -> Result<()> {
    let id = passage.amendment.ok_or_else(|| Error::invalid("missing_field", "amendment"))?;
    let found = amendment::Entity::find_by_id(id).one(tx.connection()).await?;
    let mut amendment = found
        .filter(|amendment| amendment.entry_id == stored.entry.id)
        .ok_or_else(|| Error::invalid("unknown_amendment", "amendment"))?;
    amendment.text = replaced(&amendment.text, passage)?;

    let wire = rows::amendment_wire(&amendment);
    tx.waive("amendments", id, "redact").await?;
    let row = amendment::ActiveModel { id: Set(id), text: Set(wire.text.clone()), ..Default::default() };
    amendment::Entity::update(row).exec(tx.connection()).await?;
    tx.end_waiver("amendments", id).await?;
    let viewers = tx.viewers(Kind::Amendment, id).await?;
    tx.show(Kind::Amendment, id, wire.program, stored.state.version + 1, &wire, viewers)?;
    Ok(())
}

fn replaced(original: &str, passage: &Redact) -> Result<String> {
    text::redact(original, passage.from, passage.to).ok_or_else(|| Error::invalid("passage_outside", "to"))
}
