//! Writing a reflection, for nobody else yet.

use std::collections::BTreeSet;

use sea_orm::{EntityTrait, IntoActiveModel};

use super::super::{
    model::{NewReflection, ReflectionWire},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
    },
    entities::{reflection, reflection_state},
    features::feedback::facts,
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Keeps a reflection, private. That the entry was withdrawn meanwhile does not take one's thoughts away.
///
/// # Errors
/// 422 `unknown_entry` where it is on an entry that is not one's own; 409 `id_taken`.
pub async fn reflect(tx: &mut Tx<'_>, author: &Member, new: NewReflection) -> Result<ReflectionWire> {
    if let Some(entry) = new.entry {
        let facts = facts::facts(tx.connection(), author.program, entry).await?;
        if !facts.is_some_and(|facts| policy::may_reflect_on(author, facts.author, facts.learner)) {
            return Err(Error::invalid("unknown_entry", "entry"));
        }
    }

    let row = rows::new_reflection(author, new, tx.now());
    let wire = rows::reflection_wire(&row, BTreeSet::new());
    let insert = reflection::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    let state = reflection_state::Model { reflection_id: wire.id, version: 1 };
    reflection_state::Entity::insert(state.into_active_model()).exec_without_returning(tx.connection()).await?;

    let body = tx.show(Kind::Reflection, wire.id, wire.program, 1, &wire, [author.id])?;
    tx.audit(Action::Reflected, Some(wire.program), wire.id, Some(body.as_bytes()));
    Ok(wire)
}
