//! HTTP for campaigns, and for what a learner says about themselves.

use actix_web::{
    HttpResponse, get, post, put,
    web::{Data, Json, Path},
};

use super::told;
use crate::{
    base::{
        actor::Member,
        error::Result,
        ids::{CampaignId, ProgramId},
    },
    features::campaigns::{
        answer::OwnAnswer,
        commands,
        model::Minimums,
        queries,
        wire::{ApproveCampaign, CampaignWire, Campaigns, ExtendCampaign, StartCampaign, WidenCampaign},
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_campaigns)
        .service(start_campaign)
        .service(read_campaign)
        .service(approve_campaign)
        .service(refuse_campaign)
        .service(set_minimums)
        .service(extend_campaign)
        .service(widen_campaign)
        .service(answer_about_oneself);
}

/// Campaigns I run, facilitate, or am about, and those about whom I coach.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)),
    responses((status = 200, body = Campaigns), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaigns")]
async fn list_campaigns(app: Data<App>, reader: Member) -> Result<Json<Campaigns>> {
    Ok(Json(Campaigns { campaigns: queries::campaigns(app.db.reader(), &reader).await? }))
}

/// Start a campaign, or propose one about oneself.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)), request_body = StartCampaign,
    responses((status = 201, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "named_route_missing, id_taken"),
        (status = 422, body = Problem, description = "no_learners, too_many_learners, not_a_learner, bad_window, \
            no_groups, bad_group, below_floor, bad_minimums, missing_field, bad_facilitator")))]
#[post("/programs/{program}/campaigns")]
async fn start_campaign(app: Data<App>, by: Member, body: Body<StartCampaign>) -> Result<HttpResponse> {
    let new = body.0;
    let start = async move |tx: &mut Tx<'_>, by: &Member| commands::start(tx, by, new.clone()).await;
    let id = app.db.write_as(&by, start).await?;
    Ok(HttpResponse::Created().json(told(&app, &by, id).await?))
}

/// One campaign.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaigns/{campaign}")]
async fn read_campaign(app: Data<App>, reader: Member, path: Path<(String, CampaignId)>) -> Result<Json<CampaignWire>> {
    Ok(Json(told(&app, &reader, path.1).await?))
}

/// Approve what a learner proposed.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = ApproveCampaign,
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_proposed"),
        (status = 422, body = Problem, description = "bad_facilitator, bad_window")))]
#[post("/programs/{program}/campaigns/{campaign}/approval")]
async fn approve_campaign(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<ApproveCampaign>,
) -> Result<Json<CampaignWire>> {
    let (id, change) = (path.1, body.0);
    let approve = async move |tx: &mut Tx<'_>, by: &Member| commands::approve(tx, by, id, change.clone()).await;
    changed(&app, &by, id, approve).await
}

/// Turn down what a learner proposed.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_proposed")))]
#[post("/programs/{program}/campaigns/{campaign}/refusal")]
async fn refuse_campaign(app: Data<App>, by: Member, path: Path<(String, CampaignId)>) -> Result<Json<CampaignWire>> {
    let id = path.1;
    changed(&app, &by, id, async move |tx: &mut Tx<'_>, by: &Member| commands::refuse(tx, by, id).await).await
}

/// Set how many answers there have to be, before the first one.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = Minimums,
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "minimums_fixed, over"),
        (status = 422, body = Problem, description = "below_floor, bad_minimums")))]
#[put("/programs/{program}/campaigns/{campaign}/minimums")]
async fn set_minimums(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<Minimums>,
) -> Result<Json<CampaignWire>> {
    let (id, minimums) = (path.1, body.0);
    let set = async move |tx: &mut Tx<'_>, by: &Member| commands::set_minimums(tx, by, id, minimums).await;
    changed(&app, &by, id, set).await
}

/// Give a campaign more time.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = ExtendCampaign,
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "settled, can_be_released"), (status = 422, body = Problem, description = "bad_window")))]
#[put("/programs/{program}/campaigns/{campaign}/window")]
async fn extend_campaign(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<ExtendCampaign>,
) -> Result<Json<CampaignWire>> {
    let (id, closes_on) = (path.1, body.0.closes_on);
    let extend = async move |tx: &mut Tx<'_>, by: &Member| commands::extend(tx, by, id, closes_on.clone()).await;
    changed(&app, &by, id, extend).await
}

/// Ask more groups.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = WidenCampaign,
    responses((status = 200, body = CampaignWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "over"),
        (status = 422, body = Problem, description = "group_in_use, no_groups, bad_group")))]
#[put("/programs/{program}/campaigns/{campaign}/groups")]
async fn widen_campaign(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<WidenCampaign>,
) -> Result<Json<CampaignWire>> {
    let (id, groups) = (path.1, body.0.groups);
    let widen = async move |tx: &mut Tx<'_>, by: &Member| commands::widen(tx, by, id, groups.clone()).await;
    changed(&app, &by, id, widen).await
}

/// Say how I see myself.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = OwnAnswer,
    responses((status = 201, body = super::guests::Received), (status = 200, body = super::guests::Received),
        (status = 404, body = Problem),
        (status = 409, body = Problem, description = "already_answered, not_open"), (status = 422, body = Problem)))]
#[post("/programs/{program}/campaigns/{campaign}/self")]
async fn answer_about_oneself(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<OwnAnswer>,
) -> Result<HttpResponse> {
    let (id, answer, actor) = (path.1, body.0, by.id);
    let take = async move |tx: &mut Tx<'_>| commands::answer_about_oneself(tx, &by, id, &answer).await;
    Ok(super::guests::received(app.db.write(Some(actor), take).await?))
}

/// Changes a campaign as `by`, and answers with what it is then.
async fn changed<F>(app: &App, by: &Member, id: CampaignId, change: F) -> Result<Json<CampaignWire>>
where
    F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<()> + Send + 'static,
{
    app.db.write_as(by, change).await?;
    Ok(Json(told(app, by, id).await?))
}
