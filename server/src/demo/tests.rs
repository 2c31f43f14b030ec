//! The demo as a whole: told once, and looked at from all sides.

use std::{collections::BTreeMap, path::Path};

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{corpus::corpus, *};
use crate::{
    base::{actor::Role, clock::Clock, text::Line},
    entities::{institution, person},
    features::{programs, sessions::queries::DEMO_PAGE},
    platform::{
        audit,
        auth::passwords,
        db::{Db, Location},
        installation,
    },
    testing::{SeededIds, TestClock},
};

const SHORT: Story = Story { seed: 5, entries: 60 };

struct Told {
    db: Db,
    clock: std::sync::Arc<TestClock>,
    folder: TempDir,
}

fn place(folder: &Path) -> Location {
    Location::Sqlite(folder.join("waymark.sqlite"))
}

async fn open(folder: &Path) -> Db {
    Db::open(&place(folder), TestClock::start(), SeededIds::new(9), true).await.expect("a database")
}

/// A demo made so many hours after the clock of the tests began.
async fn told(story: Story, hours: i64, secrets: u64) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = TestClock::start();
    clock.advance(SignedDuration::from_hours(hours));
    let made = prepare(&place(folder.path()), clock.clone(), SeededIds::new(secrets), story).await;
    assert_eq!(made.expect("a demo"), Prepared::Made);
    Told { db: open(folder.path()).await, clock, folder }
}

impl Told {
    /// What a query of a word and a number says.
    async fn numbers(&self, sql: &str) -> BTreeMap<String, i64> {
        let rows = self.db.reader().query_all_raw(Statement::from_string(self.db.backend(), sql)).await.expect("rows");
        rows.iter()
            .map(|row| (row.try_get_by_index(0).expect("a word"), row.try_get_by_index(1).expect("a number")))
            .collect()
    }

    async fn number(&self, sql: &str) -> i64 {
        let found = self.numbers(&format!("SELECT 'n', ({sql})")).await;
        found["n"]
    }

    /// A digest of everything that devices hold.
    async fn digest(&self) -> String {
        let sql = "SELECT kind, body FROM wire_forms ORDER BY kind, thing_id";
        let rows = self.db.reader().query_all_raw(Statement::from_string(self.db.backend(), sql)).await.expect("rows");
        let mut digest = Sha256::new();
        for row in &rows {
            digest.update(row.try_get_by_index::<String>(0).expect("a kind"));
            digest.update(row.try_get_by_index::<String>(1).expect("a body"));
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[track_caller]
fn assert_within(range: std::ops::RangeInclusive<i64>, number: i64) {
    assert!(range.contains(&number), "{number} is not within {range:?}");
}

#[actix_web::test]
async fn nine_months_of_a_program_stand_in_the_database() {
    let demo = told(Story::default(), 3, 1).await;

    everybody_is_there(&demo).await;
    feedback_is_varied(&demo).await;
    feedback_fits_who_was_where(&demo).await;
    learners_answered(&demo).await;
    plans_are_in_every_state(&demo).await;
    requests_are_in_every_state(&demo).await;
    the_resident_has_a_signed_learning_plan_and_a_draft(&demo).await;
    the_demos_people_have_something_to_do(&demo).await;
    campaigns_are_open_closed_and_released(&demo).await;
    nothing_is_left_to_do(&demo).await;
}

async fn campaigns_are_open_closed_and_released(demo: &Told) {
    let states = demo.numbers("SELECT state, COUNT(*) FROM campaigns GROUP BY state").await;
    let one = |state: &str| (state.to_owned(), 1);
    assert_eq!(states.into_iter().collect::<Vec<_>>(), [one("closed"), one("open"), one("released")]);
    assert_eq!(demo.number("SELECT COUNT(*) FROM campaign_reports").await, 1);
    assert_eq!(demo.number("SELECT COUNT(*) FROM campaign_answers").await, 7 + 11, "raters and who it is about");
    for secrets in ["campaign_codes", "rater_sessions"] {
        assert_eq!(demo.number(&format!("SELECT COUNT(*) FROM {secrets}")).await, 0, "{secrets}");
    }
}

async fn everybody_is_there(demo: &Told) {
    let roles = demo.numbers("SELECT role, COUNT(*) FROM membership_roles GROUP BY role").await;
    let years = "SELECT 'year ' || training_year, COUNT(*) FROM memberships WHERE training_year > 0 GROUP BY 1";

    assert_eq!(demo.number("SELECT COUNT(*) FROM people").await, 68);
    assert_eq!((roles["learner"], roles["faculty"], roles["team"], roles["coach"]), (24, 30, 12, 2));
    assert_eq!((roles["coordinator"], roles["director"], roles["committee"]), (1, 1, 3));
    assert_eq!(roles["faculty_developer"], 1);
    assert_eq!(demo.numbers(years).await.into_values().collect::<Vec<_>>(), [8, 8, 8]);
    assert_eq!(demo.number("SELECT COUNT(*) FROM rotations").await, 14);
    assert_eq!(demo.number("SELECT COUNT(*) FROM expected_bands").await, 3, "one for each year of training");
    assert_eq!(demo.number("SELECT COUNT(*) FROM coaching").await, 12);
}

async fn feedback_is_varied(demo: &Told) {
    let all = demo.number("SELECT COUNT(*) FROM feedback_entries").await;
    assert_within(860..=940, all);
    let share = async |condition: &str| {
        let sql = format!("SELECT COUNT(*) FROM feedback_entries WHERE {condition}");
        demo.number(&sql).await * 100 / all
    };

    assert_within(15..=25, share("level IS NULL").await);
    assert_within(2..=10, share("cannot_judge").await);
    assert_within(65..=85, share("given_at - observed_at < 3600000").await);
    assert_within(4..=14, share("given_at - observed_at > 86400000").await);
    assert_within(8..=25, share("received_at - given_at > 60000").await);
    assert_within(
        10..=35,
        share(
            "author_id IN (SELECT person_id FROM memberships WHERE profession <> 'physician') OR \
        author_id IN (SELECT person_id FROM memberships WHERE training_year > 0)",
        )
        .await,
    );
    for (column, words) in [("basis", 5), ("conversation", 4), ("setting", 7), ("subcompetency_id", 21)] {
        let sql = format!("SELECT COUNT(DISTINCT {column}) FROM feedback_entries");
        assert!(demo.number(&sql).await >= words, "{column}");
    }
    // Levels rise: with the training year, and within a year.
    let levels = "SELECT 'year ' || m.training_year || CASE WHEN e.given_at < \
        (SELECT MAX(given_at) FROM feedback_entries) - 7776000000 THEN ' before' ELSE ' lately' END, \
        CAST(AVG(e.level) * 100 AS INTEGER) FROM feedback_entries e JOIN memberships m ON m.person_id = e.learner_id \
        WHERE e.level IS NOT NULL GROUP BY 1";
    let levels = demo.numbers(levels).await;
    for year in 1..=3 {
        assert!(levels[&format!("year {year} lately")] > levels[&format!("year {year} before")], "{levels:?}");
    }
    assert!(levels["year 3 lately"] > levels["year 2 lately"] && levels["year 2 lately"] > levels["year 1 lately"]);
    // Nobody reads one text twice.
    let twice = "SELECT COUNT(*) FROM (SELECT 1 FROM feedback_entries GROUP BY learner_id, went_well, differently \
        HAVING COUNT(*) > 1)";
    assert_eq!(demo.number(twice).await, 0);
}

async fn feedback_fits_who_was_where(demo: &Told) {
    let elsewhere = |person: &str| {
        format!(
            "SELECT COUNT(*) FROM feedback_entries e WHERE e.rotation_id IS NOT NULL AND e.id NOT IN \
             (SELECT subject FROM held_items) AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.person_id = e.{person} \
             AND a.rotation_id = e.rotation_id AND date(e.observed_at / 1000, 'unixepoch', '-6 hours') \
             BETWEEN date(a.starts_on, '-1 day') AND date(a.ends_on, '+1 day'))"
        )
    };
    let end = demo.clock.now().0;

    assert_eq!(demo.number(&elsewhere("learner_id")).await, 0);
    assert_eq!(demo.number(&elsewhere("author_id")).await, 0);
    let odd = "SELECT COUNT(*) FROM feedback_entries WHERE observed_at > given_at OR given_at > received_at";
    assert_eq!(demo.number(odd).await, 0);
    assert_eq!(demo.number("SELECT COUNT(*) FROM feedback_entries WHERE clock_doubtful").await, 0);
    assert!(demo.number("SELECT MAX(received_at) FROM feedback_entries").await <= end);
    let days = demo.number("SELECT (MAX(given_at) - MIN(given_at)) / 86400000 FROM feedback_entries").await;
    assert_within(255..=275, days);
}

async fn learners_answered(demo: &Told) {
    let responses = demo.numbers("SELECT kind, COUNT(*) FROM responses GROUP BY kind").await;
    let states = demo.numbers("SELECT state || ' ' || redacted, COUNT(*) FROM feedback_entry_states GROUP BY 1").await;
    let held = demo.numbers("SELECT state, COUNT(*) FROM held_items GROUP BY state").await;

    assert_within(560..=720, responses["acknowledged"]);
    assert_within(150..=350, responses["thanked"]);
    assert_within(15..=60, responses["asked"]);
    assert_within(12..=50, responses["differs"]);
    assert_within(30..=90, demo.number("SELECT COUNT(*) FROM amendments").await);
    assert_within(20..=56, demo.number("SELECT COUNT(*) FROM reflections").await);
    let met = demo.numbers("SELECT state, COUNT(*) FROM meetings GROUP BY state").await;
    assert_eq!((met["held"], met["planned"]), (2, 1));
    let shared =
        "SELECT CASE WHEN shared_at IS NULL THEN 'private' ELSE 'shared' END, COUNT(*) FROM coach_notes GROUP BY 1";
    assert_eq!(demo.numbers(shared).await, [("private".to_owned(), 2), ("shared".to_owned(), 2)].into());
    assert_eq!(demo.number("SELECT COUNT(*) FROM check_ins WHERE taken_up_at IS NULL").await, 1);
    assert_within(5..=30, demo.number("SELECT COUNT(*) FROM reflection_shares").await);
    assert!(demo.number("SELECT COUNT(*) FROM read_marks").await > 800);
    assert_eq!((states["withdrawn "], states["given went_well"]), (3, 2));
    assert_eq!((held["held"], held["returned"], held["matched"]), (2, 1, 1));
    let kept = "SELECT COUNT(*) FROM wire_forms WHERE body LIKE '%Penrose%' OR body LIKE '%Okolie%'";
    assert_eq!(demo.number(kept).await, 0, "what was redacted is gone");
}

async fn plans_are_in_every_state(demo: &Told) {
    let plans = demo.numbers("SELECT state || ' ' || COALESCE(outcome, ''), COUNT(*) FROM plans GROUP BY 1").await;
    let passed = "SELECT COUNT(*) FROM plans WHERE state = 'open' AND review_on < '2026-11-18'";

    assert!(plans.values().sum::<i64>() >= 60, "{plans:?}");
    assert!(plans["proposed "] >= 4 && plans["open "] >= 20, "{plans:?}");
    assert!(plans["closed reached"] >= 15 && plans["closed not_reached"] >= 6 && plans["closed dropped"] >= 4);
    assert!(demo.number(passed).await >= 4);
    let partly = "SELECT COUNT(*) FROM plans p WHERE state = 'open' AND EXISTS (SELECT 1 FROM plan_steps s \
        WHERE s.plan_id = p.id AND s.done_on IS NOT NULL) AND EXISTS (SELECT 1 FROM plan_steps s \
        WHERE s.plan_id = p.id AND s.done_on IS NULL)";
    assert!(demo.number(partly).await >= 10);
    assert!(demo.number("SELECT COUNT(*) FROM plan_progress").await >= 50);
    let looks = demo.numbers("SELECT look_again, COUNT(*) FROM feedback_entries WHERE plan_id IS NOT NULL GROUP BY 1");
    assert!(looks.await["better"] >= 8);
}

async fn requests_are_in_every_state(demo: &Told) {
    let states = demo.numbers("SELECT state, COUNT(*) FROM request_states GROUP BY state").await;
    let waiting = "SELECT COUNT(*) FROM request_states s JOIN people p ON p.id = s.assessor_id \
        WHERE s.state = 'open' AND p.email = 'attending@demo.test'";
    let of_resident = "SELECT COUNT(*) FROM request_answers a JOIN requests r ON r.id = a.request_id \
        JOIN people p ON p.id = r.learner_id WHERE p.email = 'resident@demo.test'";

    assert_eq!((states["open"], states["declined"], states["withdrawn"], states["expired"]), (3, 1, 1, 1));
    assert_within(4..=6, states["answered"]);
    assert_eq!(demo.number(waiting).await, 2);
    assert!(demo.number(of_resident).await >= 1);
}

async fn the_resident_has_a_signed_learning_plan_and_a_draft(demo: &Told) {
    let of = "FROM learning_plans l JOIN people p ON p.id = l.learner_id AND p.email = 'resident@demo.test'";
    let halves = demo.numbers(&format!("SELECT half_from, COUNT(*) {of} GROUP BY half_from")).await;
    assert_eq!(halves, BTreeMap::from([("2026-01-01".to_owned(), 1), ("2026-07-01".to_owned(), 1)]));
    let signatures = "SELECT l.half_from || ' ' || s.side, COUNT(*)";
    let signatures =
        format!("{signatures} {of} JOIN learning_plan_signatures s ON s.learning_plan_id = l.id GROUP BY 1");
    let both = ["coach", "learner"].map(|side| (format!("2026-01-01 {side}"), 1));
    assert_eq!(demo.numbers(&signatures).await, BTreeMap::from(both));
    let closed = "SELECT outcome, COUNT(*) FROM learning_goals WHERE outcome IS NOT NULL GROUP BY outcome";
    assert_eq!(demo.numbers(closed).await.len(), 2);
    assert_eq!(demo.number("SELECT COUNT(*) FROM learning_goals WHERE plan_id IS NOT NULL").await, 1);
}

async fn the_demos_people_have_something_to_do(demo: &Told) {
    let person = |demo: &str| format!("(SELECT id FROM people WHERE email = '{demo}@demo.test')");
    let (resident, attending) = (person("resident"), person("attending"));

    let unread = format!(
        "SELECT COUNT(*) FROM feedback_entries e WHERE learner_id = {resident} AND author_id = {attending} \
         AND given_at > {} AND differently IS NOT NULL AND next_step IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM read_marks m WHERE m.entry_id = e.id AND m.person_id = e.learner_id)",
        demo.clock.now().0 - 48 * 3_600_000
    );
    assert!(demo.number(&unread).await >= 3);
    let asked = format!(
        "SELECT COUNT(*) FROM responses r JOIN feedback_entries e ON e.id = r.entry_id WHERE r.kind = 'asked' \
         AND e.learner_id = {resident} AND e.author_id = {attending} \
         AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.entry_id = e.id)"
    );
    assert!(demo.number(&asked).await >= 1, "a question waits for the attending");
    let plans = |condition: &str| format!("SELECT COUNT(*) FROM plans WHERE learner_id = {resident} AND {condition}");
    assert!(demo.number(&plans("state = 'open' AND review_on < '2026-11-18'")).await >= 1);
    let proposed = format!("state = 'proposed' AND author_id = {}", person("coach"));
    assert!(demo.number(&plans(&proposed)).await >= 1);
    assert!(demo.number(&plans("outcome = 'reached'")).await >= 1);

    for (giver, learner) in
        [("attending", Some("resident")), ("attending2", Some("resident2")), ("nurse", None), ("coach", None)]
    {
        let with = learner.map_or("1 = 1".to_owned(), |learner| format!("a.person_id = {}", person(learner)));
        let team = format!(
            "SELECT COUNT(*) FROM assignments a JOIN assignments mine ON mine.rotation_id = a.rotation_id \
             JOIN memberships m ON m.person_id = a.person_id AND m.training_year > 0 \
             WHERE mine.person_id = {} AND {with} AND '2026-11-18' BETWEEN a.starts_on AND a.ends_on \
             AND '2026-11-18' BETWEEN mine.starts_on AND mine.ends_on",
            person(giver)
        );
        assert!(demo.number(&team).await >= 1, "{giver}'s team of today");
    }
    for email in DEMO_PAGE.map(|person| person.email) {
        let sql = format!("SELECT 1, 1 FROM people p JOIN passwords h ON h.person_id = p.id WHERE p.email = '{email}'");
        assert_eq!(demo.number(&format!("SELECT COUNT(*) FROM ({sql})")).await, 1, "{email}");
    }
    let hash = "SELECT hash, 1 FROM passwords LIMIT 1";
    let hash = demo.numbers(hash).await.into_keys().next();
    assert!(passwords::verify(PASSWORD, hash).await.expect("an answer"));
}

async fn nothing_is_left_to_do(demo: &Told) {
    // A reminder of a request that waits is still to come.
    let due =
        format!("SELECT COUNT(*) FROM outbox_events WHERE done_at IS NULL AND not_before <= {}", demo.clock.now().0);
    assert_eq!(demo.number(&due).await, 0);
    assert_eq!(audit::verify(demo.db.reader()).await.expect("a chain"), None);
    assert!(demo.number("SELECT COUNT(*) FROM record_reads").await >= 5);
}

#[actix_web::test]
async fn the_same_seed_on_the_same_day_tells_the_same_story_and_another_day_has_one_too() {
    let (one, again) = (told(SHORT, 3, 1).await, told(SHORT, 12, 2).await);
    let epoch = async |demo: &Told| installation::load(demo.db.reader()).await.expect("a read").expect("a row").epoch;

    assert_eq!(one.digest().await, again.digest().await);
    assert_ne!(epoch(&one).await, epoch(&again).await, "two databases are never taken for one");
    // Late in a Saturday's night, and in the first weeks of a training year.
    for hours in [91, 24 * 258] {
        let other = told(SHORT, hours, 1).await;
        assert_ne!(one.digest().await, other.digest().await);
        assert!(other.number("SELECT COUNT(*) FROM feedback_entries").await >= 60);
    }
}

#[actix_web::test]
async fn a_demo_is_left_as_it_is() {
    let demo = told(SHORT, 3, 1).await;
    let before = demo.digest().await;

    let clock = TestClock::start();
    clock.advance(SignedDuration::from_hours(24 * 30));
    let again = prepare(&place(demo.folder.path()), clock, SeededIds::new(3), Story::default()).await;

    assert_eq!(again.expect("fine"), Prepared::Found);
    assert_eq!(demo.digest().await, before);
}

async fn refusal(folder: &Path) -> String {
    let made = prepare(&place(folder), TestClock::start(), SeededIds::new(1), SHORT).await;
    made.expect_err("a refusal").to_string()
}

#[actix_web::test]
async fn what_is_not_a_demo_is_refused_and_not_touched() {
    let founded = tempfile::tempdir().expect("a folder");
    installation::found(&open(founded.path()).await, false).await.expect("founded");
    let used = tempfile::tempdir().expect("a folder");
    let name = Line::parse("A real hospital").expect("a name");
    let create = async move |tx: &mut crate::platform::db::Tx<'_>| {
        programs::commands::create_institution(tx, &name).await.map(drop)
    };
    open(used.path()).await.write(None, create).await.expect("created");

    for folder in [founded.path(), used.path()] {
        assert!(refusal(folder).await.starts_with("this database is not a demo: "));
        let db = open(folder).await;
        assert_eq!(person::Entity::find().count(db.reader()).await.expect("a count"), 0);
        assert!(institution::Entity::find().count(db.reader()).await.expect("a count") <= 1);
        assert!(installation::load(db.reader()).await.expect("a read").is_none_or(|row| !row.demo));
    }
}

#[actix_web::test]
async fn a_demo_that_was_interrupted_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    installation::found(&open(folder.path()).await, true).await.expect("founded");

    assert!(refusal(folder.path()).await.starts_with("this demo was interrupted"));
}

#[test]
fn everybody_of_the_sign_in_page_is_one_of_the_invented_people_and_is_what_it_says() {
    let invented = corpus().people.iter().filter(|person| person.demo.is_some());
    let invented: BTreeMap<String, &Vec<Role>> = invented.map(|person| (person.email(), &person.roles)).collect();

    assert_eq!(invented.len(), DEMO_PAGE.len());
    for person in DEMO_PAGE {
        assert!(invented[person.email].contains(&person.role), "{}", person.email);
    }
}
