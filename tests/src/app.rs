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
        app::{App, Closing, Settings, Support},
        auth::{keys::Keys, throttle::Throttle},
        db::{Db, Location},
        installation,
        mail::{RecordingMailer, Sender, SmtpMailer},
        push::{HttpPusher, PushHosts, RecordingPusher, Vapid},
    },
    serve,
    testing::{SeededIds, TestClock},
    worker::Worker,
};

use crate::{Answer, ProgramBuilder, database, mail_server::MailServer, push_service::PushService};

/// Where push services would reach us.
pub const CONTACT: &str = "mailto:waymark@example.org";

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
        Self::start_as(change, |_| {}).await
    }

    /// Starts a server that calls push services, these sockets of this machine alone.
    pub async fn start_pushing_to(services: &[&PushService]) -> Self {
        Self::start_pushing(services, |pusher| pusher).await
    }

    /// The same, where a service that says nothing is waited for no longer than so.
    pub async fn start_pushing_with(patience: Duration, services: &[&PushService]) -> Self {
        Self::start_pushing(services, |pusher| pusher.waiting_at_most(patience)).await
    }

    async fn start_pushing(services: &[&PushService], with: impl FnOnce(HttpPusher) -> HttpPusher) -> Self {
        let hosts: Vec<String> = services.iter().map(|service| service.origin()).collect();
        let hosts = PushHosts::parse(&hosts.join(",")).expect("sockets of this machine");
        let called = hosts.clone();
        Self::start_as(
            |settings| settings.push_hosts = hosts,
            |app| {
                let pusher = HttpPusher::new(called, app.vapid.clone(), app.clock.clone(), app.ids.clone());
                app.pusher = Arc::new(with(pusher));
            },
        )
        .await
    }

    /// Starts a server that sends mail over this server.
    pub async fn start_mailing_over(server: &MailServer) -> Self {
        let url = server.url().to_owned();
        Self::start_as(
            |_| {},
            |app| {
                let sender = Sender::parse("Waymark <waymark@example.org>", app.clock.clone()).expect("a sender");
                app.mailer = Arc::new(SmtpMailer::new(&url, sender).expect("a mailer"));
            },
        )
        .await
    }

    async fn start_as(change: impl FnOnce(&mut Settings), equip: impl FnOnce(&mut App)) -> Self {
        let (location, folder) = database::fresh().await;
        let (clock, ids) = (TestClock::start(), SeededIds::new(1));
        let db = Db::open(&location, clock.clone(), ids.clone(), false).await.expect("a migrated database");
        let mailer = Arc::new(RecordingMailer::default());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let mut settings = Settings {
            public_url: address.clone(),
            insecure_cookie: true,
            demo: false,
            trusted_proxies: Vec::new(),
            push_hosts: PushHosts::default(),
            support: Support::default(),
        };
        change(&mut settings);
        installation::found(&db, settings.demo).await.expect("an installation");
        let keys = Keys::for_tests();
        let vapid = Vapid::new(keys.vapid(), CONTACT.into(), clock.clone()).expect("a key");
        let mut app = App {
            db,
            clock: clock.clone(),
            ids: ids.clone(),
            keys: Arc::new(keys),
            mailer: mailer.clone(),
            pusher: Arc::new(RecordingPusher::default()),
            vapid: Arc::new(vapid),
            throttle: Arc::new(Throttle::new(clock.clone())),
            settings: Arc::new(settings),
            closing: Closing::new(),
        };
        equip(&mut app);
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

    /// Lets what happened have its consequences in the database; nothing is delivered yet.
    pub async fn settle(&self) {
        let (_going_on, stop) = watch::channel(false);
        Worker::new(self.app.clone(), stop).tend().await;
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
