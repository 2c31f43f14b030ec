//! Notifications on a real database.

mod choosing;
mod due;
mod evening;
mod reading;
mod telling;

use serde_json::Value;
use tokio::sync::watch;

use crate::{testing::clinic::Clinic, worker::Worker};

/// What the server does by itself, done once.
async fn the_server_works(clinic: &Clinic) {
    let (_going_on, stop) = watch::channel(false);
    Worker::new(clinic.app.app.clone(), stop).round().await;
}

/// The notifications on somebody's devices.
async fn told(clinic: &Clinic, who: &str) -> Vec<Value> {
    let pulled = clinic.pulls(who).await;
    let told = pulled.into_iter().filter(|change| change["kind"] == "notification" && change["gone"] == false);
    told.map(|change| change["data"].clone()).collect()
}

/// Their kinds, in the order they came.
async fn kinds(clinic: &Clinic, who: &str) -> Vec<String> {
    told(clinic, who).await.iter().map(|told| told["kind"].as_str().expect("a kind").to_owned()).collect()
}
