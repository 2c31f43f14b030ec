//! The server under test, and a plain client of it.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::dev::ServerHandle;
use awc::{
    Client, ClientRequest,
    http::{Method, header},
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::watch;
use waymark::{
    platform::{
        app::{App, Closing, Settings},
        auth::{keys::Keys, throttle::Throttle},
        db::{Db, Location},
        installation,
        mail::RecordingMailer,
    },
    serve,
    testing::{SeededIds, TestClock},
    worker::Worker,
};

use crate::{Answer, ProgramBuilder, database};

/// A running server. Its clock moves only when told, its ids are the same in every run, its mail goes nowhere.
pub struct TestApp {
    /// The application behind the server.
    pub app: App,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its ids.
    pub ids: Arc<SeededIds>,
    /// Its mail.
    pub mailer: Arc<RecordingMailer>,
    /// Where its database is.
    pub location: Location,
    address: String,
    handle: ServerHandle,
    client: Client,
    _folder: TempDir,
}

impl TestApp {
    /// Starts a server over a fresh database.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts a server with other settings than usual.
    pub async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        let (location, folder) = database::fresh().await;
        let (clock, ids) = (TestClock::start(), SeededIds::new(1));
        let db = Db::open(&location, clock.clone(), ids.clone(), false).await.expect("a migrated database");
        let mailer = Arc::new(RecordingMailer::default());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let mut settings =
            Settings { public_url: address.clone(), insecure_cookie: true, demo: false, trusted_proxies: Vec::new() };
        change(&mut settings);
        installation::found(&db, settings.demo).await.expect("an installation");
        let app = App {
            db,
            clock: clock.clone(),
            ids: ids.clone(),
            keys: Arc::new(Keys::for_tests()),
            mailer: mailer.clone(),
            throttle: Arc::new(Throttle::new(clock.clone())),
            settings: Arc::new(settings),
            closing: Closing::new(),
        };
        let server = serve::start(app.clone(), listener, 1).expect("a server");
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let client = Client::builder().timeout(Duration::from_secs(30)).disable_redirects().finish();
        Self { app, clock, ids, mailer, location, address, handle, client, _folder: folder }
    }

    /// A program to describe and create.
    pub fn program(&self) -> ProgramBuilder<'_> {
        ProgramBuilder::new(self)
    }

    /// The server's address, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A request to a path of the server, to add to.
    pub fn request(&self, method: Method, path: &str) -> ClientRequest {
        self.client.request(method, format!("{}{path}", self.address))
    }

    /// Asks for a path, signed in as nobody.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends JSON to a path, signed in as nobody.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        let request = self.request(Method::POST, path);
        Answer::read(request.send_json(&body).await.expect("an answer")).await
    }

    /// Sends bytes as JSON to a path, signed in as nobody.
    pub async fn post_bytes(&self, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = self.request(Method::POST, path).insert_header((header::CONTENT_TYPE, "application/json"));
        Answer::read(request.send_body(body.into()).await.expect("an answer")).await
    }

    /// Sends a request without a body.
    pub async fn send(&self, request: ClientRequest) -> Answer {
        Answer::read(request.send().await.expect("an answer")).await
    }

    /// Does the later work that is due: mail, sealing, sweeping.
    pub async fn work(&self) {
        let (_going_on, stop) = watch::channel(false);
        Worker::new(self.app.clone(), stop).round().await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The order is given at once; nobody waits for it to be carried out.
        drop(self.handle.stop(false));
    }
}
