use jiff::SignedDuration;
use serde_json::{Value, json};

use super::kit::ask_body;
use crate::{
    base::{
        clock::Timestamp,
        ids::{EntryId, RequestId},
    },
    features::{
        programs::{Asking, commands::set_asking},
        sessions::{DeviceKey, commands::register_key},
    },
    platform::db::Tx,
    testing::{
        clinic::{Clinic, give_body, id_of},
        phone::Phone,
    },
};

/// What Ana shows: the operation as her phone keeps it, and the request it makes.
struct Shown {
    id: RequestId,
    operation: Value,
    code: String,
}

impl Clinic {
    async fn knows(&self, name: &str, phone: &Phone) {
        let (person, device) = (id_of(name), phone.device);
        let key = DeviceKey::parse(&serde_json::from_value(json!(phone.public())).expect("a body")).expect("a key");
        let register = async move |tx: &mut Tx<'_>| register_key(tx, person, device, &key).await;
        self.db.write(Some(person), register).await.expect("registered");
    }

    fn shows(&self, phone: &Phone, assessor: Option<&str>, with: Value) -> Shown {
        let id = self.fresh();
        let operation = self.op("requests.ask", id, None, ask_body(assessor, with));
        let code = phone.shows(&operation.to_string());
        Shown { id, operation, code }
    }

    /// An entry with what was scanned; the worker has seen it.
    async fn scans(&self, author: &str, learner: &str, request: RequestId, code: &str) -> EntryId {
        let id: EntryId = self.fresh();
        let mut body = give_body(learner, self.now());
        body["request"] = json!(request);
        body["request_code"] = json!(code);
        assert_eq!(self.does_push(author, self.op("feedback.give", id, None, body)).await, "applied - -");
        self.works().await;
        id
    }

    /// What its author sees of an entry's code.
    async fn problem(&self, author: &str, entry: EntryId) -> Value {
        let mut pulled = self.pulls(author).await.into_iter();
        let found = pulled.find(|change| change["kind"] == "feedback_entry" && change["id"] == json!(entry));
        found.expect("the entry")["data"]["code_problem"].clone()
    }
}

/// Ana with a phone that is known as hers.
async fn clinic() -> (Clinic, Phone) {
    let (clinic, phone) = (Clinic::open().await, Phone::new(7));
    clinic.knows("ana", &phone).await;
    (clinic, phone)
}

#[actix_web::test]
async fn an_entry_that_was_scanned_brings_its_request_and_the_learners_push_is_repeated() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({ "goal": "Two minutes" }));

    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.stands("ana", shown.id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(clinic.has_request(shown.id).await, ["ana", "dora"]);
    let request = clinic.request_of("dora", shown.id).await;
    assert_eq!((&request["handed_over"], &request["assessor"]), (&json!(true), &json!(id_of("dora"))));
    assert_eq!(request["goal"], "Two minutes");
    assert_eq!(clinic.problem("dora", entry).await, Value::Null);

    let late = clinic.pushes("ana", vec![shown.operation]).await.remove(0);
    clinic.works().await;
    assert_eq!((&late["outcome"], &late["first"]), (&json!("repeated"), &json!("applied")));
    assert_eq!((clinic.count("requests").await, clinic.count("request_answers").await), (1, 1));
    assert_eq!(clinic.audited("requests").await, ["requests.answered", "requests.asked"]);
}

#[actix_web::test]
async fn a_request_that_was_faster_than_the_scanned_entry_meets_it_once() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));
    assert_eq!(clinic.does_push("ana", shown.operation).await, "applied - -");
    clinic.works().await;

    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.stands("dora", shown.id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(clinic.count("requests").await, 1);
}

#[actix_web::test]
async fn a_code_counts_once_for_each_who_scans_it() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));

    let first = clinic.scans("dora", "ana", shown.id, &shown.code).await;
    let again = clinic.scans("dora", "ana", shown.id, &shown.code).await;
    let other = clinic.scans("nia", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.stands("ana", shown.id).await, ("answered".into(), vec![json!(first), json!(other)]));
    assert_eq!(clinic.has_request(shown.id).await, ["ana", "dora"]);
    assert_eq!(clinic.problem("dora", again).await, "used");
    assert_eq!(clinic.problem("nia", other).await, Value::Null);
    assert_eq!(clinic.count("feedback_entries").await, 3, "all of it is feedback");
}

#[actix_web::test]
async fn a_code_never_counts_for_another_learner_or_program() {
    let (clinic, phone) = clinic().await;
    clinic.knows("ben", &Phone::new(8)).await;
    let shown = clinic.shows(&phone, None, json!({}));

    let bens = clinic.scans("dora", "ben", shown.id, &shown.code).await;
    let mut body = give_body("zoe", clinic.now());
    let set = crate::features::frameworks::SetId::parse("acgme-surg-2").expect("a set");
    body["set"] = json!("acgme-surg-2");
    body["subcompetency"] = json!(set.subcompetency("PC1"));
    body["request_code"] = json!(shown.code);
    let foreign: EntryId = clinic.fresh();
    let mut op = clinic.op("feedback.give", foreign, None, body);
    op["program"] = json!(clinic.elsewhere);
    assert_eq!(clinic.does_push("yan", op).await, "applied - -");
    clinic.works().await;

    assert_eq!(clinic.problem("dora", bens).await, "another_learner");
    assert_eq!(clinic.problem("yan", foreign).await, "foreign_program");
    assert_eq!(clinic.count("requests").await, 0);
    assert_eq!(clinic.stands("ana", shown.id).await.0, "-");
}

#[actix_web::test]
async fn what_the_learners_device_did_not_sign_makes_no_request_and_leaves_the_entry() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));
    let forger = Phone::new(7).with_key_of(&Phone::new(9));
    let stranger = Phone::new(9);
    let operation = shown.operation.to_string();
    let other_kind = operation.replace("requests.ask", "requests.withdraw");
    let mut cut = shown.code.clone();
    cut.truncate(200);

    for (problem, code) in [
        ("forged", forger.shows(&operation)),
        ("unknown_device", stranger.shows(&operation)),
        ("unreadable", cut),
        ("unreadable", phone.shows("{}")),
        ("unreadable", phone.shows(&other_kind)),
        ("unreadable", "https://waymark.test/r#?".into()),
        ("unreadable", "\0".into()),
        ("unreadable", String::new()),
        ("unreadable", "A".repeat(901)),
        ("unreadable", "A".repeat(100_000)),
    ] {
        let entry = clinic.scans("dora", "ana", shown.id, &code).await;
        assert_eq!(clinic.problem("dora", entry).await, problem);
    }

    assert_eq!((clinic.count("requests").await, clinic.count("feedback_entries").await), (0, 10));
    assert_eq!(clinic.count("operations WHERE kind = 'requests.ask'").await, 0);
    assert!(!clinic.announced().await.contains(&"request_asked".to_owned()), "nothing was sent");
}

#[actix_web::test]
async fn a_device_that_is_not_known_yet_is_believed_once_its_learner_has_sent_the_same() {
    let clinic = Clinic::open().await;
    let shown = clinic.shows(&Phone::new(7), None, json!({}));
    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;
    assert_eq!(clinic.problem("dora", entry).await, "unknown_device");

    assert_eq!(clinic.does_push("ana", shown.operation).await, "applied - -");
    clinic.works().await;

    assert_eq!(clinic.problem("dora", entry).await, Value::Null);
    assert_eq!(clinic.stands("ana", shown.id).await, ("answered".into(), vec![json!(entry)]));
}

#[actix_web::test]
async fn a_code_is_good_for_thirty_days_and_said_to_be_old_after_a_quarter_of_an_hour() {
    let (clinic, phone) = clinic().await;
    let made = |clinic: &Clinic, ago: SignedDuration| {
        let mut shown = clinic.shows(&phone, None, json!({}));
        shown.operation["at"] = json!(Timestamp(clinic.now().0 - i64::try_from(ago.as_millis()).expect("a time")));
        shown.code = phone.shows(&shown.operation.to_string());
        shown
    };
    let old = async |entry: EntryId| {
        let mut pulled = clinic.pulls("dora").await.into_iter();
        pulled.find(|change| change["id"] == json!(entry)).expect("the entry")["data"]["code_old"].clone()
    };

    for (ago, problem, is_old) in [
        (SignedDuration::from_mins(15), Value::Null, false),
        (SignedDuration::from_mins(16), Value::Null, true),
        (SignedDuration::from_hours(-24 * 365), Value::Null, false),
        (SignedDuration::from_hours(24 * 30), Value::Null, true),
        (SignedDuration::from_hours(24 * 31), json!("expired"), true),
    ] {
        let shown = made(&clinic, ago);
        let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;
        assert_eq!((clinic.problem("dora", entry).await, old(entry).await), (problem, json!(is_old)), "{ago}");
    }
    assert_eq!(clinic.count("requests").await, 4);
}

#[actix_web::test]
async fn what_was_handed_over_needs_no_room_and_is_never_too_late() {
    let (clinic, phone) = clinic().await;
    let (program, one) = (clinic.program, Asking::new(1, 14).expect("numbers"));
    clinic.write(async move |tx| set_asking(tx, program, one).await).await;
    clinic.asks_for("ben", Some("dora"), json!({})).await;
    let shown = clinic.shows(&phone, Some("dora"), json!({ "until": "2026-11-01" }));

    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.problem("dora", entry).await, Value::Null);
    assert_eq!(clinic.stands("ana", shown.id).await, ("answered".into(), vec![json!(entry)]));
}

#[actix_web::test]
async fn a_code_that_asks_against_the_rules_is_held_for_its_learner_as_a_push_would_be() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({ "set": "acgme-surg-2" }));

    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.problem("dora", entry).await, "not_taken");
    let held = clinic.pulls("ana").await.into_iter().find(|change| change["kind"] == "held_item");
    assert_eq!(held.expect("a held item")["data"]["code"], "set_not_learners");
    let late = clinic.pushes("ana", vec![shown.operation]).await.remove(0);
    assert_eq!((&late["outcome"], &late["first"]), (&json!("repeated"), &json!("held")));
}

#[actix_web::test]
async fn whoever_was_asked_by_name_answers_whatever_their_code_is_worth() {
    let (clinic, _) = clinic().await;
    let id = clinic.asks_for("ana", Some("cole"), json!({})).await;

    let entry = clinic.scans("cole", "ana", id, "nonsense").await;

    assert_eq!(clinic.stands("ana", id).await, ("answered".into(), vec![json!(entry)]));
    assert_eq!(clinic.problem("cole", entry).await, Value::Null);
}

#[actix_web::test]
async fn a_code_is_of_the_request_its_entry_names() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));

    let entry = clinic.scans("dora", "ana", clinic.fresh(), &shown.code).await;

    assert_eq!(clinic.problem("dora", entry).await, "another_request");
    assert_eq!(clinic.count("requests").await, 0);
}

#[actix_web::test]
async fn other_words_under_an_operation_that_was_sent_are_not_taken() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));
    let mut sent = shown.operation.clone();
    sent["subject"] = json!(clinic.fresh::<uuid::Uuid>());
    assert_eq!(clinic.does_push("ana", sent).await, "applied - -");

    let entry = clinic.scans("dora", "ana", shown.id, &shown.code).await;

    assert_eq!(clinic.problem("dora", entry).await, "not_taken");
    assert_eq!(clinic.count("requests").await, 1);
}

#[actix_web::test]
async fn what_was_scanned_never_changes() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({}));
    clinic.scans("dora", "ana", shown.id, &shown.code).await;

    for sql in ["UPDATE request_codes SET code = ''", "DELETE FROM request_codes"] {
        let change = clinic.db.write(None, async move |tx| tx.execute(sql, vec![]).await).await;
        assert!(change.expect_err("a refusal").to_string().contains("never changes"), "{sql}");
    }
}

#[actix_web::test]
async fn a_whole_code_fits_into_nine_hundred_bytes() {
    let (clinic, phone) = clinic().await;
    let shown = clinic.shows(&phone, None, json!({ "question": "How can I say this? ".repeat(10) }));

    let whole = format!("https://waymark.hospital.example/r#{}", shown.code);

    assert!(whole.len() <= 900, "{}", whole.len());
}
