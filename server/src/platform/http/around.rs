//! What holds for every answer: a request id, security headers, a line in the log, and a problem where it failed.
//!
//! The log has the path but never the query string, and no names and no bodies.

use std::time::Instant;

use actix_web::{
    Error as WebError, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use tracing::Instrument;
use uuid::Uuid;

use super::in_hand::Answering;
use crate::{base::error::Error, platform::app::App};

/// What a page of ours may load and do.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
     form-action 'self'; manifest-src 'self'; worker-src 'self'";

/// What a page of ours may ask of the device: the camera to scan codes, the microphone where speech stays on the device.
const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(self), midi=(), payment=(), usb=()";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Uuid;
}

/// The id of the request this task answers, where it answers one.
pub fn current_request() -> Option<Uuid> {
    CURRENT.try_with(|id| *id).ok()
}

/// The outermost layer around every request.
///
/// # Errors
/// None of its own; handlers answer their errors themselves.
pub async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, WebError> {
    let started = Instant::now();
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Err(Error::internal("no app").into());
    };
    let in_hand = app.closing.take_in_hand();
    let id = app.ids.next(app.clock.now());
    let method = request.method().clone();
    let path = request.path().to_owned();
    let is_api = path == "/api" || path.starts_with("/api/");

    let span = tracing::info_span!("request", %id);
    let answer = CURRENT
        .scope(id, async {
            let answer = next.call(request).await?.map_into_boxed_body();
            Ok::<_, WebError>(if is_api { tell_problem(answer) } else { answer })
        })
        .instrument(span.clone());
    let mut answer = answer.await?;

    if app.closing.has_begun() {
        answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    dress(answer.headers_mut(), is_api, app.settings.public_url.starts_with("https://"));
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
    let status = answer.status().as_u16();
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Nobody is to learn from the log when somebody answered in a campaign.
    if !path.starts_with("/api/v1/rater/") {
        span.in_scope(|| tracing::info!(%method, path, status, ms, "answered"));
    }
    Ok(answer.map_body(|_, body| Answering::with(body, in_hand)))
}

/// Headers of every answer. What a handler said itself stays.
fn dress(headers: &mut HeaderMap, is_api: bool, https: bool) {
    let mut say = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    say(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(header::REFERRER_POLICY, "no-referrer");
    say(header::PERMISSIONS_POLICY, PERMISSIONS_POLICY);
    say(header::CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    say(header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    if https {
        say(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if is_api {
        say(header::CACHE_CONTROL, "no-store");
    }
}

/// Turns a refusal that came from the framework into a problem like all others.
fn tell_problem(answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let status = answer.status();
    let told = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    if told || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let (request, plain) = answer.into_parts();
    let mut problem: HttpResponse = match status {
        StatusCode::INTERNAL_SERVER_ERROR => Error::internal("an answer without a problem").error_response(),
        _ => Error::Http { status: status.as_u16(), code: code_of(status) }.error_response(),
    };
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = plain.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    ServiceResponse::new(request, problem)
}

fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "wrong_content_type",
        StatusCode::NOT_ACCEPTABLE => "not_acceptable",
        status if status.is_server_error() => "unavailable",
        _ => "bad_request",
    }
}
