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
    platform::{
        db::Tx,
        http::{read_member, read_plain_members},
    },
};

/// A deactivated person may still push what was saved for so long.
const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// See the module.
#[derive(Clone, Debug)]
pub enum Standing {
    /// A member, or one who left so recently that what was saved still counts as a member's.
    Member(Member),
    /// Once a member, or one whose dates have not begun.
    Former,
    /// Never one.
    Never,
}

impl Standing {
    /// What was [looked up](look_up), or reads it.
    pub async fn remembered(tx: &Tx<'_>, program: ProgramId, author: PersonId) -> Result<Self> {
        match tx.recall::<Self>(STANDING, (program.into(), author.into())) {
            Some(known) => Ok((*known).clone()),
            None => Self::load(tx, program, author).await,
        }
    }

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
        if left.is_none_or(|left| left > tx.now() || tx.now().since(left) > GRACE) {
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

/// Under which name a standing is remembered.
const STANDING: &str = "standing";

/// Remembers what these people are to these programs, for as long as the transaction changes no rows by statement: of
/// present members who coach nobody. The others are read when they are met.
///
/// # Errors
/// A fault of the database.
pub async fn look_up(tx: &Tx<'_>, asked: &[(ProgramId, PersonId)]) -> Result<()> {
    for member in read_plain_members(&tx.settled(), asked, tx.now()).await? {
        tx.keep(STANDING, (member.program.into(), member.id.into()), Standing::Member(member));
    }
    Ok(())
}
