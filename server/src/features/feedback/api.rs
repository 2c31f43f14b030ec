//! HTTP. A handler only translates.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{Amend, AmendmentWire, EntryWire, GiveFeedback, Redact, Withdraw},
    policy,
    queries::{self, Asked, EntryRead, LedgerLine},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::{EntryId, PersonId, ProgramId},
    },
    features::members,
    platform::{
        app::App,
        http::{Body, Problem},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_feedback)
        .service(give_feedback)
        .service(read_feedback)
        .service(amend_feedback)
        .service(withdraw_feedback)
        .service(redact_feedback)
        .service(feedback_ledger);
}

/// Which entries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// About this learner.
    learner: Option<PersonId>,
    /// By this author.
    author: Option<PersonId>,
    /// Given before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

impl From<ListQuery> for Asked {
    fn from(query: ListQuery) -> Self {
        Self { learner: query.learner, author: query.author, before: query.before, limit: query.limit }
    }
}

/// Entries, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct Entries {
    entries: Vec<EntryRead>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// Entries I may read. A director's reading of a learner's record is itself recorded.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ListQuery),
    responses((status = 200, body = Entries), (status = 404, body = Problem)))]
#[get("/programs/{program}/feedback")]
async fn list_feedback(app: web::Data<App>, reader: Member, query: web::Query<ListQuery>) -> Result<HttpResponse> {
    let asked: Asked = query.into_inner().into();
    let limit = asked.limit.unwrap_or(50);
    let entries = queries::entries(app.db.reader(), &reader, asked).await?;
    let about =
        entries.iter().map(|read| &read.entry).filter(|e| policy::reads_as_director(&reader, e.author, e.learner));
    members::commands::record_directors_reading(&app.db, &reader, about.map(|entry| entry.learner).collect()).await?;
    let full = u64::try_from(entries.len()).is_ok_and(|count| count >= limit);
    let next = entries.last().filter(|_| full).map(|last| last.entry.given_at);
    Ok(HttpResponse::Ok().json(Entries { entries, next }))
}

/// One entry.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ("entry" = EntryId, Path)),
    responses((status = 200, body = EntryRead), (status = 404, body = Problem)))]
#[get("/programs/{program}/feedback/{entry}")]
async fn read_feedback(
    app: web::Data<App>,
    reader: Member,
    path: web::Path<(ProgramId, EntryId)>,
) -> Result<HttpResponse> {
    let found = queries::entry(app.db.reader(), &reader, path.1).await?.ok_or(Error::NotFound)?;
    if policy::reads_as_director(&reader, found.entry.author, found.entry.learner) {
        members::commands::record_directors_reading(&app.db, &reader, [found.entry.learner].into()).await?;
    }
    Ok(HttpResponse::Ok().json(found))
}

/// Feedback to give, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct GiveRequest {
    id: EntryId,
    given_at: Timestamp,
    feedback: GiveFeedback,
}

/// Give feedback to a learner.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path)), request_body = GiveRequest,
    responses((status = 201, body = EntryWire), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/feedback")]
async fn give_feedback(app: web::Data<App>, author: Member, body: Body<GiveRequest>) -> Result<HttpResponse> {
    let new = body.0.feedback.parse(body.0.id, body.0.given_at)?;
    let entry = app.db.write(Some(author.id), async move |tx| commands::give(tx, &author, new.clone()).await).await?;
    Ok(HttpResponse::Created().json(entry))
}

/// A correction, with when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct AmendRequest {
    given_at: Timestamp,
    amendment: Amend,
}

/// Add a correction beside an entry of mine.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ("entry" = EntryId, Path)), request_body = AmendRequest,
    responses((status = 201, body = AmendmentWire), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/feedback/{entry}/amendments")]
async fn amend_feedback(
    app: web::Data<App>,
    author: Member,
    path: web::Path<(ProgramId, EntryId)>,
    body: Body<AmendRequest>,
) -> Result<HttpResponse> {
    let (entry, request) = (path.1, body.0);
    let amendment = app
        .db
        .write(Some(author.id), async move |tx| {
            commands::amend(tx, &author, entry, request.amendment.clone(), request.given_at).await
        })
        .await?;
    Ok(HttpResponse::Created().json(amendment))
}

/// Take an entry back as entered in error.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ("entry" = EntryId, Path)), request_body = Withdraw,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/feedback/{entry}/withdrawal")]
async fn withdraw_feedback(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, EntryId)>,
    body: Body<Withdraw>,
) -> Result<HttpResponse> {
    let entry = path.1;
    app.db.write(Some(member.id), async move |tx| commands::withdraw(tx, &member, entry, body.0.clone()).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A passage to redact, in the version of the entry it was chosen in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct RedactRequest {
    base: i64,
    passage: Redact,
}

/// Redact a passage.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ("entry" = EntryId, Path)), request_body = RedactRequest,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/feedback/{entry}/redaction")]
async fn redact_feedback(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, EntryId)>,
    body: Body<RedactRequest>,
) -> Result<HttpResponse> {
    let (entry, request) = (path.1, body.0);
    app.db
        .write(Some(member.id), async move |tx| {
            commands::redact(tx, &member, entry, request.base, request.passage.clone()).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// That entries exist.
#[derive(Serialize, utoipa::ToSchema)]
struct Ledger {
    entries: Vec<LedgerLine>,
}

/// That entries exist: who, about whom, when and which skill, never a text. For coordinators and directors.
#[utoipa::path(tag = "feedback", params(("program" = ProgramId, Path), ListQuery),
    responses((status = 200, body = Ledger), (status = 404, body = Problem)))]
#[get("/programs/{program}/feedback-ledger")]
async fn feedback_ledger(app: web::Data<App>, reader: Member, query: web::Query<ListQuery>) -> Result<HttpResponse> {
    ensure(policy::may_see_ledger(&reader))?;
    let entries = queries::ledger(app.db.reader(), &reader, query.into_inner().into()).await?;
    Ok(HttpResponse::Ok().json(Ledger { entries }))
}
