//! Everything a request needs, handed in: database, clock, ids, keys, mail, push. Built by `crate::app`.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;

use super::{
    auth::{keys::Keys, throttle::Throttle},
    db::Db,
    mail::Mailer,
    push::{PushHosts, Pusher, Vapid},
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
    /// Where push messages go.
    pub pusher: Arc<dyn Pusher>,
    /// Who we are to push services.
    pub vapid: Arc<Vapid>,
    /// Slows down guessing.
    pub throttle: Arc<Throttle>,
    /// What the configuration says about serving.
    pub settings: Arc<Settings>,
    /// Told when the process is about to end, so that event streams end too.
    pub closing: Closing,
}

/// Tells everybody who waits that the process is about to end, and counts the requests in hand.
#[derive(Clone)]
pub struct Closing {
    begun: watch::Sender<bool>,
    in_hand: watch::Sender<usize>,
}

impl Closing {
    /// Nobody wants to end yet.
    pub fn new() -> Self {
        Self { begun: watch::Sender::new(false), in_hand: watch::Sender::new(0) }
    }

    /// Ends what waits, now and later.
    pub fn begin(&self) {
        self.begun.send_replace(true);
    }

    /// Whether the process is about to end.
    pub fn has_begun(&self) -> bool {
        *self.begun.borrow()
    }

    /// Resolves once the process is about to end.
    pub async fn begun(&self) {
        // The sender lives in `self`, so waiting does not fail.
        let _ = self.begun.subscribe().wait_for(|begun| *begun).await;
    }

    /// One more request in hand, until what is returned is dropped.
    pub fn take_in_hand(&self) -> InHand {
        self.in_hand.send_modify(|count| *count += 1);
        InHand(self.in_hand.clone())
    }

    /// Resolves once no request is in hand.
    pub async fn nothing_in_hand(&self) {
        let _ = self.in_hand.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Default for Closing {
    fn default() -> Self {
        Self::new()
    }
}

/// A request that was not answered to its end yet.
pub struct InHand(watch::Sender<usize>);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
    }
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
    /// Push services that may be called.
    pub push_hosts: PushHosts,
    /// Whom people of this site turn to.
    pub support: Support,
}

/// Whom people of this site turn to, in the site's own words: a name, a room, a number, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Support {
    /// The training office.
    pub training_office: Option<String>,
    /// Support that tells nobody of the program.
    pub confidential: Option<String>,
}
