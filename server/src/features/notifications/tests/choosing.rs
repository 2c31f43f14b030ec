//! What somebody wants to be told.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    features::notifications::preferences::preferences_id,
    testing::clinic::{Clinic, id_of},
};

async fn chooses(clinic: &Clinic, who: &str, subject: Uuid, body: Value) -> String {
    let result = clinic.pushes(who, vec![clinic.op("notifications.prefer", subject, None, body)]).await.remove(0);
    let word = |key: &str| result[key].as_str().map(|word| format!(" {word}")).unwrap_or_default();
    format!("{}{}{}", word("outcome").trim(), word("code"), word("field"))
}

async fn chosen(clinic: &Clinic, who: &str) -> Value {
    let pulled = clinic.pulls(who).await;
    pulled
        .into_iter()
        .find(|change| change["kind"] == "preferences")
        .map_or(Value::Null, |change| change["data"].clone())
}

#[actix_web::test]
async fn what_ana_chose_is_on_her_devices_and_on_nobody_elses() {
    let clinic = Clinic::open().await;
    let own = preferences_id(id_of("ana"));
    let body = json!({ "kinds": { "feedback_new": { "push": false, "mail": false } }, "quiet_from": "22:00",
                       "quiet_to": "06:30", "digest": "daily", "time_zone": "Pacific/Auckland" });

    assert_eq!(chooses(&clinic, "ana", own, body).await, "applied");

    let there = chosen(&clinic, "ana").await;
    assert_eq!(there["id"], json!(own));
    assert_eq!(there["kinds"].as_object().expect("kinds").len(), 14);
    assert_eq!(there["kinds"]["feedback_new"], json!({ "push": false, "mail": false }));
    assert_eq!(there["kinds"]["request_new"], json!({ "push": true, "mail": true }), "as if nothing had been chosen");
    assert_eq!(
        [&there["quiet_from"], &there["quiet_to"], &there["digest"], &there["time_zone"]],
        [&json!("22:00"), &json!("06:30"), &json!("daily"), &json!("Pacific/Auckland")]
    );
    assert_eq!(chosen(&clinic, "ben").await, Value::Null);

    assert_eq!(chooses(&clinic, "ana", own, json!({ "kinds": {}, "digest": "none" })).await, "applied");
    assert_eq!(chosen(&clinic, "ana").await["quiet_from"], Value::Null, "the last to arrive counts");
}

#[actix_web::test]
async fn what_cannot_be_chosen_is_refused_with_its_field() {
    let clinic = Clinic::open().await;
    let own = preferences_id(id_of("ana"));
    let body = |field: &str, value: Value| {
        let mut body = json!({ "kinds": {}, "digest": "none" });
        body[field] = value;
        body
    };
    for (expected, body) in [
        ("refused missing_field quiet_to", body("quiet_from", json!("22:00"))),
        ("refused missing_field quiet_from", body("quiet_to", json!("06:00"))),
        ("refused unreadable_time quiet_from", body("quiet_from", json!("25:00"))),
        ("refused unreadable_time quiet_from", body("quiet_from", json!("-1:00"))),
        ("refused unreadable_time quiet_from", body("quiet_from", json!("10 pm"))),
        ("refused unknown_time_zone time_zone", body("time_zone", json!("Mars/Olympus"))),
        ("refused unknown_time_zone time_zone", body("time_zone", json!("\0".repeat(9_000)))),
        ("refused unknown_value digest", body("digest", json!("hourly"))),
        ("refused unknown_field mood", body("mood", json!(1))),
        ("refused wrong_type kinds", body("kinds", json!([]))),
        ("refused missing_field kinds.?.mail", body("kinds", json!({ "feedback_new": { "push": true } }))),
    ] {
        assert_eq!(chooses(&clinic, "ana", own, body).await, expected);
    }
    let fine = json!({ "kinds": {}, "digest": "none" });
    assert_eq!(chooses(&clinic, "ana", preferences_id(id_of("ben")), fine).await, "refused not_found");
    assert_eq!(chosen(&clinic, "ben").await, Value::Null);
}
