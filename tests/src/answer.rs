//! What came back.

use awc::{
    ClientResponse,
    error::PayloadError,
    http::header::{HeaderMap, HeaderName},
};
use serde_json::Value;

/// An answer of the server, read to its end.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    /// Reads an answer to its end.
    pub async fn read<S>(mut response: ClientResponse<S>) -> Self
    where
        S: futures_util::Stream<Item = Result<actix_web::web::Bytes, PayloadError>> + Unpin,
    {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.body().limit(64 << 20).await.expect("a whole body").to_vec();
        Self { status, headers, body }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header's value, where it is there.
    pub fn header(&self, name: impl TryInto<HeaderName>) -> Option<&str> {
        let name = name.try_into().ok()?;
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All values of a header.
    pub fn headers(&self, name: &'static str) -> Vec<&str> {
        self.headers.get_all(name).filter_map(|value| value.to_str().ok()).collect()
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in a {}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// `404 not_found`, or `422 too_long (text)`. Fails the test where the answer is not a well-formed problem.
    pub fn problem(&self) -> String {
        let seen = || format!("{} {}", self.status, String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", seen());
        let body = self.json();
        assert_eq!(body["status"], self.status, "{}", seen());
        assert_eq!(body["type"], "about:blank", "{}", seen());
        assert!(body["title"].is_string() && body["request_id"].is_string(), "{}", seen());
        let code = body["code"].as_str().unwrap_or_else(|| panic!("no code: {}", seen()));
        match body["field"].as_str() {
            Some(field) => format!("{} {code} ({field})", self.status),
            None => format!("{} {code}", self.status),
        }
    }

    /// The JSON of an answer that must be a success.
    pub fn success(&self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// Of a push that was taken: each operation's outcome, such as `applied` or `refused unknown_field`.
    pub fn outcomes(&self) -> Vec<String> {
        let results = self.success();
        let words = |result: &Value| {
            [&result["outcome"], &result["code"]].iter().filter_map(|it| it.as_str()).collect::<Vec<_>>().join(" ")
        };
        results["results"].as_array().expect("results").iter().map(words).collect()
    }
}
