//! Sharing a reflection, and taking it back.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::super::{
    model::SHARES_MAX,
    policy::{self, Confidant},
    rows,
};
use crate::{
    base::{
        actor::{Member, Role},
        error::{Error, Result, ensure},
        ids::{PersonId, ReflectionId},
    },
    entities::{reflection, reflection_share, reflection_state},
    features::{feedback::facts, members::queries::coaches_of},
    platform::{audit::Action, db::Tx, feed::Kind, http::read_member},
};

/// Shares a reflection with exactly these people; its version then. Whoever is left out loses it; whoever has it can
/// stay, even where they would not be chosen anew.
///
/// # Errors
/// 404 for everybody but the writer; 422 `not_shareable_with`, `too_many`.
pub async fn share(tx: &mut Tx<'_>, member: &Member, id: ReflectionId, with: BTreeSet<PersonId>) -> Result<i64> {
    let found = reflection::Entity::of(member.program).filter(reflection::Column::Id.eq(id)).one(tx.connection());
    let reflection = found.await?.ok_or(Error::NotFound)?;
    ensure(policy::may_share(member, reflection.author_id))?;
    if with.len() > SHARES_MAX {
        return Err(Error::invalid("too_many", "with"));
    }
    // Before the shares are read: two devices share one after the other.
    let version = next_version(tx, id).await?;
    let before = shared_with(tx, id).await?;
    may_know(tx, &reflection, &before, &with).await?;

    let (added, left): (Vec<_>, Vec<_>) =
        (with.difference(&before).copied().collect(), before.difference(&with).copied().collect());
    reflection_share::Entity::delete_many()
        .filter(reflection_share::Column::ReflectionId.eq(id))
        .filter(reflection_share::Column::PersonId.is_in(left.iter().copied()))
        .exec(tx.connection())
        .await?;
    for person_id in added {
        let row = reflection_share::Model { reflection_id: id, person_id, shared_at: tx.now() };
        reflection_share::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    }

    let viewers: Vec<PersonId> = with.iter().copied().chain([member.id]).collect();
    let wire = rows::reflection_wire(&reflection, with);
    let body = tx.show(Kind::Reflection, id, member.program, version, &wire, viewers)?;
    tx.hide(Kind::Reflection, id, left);
    tx.audit(Action::ReflectionShared, Some(member.program), id, Some(body.as_bytes()));
    Ok(version)
}

/// Everybody newly named is a coach of the writer, a director, or gave the entry, as a member of the program.
async fn may_know(
    tx: &Tx<'_>,
    reflection: &reflection::Model,
    before: &BTreeSet<PersonId>,
    with: &BTreeSet<PersonId>,
) -> Result<()> {
    let (program, writer) = (reflection.program_id, reflection.author_id);
    let coaches = coaches_of(tx.connection(), program, writer, tx.now()).await?;
    let gave = match reflection.entry_id {
        Some(entry) => facts::facts(tx.connection(), program, entry).await?.map(|facts| facts.author),
        None => None,
    };
    for person in with.difference(before) {
        let member = read_member(tx.connection(), program, *person, tx.now()).await?;
        let is = member.map_or_else(Confidant::default, |member| Confidant {
            coach: coaches.contains(person),
            director: member.is(Role::Director),
            gave_the_entry: gave == Some(*person),
        });
        if !policy::may_be_shared_with(writer, *person, is) {
            return Err(Error::invalid("not_shareable_with", "with"));
        }
    }
    Ok(())
}

async fn shared_with(tx: &Tx<'_>, id: ReflectionId) -> Result<BTreeSet<PersonId>> {
    let rows = reflection_share::Entity::find()
        .filter(reflection_share::Column::ReflectionId.eq(id))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}

async fn next_version(tx: &Tx<'_>, id: ReflectionId) -> Result<i64> {
    let state = reflection_state::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?;
    let version = state.ok_or_else(|| Error::internal("a reflection without its state"))?.version + 1;
    let row = reflection_state::ActiveModel { reflection_id: Set(id), version: Set(version) };
    reflection_state::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}
