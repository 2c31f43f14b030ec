//! Taking an answer. In one transaction the code is used and the answer stored; nothing stored leads from one to the
//! other, and nothing else is written: no audit, no feed, no event, no time.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, Statement, sea_query::Expr,
};
use uuid::{Builder, Uuid};

use super::{come::listed, to_change};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{CampaignId, SubjectId},
    },
    entities::{
        campaign_answer, campaign_comment, campaign_rater, campaign_rater_subject, campaign_unit, rater_session,
    },
    features::campaigns::{
        answer::{Given, OwnAnswer, RaterAnswer},
        model::{Group, State},
        queries,
        rows::{self, Stored},
    },
    platform::{db::Tx, http::today},
};

/// Takes the answer of a session. Says whether it is a new one: sent again, it is known by its id.
///
/// # Errors
/// 401 `no_session`; 409 `campaign_over`, `already_answered`; 422 `word_needed`, `not_listed` (learner), `missing_field`
/// and `group_not_asked` (group), and as [`RaterAnswer::given`].
pub async fn answer(tx: &mut Tx<'_>, session: &rater_session::Model, answer: &RaterAnswer) -> Result<bool> {
    let stored = rows::campaign_to_change(tx.connection(), session.campaign_id).await?;
    if is_there(tx, answer.id).await? {
        return Ok(false);
    }
    ensure_open(tx, &stored).await?;
    if !session.word_given {
        return Err(Error::invalid("word_needed", "learner"));
    }
    let (_, used) = listed(tx.connection(), &stored, session)
        .await?
        .into_iter()
        .find(|(subject, _)| subject.id == answer.learner)
        .ok_or(Error::invalid("not_listed", "learner"))?;
    let group = group(tx, &stored, session, answer).await?;
    let given = answer.given(&stored.form)?;
    if used {
        return Err(Error::conflict("already_answered"));
    }
    let waiting = match (session.rater_id, session.unit_id) {
        (Some(rater), _) => {
            let use_it = campaign_rater_subject::Entity::update_many()
                .col_expr(campaign_rater_subject::Column::Used, Expr::value(true))
                .filter(campaign_rater_subject::Column::RaterId.eq(rater))
                .filter(campaign_rater_subject::Column::SubjectId.eq(answer.learner))
                .filter(campaign_rater_subject::Column::Used.eq(false));
            if use_it.exec(tx.connection()).await?.rows_affected == 0 {
                return Err(Error::conflict("already_answered"));
            }
            false
        }
        (None, Some(unit)) => count_at_unit(tx, unit.0, answer.learner).await?,
        (None, None) => return Err(Error::Unauthenticated("no_session")),
    };
    store(tx, &stored, answer.learner, group, given, waiting).await?;
    Ok(true)
}

/// Takes what a learner says about themselves, once.
///
/// # Errors
/// [`Error::NotFound`] for whoever the campaign is not about; 409 `already_answered`, `not_open`; 422 as
/// [`OwnAnswer::given`].
pub async fn answer_about_oneself(tx: &mut Tx<'_>, by: &Member, id: CampaignId, answer: &OwnAnswer) -> Result<bool> {
    let (stored, _) = to_change(tx, by, id).await?;
    let subjects = rows::subjects(tx.connection(), id).await?;
    let mine = subjects.into_iter().find(|subject| subject.learner_id == by.id).ok_or(Error::NotFound)?;
    if is_there(tx, answer.id).await? {
        return Ok(false);
    }
    if stored.row.state != State::Open || mine.outcome.is_some() {
        return Err(Error::conflict("not_open"));
    }
    let given = answer.given(&stored.form)?;
    if queries::has_answered_about_themselves(tx.connection(), mine.id).await? {
        return Err(Error::conflict("already_answered"));
    }
    store(tx, &stored, mine.id, Group::Own, given, false).await?;
    Ok(true)
}

async fn is_there(tx: &Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(campaign_answer::Entity::find_by_id(id).one(tx.connection()).await?.is_some())
}

/// Its last day may be over before that is written down.
async fn ensure_open(tx: &Tx<'_>, stored: &Stored) -> Result<()> {
    let today = today(tx.connection(), stored.row.program_id, tx.now()).await?;
    match stored.row.state == State::Open && today <= stored.row.closes_on {
        true => Ok(()),
        false => Err(Error::conflict("campaign_over")),
    }
}

/// As what they answer: a personal code says it, at a poster they do.
async fn group(tx: &Tx<'_>, stored: &Stored, session: &rater_session::Model, answer: &RaterAnswer) -> Result<Group> {
    let fixed = match session.rater_id {
        Some(rater) => {
            let row = campaign_rater::Entity::find_by_id(rater).one(tx.connection()).await?;
            Some(row.ok_or(Error::Unauthenticated("no_session"))?.rater_group)
        }
        None => None,
    };
    match (fixed, answer.group) {
        (Some(fixed), chosen) if chosen.is_none_or(|chosen| chosen == fixed) => Ok(fixed),
        (None, Some(chosen)) if stored.groups.has(chosen) => Ok(chosen),
        (None, None) => Err(Error::invalid("missing_field", "group")),
        _ => Err(Error::invalid("group_not_asked", "group")),
    }
}

/// Counts an answer by a poster; whether it is beyond the unit's head count.
async fn count_at_unit(tx: &Tx<'_>, unit: Uuid, subject: SubjectId) -> Result<bool> {
    let row = campaign_unit::Entity::find_by_id(unit).one(tx.connection()).await?;
    let head_count = row.ok_or(Error::Unauthenticated("no_session"))?.head_count;
    let count = "INSERT INTO campaign_unit_counts (unit_id, subject_id, answers) VALUES ($1, $2, 1) \
                 ON CONFLICT (unit_id, subject_id) DO UPDATE SET answers = campaign_unit_counts.answers + 1";
    tx.execute(count, vec![unit.into(), subject.into()]).await?;
    let read = "SELECT answers FROM campaign_unit_counts WHERE unit_id = $1 AND subject_id = $2";
    let read = Statement::from_sql_and_values(tx.backend(), read, [unit.into(), subject.into()]);
    let row = tx.connection().query_one_raw(read).await?.ok_or_else(|| Error::internal("no count"))?;
    Ok(row.try_get_by_index::<i32>(0)? > head_count)
}

async fn store(
    tx: &mut Tx<'_>,
    stored: &Stored,
    subject: SubjectId,
    group: Group,
    given: Given,
    waiting: bool,
) -> Result<()> {
    let row = campaign_answer::Model {
        id: given.id,
        subject_id: subject,
        rater_group: group,
        form_version: stored.form.version,
        ratings: serde_json::to_string(&given.ratings)?,
        waiting,
    };
    let inserted =
        campaign_answer::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await;
    inserted.map_err(Error::of_insert)?;
    for (question, text) in given.paragraphs {
        let id = random_id(tx);
        let row = campaign_comment::Model { id, subject_id: subject, rater_group: group, question, text, waiting };
        campaign_comment::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    }
    mix(tx, stored.row.id, subject).await
}

/// A version 4 id: it says nothing of when.
fn random_id(tx: &Tx<'_>) -> Uuid {
    let mut random = [0; 16];
    tx.fill(&mut random);
    Builder::from_random_bytes(random).into_uuid()
}

/// PostgreSQL writes beside each row which transaction made it, and keeps rows in the order they came: by either, the
/// code that was used would lead to the answer. So each answer has all of them written anew, in the order of their ids.
/// SQLite keeps them in that order, and nothing beside.
async fn mix(tx: &Tx<'_>, campaign: CampaignId, subject: SubjectId) -> Result<()> {
    if tx.backend() != DbBackend::Postgres {
        return Ok(());
    }
    for table in ["campaign_answers", "campaign_comments"] {
        let again = format!(
            "WITH gone AS (DELETE FROM {table} WHERE subject_id = $1 RETURNING *) \
             INSERT INTO {table} SELECT * FROM gone ORDER BY id"
        );
        tx.execute(&again, vec![subject.into()]).await?;
    }
    let touch = "UPDATE campaign_rater_subjects SET used = used \
                 WHERE rater_id IN (SELECT id FROM campaign_raters WHERE campaign_id = $1)";
    tx.execute(touch, vec![campaign.into()]).await.map(drop)
}
