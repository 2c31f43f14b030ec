//! The numbers of a person's feed commit in order: whoever reads on from the last number read misses nothing, however
//! long a writer waits between taking a number and its commit. A twin that numbers by a sequence must be caught.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use uuid::Uuid;
use waymark::{
    base::{
        clock::{Clock, Ids},
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    platform::{
        db::{Db, Tx},
        feed::Kind,
    },
    sync::pull::{self, From},
};
use waymark_tests::TestApp;

const WRITERS: usize = 24;
const WRITES: usize = 30;
/// How often the twin may be lucky; it seldom is once.
const RACES: usize = 20;

/// How things get their number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    /// As the product does: by the person's counter row, in the writing transaction.
    ByCounter,
    /// As it must not: by something that no transaction holds back.
    BySequence,
}

/// Everything a test knows.
struct Race {
    db: Db,
    program: ProgramId,
    people: Vec<PersonId>,
    numbered: Numbered,
    /// What SQLite has instead of a sequence.
    sequence: Arc<AtomicI64>,
    over: AtomicBool,
    /// For each person, the things whose commit was answered.
    committed: Mutex<BTreeMap<PersonId, Vec<Uuid>>>,
}

/// What one reader saw: numbers and things, in the order they came.
type Seen = Vec<(i64, Uuid)>;

impl Race {
    async fn run(app: &TestApp, numbered: Numbered) -> (Self, BTreeMap<PersonId, Seen>) {
        let clinic = app.program().learners(["ana", "ben", "dee"]).create().await;
        let people = ["ana", "ben", "dee"].map(|name| clinic.member(name).id).to_vec();
        if numbered == Numbered::BySequence {
            app.app.db.write(None, async |tx| make_twin(tx).await).await.expect("the twin's table");
        }
        let race = Self {
            db: app.app.db.clone(),
            program: clinic.program,
            people,
            numbered,
            sequence: Arc::default(),
            over: AtomicBool::new(false),
            committed: Mutex::default(),
        };
        let writing = async {
            join_all((0..WRITERS).map(|writer| race.writes(app, writer))).await;
            race.over.store(true, Ordering::SeqCst);
        };
        let reading = join_all(race.people.iter().map(|person| race.reads(*person)));
        let ((), seen) = futures_util::join!(writing, reading);
        let seen = race.people.iter().copied().zip(seen).collect();
        (race, seen)
    }

    async fn writes(&self, app: &TestApp, writer: usize) {
        let mut random = StdRng::seed_from_u64(writer as u64);
        for _ in 0..WRITES {
            let thing = app.ids.next(app.clock.now());
            let first = random.random_range(0..self.people.len());
            let mut viewers = vec![self.people[first]];
            if random.random_bool(0.5) {
                viewers.push(self.people[(first + 1) % self.people.len()]);
            }
            let delay = Duration::from_micros(random.random_range(0..2_000));
            let fails = random.random_bool(0.1);
            let (to, program, numbered, sequence) =
                (viewers.clone(), self.program, self.numbered, self.sequence.clone());
            let early = (numbered == Numbered::BySequence && self.db.backend() != DbBackend::Postgres)
                .then(|| to.iter().map(|_| sequence.fetch_add(1, Ordering::SeqCst) + 1).collect::<Vec<i64>>());
            if early.is_some() {
                tokio::time::sleep(delay).await;
            }
            let written = self.db.write(None, async move |tx| {
                match numbered {
                    Numbered::ByCounter => {
                        tx.show(Kind::Reflection, thing, program, 1, &json!({ "id": thing }), to.clone())?;
                        tx.flush().await?;
                    }
                    Numbered::BySequence => store_in_twin(tx, thing, &to, early.as_deref()).await?,
                }
                // The numbers are taken; the commit is still to come.
                tokio::time::sleep(delay).await;
                if fails { Err(Error::NotFound) } else { Ok(()) }
            });
            if written.await.is_ok() {
                let mut committed = self.committed.lock().expect("nobody panicked");
                for person in viewers {
                    committed.entry(person).or_default().push(thing);
                }
            }
        }
    }

    /// Reads on from the last number read, until the writers are done and there is nothing more.
    async fn reads(&self, person: PersonId) -> Seen {
        let mut seen = Seen::new();
        loop {
            let last_look = self.over.load(Ordering::SeqCst);
            let cursor = seen.last().map_or(0, |(seq, _)| *seq);
            let page = match self.numbered {
                Numbered::ByCounter => self.page(person, cursor).await,
                Numbered::BySequence => page_of_twin(&self.db, person, cursor).await.expect("a page"),
            };
            if page.is_empty() && last_look {
                return seen;
            }
            seen.extend(page);
            tokio::task::yield_now().await;
        }
    }

    async fn page(&self, person: PersonId, cursor: i64) -> Seen {
        let now = waymark::base::clock::Timestamp(0);
        let from = From { epoch: None, cursor, limit: 50 };
        let page = pull::pull(self.db.reader(), person, from, now).await.expect("a page");
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        assert_eq!(page["reset"], false, "the cursor is never beyond the server's own");
        let changes = page["changes"].as_array().expect("changes").iter();
        changes.map(|one| (one["seq"].as_i64().expect("a number"), id(&one["id"]))).collect()
    }

    /// Things whose commit was answered and that their reader never saw.
    fn missed(&self, seen: &BTreeMap<PersonId, Seen>) -> usize {
        let committed = self.committed.lock().expect("nobody panicked");
        let missed = committed.iter().map(|(person, things)| {
            things.iter().filter(|thing| !seen[person].iter().any(|(_, id)| id == *thing)).count()
        });
        missed.sum()
    }
}

fn id(value: &serde_json::Value) -> Uuid {
    value.as_str().and_then(|text| text.parse().ok()).expect("an id")
}

async fn make_twin(tx: &mut Tx<'_>) -> Result<()> {
    let (uuid, sequence) = match tx.backend() {
        DbBackend::Postgres => ("UUID", Some("CREATE SEQUENCE twin_numbers")),
        _ => ("BLOB", None),
    };
    let table = format!("CREATE TABLE twin (person_id {uuid} NOT NULL, seq BIGINT NOT NULL, thing_id {uuid} NOT NULL)");
    tx.execute(&table, Vec::new()).await?;
    if let Some(sequence) = sequence {
        tx.execute(sequence, Vec::new()).await?;
    }
    Ok(())
}

async fn store_in_twin(tx: &mut Tx<'_>, thing: Uuid, to: &[PersonId], early: Option<&[i64]>) -> Result<()> {
    for (place, person) in to.iter().enumerate() {
        let (number, mut values) = match early {
            Some(numbers) => ("$3", vec![numbers[place].into()]),
            None => ("nextval('twin_numbers')", Vec::new()),
        };
        values.splice(0..0, [(*person).into(), thing.into()]);
        let insert = format!("INSERT INTO twin (person_id, thing_id, seq) VALUES ($1, $2, {number})");
        tx.execute(&insert, values).await?;
    }
    Ok(())
}

async fn page_of_twin(db: &Db, person: PersonId, cursor: i64) -> Result<Seen> {
    let select = "SELECT seq, thing_id FROM twin WHERE person_id = $1 AND seq > $2 ORDER BY seq LIMIT 50";
    let select = Statement::from_sql_and_values(db.backend(), select, [person.into(), cursor.into()]);
    let rows = db.reader().query_all_raw(select).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

#[actix_web::test]
async fn whoever_reads_on_misses_nothing_and_reads_nothing_twice() {
    let app = TestApp::start().await;

    let (race, seen) = Race::run(&app, Numbered::ByCounter).await;

    assert_eq!(race.missed(&seen), 0);
    for (person, seen) in &seen {
        let committed = race.committed.lock().expect("nobody panicked")[person].len();
        assert_eq!(seen.len(), committed, "what was rolled back is never seen");
        // Every thing is written once, so a number that is skipped is one that was read past.
        let numbers: Vec<i64> = seen.iter().map(|(seq, _)| *seq).collect();
        let expected: Vec<i64> = (1..).take(committed).collect();
        assert_eq!(numbers, expected, "no gap, no double, always onwards");
    }
}

#[actix_web::test]
async fn numbers_from_a_sequence_are_caught_by_this_very_test() {
    // On a busy machine the writers of one race may happen to commit in the order of their numbers.
    for _ in 0..RACES {
        let app = TestApp::start().await;
        let (race, seen) = Race::run(&app, Numbered::BySequence).await;
        if race.missed(&seen) > 0 {
            return;
        }
    }
    panic!("{RACES} races, and no reader missed anything");
}
