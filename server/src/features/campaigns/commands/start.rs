//! Starting a campaign, or proposing one, which somebody approves or refuses.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::{set_state, to_change, turn};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::{CampaignId, PersonId, ProgramId, SubjectId},
    },
    entities::{campaign, campaign_subject},
    features::{
        campaigns::{
            model::{Groups, LEARNERS_MAX, RATERS, State, Window},
            policy, queries,
            wire::{ApproveCampaign, StartCampaign},
        },
        members,
    },
    platform::{
        audit::Action,
        db::Tx,
        http::{read_member, today},
    },
};

/// Starts a campaign, or proposes one where a learner does.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `named_route_missing`, `id_taken`; 422 `no_learners`,
/// `too_many_learners`, `not_a_learner`, `bad_window`, `no_groups`, `bad_group`, `below_floor`, `bad_minimums`,
/// `missing_field` and `bad_facilitator` (facilitator).
pub async fn start(tx: &mut Tx<'_>, by: &Member, new: StartCampaign) -> Result<CampaignId> {
    let runs = policy::may_run(by);
    ensure(runs || policy::may_propose(by, &new.learners))?;
    if queries::named_route(tx.connection(), by.program).await?.is_none() {
        return Err(Error::conflict("named_route_missing"));
    }
    let learners: BTreeSet<PersonId> = new.learners.iter().copied().collect();
    match learners.len() {
        0 => return Err(Error::invalid("no_learners", "learners")),
        n if n > LEARNERS_MAX => return Err(Error::invalid("too_many_learners", "learners")),
        _ => {}
    }
    for learner in &learners {
        if members::queries::learner(tx.connection(), by.program, *learner).await?.is_none() {
            return Err(Error::invalid("not_a_learner", "learners"));
        }
    }
    let today = today(tx.connection(), by.program, tx.now()).await?;
    let window = Window::new(new.opens_on, new.closes_on, &today)?;
    let groups = Groups::parse(new.groups.unwrap_or_else(|| RATERS.to_vec()))?;
    let minimums = new.minimums.unwrap_or_default().check()?;
    match new.facilitator {
        Some(facilitator) => check_facilitator(tx, by.program, facilitator, &learners).await?,
        None if runs => return Err(Error::invalid("missing_field", "facilitator")),
        None => {}
    }
    let form = queries::form(tx.connection(), by.program).await?;
    let row = campaign::Model {
        id: new.id,
        program_id: by.program,
        state: if runs { State::Approved } else { State::Proposed },
        form_version: form.version,
        form: serde_json::to_string(&form)?,
        opens_on: window.opens_on,
        closes_on: window.closes_on,
        groups: groups.text(),
        aim: minimums.aim,
        total_minimum: minimums.total,
        group_minimum: minimums.group,
        facilitator_id: new.facilitator,
        started_by: by.id,
        proposed: !runs,
        director_sees: new.director_sees,
        created_at: tx.now(),
    };
    let stored = campaign::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await;
    stored.map_err(Error::of_insert)?;
    let subjects = learners.into_iter().map(|learner| {
        let id: SubjectId = tx.next_id();
        campaign_subject::Model { id, campaign_id: new.id, learner_id: learner, outcome: None }.into_active_model()
    });
    let subjects: Vec<_> = subjects.collect();
    campaign_subject::Entity::insert_many(subjects).exec_without_returning(tx.connection()).await?;
    let action = if runs { Action::CampaignStarted } else { Action::CampaignProposed };
    tx.audit(action, Some(by.program), new.id, None);
    turn(tx, new.id, &today).await?;
    Ok(new.id)
}

/// Approves what a learner proposed.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_proposed`; 422 as [`start`].
pub async fn approve(tx: &mut Tx<'_>, by: &Member, id: CampaignId, change: ApproveCampaign) -> Result<()> {
    let (mut stored, learners) = to_change(tx, by, id).await?;
    ensure(policy::may_decide(by, &learners))?;
    if stored.row.state != State::Proposed {
        return Err(Error::conflict("not_proposed"));
    }
    let today = today(tx.connection(), by.program, tx.now()).await?;
    check_facilitator(tx, by.program, change.facilitator, &learners.into_iter().collect()).await?;
    // It may have waited beyond its first day: then it begins today and lasts as long.
    let opens_on = stored.row.opens_on.clone().max(today.clone());
    let closes_on =
        change.closes_on.or_else(|| Some(stored.row.closes_on.clone()).filter(|_| opens_on == stored.row.opens_on));
    let window = Window::new(opens_on, closes_on, &today)?;
    let mut row = stored.row.clone().into_active_model();
    row.state = Set(State::Approved);
    row.facilitator_id = Set(Some(change.facilitator));
    row.director_sees = Set(change.director_sees.unwrap_or(stored.row.director_sees));
    row.opens_on = Set(window.opens_on);
    row.closes_on = Set(window.closes_on);
    stored.row = row.update(tx.connection()).await?;
    tx.audit(Action::CampaignApproved, Some(by.program), id, None);
    turn(tx, id, &today).await
}

/// Turns a proposal down.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `not_proposed`.
pub async fn refuse(tx: &mut Tx<'_>, by: &Member, id: CampaignId) -> Result<()> {
    let (stored, learners) = to_change(tx, by, id).await?;
    ensure(policy::may_decide(by, &learners))?;
    if stored.row.state != State::Proposed {
        return Err(Error::conflict("not_proposed"));
    }
    set_state(tx, &stored, State::Refused).await?;
    tx.audit(Action::CampaignRefused, Some(by.program), id, None);
    Ok(())
}

async fn check_facilitator(
    tx: &Tx<'_>,
    program: ProgramId,
    facilitator: PersonId,
    learners: &BTreeSet<PersonId>,
) -> Result<()> {
    let member = read_member(tx.connection(), program, facilitator, tx.now()).await?;
    let can = member.is_some_and(|member| policy::can_facilitate(&member.roles)) && !learners.contains(&facilitator);
    if can { Ok(()) } else { Err(Error::invalid("bad_facilitator", "facilitator")) }
}
