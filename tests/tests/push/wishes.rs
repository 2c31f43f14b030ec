//! What people want to be told, and when.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waymark::features::notifications::preferences::preferences_id;
use waymark_tests::{Member, TestApp, device::Device, push_service::PushService};

use super::{clinic, count, takes_push};

async fn chooses(member: Member<'_>, body: Value) {
    let own = preferences_id(member.id);
    assert_eq!(member.push(&[member.operation("notifications.prefer", own, None, body)]).await, ["applied"]);
}

#[actix_web::test]
async fn what_ana_does_not_want_makes_no_message_and_what_she_read_meanwhile_is_not_sent() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let ana = clinic.member("ana");
    takes_push(ana, &Device::of(&service, "ana")).await;
    let entry = clinic.member("cole").gives_feedback_to("ana").await;
    app.settle().await;
    ana.push(&[ana.operation("notifications.read", entry.id, None, json!({}))]).await;
    app.work().await;
    assert!(service.messages().is_empty());

    let nothing = json!({ "push": false, "mail": false });
    chooses(ana, json!({ "kinds": { "feedback_new": nothing }, "digest": "none" })).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    app.settle().await;

    assert_eq!(count(&app, "deliveries").await, 0);
    assert_eq!(count(&app, "notifications").await, 2, "in the app it is told");
}

#[actix_web::test]
async fn what_falls_into_quiet_hours_waits_until_they_end() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    takes_push(clinic.member("ana"), &Device::of(&service, "ana")).await;
    // It is nine in the morning in New York.
    chooses(clinic.member("ana"), json!({ "kinds": {}, "quiet_from": "08:00", "quiet_to": "12:00", "digest": "none" }))
        .await;
    clinic.member("cole").gives_feedback_to("ana").await;

    app.work().await;
    app.clock.advance(SignedDuration::from_mins(179));
    app.work().await;
    assert!(service.messages().is_empty());
    app.clock.advance(SignedDuration::from_mins(1));
    app.work().await;

    assert_eq!(service.messages().len(), 1);
}

#[actix_web::test]
async fn whoever_wants_one_message_a_day_gets_one_in_the_morning() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let phone = Device::of(&service, "ana");
    takes_push(clinic.member("ana"), &phone).await;
    chooses(clinic.member("ana"), json!({ "kinds": {}, "digest": "daily" })).await;
    for _ in 0..3 {
        clinic.member("cole").gives_feedback_to("ana").await;
        app.work().await;
    }
    assert!(service.messages().is_empty());

    app.clock.advance(SignedDuration::from_hours(22));
    app.work().await;
    app.work().await;

    let [message] = &service.messages()[..] else { panic!("one message") };
    assert_eq!(phone.open(message)["notification"]["title"], "You have 3 unread notifications");
    let mails = app.mailer.sent();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("  3 × new feedback\n"), "{}", mails[0].text);
}

#[actix_web::test]
async fn asking_for_a_test_many_times_sends_one() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let (ana, phone) = (clinic.member("ana"), Device::of(&service, "ana"));
    takes_push(ana, &phone).await;
    for _ in 0..5 {
        assert_eq!(ana.post("/push/test", json!({ "endpoint": phone.endpoint })).await.status(), 202);
    }

    app.work().await;

    let [message] = &service.messages()[..] else { panic!("one message") };
    assert_eq!(phone.open(message)["notification"]["title"], "Waymark reaches this device");
    assert_eq!((message.headers["ttl"].as_str(), message.headers["urgency"].as_str()), ("60", "high"));
}
