//! HTTP. A handler only translates.

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};

use super::{
    model::JotWire,
    queries::{self, PAGE_MAX},
};
use crate::{
    base::{actor::Member, clock::Timestamp, error::Result, ids::ProgramId},
    platform::{app::App, http::Problem},
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_jots);
}

/// Which jots.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct JotsQuery {
    /// Observed before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

/// Jots, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct Jots {
    jots: Vec<JotWire>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// My jots. Nobody else reads them.
#[utoipa::path(tag = "jots", params(("program" = ProgramId, Path), JotsQuery),
    responses((status = 200, body = Jots), (status = 404, body = Problem)))]
#[get("/programs/{program}/jots")]
async fn list_jots(app: web::Data<App>, reader: Member, query: web::Query<JotsQuery>) -> Result<HttpResponse> {
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let jots = queries::jots(app.db.reader(), &reader, query.before, limit).await?;
    let full = u64::try_from(jots.len()).is_ok_and(|count| count >= limit);
    let next = jots.last().filter(|_| full).map(|last| last.observed_at);
    Ok(HttpResponse::Ok().json(Jots { jots, next }))
}
