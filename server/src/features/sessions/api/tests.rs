use actix_web::{
    App as Actix,
    cookie::Cookie,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
};
use jiff::SignedDuration;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;

use super::*;
use crate::{
    entities::outbox_event,
    features::sessions::testing::{PASSWORD, mail},
    platform::app::Settings,
    testing::{TestApp, phone::Phone},
};

const ORIGIN: &str = "https://waymark.example.org";

/// An answer, and the refresh cookie it set.
struct Answer {
    status: u16,
    body: Value,
    cookie: Option<Cookie<'static>>,
    retry_after: Option<String>,
}

impl Answer {
    /// Status and code, as problems are known by.
    fn problem(&self) -> String {
        format!("{} {}", self.status, self.body["code"].as_str().unwrap_or_default())
    }

    fn access_token(&self) -> &str {
        self.body["access_token"].as_str().expect("an access token")
    }

    fn cookie(&self) -> Cookie<'static> {
        self.cookie.clone().expect("a cookie")
    }
}

async fn say(app: &TestApp, request: TestRequest) -> Answer {
    let (actix, _) =
        Actix::new().app_data(Data::new(app.app.clone())).into_utoipa_app().configure(routes).split_for_parts();
    let service = init_service(actix).await;
    let answer = call_service(&service, request.to_request()).await;
    let status = answer.status().as_u16();
    let cookie = answer.response().cookies().next().map(Cookie::into_owned);
    let retry_after = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()).map(Into::into);
    let body = read_body(answer).await;
    Answer { status, body: serde_json::from_slice(&body).unwrap_or_default(), cookie, retry_after }
}

fn request(method: Method, path: &str) -> TestRequest {
    TestRequest::default().method(method).uri(path).insert_header((header::HOST, "waymark.example.org"))
}

async fn post(app: &TestApp, path: &str, body: Value) -> Answer {
    say(app, request(Method::POST, path).set_json(body)).await
}

async fn sign_in_as(app: &TestApp, name: &str) -> Answer {
    post(app, "/session", json!({ "email": mail(name), "password": PASSWORD, "device_label": "Phone" })).await
}

async fn with_token(app: &TestApp, method: Method, path: &str, token: &str) -> Answer {
    say(app, request(method, path).insert_header((header::AUTHORIZATION, format!("Bearer {token}")))).await
}

async fn with_cookie(app: &TestApp, method: Method, path: &str, cookie: Cookie<'static>) -> Answer {
    say(app, request(method, path).insert_header((header::ORIGIN, ORIGIN)).cookie(cookie)).await
}

/// A program with Ana as a learner and coach.
async fn clinic(app: &TestApp) {
    let ana = app.person("ana").await;
    let write = async move |tx: &mut Tx<'_>| {
        let (institution, program, membership): (Uuid, Uuid, Uuid) = (tx.next_id(), tx.next_id(), tx.next_id());
        let now = tx.now();
        tx.execute(
            "INSERT INTO institutions (id, name, created_at) VALUES ($1, 'Lakeside Hospital', $2)",
            vec![institution.into(), now.into()],
        )
        .await?;
        tx.execute(
            "INSERT INTO programs (id, institution_id, name, time_zone, created_at) \
             VALUES ($1, $2, 'Internal Medicine', 'America/Chicago', $3)",
            vec![program.into(), institution.into(), now.into()],
        )
        .await?;
        tx.execute(
            "INSERT INTO memberships (id, program_id, person_id, training_year, profession, started_at) \
             VALUES ($1, $2, $3, 2, 'physician', $4)",
            vec![membership.into(), program.into(), ana.into(), now.into()],
        )
        .await?;
        for role in ["coach", "learner"] {
            let values = vec![membership.into(), role.into()];
            tx.execute("INSERT INTO membership_roles (membership_id, role) VALUES ($1, $2)", values).await?;
        }
        Ok(())
    };
    app.app.db.write(None, write).await.expect("a program");
}

#[actix_web::test]
async fn ana_signs_in_and_is_told_who_she_is_and_where_she_belongs() {
    let app = TestApp::start().await;
    clinic(&app).await;

    let answer = post(&app, "/session", json!({ "email": " Ana@Example.org ", "password": PASSWORD })).await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["expires_in"], 600);
    assert_eq!(answer.body["demo"], false);
    assert_eq!(answer.body["person"]["given_name"], "ana");
    let membership = &answer.body["memberships"][0];
    assert_eq!(membership["program"]["name"], "Internal Medicine");
    assert_eq!(membership["program"]["time_zone"], "America/Chicago");
    assert_eq!(membership["program"]["institution"], "Lakeside Hospital");
    assert_eq!(membership["roles"], json!(["learner", "coach"]));
    assert_eq!((&membership["training_year"], &membership["profession"]), (&json!(2), &json!("physician")));
    let account = with_token(&app, Method::GET, "/me", answer.access_token()).await;
    assert_eq!(account.body["memberships"], answer.body["memberships"]);
}

#[actix_web::test]
async fn the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    app.person("ana").await;

    let cookie = sign_in_as(&app, "ana").await.cookie().to_string();
    let (name, rest) = cookie.split_once('=').expect("a cookie");
    let (_, attributes) = rest.split_once("; ").expect("attributes");

    assert_eq!(name, "__Host-waymark-refresh");
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=5184000");
}

#[actix_web::test]
async fn a_page_refreshes_with_its_cookie_and_only_from_here() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let cookie = sign_in_as(&app, "ana").await.cookie();

    let foreign = request(Method::POST, "/session/refresh").cookie(cookie.clone());
    let foreign = say(&app, foreign.insert_header((header::ORIGIN, "https://evil.example"))).await;
    let unsaid = say(&app, request(Method::POST, "/session/refresh").cookie(cookie.clone())).await;
    let own = with_cookie(&app, Method::POST, "/session/refresh", cookie.clone()).await;

    assert_eq!(foreign.problem(), "403 wrong_origin");
    assert_eq!(unsaid.problem(), "403 wrong_origin");
    assert_eq!(own.status, 200);
    assert_ne!(own.cookie().value(), cookie.value());
    assert_eq!(own.body["person"]["email"], "ana@example.org");
}

#[actix_web::test]
async fn without_a_good_cookie_there_is_no_session() {
    let app = TestApp::start().await;
    let nothing = request(Method::POST, "/session/refresh").insert_header((header::ORIGIN, ORIGIN));
    let rubbish = Cookie::new("__Host-waymark-refresh", "wr1.rubbish");

    assert_eq!(say(&app, nothing).await.problem(), "401 no_session");
    assert_eq!(with_cookie(&app, Method::POST, "/session/refresh", rubbish).await.problem(), "401 no_session");
}

#[actix_web::test]
async fn signing_out_takes_the_cookie_and_ends_the_session() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let cookie = sign_in_as(&app, "ana").await.cookie();

    let out = with_cookie(&app, Method::DELETE, "/session", cookie.clone()).await;
    let again = with_cookie(&app, Method::DELETE, "/session", cookie.clone()).await;
    let late = with_cookie(&app, Method::POST, "/session/refresh", cookie).await;

    assert_eq!((out.status, again.status), (204, 204));
    assert_eq!(out.cookie().max_age().map(|age| age.whole_seconds()), Some(0));
    assert_eq!(late.problem(), "401 session_revoked");
    assert_eq!(app.logged("sessions.signed_out").await, 1);
}

#[actix_web::test]
async fn signing_out_works_with_the_access_token_too_and_not_with_nothing() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let ana = sign_in_as(&app, "ana").await;

    let nobody = say(&app, request(Method::DELETE, "/session")).await;
    let out = with_token(&app, Method::DELETE, "/session", ana.access_token()).await;

    assert_eq!(nobody.problem(), "401 no_session");
    assert_eq!(out.status, 204);
    assert_eq!(
        with_cookie(&app, Method::POST, "/session/refresh", ana.cookie()).await.problem(),
        "401 session_revoked"
    );
}

#[actix_web::test]
async fn ana_sees_her_devices_and_signs_the_other_one_out() {
    let app = TestApp::start().await;
    app.person("ana").await;
    app.person("ben").await;
    let phone = sign_in_as(&app, "ana").await;
    app.advance(SignedDuration::from_mins(1));
    let laptop = sign_in_as(&app, "ana").await;
    let ben = sign_in_as(&app, "ben").await;

    let list = with_token(&app, Method::GET, "/sessions", laptop.access_token()).await;
    let sessions = list.body["sessions"].as_array().expect("a list").clone();
    let other = format!("/sessions/{}", sessions[1]["id"].as_str().expect("an id"));

    assert_eq!(sessions.len(), 2);
    assert_eq!((&sessions[0]["current"], &sessions[1]["current"]), (&json!(true), &json!(false)));
    assert_eq!(sessions[1]["device_label"], "Phone");
    assert_eq!(with_token(&app, Method::DELETE, &other, ben.access_token()).await.problem(), "404 not_found");
    assert_eq!(with_token(&app, Method::DELETE, &other, laptop.access_token()).await.status, 204);
    assert_eq!(with_token(&app, Method::DELETE, "/sessions/nonsense", laptop.access_token()).await.status, 404);
    let late = with_cookie(&app, Method::POST, "/session/refresh", phone.cookie()).await;
    assert_eq!(late.problem(), "401 session_revoked");
}

#[actix_web::test]
async fn access_tokens_end_after_ten_minutes_and_refresh_tokens_are_none() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let ana = sign_in_as(&app, "ana").await;
    let cookie = ana.cookie().value().to_owned();

    assert_eq!(with_token(&app, Method::GET, "/me", &cookie).await.problem(), "401 wrong_token_kind");
    assert_eq!(with_token(&app, Method::GET, "/me", "nonsense").await.problem(), "401 no_session");
    assert_eq!(say(&app, request(Method::GET, "/me")).await.problem(), "401 no_session");
    app.advance(SignedDuration::from_mins(10));
    assert_eq!(with_token(&app, Method::GET, "/me", ana.access_token()).await.problem(), "401 token_expired");
}

#[actix_web::test]
async fn guessing_is_slowed_down_and_a_good_sign_in_is_not() {
    let app = TestApp::start().await;
    app.person("ana").await;
    for _ in 0..12 {
        assert_eq!(sign_in_as(&app, "ana").await.status, 200);
    }
    let guess = json!({ "email": mail("ana"), "password": "a guess of somebody's" });
    for _ in 0..10 {
        assert_eq!(post(&app, "/session", guess.clone()).await.problem(), "401 wrong_credentials");
    }

    let slowed = post(&app, "/session", guess).await;

    assert_eq!(slowed.problem(), "429 too_many_tries");
    assert!(slowed.retry_after.and_then(|seconds| seconds.parse::<u64>().ok()).is_some_and(|seconds| seconds <= 61));
    assert_eq!(sign_in_as(&app, "ana").await.problem(), "429 too_many_tries", "the right one waits as well");
}

/// Lets what a handler left running come to its end: a mail is on its way, and others have had their turns since.
async fn settle(app: &TestApp) {
    while outbox_event::Entity::find().all(app.app.db.reader()).await.expect("rows").is_empty() {
        tokio::task::yield_now().await;
    }
    for _ in 0..20 {
        tokio::task::yield_now().await;
        app.app.db.write(None, async |_| Ok(())).await.expect("a turn");
    }
}

#[actix_web::test]
async fn asking_for_a_code_tells_nothing_about_who_is_known() {
    let app = TestApp::start().await;
    app.newcomer("ana").await;

    let known = post(&app, "/session/code", json!({ "email": mail("ana") })).await;
    let unknown = post(&app, "/session/code", json!({ "email": mail("nobody") })).await;
    settle(&app).await;

    assert_eq!((known.status, unknown.status), (202, 202));
    assert_eq!(known.body, unknown.body);
    let events = outbox_event::Entity::find().all(app.app.db.reader()).await.expect("rows");
    assert_eq!(events.len(), 1);
    for _ in 0..4 {
        assert_eq!(post(&app, "/session/code", json!({ "email": mail("ana") })).await.status, 202);
    }
    assert_eq!(post(&app, "/session/code", json!({ "email": mail("ana") })).await.problem(), "429 too_many_tries");
}

#[actix_web::test]
async fn a_first_password_is_set_by_a_code_on_paper() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;
    let typed = format!("{} {}", code[..5].to_lowercase(), &code[5..]);
    let with =
        |code: &str, new_password: &str| json!({ "email": mail("ana"), "code": code, "new_password": new_password });

    let short = post(&app, "/session/password", with(&typed, "short")).await;
    let wrong = post(&app, "/session/password", with("123456", PASSWORD)).await;
    let nonsense = post(&app, "/session/password", with("?", PASSWORD)).await;
    let set = post(&app, "/session/password", with(&typed, PASSWORD)).await;
    let again = post(&app, "/session/password", with(&typed, PASSWORD)).await;

    assert_eq!((short.problem(), &short.body["field"]), ("422 password_too_short".into(), &json!("new_password")));
    assert_eq!(wrong.problem(), "400 wrong_code");
    assert_eq!(nonsense.problem(), "400 wrong_code");
    assert_eq!((set.status, &set.body["person"]["email"]), (200, &json!("ana@example.org")));
    assert!(set.cookie.is_some());
    assert_eq!(again.problem(), "400 wrong_code");
    assert_eq!(sign_in_as(&app, "ana").await.status, 200);
}

#[actix_web::test]
async fn an_expired_code_says_so_to_whoever_holds_it() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;
    app.advance(SignedDuration::from_hours(72));

    let late = json!({ "email": mail("ana"), "code": code, "new_password": PASSWORD });

    assert_eq!(post(&app, "/session/password", late).await.problem(), "400 code_expired");
}

#[actix_web::test]
async fn demo_people_exist_in_a_demo_only() {
    let mut app = TestApp::start().await;
    app.newcomer("ana").await;
    app.execute("UPDATE people SET email = 'resident@demo.test', given_name = 'Ana'", vec![]).await;

    let nowhere = say(&app, request(Method::GET, "/demo/people")).await;
    let settings = Settings { demo: true, insecure_cookie: true, ..(*app.app.settings).clone() };
    app.app.settings = std::sync::Arc::new(settings);
    let there = say(&app, request(Method::GET, "/demo/people")).await;

    assert_eq!(nowhere.problem(), "404 not_found");
    let ana = json!({
        "email": "resident@demo.test",
        "name": "Ana Example",
        "role": "learner",
        "note": "Reads it, answers, and makes a plan of it",
    });
    assert_eq!(there.body, json!({ "people": [ana] }));
}

#[actix_web::test]
async fn unknown_fields_and_broken_bodies_have_their_codes() {
    let app = TestApp::start().await;
    let more = json!({ "email": "a@b.c", "password": "x", "role": "director" });
    let less = json!({ "email": "a@b.c" });
    let broken = request(Method::POST, "/session").insert_header((header::CONTENT_TYPE, "application/json"));
    let text = request(Method::POST, "/session").set_payload("email=a");

    assert_eq!(post(&app, "/session", more).await.problem(), "422 unknown_field");
    assert_eq!(post(&app, "/session", less).await.problem(), "422 missing_field");
    assert_eq!(say(&app, broken.set_payload("{")).await.problem(), "400 bad_json");
    assert_eq!(say(&app, text).await.problem(), "415 wrong_content_type");
}

async fn puts_key(app: &TestApp, token: Option<&str>, body: Value) -> Answer {
    let mut put = request(Method::PUT, "/devices/key").set_json(body);
    if let Some(token) = token {
        put = put.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    say(app, put).await
}

#[actix_web::test]
async fn a_device_registers_the_public_half_of_its_key_once_and_keeps_earlier_ones() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let device = Phone::new(3).device;
    let signs_in = json!({ "email": mail("ana"), "password": PASSWORD, "device": device, "device_label": "Phone" });
    let session = post(&app, "/session", signs_in).await;
    let token = Some(session.access_token());

    for number in [3, 3, 4] {
        assert_eq!(puts_key(&app, token, json!({ "key": Phone::new(number).public() })).await.status, 204);
    }
    let elsewhere = json!({ "device": Phone::new(5).device, "key": Phone::new(5).public() });
    assert_eq!(puts_key(&app, token, elsewhere).await.status, 204);

    let keys = queries::keys_on(app.app.db.reader(), device).await.expect("a read");
    assert_eq!(keys.iter().map(|(person, _)| *person).collect::<Vec<_>>(), [ana, ana]);
    assert_eq!(queries::keys_on(app.app.db.reader(), Phone::new(5).device).await.expect("a read").len(), 1);
}

#[actix_web::test]
async fn of_one_persons_keys_the_newest_twenty_are_kept() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let session = sign_in_as(&app, "ana").await;
    let device = Phone::new(1).device;

    for number in 1..=25 {
        let body = json!({ "device": device, "key": Phone::new(number).public() });
        assert_eq!(puts_key(&app, Some(session.access_token()), body).await.status, 204);
        app.advance(SignedDuration::from_secs(1));
    }

    assert_eq!(queries::keys_on(app.app.db.reader(), device).await.expect("a read").len(), 20);
}

#[actix_web::test]
async fn what_is_no_key_is_refused_by_name() {
    let app = TestApp::start().await;
    app.person("ana").await;
    let session = sign_in_as(&app, "ana").await;
    let (device, key) = (Phone::new(3).device, Phone::new(3).public());
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "d": "AAAA" });

    for (problem, body) in [
        ("422 not_a_key", json!({ "device": device, "key": "AAAA" })),
        ("422 not_a_key", json!({ "device": device, "key": "A".repeat(100_000) })),
        ("422 private_key", json!({ "device": device, "key": jwk })),
        ("422 wrong_type", json!({ "device": device, "key": 7 })),
        ("422 missing_field", json!({ "device": device })),
        ("422 missing_field", json!({ "key": key })),
        ("422 unknown_field", json!({ "device": device, "key": key, "mood": 1 })),
        ("413 too_large", json!({ "device": device, "key": "A".repeat(1_000_000) })),
    ] {
        assert_eq!(puts_key(&app, Some(session.access_token()), body).await.problem(), problem);
    }
    assert_eq!(puts_key(&app, None, json!({ "device": device, "key": key })).await.problem(), "401 no_session");
}
