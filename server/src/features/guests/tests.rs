//! Guests from the mail to the entry, over HTTP.

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
    web::Data,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use crate::{
    base::ids::RequestId,
    features::sessions::{DeviceKey, commands::register_key},
    platform::{db::Tx, feed::Kind},
    testing::{
        clinic::{Clinic, SET, give_body, id_of, skill},
        phone::Phone,
    },
};

const MAIL: &str = "sam.adler@elsewhere.test";

/// Everything somebody without an account does, in a browser that opened a link.
struct Browser<'c> {
    clinic: &'c Clinic,
    token: String,
}

async fn calls(clinic: &Clinic, token: Option<&str>, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let (actix, _) = Actix::new()
        .app_data(Data::new(clinic.app.app.clone()))
        .into_utoipa_app()
        .configure(crate::routes::api)
        .split_for_parts();
    let mut request = TestRequest::default().method(method).uri(&format!("/api/v1{path}"));
    if let Some(token) = token {
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    if let Some(body) = body {
        request = request.set_json(body);
    }
    let answer = call_service(&init_service(actix).await, request.to_request()).await;
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&read_body(answer).await).unwrap_or_default())
}

/// Status and code of a problem.
fn problem((status, body): (u16, Value)) -> String {
    format!("{status} {}", body["code"].as_str().unwrap_or("-"))
}

impl Clinic {
    /// What asking somebody by mail comes to; the worker has seen it.
    async fn asks_by_mail(&self, mail: &str) -> (RequestId, String) {
        let id: RequestId = self.fresh();
        let body = json!({
            "visiting": { "mail": mail, "name": "Dr. Adler" }, "set": SET, "subcompetency": skill("PC1"),
            "question": "Which question did I ask too late?", "own_view": "I think the medicines."
        });
        let result = self.pushes("ana", vec![self.op("requests.ask", id, None, body)]).await.remove(0);
        self.works().await;
        let said = ["outcome", "code", "field"].map(|key| result[key].as_str().unwrap_or("-")).join(" ");
        (id, said)
    }

    /// What stands behind the `#` of the link in the last mail.
    fn link(&self) -> String {
        let text = self.app.mailer.sent().pop().expect("a mail").text;
        let (_, rest) = text.split_once("https://waymark.example.org/g#").expect("a link");
        rest.split_whitespace().next().expect("a secret").to_owned()
    }

    async fn opens(&self, link: &str) -> Browser<'_> {
        let (status, body) = calls(self, None, Method::POST, "/guest/session", Some(json!({ "token": link }))).await;
        assert_eq!((status, &body["expires_in"]), (200, &json!(86_400)));
        Browser { clinic: self, token: body["token"].as_str().expect("a token").to_owned() }
    }
}

impl Browser<'_> {
    async fn calls(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        calls(self.clinic, Some(&self.token), method, path, body).await
    }

    /// The digits, as they were mailed.
    async fn digits(&self) -> String {
        self.digits_at(MAIL).await
    }

    async fn digits_at(&self, address: &str) -> String {
        let (status, _) = self.calls(Method::POST, "/guest/code", None).await;
        assert_eq!(status, 202);
        self.clinic.works().await;
        let mail = self.clinic.app.mailer.sent().pop().expect("a mail");
        assert_eq!(mail.to, address);
        let mut words = mail.text.split_whitespace();
        words.find(|word| word.len() == 6 && word.bytes().all(|c| c.is_ascii_digit())).expect("digits").to_owned()
    }

    fn answer(&self, code: &str, with: Value) -> Value {
        let now = self.clinic.now();
        // What a guest says of whom and which skill it is counts for nothing.
        let mut feedback = give_body("ben", now);
        feedback["subcompetency"] = json!(skill("PC2"));
        let mut body = json!({
            "code": code, "given_name": "Sam", "family_name": "Adler", "profession": "pharmacist",
            "id": self.clinic.fresh::<Uuid>(), "given_at": now, "feedback": feedback
        });
        let Value::Object(with) = with else { return body };
        body.as_object_mut().expect("an object").extend(with);
        body
    }

    async fn answers(&self, code: &str, with: Value) -> (u16, Value) {
        self.calls(Method::POST, "/guest/entry", Some(self.answer(code, with))).await
    }
}

#[actix_web::test]
async fn somebody_on_no_list_answers_by_a_link_and_six_digits_and_is_shown_as_visiting() {
    let clinic = Clinic::open().await;
    let (id, said) = clinic.asks_by_mail(MAIL).await;
    assert_eq!(said, "applied - -");
    assert_eq!(clinic.who_has(Kind::Request, id).await.into_iter().collect::<Vec<_>>(), ["ana"]);

    let browser = clinic.opens(&clinic.link()).await;
    let (_, request) = browser.calls(Method::GET, "/guest/request", None).await;
    assert_eq!(
        (&request["learner"], &request["program"]),
        (&json!("ana Example"), &json!("Riverside Internal Medicine"))
    );
    assert_eq!(
        (&request["question"], &request["state"]),
        (&json!("Which question did I ask too late?"), &json!("open"))
    );
    assert_eq!(request["subcompetency"]["code"], "PC1");
    let digits = browser.digits().await;
    let (status, answered) = browser.answers(&digits, json!({})).await;
    clinic.works().await;

    assert_eq!(status, 201);
    let visiting = json!({ "name": "Sam Adler", "profession": "pharmacist" });
    for name in ["ana", "eve"] {
        let pulled = clinic.pulls(name).await;
        let entry = &pulled.iter().find(|change| change["id"] == answered["entry"]).expect("the entry")["data"];
        assert_eq!((&entry["visiting"], &entry["learner"]), (&visiting, &json!(id_of("ana"))), "{name}");
        assert_eq!((&entry["subcompetency"], &entry["request"]), (&json!(skill("PC1")), &json!(id)));
    }
    let pulled = clinic.pulls("ana").await;
    let request = &pulled.iter().find(|change| change["kind"] == "request").expect("the request")["data"];
    assert_eq!((&request["state"], &request["entries"]), (&json!("answered"), &json!([answered["entry"]])));
    assert_eq!((&request["visiting"], &request["assessor"]), (&visiting, &Value::Null));
    assert_eq!(clinic.count("request_answers").await, 1);
}

/// A phone that is known as somebody's.
async fn known_phone(clinic: &Clinic, name: &'static str, number: u8) -> Phone {
    let phone = Phone::new(number);
    let key = DeviceKey::parse(&serde_json::from_value(json!(phone.public())).expect("a body")).expect("a key");
    let device = phone.device;
    let register = async move |tx: &mut Tx<'_>| register_key(tx, id_of(name), device, &key).await;
    clinic.db.write(None, register).await.expect("registered");
    phone
}

/// Ana's phone, and what it shows.
async fn shown(clinic: &Clinic) -> (Phone, Value, RequestId) {
    let (phone, id) = (known_phone(clinic, "ana", 7).await, clinic.fresh::<RequestId>());
    let body = json!({ "set": SET, "subcompetency": skill("PC1"), "question": "Which question did I ask too late?" });
    (phone, clinic.op("requests.ask", id, None, body), id)
}

#[actix_web::test]
async fn whoever_scans_with_the_phones_own_camera_answers_as_a_guest() {
    let clinic = Clinic::open().await;
    let (phone, operation, id) = shown(&clinic).await;
    let scan = json!({ "code": phone.shows(&operation.to_string()), "mail": MAIL });

    let (status, body) = calls(&clinic, None, Method::POST, "/guest/scan", Some(scan)).await;
    assert_eq!(status, 200);
    let browser = Browser { clinic: &clinic, token: body["token"].as_str().expect("a token").to_owned() };
    assert_eq!(browser.calls(Method::GET, "/guest/request", None).await.1["learner"], "ana Example");
    let digits = browser.digits().await;
    let (status, answered) = browser.answers(&digits, json!({})).await;
    assert_eq!(status, 201);
    clinic.works().await;

    let pulled = clinic.pulls("ana").await;
    let request = &pulled.iter().find(|change| change["id"] == json!(id)).expect("the request")["data"];
    assert_eq!((&request["state"], &request["entries"]), (&json!("answered"), &json!([answered["entry"]])));
    assert_eq!((&request["visiting"]["name"], &request["assessor"]), (&json!("Sam Adler"), &Value::Null));
    assert_eq!(clinic.who_has(Kind::Request, id).await.into_iter().collect::<Vec<_>>(), ["ana"]);
    let late = clinic.pushes("ana", vec![operation]).await.remove(0);
    assert_eq!((&late["outcome"], &late["first"]), (&json!("repeated"), &json!("applied")));
    assert_eq!(clinic.count("request_answers").await, 1);
}

#[actix_web::test]
async fn a_member_who_scans_as_a_guest_gives_as_a_member() {
    let clinic = Clinic::open().await;
    let (phone, operation, id) = shown(&clinic).await;
    let scan = json!({ "code": phone.shows(&operation.to_string()), "mail": "dora@riverside.test" });
    let (_, body) = calls(&clinic, None, Method::POST, "/guest/scan", Some(scan)).await;
    let browser = Browser { clinic: &clinic, token: body["token"].as_str().expect("a token").to_owned() };
    let digits = browser.digits_at("dora@riverside.test").await;

    assert_eq!(browser.answers(&digits, json!({})).await.0, 201);

    let pulled = clinic.pulls("dora").await;
    let entry = &pulled.iter().find(|change| change["kind"] == "feedback_entry").expect("the entry")["data"];
    assert_eq!((&entry["author"], &entry["visiting"]), (&json!(id_of("dora")), &Value::Null));
    let having: Vec<_> = clinic.who_has(Kind::Request, id).await.into_iter().collect();
    assert_eq!(having, ["ana", "dora"]);
}

#[actix_web::test]
async fn what_was_scanned_wrong_opens_nothing() {
    let clinic = Clinic::open().await;
    let (phone, operation, _) = shown(&clinic).await;
    let mut old = operation.clone();
    old["at"] = json!("2020-01-01T00:00:00Z");
    let good = phone.shows(&operation.to_string());
    let forged = Phone::new(7).with_key_of(&Phone::new(8)).shows(&operation.to_string());

    for (expected, code, mail) in [
        ("422 unreadable", "A".repeat(2_000), MAIL),
        ("422 forged", forged, MAIL),
        ("422 unknown_device", Phone::new(8).shows(&operation.to_string()), MAIL),
        ("422 expired", phone.shows(&old.to_string()), MAIL),
        ("422 not_an_email", good.clone(), "nobody"),
    ] {
        let scan = json!({ "code": code, "mail": mail });
        assert_eq!(problem(calls(&clinic, None, Method::POST, "/guest/scan", Some(scan)).await), expected);
    }
    assert_eq!((clinic.count("requests").await, clinic.count("guest_sessions").await), (0, 0));
    let (hers, _) = clinic.asks_by_mail(MAIL).await;
    let mut bens = operation.clone();
    bens["subject"] = json!(hers);
    let scan = json!({ "code": known_phone(&clinic, "ben", 6).await.shows(&bens.to_string()), "mail": MAIL });
    assert_eq!(problem(calls(&clinic, None, Method::POST, "/guest/scan", Some(scan)).await), "422 not_taken");

    let own = json!({ "code": good, "mail": "ana@riverside.test" });
    let (_, body) = calls(&clinic, None, Method::POST, "/guest/scan", Some(own)).await;
    let browser = Browser { clinic: &clinic, token: body["token"].as_str().expect("a token").to_owned() };
    let digits = browser.digits_at("ana@riverside.test").await;
    assert_eq!(problem(browser.answers(&digits, json!({})).await), "422 ask_oneself");
}

#[actix_web::test]
async fn no_mail_says_a_name_or_a_word_of_the_question_and_no_secret_is_stored() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    let link = clinic.link();
    let browser = clinic.opens(&link).await;
    let digits = browser.digits().await;

    for mail in clinic.app.mailer.sent() {
        assert_eq!(mail.to, MAIL);
        for word in ["ana", "Example", "Adler", "Riverside", "History", "late"] {
            let said = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
            assert!(!said(&mail.subject) && !said(&mail.text), "{word}: {}", mail.text);
        }
    }
    for secret in [&link, &browser.token, &digits] {
        let like = format!("outbox_events WHERE body LIKE '%{secret}%'");
        assert_eq!(clinic.count(&like).await, 0);
    }
    assert_eq!(link.len(), 43, "256 bits");
}

#[actix_web::test]
async fn wrong_digits_give_nothing_and_are_tried_five_times() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    let browser = clinic.opens(&clinic.link()).await;
    assert_eq!(problem(browser.answers("123456", json!({})).await), "400 wrong_code", "none were asked for");
    let digits = browser.digits().await;
    let wrong = if digits == "000000" { "000001" } else { "000000" };

    for _ in 0..5 {
        assert_eq!(problem(browser.answers(wrong, json!({})).await), "400 wrong_code");
    }
    assert_eq!(problem(browser.answers(&digits, json!({})).await), "400 wrong_code", "used up");
    let fresh = browser.digits().await;
    clinic.advance(SignedDuration::from_mins(15));
    assert_eq!(problem(browser.answers(&fresh, json!({})).await), "400 wrong_code", "too old");

    assert_eq!((clinic.count("feedback_entries").await, clinic.count("people").await), (0, 12));
}

#[actix_web::test]
async fn a_guest_gives_one_entry_and_keeps_what_breaks_a_rule() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    let link = clinic.link();
    let browser = clinic.opens(&link).await;
    let digits = browser.digits().await;
    let mut empty = give_body("ana", clinic.now());
    empty["went_well"] = json!(" ");

    assert_eq!(problem(browser.answers(&digits, json!({ "feedback": empty })).await), "422 empty");
    assert_eq!(problem(browser.answers(&digits, json!({ "given_name": "" })).await), "422 empty");
    assert_eq!(problem(browser.answers(&digits, json!({ "profession": "wizard" })).await), "422 unknown_value");
    assert_eq!(browser.answers(&digits, json!({})).await.0, 201);
    let again = clinic.opens(&link).await;
    let digits = again.digits().await;
    assert_eq!(problem(again.answers(&digits, json!({})).await), "409 already_answered");

    assert_eq!(clinic.count("feedback_entries").await, 1);
}

#[actix_web::test]
async fn what_a_guest_holds_opens_the_one_request_and_nothing_else() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    let link = clinic.link();
    let browser = clinic.opens(&link).await;

    let program = format!("/programs/{}", clinic.program);
    for path in ["/me".to_owned(), "/sync/pull".into(), format!("{program}/reference"), format!("{program}/requests")] {
        assert_eq!(browser.calls(Method::GET, &path, None).await.0, 401, "{path}");
        assert_eq!(calls(&clinic, Some(&link), Method::GET, &path, None).await.0, 401, "{path}");
    }
    for (token, path) in
        [(None, "/guest/request"), (Some("A"), "/guest/request"), (Some(link.as_str()), "/guest/request")]
    {
        assert_eq!(problem(calls(&clinic, token, Method::GET, path, None).await), "401 no_session");
    }
    for wrong in ["", "A", &browser.token, &"A".repeat(43), &"A".repeat(100_000)] {
        let opened = calls(&clinic, None, Method::POST, "/guest/session", Some(json!({ "token": wrong }))).await;
        assert_eq!(problem(opened), "401 no_such_link");
    }
    clinic.advance(SignedDuration::from_hours(24));
    assert_eq!(problem(browser.calls(Method::GET, "/guest/request", None).await), "401 no_session");
    clinic.opens(&link).await;
    clinic.advance(SignedDuration::from_hours(24 * 60));
    let late = calls(&clinic, None, Method::POST, "/guest/session", Some(json!({ "token": link }))).await;
    assert_eq!(problem(late), "401 no_such_link");
}

#[actix_web::test]
async fn a_member_asked_by_mail_is_asked_as_one_and_nobody_is_asked_too_often() {
    let clinic = Clinic::open().await;

    let (id, _) = clinic.asks_by_mail("cole@riverside.test").await;
    let pulled = clinic.pulls("cole").await;
    let request = &pulled.iter().find(|change| change["id"] == json!(id)).expect("the request")["data"];
    assert_eq!((&request["assessor"], &request["visiting"]), (&json!(id_of("cole")), &Value::Null));
    let links = || clinic.app.mailer.sent().iter().filter(|mail| mail.text.contains("/g#")).count();
    assert_eq!(links(), 0);

    assert_eq!(clinic.asks_by_mail("ana@riverside.test").await.1, "held ask_oneself visiting.mail");
    assert_eq!(clinic.asks_by_mail("nobody").await.1, "held not_an_email visiting.mail");
    for _ in 0..5 {
        assert_eq!(clinic.asks_by_mail(MAIL).await.1, "applied - -");
    }
    assert_eq!(clinic.asks_by_mail(MAIL).await.1, "held enough_open_requests visiting.mail");
    for number in 0..5 {
        assert_eq!(clinic.asks_by_mail(&format!("sam{number}@elsewhere.test")).await.1, "applied - -");
    }
    assert_eq!(clinic.asks_by_mail("one.more@elsewhere.test").await.1, "held too_many visiting");
    assert_eq!(links(), 10);
}

#[actix_web::test]
async fn a_member_of_another_program_is_asked_by_mail_and_keeps_their_name() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail("yan@riverside.test").await;
    let browser = clinic.opens(&clinic.link()).await;
    let digits = browser.digits_at("yan@riverside.test").await;

    assert_eq!(browser.answers(&digits, json!({})).await.0, 201);

    let pulled = clinic.pulls("ana").await;
    let entry = &pulled.iter().find(|change| change["kind"] == "feedback_entry").expect("the entry")["data"];
    assert_eq!((&entry["author"], &entry["visiting"]["name"]), (&json!(id_of("yan")), &json!("Sam Adler")));
    assert_eq!(clinic.count("people WHERE given_name = 'yan'").await, 1);
    assert!(
        clinic
            .who_has(Kind::FeedbackEntry, serde_json::from_value::<Uuid>(entry["id"].clone()).expect("an id"))
            .await
            .iter()
            .all(|name| *name != "yan")
    );
}

#[actix_web::test]
async fn a_request_taken_back_before_the_mail_went_is_not_mailed() {
    let clinic = Clinic::open().await;
    clinic.app.mailer.fail(1);
    let (id, _) = clinic.asks_by_mail(MAIL).await;
    assert!(clinic.app.mailer.sent().is_empty());
    let withdraw = clinic.op("requests.withdraw", id, Some(1), json!({}));
    assert_eq!(clinic.pushes("ana", vec![withdraw]).await[0]["outcome"], "applied");

    clinic.an_hour_later();
    clinic.works().await;

    assert!(clinic.app.mailer.sent().is_empty());
}

#[actix_web::test]
async fn what_opened_requests_long_ago_is_forgotten() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    clinic.opens(&clinic.link()).await;
    assert_eq!((clinic.count("guest_links").await, clinic.count("guest_sessions").await), (1, 1));

    clinic.advance(SignedDuration::from_hours(24 * 62));
    clinic.works().await;

    assert_eq!((clinic.count("guest_links").await, clinic.count("guest_sessions").await), (0, 0));
}

#[actix_web::test]
async fn whoever_was_asked_by_mail_and_says_nothing_is_reminded_once_and_never_again() {
    let clinic = Clinic::open().await;
    let mails = || clinic.app.mailer.sent().len();
    clinic.asks_by_mail(MAIL).await;
    let first = clinic.app.mailer.sent().pop().expect("a mail");
    assert!(first.text.contains("once more, in three days"), "{}", first.text);

    clinic.advance(SignedDuration::from_hours(71));
    clinic.works().await;
    assert_eq!(mails(), 1, "not before the third day is over");
    clinic.advance(SignedDuration::from_hours(1));
    clinic.works().await;
    clinic.works().await;

    let reminder = clinic.app.mailer.sent().pop().expect("a mail");
    assert_eq!((mails(), reminder.to.as_str()), (2, MAIL));
    assert_eq!(reminder.subject, "You are still asked for feedback");
    assert_ne!(reminder.id, first.id, "a mailbox does not take it for the first mail");
    let browser = clinic.opens(&clinic.link()).await;
    assert_eq!(browser.calls(Method::GET, "/guest/request", None).await.1["learner"], "ana Example");
    clinic.advance(SignedDuration::from_hours(24 * 20));
    clinic.works().await;
    assert_eq!(mails(), 2);
}

#[actix_web::test]
async fn nobody_is_reminded_of_what_they_answered_or_of_what_was_taken_back() {
    let clinic = Clinic::open().await;
    clinic.asks_by_mail(MAIL).await;
    let browser = clinic.opens(&clinic.link()).await;
    let digits = browser.digits().await;
    assert_eq!(browser.answers(&digits, json!({})).await.0, 201);
    let (taken_back, _) = clinic.asks_by_mail("kim@elsewhere.test").await;
    clinic.pushes("ana", vec![clinic.op("requests.withdraw", taken_back, Some(1), json!({}))]).await;
    let before = clinic.app.mailer.sent().len();

    clinic.advance(SignedDuration::from_hours(73));
    clinic.works().await;

    assert_eq!(clinic.app.mailer.sent().len(), before);
}
