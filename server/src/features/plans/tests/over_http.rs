//! The same over REST.

use actix_web::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::whole_plan;
use crate::testing::clinic::{Clinic, id_of};

fn problem((status, body): (u16, Value)) -> String {
    format!("{status} {}", body["code"].as_str().unwrap_or_default())
}

#[actix_web::test]
async fn a_directors_reading_of_a_plan_is_recorded_and_a_reviewers_is_not() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;
    let path = format!("/plans/{plan}");
    let recorded =
        async || clinic.audited("members").await.iter().filter(|word| *word == "members.record_read").count();

    for name in ["ana", "eve", "dora"] {
        assert_eq!(clinic.calls(name, Method::GET, &path, None).await.0, 200, "{name}");
    }
    assert_eq!(recorded().await, 0);
    for name in ["ben", "cole", "finn", "hal", "ivy", "nia", "yan", "zoe"] {
        assert_eq!(problem(clinic.calls(name, Method::GET, &path, None).await), "404 not_found", "{name}");
    }
    let (status, read) = clinic.calls("gia", Method::GET, "/plans", None).await;

    assert_eq!((status, &read["plans"][0]["id"], &read["next"]), (200, &json!(plan), &Value::Null));
    assert_eq!(recorded().await, 1);
}

#[actix_web::test]
async fn a_plan_is_started_changed_and_ended_by_the_same_commands() {
    let clinic = Clinic::open().await;
    let id: Uuid = clinic.fresh();
    let path = |section: &str| format!("/plans/{id}/{section}");
    let now = clinic.now();
    let say = |method: Method, path: String, body: Value| {
        let clinic = &clinic;
        async move { clinic.calls("ana", method, &path, Some(body)).await }
    };

    let plan = json!({ "learner": id_of("ana"), "goal": "Lead with the one-line summary" });
    let started = say(Method::POST, "/plans".into(), json!({ "id": id, "started_at": now, "plan": plan })).await;
    let goal = json!({ "goal": "Every time", "entries": [], "goal_shown": false });
    let edited = say(Method::PUT, path("goal"), json!({ "base": 1, "change": goal })).await;
    let stale = say(Method::PUT, path("goal"), json!({ "base": 1, "change": goal })).await;
    let steps = json!({ "steps": [{ "id": clinic.fresh::<Uuid>(), "text": "Write it before rounds" }] });
    let stepped = say(Method::PUT, path("steps"), json!({ "base": 1, "change": steps })).await;
    let review = json!({ "reviewer": id_of("dora"), "review_on": "2026-12-06" });
    let named = say(Method::PUT, path("review"), json!({ "base": 1, "change": review })).await;
    let note = json!({ "id": clinic.fresh::<Uuid>(), "text": "Tried it.", "shared": true });
    let noted = say(Method::POST, path("progress"), json!({ "given_at": now, "note": note })).await;
    let how = json!({ "outcome": "reached", "note": null });
    let closed = say(Method::POST, path("closing"), json!({ "base": 1, "closed_at": now, "change": how })).await;
    let reopened = say(Method::POST, path("reopening"), json!({ "base": 2 })).await;
    let accepted = say(Method::POST, path("acceptance"), json!({ "base": 3 })).await;

    assert_eq!((started.0, &started.1["state"]), (201, &json!("open")));
    assert_eq!(edited, (200, json!({ "version": 2 })));
    assert_eq!((stale.0, &stale.1["code"], &stale.1["version"]), (409, &json!("stale"), &json!(2)));
    assert_eq!((stepped.0, named.0, noted.0), (200, 200, 201));
    assert_eq!((closed, reopened), ((200, json!({ "version": 2 })), (200, json!({ "version": 3 }))));
    assert_eq!(problem(accepted), "409 not_proposed");
}

#[actix_web::test]
async fn a_broken_rule_is_told_by_code_and_field() {
    let clinic = Clinic::open().await;
    let start = async |plan: Value| {
        let body = json!({ "id": clinic.fresh::<Uuid>(), "started_at": clinic.now(), "plan": plan });
        let (status, body) = clinic.calls("ana", Method::POST, "/plans", Some(body)).await;
        format!("{status} {} {}", body["code"].as_str().unwrap_or_default(), body["field"].as_str().unwrap_or_default())
    };

    assert_eq!(start(json!({ "learner": id_of("ana"), "goal": "" })).await, "422 empty goal");
    assert_eq!(start(json!({ "learner": id_of("ben"), "goal": "x" })).await, "404 not_found ");
    assert_eq!(
        start(json!({ "learner": id_of("ana"), "goal": "x", "entries": [Uuid::nil()] })).await,
        "422 unknown_entry entries"
    );
    assert_eq!(start(json!({ "learner": id_of("ana"), "goal": "x", "mood": 1 })).await, "422 unknown_field plan.mood");
}
