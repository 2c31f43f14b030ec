//! Taking messages out, many at once.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use futures_util::{FutureExt, StreamExt, future::LocalBoxFuture, stream::FuturesUnordered};
use tokio::{sync::watch, time::sleep};

use super::{
    letter::MAIL,
    prepare::{Step, prepare},
    queue::{self, Fate},
};
use crate::{
    base::error::{OrLog, Result},
    entities::delivery::Model,
    platform::{app::App, db::Tx, push::Sent},
};

/// How often the queue is looked at.
const PAUSE: Duration = Duration::from_millis(250);
/// How many messages are on their way at once.
const ALL: usize = 256;
/// To one push service.
const EACH: usize = 64;
/// To one that did not answer in time, until it does.
const SILENT: usize = 2;
/// To the mail server.
const MAILS: usize = 4;
/// Messages are taken for so many free places of a host at least, to write few times.
const ENOUGH: usize = 16;

/// Delivers until `stop` says true or its sender is gone; what is on its way then is waited for.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let mut courier = Courier::new(app);
    loop {
        let stopping = *stop.borrow() || stop.has_changed().is_err();
        if !stopping {
            courier.board().await.or_log("taking messages to deliver");
        }
        courier.write_down().await.or_log("writing down what was delivered");
        if courier.flights.is_empty() {
            if stopping {
                return;
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                () = sleep(PAUSE) => {}
            }
        } else {
            tokio::select! {
                flight = courier.flights.next() => courier.land(flight),
                () = sleep(PAUSE) => {}
            }
        }
    }
}

/// Delivers whatever is due now.
///
/// # Errors
/// A fault of the database.
pub async fn deliver(app: &App) -> Result<()> {
    let mut courier = Courier::new(app.clone());
    loop {
        let taken = courier.board().await?;
        courier.write_down().await?;
        if courier.flights.is_empty() && taken == 0 {
            return Ok(());
        }
        if !courier.flights.is_empty() {
            let flight = courier.flights.next().await;
            courier.land(flight);
        }
    }
}

type Flight = LocalBoxFuture<'static, (Model, Fate, Answer)>;

/// Whether a host answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
}

struct Courier {
    app: App,
    flights: FuturesUnordered<Flight>,
    /// How many are on their way to each host.
    aloft: HashMap<String, usize>,
    /// Hosts that did not answer in time.
    silent: HashSet<String>,
    /// Back, and not yet written down.
    landed: Vec<(Model, Fate)>,
}

impl Courier {
    fn new(app: App) -> Self {
        let (flights, aloft, silent, landed) = Default::default();
        Self { app, flights, aloft, silent, landed }
    }

    /// How many more messages to a host may be on their way.
    fn room(&self, host: &str) -> usize {
        let most = match host {
            MAIL => MAILS,
            host if self.silent.contains(host) => SILENT,
            _ => EACH,
        };
        let aloft = self.aloft.get(host).copied().unwrap_or(0);
        let room = most.saturating_sub(aloft);
        if room >= ENOUGH.min(most) { room } else { 0 }
    }

    /// Takes as many messages as there is room for, and sends them on their way. How many.
    async fn board(&mut self) -> Result<usize> {
        let mut left = ALL.saturating_sub(self.flights.len());
        let mut rooms: Vec<(String, u64)> = Vec::new();
        for host in queue::hosts_due(self.app.db.reader(), self.app.clock.now()).await? {
            let room = self.room(&host).min(left);
            left -= room;
            if room > 0 {
                rooms.push((host, u64::try_from(room).unwrap_or(0)));
            }
        }
        if rooms.is_empty() {
            return Ok(0);
        }
        let take = async move |tx: &mut Tx<'_>| {
            let mut taken = Vec::new();
            for (host, room) in &rooms {
                taken.extend(queue::take(tx, host, *room).await?);
            }
            Ok(taken)
        };
        let taken = self.app.db.write(None, take).await?;
        let count = taken.len();
        for (row, step) in prepare(&self.app, taken).await? {
            match step {
                Step::Drop => self.landed.push((row, Fate::Done)),
                Step::Wait(until) => self.landed.push((row, Fate::Wait(until))),
                step => self.take_off(row, step),
            }
        }
        Ok(count)
    }

    fn take_off(&mut self, row: Model, step: Step) {
        *self.aloft.entry(row.host.clone()).or_default() += 1;
        let app = self.app.clone();
        self.flights.push(
            async move {
                let (fate, answer) = match step {
                    Step::Push(push) => of_push(&row.host, app.pusher.push(&push).await),
                    Step::Mail(mail) => match app.mailer.send(&mail).await {
                        Ok(()) => (Fate::Done, Answer::Yes),
                        Err(error) => (Fate::Failed(None, error.to_string()), Answer::Yes),
                    },
                    Step::Drop | Step::Wait(_) => (Fate::Done, Answer::Yes),
                };
                (row, fate, answer)
            }
            .boxed_local(),
        );
    }

    /// Notes what is back, and whatever else is by now.
    fn land(&mut self, flight: Option<(Model, Fate, Answer)>) {
        let mut next = flight;
        while let Some((row, fate, answer)) = next {
            if let Some(aloft) = self.aloft.get_mut(&row.host) {
                *aloft = aloft.saturating_sub(1);
            }
            match answer {
                Answer::Yes => self.silent.remove(&row.host),
                Answer::No => self.silent.insert(row.host.clone()),
            };
            self.landed.push((row, fate));
            next = self.flights.next().now_or_never().flatten();
        }
    }

    async fn write_down(&mut self) -> Result<()> {
        if self.landed.is_empty() {
            return Ok(());
        }
        let landed = std::mem::take(&mut self.landed);
        self.app.db.write(None, async move |tx| queue::finish(tx, &landed).await).await
    }
}

fn of_push(host: &str, sent: Sent) -> (Fate, Answer) {
    match sent {
        Sent::Taken => (Fate::Done, Answer::Yes),
        Sent::Gone => (Fate::Gone, Answer::Yes),
        Sent::TooLarge => (Fate::Dead("the push service finds it too large (413)".into()), Answer::Yes),
        Sent::Refused(status) => {
            tracing::error!(host, status, "alarm: a push service does not accept us; see WAYMARK_PUSH_CONTACT");
            (Fate::Failed(None, format!("the push service does not accept us ({status})")), Answer::Yes)
        }
        Sent::Later { after, why, silent } => (Fate::Failed(after, why), if silent { Answer::No } else { Answer::Yes }),
    }
}
