//! Everything a request needs, handed in: database, clock, ids, keys, mail. Built by `crate::app`.

use std::sync::Arc;

use super::{
    auth::{keys::Keys, throttle::Throttle},
    db::Db,
    mail::Mailer,
};
use crate::base::clock::{Clock, Ids};

/// The running application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids and secrets.
    pub ids: Arc<dyn Ids>,
    /// Token signing and sealing keys.
    pub keys: Arc<Keys>,
    /// Where mail goes.
    pub mailer: Arc<dyn Mailer>,
    /// Slows down guessing.
    pub throttle: Arc<Throttle>,
    /// What the configuration says about serving.
    pub settings: Arc<Settings>,
}

/// What the configuration says about serving.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people use, without a slash at the end; mail and QR codes carry it.
    pub public_url: String,
    /// Whether the refresh cookie goes without `Secure` and without the `__Host-` prefix (loopback demo only).
    pub insecure_cookie: bool,
    /// Whether this installation is a demo.
    pub demo: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
}
