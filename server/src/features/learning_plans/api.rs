//! HTTP. A handler only translates.

mod writing;

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};

use super::{
    policy,
    queries::{self, Asked, LearningPlanRead, PAGE_MAX},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result},
        ids::{LearningPlanId, PersonId, ProgramId},
    },
    features::members,
    platform::{app::App, http::Problem},
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_learning_plans).service(read_learning_plan).configure(writing::routes);
}

/// Which learning plans.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct LearningPlansQuery {
    /// Of this learner.
    learner: Option<PersonId>,
    /// Begun before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 100.
    limit: Option<u64>,
}

/// Learning plans, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct LearningPlans {
    learning_plans: Vec<LearningPlanRead>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// Learning plans I may read. A director's reading of a learner's record is itself recorded.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), LearningPlansQuery),
    responses((status = 200, body = LearningPlans), (status = 404, body = Problem)))]
#[get("/programs/{program}/learning-plans")]
async fn list_learning_plans(
    app: web::Data<App>,
    reader: Member,
    query: web::Query<LearningPlansQuery>,
) -> Result<HttpResponse> {
    let LearningPlansQuery { learner, before, limit } = query.into_inner();
    let limit = limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let asked = Asked { learner, before, limit: Some(limit) };
    let learning_plans = queries::learning_plans(app.db.reader(), &reader, asked).await?;
    record(&app, &reader, &learning_plans).await?;
    let full = u64::try_from(learning_plans.len()).is_ok_and(|count| count >= limit);
    let next = learning_plans.last().filter(|_| full).map(|last| last.plan.started_at);
    Ok(HttpResponse::Ok().json(LearningPlans { learning_plans, next }))
}

/// One learning plan, with everything that was signed of it.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    responses((status = 200, body = LearningPlanRead), (status = 404, body = Problem)))]
#[get("/programs/{program}/learning-plans/{learning_plan}")]
async fn read_learning_plan(
    app: web::Data<App>,
    reader: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
) -> Result<HttpResponse> {
    let found = queries::learning_plan(app.db.reader(), &reader, path.1).await?.ok_or(Error::NotFound)?;
    record(&app, &reader, std::slice::from_ref(&found)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Records which learners' records a director read with these plans.
async fn record(app: &App, reader: &Member, read: &[LearningPlanRead]) -> Result<()> {
    let learners = read.iter().map(|read| read.plan.learner);
    let as_director = learners.filter(|learner| policy::reads_as_director(reader, *learner)).collect();
    members::commands::record_directors_reading(&app.db, reader, as_director).await
}
