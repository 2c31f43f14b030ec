//! Signatures: under what was read, kept for ever.

use serde_json::{Value, json};

use super::kit::{goal, sent};
use crate::{base::ids::LearningPlanId, testing::clinic::Clinic};

async fn texts(clinic: &Clinic, who: &str) -> Vec<(i64, String, String)> {
    let mut signatures = sent(clinic, who, "learning_plan_signature").await;
    signatures.sort_by_key(|one| (one["edition"].as_i64(), one["as"].as_str().map(str::to_owned)));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of =
        |one: &Value| (one["edition"].as_i64().unwrap_or(0), word(&one["as"]), word(&one["text"]["goals"][0]["text"]));
    signatures.iter().map(of).collect()
}

#[actix_web::test]
async fn both_sign_one_text_and_what_was_signed_stays_when_it_is_changed() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;

    assert_eq!(clinic.signs("ana", plan, 4).await, "applied");
    assert_eq!(clinic.signs("eve", plan, 4).await, "applied");
    let changed = json!({ "goals": [goal(&clinic, json!({ "text": "Another goal" })), goal(&clinic, json!({}))] });
    assert_eq!(clinic.writes("eve", "edit_goals", plan, Some(1), changed).await, "applied");
    assert_eq!(clinic.signs("ana", plan, 4).await, "conflict 5");
    assert_eq!(clinic.signs("ana", plan, 5).await, "applied");

    let signature = |edition, side: &str, first: &str| (edition, side.to_owned(), first.to_owned());
    let expected = [
        signature(1, "coach", "Lead with the summary"),
        signature(1, "learner", "Lead with the summary"),
        signature(2, "learner", "Another goal"),
    ];
    assert_eq!(texts(&clinic, "ana").await, expected);
    assert_eq!(texts(&clinic, "eve").await, expected);
    let stored = sent(&clinic, "ana", "learning_plan").await;
    assert_eq!((&stored[0]["edition"], &stored[0]["goals"][0]["text"]), (&json!(2), &json!("Another goal")));
}

#[actix_web::test]
async fn a_signature_is_refused_with_what_is_missing_and_nothing_is_stored() {
    let clinic = Clinic::open().await;
    let rough = clinic.begins(vec![goal(&clinic, json!({}))]).await;
    let vague = goal(&clinic, json!({ "evidence": null }));
    let incomplete = clinic.begins(vec![goal(&clinic, json!({})), vague]).await;
    let undated = clinic.begins(vec![goal(&clinic, json!({})), goal(&clinic, json!({}))]).await;

    assert_eq!(clinic.signs("ana", rough, 1).await, "refused too_few_goals goals");
    assert_eq!(clinic.signs("ana", incomplete, 1).await, "refused goal_incomplete goals[1].evidence");
    assert_eq!(clinic.signs("ana", undated, 1).await, "refused missing_field discussed_on");
    assert_eq!(clinic.count("learning_plan_signatures").await, 0);
}

#[actix_web::test]
async fn who_is_no_coach_of_theirs_finds_nothing_to_sign_and_no_side_signs_twice() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;

    for stranger in ["ben", "cole", "finn", "gia", "hal", "ivy"] {
        assert_eq!(clinic.signs(stranger, plan, 4).await, "refused not_found", "{stranger}");
    }
    let nowhere: LearningPlanId = clinic.fresh();
    assert_eq!(clinic.signs("finn", nowhere, 4).await, "refused not_found");

    clinic.ends_coaching("eve", "ana").await;
    clinic.starts_coaching("finn", "ana").await;
    assert_eq!(clinic.signs("eve", plan, 4).await, "refused not_found", "Eve no longer coaches her");
    assert_eq!(clinic.signs("finn", plan, 4).await, "applied");
    assert_eq!(clinic.signs("finn", plan, 4).await, "refused already_signed");
}

#[actix_web::test]
async fn a_signature_refuses_to_be_changed_or_deleted() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;
    clinic.signs("ana", plan, 4).await;

    for sql in ["UPDATE learning_plan_signatures SET content = '{}'", "DELETE FROM learning_plan_signatures"] {
        let done = clinic.db.write(None, async move |tx| tx.execute(sql, vec![]).await).await;
        assert!(done.is_err(), "{sql}");
    }
}

#[actix_web::test]
async fn two_who_sign_at_once_both_sign() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;

    let (ana, eve) = futures_util::join!(clinic.signs("ana", plan, 4), clinic.signs("eve", plan, 4));

    assert_eq!((ana.as_str(), eve.as_str()), ("applied", "applied"));
    assert_eq!(texts(&clinic, "ana").await.len(), 2);
}
