//! HTTP for facilitators, and for those who read a report.

use std::collections::BTreeSet;

use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json, Path, Query},
};
use serde::Deserialize;

use super::{Done, done};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::{PersonId, ProgramId, SubjectId},
    },
    features::{
        campaigns::{
            commands, policy, queries,
            wire::{DecideWaiting, Reading, RedactComment, ReportWire, Reports},
        },
        members::commands::record_directors_reading,
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(read_comments)
        .service(decide_waiting)
        .service(redact_comment)
        .service(release_report)
        .service(close_unreleased)
        .service(read_report)
        .service(list_reports);
}

async fn reading(app: &App, by: &Member, id: SubjectId) -> Result<Json<Reading>> {
    let (stored, subject) = queries::subject(app.db.reader(), by.program, id).await?;
    ensure(policy::may_facilitate(by, stored.row.facilitator_id))?;
    commands::ensure_at_hand(&stored, &subject)?;
    Ok(Json(queries::reading(app.db.reader(), &stored, id).await?))
}

/// The comments about a learner, for the facilitator, once the window is over.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    responses((status = 200, body = Reading), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "window_open, settled")))]
#[get("/programs/{program}/campaign-subjects/{subject}/reading")]
async fn read_comments(app: Data<App>, by: Member, path: Path<(String, SubjectId)>) -> Result<Json<Reading>> {
    reading(&app, &by, path.1).await
}

/// Decide about answers beyond a head count.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    request_body = DecideWaiting,
    responses((status = 200, body = Reading), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "window_open, settled")))]
#[post("/programs/{program}/campaign-subjects/{subject}/waiting")]
async fn decide_waiting(
    app: Data<App>,
    by: Member,
    path: Path<(String, SubjectId)>,
    body: Body<DecideWaiting>,
) -> Result<Json<Reading>> {
    let (id, decision) = (path.1, body.0.decision);
    let decide = async move |tx: &mut Tx<'_>, by: &Member| commands::decide_waiting(tx, by, id, decision).await;
    app.db.write_as(&by, decide).await?;
    reading(&app, &by, id).await
}

/// Redact a passage of a comment.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    request_body = RedactComment,
    responses((status = 200, body = Reading), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "window_open, settled"),
        (status = 422, body = Problem, description = "bad_range")))]
#[post("/programs/{program}/campaign-subjects/{subject}/redaction")]
async fn redact_comment(
    app: Data<App>,
    by: Member,
    path: Path<(String, SubjectId)>,
    body: Body<RedactComment>,
) -> Result<Json<Reading>> {
    let (id, passage) = (path.1, body.0);
    let redact = async move |tx: &mut Tx<'_>, by: &Member| commands::redact(tx, by, id, &passage).await;
    app.db.write_as(&by, redact).await?;
    reading(&app, &by, id).await
}

/// Release the report, once.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    responses((status = 201, body = Done), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "window_open, settled, waiting_undecided, not_valid")))]
#[post("/programs/{program}/campaign-subjects/{subject}/release")]
async fn release_report(app: Data<App>, by: Member, path: Path<(String, SubjectId)>) -> Result<HttpResponse> {
    let (id, actor) = (path.1, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::release(tx, &by, id).await).await?;
    Ok(HttpResponse::Created().json(Done {}))
}

/// Close without a report; the answers are destroyed.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "window_open, settled")))]
#[post("/programs/{program}/campaign-subjects/{subject}/closing")]
async fn close_unreleased(app: Data<App>, by: Member, path: Path<(String, SubjectId)>) -> Result<HttpResponse> {
    let (id, actor) = (path.1, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::close(tx, &by, id).await).await?;
    Ok(done())
}

/// Reports about a learner that `reader` may read. What a director reads is written down for the learner first.
async fn reports(app: &App, reader: &Member, learner: PersonId) -> Result<Vec<ReportWire>> {
    let (reports, as_director) = queries::reports(app.db.reader(), reader, learner).await?;
    if as_director {
        record_directors_reading(&app.db, reader, BTreeSet::from([learner])).await?;
    }
    Ok(reports)
}

/// A report.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("subject" = SubjectId, Path)),
    responses((status = 200, body = ReportWire), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaign-subjects/{subject}/report")]
async fn read_report(app: Data<App>, reader: Member, path: Path<(String, SubjectId)>) -> Result<Json<ReportWire>> {
    let (_, subject) = queries::subject(app.db.reader(), reader.program, path.1).await?;
    let reports = reports(&app, &reader, subject.learner_id).await?;
    reports.into_iter().find(|report| report.subject == subject.id).map(Json).ok_or(Error::NotFound)
}

/// Whose reports.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ReportsQuery {
    /// The learner; oneself where nobody is named.
    #[param(value_type = Option<String>)]
    learner: Option<PersonId>,
}

/// Reports about a learner over time; none where there is nothing for me.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ReportsQuery),
    responses((status = 200, body = Reports), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaign-reports")]
async fn list_reports(app: Data<App>, reader: Member, query: Query<ReportsQuery>) -> Result<Json<Reports>> {
    let learner = query.into_inner().learner.unwrap_or(reader.id);
    Ok(Json(Reports { reports: reports(&app, &reader, learner).await? }))
}
