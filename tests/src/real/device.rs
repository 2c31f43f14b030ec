//! Devices that push feedback, believe an acknowledgement only for the bytes they sent, and keep what they sent.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use awc::{Client, http::header};
use futures_util::future::join_all;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use uuid::Uuid;
use waymark::{
    base::{
        clock::Clock,
        ids::{PersonId, ProgramId, SessionId},
    },
    platform::{
        auth::{keys::Keys, tokens},
        http::SignedIn,
        system::SystemClock,
    },
};

use super::{
    installation::{Installation, fresh},
    ledger::Ledger,
};
use crate::clinic::plain_feedback;

/// How long a device waits before it tries again, and how often it does.
const AGAIN: Duration = Duration::from_millis(10);
const ATTEMPTS: usize = 1_500;

/// An operation as it was serialised once, when it was saved.
struct Saved {
    id: Uuid,
    text: String,
}

/// Somebody's phone.
pub struct Device {
    author: SignedIn,
    learner: PersonId,
    program: ProgramId,
    keys: Arc<Keys>,
    client: Client,
    waiting: Vec<Saved>,
    acknowledged: Vec<Saved>,
    /// How often an answer said `repeated`.
    repeated: usize,
}

/// Why a push was not answered: the status, or none where nothing came back.
pub type Unanswered = Option<u16>;

impl Device {
    /// The phone of the `n`th attending, who writes about one resident.
    pub fn of(installation: &Installation, n: usize) -> Self {
        let (person, session): (PersonId, SessionId) = installation.authors[n];
        Self {
            author: SignedIn { person, session },
            learner: installation.learners[n % installation.learners.len()].0,
            program: installation.program,
            keys: installation.keys.clone(),
            client: Client::builder().timeout(Duration::from_secs(60)).finish(),
            waiting: Vec::new(),
            acknowledged: Vec::new(),
            repeated: 0,
        }
    }

    /// Saves `count` pieces of feedback.
    pub fn saves(&mut self, count: usize, ledger: &RefCell<Ledger>) {
        for _ in 0..count {
            let (id, entry, now) = (fresh(), fresh(), SystemClock.now());
            let text = json!({
                "id": id, "kind": "feedback.give", "v": 1, "program": self.program, "subject": entry, "base": null,
                "at": now, "body": plain_feedback(self.learner, now)
            });
            ledger.borrow_mut().send(id, entry);
            self.waiting.push(Saved { id, text: text.to_string() });
        }
    }

    /// Pushes what waits, at most 200; how many operations were acknowledged.
    ///
    /// # Errors
    /// [`Unanswered`]; everything still waits.
    pub async fn pushes(&mut self, address: &str, ledger: &RefCell<Ledger>) -> Result<usize, Unanswered> {
        let batch = &self.waiting[..self.waiting.len().min(200)];
        let ops: Vec<&str> = batch.iter().map(|saved| saved.text.as_str()).collect();
        let body = format!(
            r#"{{"protocol":1,"epoch":null,"device":"{}","client":"waymark/tests","ops":[{}]}}"#,
            self.author.session,
            ops.join(",")
        );
        let token = tokens::issue(&self.keys, self.author, SystemClock.now()).expect("a token");
        let request = self.client.post(format!("{address}/api/v1/sync/push")).bearer_auth(token);
        let request = request.insert_header((header::CONTENT_TYPE, "application/json"));
        let mut answer = request.send_body(body).await.map_err(|_| None)?;
        let bytes = answer.body().limit(4 << 20).await.map_err(|_| None)?;
        if answer.status() != 200 {
            return Err(Some(answer.status().as_u16()));
        }
        let answer: Value = serde_json::from_slice(&bytes).map_err(|_| None)?;
        let results = answer["results"].as_array().ok_or(None)?;
        assert_eq!(results.len(), batch.len(), "a result for each operation");
        let before = self.acknowledged.len();
        for (saved, result) in self.waiting.drain(..results.len()).zip(results) {
            let hash: String = Sha256::digest(saved.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(result["id"], json!(saved.id));
            assert_eq!(result["hash"], json!(hash));
            self.repeated += usize::from(result["outcome"] == "repeated");
            assert!(result["outcome"] == "applied" || result["first"] == "applied", "{result}");
            ledger.borrow_mut().acknowledge(saved.id);
            self.acknowledged.push(saved);
        }
        Ok(self.acknowledged.len() - before)
    }

    /// Pushes until nothing waits, trying again where there is no answer.
    pub async fn catches_up(&mut self, address: &str, ledger: &RefCell<Ledger>) {
        for _ in 0..ATTEMPTS {
            if self.waiting.is_empty() {
                return;
            }
            if self.pushes(address, ledger).await.is_err() {
                tokio::time::sleep(AGAIN).await;
            }
        }
        panic!("the server does not take what waits");
    }

    /// A page of this person's feed from where they stand.
    pub async fn pulls(&self, address: &str, epoch: Option<&str>, cursor: i64) -> Value {
        let token = tokens::issue(&self.keys, self.author, SystemClock.now()).expect("a token");
        let epoch = epoch.map(|epoch| format!("&epoch={epoch}")).unwrap_or_default();
        let path = format!("{address}/api/v1/sync/pull?cursor={cursor}&limit=500{epoch}");
        let mut answer = self.client.get(path).bearer_auth(token).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        answer.json::<Value>().limit(16 << 20).await.expect("a page")
    }

    /// Meets another epoch: everything acknowledged waits again.
    pub fn offers_again(&mut self) {
        self.waiting.append(&mut self.acknowledged);
    }
}

/// Devices that push all at once.
pub struct Load {
    /// They.
    pub devices: Vec<Device>,
    /// What they sent and what was acknowledged.
    pub ledger: Rc<RefCell<Ledger>>,
    /// How many acknowledgements there were since the load began; watched by whoever wants to strike.
    acknowledged: watch::Sender<usize>,
    stop: Rc<Cell<bool>>,
}

/// What a load came to.
#[derive(Default)]
pub struct Came {
    /// How long each push that was answered took.
    pub took: Vec<Duration>,
    /// Those that were not answered, by status.
    pub unanswered: Vec<Unanswered>,
}

impl Load {
    /// A device for every attending of the installation.
    pub fn of(installation: &Installation) -> Self {
        Self {
            devices: (0..installation.authors.len()).map(|n| Device::of(installation, n)).collect(),
            ledger: Rc::default(),
            acknowledged: watch::Sender::new(0),
            stop: Rc::default(),
        }
    }

    /// Resolves once so many operations of this run were acknowledged.
    pub fn reaches(&self, count: usize) -> impl Future<Output = ()> + use<> {
        let mut acknowledged = self.acknowledged.subscribe();
        async move {
            // The sender lives as long as the load.
            let _ = acknowledged.wait_for(|so_far| *so_far >= count).await;
        }
    }

    /// Everybody pushes `batch` new operations at a time until `meanwhile` is over, or until they get no answer.
    pub async fn while_pushing<T>(
        &mut self,
        address: &str,
        batch: usize,
        meanwhile: impl Future<Output = T>,
    ) -> (T, Came) {
        self.acknowledged.send_replace(0);
        self.stop.set(false);
        let (ledger, acknowledged, stop) = (&self.ledger, &self.acknowledged, &self.stop);
        let pushing = join_all(self.devices.iter_mut().map(async |device| {
            let mut came = Came::default();
            while !stop.get() {
                if device.waiting.is_empty() {
                    device.saves(batch, ledger);
                }
                let began = Instant::now();
                match device.pushes(address, ledger).await {
                    Ok(count) => {
                        came.took.push(began.elapsed());
                        acknowledged.send_modify(|so_far| *so_far += count);
                    }
                    Err(unanswered) => {
                        came.unanswered.push(unanswered);
                        break;
                    }
                }
            }
            came
        }));
        let over = async {
            let over = meanwhile.await;
            stop.set(true);
            over
        };
        let (came, over) = futures_util::join!(pushing, over);
        let all = came.into_iter().fold(Came::default(), |mut all, one| {
            all.took.extend(one.took);
            all.unanswered.extend(one.unanswered);
            all
        });
        (over, all)
    }

    /// Everybody pushes until nothing waits anywhere.
    pub async fn catches_up(&mut self, address: &str) {
        let ledger = &self.ledger;
        join_all(self.devices.iter_mut().map(|device| device.catches_up(address, ledger))).await;
    }

    /// How many operations were stored whose answer had been lost.
    pub fn repeated(&self) -> usize {
        self.devices.iter().map(|device| device.repeated).sum()
    }
}
