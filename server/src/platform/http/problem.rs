//! `application/problem+json` for every problem: a stable `code`, and the `field` at fault where there is one.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde::{Deserialize, Serialize};

use super::around::current_request;
use crate::base::error::Error;

/// A problem, as the client sees it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`; `code` tells problems apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// For people, in English.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable, for programs.
    pub code: String,
    /// The part of the input at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The version a section has now, where somebody else changed it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Names the request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let status = status(error);
        Self {
            kind: "about:blank".into(),
            title: title(error.code(), status).into(),
            status: status.as_u16(),
            code: error.code().into(),
            field: error.field().map(Into::into),
            version: match error {
                Error::Stale { version } => Some(*version),
                _ => None,
            },
            request_id: current_request().map(|id| id.to_string()),
        }
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Conflict(_) | Error::Stale { .. } => StatusCode::CONFLICT,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Retry => StatusCode::SERVICE_UNAVAILABLE,
        Error::Http { status, .. } => StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST),
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A sentence for people; programs read the code.
fn title(code: &str, status: StatusCode) -> &'static str {
    match code {
        "not_found" => "There is nothing here for you.",
        "no_session" => "Sign in first.",
        "token_expired" => "The access token has expired.",
        "wrong_token_kind" => "This token is for something else.",
        "session_revoked" => "This device was signed out.",
        "wrong_credentials" => "The e-mail address or the password is wrong.",
        "wrong_code" => "This code is not right.",
        "code_expired" => "This code is no longer valid; ask for another.",
        "password_too_short" => "Choose a password of at least 10 characters.",
        "too_many_tries" => "Too many tries; wait a little.",
        "push_host_not_allowed" => "This is no push service we know.",
        "bad_key" => "This is no key of a push subscription.",
        "wrong_origin" => "This request comes from another site.",
        "empty" => "This must not be empty.",
        "too_long" => "This text is too long.",
        "unknown_field" => "There is a field this server does not know.",
        "missing_field" => "A field is missing.",
        "bad_json" => "This is not the JSON expected here.",
        "method_not_allowed" => "This cannot be done here.",
        "too_large" => "The body is too large.",
        "wrong_content_type" => "Send application/json.",
        "stale" => "Somebody else changed this first.",
        "retry" => "Not now; try again in a moment.",
        "internal" => "Something went wrong on our side.",
        _ => status.canonical_reason().unwrap_or("Problem"),
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        status(self)
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Internal(cause) = self {
            tracing::error!(%cause, "internal error");
        }
        let mut answer = HttpResponse::build(status(self));
        answer.content_type("application/problem+json");
        match self {
            Self::TooMany { after_s, .. } => answer.insert_header(("Retry-After", after_s.to_string())),
            Self::Retry => answer.insert_header(("Retry-After", "1")),
            Self::Unauthenticated(_) => answer.insert_header(("WWW-Authenticate", "Bearer")),
            _ => &mut answer,
        };
        answer.body(serde_json::to_vec(&Problem::from(self)).unwrap_or_default())
    }
}
