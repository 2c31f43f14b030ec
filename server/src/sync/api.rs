//! HTTP of sync. A status other than 200 speaks of the batch as a whole and deletes nothing on any device.

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, get, http::header, post, web};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ahead::Questions,
    events,
    held::{self, HeldLine},
    protocol::{OPERATIONS_MAX, PROTOCOL, PUSH_MAX, Push, PushAnswer, Received},
    pull::{self, From},
    push, scan,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{EntryId, OperationId, PersonId, ProgramId},
    },
    platform::{
        app::App,
        faults::{self, Point},
        http::{Body, Problem, SignedIn, json_only},
    },
};

/// The routes of sync.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(push_operations)
        .service(pull_changes)
        .service(stream_events)
        .service(list_held)
        .service(match_held)
        .service(return_held)
        .service(discard_held)
        .service(scan::open_scanned);
}

/// Send operations. At most 200 and 1 MiB.
#[utoipa::path(tag = "sync", request_body(content = Object, description = "see docs/sync.md"),
    responses((status = 200, body = PushAnswer), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 426, body = Problem)))]
#[post("/sync/push")]
async fn push_operations(app: web::Data<App>, who: SignedIn, body: PushBody) -> Result<HttpResponse> {
    let ops = read(&body.0)?;
    let author = who.person;
    let questions = Questions::of(author, &ops);
    let write = app.db.write_and_see(author, questions, async move |tx| push::push(tx, author, &ops).await);
    let (answer, newest) = write.await?;
    faults::pass(Point::BeforeAnswer);
    Ok(HttpResponse::Ok().json(answer.after(newest)))
}

fn read(bytes: &[u8]) -> Result<Vec<Received>> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Http { status: 400, code: "bad_utf8" })?;
    let push: Push<'_> = serde_json::from_str(text).map_err(|_| Error::Http { status: 400, code: "bad_json" })?;
    if push.protocol != PROTOCOL {
        return Err(Error::Http { status: 426, code: "protocol_unknown" });
    }
    if push.ops.len() > OPERATIONS_MAX {
        return Err(Error::Http { status: 413, code: "too_large" });
    }
    Ok(push.ops.into_iter().map(Received::read).collect())
}

/// The bytes of a push, up to 1 MiB.
struct PushBody(web::Bytes);

impl FromRequest for PushBody {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = json_only(request);
        let mut payload = payload.take();
        Box::pin(async move {
            kind?;
            let mut bytes = web::BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_| Error::Http { status: 400, code: "body_cut_off" })?;
                if bytes.len() + chunk.len() > PUSH_MAX {
                    return Err(Error::Http { status: 413, code: "too_large" });
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(Self(bytes.freeze()))
        })
    }
}

/// Where the device stands.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct PullQuery {
    /// The epoch the device knows.
    epoch: Option<Uuid>,
    /// The last number it has applied; 0 at first.
    #[serde(default)]
    cursor: i64,
    /// At most so many changes, 1 to 1000.
    limit: Option<i64>,
}

/// A change of something on the device.
#[derive(Serialize, utoipa::ToSchema)]
#[allow(dead_code)] // the pull writes it as text; this is its description
struct ChangeWire {
    seq: i64,
    /// `feedback_entry`, `amendment`, `response`, `reflection`, `jot`, `read_mark`, `plan`, `plan_progress`, `plan_goal`,
    /// `request`, `held_item`, `notification`, `preferences` or `guard_mark`.
    kind: String,
    id: Uuid,
    version: i64,
    /// It leaves the device.
    gone: bool,
    /// The thing, where it is not gone.
    #[schema(value_type = Option<Object>)]
    data: Option<()>,
}

/// A page of changes.
#[derive(Serialize, utoipa::ToSchema)]
#[allow(dead_code)] // the pull writes it as text; this is its description
struct PullAnswer {
    epoch: Uuid,
    now: crate::base::clock::Timestamp,
    cursor: i64,
    more: bool,
    /// The device's epoch or cursor is not this server's: offer again, then pull from the start.
    reset: bool,
    changes: Vec<ChangeWire>,
}

/// Receive what changed for me.
#[utoipa::path(tag = "sync", params(PullQuery),
    responses((status = 200, body = PullAnswer), (status = 401, body = Problem)))]
#[get("/sync/pull")]
async fn pull_changes(app: web::Data<App>, who: SignedIn, query: web::Query<PullQuery>) -> Result<HttpResponse> {
    let from = From { epoch: query.epoch, cursor: query.cursor.max(0), limit: query.limit.unwrap_or(500) };
    let page = pull::pull(app.db.reader(), who.person, from, app.clock.now()).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(page))
}

/// A stream of "there is something at seq N". Only a nudge.
#[utoipa::path(tag = "sync", responses((status = 200, content_type = "text/event-stream"), (status = 401, body = Problem)))]
#[get("/sync/events")]
async fn stream_events(app: web::Data<App>, who: SignedIn) -> Result<HttpResponse> {
    let until = app.clock.now().plus(jiff::SignedDuration::from_mins(10)).0;
    let stream = events::stream(app.get_ref().clone(), who.person, until);
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(stream))
}

/// Held items.
#[derive(Serialize, utoipa::ToSchema)]
struct Held {
    items: Vec<HeldLine>,
}

/// What is held in my program, without any text. For coordinators.
#[utoipa::path(tag = "sync", params(("program" = ProgramId, Path)),
    responses((status = 200, body = Held), (status = 404, body = Problem)))]
#[get("/programs/{program}/held")]
async fn list_held(app: web::Data<App>, reader: Member) -> Result<HttpResponse> {
    let items = held::lines(app.db.reader(), &reader).await?;
    Ok(HttpResponse::Ok().json(Held { items }))
}

/// The learner a held entry was meant for.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MatchRequest {
    learner: PersonId,
}

/// The entry that was given.
#[derive(Serialize, utoipa::ToSchema)]
struct Matched {
    entry: EntryId,
}

/// Match a held entry to its learner. For coordinators.
#[utoipa::path(tag = "sync", params(("program" = ProgramId, Path), ("item" = OperationId, Path)), request_body = MatchRequest,
    responses((status = 200, body = Matched), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/held/{item}/match")]
async fn match_held(
    app: web::Data<App>,
    coordinator: Member,
    path: web::Path<(ProgramId, OperationId)>,
    body: Body<MatchRequest>,
) -> Result<HttpResponse> {
    let (item, learner) = (path.1, body.0.learner);
    let entry = app
        .db
        .write(Some(coordinator.id), async move |tx| held::match_learner(tx, &coordinator, item, learner).await)
        .await?;
    Ok(HttpResponse::Ok().json(Matched { entry }))
}

/// What to tell the author.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReturnRequest {
    note: String,
}

/// Return a held item to its author. For coordinators.
#[utoipa::path(tag = "sync", params(("program" = ProgramId, Path), ("item" = OperationId, Path)), request_body = ReturnRequest,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/held/{item}/return")]
async fn return_held(
    app: web::Data<App>,
    coordinator: Member,
    path: web::Path<(ProgramId, OperationId)>,
    body: Body<ReturnRequest>,
) -> Result<HttpResponse> {
    let item = path.1;
    app.db
        .write(Some(coordinator.id), async move |tx| held::return_to_author(tx, &coordinator, item, &body.0.note).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Discard what is held of mine.
#[utoipa::path(tag = "sync", params(("program" = ProgramId, Path), ("item" = OperationId, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
#[post("/programs/{program}/held/{item}/discard")]
async fn discard_held(
    app: web::Data<App>,
    who: SignedIn,
    path: web::Path<(ProgramId, OperationId)>,
) -> Result<HttpResponse> {
    let (program, item) = path.into_inner();
    app.db.write(Some(who.person), async move |tx| held::discard(tx, who.person, program, item).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
