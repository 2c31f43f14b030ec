use serde_json::json;

use super::kit::ask_body;
use crate::{
    base::ids::{EntryId, RequestId},
    sync::meeting,
    testing::clinic::{Clinic, give_body},
};

async fn answers(clinic: &Clinic) -> i64 {
    clinic.count("request_answers").await
}

#[actix_web::test]
async fn an_entry_answers_its_request_once_the_worker_has_seen_it() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;
    clinic.works().await;
    let entry = clinic.gives_for("cole", "ana", id).await;

    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(clinic.stands("cole", id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(clinic.audited("requests").await, ["requests.answered", "requests.asked"]);
    assert_eq!(clinic.announced().await.iter().filter(|word| *word == "request_answered").count(), 1);
}

#[actix_web::test]
async fn an_entry_that_was_faster_than_its_request_meets_it_all_the_same_once() {
    let clinic = Clinic::open().await;
    let id: RequestId = clinic.fresh();
    let entry = clinic.gives_for("cole", "ana", id).await;
    clinic.works().await;
    assert_eq!(answers(&clinic).await, 0);

    let ask = clinic.op("requests.ask", id, None, ask_body(Some("cole"), json!({})));
    assert_eq!(clinic.does_push("ana", ask).await, "applied - -");
    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(answers(&clinic).await, 1);
}

#[actix_web::test]
async fn both_jobs_together_and_each_twice_are_one_meeting() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;
    let entry = clinic.gives_for("cole", "ana", id).await;

    for _ in 0..2 {
        meeting::entry_came(&clinic.db, entry, Some(id)).await.expect("done");
        meeting::request_came(&clinic.db, id).await.expect("done");
    }

    assert_eq!((answers(&clinic).await, &clinic.request_of("ana", id).await["version"]), (1, &json!(2)));
    assert_eq!(clinic.audited("requests").await, ["requests.answered", "requests.asked"]);
}

#[actix_web::test]
async fn an_answer_counts_after_declining_taking_back_and_the_last_day() {
    let clinic = Clinic::open().await;
    let [declined, withdrawn, expired] = [
        clinic.asks_for("ana", Some("cole"), json!({})).await,
        clinic.asks_for("ana", Some("cole"), json!({})).await,
        clinic.asks_for("ana", Some("cole"), json!({ "until": "2026-11-18" })).await,
    ];
    let decline = clinic.op("requests.decline", declined, Some(1), json!({ "reason": "not_now" }));
    let withdraw = clinic.op("requests.withdraw", withdrawn, Some(1), json!({}));
    assert_eq!(clinic.does_push("cole", decline).await, "applied - -");
    assert_eq!(clinic.does_push("ana", withdraw).await, "applied - -");
    clinic.advance(jiff::SignedDuration::from_hours(24));
    clinic.works().await;
    for (request, state) in [(declined, "declined"), (withdrawn, "withdrawn"), (expired, "expired")] {
        assert_eq!(clinic.stands("ana", request).await.0, state);

        let entry = clinic.gives_for("cole", "ana", request).await;
        clinic.works().await;

        assert_eq!(clinic.stands("ana", request).await, ("answered".into(), vec![json!(entry)]));
    }
}

#[actix_web::test]
async fn an_entry_is_never_refused_because_of_its_request_and_answers_none_but_its_own() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    clinic.gives_for("cole", "ana", clinic.fresh()).await;
    clinic.gives_for("cole", "ben", id).await;
    clinic.gives_for("dora", "ana", id).await;
    let mut elsewhere = clinic.op("feedback.give", clinic.fresh::<EntryId>(), None, give_body("zoe", clinic.now()));
    elsewhere["program"] = json!(clinic.elsewhere);
    let set = crate::features::frameworks::SetId::parse("acgme-surg-2").expect("a set");
    elsewhere["body"]["set"] = json!("acgme-surg-2");
    elsewhere["body"]["subcompetency"] = json!(set.subcompetency("PC1"));
    elsewhere["body"]["request"] = json!(id);
    assert_eq!(clinic.does_push("yan", elsewhere).await, "applied - -");
    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("open".into(), vec![]));
    assert_eq!((answers(&clinic).await, clinic.count("feedback_entries").await), (0, 4));
    assert_eq!(clinic.has_request(id).await, ["ana", "cole"]);
}

#[actix_web::test]
async fn what_names_nobody_is_answered_by_nobody_who_was_not_shown_it() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", None, json!({})).await;
    assert_eq!(clinic.has_request(id).await, ["ana"]);

    clinic.gives_for("dora", "ana", id).await;
    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("open".into(), vec![]));
    assert_eq!(clinic.has_request(id).await, ["ana"]);
}

#[actix_web::test]
async fn an_answer_withdrawn_as_entered_in_error_answers_nothing() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;
    let wrong = clinic.gives_for("cole", "ana", id).await;
    clinic.works().await;

    clinic.withdraws("cole", wrong).await;
    clinic.works().await;
    assert_eq!(clinic.stands("ana", id).await, ("open".into(), vec![]));
    let early = clinic.gives_for("cole", "ana", id).await;
    clinic.withdraws("cole", early).await;
    clinic.works().await;
    assert_eq!(clinic.stands("ana", id).await, ("open".into(), vec![]));
    let right = clinic.gives_for("cole", "ana", id).await;
    clinic.works().await;

    assert_eq!(clinic.stands("ana", id).await, ("answered".into(), vec![json!(right)]));
}

#[actix_web::test]
async fn an_event_of_before_there_were_requests_is_still_read() {
    let clinic = Clinic::open().await;
    clinic.gives("cole", "ana").await;
    let old = "UPDATE outbox_events SET body = REPLACE(body, ',\"request\":null,\"scanned\":false', '')";
    clinic.write(async move |tx| tx.execute(old, vec![]).await.map(drop)).await;

    clinic.works().await;

    assert_eq!(clinic.count("outbox_events WHERE done_at IS NOT NULL").await, 1);
    assert_eq!(clinic.count("outbox_events WHERE body LIKE '%request%'").await, 0);
}
