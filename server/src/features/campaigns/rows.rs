//! Model ↔ tables.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::{
    answer::Ratings,
    form::Form,
    model::{Group, Groups, Minimums, State, Window},
    release::{Answer, Comment, Counts, Rules},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{CampaignId, PersonId, ProgramId, RotationId, SubjectId},
    },
    entities::{assignment, campaign, campaign_answer, campaign_comment, campaign_subject, campaign_unit, person},
};

/// A campaign as it is stored, with what is in its columns.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The row.
    pub row: campaign::Model,
    /// The form it began with.
    pub form: Form,
    /// Who is asked.
    pub groups: Groups,
}

impl Stored {
    /// Reads the columns of a row.
    ///
    /// # Errors
    /// [`Error::Internal`] where the form cannot be read, which it can.
    pub fn of(row: campaign::Model) -> Result<Self> {
        Ok(Self { form: serde_json::from_str(&row.form)?, groups: Groups::stored(&row.groups), row })
    }

    /// How many answers there have to be.
    pub fn minimums(&self) -> Minimums {
        let campaign::Model { aim, total_minimum, group_minimum, .. } = self.row;
        Minimums { aim, total: total_minimum, group: group_minimum }
    }

    /// From when to when.
    pub fn window(&self) -> Window {
        Window { opens_on: self.row.opens_on.clone(), closes_on: self.row.closes_on.clone() }
    }

    /// How it is judged.
    pub fn rules(&self) -> Rules<'_> {
        Rules { form: &self.form, asked: &self.groups, minimums: self.minimums() }
    }

    /// Whether raters may still be named and posters made.
    pub fn is_running(&self) -> bool {
        matches!(self.row.state, State::Proposed | State::Approved | State::Open)
    }
}

/// A campaign of a program.
///
/// # Errors
/// A fault of the database.
pub async fn campaign(connection: &impl ConnectionTrait, program: ProgramId, id: CampaignId) -> Result<Option<Stored>> {
    let found = campaign::Entity::of(program).filter(campaign::Column::Id.eq(id)).one(connection).await?;
    found.map(Stored::of).transpose()
}

/// A campaign, wherever it is, for whoever is about to change what belongs to it: one at a time.
///
/// # Errors
/// [`Error::NotFound`], or a fault of the database.
pub async fn campaign_to_change(connection: &impl ConnectionTrait, id: CampaignId) -> Result<Stored> {
    let found = campaign::Entity::find_by_id(id).lock_exclusive().one(connection).await?;
    Stored::of(found.ok_or(Error::NotFound)?)
}

/// Its learners, in an order that stays.
///
/// # Errors
/// A fault of the database.
pub async fn subjects(connection: &impl ConnectionTrait, campaign: CampaignId) -> Result<Vec<campaign_subject::Model>> {
    Ok(campaign_subject::Entity::of(campaign).order_by_asc(campaign_subject::Column::Id).all(connection).await?)
}

/// The names of people, by id.
///
/// # Errors
/// A fault of the database.
pub async fn names(
    connection: &impl ConnectionTrait,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>> {
    let found = person::Entity::find().filter(person::Column::Id.is_in(people)).all(connection).await?;
    Ok(found.into_iter().map(|one| (one.id, format!("{} {}", one.given_name, one.family_name))).collect())
}

/// How many answers about a learner count, by group, without the learner's own.
///
/// # Errors
/// A fault of the database.
pub async fn counts(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<Counts> {
    #[derive(FromQueryResult)]
    struct Counted {
        rater_group: Group,
        many: i64,
    }
    let sql = "SELECT rater_group, COUNT(*) AS many FROM campaign_answers \
               WHERE subject_id = $1 AND waiting = FALSE AND rater_group <> 'own' GROUP BY rater_group";
    let select = Statement::from_sql_and_values(connection.get_database_backend(), sql, [subject.into()]);
    let found = Counted::find_by_statement(select).all(connection).await?;
    Ok(found.into_iter().map(|one| (one.rater_group, usize::try_from(one.many).unwrap_or(0))).collect())
}

/// How many used a code of their own for a learner.
///
/// # Errors
/// A fault of the database.
pub async fn personal(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<usize> {
    let sql = "SELECT COUNT(*) FROM campaign_rater_subjects WHERE subject_id = $1 AND used = TRUE";
    how_many(connection, sql, subject.0).await
}

/// How many answers beyond a head count wait for the facilitator.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<usize> {
    how_many(connection, "SELECT COUNT(*) FROM campaign_answers WHERE subject_id = $1 AND waiting = TRUE", subject.0)
        .await
}

/// Whether anybody answered in a campaign.
///
/// # Errors
/// A fault of the database.
pub async fn has_answers(connection: &impl ConnectionTrait, campaign: CampaignId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM campaign_answers a JOIN campaign_subjects s ON s.id = a.subject_id \
               WHERE s.campaign_id = $1 AND a.rater_group <> 'own'";
    Ok(how_many(connection, sql, campaign.0).await? > 0)
}

async fn how_many(connection: &impl ConnectionTrait, sql: &str, of: Uuid) -> Result<usize> {
    let select = Statement::from_sql_and_values(connection.get_database_backend(), sql, [of.into()]);
    let row = connection.query_one_raw(select).await?.ok_or_else(|| Error::internal("no count"))?;
    Ok(usize::try_from(row.try_get_by_index::<i64>(0)?).unwrap_or(0))
}

/// What counts of the answers about a learner, in the order of their random ids.
///
/// # Errors
/// A fault of the database.
pub async fn answers(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<Vec<Answer>> {
    let rows = campaign_answer::Entity::of(subject)
        .filter(campaign_answer::Column::Waiting.eq(false))
        .order_by_asc(campaign_answer::Column::Id)
        .all(connection)
        .await?;
    let read = |row: campaign_answer::Model| {
        Ok(Answer { group: row.rater_group, ratings: serde_json::from_str::<Ratings>(&row.ratings)? })
    };
    rows.into_iter().map(read).collect()
}

/// What counts of the comments about a learner, in the order of their random ids.
///
/// # Errors
/// A fault of the database.
pub async fn comments(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<Vec<campaign_comment::Model>> {
    let select = campaign_comment::Entity::of(subject).filter(campaign_comment::Column::Waiting.eq(false));
    Ok(select.order_by_asc(campaign_comment::Column::Id).all(connection).await?)
}

impl From<campaign_comment::Model> for Comment {
    fn from(row: campaign_comment::Model) -> Self {
        Self { group: row.rater_group, question: row.question, text: row.text }
    }
}

/// Of a campaign's learners those who worked on a unit's ward in its days; nobody whose report is settled.
///
/// # Errors
/// A fault of the database.
pub async fn worked_there(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    unit: &campaign_unit::Model,
) -> Result<Vec<campaign_subject::Model>> {
    let there = assignment::Entity::of(program)
        .filter(assignment::Column::RotationId.eq(unit.rotation_id))
        .filter(assignment::Column::StartsOn.lte(unit.until_day.clone()))
        .filter(assignment::Column::EndsOn.gte(unit.from_day.clone()))
        .all(connection)
        .await?;
    let open = subjects(connection, unit.campaign_id).await?.into_iter().filter(|subject| subject.outcome.is_none());
    Ok(open.filter(|subject| there.iter().any(|one| one.person_id == subject.learner_id)).collect())
}

/// The name of a rotation of the program, if there is one.
///
/// # Errors
/// A fault of the database.
pub async fn rotation_name(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    rotation: RotationId,
) -> Result<Option<String>> {
    use crate::entities::rotation as rotations;
    let mine = rotations::Entity::of(program).filter(rotations::Column::Id.eq(rotation));
    Ok(mine.one(connection).await?.map(|row| row.name))
}
