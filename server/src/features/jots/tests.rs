//! Jots on a real database.

use std::collections::BTreeSet;

use actix_web::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    base::{clock::Timestamp, ids::JotId},
    features::members::commands::{end_membership, resume_membership},
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic, id_of},
};

const WORDS: &str = "Closed the loop with the nurse.";

impl Clinic {
    fn keep(&self, jot: JotId, learner: &str, text: &str, observed_at: Timestamp) -> Value {
        self.op("jots.keep", jot, None, json!({ "learner": id_of(learner), "text": text, "observed_at": observed_at }))
    }

    /// Cole keeps a jot about Ana.
    async fn jots(&self) -> JotId {
        let jot = self.fresh();
        assert_eq!(self.outcome("cole", self.keep(jot, "ana", WORDS, self.now())).await, "applied");
        jot
    }

    async fn outcome(&self, who: &str, op: Value) -> String {
        let result = self.pushes(who, vec![op]).await.remove(0);
        let words = ["outcome", "code"].map(|key| result[key].as_str().unwrap_or_default().to_owned());
        words.join(" ").trim().to_owned()
    }

    async fn has_jot(&self, who: &str) -> bool {
        self.pulls(who).await.iter().any(|change| change["kind"] == "jot" && change["gone"] == false)
    }

    /// Nothing of a jot is left but that somebody's devices are to let go of it.
    async fn nothing_is_left(&self, jot: JotId) {
        assert_eq!(self.count("jots").await, 0);
        assert_eq!(self.count("wire_forms WHERE kind = 'jot'").await, 0);
        assert_eq!(self.count("held_items").await, 0);
        let coles = self.pulls("cole").await;
        let gone = coles.iter().find(|change| change["id"] == json!(jot)).expect("a change");
        assert_eq!((&gone["gone"], &gone["data"]), (&json!(true), &json!(null)));
    }
}

#[actix_web::test]
async fn a_jot_is_on_its_authors_devices_and_nowhere_else() {
    let clinic = Clinic::open().await;
    let jot = clinic.jots().await;

    assert_eq!(clinic.who_has(Kind::Jot, jot).await, BTreeSet::from(["cole"]));
    for (name, _) in CAST {
        let (_, read) = clinic.calls(name, Method::GET, "/jots", None).await;
        let expected = if name == "cole" { 1 } else { 0 };
        assert_eq!(read["jots"].as_array().expect("jots").len(), expected, "{name}");
    }
    let (_, read) = clinic.calls("cole", Method::GET, "/jots?limit=1", None).await;
    assert_eq!((&read["jots"][0]["text"], &read["next"]), (&json!(WORDS), &json!(clinic.now())));
    assert_eq!(clinic.announced().await, Vec::<String>::new(), "nobody is told");
    assert_eq!(clinic.audited("jots").await, Vec::<String>::new(), "no log knows of it");
}

#[actix_web::test]
async fn what_is_dropped_is_really_gone_and_dropping_it_again_changes_nothing() {
    let clinic = Clinic::open().await;
    let jot = clinic.jots().await;

    for _ in 0..2 {
        assert_eq!(clinic.outcome("cole", clinic.op("jots.drop", jot, None, json!({}))).await, "applied");
        clinic.nothing_is_left(jot).await;
    }
}

#[actix_web::test]
async fn a_jot_kept_and_dropped_in_one_push_leaves_nothing() {
    let clinic = Clinic::open().await;
    let jot: JotId = clinic.fresh();
    let ops = vec![clinic.keep(jot, "ana", WORDS, clinic.now()), clinic.op("jots.drop", jot, None, json!({}))];

    let results = clinic.pushes("cole", ops).await;

    assert!(results.iter().all(|result| result["outcome"] == "applied"), "{results:?}");
    clinic.nothing_is_left(jot).await;
}

#[actix_web::test]
async fn nobody_else_drops_it_and_nobody_learns_that_it_is_there() {
    let clinic = Clinic::open().await;
    let jot = clinic.jots().await;

    for (name, _) in CAST.iter().filter(|(name, _)| !["cole", "yan", "zoe"].contains(name)) {
        for thing in [jot, clinic.fresh()] {
            assert_eq!(clinic.outcome(name, clinic.op("jots.drop", thing, None, json!({}))).await, "applied", "{name}");
        }
    }

    assert!(clinic.has_jot("cole").await);
}

#[actix_web::test]
async fn what_cannot_be_kept_is_refused_and_stays_on_the_phone() {
    let clinic = Clinic::open().await;
    let jot = clinic.jots().await;
    let now = clinic.now();

    for (expected, op) in [
        ("refused unknown_learner", clinic.keep(clinic.fresh(), "dora", WORDS, now)),
        ("refused unknown_learner", clinic.keep(clinic.fresh(), "zoe", WORDS, now)),
        ("refused not_found", clinic.keep(clinic.fresh(), "cole", WORDS, now)),
        ("refused empty", clinic.keep(clinic.fresh(), "ana", " \u{0} ", now)),
        ("refused too_long", clinic.keep(clinic.fresh(), "ana", &"a".repeat(501), now)),
        ("refused id_taken", clinic.keep(jot, "ana", WORDS, now)),
    ] {
        assert_eq!(clinic.outcome("cole", op).await, expected);
    }
    assert_eq!(clinic.outcome("hal", clinic.keep(clinic.fresh(), "ana", WORDS, now)).await, "refused not_found");
    assert_eq!(clinic.count("jots").await, 1);
}

#[actix_web::test]
async fn a_learner_who_left_meanwhile_takes_no_jot_away() {
    let clinic = Clinic::open().await;
    let (program, ana) = (clinic.program, id_of("ana"));
    clinic.write(async move |tx| end_membership(tx, program, ana).await).await;

    clinic.jots().await;

    assert!(clinic.has_jot("cole").await);
}

#[actix_web::test]
async fn whoever_leaves_the_program_loses_their_jots_and_has_them_again_on_return() {
    let clinic = Clinic::open().await;
    clinic.jots().await;
    let (program, cole) = (clinic.program, id_of("cole"));

    clinic.write(async move |tx| end_membership(tx, program, cole).await).await;
    assert!(!clinic.has_jot("cole").await);

    clinic.write(async move |tx| resume_membership(tx, program, cole).await).await;
    assert!(clinic.has_jot("cole").await);
}

#[actix_web::test]
async fn a_jot_goes_by_itself_thirty_days_after_it_was_observed_by_the_clock_of_its_program() {
    let clinic = Clinic::open().await;
    let jot = clinic.jots().await;

    // It was nine in the morning of the 18th; now it is eleven in the evening of the 29th day after.
    clinic.advance(SignedDuration::from_hours(29 * 24 + 14));
    clinic.works().await;
    assert!(clinic.has_jot("cole").await);

    clinic.advance(SignedDuration::from_hours(1));
    clinic.works().await;
    clinic.nothing_is_left(jot).await;
}

#[actix_web::test]
async fn a_jot_of_a_rotation_goes_thirty_days_after_the_rotation_ends() {
    let clinic = Clinic::open().await;
    let (program, ana) = (clinic.program, id_of("ana"));
    let rotation: uuid::Uuid = clinic.fresh();
    let assignment: uuid::Uuid = clinic.fresh();
    clinic
        .write(async move |tx| {
            let sql = "INSERT INTO rotations (id, program_id, name, setting) VALUES ($1, $2, 'Wards', 'ward')";
            tx.execute(sql, vec![rotation.into(), program.into()]).await?;
            let sql = "INSERT INTO assignments (id, program_id, rotation_id, person_id, starts_on, ends_on) \
                       VALUES ($1, $2, $3, $4, '2026-11-01', '2026-12-20')";
            tx.execute(sql, vec![assignment.into(), program.into(), rotation.into(), ana.into()]).await
        })
        .await;
    let jot = clinic.jots().await;

    // The 18th of January is 61 days after the 18th of November.
    clinic.advance(SignedDuration::from_hours(61 * 24));
    clinic.works().await;
    assert!(clinic.has_jot("cole").await);

    clinic.advance(SignedDuration::from_hours(24));
    clinic.works().await;
    clinic.nothing_is_left(jot).await;
}
