//! Writes. Nothing that is written of an answer says whose it is.

mod answer;
mod change;
mod come;
mod facilitate;
mod raters;
mod site;
mod start;
mod turn;
mod units;

pub use answer::{answer, answer_about_oneself};
pub use change::{extend, set_minimums, widen};
pub(super) use come::listed;
pub use come::{Came, come, find_session, give_word, sweep};
pub(super) use facilitate::ensure_at_hand;
pub use facilitate::{close, decide_waiting, redact, release};
pub use raters::{approve_rater, ask_for_mail, make_link, name, revoke_rater, strike_rater};
pub use site::{edit_form, set_named_route};
pub use start::{approve, refuse, start};
pub use turn::{remind, turn};
pub use units::{make_unit, reprint, revoke_unit};

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{
    model::{Outcome, State},
    rows,
    rows::Stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{CampaignId, PersonId},
    },
    entities::{campaign_code, campaign_rater, campaign_rater_subject, campaign_unit, rater_session},
    platform::db::Tx,
};

/// The campaign of this program that `by` is about to change, and its learners.
async fn to_change(tx: &Tx<'_>, by: &Member, id: CampaignId) -> Result<(Stored, Vec<PersonId>)> {
    let stored = rows::campaign_to_change(tx.connection(), id).await?;
    if stored.row.program_id != by.program {
        return Err(Error::NotFound);
    }
    let learners = rows::subjects(tx.connection(), id).await?.into_iter().map(|subject| subject.learner_id);
    Ok((stored, learners.collect()))
}

async fn set_state(tx: &Tx<'_>, stored: &Stored, state: State) -> Result<()> {
    let mut row = stored.row.clone().into_active_model();
    row.state = Set(state);
    row.update(tx.connection()).await?;
    Ok(())
}

/// Forgets who came by which link, and lets no link open anything.
async fn forget_codes(tx: &Tx<'_>, campaign: CampaignId) -> Result<()> {
    let raters = campaign_rater::Entity::of(campaign).all(tx.connection()).await?;
    let units = campaign_unit::Entity::of(campaign).all(tx.connection()).await?;
    rater_session::Entity::delete_many()
        .filter(rater_session::Column::CampaignId.eq(campaign))
        .exec(tx.connection())
        .await?;
    campaign_code::Entity::delete_many()
        .filter(campaign_code::Column::RaterId.is_in(raters.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    campaign_code::Entity::delete_many()
        .filter(campaign_code::Column::UnitId.is_in(units.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    // Who answered is nobody's business any more.
    campaign_rater_subject::Entity::update_many()
        .col_expr(campaign_rater_subject::Column::Used, false.into())
        .filter(campaign_rater_subject::Column::RaterId.is_in(raters.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Ends a campaign whose learners are all settled.
async fn end_if_settled(tx: &Tx<'_>, stored: &Stored) -> Result<()> {
    let subjects = rows::subjects(tx.connection(), stored.row.id).await?;
    if subjects.iter().any(|subject| subject.outcome.is_none()) {
        return Ok(());
    }
    let released = subjects.iter().any(|subject| subject.outcome == Some(Outcome::Released));
    set_state(tx, stored, if released { State::Released } else { State::Unreleased }).await?;
    forget_codes(tx, stored.row.id).await
}
