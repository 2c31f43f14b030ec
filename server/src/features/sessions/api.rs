//! Sessions over HTTP.

mod bodies;
mod cookie;
mod origin;

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header,
    post, put,
    web::{Data, Json, Path},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::bodies::{AccountBody, Asking, DemoPeople, Devices, NewPasswordByCode, RegisterKey, SessionBody, SignIn};
use super::{
    commands::{self, Opened, TriedCode},
    model::{Device, DeviceKey, NewPassword, TypedCode, fold_email},
    queries,
};
use crate::{
    base::{
        error::{Error, OrLog, Result},
        ids::{PersonId, SessionId},
    },
    platform::{
        app::App,
        audit::Action,
        auth::{passwords, tokens},
        db::Tx,
        http::{Body, Problem, SignedIn, client_address},
    },
};

/// Every route of the feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(sign_out)
        .service(refresh)
        .service(list_devices)
        .service(revoke_device)
        .service(register_key)
        .service(ask_for_code)
        .service(set_password)
        .service(me)
        .service(demo_people);
}

/// Sign in with e-mail address and password.
#[utoipa::path(
    tag = "sessions",
    request_body = SignIn,
    responses(
        (status = 200, body = SessionBody, description = "signed in; the refresh token is in a cookie"),
        (status = 401, body = Problem, description = "wrong_credentials"),
        (status = 429, body = Problem, description = "too_many_tries"),
    )
)]
#[post("/session")]
async fn sign_in(app: Data<App>, request: HttpRequest, body: Body<SignIn>) -> Result<HttpResponse> {
    let Body(SignIn { email, password, device, device_label }) = body;
    let email = fold_email(&email);
    app.throttle.try_to_sign_in(&email, client_address(&request, &app.settings.trusted_proxies))?;
    let person = commands::prove(&app.db, &email, &password).await?;
    app.throttle.signed_in(&email);

    let (keys, device) = (app.keys.clone(), Device::new(device, device_label.as_deref()));
    let opened = app.db.write(Some(person), async move |tx| commands::open(tx, &keys, person, &device).await).await?;
    answer(&app, opened).await
}

/// Get another access token with the refresh cookie.
///
/// The cookie is replaced. Where an answer was lost, the same request gives the same cookie again.
#[utoipa::path(
    tag = "sessions",
    responses(
        (status = 200, body = SessionBody),
        (status = 401, body = Problem, description = "no_session, session_revoked"),
        (status = 403, body = Problem, description = "wrong_origin: the Origin header is not this server's"),
    )
)]
#[post("/session/refresh")]
async fn refresh(app: Data<App>, request: HttpRequest) -> Result<HttpResponse> {
    origin::ensure_own(&request, &app.settings)?;
    let token = cookie::read(&request, &app.settings).ok_or(Error::Unauthenticated("no_session"))?;
    let keys = app.keys.clone();
    let refreshed = app.db.write(None, async move |tx| commands::refresh(tx, &keys, &token).await).await?;
    answer(&app, refreshed.into_result()?).await
}

/// Sign out on this device.
#[utoipa::path(
    tag = "sessions",
    responses(
        (status = 204, description = "signed out"),
        (status = 401, body = Problem, description = "neither a refresh cookie nor a good access token"),
        (status = 403, body = Problem, description = "wrong_origin: the Origin header is not this server's"),
    )
)]
#[delete("/session")]
async fn sign_out(
    app: Data<App>,
    request: HttpRequest,
    signed_in: std::result::Result<SignedIn, Error>,
) -> Result<HttpResponse> {
    match (cookie::read(&request, &app.settings), signed_in) {
        (Some(token), signed_in) => {
            origin::ensure_own(&request, &app.settings)?;
            let (keys, actor) = (app.keys.clone(), signed_in.ok().map(|signed_in| signed_in.person));
            app.db.write(actor, async move |tx| commands::sign_out(tx, &keys, &token).await).await?;
        }
        (None, signed_in) => match revoke(&app, signed_in?, None).await {
            Err(Error::NotFound) | Ok(()) => {}
            Err(error) => return Err(error),
        },
    }
    Ok(HttpResponse::NoContent().cookie(cookie::gone(&app.settings)).finish())
}

/// The devices one is signed in on, the last used first.
#[utoipa::path(tag = "sessions", responses((status = 200, body = Devices), (status = 401, body = Problem)))]
#[get("/sessions")]
async fn list_devices(app: Data<App>, signed_in: SignedIn) -> Result<Json<Devices>> {
    let devices = queries::devices(app.db.reader(), signed_in.person, app.clock.now()).await?;
    Ok(Json(Devices::of(devices, signed_in.session)))
}

/// Sign out on another device.
#[utoipa::path(
    tag = "sessions",
    params(("session" = SessionId, Path, description = "the session of the device")),
    responses((status = 204, description = "signed out"), (status = 401, body = Problem), (status = 404, body = Problem))
)]
#[delete("/sessions/{session}")]
async fn revoke_device(app: Data<App>, signed_in: SignedIn, session: Path<String>) -> Result<HttpResponse> {
    let session = session.parse().map_err(|_| Error::NotFound)?;
    revoke(&app, signed_in, Some(session)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Register the public half of this device's key: what it shows to be scanned is signed with the other half.
#[utoipa::path(
    tag = "sessions",
    request_body = RegisterKey,
    responses(
        (status = 204, description = "registered, now or before"),
        (status = 401, body = Problem),
        (status = 422, body = Problem, description = "not_a_key, private_key, missing_field"),
    )
)]
#[put("/devices/key")]
async fn register_key(app: Data<App>, signed_in: SignedIn, body: Body<RegisterKey>) -> Result<HttpResponse> {
    let (person, RegisterKey { device, key }) = (signed_in.person, body.0);
    let key = DeviceKey::parse(&key)?;
    let device = match device {
        Some(device) => Some(device),
        None => queries::device_of(app.db.reader(), signed_in.session).await?,
    };
    let device = device.ok_or_else(|| Error::invalid("missing_field", "device"))?;
    app.db.write(Some(person), async move |tx| commands::register_key(tx, person, device, &key).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for a sign-in code by mail.
///
/// The answer is the same for every address, known or not.
#[utoipa::path(
    tag = "sessions",
    request_body = Asking,
    responses(
        (status = 202, description = "if somebody signs in with this address, a code is on its way"),
        (status = 429, body = Problem, description = "too_many_tries"),
    )
)]
#[post("/session/code")]
async fn ask_for_code(app: Data<App>, request: HttpRequest, body: Body<Asking>) -> Result<HttpResponse> {
    let email = fold_email(&body.0.email);
    app.throttle.ask_for_code(&email, client_address(&request, &app.settings.trusted_proxies))?;
    // Not waited for: how long it takes would tell whether the address is known.
    actix_web::rt::spawn(async move {
        let keys = app.keys.clone();
        let asked = app.db.write(None, async move |tx| commands::issue_mailed_code(tx, &keys, &email).await).await;
        asked.or_log("a sign-in code was not made");
    });
    Ok(HttpResponse::Accepted().finish())
}

/// Set a password by a code, and sign in. All other devices are signed out.
#[utoipa::path(
    tag = "sessions",
    request_body = NewPasswordByCode,
    responses(
        (status = 200, body = SessionBody, description = "signed in; the refresh token is in a cookie"),
        (status = 400, body = Problem, description = "wrong_code, code_expired"),
        (status = 422, body = Problem, description = "password_too_short, too_long"),
        (status = 429, body = Problem, description = "too_many_tries"),
    )
)]
#[post("/session/password")]
async fn set_password(app: Data<App>, request: HttpRequest, body: Body<NewPasswordByCode>) -> Result<HttpResponse> {
    let Body(NewPasswordByCode { email, code, new_password, device, device_label }) = body;
    let (email, password) = (fold_email(&email), NewPassword::parse(&new_password)?);
    app.throttle.try_to_sign_in(&email, client_address(&request, &app.settings.trusted_proxies))?;
    let (person, code) = try_code(&app, &email, &code).await?;

    let mut salt = [0; 16];
    app.ids.fill(&mut salt);
    let hash = passwords::hash(password.as_str(), salt).await?;
    let (keys, device) = (app.keys.clone(), Device::new(device, device_label.as_deref()));
    let change = async move |tx: &mut Tx<'_>| commands::change_password(tx, &keys, person, code, &hash, &device).await;
    let opened = app.db.write(Some(person), change).await?;
    app.throttle.signed_in(&email);
    answer(&app, opened).await
}

/// Who one is, and where one belongs.
#[utoipa::path(tag = "sessions", responses((status = 200, body = AccountBody), (status = 401, body = Problem)))]
#[get("/me")]
async fn me(app: Data<App>, signed_in: SignedIn) -> Result<Json<AccountBody>> {
    let account = queries::account(app.db.reader(), signed_in.person, app.clock.now()).await?;
    Ok(Json(AccountBody::of(account, app.settings.demo)))
}

/// In a demo: people to sign in as with one tap.
#[utoipa::path(
    tag = "sessions",
    responses((status = 200, body = DemoPeople), (status = 404, body = Problem, description = "this is not a demo"))
)]
#[get("/demo/people")]
async fn demo_people(app: Data<App>) -> Result<Json<DemoPeople>> {
    if !app.settings.demo {
        return Err(Error::NotFound);
    }
    let people = queries::demo_people(app.db.reader()).await?;
    Ok(Json(DemoPeople::of(people)))
}

/// Ends the session of a device, this very one where none is named.
async fn revoke(app: &App, signed_in: SignedIn, session: Option<SessionId>) -> Result<()> {
    let (person, own) = (signed_in.person, signed_in.session);
    let session = session.unwrap_or(own);
    let action = if session == own { Action::SignedOut } else { Action::SessionRevoked };
    app.db.write(Some(person), async move |tx| commands::revoke(tx, person, session, action).await).await
}

/// The person a code belongs to, and its row.
async fn try_code(app: &App, email: &str, typed: &str) -> Result<(PersonId, Uuid)> {
    let wrong = || Error::Http { status: 400, code: "wrong_code" };
    let typed = TypedCode::parse(typed).ok_or_else(wrong)?;
    let (keys, email) = (app.keys.clone(), email.to_owned());
    let tried = app.db.write(None, async move |tx| commands::try_code(tx, &keys, &email, &typed).await).await?;
    match tried {
        TriedCode::Right { person, code } => Ok((person, code)),
        TriedCode::Expired => Err(Error::Http { status: 400, code: "code_expired" }),
        TriedCode::Wrong => Err(wrong()),
    }
}

/// The session as the client gets it: who and where in the body, the refresh token in a cookie no script can read.
async fn answer(app: &App, opened: Opened) -> Result<HttpResponse> {
    let Opened { person, session, token } = opened;
    let access_token = tokens::issue(&app.keys, SignedIn { person, session }, app.clock.now())?;
    let account = queries::account(app.db.reader(), person, app.clock.now()).await?;
    let body = SessionBody {
        access_token,
        expires_in: tokens::LIFETIME_S,
        account: AccountBody::of(account, app.settings.demo),
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .cookie(cookie::holding(&token, &app.settings))
        .json(body))
}

#[cfg(test)]
mod tests;
