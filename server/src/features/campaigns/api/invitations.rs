//! HTTP for who is asked, by name or by a ward's poster.

use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json, Path},
};

use super::{Done, done};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{CampaignId, ProgramId, RaterId, UnitId},
    },
    features::{
        campaigns::{
            commands, queries,
            wire::{ApproveRater, MakeUnit, NameRaters, Poster, RaterWire, Raters},
        },
        guests::Token,
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_raters)
        .service(name_raters)
        .service(approve_rater)
        .service(strike_rater)
        .service(revoke_rater)
        .service(mail_rater)
        .service(make_unit)
        .service(reprint_unit)
        .service(revoke_unit);
}

/// Who is asked or was named, and by whom; never whether they answered.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    responses((status = 200, body = Raters), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaigns/{campaign}/raters")]
async fn list_raters(app: Data<App>, reader: Member, path: Path<(String, CampaignId)>) -> Result<Json<Raters>> {
    Ok(Json(Raters { raters: queries::raters(app.db.reader(), &reader, path.1).await? }))
}

/// Invite raters, or propose them.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = NameRaters,
    responses((status = 201, body = Raters), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "over, id_taken"),
        (status = 422, body = Problem, description = "too_many_raters, bad_group, group_not_asked, missing_field, \
            not_a_member, not_a_mail, empty, too_long, not_listed, ask_oneself, facilitator_rates, already_invited")))]
#[post("/programs/{program}/campaigns/{campaign}/raters")]
async fn name_raters(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<NameRaters>,
) -> Result<HttpResponse> {
    let (id, named) = (path.1, body.0);
    let name = async move |tx: &mut Tx<'_>, by: &Member| commands::name(tx, by, id, named.clone()).await;
    app.db.write_as(&by, name).await?;
    Ok(HttpResponse::Created().json(Raters { raters: queries::raters(app.db.reader(), &by, id).await? }))
}

async fn rater(app: &App, reader: &Member, campaign: CampaignId, id: RaterId) -> Result<Json<RaterWire>> {
    let raters = queries::raters(app.db.reader(), reader, campaign).await?;
    raters.into_iter().find(|rater| rater.id == id).map(Json).ok_or(Error::NotFound)
}

/// Invite somebody who was proposed.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("rater" = RaterId, Path)),
    request_body = ApproveRater,
    responses((status = 200, body = RaterWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_proposed, over"),
        (status = 422, body = Problem, description = "bad_group, group_not_asked")))]
#[post("/programs/{program}/campaign-raters/{rater}/approval")]
async fn approve_rater(
    app: Data<App>,
    by: Member,
    path: Path<(String, RaterId)>,
    body: Body<ApproveRater>,
) -> Result<Json<RaterWire>> {
    let (id, group) = (path.1, body.0.group);
    let approve = async move |tx: &mut Tx<'_>, by: &Member| commands::approve_rater(tx, by, id, group).await;
    let campaign = app.db.write_as(&by, approve).await?;
    rater(&app, &by, campaign, id).await
}

/// Do not invite somebody who was proposed.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("rater" = RaterId, Path)),
    responses((status = 200, body = RaterWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_proposed")))]
#[post("/programs/{program}/campaign-raters/{rater}/striking")]
async fn strike_rater(app: Data<App>, by: Member, path: Path<(String, RaterId)>) -> Result<Json<RaterWire>> {
    let id = path.1;
    let strike = async move |tx: &mut Tx<'_>, by: &Member| commands::strike_rater(tx, by, id).await;
    let campaign = app.db.write_as(&by, strike).await?;
    rater(&app, &by, campaign, id).await
}

/// Take an invitation back.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("rater" = RaterId, Path)),
    responses((status = 200, body = RaterWire), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_invited")))]
#[post("/programs/{program}/campaign-raters/{rater}/revocation")]
async fn revoke_rater(app: Data<App>, by: Member, path: Path<(String, RaterId)>) -> Result<Json<RaterWire>> {
    let id = path.1;
    let revoke = async move |tx: &mut Tx<'_>, by: &Member| commands::revoke_rater(tx, by, id).await;
    let campaign = app.db.write_as(&by, revoke).await?;
    rater(&app, &by, campaign, id).await
}

/// Have another link mailed; those before stop.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("rater" = RaterId, Path)),
    responses((status = 202, description = "on its way, unless nothing is left to answer"), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "not_open, not_invited")))]
#[post("/programs/{program}/campaign-raters/{rater}/mail")]
async fn mail_rater(app: Data<App>, by: Member, path: Path<(String, RaterId)>) -> Result<HttpResponse> {
    let (id, actor) = (path.1, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::ask_for_mail(tx, &by, id).await).await?;
    Ok(HttpResponse::Accepted().finish())
}

fn poster(app: &App, id: UnitId, (token, word): (Token, String)) -> Poster {
    Poster { id, link: format!("{}/rate#{token}", app.settings.public_url), word }
}

/// Make a ward's poster.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("campaign" = CampaignId, Path)),
    request_body = MakeUnit,
    responses((status = 201, body = Poster), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "over, id_taken"),
        (status = 422, body = Problem, description = "no_such_rotation, bad_window, bad_head_count, nobody_worked_there")))]
#[post("/programs/{program}/campaigns/{campaign}/units")]
async fn make_unit(
    app: Data<App>,
    by: Member,
    path: Path<(String, CampaignId)>,
    body: Body<MakeUnit>,
) -> Result<HttpResponse> {
    let (campaign, new, actor, keys) = (path.1, body.0, by.id, app.keys.clone());
    let id = new.id;
    let make = async move |tx: &mut Tx<'_>| commands::make_unit(tx, &keys, &by, campaign, new.clone()).await;
    let made = app.db.write(Some(actor), make).await?;
    Ok(HttpResponse::Created().json(poster(&app, id, made)))
}

/// Print a poster anew: another code and another word; the one before opens nothing any more.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("unit" = UnitId, Path)),
    responses((status = 200, body = Poster), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "over")))]
#[post("/programs/{program}/campaign-units/{unit}/reprint")]
async fn reprint_unit(app: Data<App>, by: Member, path: Path<(String, UnitId)>) -> Result<Json<Poster>> {
    let (id, actor, keys) = (path.1, by.id, app.keys.clone());
    let again = async move |tx: &mut Tx<'_>| commands::reprint(tx, &keys, &by, id).await;
    let made = app.db.write(Some(actor), again).await?;
    Ok(Json(poster(&app, id, made)))
}

/// Stop a poster.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path), ("unit" = UnitId, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem)))]
#[post("/programs/{program}/campaign-units/{unit}/revocation")]
async fn revoke_unit(app: Data<App>, by: Member, path: Path<(String, UnitId)>) -> Result<HttpResponse> {
    let (id, actor) = (path.1, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::revoke_unit(tx, &by, id).await).await?;
    Ok(done())
}
