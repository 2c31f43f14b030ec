use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::ask_body;
use crate::{
    base::actor::Role,
    features::{
        frameworks::SetId,
        members::commands::{deactivate, end_membership},
        programs::{Asking, commands::set_asking},
    },
    testing::clinic::{Clinic, id_of},
};

async fn allows(clinic: &Clinic, open_max: i32, days: i32) {
    let (program, asking) = (clinic.program, Asking::new(open_max, days).expect("numbers"));
    clinic.write(async move |tx| set_asking(tx, program, asking).await).await;
}

#[actix_web::test]
async fn a_request_is_with_its_two_people_open_for_as_many_days_as_the_program_says() {
    let clinic = Clinic::open().await;
    let body = json!({ "goal": "Say it in one minute", "own_view": "I lose the thread.", "in_person": true });

    let id = clinic.asks_for("ana", Some("cole"), body).await;

    assert_eq!(clinic.has_request(id).await, ["ana", "cole"]);
    let mut request = clinic.request_of("cole", id).await;
    let subcompetency = request["subcompetency"].take();
    assert_eq!(
        request,
        json!({
            "id": id, "program": clinic.program, "learner": id_of("ana"), "assessor": id_of("cole"), "visiting": null,
            "set": "acgme-im-2", "subcompetency": null, "question": "Was my plan clear to the family?",
            "goal": "Say it in one minute", "context": null, "own_view": "I lose the thread.", "in_person": true,
            "until": "2026-12-02", "asked_at": clinic.now(), "received_at": clinic.now(), "state": "open", "version": 1,
            "declined": null, "entries": [], "handed_over": false, "text_version": 1, "redacted": []
        })
    );
    assert!(subcompetency.is_string());
    assert_eq!(clinic.announced().await, ["request_asked", "request_reminder_due"]);
    assert_eq!(clinic.audited("requests").await, ["requests.asked"]);

    allows(&clinic, 5, 3).await;
    let shorter = clinic.asks_for("ana", Some("cole"), json!({})).await;
    let named = clinic.asks_for("ana", Some("cole"), json!({ "until": "2026-11-18" })).await;
    assert_eq!(clinic.request_of("ana", shorter).await["until"], "2026-11-21");
    assert_eq!(clinic.request_of("ana", named).await["until"], "2026-11-18");
}

#[actix_web::test]
async fn a_request_that_breaks_a_rule_is_held_with_the_rule_and_the_field() {
    let clinic = Clinic::open().await;
    let (program, hal) = (clinic.program, id_of("hal"));
    let gone = clinic.join("gone", &[Role::Faculty]).await;
    let closed = clinic.join("closed", &[Role::Faculty]).await;
    clinic.write(async move |tx| end_membership(tx, program, gone).await).await;
    clinic.write(async move |tx| deactivate(tx, closed).await).await;
    let to = |who: Value| ask_body(None, json!({ "assessor": who }));
    let cole = |with: Value| ask_body(Some("cole"), with);
    let of_surgery = SetId::parse("acgme-surg-2").expect("a set").subcompetency("PC1");

    for (expected, body) in [
        ("ask_oneself assessor", to(json!(id_of("ana")))),
        ("unknown_assessor assessor", to(json!(Uuid::nil()))),
        ("unknown_assessor assessor", to(json!(id_of("zoe")))),
        ("unknown_assessor assessor", to(json!(hal))),
        ("assessor_left assessor", to(json!(gone))),
        ("assessor_left assessor", to(json!(closed))),
        ("set_not_learners set", cole(json!({ "set": "acgme-surg-2", "subcompetency": of_surgery }))),
        ("unknown_subcompetency subcompetency", cole(json!({ "subcompetency": of_surgery }))),
        ("empty question", cole(json!({ "question": " " }))),
        ("too_long question", cole(json!({ "question": "a".repeat(201) }))),
        ("too_long own_view", cole(json!({ "own_view": "a".repeat(601) }))),
        ("until_in_the_past until", cole(json!({ "until": "2026-11-17" }))),
        ("assessor_and_visiting visiting", cole(json!({ "visiting": { "mail": "sam@elsewhere.test" } }))),
    ] {
        assert_eq!(clinic.tries_to_ask("ana", body).await, format!("held {expected}"));
    }
    assert_eq!(clinic.tries_to_ask("cole", ask_body(Some("dora"), json!({}))).await, "held not_a_learner program");
    assert_eq!(clinic.tries_to_ask("zoe", ask_body(Some("cole"), json!({}))).await, "held not_a_member program");
    assert_eq!((clinic.count("requests").await, clinic.count("held_items").await), (0, 15));
    assert!(clinic.announced().await.is_empty(), "nothing was sent");
}

#[actix_web::test]
async fn a_request_that_cannot_be_read_is_refused() {
    let clinic = Clinic::open().await;

    for (expected, with) in [
        ("unknown_field mood", json!({ "mood": 1 })),
        ("wrong_type question", json!({ "question": 1 })),
        ("unreadable_date until", json!({ "until": "2026-02-30" })),
        ("missing_field visiting.mail", json!({ "visiting": {} })),
    ] {
        assert_eq!(clinic.tries_to_ask("ana", ask_body(None, with)).await, format!("refused {expected}"));
    }
}

#[actix_web::test]
async fn an_assessor_has_so_many_open_requests_and_no_more() {
    let clinic = Clinic::open().await;
    allows(&clinic, 2, 14).await;
    let busy = async || clinic.calls("ana", "GET".parse().expect("a method"), "/requests/busy", None).await.1;
    let first = clinic.asks_for("ana", Some("cole"), json!({})).await;
    assert_eq!(busy().await, json!({ "busy": [] }));
    clinic.asks_for("ben", Some("cole"), json!({})).await;

    let one_more = ask_body(Some("cole"), json!({}));
    assert_eq!(clinic.tries_to_ask("ana", one_more.clone()).await, "held enough_open_requests assessor");
    assert_eq!(busy().await, json!({ "busy": [id_of("cole")] }));
    clinic.asks_for("ana", Some("dora"), json!({})).await;
    clinic.asks_for("ana", None, json!({})).await;

    let withdraw = clinic.op("requests.withdraw", first, Some(1), json!({}));
    assert_eq!(clinic.does_push("ana", withdraw).await, "applied - -");
    assert_eq!(busy().await, json!({ "busy": [] }));
    assert_eq!(clinic.tries_to_ask("ana", one_more).await, "applied - -");
}

#[actix_web::test]
async fn what_is_over_takes_nobodys_attention_even_before_it_is_swept() {
    let clinic = Clinic::open().await;
    allows(&clinic, 1, 1).await;
    clinic.asks_for("ana", Some("cole"), json!({})).await;
    clinic.advance(SignedDuration::from_hours(48));

    assert_eq!(clinic.tries_to_ask("ben", ask_body(Some("cole"), json!({}))).await, "applied - -");
}

#[actix_web::test]
async fn what_was_answered_before_it_arrived_needs_no_room() {
    let clinic = Clinic::open().await;
    allows(&clinic, 1, 14).await;
    clinic.asks_for("ben", Some("cole"), json!({})).await;
    let id = clinic.fresh();
    let entry = clinic.gives_for("cole", "ana", id).await;

    let ask = clinic.op("requests.ask", id, None, ask_body(Some("cole"), json!({})));
    assert_eq!(clinic.does_push("ana", ask).await, "applied - -");
    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("answered".into(), vec![json!(entry)]));
}

#[actix_web::test]
async fn an_id_is_taken_once() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    let again = clinic.op("requests.ask", id, None, ask_body(Some("dora"), json!({})));
    assert_eq!(clinic.does_push("ben", again).await, "refused id_taken subject");
}

#[actix_web::test]
async fn what_a_learner_asked_never_changes() {
    let clinic = Clinic::open().await;
    clinic.asks_for("ana", Some("cole"), json!({})).await;

    for sql in ["UPDATE requests SET question = 'Another?'", "DELETE FROM requests"] {
        let change = clinic.db.write(None, async move |tx| tx.execute(sql, vec![]).await).await;
        assert!(change.expect_err("a refusal").to_string().contains("never changes"), "{sql}");
    }
}
