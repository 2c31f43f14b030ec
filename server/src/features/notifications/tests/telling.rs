//! Who is told of what.

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{kinds, the_server_works, told};
use crate::{
    base::ids::{EntryId, PlanId, RequestId},
    features::{
        frameworks::SetId,
        members::commands::{end_membership, resume_membership},
    },
    testing::clinic::{CAST, Clinic, SET, give_body, id_of},
};

async fn says(clinic: &Clinic, who: &str, kind: &str, entry: EntryId) {
    let body = json!({ "id": clinic.fresh::<Uuid>(), "text": "That helped." });
    let results = clinic.pushes(who, vec![clinic.op(kind, entry, None, body)]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
}

async fn starts_plan(clinic: &Clinic, who: &str) -> PlanId {
    let plan: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Lead with the one-line summary" });
    let results = clinic.pushes(who, vec![clinic.op("plans.start", plan, None, body)]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
    plan
}

/// Feedback to Ana for which she thanks: its author is told.
async fn is_thanked(clinic: &Clinic, who: &str) -> EntryId {
    let entry = clinic.gives(who, "ana").await;
    says(clinic, "ana", "reflections.thank", entry).await;
    entry
}

const UNREAD_NEW: &str = "kind = 'feedback_new' AND read_at IS NULL";

async fn opens(clinic: &Clinic, who: &str, notification: &Value) -> Value {
    let id: Uuid = notification["id"].as_str().expect("an id").parse().expect("an id");
    clinic.pushes(who, vec![clinic.op("notifications.open", id, None, json!({}))]).await.remove(0)
}

#[actix_web::test]
async fn feedback_about_ana_is_told_to_her_alone_and_on_her_devices_by_the_entry_itself() {
    let clinic = Clinic::open().await;
    clinic.gives("cole", "ana").await;

    the_server_works(&clinic).await;
    the_server_works(&clinic).await;

    assert_eq!(clinic.count("notifications").await, 1);
    let hers =
        format!("notifications n JOIN people p ON p.id = n.person_id AND p.email LIKE 'ana@%' WHERE {UNREAD_NEW}");
    assert_eq!(clinic.count(&hers).await, 1);
    for (name, _) in CAST {
        assert!(told(&clinic, name).await.is_empty(), "{name}");
    }
}

#[actix_web::test]
async fn cole_is_told_of_a_reply_again_only_after_he_looked() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    says(&clinic, "ana", "reflections.acknowledge", entry).await;
    the_server_works(&clinic).await;
    assert!(told(&clinic, "cole").await.is_empty(), "that she read it is no news");

    says(&clinic, "ana", "reflections.thank", entry).await;
    says(&clinic, "ana", "reflections.ask", entry).await;
    the_server_works(&clinic).await;
    let first = told(&clinic, "cole").await;
    assert_eq!(first.len(), 1);

    assert_eq!(opens(&clinic, "cole", &first[0]).await["outcome"], "applied");
    says(&clinic, "ana", "reflections.differ", entry).await;
    the_server_works(&clinic).await;

    let told = told(&clinic, "cole").await;
    assert_eq!(told.iter().map(|told| &told["read_at"]).collect::<Vec<_>>(), [&json!(clinic.now()), &Value::Null]);
    assert!(told.iter().all(|told| told["kind"] == "response_new"));
}

#[actix_web::test]
async fn a_plan_is_told_to_whom_it_was_proposed_and_not_to_whoever_started_it() {
    let clinic = Clinic::open().await;
    starts_plan(&clinic, "ana").await;
    let proposed = starts_plan(&clinic, "eve").await;

    the_server_works(&clinic).await;

    let told_to_ana = told(&clinic, "ana").await;
    let expected = json!({ "id": told_to_ana[0]["id"], "program": clinic.program, "kind": "plan_proposed",
                           "about": { "kind": "plan", "id": proposed }, "at": clinic.now(), "read_at": null });
    assert_eq!(told_to_ana, [expected]);
    assert!(told(&clinic, "eve").await.is_empty());
}

#[actix_web::test]
async fn reading_the_entry_reads_what_told_of_it() {
    let clinic = Clinic::open().await;
    let entry = is_thanked(&clinic, "cole").await;
    the_server_works(&clinic).await;
    assert_eq!(clinic.count(&format!("notifications WHERE {UNREAD_NEW}")).await, 1);
    clinic.an_hour_later();

    for who in ["ana", "cole"] {
        clinic.pushes(who, vec![clinic.op("notifications.read", entry, None, json!({}))]).await;
    }

    assert_eq!(told(&clinic, "cole").await[0]["read_at"], json!(clinic.now()));
    assert_eq!(clinic.count(&format!("notifications WHERE {UNREAD_NEW}")).await, 0);
}

#[actix_web::test]
async fn opening_again_changes_nothing_and_what_is_doras_is_not_there_for_cole() {
    let clinic = Clinic::open().await;
    is_thanked(&clinic, "cole").await;
    is_thanked(&clinic, "dora").await;
    the_server_works(&clinic).await;
    let (own, doras) = (told(&clinic, "cole").await.remove(0), told(&clinic, "dora").await.remove(0));
    opens(&clinic, "cole", &own).await;
    let read = clinic.now();
    clinic.an_hour_later();

    assert_eq!(opens(&clinic, "cole", &own).await["outcome"], "applied");
    let refused = opens(&clinic, "cole", &doras).await;

    assert_eq!((&refused["outcome"], &refused["code"]), (&json!("refused"), &json!("not_found")));
    assert_eq!(told(&clinic, "cole").await[0]["read_at"], json!(read));
    assert_eq!(told(&clinic, "dora").await[0]["read_at"], Value::Null);
}

#[actix_web::test]
async fn of_an_entry_that_was_taken_back_nobody_is_told_any_more() {
    let clinic = Clinic::open().await;
    let (told_of, never_told_of) = (is_thanked(&clinic, "cole").await, clinic.gives("dora", "ana").await);
    clinic.withdraws("dora", never_told_of).await;
    the_server_works(&clinic).await;
    assert_eq!(kinds(&clinic, "cole").await, ["response_new"]);
    assert_eq!(clinic.count("notifications").await, 2, "and Ana, of the entry");

    clinic.withdraws("cole", told_of).await;

    assert!(told(&clinic, "cole").await.is_empty());
    assert_eq!(clinic.count("notifications").await, 0);
}

#[actix_web::test]
async fn whoever_left_is_told_nothing_and_finds_what_they_were_told_when_they_return() {
    let clinic = Clinic::open().await;
    let program = clinic.program;
    clinic.gives("cole", "ana").await;
    starts_plan(&clinic, "eve").await;
    the_server_works(&clinic).await;
    starts_plan(&clinic, "eve").await;
    clinic.write(async move |tx| end_membership(tx, program, id_of("ana")).await).await;

    the_server_works(&clinic).await;
    assert!(told(&clinic, "ana").await.is_empty());
    clinic.write(async move |tx| resume_membership(tx, program, id_of("ana")).await).await;

    assert_eq!(kinds(&clinic, "ana").await, ["plan_proposed"]);
}

#[actix_web::test]
async fn a_day_with_hundreds_of_entries_is_told_whole() {
    let clinic = Clinic::open().await;
    for round in 0..520 {
        clinic.gives("cole", if round % 2 == 0 { "ana" } else { "ben" }).await;
    }

    the_server_works(&clinic).await;

    assert_eq!(clinic.count("notifications").await, 520);
    assert!(clinic.announced().await.len() >= 520);
}

#[actix_web::test]
async fn one_event_that_cannot_be_told_keeps_no_other_from_being_told() {
    let clinic = Clinic::open().await;
    clinic.gives("cole", "ben").await;
    // What would be told of it is taken already.
    let taken = "INSERT INTO notifications (id, person_id, program_id, kind, about_kind, about_id, at) \
                 SELECT o.id, $1, $2, 'feedback_new', 'feedback_entry', o.id, 0 FROM outbox_events o";
    clinic.app.execute(taken, vec![id_of("ben").into(), clinic.program.into()]).await;
    clinic.gives("cole", "ana").await;
    clinic.gives("dora", "ana").await;

    the_server_works(&clinic).await;

    assert_eq!(clinic.count("notifications WHERE at > 0").await, 2);
    let left = "outbox_events WHERE done_at IS NULL AND dead_at IS NULL AND attempts = 1 AND last_error IS NOT NULL";
    assert_eq!(clinic.count(left).await, 1, "it comes again, and is laid aside at last");
}

async fn asks(clinic: &Clinic) -> RequestId {
    let request: RequestId = clinic.fresh();
    let body = json!({ "assessor": id_of("cole"), "set": SET, "subcompetency": SetId::parse(SET).expect("a set").subcompetency("PC1"),
                       "question": "What should I cut from my presentations?" });
    let results = clinic.pushes("ana", vec![clinic.op("requests.ask", request, None, body)]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
    request
}

#[actix_web::test]
async fn cole_is_told_of_a_request_and_reminded_once_on_the_third_day() {
    let clinic = Clinic::open().await;
    let request = asks(&clinic).await;
    the_server_works(&clinic).await;
    assert_eq!(told(&clinic, "cole").await[0]["about"], json!({ "kind": "request", "id": request }));
    assert_eq!(kinds(&clinic, "cole").await, ["request_new"]);
    assert!(told(&clinic, "ana").await.is_empty(), "nobody is told of their own deed");

    for _ in 0..20 {
        clinic.advance(SignedDuration::from_hours(24));
        the_server_works(&clinic).await;
    }

    assert_eq!(kinds(&clinic, "cole").await, ["request_new", "request_reminder"]);
}

#[actix_web::test]
async fn an_answer_is_told_as_an_answer_and_not_as_feedback_besides() {
    let clinic = Clinic::open().await;
    let request = asks(&clinic).await;
    let entry: EntryId = clinic.fresh();
    let mut body = give_body("ana", clinic.now());
    body["request"] = json!(request);
    clinic.pushes("cole", vec![clinic.op("feedback.give", entry, None, body)]).await;

    the_server_works(&clinic).await;
    the_server_works(&clinic).await;

    let told_to_ana = told(&clinic, "ana").await;
    assert_eq!(kinds(&clinic, "ana").await, ["request_answered"]);
    assert_eq!(told_to_ana[0]["about"], json!({ "kind": "feedback_entry", "id": entry }));
    clinic.advance(SignedDuration::from_hours(4 * 24));
    the_server_works(&clinic).await;
    assert!(!kinds(&clinic, "cole").await.contains(&"request_reminder".to_owned()), "it waits no more");
}

#[actix_web::test]
async fn ana_is_told_that_cole_declined() {
    let clinic = Clinic::open().await;
    let request = asks(&clinic).await;
    let declined = clinic.op("requests.decline", request, Some(1), json!({ "reason": "not_now" }));
    assert_eq!(clinic.pushes("cole", vec![declined]).await[0]["outcome"], "applied");

    the_server_works(&clinic).await;

    assert_eq!(kinds(&clinic, "ana").await, ["request_declined"]);
    assert!(told(&clinic, "cole").await.is_empty(), "what ended before anybody was told waits for nobody");
}
