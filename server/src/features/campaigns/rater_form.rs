//! What a rater reads: the one form, about whom, and exactly who will see what.

use sea_orm::EntityTrait;
use serde::Serialize;

use super::{
    commands::listed,
    form::Form,
    model::{Group, State},
    queries,
    rows::{Stored, names},
    sealing::{self, SealingKey},
    wire::NamedRoute,
};
use crate::{
    base::{
        day::Day,
        error::{Error, Result},
        ids::SubjectId,
    },
    entities::{campaign, campaign_rater, rater_session},
    features::programs,
    platform::app::App,
};

/// Whose link it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RaterCodeOf)]
pub enum CodeOf {
    /// One person's, mailed to them.
    Personal,
    /// A ward's, on its poster.
    Unit,
}

/// What a rater reads.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RaterForm {
    /// Whose link it was.
    pub kind: CodeOf,
    /// The name of the program.
    pub program: String,
    /// The name of its institution.
    pub institution: String,
    /// The last day.
    pub closes_on: Day,
    /// Whether the word of the ward has to be given before anybody is listed.
    pub word_needed: bool,
    /// About whom.
    pub learners: Vec<RaterLearner>,
    /// As what they answer, where the code says it.
    pub group: Option<Group>,
    /// As what they may answer.
    pub groups: Vec<Group>,
    /// What is asked.
    pub form: Form,
    /// How many answers there have to be.
    pub minimums: RaterMinimums,
    /// Who will see what.
    pub sees: Sees,
    /// Whom to turn to instead about safety, threats, discrimination or mistreatment.
    pub named_route: Option<NamedRoute>,
    /// To what an answer is sealed that waits for a network.
    pub seal: SealingKey,
}

/// Somebody the form is about.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RaterLearner {
    /// Of this learner in this campaign.
    pub id: SubjectId,
    /// By name.
    pub name: String,
    /// Whether this code was used for them; never of a ward's.
    pub answered: bool,
}

/// How many answers there have to be.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct RaterMinimums {
    /// In all, or nothing is released and the answers are destroyed.
    pub total: i32,
    /// Of one's own group, or it is in no figure.
    pub group: i32,
}

/// Who will see what.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = RaterSees)]
pub struct Sees {
    /// Who reads the comments, shuffled, and releases the report.
    pub facilitator: String,
    /// Whether the director reads the report besides the learner and their coach.
    pub director: bool,
}

/// What this session reads.
///
/// # Errors
/// 401 `no_session` once the window is over; a fault of the database.
pub async fn read(app: &App, session: &rater_session::Model) -> Result<RaterForm> {
    let connection = app.db.reader();
    let row = campaign::Entity::find_by_id(session.campaign_id).one(connection).await?;
    let stored = Stored::of(row.ok_or(Error::Unauthenticated("no_session"))?)?;
    if stored.row.state != State::Open {
        return Err(Error::Unauthenticated("no_session"));
    }
    let program = programs::queries::program(connection, stored.row.program_id).await?.ok_or(Error::NotFound)?;
    let listed = listed(connection, &stored, session).await?;
    let people = listed.iter().map(|(subject, _)| subject.learner_id).chain(stored.row.facilitator_id);
    let names = names(connection, people).await?;
    let name = |id: &_| names.get(id).cloned().unwrap_or_default();
    let mut learners: Vec<RaterLearner> = listed
        .iter()
        .map(|(subject, used)| RaterLearner { id: subject.id, name: name(&subject.learner_id), answered: *used })
        .collect();
    learners.sort_by_cached_key(|learner| (learner.name.to_lowercase(), learner.id));
    let group = match session.rater_id {
        Some(rater) => {
            let row = campaign_rater::Entity::find_by_id(rater).one(connection).await?;
            Some(row.ok_or(Error::Unauthenticated("no_session"))?.rater_group)
        }
        None => None,
    };
    let minimums = stored.minimums();
    Ok(RaterForm {
        kind: if session.rater_id.is_some() { CodeOf::Personal } else { CodeOf::Unit },
        program: program.name,
        institution: program.institution,
        closes_on: stored.row.closes_on.clone(),
        word_needed: !session.word_given,
        learners,
        group,
        groups: group.map_or_else(|| stored.groups.list(), |group| vec![group]),
        minimums: RaterMinimums { total: minimums.total, group: minimums.group },
        sees: Sees {
            facilitator: stored.row.facilitator_id.as_ref().map(name).unwrap_or_default(),
            director: stored.row.director_sees,
        },
        named_route: queries::named_route(connection, stored.row.program_id).await?.map(Into::into),
        seal: sealing::public_key(&app.keys),
        form: stored.form,
    })
}
