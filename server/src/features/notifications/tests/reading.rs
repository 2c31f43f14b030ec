//! Read marks.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{the_server_works, told};
use crate::{
    base::ids::{EntryId, RequestId},
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic, SET, give_body, id_of, skill},
};

async fn reads(clinic: &Clinic, who: &str, entry: EntryId) -> Value {
    let op = clinic.op("notifications.read", entry, None, json!({}));
    clinic.pushes(who, vec![op]).await.remove(0)
}

async fn mark(clinic: &Clinic, who: &str) -> Value {
    let pulled = clinic.pulls(who).await;
    pulled.into_iter().find(|change| change["kind"] == "read_mark").map_or(Value::Null, |change| change["data"].clone())
}

#[actix_web::test]
async fn only_whoever_has_the_entry_marks_it_as_read() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    let mut marked = BTreeSet::new();
    for (name, _) in CAST.iter().filter(|(name, _)| clinic.program_of(name) == clinic.program) {
        let result = reads(&clinic, name, entry).await;
        match result["outcome"].as_str() {
            Some("applied") => assert!(marked.insert(*name)),
            _ => assert_eq!((&result["outcome"], &result["code"]), (&json!("refused"), &json!("not_found")), "{name}"),
        }
    }

    assert_eq!(marked, BTreeSet::from(["ana", "cole", "eve"]));
    assert_eq!(clinic.who_has(Kind::ReadMark, entry).await, marked);
}

#[actix_web::test]
async fn each_reader_has_their_own_time_and_the_last_counts() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    let first = clinic.now();
    reads(&clinic, "ana", entry).await;
    clinic.an_hour_later();
    let second = clinic.now();
    reads(&clinic, "eve", entry).await;

    assert_eq!(mark(&clinic, "ana").await, json!({ "id": entry, "at": first }));
    assert_eq!(mark(&clinic, "eve").await, json!({ "id": entry, "at": second }));
    assert_eq!(mark(&clinic, "cole").await, Value::Null);

    reads(&clinic, "ana", entry).await;
    assert_eq!(mark(&clinic, "ana").await, json!({ "id": entry, "at": second }));
}

#[actix_web::test]
async fn a_phone_with_a_wrong_clock_marks_as_read_when_the_server_is_told() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    for wrong in ["2035-01-01T08:00:00.000Z", "1999-12-31T23:59:59.000Z"] {
        let mut op = clinic.op("notifications.read", entry, None, json!({}));
        op["at"] = json!(wrong);
        assert_eq!(clinic.pushes("ana", vec![op]).await[0]["outcome"], "applied", "{wrong}");

        assert_eq!(mark(&clinic, "ana").await, json!({ "id": entry, "at": clinic.now() }), "{wrong}");
        clinic.an_hour_later();
    }
}

/// Ana asks Cole; he has been told, and reminded.
async fn asked(clinic: &Clinic) -> RequestId {
    let request: RequestId = clinic.fresh();
    let body = json!({ "assessor": id_of("cole"), "set": SET, "subcompetency": skill("PC1"),
                       "question": "Was my plan clear to the family?" });
    assert_eq!(
        clinic.pushes("ana", vec![clinic.op("requests.ask", request, None, body)]).await[0]["outcome"],
        "applied"
    );
    the_server_works(clinic).await;
    clinic.advance(SignedDuration::from_hours(73));
    the_server_works(clinic).await;
    assert_eq!(unread(clinic, "cole").await, ["request_new", "request_reminder"]);
    request
}

async fn unread(clinic: &Clinic, who: &str) -> Vec<String> {
    let told = told(clinic, who).await.into_iter().filter(|told| told["read_at"].is_null());
    told.map(|told| told["kind"].as_str().expect("a kind").to_owned()).collect()
}

#[actix_web::test]
async fn a_question_that_waits_no_more_is_unread_on_no_device_of_whoever_was_asked() {
    let clinic = Clinic::open().await;

    let request = asked(&clinic).await;
    let mut body = give_body("ana", clinic.now());
    body["request"] = json!(request);
    let answer: EntryId = clinic.fresh();
    clinic.pushes("cole", vec![clinic.op("feedback.give", answer, None, body)]).await;
    the_server_works(&clinic).await;
    assert!(unread(&clinic, "cole").await.is_empty(), "answered");

    let request = asked(&clinic).await;
    clinic.pushes("cole", vec![clinic.op("requests.decline", request, Some(1), json!({ "reason": "not_now" }))]).await;
    the_server_works(&clinic).await;
    assert!(unread(&clinic, "cole").await.is_empty(), "declined");
    assert_eq!(unread(&clinic, "ana").await, ["request_answered", "request_declined"], "what came of it is news");

    let request = asked(&clinic).await;
    clinic.pushes("ana", vec![clinic.op("requests.withdraw", request, Some(1), json!({}))]).await;
    the_server_works(&clinic).await;
    assert!(unread(&clinic, "cole").await.is_empty(), "taken back");

    asked(&clinic).await;
    clinic.advance(SignedDuration::from_hours(14 * 24));
    the_server_works(&clinic).await;
    the_server_works(&clinic).await;
    assert!(unread(&clinic, "cole").await.is_empty(), "over");
}
