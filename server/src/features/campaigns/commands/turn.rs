//! What the day brings: a campaign opens and closes, its meter is read, its raters are invited and reminded.

use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::set_state;
use crate::{
    base::{
        day::Day,
        error::Result,
        ids::{CampaignId, RaterId, SubjectId},
    },
    entities::{campaign_meter, campaign_rater, campaign_rater_subject, rater_session},
    features::campaigns::{
        model::{RaterState, State},
        release::Division,
        rows::{self, Stored},
        turning::{daytime, is_time_to_remind},
        wire::MeterGroup,
    },
    platform::{db::Tx, http::zone, outbox::Event},
};

/// Brings a campaign to this day. It may be done again.
///
/// # Errors
/// A fault of the database.
pub async fn turn(tx: &mut Tx<'_>, id: CampaignId, today: &Day) -> Result<()> {
    let stored = rows::campaign_to_change(tx.connection(), id).await?;
    if !matches!(stored.row.state, State::Approved | State::Open | State::Closed) {
        return Ok(());
    }
    let state = stored.window().state_on(today);
    if state != stored.row.state {
        set_state(tx, &stored, state).await?;
        match state {
            State::Open => invite_all(tx, &stored).await?,
            _ => forget_sessions(tx, id).await?,
        }
    }
    if state != State::Approved {
        for subject in rows::subjects(tx.connection(), id).await? {
            if subject.outcome.is_none() {
                read_meter(tx, &stored, subject.id, today).await?;
            }
        }
    }
    Ok(())
}

async fn invite_all(tx: &mut Tx<'_>, stored: &Stored) -> Result<()> {
    let invited = campaign_rater::Entity::of(stored.row.id)
        .filter(campaign_rater::Column::State.eq(RaterState::Invited))
        .all(tx.connection())
        .await?;
    // Opened again, those who have their link keep it.
    let when = daytime(tx.now(), &zone(tx.connection(), stored.row.program_id).await?);
    for rater in invited.into_iter().filter(|_| stored.row.state == State::Approved) {
        tx.announce_at(Event::RaterInvited { rater: rater.id.0 }, when);
    }
    Ok(())
}

async fn forget_sessions(tx: &Tx<'_>, campaign: CampaignId) -> Result<()> {
    rater_session::Entity::delete_many()
        .filter(rater_session::Column::CampaignId.eq(campaign))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Once a day: how many answered, each count up to its minimum.
async fn read_meter(tx: &Tx<'_>, stored: &Stored, subject: SubjectId, today: &Day) -> Result<()> {
    let before = campaign_meter::Entity::find_by_id(subject).one(tx.connection()).await?;
    if before.is_some_and(|row| row.as_of == *today) {
        return Ok(());
    }
    let counts = rows::counts(tx.connection(), subject).await?;
    let minimums = stored.minimums();
    let division = Division::of(&counts, &stored.rules());
    let upto = |many: usize, most: i32| i32::try_from(many).unwrap_or(i32::MAX).min(most);
    let groups: Vec<MeterGroup> = stored
        .groups
        .list()
        .into_iter()
        .map(|group| {
            let many = counts.get(&group).copied().unwrap_or(0);
            MeterGroup { group, count: upto(many, minimums.group) }
        })
        .collect();
    let row = campaign_meter::Model {
        subject_id: subject,
        as_of: today.clone(),
        valid: division.is_valid(rows::personal(tx.connection(), subject).await?, minimums),
        total: upto(division.raters, minimums.total),
        counts: serde_json::to_string(&groups)?,
    };
    use campaign_meter::Column::{AsOf, Counts, SubjectId as Subject, Total, Valid};
    campaign_meter::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Subject).update_columns([AsOf, Valid, Total, Counts]).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Has those reminded who did not answer yet, once, some days before the end. That it was done is written beside all
/// of them, so that it says of nobody whether they had answered.
///
/// # Errors
/// A fault of the database.
pub async fn remind(tx: &mut Tx<'_>, id: CampaignId, today: &Day) -> Result<()> {
    let stored = rows::campaign_to_change(tx.connection(), id).await?;
    if stored.row.state != State::Open || !is_time_to_remind(&stored.window(), today) {
        return Ok(());
    }
    let not_yet = campaign_rater::Entity::of(id)
        .filter(campaign_rater::Column::State.eq(RaterState::Invited))
        .filter(campaign_rater::Column::Reminded.eq(false))
        .all(tx.connection())
        .await?;
    if not_yet.is_empty() {
        return Ok(());
    }
    let ids: Vec<RaterId> = not_yet.iter().map(|row| row.id).collect();
    let open = campaign_rater_subject::Entity::find()
        .filter(campaign_rater_subject::Column::RaterId.is_in(ids.iter().copied()))
        .filter(campaign_rater_subject::Column::Used.eq(false))
        .all(tx.connection())
        .await?;
    campaign_rater::Entity::update_many()
        .col_expr(campaign_rater::Column::Reminded, Expr::value(true))
        .filter(campaign_rater::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.connection())
        .await?;
    let when = daytime(tx.now(), &zone(tx.connection(), stored.row.program_id).await?);
    for rater in ids.into_iter().filter(|id| open.iter().any(|one| one.rater_id == *id)) {
        tx.announce_at(Event::RaterReminderDue { rater: rater.0 }, when);
    }
    Ok(())
}
