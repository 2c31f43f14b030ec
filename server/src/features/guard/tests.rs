//! Who is told that a text may name a patient, on a real database.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    platform::feed::Kind,
    testing::clinic::{Clinic, give_body, id_of, skill},
};

/// Entries that Cole gives Ana.
fn saying(clinic: &Clinic, words: &str) -> Value {
    let mut body = give_body("ana", clinic.now());
    body["went_well"] = json!(words);
    body
}

impl Clinic {
    /// Pushes and lets the worker look at what has come.
    async fn pushes_and_is_read(&self, name: &str, ops: Vec<Value>) -> Vec<String> {
        let results = self.pushes(name, ops).await;
        self.advance(SignedDuration::from_mins(2)); // another worker sealed a moment ago, and has the lease
        self.works().await;
        results.iter().map(|result| result["outcome"].as_str().unwrap_or("").to_owned()).collect()
    }

    async fn marked(&self, thing: Uuid) -> BTreeSet<&'static str> {
        self.who_has(Kind::GuardMark, thing).await
    }
}

const NOBODY: [&str; 0] = [];

#[actix_web::test]
async fn cole_is_told_that_his_entry_names_a_patient_and_nobody_else_is() {
    let clinic = Clinic::open().await;
    let (named, plain): (Uuid, Uuid) = (clinic.fresh(), clinic.fresh());

    let give = |id: Uuid, words: &str| clinic.op("feedback.give", id, None, saying(&clinic, words));
    let ops = vec![give(named, "You sat with Mrs. Alvarez in room 412."), give(plain, "You sat down first.")];
    assert_eq!(clinic.pushes_and_is_read("cole", ops).await, ["applied", "applied"]);

    assert_eq!(clinic.marked(named).await, BTreeSet::from(["cole"]));
    assert_eq!(clinic.marked(plain).await, NOBODY.into());
    let told = clinic.pulls("cole").await;
    let mark = told.iter().find(|change| change["kind"] == "guard_mark").expect("a mark");
    let found = json!([{ "part": "went_well", "kind": "name" }, { "part": "went_well", "kind": "room" }]);
    let wire = json!({ "id": named, "program": clinic.program, "about": "feedback_entry", "found": found });
    assert_eq!(mark["data"], wire);
    for name in ["ana", "eve", "gia", "hal", "ivy", "dora"] {
        let others = clinic.pulls(name).await;
        assert!(others.iter().all(|change| change["kind"] != "guard_mark"), "{name}");
    }
}

#[actix_web::test]
async fn every_free_text_is_read_and_told_to_whoever_wrote_it() {
    let clinic = Clinic::open().await;
    let [entry, reflection, plan, request, proposed]: [Uuid; 5] = std::array::from_fn(|_| clinic.fresh());
    let [amendment, thanks, note, held]: [Uuid; 4] = std::array::from_fn(|_| clinic.fresh());
    let [learning, talked]: [Uuid; 2] = std::array::from_fn(|_| clinic.fresh());
    let words = "It was about Mrs. Alvarez.";
    let said = |id: Uuid| json!({ "id": id, "text": words });
    let ask = json!({ "assessor": id_of("cole"), "set": "acgme-im-2", "subcompetency": skill("PC1"),
                      "question": "How was I?", "own_view": words });
    let step = json!({ "id": clinic.fresh::<Uuid>(), "text": words, "due_on": null, "done_on": null });
    let goal =
        |goal: &str, steps: Value| json!({ "learner": id_of("ana"), "goal": goal, "entries": [], "steps": steps });
    let mut typed = saying(&clinic, words);
    typed["learner"] = Value::Null;
    typed["typed_learner"] = json!({ "name": "Ana T.", "service": "Surgery" });
    let mut held_op = clinic.op("feedback.give", clinic.fresh::<Uuid>(), None, typed);
    held_op["id"] = json!(held);

    let cole = vec![
        clinic.op("feedback.give", entry, None, saying(&clinic, "You listened.")),
        clinic.op("feedback.amend", entry, None, said(amendment)),
    ];
    assert_eq!(clinic.pushes_and_is_read("cole", cole).await, ["applied", "applied"]);
    let ana = vec![
        clinic.op("reflections.thank", entry, None, said(thanks)),
        clinic.op("reflections.reflect", reflection, None, json!({ "entry": entry, "text": words })),
        clinic.op("plans.start", plan, None, goal("Sit down first", json!([step]))),
        clinic.op("plans.progress", plan, None, json!({ "id": note, "text": words, "shared": true })),
        clinic.op("requests.ask", request, None, ask),
        clinic.op("learning_plans.start", learning, None, json!({ "obstacles": words })),
        clinic.op("learning_plans.start", talked, None, json!({})),
    ];
    assert_eq!(clinic.pushes_and_is_read("ana", ana).await, ["applied"; 7]);
    let eve = vec![
        clinic.op("plans.start", proposed, None, goal(words, json!([]))),
        clinic.op("learning_plans.comment", talked, Some(1), json!({ "text": words })),
    ];
    assert_eq!(clinic.pushes_and_is_read("eve", eve).await, ["applied"; 2]);
    assert_eq!(clinic.pushes_and_is_read("nia", vec![held_op]).await, ["held"]);

    assert_eq!(clinic.marked(entry).await, NOBODY.into());
    assert_eq!(clinic.marked(amendment).await, BTreeSet::from(["cole"]));
    for thing in [thanks, reflection, plan, note, request, learning] {
        assert_eq!(clinic.marked(thing).await, BTreeSet::from(["ana"]));
    }
    for thing in [proposed, talked] {
        assert_eq!(clinic.marked(thing).await, BTreeSet::from(["eve"]));
    }
    assert_eq!(clinic.marked(held).await, BTreeSet::from(["nia"]));
}

#[actix_web::test]
async fn it_is_not_a_patient_clears_the_mark_on_its_authors_word_alone() {
    let clinic = Clinic::open().await;
    let entry: Uuid = clinic.fresh();
    let give = clinic.op("feedback.give", entry, None, saying(&clinic, "Mrs. Alvarez taught you to suture."));
    clinic.pushes_and_is_read("cole", vec![give]).await;

    for other in ["ana", "gia", "eve"] {
        let keep = clinic.op("guard.keep", entry, None, json!({}));
        assert_eq!(clinic.pushes_and_is_read(other, vec![keep]).await, ["applied"], "{other} learns nothing");
    }
    assert_eq!(clinic.marked(entry).await, BTreeSet::from(["cole"]));
    let keep = || clinic.op("guard.keep", entry, None, json!({}));
    let nothing = clinic.op("guard.keep", clinic.fresh::<Uuid>(), None, json!({}));
    assert_eq!(clinic.pushes_and_is_read("cole", vec![keep(), keep(), nothing]).await, ["applied"; 3]);

    assert_eq!(clinic.marked(entry).await, NOBODY.into());
    assert_eq!(clinic.count("guard_marks").await, 1, "what was kept is remembered");
}

#[actix_web::test]
async fn a_mark_goes_with_the_words_redacted_or_taken_back() {
    let clinic = Clinic::open().await;
    let (redacted, withdrawn, amendment): (Uuid, Uuid, Uuid) = (clinic.fresh(), clinic.fresh(), clinic.fresh());
    let give = |id: Uuid| clinic.op("feedback.give", id, None, saying(&clinic, "With Mrs. Alvarez you were kind."));
    let amend = json!({ "id": amendment, "text": "I meant Mr. Soto." });
    let ops = vec![give(redacted), give(withdrawn), clinic.op("feedback.amend", withdrawn, None, amend)];
    clinic.pushes_and_is_read("cole", ops).await;
    for thing in [redacted, withdrawn, amendment] {
        assert_eq!(clinic.marked(thing).await, BTreeSet::from(["cole"]));
    }

    let passage = json!({ "part": "went_well", "amendment": null, "from": 5, "to": 17 });
    let ops = vec![
        clinic.op("feedback.redact", redacted, Some(1), passage),
        clinic.op("feedback.withdraw", withdrawn, None, json!({ "reason": null })),
    ];
    assert_eq!(clinic.pushes_and_is_read("cole", ops).await, ["applied", "applied"]);

    for thing in [redacted, withdrawn, amendment] {
        assert_eq!(clinic.marked(thing).await, NOBODY.into());
    }
    assert_eq!(clinic.count("guard_marks").await, 0);
}

#[actix_web::test]
async fn a_mark_on_a_request_goes_with_the_words_that_were_redacted() {
    let clinic = Clinic::open().await;
    let request: Uuid = clinic.fresh();
    let ask = json!({ "assessor": id_of("cole"), "set": "acgme-im-2", "subcompetency": skill("PC1"),
                      "question": "Was I kind to Mrs. Alvarez?" });
    clinic.pushes_and_is_read("ana", vec![clinic.op("requests.ask", request, None, ask)]).await;
    assert_eq!(clinic.marked(request).await, BTreeSet::from(["ana"]));

    let passage = json!({ "part": "question", "from": 14, "to": 26 });
    let ops = vec![clinic.op("requests.redact", request, Some(1), passage)];
    assert_eq!(clinic.pushes_and_is_read("ana", ops).await, ["applied"]);

    assert_eq!(clinic.marked(request).await, NOBODY.into());
    assert_eq!(clinic.count("guard_marks").await, 0);
}

#[actix_web::test]
async fn people_of_the_program_are_no_patients_and_those_of_another_may_be() {
    let clinic = Clinic::open().await;
    let (here, elsewhere): (Uuid, Uuid) = (clinic.fresh(), clinic.fresh());
    let give = |id: Uuid, words: &str| clinic.op("feedback.give", id, None, saying(&clinic, words));

    let ops = vec![give(here, "You and Ms. Dora planned it."), give(elsewhere, "You and Ms. Zoe planned it.")];
    clinic.pushes_and_is_read("cole", ops).await;

    assert_eq!(clinic.marked(here).await, NOBODY.into());
    assert_eq!(clinic.marked(elsewhere).await, BTreeSet::from(["cole"]));
}

#[actix_web::test]
async fn what_an_edit_of_a_plan_brings_is_told_anew_and_what_was_kept_stays_kept() {
    let clinic = Clinic::open().await;
    let plan: Uuid = clinic.fresh();
    let goal =
        |goal: &str| json!({ "goal": goal, "set": null, "subcompetency": null, "entries": [], "goal_shown": false });
    let start = json!({ "learner": id_of("ana"), "goal": "Sit with Mrs. Alvarez", "entries": [], "steps": [] });
    clinic.pushes_and_is_read("ana", vec![clinic.op("plans.start", plan, None, start)]).await;
    clinic.pushes_and_is_read("ana", vec![clinic.op("guard.keep", plan, None, json!({}))]).await;

    let edit = clinic.op("plans.edit_goal", plan, Some(1), goal("Sit with Mrs. Alvarez every day"));
    assert_eq!(clinic.pushes_and_is_read("ana", vec![edit]).await, ["applied"]);
    assert_eq!(clinic.marked(plan).await, NOBODY.into());
    let edit = clinic.op("plans.edit_goal", plan, Some(2), goal("Sit with Mrs. Alvarez in room 412"));
    assert_eq!(clinic.pushes_and_is_read("ana", vec![edit]).await, ["applied"]);

    assert_eq!(clinic.marked(plan).await, BTreeSet::from(["ana"]));
}

#[actix_web::test]
async fn text_that_was_made_to_trip_a_reader_is_stored_and_read() {
    let clinic = Clinic::open().await;
    let texts = [
        "\u{202e}Mrs. Alvarez\u{202c} 2\u{200b}1\u{200b}9-\u{200b}09-9999".to_owned(),
        "\u{ff12}\u{ff11}\u{ff19}-\u{ff10}\u{ff19}-\u{ff19}\u{ff19}\u{ff19}\u{ff19}".to_owned(),
        "👩🏽‍⚕️".repeat(500),
        "Mr. A ".repeat(600),
        "1-".repeat(1_900),
        "\u{301}".repeat(3_000) + "a",
        "Mrs. Alvarez ".repeat(4_000), // too long: held as sent
    ];
    let ops =
        texts.iter().map(|words| clinic.op("feedback.give", clinic.fresh::<Uuid>(), None, saying(&clinic, words)));
    let outcomes = clinic.pushes_and_is_read("cole", ops.collect()).await;

    assert_eq!(outcomes, ["applied", "applied", "applied", "applied", "applied", "applied", "held"]);
    assert_eq!(clinic.count("guard_marks").await, 4);
}
