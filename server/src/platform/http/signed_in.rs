//! A person with a valid access token. Roles are never in the token: membership is read per request.

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use futures_util::future::{Ready, ready};

use crate::{
    base::{
        error::{Error, Result},
        ids::{PersonId, SessionId},
    },
    platform::{app::App, auth::tokens},
};

/// Who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub person: PersonId,
    /// The device's session.
    pub session: SessionId,
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_header(request))
    }
}

pub(super) fn from_header(request: &HttpRequest) -> Result<SignedIn> {
    if let Some(known) = request.extensions().get::<SignedIn>() {
        return Ok(*known);
    }
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("no app"))?;
    let header = request.headers().get(header::AUTHORIZATION).ok_or(Error::Unauthenticated("no_session"))?;
    let token = header
        .to_str()
        .ok()
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(Error::Unauthenticated("no_session"))?;
    let signed_in = tokens::verify(&app.keys, token, app.clock.now())?;
    request.extensions_mut().insert(signed_in);
    Ok(signed_in)
}
