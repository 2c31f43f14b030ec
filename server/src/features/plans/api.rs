//! HTTP. A handler only translates.

use actix_web::{HttpResponse, get, post, put, web};
use serde::{Deserialize, Serialize};

use super::{
    closure::{self, Closure, queries::Period},
    commands,
    model::{
        bodies::{AddProgress, ClosePlan, EditGoal, EditReview, EditSteps, StartPlan},
        wire::{PlanWire, ProgressWire},
    },
    policy,
    queries::{self, Asked, PAGE_MAX, PlanRead},
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        day::Day,
        error::{Error, Result, ensure},
        ids::{PersonId, PlanId, ProgramId},
    },
    features::members,
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, zone},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_plans)
        .service(start_plan)
        .service(read_plan)
        .service(edit_plan_goal)
        .service(edit_plan_steps)
        .service(edit_plan_review)
        .service(accept_plan)
        .service(close_plan)
        .service(reopen_plan)
        .service(add_progress)
        .service(closure_figures);
}

/// Which plans.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct PlansQuery {
    /// Of this learner.
    learner: Option<PersonId>,
    /// Started before this moment.
    #[param(value_type = Option<String>)]
    before: Option<Timestamp>,
    /// At most so many, 1 to 200.
    limit: Option<u64>,
}

/// Plans, newest first.
#[derive(Serialize, utoipa::ToSchema)]
struct Plans {
    plans: Vec<PlanRead>,
    /// Pass as `before` for the next page; none at the end.
    next: Option<Timestamp>,
}

/// Plans I may read. A director's reading of a learner's record is itself recorded.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), PlansQuery),
    responses((status = 200, body = Plans), (status = 404, body = Problem)))]
#[get("/programs/{program}/plans")]
async fn list_plans(app: web::Data<App>, reader: Member, query: web::Query<PlansQuery>) -> Result<HttpResponse> {
    let PlansQuery { learner, before, limit } = query.into_inner();
    let limit = limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let plans = queries::plans(app.db.reader(), &reader, Asked { learner, before, limit: Some(limit) }).await?;
    record(&app, &reader, &plans).await?;
    let full = u64::try_from(plans.len()).is_ok_and(|count| count >= limit);
    let next = plans.last().filter(|_| full).map(|last| last.plan.started_at);
    Ok(HttpResponse::Ok().json(Plans { plans, next }))
}

/// One plan.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)),
    responses((status = 200, body = PlanRead), (status = 404, body = Problem)))]
#[get("/programs/{program}/plans/{plan}")]
async fn read_plan(app: web::Data<App>, reader: Member, path: web::Path<(ProgramId, PlanId)>) -> Result<HttpResponse> {
    let found = queries::plan(app.db.reader(), &reader, path.1).await?.ok_or(Error::NotFound)?;
    record(&app, &reader, std::slice::from_ref(&found)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// A plan to start, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct StartPlanRequest {
    id: PlanId,
    started_at: Timestamp,
    plan: StartPlan,
}

/// Start a plan of mine, or propose one to a learner I coach.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path)), request_body = StartPlanRequest,
    responses((status = 201, body = PlanWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/plans")]
async fn start_plan(app: web::Data<App>, author: Member, body: Body<StartPlanRequest>) -> Result<HttpResponse> {
    let new = body.0.plan.parse(body.0.id, body.0.started_at)?;
    let plan = app.db.write(Some(author.id), async move |tx| commands::start(tx, &author, new.clone()).await).await?;
    Ok(HttpResponse::Created().json(plan))
}

/// The version a section has now.
#[derive(Serialize, utoipa::ToSchema)]
struct SectionVersion {
    version: i64,
}

/// A goal, and the version of the section it was written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditGoalRequest {
    base: i64,
    change: EditGoal,
}

/// Write the goal anew.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = EditGoalRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[put("/programs/{program}/plans/{plan}/goal")]
async fn edit_plan_goal(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<EditGoalRequest>,
) -> Result<HttpResponse> {
    let (plan, base, goal) = (path.1, body.0.base, body.0.change.parse()?);
    change(&app, member, async move |tx, member| commands::edit_goal(tx, member, plan, base, goal.clone()).await).await
}

/// Steps, and the version of the section they were written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditStepsRequest {
    base: i64,
    change: EditSteps,
}

/// Write the steps anew.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = EditStepsRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[put("/programs/{program}/plans/{plan}/steps")]
async fn edit_plan_steps(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<EditStepsRequest>,
) -> Result<HttpResponse> {
    let (plan, base, steps) = (path.1, body.0.base, body.0.change.parse()?);
    change(&app, member, async move |tx, member| commands::edit_steps(tx, member, plan, base, steps.clone()).await)
        .await
}

/// Who looks again and when, and the version of the section it was written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditReviewRequest {
    base: i64,
    change: EditReview,
}

/// Name anew who looks again and when.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = EditReviewRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[put("/programs/{program}/plans/{plan}/review")]
async fn edit_plan_review(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<EditReviewRequest>,
) -> Result<HttpResponse> {
    let (plan, base, review) = (path.1, body.0.base, body.0.change.parse());
    change(&app, member, async move |tx, member| commands::edit_review(tx, member, plan, base, review.clone()).await)
        .await
}

/// The version of the state a decision was made on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionRequest {
    base: i64,
}

/// Accept a plan proposed to me.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = DecisionRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/plans/{plan}/acceptance")]
async fn accept_plan(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<DecisionRequest>,
) -> Result<HttpResponse> {
    let (plan, base) = (path.1, body.0.base);
    change(&app, member, async move |tx, member| commands::accept(tx, member, plan, base).await).await
}

/// How a plan ended, when that was saved, and the version of the state it was decided on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ClosePlanRequest {
    base: i64,
    closed_at: Timestamp,
    change: ClosePlan,
}

/// Close a plan of mine, or set a proposal aside.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = ClosePlanRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/plans/{plan}/closing")]
async fn close_plan(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<ClosePlanRequest>,
) -> Result<HttpResponse> {
    let (plan, ClosePlanRequest { base, closed_at, change: how }) = (path.1, body.0);
    change(&app, member, async move |tx, member| commands::close(tx, member, plan, base, how.clone(), closed_at).await)
        .await
}

/// Reopen a closed plan of mine.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = DecisionRequest,
    responses((status = 200, body = SectionVersion), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/programs/{program}/plans/{plan}/reopening")]
async fn reopen_plan(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<DecisionRequest>,
) -> Result<HttpResponse> {
    let (plan, base) = (path.1, body.0.base);
    change(&app, member, async move |tx, member| commands::reopen(tx, member, plan, base).await).await
}

/// A note, with when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AddProgressRequest {
    given_at: Timestamp,
    note: AddProgress,
}

/// Note how it is going.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ("plan" = PlanId, Path)), request_body = AddProgressRequest,
    responses((status = 201, body = ProgressWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/plans/{plan}/progress")]
async fn add_progress(
    app: web::Data<App>,
    author: Member,
    path: web::Path<(ProgramId, PlanId)>,
    body: Body<AddProgressRequest>,
) -> Result<HttpResponse> {
    let (plan, note) = (path.1, body.0.note.parse(body.0.given_at)?);
    let note = app
        .db
        .write(Some(author.id), async move |tx| commands::progress(tx, &author, plan, note.clone()).await)
        .await?;
    Ok(HttpResponse::Created().json(note))
}

/// Over which days.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct ClosureQuery {
    /// From this day on, in the program's time zone; from the beginning where it is left out.
    #[param(value_type = Option<String>)]
    from: Option<Day>,
    /// Up to this day.
    #[param(value_type = Option<String>)]
    to: Option<Day>,
}

/// How many entries led to a plan, and how plans end: of five people or more, and of nobody in particular. For directors
/// and coordinators.
#[utoipa::path(tag = "plans", params(("program" = ProgramId, Path), ClosureQuery),
    responses((status = 200, body = Closure), (status = 404, body = Problem)))]
#[get("/programs/{program}/closure")]
async fn closure_figures(app: web::Data<App>, reader: Member, query: web::Query<ClosureQuery>) -> Result<HttpResponse> {
    ensure(policy::may_see_figures(&reader))?;
    let zone = zone(app.db.reader(), reader.program).await?;
    let period = Period {
        from: query.from.as_ref().map_or(Timestamp(0), |day| day.begins_in(&zone)),
        to: query.to.as_ref().map_or(Timestamp(i64::MAX), |day| day.plus_days(1).begins_in(&zone)),
    };
    let counted = closure::queries::counted(app.db.reader(), reader.program, period).await?;
    Ok(HttpResponse::Ok().json(Closure::of(&counted)))
}

/// Records which learners' records a director read with these plans.
async fn record(app: &App, reader: &Member, read: &[PlanRead]) -> Result<()> {
    let as_director = read.iter().filter(|read| policy::reads_as_director(reader, read.around()));
    members::commands::record_directors_reading(&app.db, reader, as_director.map(|read| read.plan.learner).collect())
        .await
}

/// Changes a section of a plan as `member`, and answers with the version it has then.
async fn change<F>(app: &App, member: Member, change: F) -> Result<HttpResponse>
where
    F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<i64> + Send + 'static,
{
    let version = app.db.write_as(&member, change).await?;
    Ok(HttpResponse::Ok().json(SectionVersion { version }))
}
