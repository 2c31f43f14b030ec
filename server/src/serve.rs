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
/// How long the last answers have to leave the process.
const LAST_BYTES: Duration = Duration::from_millis(250);

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
        .shutdown_timeout(LAST_REQUESTS.as_secs())
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

/// Takes no more connections, and resolves once what is in hand is answered. Connections on which nothing is asked are not
/// waited for: phones hold them for minutes.
pub async fn end(app: &App, server: &ServerHandle) {
    app.closing.begin();
    let stopped = server.stop(true);
    let answered = async {
        app.closing.nothing_in_hand().await;
        time::sleep(LAST_BYTES).await;
    };
    tokio::select! {
        () = stopped => {}
        () = answered => {}
    }
}
