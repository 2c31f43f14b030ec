//! Writing a learning plan over HTTP: what devices push as operations, one by one.

use actix_web::{HttpResponse, post, put, web};
use serde::{Deserialize, Serialize};

use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::Result,
        ids::{LearningPlanId, ProgramId},
    },
    features::learning_plans::{
        commands::{self, Signing},
        model::{
            bodies::{
                CloseGoal, CommentOn, EditAbout, EditDates, EditGoals, LinkGoal, ReopenGoal, SignPlan,
                StartLearningPlan,
            },
            wire::{LearningPlanWire, SignatureWire},
        },
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

/// The routes that write.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(start_learning_plan)
        .service(edit_learning_goals)
        .service(edit_learning_about)
        .service(edit_learning_dates)
        .service(comment_learning_plan)
        .service(sign_learning_plan)
        .service(close_learning_goal)
        .service(reopen_learning_goal)
        .service(link_learning_goal);
}

/// The version a section has now.
#[derive(Serialize, utoipa::ToSchema)]
struct WrittenVersion {
    version: i64,
}

/// A plan to begin, with its id and when it was saved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct StartLearningPlanRequest {
    id: LearningPlanId,
    started_at: Timestamp,
    learning_plan: StartLearningPlan,
}

/// Begin a learning plan of mine.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path)), request_body = StartLearningPlanRequest,
    responses((status = 201, body = LearningPlanWire), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/programs/{program}/learning-plans")]
async fn start_learning_plan(
    app: web::Data<App>,
    learner: Member,
    body: Body<StartLearningPlanRequest>,
) -> Result<HttpResponse> {
    let new = body.0.learning_plan.parse(body.0.id, body.0.started_at)?;
    let (actor, start) = (learner.id, async move |tx: &mut Tx<'_>| commands::start(tx, &learner, new.clone()).await);
    let plan = app.db.write(Some(actor), start).await?;
    Ok(HttpResponse::Created().json(plan))
}

/// Goals, and the version of the section they were written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditGoalsRequest {
    base: i64,
    change: EditGoals,
}

/// Write the goals anew.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = EditGoalsRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/learning-plans/{learning_plan}/goals")]
async fn edit_learning_goals(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<EditGoalsRequest>,
) -> Result<HttpResponse> {
    let (plan, base, goals) = (path.1, body.0.base, body.0.change.parse()?);
    change(&app, member, async move |tx, member| commands::edit_goals(tx, member, plan, base, goals.clone()).await)
        .await
}

/// What stands around the goals, and the version of the section it was written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditAboutRequest {
    base: i64,
    change: EditAbout,
}

/// Write anew what stands around the goals.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = EditAboutRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/learning-plans/{learning_plan}/about")]
async fn edit_learning_about(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<EditAboutRequest>,
) -> Result<HttpResponse> {
    let (plan, base, about) = (path.1, body.0.base, body.0.change.parse()?);
    change(&app, member, async move |tx, member| commands::edit_about(tx, member, plan, base, about.clone()).await)
        .await
}

/// Days, and the version of the section they were written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EditDatesRequest {
    base: i64,
    change: EditDates,
}

/// Say anew when it was talked through, and when next.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = EditDatesRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/learning-plans/{learning_plan}/dates")]
async fn edit_learning_dates(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<EditDatesRequest>,
) -> Result<HttpResponse> {
    let (plan, base, dates) = (path.1, body.0.base, body.0.change.parse());
    change(&app, member, async move |tx, member| commands::edit_dates(tx, member, plan, base, dates.clone()).await)
        .await
}

/// A comment, and the version of that side's comment it was written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct CommentRequest {
    base: i64,
    change: CommentOn,
}

/// Write my side's comment anew.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = CommentRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/learning-plans/{learning_plan}/comment")]
async fn comment_learning_plan(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<CommentRequest>,
) -> Result<HttpResponse> {
    let (plan, base, text) = (path.1, body.0.base, body.0.change.parse()?);
    change(&app, member, async move |tx, member| commands::comment(tx, member, plan, base, text.clone()).await).await
}

/// A signature, when it was saved, and the version of the whole text its signer read: the sum of the versions of goals,
/// about, dates and both comments, less 4.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SignRequest {
    base: i64,
    signed_at: Timestamp,
    signature: SignPlan,
}

/// Sign the plan as I read it.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = SignRequest, responses((status = 201, body = SignatureWire), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/learning-plans/{learning_plan}/signatures")]
async fn sign_learning_plan(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<SignRequest>,
) -> Result<HttpResponse> {
    let SignRequest { base, signed_at, signature: SignPlan { id } } = body.0;
    let (plan, signing) = (path.1, Signing { id, base, signed_at });
    let (actor, sign) = (member.id, async move |tx: &mut Tx<'_>| commands::sign(tx, &member, plan, signing).await);
    let signature = app.db.write(Some(actor), sign).await?;
    Ok(HttpResponse::Created().json(signature))
}

/// How a goal ended, when that was saved, and the version of the work it was decided on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseGoalRequest {
    base: i64,
    closed_at: Timestamp,
    change: CloseGoal,
}

/// Close a goal of mine, with its outcome.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = CloseGoalRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/learning-plans/{learning_plan}/closing")]
async fn close_learning_goal(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<CloseGoalRequest>,
) -> Result<HttpResponse> {
    let (plan, CloseGoalRequest { base, closed_at, change: how }) = (path.1, body.0);
    change(&app, member, async move |tx, member| {
        commands::close_goal(tx, member, plan, base, how.clone(), closed_at).await
    })
    .await
}

/// A goal, and the version of the work it was decided on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReopenGoalRequest {
    base: i64,
    change: ReopenGoal,
}

/// Reopen a closed goal of mine.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = ReopenGoalRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/programs/{program}/learning-plans/{learning_plan}/reopening")]
async fn reopen_learning_goal(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<ReopenGoalRequest>,
) -> Result<HttpResponse> {
    let (plan, base, goal) = (path.1, body.0.base, body.0.change.goal);
    change(&app, member, async move |tx, member| commands::reopen_goal(tx, member, plan, base, goal).await).await
}

/// A goal and its action plan, and the version of the work it was written on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkGoalRequest {
    base: i64,
    change: LinkGoal,
}

/// Say in which action plan a goal of mine is worked on.
#[utoipa::path(tag = "learning plans", params(("program" = ProgramId, Path), ("learning_plan" = LearningPlanId, Path)),
    request_body = LinkGoalRequest, responses((status = 200, body = WrittenVersion), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/programs/{program}/learning-plans/{learning_plan}/link")]
async fn link_learning_goal(
    app: web::Data<App>,
    member: Member,
    path: web::Path<(ProgramId, LearningPlanId)>,
    body: Body<LinkGoalRequest>,
) -> Result<HttpResponse> {
    let (plan, base, LinkGoal { goal, plan: action_plan }) = (path.1, body.0.base, body.0.change);
    change(&app, member, async move |tx, member| commands::link_goal(tx, member, plan, base, goal, action_plan).await)
        .await
}

/// Changes a section as `member`, and answers with the version it has then.
async fn change<F>(app: &App, member: Member, change: F) -> Result<HttpResponse>
where
    F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<i64> + Send + 'static,
{
    let version = app.db.write_as(&member, change).await?;
    Ok(HttpResponse::Ok().json(WrittenVersion { version }))
}
