//! HTTP for guests. Their session is no session of a member: it opens these routes and no other.

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    get,
    http::header,
    post,
    web::{Data, Json},
};
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    commands,
    model::{GuestAnswer, SESSION_LIFETIME, Token},
    queries::{self, GuestRequest},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::EntryId,
    },
    entities::guest_session,
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, client_address},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(open_link).service(read_request).service(ask_for_guest_code).service(answer_request);
}

/// A guest in a browser that opened their link.
struct Guest(guest_session::Model);

impl GuestSession {
    /// The session of this secret.
    pub fn of(token: &Token) -> Self {
        Self { token: token.to_string(), expires_in: SESSION_LIFETIME.as_secs() }
    }
}

impl FromRequest for Guest {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().cloned();
        let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).and_then(Token::parse);
        Box::pin(async move {
            let app = app.ok_or_else(|| Error::internal("no app"))?;
            let token = token.ok_or(Error::Unauthenticated("no_session"))?;
            let found = queries::session(app.db.reader(), &token, app.clock.now()).await?;
            found.map(Self).ok_or(Error::Unauthenticated("no_session"))
        })
    }
}

/// What stands behind the `#` of a guest's link.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenLink {
    token: String,
}

/// A session for one request.
#[derive(Serialize, utoipa::ToSchema)]
pub struct GuestSession {
    /// Goes into `Authorization: Bearer` of the guest's routes.
    token: String,
    /// Seconds.
    expires_in: i64,
}

/// Open a guest's link.
#[utoipa::path(tag = "guests", request_body = OpenLink, security(()),
    responses((status = 200, body = GuestSession), (status = 401, body = Problem, description = "no_such_link")))]
#[post("/guest/session")]
async fn open_link(app: Data<App>, body: Body<OpenLink>) -> Result<HttpResponse> {
    // Nobody guesses 256 bits: no try is counted, and what is wrong costs one read.
    let request = match Token::parse(&body.0.token) {
        Some(link) => queries::link(app.db.reader(), &link, app.clock.now()).await?,
        None => None,
    };
    let request = request.ok_or(Error::Unauthenticated("no_such_link"))?;
    let token = app.db.write(None, async move |tx: &mut Tx<'_>| commands::open(tx, request, None).await).await?;
    let session = GuestSession::of(&token);
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(session))
}

/// The request a guest was asked, with what it takes to answer it.
#[utoipa::path(tag = "guests", responses((status = 200, body = GuestRequest), (status = 401, body = Problem)))]
#[get("/guest/request")]
async fn read_request(app: Data<App>, guest: Guest) -> Result<Json<GuestRequest>> {
    Ok(Json(queries::request(app.db.reader(), guest.0.request_id).await?))
}

/// Ask for six digits, mailed to the address that was asked, or given when the request was scanned.
#[utoipa::path(tag = "guests", responses((status = 202, description = "on their way"), (status = 401, body = Problem),
    (status = 429, body = Problem)))]
#[post("/guest/code")]
async fn ask_for_guest_code(app: Data<App>, request: HttpRequest, guest: Guest) -> Result<HttpResponse> {
    let from = client_address(&request, &app.settings.trusted_proxies);
    let whose = guest.0.mail.clone().unwrap_or_else(|| format!("guest {}", guest.0.request_id));
    app.throttle.ask_for_code(&whose, from)?;
    let (keys, session) = (app.keys.clone(), guest.0.id);
    let ask = async move |tx: &mut Tx<'_>| commands::ask_for_code(tx, &keys, session).await;
    app.db.write(None, ask).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// The entry that was given.
#[derive(Serialize, utoipa::ToSchema)]
struct Answered {
    entry: EntryId,
}

/// Give the one entry, with the digits that were mailed.
#[utoipa::path(tag = "guests", request_body = GuestAnswer,
    responses((status = 201, body = Answered), (status = 400, body = Problem, description = "wrong_code"),
        (status = 401, body = Problem), (status = 409, body = Problem, description = "already_answered"),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/guest/entry")]
async fn answer_request(
    app: Data<App>,
    request: HttpRequest,
    guest: Guest,
    body: Body<GuestAnswer>,
) -> Result<HttpResponse> {
    let from = client_address(&request, &app.settings.trusted_proxies);
    app.throttle.try_to_sign_in(&format!("guest {}", guest.0.request_id), from)?;
    let (keys, session, code) = (app.keys.clone(), guest.0.id, body.0.code.clone());
    let try_it = async move |tx: &mut Tx<'_>| commands::try_code(tx, &keys, session, &code).await;
    if !app.db.write(None, try_it).await? {
        return Err(Error::Http { status: 400, code: "wrong_code" });
    }
    let (session, answer) = (guest.0, body.0);
    let give = async move |tx: &mut Tx<'_>| commands::answer(tx, &session, answer.clone()).await;
    let entry = app.db.write(None, give).await?;
    Ok(HttpResponse::Created().json(Answered { entry }))
}
