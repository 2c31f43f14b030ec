//! What a guest may read: the one request, and what it takes to answer it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::model::{LINK_LIFETIME, Token};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::{Error, Result},
        ids::{PersonId, RequestId},
    },
    entities::{guest_link, guest_session, person},
    features::{
        frameworks::{Subcompetency, WORDING, frameworks},
        programs,
        requests::{
            self,
            model::{Request, RequestState},
        },
    },
};

/// A request as its guest sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in RequestWire
pub struct GuestRequest {
    pub id: RequestId,
    /// The name of the program.
    pub program: String,
    /// The name of its institution.
    pub institution: String,
    /// Who asks, by name.
    pub learner: String,
    pub set: String,
    /// The skill, with its levels in words.
    pub subcompetency: &'static Subcompetency,
    /// Whose words these are; to be shown beside them.
    pub wording: &'static str,
    pub question: String,
    pub goal: Option<String>,
    pub context: Option<String>,
    pub own_view: Option<String>,
    pub in_person: bool,
    pub until: Day,
    pub asked_at: Timestamp,
    pub state: RequestState,
}

/// The request that a link opens, while it does.
///
/// # Errors
/// A fault of the database.
pub async fn link(connection: &impl ConnectionTrait, token: &Token, now: Timestamp) -> Result<Option<RequestId>> {
    let found = guest_link::Entity::find()
        .filter(guest_link::Column::TokenHash.eq(token.hash()))
        .filter(guest_link::Column::CreatedAt.gt(now.plus(-LINK_LIFETIME)))
        .one(connection)
        .await?;
    Ok(found.map(|link| link.request_id))
}

/// The session of this token, while it lasts.
///
/// # Errors
/// A fault of the database.
pub async fn session(
    connection: &impl ConnectionTrait,
    token: &Token,
    now: Timestamp,
) -> Result<Option<guest_session::Model>> {
    let found = guest_session::Entity::find()
        .filter(guest_session::Column::TokenHash.eq(token.hash()))
        .filter(guest_session::Column::ExpiresAt.gt(now))
        .one(connection)
        .await?;
    Ok(found)
}

/// The request of a session.
///
/// # Errors
/// [`Error::NotFound`] without such a request; a fault of the database.
pub async fn request(connection: &impl ConnectionTrait, id: RequestId) -> Result<GuestRequest> {
    let request = requests::queries::stored(connection, id).await?.ok_or(Error::NotFound)?;
    let program = programs::queries::program(connection, request.program).await?.ok_or(Error::NotFound)?;
    let skill = frameworks().subcompetency(request.asked.subcompetency);
    let (_, skill) = skill.ok_or_else(|| Error::internal("a request about no skill"))?;
    let learner = name_of(connection, request.learner).await?;
    let text = |text: Option<&str>| text.map(str::to_owned);
    let Request { asked, .. } = &request;
    Ok(GuestRequest {
        id,
        program: program.name,
        institution: program.institution,
        learner,
        set: asked.set.clone(),
        subcompetency: skill,
        wording: WORDING,
        question: asked.question.as_str().to_owned(),
        goal: text(asked.goal.as_ref().map(|goal| goal.as_str())),
        context: text(asked.context.as_ref().map(|context| context.as_str())),
        own_view: text(asked.own_view.as_ref().map(|view| view.as_str())),
        in_person: asked.in_person,
        until: request.until.clone(),
        asked_at: request.asked_at,
        state: request.state(),
    })
}

async fn name_of(connection: &impl ConnectionTrait, person: PersonId) -> Result<String> {
    let person = person::Entity::find_by_id(person).one(connection).await?.ok_or(Error::NotFound)?;
    Ok(format!("{} {}", person.given_name, person.family_name))
}
