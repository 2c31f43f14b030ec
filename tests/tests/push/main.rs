//! Web push to a service on loopback: real HTTP, real encryption, opened by another implementation than the one that
//! sealed it.

mod answers;
mod refused;
mod wishes;

use awc::http::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use waymark::base::clock::Clock;
use waymark_tests::{
    Clinic, Member, TestApp,
    device::{Device, vapid_claims},
    push_service::PushService,
};

async fn clinic(app: &TestApp) -> Clinic<'_> {
    app.program().learners(["ana", "ben"]).faculty(["cole", "dora"]).create().await
}

async fn takes_push(member: Member<'_>, device: &Device) {
    member.put("/push/subscription", device.subscription()).await.success();
}

/// How many rows a statement counts.
async fn count(app: &TestApp, what: &str) -> i64 {
    let reader = app.app.db.reader();
    let select = format!("SELECT COUNT(*) AS n FROM {what}");
    let row = reader.query_one_raw(Statement::from_string(reader.get_database_backend(), select)).await;
    row.expect("a count").expect("a row").try_get("", "n").expect("a number")
}

#[actix_web::test]
async fn feedback_reaches_anas_phone_sealed_for_it_alone_and_says_only_that_there_is_some() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let (phone, bens) = (Device::of(&service, "ana"), Device::of(&service, "ben"));
    takes_push(clinic.member("ana"), &phone).await;
    takes_push(clinic.member("ben"), &bens).await;
    clinic.member("cole").gives_feedback_to("ana").await;

    app.work().await;

    let [message] = &service.messages()[..] else { panic!("one message") };
    assert_eq!(message.path, "/push/ana");
    let pulled = clinic.member("ana").pull().await;
    let entry = pulled.iter().find(|change| change["kind"] == "feedback_entry").expect("in the app too");
    let navigate = format!("{}/entry/{}", app.address(), entry["id"].as_str().expect("an id"));
    let topic = &message.headers["topic"];
    let shown = json!({ "title": "You have new feedback", "navigate": navigate, "tag": topic, "app_badge": "1" });
    assert_eq!(phone.open(message), json!({ "web_push": 8030, "notification": shown }));
    assert_eq!(topic.len(), 32);
    assert_eq!((message.headers["ttl"].as_str(), message.headers["urgency"].as_str()), ("604800", "normal"));

    let key = clinic.member("ana").get("/push/key").await.success();
    let claims = vapid_claims(message, key["key"].as_str().expect("a key"));
    assert_eq!(claims["aud"], service.origin(), "with its port");
    assert_eq!(claims["sub"], "mailto:waymark@example.org");
    let lasting = claims["exp"].as_i64().expect("a time") - app.clock.now().0 / 1_000;
    assert!((1..=24 * 3_600).contains(&lasting), "{lasting} s");
    assert_eq!(count(&app, "deliveries").await, 0);
}

#[actix_web::test]
async fn a_phone_that_changed_hands_shows_nothing_of_whoever_had_it() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let phone = Device::of(&service, "shared");
    takes_push(clinic.member("ana"), &phone).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    app.settle().await;
    assert_eq!(count(&app, "deliveries WHERE channel = 'push'").await, 1, "on its way to ana");

    takes_push(clinic.member("ben"), &phone).await;
    app.work().await;
    assert!(service.messages().is_empty());
    let endpoint = json!({ "endpoint": phone.endpoint });
    assert_eq!(clinic.member("ana").post("/push/test", endpoint.clone()).await.problem(), "404 not_found");
    let removed = clinic.member("ana").send(Method::DELETE, "/push/subscription", Some(endpoint)).await;
    assert_eq!(removed.status(), 204);

    clinic.member("cole").gives_feedback_to("ben").await;
    app.work().await;
    assert_eq!(service.messages().len(), 1);
}

#[actix_web::test]
async fn signing_out_ends_messages_to_the_device_also_those_on_their_way() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let phone = Device::of(&service, "ana");
    takes_push(clinic.member("ana"), &phone).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    app.settle().await;

    assert_eq!(clinic.member("ana").delete("/session").await.status(), 204);
    app.work().await;
    clinic.member("cole").gives_feedback_to("ana").await;
    app.work().await;

    assert!(service.messages().is_empty());
    assert_eq!(count(&app, "deliveries WHERE channel = 'push'").await, 0);
    let again = clinic.member("ana").put("/push/subscription", phone.subscription()).await;
    assert_eq!(again.problem(), "401 session_revoked");
}
