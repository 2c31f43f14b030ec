//! `waymark serve`: the server, from listening to the last answer.

use std::{
    net::{SocketAddr, TcpListener},
    thread::available_parallelism,
};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use waymark::{
    app,
    base::error::OrLog,
    config::Config,
    demo,
    platform::{app::App, http::assets},
    serve, worker,
};

use super::{Failure, block_on};

/// Serves until the process is asked to end.
pub fn run(config: &Config, is_demo: bool) -> Result<(), Failure> {
    block_on(async {
        let listener = listen(config.listen)?;
        let address = listener.local_addr()?;
        let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let app = app::build(config, is_demo, public_url).await?;
        if let Some((link, word)) = if is_demo { demo::poster(&app).await? } else { None } {
            println!("Answer as a nurse of the ward, without an account: {link} (the word of the ward: {word})");
        }
        serve_until_told(app, listener, address).await
    })
}

fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address)
        .map_err(|error| format!("{address} cannot be listened on: {error}. Choose another with --listen."))?;
    Ok(listener)
}

async fn serve_until_told(app: App, listener: TcpListener, address: SocketAddr) -> Result<(), Failure> {
    if !assets::is_built() {
        tracing::warn!("{}", assets::MISSING);
    }
    assets::tend(&app.db, app.clock.now()).await.or_log("the web app's files are not stored for later versions");
    let server = serve::start(app.clone(), listener, workers())?;
    println!("Waymark is at http://{address}");

    let (stop, stopped) = watch::channel(false);
    let worker = actix_web::rt::spawn(worker::run(app.clone(), stopped));
    let handle = server.handle();
    let ending = async {
        match until_told().await {
            Ok(()) => tracing::info!("ending: requests in hand are answered first"),
            Err(error) => tracing::error!(%error, "signals cannot be heard"),
        }
        serve::end(&app, &handle).await;
    };
    tokio::select! {
        served = server => served?,
        () = ending => {}
    }
    stop.send_replace(true);
    worker.await.or_log("the worker did not end well");
    Ok(())
}

fn workers() -> usize {
    available_parallelism().map_or(2, usize::from)
}

async fn until_told() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
