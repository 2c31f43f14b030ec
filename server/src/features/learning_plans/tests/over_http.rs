//! The same over REST.

use actix_web::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::goal;
use crate::testing::clinic::Clinic;

fn problem((status, body): (u16, Value)) -> String {
    let word = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    format!("{status} {} {}", word("code"), word("field")).trim_end().to_owned()
}

#[actix_web::test]
async fn a_directors_reading_is_recorded_and_a_coachs_is_not() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;
    clinic.signs("ana", plan, 4).await;
    let path = format!("/learning-plans/{plan}");
    let recorded =
        async || clinic.audited("members").await.iter().filter(|word| *word == "members.record_read").count();

    for name in ["ana", "eve"] {
        assert_eq!(clinic.calls(name, Method::GET, &path, None).await.0, 200, "{name}");
    }
    assert_eq!(recorded().await, 0);
    for name in ["ben", "cole", "finn", "hal", "ivy", "nia", "yan", "zoe"] {
        assert_eq!(problem(clinic.calls(name, Method::GET, &path, None).await), "404 not_found", "{name}");
    }
    let (status, read) = clinic.calls("gia", Method::GET, "/learning-plans", None).await;

    let first = &read["learning_plans"][0];
    assert_eq!((status, &first["id"], &read["next"]), (200, &json!(plan), &Value::Null));
    assert_eq!(first["signatures"][0]["text"]["goals"], first["goals"]);
    assert_eq!(recorded().await, 1);
}

#[actix_web::test]
async fn it_is_begun_written_signed_and_worked_on_by_the_same_commands() {
    let clinic = Clinic::open().await;
    let (id, now) = (clinic.fresh::<Uuid>(), clinic.now());
    let path = |section: &str| format!("/learning-plans/{id}/{section}");
    let say =
        async |who: &str, method: Method, path: String, body: Value| clinic.calls(who, method, &path, Some(body)).await;
    let goals = json!([goal(&clinic, json!({})), goal(&clinic, json!({}))]);
    let version = |n: i64| (200, json!({ "version": n }));

    let begin = json!({ "id": id, "started_at": now, "learning_plan": { "goals": goals } });
    let begun = say("ana", Method::POST, "/learning-plans".into(), begin).await;
    assert_eq!((begun.0, &begun.1["half_from"], &begun.1["edition"]), (201, &json!("2026-07-01"), &json!(1)));
    let days = json!({ "base": 1, "change": { "discussed_on": "2026-11-18", "next_review_on": "2027-03-01" } });
    assert_eq!(say("eve", Method::PUT, path("dates"), days.clone()).await, version(2));
    let stale = say("ana", Method::PUT, path("dates"), days).await;
    assert_eq!((stale.0, &stale.1["code"], &stale.1["version"]), (409, &json!("stale"), &json!(2)));
    let past = json!({ "base": 2, "change": { "discussed_on": "2026-11-18", "next_review_on": "2026-11-17" } });
    assert_eq!(problem(say("ana", Method::PUT, path("dates"), past).await), "422 before_discussion next_review_on");
    let said = json!({ "base": 1, "change": { "text": "Two are enough." } });
    assert_eq!(say("ana", Method::PUT, path("comment"), said).await, version(2));
    let about = json!({ "base": 1, "change": { "helpers": "The chiefs" } });
    assert_eq!(say("ana", Method::PUT, path("about"), about).await, version(2));

    let sign = |base: i64| json!({ "base": base, "signed_at": now, "signature": { "id": clinic.fresh::<Uuid>() } });
    let signed = say("ana", Method::POST, path("signatures"), sign(4)).await;
    assert_eq!((signed.0, &signed.1["as"], &signed.1["edition"]), (201, &json!("learner"), &json!(1)));
    assert_eq!(problem(say("eve", Method::POST, path("signatures"), sign(4)).await), "422 missing_field coach_comment");
    assert_eq!(problem(say("eve", Method::POST, path("signatures"), sign(3)).await), "409 stale");
    assert_eq!(problem(say("ana", Method::POST, path("signatures"), sign(4)).await), "409 already_signed");

    let ended = json!({ "base": 1, "closed_at": now, "change": { "goal": goals[0]["id"], "outcome": "dropped" } });
    assert_eq!(say("ana", Method::POST, path("closing"), ended).await, version(2));
    let again = json!({ "base": 2, "change": { "goal": goals[0]["id"] } });
    assert_eq!(say("ana", Method::POST, path("reopening"), again).await, version(3));
    let unknown = json!({ "base": 3, "change": { "goal": goals[0]["id"], "plan": Uuid::nil() } });
    assert_eq!(problem(say("ana", Method::PUT, path("link"), unknown).await), "422 unknown_plan plan");
    let fewer = json!({ "base": 1, "change": { "goals": [goals[1]] } });
    assert_eq!(say("ana", Method::PUT, path("goals"), fewer).await, version(2));
}
