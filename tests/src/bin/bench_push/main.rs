//! The figures of push: the real release binary, and push services on loopback.
//!
//! `bench_push` prints the figures as JSON, and on standard error what it is doing; `bench_push short` runs each once, over
//! a tenth.

use std::{
    collections::HashMap,
    process::ExitCode,
    time::{Duration, Instant},
};

use awc::{Client, http::header};
use serde_json::{Value, json};
use tokio::task::{LocalSet, spawn_local};
use uuid::Uuid;
use waymark::{
    base::{
        clock::{Clock, Ids},
        error::Error,
        ids::{NotificationId, PersonId, ProgramId},
    },
    features::{
        frameworks::SetId,
        notifications::{
            News, NotificationKind,
            commands::{NewSubscription, Outlets, subscribe, tell},
            model::{About, AboutKind},
        },
        sessions::{self, Device},
    },
    platform::{
        http::SignedIn,
        push::PushHosts,
        system::{SystemClock, SystemIds},
    },
};
use waymark_tests::{
    bench::{
        Outcome,
        figures::Figures,
        site::{SET, Served, Site},
    },
    device,
    push_service::{PushService, Reply},
};

/// How many entries are given a second.
const PER_S: usize = 50;
/// For how many seconds.
const SECONDS: usize = 20;
/// How many notifications wait when the server starts.
const WAITING: usize = 10_000;
/// How many of a service that hangs stand beside them.
const HANGING: usize = 500;
/// How often each is measured; the median counts.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let short = std::env::args().nth(1).is_some_and(|word| word == "short");
    let done = actix_web::rt::System::new().block_on(LocalSet::new().run_until(measure(short)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(short: bool) -> Outcome<()> {
    let (rounds, part) = if short { (1, 10) } else { (ROUNDS, 1) };
    let mut figures = Figures::default();
    let (mut delays, mut drains) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        delays.push(p95_ms(PER_S * SECONDS / part).await?);
        drains.push(drain_s(WAITING / part, HANGING / part).await?);
    }
    figures.add("push.p95_ms", "ms", &delays);
    figures.add("push.drain_10k_s", "s", &drains);
    figures.print()
}

/// Learners of one program with a device each, whose service is chosen by their place.
async fn found(learners: usize, service: impl Fn(usize) -> PushService) -> Outcome<Site> {
    let site = Site::found(None, 1, 4, learners).await?;
    let db = site.open().await?;
    let people = site.programs[0].learners.clone();
    for (place, person) in people.into_iter().enumerate() {
        let service = service(place);
        let subscription = device::Device::of(&service, &place.to_string()).subscription();
        let endpoint = PushHosts::parse(&service.origin())?.endpoint(&service.endpoint(&place.to_string()))?;
        let keys = site.keys.clone();
        db.write(Some(person), async move |tx| {
            let opened = sessions::commands::open(tx, &keys, person, &Device::new(None, Some("Phone"))).await?;
            let new = NewSubscription {
                endpoint: endpoint.clone(),
                p256dh: bytes(&subscription["keys"]["p256dh"])?,
                auth: bytes(&subscription["keys"]["auth"])?,
            };
            subscribe(tx, SignedIn { person, session: opened.session }, new).await
        })
        .await?;
    }
    Ok(site)
}

fn bytes(text: &Value) -> Result<Vec<u8>, Error> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap_or_default()).map_err(Error::internal)
}

async fn serve(site: &Site, services: &[&PushService]) -> Outcome<Served> {
    let hosts: Vec<String> = services.iter().map(|service| service.origin()).collect();
    site.serve_with(&[("WAYMARK_PUSH_HOSTS", &hosts.join(",")), ("WAYMARK_LOG", "error")]).await
}

/// From the request that gives feedback to its message at the push service, under a steady load: the 95th percentile in
/// milliseconds. Each entry is about another learner.
async fn p95_ms(entries: usize) -> Outcome<f64> {
    let service = PushService::start().await;
    let site = found(entries, |_| service.clone()).await?;
    let served = serve(&site, &[&service]).await?;
    let program = &site.programs[0];
    let tokens = site.first_tokens(4)?;
    let client = Client::builder().timeout(Duration::from_secs(30)).finish();
    let began = Instant::now();
    let mut sent = HashMap::new();
    for (place, learner) in program.learners.iter().enumerate() {
        let turn = began + Duration::from_secs(1) * u32::try_from(place)? / u32::try_from(PER_S)?;
        tokio::time::sleep_until(turn.into()).await;
        sent.insert(format!("/push/{place}"), Instant::now());
        let push = client
            .post(format!("http://{}/api/v1/sync/push", served.address))
            .insert_header((header::AUTHORIZATION, format!("Bearer {}", tokens[place % tokens.len()])))
            .send_json(&give(program.id, *learner)?);
        spawn_local(async move {
            let answer = push.await.map(|answer| answer.status().as_u16());
            if !answer.as_ref().is_ok_and(|status| *status == 200) {
                eprintln!("a push was answered {answer:?}");
            }
        });
    }
    tokio::time::timeout(Duration::from_secs(60), service.has_got(entries)).await?;
    served.kill().await?;
    let mut delays: Vec<f64> = Vec::new();
    for message in service.messages() {
        let sent = sent.get(&message.path).ok_or("a message for nobody")?;
        delays.push(message.at.duration_since(*sent).as_secs_f64() * 1_000.0);
    }
    delays.sort_by(f64::total_cmp);
    delays.get(delays.len() * 95 / 100).copied().ok_or_else(|| "nothing was measured".into())
}

fn give(program: ProgramId, learner: PersonId) -> Outcome<Value> {
    let (id, now) = (|| SystemIds.next(SystemClock.now()), SystemClock.now());
    let skill = SetId::parse(SET)?.subcompetency("PC1");
    let body = json!({ "learner": learner, "set": SET, "subcompetency": skill, "went_well": "You asked first.",
                       "setting": "ward", "observed_at": now, "basis": "watched", "conversation": "had" });
    let op = json!({ "id": id(), "kind": "feedback.give", "v": 1, "program": program, "subject": id(), "base": null,
                     "at": now, "body": body });
    Ok(json!({ "protocol": 1, "epoch": null, "device": id(), "client": "bench", "ops": [op] }))
}

/// From the start of the server to the last of `waiting` messages at a fast service, beside `hanging` for one that never
/// answers: seconds.
async fn drain_s(waiting: usize, hanging: usize) -> Outcome<f64> {
    let (fast, slow) = (PushService::start().await, PushService::start().await);
    slow.always(Reply::Hang);
    let devices = 200;
    let site = found(devices, |place| if place == 0 { slow.clone() } else { fast.clone() }).await?;
    let program = &site.programs[0];
    let db = site.open().await?;
    let news = |to: PersonId| News {
        id: NotificationId(SystemIds.next(SystemClock.now())),
        kind: NotificationKind::FeedbackNew,
        about: About { kind: AboutKind::FeedbackEntry, id: Uuid::from_u128(1) },
        program: program.id,
        to,
        by: None,
    };
    let to_slow = (0..hanging).map(|_| news(program.learners[0]));
    let to_fast = (0..waiting).map(|place| news(program.learners[1 + place % (devices - 1)]));
    let all: Vec<News> = to_slow.chain(to_fast).collect();
    for some in all.chunks(500) {
        let (some, outlets) = (some.to_vec(), Outlets { push: true, mail: false });
        db.write(None, async move |tx| tell(tx, outlets, some.clone()).await).await?;
    }
    drop(db);
    let began = Instant::now();
    let served = serve(&site, &[&fast, &slow]).await?;
    tokio::time::timeout(Duration::from_secs(300), fast.has_got(waiting)).await?;
    let took = began.elapsed().as_secs_f64();
    served.kill().await?;
    Ok(took)
}
