//! What push services answer, and what becomes of it.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::json;
use waymark::{
    base::{actor::Role, clock::Clock},
    features::notifications::delivery,
};
use waymark_tests::{
    TestApp,
    device::Device,
    push_service::{PushService, Reply},
};

use super::{clinic, count, takes_push};

/// What the service says, and what becomes of the message and of the subscription.
#[actix_web::test]
async fn each_answer_of_a_push_service_is_heeded() {
    let service = PushService::start().await;
    let elsewhere = PushService::start().await;
    let app = TestApp::start_pushing_with(Duration::from_secs(2), &[&service]).await;
    let clinic = clinic(&app).await;
    let phone = Device::of(&service, "ana");
    let in_two_minutes = (app.clock.now().plus(SignedDuration::from_secs(120))).to_string();
    let date: jiff::Timestamp = in_two_minutes.parse().expect("a time");
    let date = date.strftime("%a, %d %b %Y %H:%M:%S GMT");
    let redirect = format!("Location: {}", elsewhere.endpoint("ana"));
    let (delivered, gone, dead) = ("delivered", "gone", "dead");
    let table: Vec<(Reply, &str, i64)> = vec![
        (Reply::status(201), delivered, 0),
        (Reply::status(200), delivered, 0),
        (Reply::Endless, delivered, 0),
        (Reply::status(404), gone, 0),
        (Reply::status(410), gone, 0),
        (Reply::status(413), dead, 0),
        (Reply::status(400), "waits", 10),
        (Reply::status(401), "waits", 10),
        (Reply::status(403), "waits", 10),
        (Reply::with(429, "Retry-After: 90"), "waits", 90),
        (Reply::with(429, format!("Retry-After: {date}")), "waits", 120),
        (Reply::with(503, "Retry-After: 3"), "waits", 10),
        (Reply::status(500), "waits", 10),
        (Reply::with(307, redirect.clone()), "waits", 10),
        (Reply::with(301, redirect), "waits", 10),
        (Reply::Hang, "waits", 10),
        (Reply::Reset, "waits", 10),
    ];

    for (reply, expected, seconds) in table {
        app.app.db.write(None, async |tx| tx.execute("DELETE FROM deliveries", vec![]).await).await.expect("emptied");
        takes_push(clinic.member("ana"), &phone).await;
        let endpoint = json!({ "endpoint": phone.endpoint });
        assert_eq!(clinic.member("ana").post("/push/test", endpoint).await.status(), 202);
        service.next(reply.clone());
        app.work().await;

        let (subscribed, left) = (count(&app, "push_subscriptions").await, count(&app, "deliveries").await);
        let given_up = count(&app, "deliveries WHERE dead_at IS NOT NULL").await;
        let became = match (subscribed, left, given_up) {
            (1, 0, 0) => delivered,
            (0, 0, 0) => gone,
            (1, 1, 1) => dead,
            (1, 1, 0) => "waits",
            other => panic!("{reply:?}: {other:?}"),
        };
        assert_eq!(became, expected, "{reply:?}");
        let due = format!("deliveries WHERE dead_at IS NULL AND due_at = {}", app.clock.now().0 + seconds * 1_000);
        assert_eq!(count(&app, &due).await, i64::from(expected == "waits"), "{reply:?}");
    }
    assert!(elsewhere.messages().is_empty(), "no redirect is followed");
}

#[actix_web::test]
async fn what_is_refused_for_hours_is_laid_aside_for_the_administrator_and_nothing_is_deleted() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let program = app.program().learners(["ana"]).faculty(["cole"]);
    let clinic = program.with(Role::InstitutionAdmin, ["ina"]).create().await;
    takes_push(clinic.member("ana"), &Device::of(&service, "ana")).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    service.always(Reply::status(403));

    for _ in 0..32 {
        app.work().await;
        app.clock.advance(SignedDuration::from_hours(1));
    }

    assert_eq!(service.messages().len(), 30);
    assert_eq!(count(&app, "push_subscriptions").await, 1);
    let answer = clinic.member("ina").get("/admin/dead-letters").await;
    let letters = answer.success();
    let letter = &letters["letters"][0];
    assert_eq!((&letter["channel"], &letter["kind"]), (&json!("push"), &json!("feedback_new")));
    assert_eq!(
        (&letter["attempts"], &letter["error"]),
        (&json!(30), &json!("the push service does not accept us (403)"))
    );
    for secret in ["ana", "Ana", "clinic.test", "/push/", &clinic.member("ana").id.to_string()] {
        assert!(!answer.text().contains(secret), "{secret}");
    }
    for name in ["ana", "cole"] {
        assert_eq!(clinic.member(name).get("/admin/dead-letters").await.problem(), "404 not_found", "{name}");
    }
}

#[actix_web::test]
async fn a_service_that_hangs_delays_only_itself() {
    let (hanging, fast) = (PushService::start().await, PushService::start().await);
    hanging.always(Reply::Hang);
    let app = TestApp::start_pushing_to(&[&hanging, &fast]).await;
    let clinic = clinic(&app).await;
    takes_push(clinic.member("ana"), &Device::of(&hanging, "ana")).await;
    takes_push(clinic.member("ben"), &Device::of(&fast, "ben")).await;
    for _ in 0..100 {
        clinic.member("cole").gives_feedback_to("ana").await;
        clinic.member("cole").gives_feedback_to("ben").await;
    }
    app.settle().await;

    let everything = delivery::deliver(&app.app);
    tokio::pin!(everything);
    tokio::select! {
        _ = &mut everything => {}
        () = fast.has_got(100) => {}
    }

    assert_eq!(fast.messages().len(), 100);
    assert!(hanging.messages().len() < 100, "{}", hanging.messages().len());
    hanging.let_go();
}

#[actix_web::test]
async fn two_processes_empty_one_queue_and_send_nothing_twice() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    takes_push(clinic.member("ana"), &Device::of(&service, "ana")).await;
    takes_push(clinic.member("ben"), &Device::of(&service, "ben")).await;
    for _ in 0..150 {
        clinic.member("cole").gives_feedback_to("ana").await;
        clinic.member("dora").gives_feedback_to("ben").await;
    }
    tokio::join!(app.settle(), app.settle());
    assert_eq!(count(&app, "notifications").await, 300);

    let (one, other) = tokio::join!(delivery::deliver(&app.app), delivery::deliver(&app.app));

    one.and(other).expect("delivered");
    assert_eq!(service.messages().len(), 300);
    assert_eq!(count(&app, "deliveries").await, 0);
}
