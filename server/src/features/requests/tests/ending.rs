use jiff::SignedDuration;
use serde_json::json;

use super::super::{commands, jobs};
use crate::{
    base::{clock::Timestamp, day::Day, ids::RequestId},
    testing::clinic::{Clinic, id_of},
};

async fn declines(clinic: &Clinic, who: &str, id: RequestId, with: serde_json::Value) -> String {
    clinic.does_push(who, clinic.op("requests.decline", id, Some(1), with)).await
}

#[actix_web::test]
async fn the_assessor_declines_with_a_reason_and_somebody_else_who_may_know() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    let why = json!({ "reason": "not_the_right_person", "other": id_of("dora") });
    for other in ["ana", "ben", "dora", "eve", "gia"] {
        assert_eq!(declines(&clinic, other, id, why.clone()).await, "refused not_found -", "{other}");
    }
    assert_eq!(declines(&clinic, "cole", id, why.clone()).await, "applied - -");

    let request = clinic.request_of("ana", id).await;
    assert_eq!((&request["state"], &request["declined"], &request["version"]), (&json!("declined"), &why, &json!(2)));
    assert_eq!(clinic.has_request(id).await, ["ana", "cole"], "whoever is named learns nothing");
    assert!(clinic.announced().await.contains(&"request_declined".to_owned()));
    assert_eq!(clinic.audited("requests").await, ["requests.asked", "requests.declined"]);
}

#[actix_web::test]
async fn whom_an_assessor_names_instead_can_be_asked() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    for other in ["ana", "cole", "hal", "yan"] {
        let why = json!({ "reason": "not_now", "other": id_of(other) });
        assert_eq!(declines(&clinic, "cole", id, why).await, "refused unknown_assessor other", "{other}");
    }
    assert_eq!(declines(&clinic, "cole", id, json!({ "reason": "bored" })).await, "refused unknown_value reason");
    assert_eq!(clinic.request_of("ana", id).await["state"], "open");
}

#[actix_web::test]
async fn of_two_who_decide_at_once_the_second_is_told_how_it_stands() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;
    let withdraw = clinic.op("requests.withdraw", id, Some(1), json!({}));
    assert_eq!(clinic.does_push("ana", withdraw).await, "applied - -");

    let decline = clinic.op("requests.decline", id, Some(1), json!({ "reason": "not_now" }));
    let late = clinic.pushes("cole", vec![decline]).await.remove(0);

    assert_eq!((&late["outcome"], &late["version"]), (&json!("conflict"), &json!(2)));
    assert_eq!(late["current"]["state"], "withdrawn");
    let again = clinic.op("requests.decline", id, Some(2), json!({ "reason": "not_now" }));
    assert_eq!(clinic.does_push("cole", again).await, "refused not_open -");
}

#[actix_web::test]
async fn only_the_learner_takes_a_request_back_and_its_assessor_keeps_it_as_withdrawn() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    for other in ["cole", "ben", "eve", "gia", "hal"] {
        let withdraw = clinic.op("requests.withdraw", id, Some(1), json!({}));
        assert_eq!(clinic.does_push(other, withdraw).await, "refused not_found -", "{other}");
    }
    let withdraw = clinic.op("requests.withdraw", id, Some(1), json!({}));
    assert_eq!(clinic.does_push("ana", withdraw).await, "applied - -");

    assert_eq!(clinic.request_of("cole", id).await["state"], "withdrawn");
    let missing = clinic.op("requests.withdraw", id, None, json!({}));
    assert_eq!(clinic.does_push("ana", missing).await, "refused missing_field base");
}

#[actix_web::test]
async fn a_request_ends_after_its_last_day_in_the_programs_time_zone() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({ "until": "2026-11-20" })).await;
    let handed_over = clinic.asks_for("ben", None, json!({ "until": "2026-11-20" })).await;
    let answered = clinic.asks_for("ana", Some("dora"), json!({ "until": "2026-11-20" })).await;
    clinic.gives_for("dora", "ana", answered).await;
    clinic.works().await;
    let sweep = async |at: &str| {
        let at = Timestamp::parse(at).expect("a time");
        clinic.advance(at.since(clinic.now()));
        jobs::expire(&clinic.db, at).await.expect("swept");
    };

    sweep("2026-11-21T04:59:00Z").await;
    assert_eq!(clinic.request_of("ana", id).await["state"], "open", "it is still the twentieth in New York");
    sweep("2026-11-21T05:01:00Z").await;
    sweep("2026-11-21T05:02:00Z").await;

    for (who, request, state) in
        [("cole", id, "expired"), ("ben", handed_over, "expired"), ("dora", answered, "answered")]
    {
        assert_eq!(clinic.request_of(who, request).await["state"], state);
    }
    assert_eq!(clinic.audited("requests").await.iter().filter(|word| *word == "requests.expired").count(), 2);
}

#[actix_web::test]
async fn the_worker_ends_requests_by_itself_and_many_at_a_time() {
    let clinic = Clinic::open().await;
    let mut all = Vec::new();
    for _ in 0..450 {
        all.push(clinic.op(
            "requests.ask",
            clinic.fresh::<uuid::Uuid>(),
            None,
            super::kit::ask_body(None, json!({ "until": "2026-11-18" })),
        ));
    }
    for some in all.chunks(200) {
        assert!(clinic.pushes("ana", some.to_vec()).await.iter().all(|result| result["outcome"] == "applied"));
    }
    clinic.advance(SignedDuration::from_hours(24));

    clinic.works().await;

    let expired = clinic.audited("requests").await.into_iter().filter(|word| word == "requests.expired").count();
    assert_eq!(expired, 450);
}

#[actix_web::test]
async fn a_job_that_runs_twice_changes_nothing_the_second_time() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({ "until": "2026-11-18" })).await;
    let today = Day::parse("2026-11-19").expect("a day");

    for _ in 0..2 {
        let today = today.clone();
        clinic.write(async move |tx| commands::expire(tx, id, &today).await).await;
    }

    assert_eq!(clinic.request_of("ana", id).await["version"], 2);
}
