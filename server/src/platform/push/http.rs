//! Push over our own HTTP client: no redirects, no proxies, addresses looked up once and called as they were found.

use std::{
    error::Error as _,
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{HttpConnector, dns::Name},
    },
    rt::{TokioExecutor, TokioTimer},
};
use tokio::net::lookup_host;
use tower_service::Service;

use super::{Push, PushHosts, Pusher, Sent, Vapid, encrypt, is_global, retry_after, secret_key};
use crate::base::{
    clock::{Clock, Ids},
    error::Result,
};

/// How long a push service may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much of an answer's body is read, so that the connection can be used again; a longer one is broken off.
const BODY_MAX: usize = 16 * 1024;

/// Sends push messages over HTTP.
pub struct HttpPusher {
    client: Client<HttpsConnector<HttpConnector<PublicNames>>, Full<Bytes>>,
    hosts: PushHosts,
    vapid: Arc<Vapid>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    patience: Duration,
}

impl HttpPusher {
    /// A sender to these hosts and nobody else.
    pub fn new(hosts: PushHosts, vapid: Arc<Vapid>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(PublicNames);
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_all_versions();
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(tls.wrap_connector(tcp));
        Self { client, hosts, vapid, clock, ids, patience: PATIENCE }
    }

    /// The same, with less patience.
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    fn request(&self, push: &Push) -> Result<Request<Full<Bytes>>> {
        // Looked at again: the list may have become shorter since the device subscribed.
        let endpoint = self.hosts.endpoint(&push.endpoint)?;
        let (mut once, mut salt) = ([0; 32], [0; 16]);
        self.ids.fill(&mut once);
        self.ids.fill(&mut salt);
        let body = encrypt(&push.recipient, &secret_key(once), salt, &push.payload)?;
        let request = Request::post(endpoint.as_str())
            .header(header::AUTHORIZATION, self.vapid.authorization(&endpoint)?)
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("TTL", push.ttl_s)
            .header("Topic", &push.topic)
            .header("Urgency", push.urgency.word());
        request.body(Full::new(body.into())).map_err(crate::base::error::Error::internal)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Sent {
        let answer = match self.client.request(request).await {
            Ok(answer) => answer,
            Err(error) => return later(explain(&error)),
        };
        let (head, body) = answer.into_parts();
        // A body that is too long or broken off changes nothing about the status.
        let _ = Limited::new(body, BODY_MAX).collect().await;
        self.read(&Response::from_parts(head, ()))
    }

    fn read(&self, answer: &Response<()>) -> Sent {
        match answer.status() {
            status if status.is_success() => Sent::Taken,
            StatusCode::NOT_FOUND | StatusCode::GONE => Sent::Gone,
            StatusCode::PAYLOAD_TOO_LARGE => Sent::TooLarge,
            StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Sent::Refused(answer.status().as_u16())
            }
            status => {
                let after = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                let after = after.and_then(|value| retry_after::read(value, self.clock.now()));
                Sent::Later { after, why: format!("the push service answers {}", status.as_u16()), silent: false }
            }
        }
    }
}

#[async_trait]
impl Pusher for HttpPusher {
    async fn push(&self, push: &Push) -> Sent {
        let request = match self.request(push) {
            Ok(request) => request,
            Err(error) => return later(error.to_string()),
        };
        let silent =
            || Sent::Later { after: None, why: "the push service does not answer in time".into(), silent: true };
        tokio::time::timeout(self.patience, self.exchange(request)).await.unwrap_or_else(|_| silent())
    }
}

fn later(why: impl Into<String>) -> Sent {
    Sent::Later { after: None, why: why.into(), silent: false }
}

/// What went wrong, in our own words: a library's may repeat the address.
fn explain(error: &hyper_util::client::legacy::Error) -> &'static str {
    let mut cause = error.source();
    while let Some(inner) = cause {
        let refused =
            inner.downcast_ref::<io::Error>().is_some_and(|inner| inner.kind() == io::ErrorKind::PermissionDenied);
        if refused {
            return "the push service is at a private address";
        }
        cause = inner.source();
    }
    match error.is_connect() {
        true => "the push service cannot be reached",
        false => "the push service breaks off",
    }
}

/// Looks names up, and refuses those that lead into a private network, whole: a name with one such address is a trap.
#[derive(Clone)]
struct PublicNames;

impl Service<Name> for PublicNames {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        Box::pin(async move {
            let found: Vec<SocketAddr> = lookup_host((name.as_str(), 0)).await?.collect();
            match found.iter().all(|address| is_global(address.ip())) {
                true => Ok(found.into_iter()),
                false => Err(io::Error::from(io::ErrorKind::PermissionDenied)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_name_that_leads_to_this_machine_is_not_called() {
        let refused = PublicNames.call("localhost".parse().expect("a name")).await.expect_err("refused");

        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    }
}
