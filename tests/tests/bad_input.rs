//! Bad input over real HTTP: a clear problem with its code, nothing stored but what sync holds, never a 500.

use serde_json::{Value, json};
use uuid::Uuid;
use waymark_tests::{Clinic, TestApp};

async fn clinic(app: &TestApp) -> Clinic<'_> {
    app.program().learners(["ana", "ben"]).faculty(["cole", "dora"]).director("gia").coordinator("hal").create().await
}

/// What a push of one entry, changed as said, comes to: outcome, code and field.
async fn given(clinic: &Clinic<'_>, change: impl FnOnce(&mut Value)) -> String {
    let cole = clinic.member("cole");
    let mut body = clinic.feedback_about("ana");
    change(&mut body);
    let answer = cole.pushes(&[cole.operation("feedback.give", clinic.fresh(), None, body)]).await;
    let result = &answer.success()["results"][0];
    let words = ["outcome", "code", "field"].map(|key| result[key].as_str().unwrap_or("-").to_owned());
    words.join(" ")
}

#[actix_web::test]
async fn an_entry_that_breaks_a_rule_is_held_with_the_rule_and_the_field() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;

    let long = "a".repeat(20_000);
    assert_eq!(given(&clinic, |b| b["learner"] = json!(Uuid::nil())).await, "held unknown_learner learner");
    assert_eq!(given(&clinic, |b| b["set"] = json!("acgme-surg-2")).await, "held set_not_learners set");
    assert_eq!(given(&clinic, |b| b["level"] = json!(11)).await, "held level_out_of_scale level");
    assert_eq!(given(&clinic, |b| b["went_well"] = json!(long)).await, "held too_long went_well");
    assert_eq!(
        given(&clinic, |b| {
            b["went_well"] = json!(" ");
            b["differently"] = Value::Null;
        })
        .await,
        "held empty went_well"
    );
}

#[actix_web::test]
async fn a_body_that_cannot_be_read_is_refused_with_its_field() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;

    assert_eq!(given(&clinic, |b| b["observed_at"] = json!("noon")).await, "refused unreadable_time observed_at");
    assert_eq!(given(&clinic, |b| b["mood"] = json!(1)).await, "refused unknown_field mood");
    assert_eq!(given(&clinic, |b| b["setting"] = json!("moon")).await, "refused unknown_value setting");
    assert_eq!(given(&clinic, |b| b["level"] = json!("high")).await, "refused wrong_type level");
}

#[actix_web::test]
async fn a_null_character_anywhere_stops_nothing() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let named = json!({ "name": "Sam\u{0}Smith", "service": "\u{0}" });
    let unlisted = |b: &mut Value| {
        b["learner"] = Value::Null;
        b["typed_learner"] = named;
    };

    assert_eq!(given(&clinic, unlisted).await, "held learner_not_listed learner");
    assert_eq!(given(&clinic, |b| b["mo\u{0}od"] = json!(1)).await, "refused unknown_field mood");
    assert_eq!(given(&clinic, |b| b["went_well"] = json!("\u{0} \u{0}")).await, "held empty went_well");
    assert_eq!(
        cole.push(&[cole.operation("feedback.va\u{0}nish", clinic.fresh(), None, json!({}))]).await,
        ["refused unknown_kind"]
    );
}

#[actix_web::test]
async fn a_goal_of_nothing_one_can_see_is_empty() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let ana = clinic.member("ana");
    let body = json!({ "learner": ana.id, "goal": "\u{0} \u{0}" });

    assert_eq!(ana.push(&[ana.operation("plans.start", clinic.fresh(), None, body)]).await, ["refused empty"]);
}

#[actix_web::test]
async fn two_people_whose_devices_made_the_same_id_do_not_stand_in_each_others_way() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let (cole, dora) = (clinic.member("cole"), clinic.member("dora"));
    let mut nobody = clinic.feedback_about("ana");
    nobody["learner"] = json!(Uuid::nil());
    let held = cole.operation("feedback.give", clinic.fresh(), None, nobody.clone());
    let mut same_id = dora.operation("feedback.give", clinic.fresh(), None, nobody);
    same_id["id"] = held["id"].clone();
    let good = dora.operation("feedback.give", clinic.fresh(), None, clinic.feedback_about("ana"));

    assert_eq!(cole.push(&[held]).await, ["held unknown_learner"]);
    assert_eq!(dora.push(&[same_id, good]).await, ["refused id_taken", "applied"]);
}

#[actix_web::test]
async fn a_push_as_a_whole_can_be_wrong_and_then_nothing_of_it_is_taken() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let send = async |bytes: Vec<u8>, kind: &'static str| {
        let request = cole.request(actix_web::http::Method::POST, "/sync/push");
        let answer = request.insert_header(("Content-Type", kind)).send_body(bytes).await.expect("an answer");
        answer.status().as_u16()
    };

    assert_eq!(send(b"{".to_vec(), "application/json").await, 400);
    assert_eq!(send(vec![0xff, 0xfe], "application/json").await, 400);
    assert_eq!(send(b"{}".to_vec(), "text/plain").await, 415);
    assert_eq!(send(vec![b' '; 2 * 1024 * 1024], "application/json").await, 413);
    let newer = json!({ "protocol": 99, "device": Uuid::nil(), "client": "t", "ops": [] });
    assert_eq!(send(newer.to_string().into_bytes(), "application/json").await, 426);
}

#[actix_web::test]
async fn the_same_operation_again_is_repeated_and_its_id_with_other_words_is_refused() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let entry = clinic.fresh();
    let first = cole.operation("feedback.give", entry, None, clinic.feedback_about("ana"));
    let mut other = first.clone();
    other["body"]["went_well"] = json!("Other words.");

    assert_eq!(cole.push(std::slice::from_ref(&first)).await, ["applied"]);
    assert_eq!(cole.push(std::slice::from_ref(&first)).await, ["repeated"]);
    assert_eq!(cole.push(&[other]).await, ["refused operation_mismatch"]);

    let about: Vec<Value> = clinic.member("ana").pull().await;
    assert_eq!(about.iter().filter(|change| change["kind"] == "feedback_entry").count(), 1);
}

#[actix_web::test]
async fn a_token_that_is_none_opens_nothing_and_says_which_problem_it_is() {
    let app = TestApp::start().await;

    assert_eq!(app.get("/api/v1/me").await.problem(), "401 no_session");
    assert_eq!(app.get("/api/v1/nothing/here").await.problem(), "404 not_found");
    assert_eq!(app.get("/healthz").await.status(), 200);
    assert_eq!(app.get("/readyz").await.status(), 200);
}

#[actix_web::test]
async fn every_answer_carries_the_strict_headers() {
    let app = TestApp::start().await;

    for path in ["/healthz", "/api/v1/me", "/", "/api/nothing"] {
        let answer = app.get(path).await;
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}
