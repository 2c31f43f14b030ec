//! The refresh cookie: for this host only, out of reach of scripts, never sent from another site.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};

use crate::{
    features::sessions::model::{RefreshToken, SESSION_LIFETIME},
    platform::app::Settings,
};

/// The token a request brings, where it is readable.
pub fn read(request: &HttpRequest, settings: &Settings) -> Option<RefreshToken> {
    RefreshToken::parse(request.cookie(name(settings))?.value())
}

/// The cookie that holds `token`.
pub fn holding(token: &RefreshToken, settings: &Settings) -> Cookie<'static> {
    lasting(token.to_string(), Duration::seconds(SESSION_LIFETIME.as_secs()), settings)
}

/// The cookie that takes the other away.
pub fn gone(settings: &Settings) -> Cookie<'static> {
    lasting(String::new(), Duration::ZERO, settings)
}

fn lasting(value: String, age: Duration, settings: &Settings) -> Cookie<'static> {
    Cookie::build(name(settings), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(!settings.insecure_cookie)
        .max_age(age)
        .finish()
}

/// Browsers take `__Host-` only with `Secure`, which some refuse on plain http even from this computer.
fn name(settings: &Settings) -> &'static str {
    if settings.insecure_cookie { "waymark-refresh" } else { "__Host-waymark-refresh" }
}
