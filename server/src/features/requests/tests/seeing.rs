use actix_web::http::Method;
use serde_json::{Value, json};

use super::kit::ask_body;
use crate::{
    base::{actor::Role, ids::RequestId},
    features::members::commands::end_membership,
    testing::clinic::{CAST, Clinic},
};

async fn reads(clinic: &Clinic, name: &str, id: RequestId) -> (u16, Value) {
    clinic.calls(name, Method::GET, &format!("/requests/{id}"), None).await
}

#[actix_web::test]
async fn a_request_is_read_by_its_two_people_and_nobody_else() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    for (name, _) in CAST {
        let (status, one) = reads(&clinic, name, id).await;
        let (_, all) = clinic.calls(name, Method::GET, "/requests", None).await;
        let listed = all["requests"].as_array().expect("requests");
        match name {
            "ana" | "cole" => assert_eq!((status, listed), (200, &vec![one]), "{name}"),
            _ => assert_eq!((status, listed.len()), (404, 0), "{name}"),
        }
    }
    assert_eq!(reads(&clinic, "ana", clinic.fresh()).await.0, 404);
}

#[actix_web::test]
async fn what_is_online_is_what_is_on_devices() {
    let clinic = Clinic::open().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({ "context": "The family meeting in room four" })).await;
    clinic.gives_for("cole", "ana", id).await;
    clinic.works().await;

    assert_eq!(reads(&clinic, "cole", id).await.1, clinic.request_of("cole", id).await);
}

#[actix_web::test]
async fn requests_are_listed_newest_first_and_in_pages() {
    let clinic = Clinic::open().await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        asked.push(json!(clinic.asks_for("ana", None, json!({})).await));
        clinic.an_hour_later();
    }
    let page = async |query: String| clinic.calls("ana", Method::GET, &format!("/requests?{query}"), None).await.1;
    let ids =
        |page: &Value| page["requests"].as_array().expect("requests").iter().map(|one| one["id"].clone()).collect();

    let first = page("limit=2".into()).await;
    let second = page(format!("limit=2&before={}", first["next"].as_str().expect("more"))).await;

    let mut all: Vec<Value> = ids(&first);
    all.extend::<Vec<Value>>(ids(&second));
    asked.reverse();
    assert_eq!((all, &second["next"]), (asked, &Value::Null));
}

#[actix_web::test]
async fn over_rest_the_same_rules_are_refusals() {
    let clinic = Clinic::open().await;
    let ask = async |body: Value| {
        let body = json!({ "id": clinic.fresh::<RequestId>(), "asked_at": clinic.now(), "request": body });
        clinic.calls("ana", Method::POST, "/requests", Some(body)).await
    };

    let (status, asked) = ask(ask_body(Some("cole"), json!({}))).await;
    assert_eq!((status, &asked["state"]), (201, &json!("open")));
    let (status, problem) = ask(ask_body(Some("ana"), json!({}))).await;
    assert_eq!((status, &problem["code"], &problem["field"]), (422, &json!("ask_oneself"), &json!("assessor")));
    let path = format!("/requests/{}", asked["id"].as_str().expect("an id"));
    let decline = json!({ "base": 1, "change": { "reason": "did_not_observe" } });
    let (status, done) = clinic.calls("cole", Method::POST, &format!("{path}/declining"), Some(decline)).await;
    assert_eq!((status, done), (200, json!({ "version": 2 })));
    let (status, problem) =
        clinic.calls("ana", Method::POST, &format!("{path}/withdrawal"), Some(json!({ "base": 1 }))).await;
    assert_eq!((status, &problem["code"]), (409, &json!("stale")));
}

#[actix_web::test]
async fn an_assessor_who_leaves_loses_the_request_and_gets_it_back_on_return() {
    let clinic = Clinic::open().await;
    let (program, cole) = (clinic.program, clinic.id("cole"));
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    clinic.write(async move |tx| end_membership(tx, program, cole).await).await;
    assert_eq!(clinic.has_request(id).await, ["ana"]);
    clinic.set("cole", &[Role::Faculty]).await;

    assert_eq!(clinic.has_request(id).await, ["ana", "cole"]);
}
