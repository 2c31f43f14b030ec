//! The event stream: "there is something at seq N", and no more. Only a nudge: correctness never depends on it.

use std::{convert::Infallible, time::Duration};

use actix_web::web::Bytes;
use futures_util::{Stream, stream};
use tokio::{sync::broadcast, time};

use super::pull::newest;
use crate::{
    base::ids::PersonId,
    platform::{app::App, db::Nudge},
};

/// How often the stream looks by itself, where a nudge may have been lost.
const LOOK: Duration = Duration::from_secs(30);

/// Where one listener stands.
struct Listener {
    app: App,
    person: PersonId,
    nudges: broadcast::Receiver<Nudge>,
    told: i64,
    /// Milliseconds since 1970 at which the access token ends, and the stream with it.
    until: i64,
}

/// The stream of `person`, until their access token expires.
pub fn stream(app: App, person: PersonId, until: i64) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let nudges = app.db.nudges();
    let listener = Listener { app, person, nudges, told: -1, until };
    stream::unfold(listener, async |mut listener| {
        let line = listener.next().await?;
        Some((Ok(Bytes::from(line)), listener))
    })
}

impl Listener {
    async fn next(&mut self) -> Option<String> {
        if self.told < 0 {
            self.told = newest(self.app.db.reader(), self.person).await.ok()?;
            return Some(event(self.told));
        }
        loop {
            if self.app.clock.now().0 >= self.until {
                return None;
            }
            let seq = match time::timeout(LOOK, self.nudges.recv()).await {
                Ok(Ok(nudge)) if nudge.person == self.person => nudge.seq,
                Ok(Ok(_)) => continue,
                Ok(Err(broadcast::error::RecvError::Closed)) => return None,
                // Missed some, or nothing came for a while: look.
                Ok(Err(broadcast::error::RecvError::Lagged(_))) | Err(_) => {
                    newest(self.app.db.reader(), self.person).await.ok()?
                }
            };
            if seq > self.told {
                self.told = seq;
                return Some(event(seq));
            }
            if seq == self.told {
                // A comment keeps proxies from closing an idle stream.
                return Some(": still here\n\n".to_owned());
            }
        }
    }
}

fn event(seq: i64) -> String {
    format!("data: {{\"seq\":{seq}}}\n\n")
}
