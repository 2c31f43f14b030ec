//! What an author is to a program when an operation arrives, which may be long after it was saved.

use jiff::SignedDuration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    base::{
        actor::Member,
        error::Result,
        ids::{PersonId, ProgramId},
    },
    entities::{membership, membership_role, person},
    platform::{db::Tx, http::read_member},
};

/// A deactivated person may still push what was saved for so long.
const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// See the module.
#[derive(Clone, Debug)]
pub enum Standing {
    /// A member, or one who left so recently that what was saved still counts as a member's.
    Member(Member),
    /// Once a member.
    Former,
    /// Never one.
    Never,
}

impl Standing {
    /// Reads it.
    pub async fn load(tx: &Tx<'_>, program: ProgramId, author: PersonId) -> Result<Self> {
        if let Some(member) = read_member(&tx.settled(), program, author, tx.now()).await? {
            return Ok(Self::Member(member));
        }
        let membership = membership::Entity::of(program)
            .filter(membership::Column::PersonId.eq(author))
            .one(tx.connection())
            .await?;
        let Some(membership) = membership else { return Ok(Self::Never) };
        let person = person::Entity::find_by_id(author).one(tx.connection()).await?;
        let left = [membership.ended_at, person.and_then(|person| person.deactivated_at)].into_iter().flatten().min();
        if left.is_none_or(|left| tx.now().since(left) > GRACE) {
            return Ok(Self::Former);
        }
        let roles = membership_role::Entity::find()
            .filter(membership_role::Column::MembershipId.eq(membership.id))
            .all(tx.connection())
            .await?;
        let mut roles: Vec<_> = roles.into_iter().map(|row| row.role).collect();
        roles.sort_unstable();
        // Whoever left coaches nobody any more.
        Ok(Self::Member(Member { id: author, program, roles, coached: Vec::new() }))
    }
}
