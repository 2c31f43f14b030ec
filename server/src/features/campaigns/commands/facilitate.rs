//! What the facilitator does once the window is over: read, redact, release once, or close without.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, sea_query::Expr};

use super::end_if_settled;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::SubjectId,
        text::redact as redacted,
    },
    entities::{campaign_answer, campaign_comment, campaign_meter, campaign_report, campaign_subject},
    features::campaigns::{
        model::{Outcome, State, half_year},
        policy, queries,
        rows::{self, Stored},
        wire::{Decision, RedactComment, ReportBody},
    },
    platform::{audit::Action, db::Tx},
};

/// The learner whose window is over and who is not settled, for their facilitator.
async fn at_hand(tx: &Tx<'_>, by: &Member, id: SubjectId) -> Result<(Stored, campaign_subject::Model)> {
    let (stored, _) = queries::subject(tx.connection(), by.program, id).await?;
    let stored = rows::campaign_to_change(tx.connection(), stored.row.id).await?;
    ensure(policy::may_facilitate(by, stored.row.facilitator_id))?;
    let subject = campaign_subject::Entity::find_by_id(id).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    ensure_at_hand(&stored, &subject)?;
    Ok((stored, subject))
}

/// Whether the window is over and the learner is not settled.
///
/// # Errors
/// 409 `window_open`, `settled`.
pub(in crate::features::campaigns) fn ensure_at_hand(stored: &Stored, subject: &campaign_subject::Model) -> Result<()> {
    match stored.row.state {
        _ if subject.outcome.is_some() => Err(Error::conflict("settled")),
        State::Closed => Ok(()),
        State::Proposed | State::Approved | State::Open => Err(Error::conflict("window_open")),
        State::Refused | State::Released | State::Unreleased => Err(Error::conflict("settled")),
    }
}

/// Decides, for all of them together, whether answers beyond a head count are to count.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `window_open`, `settled`.
pub async fn decide_waiting(tx: &mut Tx<'_>, by: &Member, id: SubjectId, decision: Decision) -> Result<()> {
    at_hand(tx, by, id).await?;
    match decision {
        Decision::Include => {
            campaign_answer::Entity::update_many()
                .col_expr(campaign_answer::Column::Waiting, Expr::value(false))
                .filter(campaign_answer::Column::SubjectId.eq(id))
                .exec(tx.connection())
                .await?;
            campaign_comment::Entity::update_many()
                .col_expr(campaign_comment::Column::Waiting, Expr::value(false))
                .filter(campaign_comment::Column::SubjectId.eq(id))
                .exec(tx.connection())
                .await?;
        }
        Decision::LeaveOut => {
            campaign_answer::Entity::delete_many()
                .filter(campaign_answer::Column::SubjectId.eq(id))
                .filter(campaign_answer::Column::Waiting.eq(true))
                .exec(tx.connection())
                .await?;
            campaign_comment::Entity::delete_many()
                .filter(campaign_comment::Column::SubjectId.eq(id))
                .filter(campaign_comment::Column::Waiting.eq(true))
                .exec(tx.connection())
                .await?;
        }
    }
    tx.audit(Action::WaitingDecided, Some(by.program), id, None);
    Ok(())
}

/// Replaces a passage of a comment. The original is destroyed; that it was done is written down, and not what.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not, and for a comment that is not among those they read; 409 `window_open`,
/// `settled`; 422 `bad_range`.
pub async fn redact(tx: &mut Tx<'_>, by: &Member, id: SubjectId, passage: &RedactComment) -> Result<()> {
    let (stored, _) = at_hand(tx, by, id).await?;
    let read = queries::reading(tx.connection(), &stored, id).await?;
    let comment = read.comments.into_iter().find(|comment| comment.id == passage.comment).ok_or(Error::NotFound)?;
    let text = redacted(&comment.text, passage.from, passage.to).ok_or(Error::invalid("bad_range", "from"))?;
    campaign_comment::Entity::update_many()
        .col_expr(campaign_comment::Column::Text, Expr::value(text))
        .filter(campaign_comment::Column::Id.eq(comment.id))
        .exec(tx.connection())
        .await?;
    tx.audit(Action::CommentRedacted, Some(by.program), id, None);
    Ok(())
}

/// Releases what may be told, once. The report is stored as it is now, and the answers are destroyed: there is nothing
/// left that a later figure could be taken from.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `window_open`, `settled`, `waiting_undecided`, `not_valid`.
pub async fn release(tx: &mut Tx<'_>, by: &Member, id: SubjectId) -> Result<()> {
    let (stored, subject) = at_hand(tx, by, id).await?;
    if rows::waiting(tx.connection(), id).await? > 0 {
        return Err(Error::conflict("waiting_undecided"));
    }
    let told = queries::release(tx.connection(), &stored, id).await?.ok_or(Error::conflict("not_valid"))?;
    let body = ReportBody { half_year: half_year(&stored.row.closes_on), form: stored.form.clone(), release: told };
    let row = campaign_report::Model {
        subject_id: id,
        body: serde_json::to_string(&body)?,
        released_by: by.id,
        released_at: tx.now(),
    };
    campaign_report::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::ReportReleased, Some(by.program), id, None);
    settle(tx, &stored, subject, Outcome::Released).await
}

/// Closes without a release; the answers are destroyed, as raters were told.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `window_open`, `settled`.
pub async fn close(tx: &mut Tx<'_>, by: &Member, id: SubjectId) -> Result<()> {
    let (stored, subject) = at_hand(tx, by, id).await?;
    tx.audit(Action::CampaignClosedUnreleased, Some(by.program), id, None);
    settle(tx, &stored, subject, Outcome::Unreleased).await
}

async fn settle(tx: &mut Tx<'_>, stored: &Stored, subject: campaign_subject::Model, outcome: Outcome) -> Result<()> {
    let id = subject.id;
    campaign_answer::Entity::delete_many()
        .filter(campaign_answer::Column::SubjectId.eq(id))
        .exec(tx.connection())
        .await?;
    campaign_comment::Entity::delete_many()
        .filter(campaign_comment::Column::SubjectId.eq(id))
        .exec(tx.connection())
        .await?;
    campaign_meter::Entity::delete_by_id(id).exec(tx.connection()).await?;
    tx.execute("DELETE FROM campaign_unit_counts WHERE subject_id = $1", vec![id.into()]).await?;
    let mut row = subject.into_active_model();
    row.outcome = Set(Some(outcome));
    row.update(tx.connection()).await?;
    end_if_settled(tx, stored).await
}
