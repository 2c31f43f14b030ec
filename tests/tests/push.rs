//! Web push to a service on loopback: real HTTP, real encryption, opened by another implementation than the one that
//! sealed it.

use awc::http::Method;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use waymark::{base::clock::Clock, features::notifications::delivery};
use waymark_tests::{
    Clinic, Member, TestApp,
    device::{Device, vapid_claims},
    push_service::{PushService, Reply},
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
    let notification = pulled.iter().find(|change| change["kind"] == "notification").expect("told in the app too");
    let navigate = format!("{}/inbox/go/{}", app.address(), notification["id"].as_str().expect("an id"));
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

/// What the service says, and what becomes of the message and of the subscription.
#[actix_web::test]
async fn each_answer_of_a_push_service_is_heeded() {
    let service = PushService::start().await;
    let elsewhere = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
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
    let clinic = program.with(waymark::base::actor::Role::InstitutionAdmin, ["ina"]).create().await;
    takes_push(clinic.member("ana"), &Device::of(&service, "ana")).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    service.always(Reply::status(403));

    for _ in 0..12 {
        app.work().await;
        app.clock.advance(SignedDuration::from_hours(1));
    }

    assert_eq!(service.messages().len(), 10);
    assert_eq!(count(&app, "push_subscriptions").await, 1);
    let answer = clinic.member("ina").get("/admin/dead-letters").await;
    let letters = answer.success();
    let letter = &letters["letters"][0];
    assert_eq!((&letter["channel"], &letter["kind"]), (&json!("push"), &json!("feedback_new")));
    assert_eq!(
        (&letter["attempts"], &letter["error"]),
        (&json!(10), &json!("the push service does not accept us (403)"))
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
    app.settle().await;

    let (one, other) = tokio::join!(delivery::deliver(&app.app), delivery::deliver(&app.app));

    one.and(other).expect("delivered");
    assert_eq!(service.messages().len(), 300);
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

async fn chooses(member: Member<'_>, body: Value) {
    let own = waymark::features::notifications::preferences::preferences_id(member.id);
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

/// Nobody is called, and nothing is stored.
#[actix_web::test]
async fn an_endpoint_that_is_no_push_service_and_keys_that_are_none_are_refused() {
    let service = PushService::start().await;
    let app = TestApp::start_pushing_to(&[&service]).await;
    let clinic = clinic(&app).await;
    let good = Device::of(&service, "ana").subscription();
    let port = service.origin().rsplit(':').next().expect("a port").to_owned();
    let endpoint = |endpoint: &str| {
        let mut subscription = good.clone();
        subscription["endpoint"] = json!(endpoint);
        subscription
    };
    let key = |name: &str, value: &str| {
        let mut subscription = good.clone();
        subscription["keys"][name] = json!(value);
        subscription
    };
    let mut cases: Vec<(&str, Value)> = vec![
        ("422 unreadable_address (endpoint)", endpoint("here")),
        ("422 too_long (endpoint)", endpoint(&format!("{}/{}", service.origin(), "a".repeat(2_048)))),
        ("413 too_large", endpoint(&"a".repeat(1 << 20))),
        ("422 bad_key (keys.p256dh)", key("p256dh", "")),
        ("422 bad_key (keys.p256dh)", key("p256dh", "!")),
        ("422 bad_key (keys.p256dh)", key("p256dh", &"A".repeat(87))),
        ("422 bad_key (keys.auth)", key("auth", "AAAA")),
        ("422 unknown_field (expirationTime)", {
            let mut subscription = good.clone();
            subscription["expirationTime"] = Value::Null;
            subscription
        }),
        ("422 missing_field (keys)", json!({ "endpoint": service.endpoint("ana") })),
    ];
    for host in [
        "localhost",
        "127.0.0.2",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00::1]",
        "[fe80::1]",
        "example.org",
    ] {
        cases.push(("422 push_host_not_allowed (endpoint)", endpoint(&format!("http://{host}:{port}/push/ana"))));
        cases.push(("422 push_host_not_allowed (endpoint)", endpoint(&format!("https://{host}/push/ana"))));
    }
    for (expected, body) in cases {
        assert_eq!(clinic.member("ana").put("/push/subscription", body.clone()).await.problem(), expected, "{body}");
    }
    let nowhere = json!({ "endpoint": service.endpoint("nobody") });
    assert_eq!(clinic.member("ana").post("/push/test", nowhere).await.problem(), "404 not_found");
    assert_eq!(app.get("/api/v1/push/key").await.problem(), "401 no_session");
    assert_eq!(count(&app, "push_subscriptions").await, 0);

    let off = TestApp::start().await;
    let clinic = off.program().learners(["ana"]).create().await;
    assert_eq!(clinic.member("ana").get("/push/key").await.problem(), "404 not_found");
}
