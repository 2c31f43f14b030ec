//! What can be changed of a campaign while it runs: it only grows, and minimums stay once somebody answered.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::{to_change, turn};
use crate::{
    base::{
        actor::Member,
        day::Day,
        error::{Error, Result, ensure},
        ids::CampaignId,
    },
    features::campaigns::{
        model::{Group, Groups, Minimums, State},
        policy, queries, rows,
    },
    platform::{audit::Action, db::Tx, http::today},
};

/// Sets how many answers there have to be, before the first one.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `minimums_fixed`, `over`; 422 as [`Minimums::check`].
pub async fn set_minimums(tx: &mut Tx<'_>, by: &Member, id: CampaignId, minimums: Minimums) -> Result<()> {
    let (stored, _) = to_change(tx, by, id).await?;
    ensure(policy::may_run(by))?;
    let minimums = minimums.check()?;
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    if minimums == stored.minimums() {
        return Ok(());
    }
    if rows::has_answers(tx.connection(), id).await? {
        return Err(Error::conflict("minimums_fixed"));
    }
    let mut row = stored.row.into_active_model();
    row.aim = Set(minimums.aim);
    row.total_minimum = Set(minimums.total);
    row.group_minimum = Set(minimums.group);
    row.update(tx.connection()).await?;
    tx.audit(Action::CampaignChanged, Some(by.program), id, None);
    Ok(())
}

/// Moves the last day back. A campaign that was closed opens again for the learners who are not settled, unless one of
/// them could be released: whoever read their comments would know later which are new.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `settled`, `can_be_released`; 422 `bad_window`.
pub async fn extend(tx: &mut Tx<'_>, by: &Member, id: CampaignId, closes_on: Day) -> Result<()> {
    let (stored, _) = to_change(tx, by, id).await?;
    ensure(policy::may_run(by))?;
    if matches!(stored.row.state, State::Refused | State::Released | State::Unreleased) {
        return Err(Error::conflict("settled"));
    }
    if stored.row.state == State::Closed {
        for subject in rows::subjects(tx.connection(), id).await? {
            if subject.outcome.is_none() && queries::is_valid(tx.connection(), &stored, subject.id).await? {
                return Err(Error::conflict("can_be_released"));
            }
        }
    }
    let today = today(tx.connection(), by.program, tx.now()).await?;
    let window = stored.window().extended(closes_on, &today)?;
    let mut row = stored.row.into_active_model();
    row.closes_on = Set(window.closes_on);
    row.update(tx.connection()).await?;
    tx.audit(Action::CampaignChanged, Some(by.program), id, None);
    turn(tx, id, &today).await
}

/// Asks more groups.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `over`; 422 `group_in_use` where one is missing that was asked,
/// `no_groups`, `bad_group`.
pub async fn widen(tx: &mut Tx<'_>, by: &Member, id: CampaignId, groups: Vec<Group>) -> Result<()> {
    let (stored, _) = to_change(tx, by, id).await?;
    ensure(policy::may_run(by))?;
    let groups = Groups::parse(groups)?;
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    if !groups.covers(&stored.groups) {
        return Err(Error::invalid("group_in_use", "groups"));
    }
    let mut row = stored.row.into_active_model();
    row.groups = Set(groups.text());
    row.update(tx.connection()).await?;
    tx.audit(Action::CampaignChanged, Some(by.program), id, None);
    Ok(())
}
