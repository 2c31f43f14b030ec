//! Notifications over HTTP: devices that take push messages, the end of a kind of mail, what was given up.

use actix_web::{HttpResponse, delete, get, post, put, web};
use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde::{Deserialize, Serialize};

use super::{
    commands::{self, NewSubscription},
    delivery::Unsubscribe,
    queries::{self, DeadLetter},
};
use crate::{
    base::error::{Error, Result},
    platform::{
        app::App,
        http::{Body, Problem, SignedIn},
        push::{Endpoint, Recipient},
    },
};

/// Every route of the feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(push_key)
        .service(subscribe)
        .service(unsubscribe)
        .service(test_push)
        .service(stop_mail)
        .service(list_dead_letters);
}

/// The key to subscribe with.
#[derive(Serialize, utoipa::ToSchema)]
struct PushKey {
    /// An uncompressed P-256 point in base64url: the `applicationServerKey`.
    key: String,
}

/// The key with which a browser subscribes to push messages.
#[utoipa::path(tag = "notifications", responses((status = 200, body = PushKey), (status = 401, body = Problem),
    (status = 404, body = Problem, description = "no push service is called here")))]
#[get("/push/key")]
async fn push_key(app: web::Data<App>, _who: SignedIn) -> Result<HttpResponse> {
    if app.settings.push_hosts.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(HttpResponse::Ok().json(PushKey { key: app.vapid.public_key().to_owned() }))
}

/// A subscription as browsers write it as JSON; anything else in it is left out by the device.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SubscriptionRequest {
    /// Where the push service takes messages: 2,048 bytes at most, at a known push service.
    endpoint: String,
    /// The device's keys.
    keys: SubscriptionKeys,
}

/// The keys of a subscription, in base64url.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SubscriptionKeys {
    /// An uncompressed point on P-256.
    p256dh: String,
    /// 16 bytes.
    auth: String,
}

impl SubscriptionRequest {
    fn parse(self, app: &App) -> Result<NewSubscription> {
        let endpoint = app.settings.push_hosts.endpoint(&self.endpoint)?;
        let p256dh = bytes(&self.keys.p256dh).ok_or(Error::invalid("bad_key", "keys.p256dh"))?;
        let auth = bytes(&self.keys.auth).ok_or(Error::invalid("bad_key", "keys.auth"))?;
        Recipient::new(&p256dh, &auth)?;
        Ok(NewSubscription { endpoint, p256dh, auth })
    }
}

/// Base64url, filled up or not.
fn bytes(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&URL_SAFE, LENIENT).decode(text).ok()
}

/// Take push messages on this device: the subscription is of the person signed in now, until they sign out.
#[utoipa::path(tag = "notifications", request_body = SubscriptionRequest,
    responses((status = 204), (status = 401, body = Problem),
        (status = 422, body = Problem, description = "too_long, unreadable_address, push_host_not_allowed, bad_key")))]
#[put("/push/subscription")]
async fn subscribe(app: web::Data<App>, who: SignedIn, body: Body<SubscriptionRequest>) -> Result<HttpResponse> {
    let new = body.0.parse(&app)?;
    app.db.write(Some(who.person), async move |tx| commands::subscribe(tx, who, new.clone()).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An endpoint.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct EndpointRequest {
    /// As it was subscribed.
    endpoint: String,
}

impl EndpointRequest {
    fn parse(&self, app: &App) -> Result<Endpoint> {
        app.settings.push_hosts.endpoint(&self.endpoint)
    }
}

/// Take no push messages at an endpoint any more.
#[utoipa::path(tag = "notifications", request_body = EndpointRequest,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem)))]
#[delete("/push/subscription")]
async fn unsubscribe(app: web::Data<App>, who: SignedIn, body: Body<EndpointRequest>) -> Result<HttpResponse> {
    let endpoint = body.0.parse(&app)?;
    let unsubscribe =
        async move |tx: &mut crate::platform::db::Tx<'_>| commands::unsubscribe(tx, who.person, &endpoint).await;
    app.db.write(Some(who.person), unsubscribe).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send a message to an endpoint of mine, to see that messages arrive.
#[utoipa::path(tag = "notifications", request_body = EndpointRequest,
    responses((status = 202, description = "on its way"), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
#[post("/push/test")]
async fn test_push(app: web::Data<App>, who: SignedIn, body: Body<EndpointRequest>) -> Result<HttpResponse> {
    let endpoint = body.0.parse(&app)?;
    let test = async move |tx: &mut crate::platform::db::Tx<'_>| commands::test(tx, who.person, &endpoint).await;
    app.db.write(Some(who.person), test).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// A token of a mail.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct UnsubscribeQuery {
    /// As the mail's `List-Unsubscribe` has it.
    token: String,
}

/// End a kind of mail, with one click in a mail program (RFC 8058). Nobody has to be signed in.
#[utoipa::path(tag = "notifications", params(UnsubscribeQuery), security(()),
    responses((status = 204), (status = 404, body = Problem, description = "not a token of ours")))]
#[post("/unsubscribe")]
async fn stop_mail(app: web::Data<App>, query: web::Query<UnsubscribeQuery>) -> Result<HttpResponse> {
    let Unsubscribe { person, kind } = Unsubscribe::read(&query.token, &app.keys).ok_or(Error::NotFound)?;
    app.db.write(Some(person), async move |tx| commands::stop_mail(tx, person, kind).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was given up.
#[derive(Serialize, utoipa::ToSchema)]
struct DeadLetters {
    letters: Vec<DeadLetter>,
}

/// Messages that could not be delivered, without whose they are. For administrators of an institution.
#[utoipa::path(tag = "notifications",
    responses((status = 200, body = DeadLetters), (status = 401, body = Problem), (status = 404, body = Problem)))]
#[get("/admin/dead-letters")]
async fn list_dead_letters(app: web::Data<App>, who: SignedIn) -> Result<HttpResponse> {
    let letters = queries::dead_letters(app.db.reader(), who.person).await?;
    Ok(HttpResponse::Ok().json(DeadLetters { letters }))
}
