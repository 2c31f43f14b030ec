//! A JSON body, with every way it can be wrong told by code and field.

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use crate::base::{
    error::{Error, Result},
    text::without_null,
};

/// The largest body of an ordinary request, in bytes. Push has its own.
const MAX: usize = 256 * 1024;
/// The longest name of a field that is told again, in Unicode scalar values; none of ours is longer.
const NAME_MAX: usize = 100;

/// A body of type `T`, as JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = json_only(request);
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            kind?;
            let bytes = bytes.await.map_err(|_| Error::Http { status: 413, code: "too_large" })?;
            if bytes.len() > MAX {
                return Err(Error::Http { status: 413, code: "too_large" });
            }
            parse(&bytes).map(Self)
        })
    }
}

/// Refuses any other content type than JSON.
///
/// # Errors
/// 415 `wrong_content_type`.
pub fn json_only(request: &HttpRequest) -> Result<()> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind.eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(Error::Http { status: 415, code: "wrong_content_type" }),
    }
}

/// Decodes JSON, naming what is wrong.
///
/// # Errors
/// 400 `bad_utf8` or `bad_json`; 422 `unknown_field`, `missing_field`, `unreadable_time`, `unreadable_date` or
/// `wrong_type`, with the field where serde tells it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Http { status: 400, code: "bad_utf8" })?;
    let mut decoder = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut decoder).map_err(|error| explain(&error))?;
    decoder.end().map_err(|_| Error::Http { status: 400, code: "bad_json" })?;
    Ok(value)
}

fn explain(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    if !error.inner().is_data() {
        return Error::Http { status: 400, code: "bad_json" };
    }
    let words = error.inner().to_string();
    let path = match told(&error.path().to_string()) {
        path if path == "." => String::new(),
        path => path,
    };
    let quoted = told(words.split('`').nth(1).unwrap_or_default());
    let inside = |name: &str| match path.as_str() {
        "" => name.to_owned(),
        path if path.rsplit('.').next() == Some(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    match words.as_str() {
        w if w.starts_with("unknown field") => Error::invalid("unknown_field", inside(&quoted)),
        w if w.starts_with("missing field") => Error::invalid("missing_field", inside(&quoted)),
        w if w.starts_with("unreadable_time") => Error::invalid("unreadable_time", path),
        w if w.starts_with("unreadable_date") => Error::invalid("unreadable_date", path),
        w if w.starts_with("unknown variant") => Error::invalid("unknown_value", path),
        _ => Error::invalid("wrong_type", path),
    }
}

/// A field's name or path as it can be told and stored, whatever somebody sent as one.
fn told(sent: &str) -> String {
    without_null(sent).take(NAME_MAX).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::base::clock::Timestamp;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Note {
        #[allow(dead_code)]
        at: Timestamp,
        #[allow(dead_code)]
        text: String,
    }

    fn problem(body: &[u8]) -> String {
        parse::<Note>(body).expect_err("a problem").to_string()
    }

    #[test]
    fn each_way_of_being_wrong_has_its_code_and_field() {
        assert_eq!(problem(b"{"), "bad_json");
        assert_eq!(problem(b"\xff"), "bad_utf8");
        assert_eq!(problem(br#"{"at":"2026-11-22T09:41:07Z","text":"x"} x"#), "bad_json");
        assert_eq!(problem(br#"{"at":"noon","text":"x"}"#), "unreadable_time (at)");
        assert_eq!(problem(br#"{"at":"2026-11-22T09:41:07Z"}"#), "missing_field (text)");
        assert_eq!(problem(br#"{"at":"2026-11-22T09:41:07Z","text":7}"#), "wrong_type (text)");
        assert_eq!(problem(br#"{"at":"2026-11-22T09:41:07Z","text":"x","mood":1}"#), "unknown_field (mood)");
    }
}
