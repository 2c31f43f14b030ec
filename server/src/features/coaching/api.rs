//! HTTP. A handler only translates. Meetings and notes are written by sync alone.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{AskCheckIn, CheckInWire, CoachNoteWire, MeetingWire},
    queries::{self, PAGE_MAX},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::Result,
        ids::{CheckInId, ProgramId},
    },
    platform::{
        app::App,
        http::{Body, Problem},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_meetings)
        .service(list_coach_notes)
        .service(list_check_ins)
        .service(ask_for_check_in)
        .service(take_up_check_in);
}

/// Meetings, the latest day first.
#[derive(Serialize, utoipa::ToSchema)]
struct Meetings {
    meetings: Vec<MeetingWire>,
}

/// My meetings: with my coaches, and with whom I coach. At most 200.
#[utoipa::path(tag = "coaching", params(("program" = ProgramId, Path)),
    responses((status = 200, body = Meetings), (status = 404, body = Problem)))]
#[get("/programs/{program}/meetings")]
async fn list_meetings(app: web::Data<App>, reader: Member) -> Result<HttpResponse> {
    let meetings = queries::meetings(app.db.reader(), &reader, PAGE_MAX).await?;
    Ok(HttpResponse::Ok().json(Meetings { meetings }))
}

/// Which notes or check-ins.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct CoachingQuery {
    /// Received before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

/// A coach's notes, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct CoachNotes {
    notes: Vec<CoachNoteWire>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// My notes about whom I coach, and those my coach shared with me.
#[utoipa::path(tag = "coaching", params(("program" = ProgramId, Path), CoachingQuery),
    responses((status = 200, body = CoachNotes), (status = 404, body = Problem)))]
#[get("/programs/{program}/coach-notes")]
async fn list_coach_notes(
    app: web::Data<App>,
    reader: Member,
    query: web::Query<CoachingQuery>,
) -> Result<HttpResponse> {
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let notes = queries::notes(app.db.reader(), &reader, query.before, limit).await?;
    let full = u64::try_from(notes.len()).is_ok_and(|count| count >= limit);
    let next = notes.last().filter(|_| full).map(|last| last.received_at);
    Ok(HttpResponse::Ok().json(CoachNotes { notes, next }))
}

/// Check-ins, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct CheckIns {
    check_ins: Vec<CheckInWire>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// Check-ins I asked for, am asked to make, or that are with me.
#[utoipa::path(tag = "coaching", params(("program" = ProgramId, Path), CoachingQuery),
    responses((status = 200, body = CheckIns), (status = 404, body = Problem)))]
#[get("/programs/{program}/check-ins")]
async fn list_check_ins(app: web::Data<App>, reader: Member, query: web::Query<CoachingQuery>) -> Result<HttpResponse> {
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let check_ins = queries::check_ins(app.db.reader(), &reader, query.before, limit).await?;
    let full = u64::try_from(check_ins.len()).is_ok_and(|count| count >= limit);
    let next = check_ins.last().filter(|_| full).map(|last| last.received_at);
    Ok(HttpResponse::Ok().json(CheckIns { check_ins, next }))
}

/// An asking, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AskCheckInRequest {
    id: CheckInId,
    asked_at: Timestamp,
    check_in: AskCheckIn,
}

/// Ask a learner's coach to get in touch. The learner sees it, too.
#[utoipa::path(tag = "coaching", params(("program" = ProgramId, Path)), request_body = AskCheckInRequest,
    responses((status = 201, body = CheckInWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/check-ins")]
async fn ask_for_check_in(app: web::Data<App>, asker: Member, body: Body<AskCheckInRequest>) -> Result<HttpResponse> {
    let new = body.0.check_in.parse(body.0.id, body.0.asked_at)?;
    let check_in =
        app.db.write(Some(asker.id), async move |tx| commands::ask_check_in(tx, &asker, new.clone()).await).await?;
    Ok(HttpResponse::Created().json(check_in))
}

/// "We talked": take up a check-in I am asked for.
#[utoipa::path(tag = "coaching", params(("program" = ProgramId, Path), ("check_in" = CheckInId, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
#[post("/programs/{program}/check-ins/{check_in}/taking-up")]
async fn take_up_check_in(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, CheckInId)>,
) -> Result<HttpResponse> {
    let check_in = path.1;
    app.db.write(Some(member.id), async move |tx| commands::take_up(tx, &member, check_in).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
