//! HTTP for raters. Their session is no session of a member: it opens these routes and no other, and no person's id is
//! in it. GET and HEAD use nothing up.

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    get,
    http::header,
    post,
    web::{Data, Json},
};
use futures_util::future::LocalBoxFuture;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    base::error::{Error, Result},
    entities::rater_session,
    features::{
        campaigns::{
            answer::RaterAnswer,
            commands,
            rater_form::{self, RaterForm},
            sealing::{self, SealingKey},
        },
        guests::Token,
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, client_address},
    },
};

/// How long a rater's browser stays with the form at least.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// By what a device tells itself apart; only counted in memory.
const DEVICE: &str = "X-Rater-Device";
/// The longest of these, in bytes.
const DEVICE_MAX: usize = 64;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(sealing_key)
        .service(open_link)
        .service(read_form)
        .service(give_word)
        .service(take_answer)
        .service(take_sealed_answer);
}

/// A browser in which a rater's link was opened.
struct Rater(rater_session::Model);

impl FromRequest for Rater {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().cloned();
        let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).and_then(Token::parse);
        Box::pin(async move {
            let app = app.ok_or_else(|| Error::internal("no app"))?;
            let token = token.ok_or(Error::Unauthenticated("no_session"))?;
            commands::find_session(app.db.reader(), &token, Some(app.clock.now())).await.map(Self)
        })
    }
}

/// To what answers are sealed that wait for a network.
#[utoipa::path(tag = "raters", security(()), responses((status = 200, body = SealingKey)))]
#[get("/rater/key")]
async fn sealing_key(app: Data<App>) -> Json<SealingKey> {
    Json(sealing::public_key(&app.keys))
}

/// What stands behind the `#` of a rater's link.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenRaterLink {
    token: String,
}

/// A session for one form.
#[derive(Serialize, utoipa::ToSchema)]
struct RaterSession {
    /// Goes into `Authorization: Bearer` of the rater's routes.
    token: String,
    /// Seconds.
    expires_in: i64,
    /// Whose link it was.
    kind: rater_form::CodeOf,
    /// What a personal link asks, at once: it spares a phone on a slow network one wait. A poster lists nobody yet.
    form: Option<RaterForm>,
}

/// Open a rater's link.
#[utoipa::path(tag = "raters", request_body = OpenRaterLink, security(()),
    responses((status = 200, body = RaterSession), (status = 401, body = Problem,
        description = "no_such_link, link_used, campaign_over, not_yet_open"), (status = 429, body = Problem)))]
#[post("/rater/session")]
async fn open_link(app: Data<App>, request: HttpRequest, body: Body<OpenRaterLink>) -> Result<HttpResponse> {
    app.throttle.open_rater_link(client_address(&request, &app.settings.trusted_proxies))?;
    let link = Token::parse(&body.0.token).ok_or(Error::Unauthenticated("no_such_link"))?;
    let came = app.db.write(None, async move |tx: &mut Tx<'_>| commands::come(tx, &link).await).await?;
    let form = match came.personal {
        true => {
            let session = commands::find_session(app.db.reader(), &came.token, Some(app.clock.now())).await?;
            Some(rater_form::read(&app, &session).await?)
        }
        false => None,
    };
    let session = RaterSession {
        token: came.token.to_string(),
        expires_in: LIFETIME.as_secs(),
        kind: if came.personal { rater_form::CodeOf::Personal } else { rater_form::CodeOf::Unit },
        form,
    };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(session))
}

/// The form, and exactly who will see what.
#[utoipa::path(tag = "raters", responses((status = 200, body = RaterForm), (status = 401, body = Problem)))]
#[get("/rater/form")]
async fn read_form(app: Data<App>, rater: Rater) -> Result<Json<RaterForm>> {
    Ok(Json(rater_form::read(&app, &rater.0).await?))
}

/// The word that is told on the ward.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct GiveWord {
    /// Letters count, whatever their case and what is between them.
    word: String,
}

/// Give the word of the ward, without which a poster lists nobody.
#[utoipa::path(tag = "raters", request_body = GiveWord,
    responses((status = 200, body = RaterForm), (status = 400, body = Problem, description = "wrong_word"),
        (status = 401, body = Problem), (status = 409, body = Problem, description = "no_word_needed"),
        (status = 429, body = Problem)))]
#[post("/rater/word")]
async fn give_word(
    app: Data<App>,
    request: HttpRequest,
    rater: Rater,
    body: Body<GiveWord>,
) -> Result<Json<RaterForm>> {
    if let Some(unit) = rater.0.unit_id {
        app.throttle.try_ward_word(unit.0, client_address(&request, &app.settings.trusted_proxies))?;
    }
    let (keys, session, word) = (app.keys.clone(), rater.0.clone(), body.0.word);
    let give = async move |tx: &mut Tx<'_>| commands::give_word(tx, &keys, &session, &word).await;
    app.db.write(None, give).await?;
    Ok(Json(rater_form::read(&app, &rater_session::Model { word_given: true, ..rater.0 }).await?))
}

/// It is here.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Received {
    received: bool,
}

/// The same words whether it came just now or was here before.
pub(super) fn received(new: bool) -> HttpResponse {
    match new {
        true => HttpResponse::Created().json(Received { received: true }),
        false => HttpResponse::Ok().json(Received { received: true }),
    }
}

/// Submit the form about one of those listed.
#[utoipa::path(tag = "raters", request_body = RaterAnswer,
    responses((status = 201, body = Received), (status = 200, body = Received), (status = 401, body = Problem),
        (status = 409, body = Problem, description = "already_answered, campaign_over"),
        (status = 422, body = Problem, description = "bad_id, wrong_form, unknown_item, off_the_scale, unknown_question, \
            too_long, empty_answer, not_listed, word_needed, missing_field, group_not_asked"),
        (status = 429, body = Problem)))]
#[post("/rater/answers")]
async fn take_answer(
    app: Data<App>,
    request: HttpRequest,
    rater: Rater,
    body: Body<RaterAnswer>,
) -> Result<HttpResponse> {
    take(&app, &request, rater.0, body.0).await
}

/// An answer that waited for a network.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SealedAnswer {
    sealed: String,
}

/// Submit an answer that was sealed on the device.
#[utoipa::path(tag = "raters", request_body = SealedAnswer, security(()),
    responses((status = 201, body = Received), (status = 200, body = Received),
        (status = 400, body = Problem, description = "cannot_open"), (status = 401, body = Problem),
        (status = 409, body = Problem, description = "already_answered, campaign_over"), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
#[post("/rater/sealed")]
async fn take_sealed_answer(app: Data<App>, request: HttpRequest, body: Body<SealedAnswer>) -> Result<HttpResponse> {
    app.throttle.open_rater_link(client_address(&request, &app.settings.trusted_proxies))?;
    let opened = sealing::open(&app.keys, &body.0.sealed)?;
    let token = Token::parse(&opened.token).ok_or(Error::Unauthenticated("no_session"))?;
    let session = commands::find_session(app.db.reader(), &token, None).await?;
    take(&app, &request, session, opened.answer).await
}

async fn take(
    app: &App,
    request: &HttpRequest,
    session: rater_session::Model,
    answer: RaterAnswer,
) -> Result<HttpResponse> {
    if session.unit_id.is_some() {
        let device = request.headers().get(DEVICE).and_then(|value| value.to_str().ok());
        let device = device.filter(|device| (1..=DEVICE_MAX).contains(&device.len()));
        app.throttle.answer_by_poster(device, client_address(request, &app.settings.trusted_proxies))?;
    }
    let take = async move |tx: &mut Tx<'_>| commands::answer(tx, &session, &answer).await;
    Ok(received(app.db.write(None, take).await?))
}
