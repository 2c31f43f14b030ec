//! Assessors of another program or department, for the dates of a rotation.

use super::{membership::set_membership, people::add_person};
use crate::{
    base::{
        actor::{Member, Profession, Role},
        error::{Error, Result, ensure},
        ids::PersonId,
    },
    features::{
        members::{
            model::{Dates, NewMembership, NewPerson},
            policy, queries,
        },
        programs,
    },
    platform::{db::Tx, http::today},
};

/// Somebody to add as an assessor for some days.
#[derive(Clone, Debug)]
pub struct ForDates {
    /// Who; the name counts only where nobody is known by this address.
    pub person: NewPerson,
    /// Faculty or team.
    pub role: Role,
    /// What they are; needed of the team.
    pub profession: Option<Profession>,
    /// When.
    pub dates: Dates,
}

/// Makes somebody an assessor of the program for some days, or gives one who is that already other days.
///
/// # Errors
/// "Not found" for whoever may not; 409 `deactivated`, or `already_a_member` where they are one without dates; 422 with
/// the field: `until_in_the_past`, `dates_only_for_assessors`, `profession_missing`.
pub async fn add_for_dates(tx: &mut Tx<'_>, by: &Member, new: &ForDates) -> Result<PersonId> {
    ensure(policy::may_add_for_dates(by))?;
    if *new.dates.ends_on() < today(tx.connection(), by.program, tx.now()).await? {
        return Err(Error::invalid("until_in_the_past", "ends_on"));
    }
    let sets = programs::queries::sets_of(tx.connection(), by.program).await?;
    let membership = NewMembership::new([new.role], None, new.profession, &[], &sets)?.in_dates(new.dates.clone())?;
    let person = match queries::person_by_email(tx.connection(), &new.person.email).await? {
        Some(known) if known.deactivated_at.is_some() => return Err(Error::conflict("deactivated")),
        Some(known) => known.id,
        None => add_person(tx, &new.person).await?,
    };
    if let Some((row, is)) = queries::membership_of(tx.connection(), by.program, person).await?
        && is.dates().is_none()
        && !queries::is_over(row.ended_at, tx.now())
    {
        return Err(Error::conflict("already_a_member"));
    }
    set_membership(tx, by.program, person, &membership).await?;
    Ok(person)
}
