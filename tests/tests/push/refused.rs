//! What is no subscription.

use serde_json::{Value, json};
use waymark_tests::{TestApp, device::Device, push_service::PushService};

use super::{clinic, count};

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
