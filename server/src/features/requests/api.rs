//! HTTP. A handler only translates.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{
        Way,
        bodies::{Ask, Decline, RedactRequest},
        wire::RequestWire,
    },
    policy,
    queries::{self, PAGE_MAX},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::{PersonId, ProgramId, RequestId},
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, today},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_requests)
        .service(ask_for_feedback)
        .service(who_is_busy)
        .service(read_request)
        .service(decline_request)
        .service(withdraw_request)
        .service(redact_request);
}

/// Which requests.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct RequestsQuery {
    /// Received before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

/// Requests, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct Requests {
    requests: Vec<RequestWire>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// Requests of mine, and those that are with me.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path), RequestsQuery),
    responses((status = 200, body = Requests), (status = 404, body = Problem)))]
#[get("/programs/{program}/requests")]
async fn list_requests(app: web::Data<App>, reader: Member, query: web::Query<RequestsQuery>) -> Result<HttpResponse> {
    let RequestsQuery { before, limit } = query.into_inner();
    let limit = limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let requests = queries::requests(app.db.reader(), &reader, before, limit).await?;
    let full = u64::try_from(requests.len()).is_ok_and(|count| count >= limit);
    let next = requests.last().filter(|_| full).map(|last| last.received_at);
    Ok(HttpResponse::Ok().json(Requests { requests, next }))
}

/// A request, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AskRequest {
    id: RequestId,
    asked_at: Timestamp,
    request: Ask,
}

/// Ask for feedback.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path)), request_body = AskRequest,
    responses((status = 201, body = RequestWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/requests")]
async fn ask_for_feedback(app: web::Data<App>, learner: Member, body: Body<AskRequest>) -> Result<HttpResponse> {
    ensure(policy::may_ask(&learner))?;
    let new = body.0.request.parse(body.0.id, body.0.asked_at)?;
    let who = learner.id;
    let ask = async move |tx: &mut Tx<'_>| commands::ask(tx, &learner, new.clone(), Way::Sent).await;
    let request = app.db.write(Some(who), ask).await?;
    Ok(HttpResponse::Created().json(request))
}

/// Whom not to ask today.
#[derive(Serialize, utoipa::ToSchema)]
struct Busy {
    /// Those who have as many open requests as the program allows.
    busy: Vec<PersonId>,
}

/// Who has enough open requests. For learners.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path)),
    responses((status = 200, body = Busy), (status = 404, body = Problem)))]
#[get("/programs/{program}/requests/busy")]
async fn who_is_busy(app: web::Data<App>, reader: Member) -> Result<HttpResponse> {
    ensure(policy::may_ask(&reader))?;
    let today = today(app.db.reader(), reader.program, app.clock.now()).await?;
    let busy = queries::busy(app.db.reader(), reader.program, today).await?;
    Ok(HttpResponse::Ok().json(Busy { busy }))
}

/// One request.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path), ("request" = RequestId, Path)),
    responses((status = 200, body = RequestWire), (status = 404, body = Problem)))]
#[get("/programs/{program}/requests/{request}")]
async fn read_request(
    app: web::Data<App>,
    reader: Member,
    path: web::Path<(ProgramId, RequestId)>,
) -> Result<HttpResponse> {
    let found = queries::request(app.db.reader(), &reader, path.1).await?.ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok().json(found))
}

/// The version a request has now.
#[derive(Serialize, utoipa::ToSchema)]
struct RequestVersion {
    version: i64,
}

/// Why, and the version of the request it was decided on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct DeclineRequest {
    base: i64,
    change: Decline,
}

/// Decline a request that is with me.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path), ("request" = RequestId, Path)),
    request_body = DeclineRequest,
    responses((status = 200, body = RequestVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/requests/{request}/declining")]
async fn decline_request(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, RequestId)>,
    body: Body<DeclineRequest>,
) -> Result<HttpResponse> {
    let (who, request, base, declined) = (member.id, path.1, body.0.base, body.0.change.into());
    let decline = async move |tx: &mut Tx<'_>| commands::decline(tx, &member, request, base, declined).await;
    let version = app.db.write(Some(who), decline).await?;
    Ok(HttpResponse::Ok().json(RequestVersion { version }))
}

/// A passage, and the version of the text it was chosen in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RedactRequestRequest {
    base: i64,
    passage: RedactRequest,
}

/// Redact a passage of a request: only the redacted text is left anywhere. For its learner and the program's directors.
///
/// The version in the answer is that of the text.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path), ("request" = RequestId, Path)),
    request_body = RedactRequestRequest,
    responses((status = 200, body = RequestVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/requests/{request}/redaction")]
async fn redact_request(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, RequestId)>,
    body: Body<RedactRequestRequest>,
) -> Result<HttpResponse> {
    let (who, request, base, passage) = (member.id, path.1, body.0.base, body.0.passage);
    let redact = async move |tx: &mut Tx<'_>| commands::redact(tx, &member, request, base, &passage).await;
    let version = app.db.write(Some(who), redact).await?;
    Ok(HttpResponse::Ok().json(RequestVersion { version }))
}

/// The version of the request it was decided on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawRequestRequest {
    base: i64,
}

/// Take a request of mine back.
#[utoipa::path(tag = "requests", params(("program" = ProgramId, Path), ("request" = RequestId, Path)),
    request_body = WithdrawRequestRequest,
    responses((status = 200, body = RequestVersion), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/requests/{request}/withdrawal")]
async fn withdraw_request(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, RequestId)>,
    body: Body<WithdrawRequestRequest>,
) -> Result<HttpResponse> {
    let (who, request, base) = (member.id, path.1, body.0.base);
    let withdraw = async move |tx: &mut Tx<'_>| commands::withdraw(tx, &member, request, base).await;
    let version = app.db.write(Some(who), withdraw).await?;
    Ok(HttpResponse::Ok().json(RequestVersion { version }))
}
