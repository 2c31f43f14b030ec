//! Who is asked: named, approved, struck, taken back. Who named whom is kept.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::to_change;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::{CampaignId, PersonId, RaterId, SubjectId},
    },
    entities::{campaign_code, campaign_rater, campaign_rater_subject, campaign_subject, person, rater_session},
    features::{
        campaigns::{
            model::{Group, RATERS_MAX, RaterState, State},
            policy,
            rows::{self, Stored},
            turning::daytime,
            wire::{NameRater, NameRaters},
        },
        guests::Token,
        members::{self, Email},
    },
    platform::{
        audit::Action,
        db::Tx,
        http::{read_member, zone},
        outbox::Event,
    },
};

/// Names raters: invited where whoever runs the campaign names them, proposed where a learner or a coach does.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `over`, `id_taken`; 422 `too_many_raters`, `bad_group`,
/// `group_not_asked`, `missing_field`, `not_a_member`, `not_a_mail`, `empty`, `too_long`, `not_listed`, `ask_oneself`,
/// `facilitator_rates`, `already_invited`.
pub async fn name(tx: &mut Tx<'_>, by: &Member, id: CampaignId, named: NameRaters) -> Result<()> {
    let (stored, learners) = to_change(tx, by, id).await?;
    ensure(policy::may_nominate(by, &learners))?;
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    if named.raters.len() > RATERS_MAX {
        return Err(Error::invalid("too_many_raters", "raters"));
    }
    let state = if policy::may_run(by) { RaterState::Invited } else { RaterState::Proposed };
    let subjects = rows::subjects(tx.connection(), id).await?;
    for (place, rater) in named.raters.into_iter().enumerate() {
        let add = add(tx, by, &stored, &subjects, rater, state).await;
        add.map_err(|error| at_place(error, place))?;
    }
    tx.audit(Action::RatersNamed, Some(by.program), id, None);
    Ok(())
}

/// Says which of those sent is at fault.
fn at_place(error: Error, place: usize) -> Error {
    match error {
        Error::Invalid { code, field } => {
            Error::invalid(code, format!("raters[{place}].{}", field.unwrap_or_default()))
        }
        other => other,
    }
}

async fn add(
    tx: &mut Tx<'_>,
    by: &Member,
    stored: &Stored,
    all: &[campaign_subject::Model],
    new: NameRater,
    state: RaterState,
) -> Result<()> {
    check_group(stored, new.group)?;
    let (person, name, mail) = who(tx, by, &new).await?;
    let about: BTreeSet<SubjectId> = match new.subjects {
        Some(some) => some.into_iter().collect(),
        // Nobody is asked about themselves by a code.
        None => all.iter().filter(|one| Some(one.learner_id) != person).map(|one| one.id).collect(),
    };
    let about: Vec<&campaign_subject::Model> = all.iter().filter(|one| about.contains(&one.id)).collect();
    if about.is_empty() {
        let only_oneself = all.iter().any(|one| Some(one.learner_id) == person);
        return Err(Error::invalid(if only_oneself { "ask_oneself" } else { "not_listed" }, "subjects"));
    }
    if about.iter().any(|one| Some(one.learner_id) == person) {
        return Err(Error::invalid("ask_oneself", "person"));
    }
    if person.is_some() && person == stored.row.facilitator_id {
        return Err(Error::invalid("facilitator_rates", "person"));
    }
    let same = campaign_rater::Entity::of(stored.row.id).filter(campaign_rater::Column::Mail.eq(mail.as_str()));
    if same.one(tx.connection()).await?.is_some() {
        return Err(Error::invalid("already_invited", if new.person.is_some() { "person" } else { "mail" }));
    }
    let row = campaign_rater::Model {
        id: new.id,
        campaign_id: stored.row.id,
        person_id: person,
        name,
        mail: mail.as_str().to_owned(),
        rater_group: new.group,
        state,
        nominated_by: by.id,
        reminded: false,
    };
    let inserted =
        campaign_rater::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await;
    inserted.map_err(Error::of_insert)?;
    let rows = about.iter().map(|subject| {
        campaign_rater_subject::Model { rater_id: new.id, subject_id: subject.id, used: false }.into_active_model()
    });
    campaign_rater_subject::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    invite(tx, stored, new.id, state).await
}

/// The member, or somebody by address, who may be known here after all.
async fn who(tx: &Tx<'_>, by: &Member, new: &NameRater) -> Result<(Option<PersonId>, String, Email)> {
    let full = |row: &person::Model| format!("{} {}", row.given_name, row.family_name);
    if let Some(id) = new.person {
        let member = read_member(tx.connection(), by.program, id, tx.now()).await?;
        let row = person::Entity::find_by_id(id).one(tx.connection()).await?.filter(|_| member.is_some());
        let row = row.ok_or(Error::invalid("not_a_member", "person"))?;
        return Ok((Some(id), full(&row), Email::parse(&row.email)?));
    }
    let mail = new.mail.as_deref().ok_or(Error::invalid("missing_field", "mail"))?;
    let mail = Email::parse(mail).map_err(|_| Error::invalid("not_a_mail", "mail"))?;
    let name = new.name.as_deref().ok_or(Error::invalid("missing_field", "name"))?;
    let name = members::Name::parse(name, "name")?;
    let known = members::queries::person_by_email(tx.connection(), &mail).await?;
    Ok((known.map(|row| row.id), name.as_str().to_owned(), mail))
}

fn check_group(stored: &Stored, group: Group) -> Result<()> {
    match group {
        Group::Own => Err(Error::invalid("bad_group", "group")),
        group if stored.groups.has(group) => Ok(()),
        _ => Err(Error::invalid("group_not_asked", "group")),
    }
}

/// Has the link mailed by day, once the campaign is open.
async fn invite(tx: &mut Tx<'_>, stored: &Stored, rater: RaterId, state: RaterState) -> Result<()> {
    if state == RaterState::Invited && stored.row.state == State::Open {
        let when = daytime(tx.now(), &zone(tx.connection(), stored.row.program_id).await?);
        tx.announce_at(Event::RaterInvited { rater: rater.0 }, when);
    }
    Ok(())
}

/// The rater `by` is about to change, with campaign and learners.
async fn rater_to_change(
    tx: &Tx<'_>,
    by: &Member,
    id: RaterId,
) -> Result<(campaign_rater::Model, Stored, Vec<PersonId>)> {
    let row = campaign_rater::Entity::find_by_id(id).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let (stored, learners) = to_change(tx, by, row.campaign_id).await?;
    Ok((row, stored, learners))
}

/// Invites somebody who was proposed.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_proposed`, `over`; 422 `bad_group`, `group_not_asked`.
pub async fn approve_rater(tx: &mut Tx<'_>, by: &Member, id: RaterId, group: Option<Group>) -> Result<CampaignId> {
    let (row, stored, learners) = rater_to_change(tx, by, id).await?;
    ensure(policy::may_decide_about_raters(by, &learners))?;
    if row.state != RaterState::Proposed {
        return Err(Error::conflict("not_proposed"));
    }
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    let group = group.unwrap_or(row.rater_group);
    check_group(&stored, group)?;
    let mut change = row.into_active_model();
    change.rater_group = Set(group);
    change.state = Set(RaterState::Invited);
    change.update(tx.connection()).await?;
    tx.audit(Action::RaterApproved, Some(by.program), id, None);
    invite(tx, &stored, id, RaterState::Invited).await?;
    Ok(stored.row.id)
}

/// Does not invite somebody who was proposed.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_proposed`.
pub async fn strike_rater(tx: &mut Tx<'_>, by: &Member, id: RaterId) -> Result<CampaignId> {
    let (row, stored, learners) = rater_to_change(tx, by, id).await?;
    ensure(policy::may_decide_about_raters(by, &learners))?;
    if row.state != RaterState::Proposed {
        return Err(Error::conflict("not_proposed"));
    }
    let mut change = row.into_active_model();
    change.state = Set(RaterState::Struck);
    change.update(tx.connection()).await?;
    tx.audit(Action::RaterStruck, Some(by.program), id, None);
    Ok(stored.row.id)
}

/// Takes an invitation back: its links open nothing any more. What was answered stays, for nobody knows which it is.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_invited`.
pub async fn revoke_rater(tx: &mut Tx<'_>, by: &Member, id: RaterId) -> Result<CampaignId> {
    let (row, stored, _) = rater_to_change(tx, by, id).await?;
    ensure(policy::may_run(by))?;
    if row.state != RaterState::Invited {
        return Err(Error::conflict("not_invited"));
    }
    let mut change = row.into_active_model();
    change.state = Set(RaterState::Revoked);
    change.update(tx.connection()).await?;
    campaign_code::Entity::delete_many().filter(campaign_code::Column::RaterId.eq(id)).exec(tx.connection()).await?;
    rater_session::Entity::delete_many().filter(rater_session::Column::RaterId.eq(id)).exec(tx.connection()).await?;
    tx.audit(Action::RaterRevoked, Some(by.program), id, None);
    Ok(stored.row.id)
}

/// Has another link mailed; those before stop. It says the same whether or not they answered.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_open`, `not_invited`.
pub async fn ask_for_mail(tx: &mut Tx<'_>, by: &Member, id: RaterId) -> Result<()> {
    let (row, stored, _) = rater_to_change(tx, by, id).await?;
    ensure(policy::may_run(by))?;
    if row.state != RaterState::Invited {
        return Err(Error::conflict("not_invited"));
    }
    if stored.row.state != State::Open {
        return Err(Error::conflict("not_open"));
    }
    campaign_code::Entity::delete_many().filter(campaign_code::Column::RaterId.eq(id)).exec(tx.connection()).await?;
    tx.audit(Action::RaterMailed, Some(by.program), id, None);
    invite(tx, &stored, id, RaterState::Invited).await
}

/// Makes a link for a rater and gives its secret; nothing where nothing is left to answer.
///
/// # Errors
/// A fault of the database.
pub async fn make_link(tx: &mut Tx<'_>, rater: RaterId) -> Result<Option<Token>> {
    let left = campaign_rater_subject::Entity::find()
        .filter(campaign_rater_subject::Column::RaterId.eq(rater))
        .filter(campaign_rater_subject::Column::Used.eq(false));
    if left.one(tx.connection()).await?.is_none() {
        return Ok(None);
    }
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let row = campaign_code::Model { token_hash: token.hash(), rater_id: Some(rater), unit_id: None };
    campaign_code::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(Some(token))
}
