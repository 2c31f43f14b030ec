//! What the simulation tells the server, a line of JSON each: to move the clock, to die at a point, to hold a write, to
//! change who may see what, to give a token, to be copied, and to say what it has.

use std::{
    io::{BufRead, Write},
    path::{Path, PathBuf},
    thread,
};

use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use uuid::Uuid;
use waymark::{
    base::{
        actor::Role,
        clock::Clock,
        error::Result,
        ids::{OperationId, PersonId, ProgramId, SessionId},
    },
    features::members::commands as members,
    platform::{
        app::App,
        auth::tokens,
        faults::{self, Point},
        http::{SignedIn, load_member},
    },
    sync::held,
    testing::TestClock,
};

use crate::{facts, location, people};

/// One line.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Order {
    /// Moves the clock on by milliseconds.
    Advance { ms: i64 },
    /// A token for a person.
    Token { person: PersonId, session: SessionId },
    /// The process dies when it next comes to this point, or `never`.
    Die { at: String },
    /// The next write is held at its arrival; a line of its own says so then.
    Hold,
    /// Nothing is to be held after all.
    Unhold,
    /// The held write goes on.
    Release,
    /// Begins or ends coaching.
    Coach { program: ProgramId, coach: PersonId, learner: PersonId, on: bool },
    /// Somebody leaves the program, or comes back as what they were.
    Member { program: ProgramId, person: PersonId, on: bool },
    /// Gives every held entry to `learner`, or returns it.
    Resolve { program: ProgramId, by: PersonId, learner: Option<PersonId> },
    /// A consistent copy of the database.
    Backup { to: PathBuf },
    /// The database was restored: it begins a new epoch.
    NewEpoch,
    /// Everything the oracle asks for.
    Facts,
}

/// Does what the lines say until there are no more.
pub async fn obey(app: &App, clock: &TestClock, folder: &Path) {
    let (lines, mut orders) = mpsc::unbounded_channel();
    thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(std::result::Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
    actix_web::rt::spawn(async {
        loop {
            faults::held().await;
            say(&json!({ "held": true }));
        }
    });
    while let Some(line) = orders.recv().await {
        let order: Order = serde_json::from_str(&line).expect("an order");
        let answer = one(app, clock, folder, order).await.expect("an order that can be carried out");
        say(&answer);
    }
}

fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody listens");
}

async fn one(app: &App, clock: &TestClock, folder: &Path, order: Order) -> Result<Value> {
    match order {
        Order::Advance { ms } => clock.advance(SignedDuration::from_millis(ms)),
        Order::Token { person, session } => {
            return Ok(json!(tokens::issue(&app.keys, SignedIn { person, session }, clock.now())?));
        }
        Order::Die { at } if at == "never" => faults::disarm(),
        Order::Die { at } => faults::arm(point(&at)),
        Order::Hold => faults::hold_next(),
        Order::Unhold => faults::disarm(),
        Order::Release => faults::release(),
        Order::Coach { program, coach, learner, on: true } => {
            app.db
                .write(None, async move |tx| members::start_coaching(tx, program, coach, learner, None).await)
                .await?;
        }
        Order::Coach { program, coach, learner, on: false } => {
            app.db.write(None, async move |tx| members::end_coaching(tx, program, coach, learner).await).await?;
        }
        Order::Member { program, person, on: true } => {
            app.db.write(None, async move |tx| members::resume_membership(tx, program, person).await).await?;
        }
        Order::Member { program, person, on: false } => {
            app.db.write(None, async move |tx| members::end_membership(tx, program, person).await).await?;
        }
        Order::Resolve { program, by, learner } => return Ok(json!(resolve(app, program, by, learner).await?)),
        Order::Backup { to } => people::copy(&location(folder), &to).await,
        Order::NewEpoch => {
            app.db
                .write(None, async move |tx| {
                    let epoch: Uuid = tx.next_id();
                    let update = "UPDATE installation SET epoch = $1, epoch_since = $2";
                    tx.execute(update, vec![epoch.into(), tx.now().into()]).await
                })
                .await?;
        }
        Order::Facts => {
            behind_all_writes(app).await?;
            return facts::all(app.db.reader()).await;
        }
    }
    Ok(Value::Null)
}

fn point(word: &str) -> Point {
    match word {
        "inside_batch" => Point::InsideBatch,
        "before_commit" => Point::BeforeCommit,
        "after_commit" => Point::AfterCommit,
        "before_answer" => Point::BeforeAnswer,
        other => panic!("no point is called {other}"),
    }
}

/// Returns once whatever the writer has in hand is done.
async fn behind_all_writes(app: &App) -> Result<()> {
    app.db.write(None, async |_| Ok(())).await
}

/// The coordinator goes through what is held. How many.
async fn resolve(app: &App, program: ProgramId, by: PersonId, learner: Option<PersonId>) -> Result<usize> {
    behind_all_writes(app).await?;
    let coordinator = load_member(app.db.reader(), program, by, app.clock.now()).await?;
    assert!(coordinator.is(Role::Coordinator), "only a coordinator resolves");
    let lines = held::lines(app.db.reader(), &coordinator).await?;
    for line in &lines {
        let (who, item): (_, OperationId) = (coordinator.clone(), line.id);
        let matched = match learner.filter(|_| line.kind == "feedback.give") {
            Some(learner) => {
                app.db.write(Some(by), async move |tx| held::match_learner(tx, &who, item, learner).await).await.is_ok()
            }
            None => false,
        };
        if !matched {
            let who = coordinator.clone();
            app.db.write(Some(by), async move |tx| held::return_to_author(tx, &who, item, "Who was it?").await).await?;
        }
    }
    Ok(lines.len())
}
