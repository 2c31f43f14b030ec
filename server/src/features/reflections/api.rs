//! HTTP. A handler only translates.

use actix_web::{HttpResponse, get, post, put, web};
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{Reflect, ReflectionWire, Respond, ResponseKind, ResponseWire, Share},
    queries::{self, PAGE_MAX},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::Result,
        ids::{EntryId, ProgramId, ReflectionId, ResponseId},
    },
    platform::{
        app::App,
        http::{Body, Problem},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(respond_to_feedback).service(list_reflections).service(write_reflection).service(share_reflection);
}

/// What to say to an entry, and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RespondRequest {
    id: ResponseId,
    kind: ResponseKind,
    /// Required to ask and to differ.
    #[serde(default)]
    text: Option<String>,
    given_at: Timestamp,
}

/// Acknowledge an entry about me, thank for it, ask back or differ; once each.
#[utoipa::path(tag = "reflections", params(("program" = ProgramId, Path), ("entry" = EntryId, Path)), request_body = RespondRequest,
    responses((status = 201, body = ResponseWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/feedback/{entry}/responses")]
async fn respond_to_feedback(
    app: web::Data<App>,
    learner: Member,
    path: web::Path<(ProgramId, EntryId)>,
    body: Body<RespondRequest>,
) -> Result<HttpResponse> {
    let (entry, RespondRequest { id, kind, text, given_at }) = (path.1, body.0);
    let new = Respond { id, text }.parse(kind, given_at)?;
    let response = app
        .db
        .write(Some(learner.id), async move |tx| commands::respond(tx, &learner, entry, new.clone()).await)
        .await?;
    Ok(HttpResponse::Created().json(response))
}

/// Which reflections.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ReflectionsQuery {
    /// Written before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

/// Reflections, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct Reflections {
    reflections: Vec<ReflectionWire>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// My reflections, and those shared with me.
#[utoipa::path(tag = "reflections", params(("program" = ProgramId, Path), ReflectionsQuery),
    responses((status = 200, body = Reflections), (status = 404, body = Problem)))]
#[get("/programs/{program}/reflections")]
async fn list_reflections(
    app: web::Data<App>,
    reader: Member,
    query: web::Query<ReflectionsQuery>,
) -> Result<HttpResponse> {
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let reflections = queries::reflections(app.db.reader(), &reader, query.before, limit).await?;
    let full = u64::try_from(reflections.len()).is_ok_and(|count| count >= limit);
    let next = reflections.last().filter(|_| full).map(|last| last.given_at);
    Ok(HttpResponse::Ok().json(Reflections { reflections, next }))
}

/// A reflection, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReflectRequest {
    id: ReflectionId,
    given_at: Timestamp,
    reflection: Reflect,
}

/// Keep a reflection, for nobody else yet.
#[utoipa::path(tag = "reflections", params(("program" = ProgramId, Path)), request_body = ReflectRequest,
    responses((status = 201, body = ReflectionWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/reflections")]
async fn write_reflection(app: web::Data<App>, author: Member, body: Body<ReflectRequest>) -> Result<HttpResponse> {
    let new = body.0.reflection.parse(body.0.id, body.0.given_at)?;
    let reflection =
        app.db.write(Some(author.id), async move |tx| commands::reflect(tx, &author, new.clone()).await).await?;
    Ok(HttpResponse::Created().json(reflection))
}

/// Share a reflection of mine with exactly these people.
#[utoipa::path(tag = "reflections", params(("program" = ProgramId, Path), ("reflection" = ReflectionId, Path)), request_body = Share,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/reflections/{reflection}/shares")]
async fn share_reflection(
    app: web::Data<App>,
    author: Member,
    path: web::Path<(ProgramId, ReflectionId)>,
    body: Body<Share>,
) -> Result<HttpResponse> {
    let (reflection, with) = (path.1, body.0.with);
    app.db.write(Some(author.id), async move |tx| commands::share(tx, &author, reflection, with.clone()).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
