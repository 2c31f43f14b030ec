//! Whether a request that brings the refresh cookie comes from our own pages.

use actix_web::{HttpRequest, http::header};

use crate::{
    base::error::{Error, Result},
    platform::app::Settings,
};

/// Lets only requests through whose `Origin` is this server's.
///
/// # Errors
/// 403 `wrong_origin`. It is no verdict about the session: nobody is signed out by it.
pub fn ensure_own(request: &HttpRequest, settings: &Settings) -> Result<()> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    match text(header::ORIGIN) {
        Some(origin) if is_own(origin, text(header::HOST), &settings.public_url) => Ok(()),
        _ => Err(Error::Forbidden("wrong_origin")),
    }
}

fn is_own(origin: &str, host: Option<&str>, public_url: &str) -> bool {
    let Some((scheme, authority)) = split(origin) else { return false };
    let same_host = host.is_some_and(|host| without_default_port(&scheme, host) == authority);
    // Behind a proxy that rewrites Host, the configured address counts.
    same_host || split(public_url) == Some((scheme, authority))
}

/// Scheme and authority of an origin or address.
fn split(url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = without_default_port(&scheme, rest.split('/').next().unwrap_or_default());
    (matches!(scheme.as_str(), "http" | "https") && !authority.is_empty()).then_some((scheme, authority))
}

fn without_default_port(scheme: &str, authority: &str) -> String {
    let default = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(default).unwrap_or(authority).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://waymark.example.org";

    #[test]
    fn our_own_pages_are_let_through() {
        assert!(is_own("https://waymark.example.org", Some("waymark.example.org"), PUBLIC));
        assert!(is_own("https://Waymark.example.org:443", Some("waymark.example.org"), PUBLIC));
        assert!(is_own("http://localhost:8080", Some("localhost:8080"), PUBLIC));
        assert!(is_own("https://waymark.example.org", Some("10.0.0.7:8080"), PUBLIC), "behind a proxy");
    }

    #[test]
    fn other_sites_and_sandboxes_are_not() {
        for origin in
            ["https://evil.example", "null", "", "http://localhost:8081", "https://waymark.example.org.evil.example"]
        {
            assert!(!is_own(origin, Some("localhost:8080"), PUBLIC), "{origin}");
        }
        assert!(!is_own("http://waymark.example.org", Some("10.0.0.7:8080"), PUBLIC), "not encrypted");
    }
}
