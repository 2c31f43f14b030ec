//! The evening reminder of jots that wait.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{the_server_works, told};
use crate::{
    base::ids::JotId,
    features::notifications::preferences::preferences_id,
    testing::clinic::{Clinic, id_of},
};

async fn pushed(clinic: &Clinic, who: &str, op: Value) {
    let results = clinic.pushes(who, vec![op]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
}

async fn jots(clinic: &Clinic, who: &str) -> JotId {
    let jot = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "text": "Closed the loop.", "observed_at": clinic.now() });
    pushed(clinic, who, clinic.op("jots.keep", jot, None, body)).await;
    jot
}

async fn chooses(clinic: &Clinic, who: &str, changes: Value) {
    let mut body = json!({ "kinds": { "jots_waiting": { "push": false, "mail": true } }, "digest": "none" });
    body.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    pushed(clinic, who, clinic.op("notifications.prefer", preferences_id(id_of(who)), None, body)).await;
}

/// The subjects of the mails that left, in their order.
fn mailed(clinic: &Clinic) -> Vec<String> {
    clinic.app.mailer.sent().into_iter().map(|mail| format!("{}: {}", mail.to, mail.subject)).collect()
}

const COLES: &str = "cole@riverside.test: You have notes to finish";

#[actix_web::test]
async fn cole_who_asked_for_it_is_reminded_once_every_evening_that_notes_wait() {
    let clinic = Clinic::open().await;
    chooses(&clinic, "cole", json!({})).await;
    jots(&clinic, "cole").await;
    jots(&clinic, "cole").await;
    jots(&clinic, "dora").await; // never asked for it

    // It is nine in the morning in New York; then half past five, and six.
    clinic.advance(SignedDuration::from_mins(8 * 60 + 30));
    the_server_works(&clinic).await;
    assert_eq!(mailed(&clinic), Vec::<String>::new());
    clinic.advance(SignedDuration::from_mins(30));
    the_server_works(&clinic).await;
    clinic.an_hour_later();
    the_server_works(&clinic).await;

    assert_eq!(mailed(&clinic), [COLES]);
    let mail = clinic.app.mailer.sent().remove(0);
    assert!(mail.text.contains("/later\n") && !mail.text.contains("Closed the loop"), "{}", mail.text);
    assert!(told(&clinic, "cole").await.is_empty(), "the jots themselves are on his devices");

    clinic.advance(SignedDuration::from_hours(24));
    the_server_works(&clinic).await;
    assert_eq!(mailed(&clinic), [COLES, COLES]);
    assert_eq!(clinic.count("notifications WHERE kind = 'jots_waiting'").await, 1, "only the last is left");
}

#[actix_web::test]
async fn it_is_evening_where_the_person_is() {
    let clinic = Clinic::open().await;
    chooses(&clinic, "cole", json!({ "time_zone": "Europe/Berlin" })).await;
    jots(&clinic, "cole").await;

    // Nine in the morning in New York is three in the afternoon in Berlin.
    clinic.advance(SignedDuration::from_hours(3));
    the_server_works(&clinic).await;

    assert_eq!(mailed(&clinic), [COLES]);
}

#[actix_web::test]
async fn what_was_finished_before_the_reminder_went_out_is_not_told() {
    let clinic = Clinic::open().await;
    chooses(&clinic, "cole", json!({ "quiet_from": "17:00", "quiet_to": "20:00" })).await;
    let jot = jots(&clinic, "cole").await;
    clinic.advance(SignedDuration::from_hours(9));
    the_server_works(&clinic).await;
    assert_eq!(mailed(&clinic), Vec::<String>::new(), "quiet hours hold it back");

    pushed(&clinic, "cole", clinic.op("jots.drop", jot, None, json!({}))).await;
    clinic.advance(SignedDuration::from_hours(3));
    the_server_works(&clinic).await;

    assert_eq!(mailed(&clinic), Vec::<String>::new());
}

#[actix_web::test]
async fn in_a_digest_it_is_counted_with_the_rest() {
    let clinic = Clinic::open().await;
    chooses(&clinic, "cole", json!({ "digest": "daily" })).await;
    jots(&clinic, "cole").await;

    clinic.advance(SignedDuration::from_hours(9));
    the_server_works(&clinic).await;
    clinic.advance(SignedDuration::from_hours(13));
    the_server_works(&clinic).await;

    let mail = clinic.app.mailer.sent().remove(0);
    assert_eq!(mail.subject, "You have 1 unread notification");
    assert!(mail.text.contains("1 × notes to finish"), "{}", mail.text);
}
