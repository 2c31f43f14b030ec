//! The HTTP server: every feature's routes, the web app, and what holds around all of them.

use std::{io, net::TcpListener, time::Duration};

use actix_web::{
    HttpServer,
    dev::{Server, ServerHandle},
    middleware::{Compress, from_fn},
    web,
};
use tokio::time;
use utoipa_actix_web::AppExt;

use crate::{
    base::error::Error,
    platform::{app::App, http::around::around},
    routes,
};

/// The largest body where a handler does not say otherwise, in bytes.
const BODY_MAX: usize = 256 * 1024;
/// How long requests in hand may take once the process is about to end.
const LAST_REQUESTS: Duration = Duration::from_secs(20);
/// How long connections on which nothing is asked are kept after that: phones hold them for minutes.
const IDLE: Duration = Duration::from_secs(1);

/// Serves `app` on `listener` until the returned server is stopped. Signals are the caller's affair.
///
/// # Errors
/// Where the listener cannot be used.
pub fn start(app: App, listener: TcpListener, workers: usize) -> io::Result<Server> {
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(web::Data::new(app.clone()))
            .app_data(web::PayloadConfig::new(BODY_MAX))
            .app_data(web::PathConfig::default().error_handler(|_, _| Error::NotFound.into()))
            .app_data(
                web::QueryConfig::default().error_handler(|_, _| Error::Http { status: 400, code: "bad_query" }.into()),
            )
            .into_utoipa_app()
            .configure(routes::api)
            .into_app()
            .configure(routes::pages)
            .wrap(Compress::default())
            .wrap(from_fn(around))
    });
    let server = server
        .workers(workers)
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(IDLE.as_secs())
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

/// Takes no more connections, answers what is in hand, and ends the server.
pub async fn end(app: &App, server: &ServerHandle) {
    server.pause().await;
    app.closing.begin();
    if time::timeout(LAST_REQUESTS, app.closing.nothing_in_hand()).await.is_err() {
        tracing::warn!("requests that take too long are broken off");
    }
    server.stop(true).await;
}
