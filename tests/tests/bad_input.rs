//! Bad input over real HTTP: a clear problem with its code, nothing stored but what sync holds, never a 500.

use std::collections::BTreeMap;

use actix_web::http::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;
use waymark::{
    base::clock::Clock,
    features::{frameworks::SetId, members},
    platform::{auth::tokens::REFRESH_PREFIX, db::Tx},
    testing::phone::Phone,
};
use waymark_tests::{Answer, Clinic, TestApp, days};

async fn clinic(app: &TestApp) -> Clinic<'_> {
    app.program().learners(["ana", "ben"]).faculty(["cole", "dora"]).director("gia").coordinator("hal").create().await
}

/// How many rows each table has of all that people write and of what follows from it.
async fn stored(clinic: &Clinic<'_>) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for table in TABLES {
        let reader = clinic.app.app.db.reader();
        let count = Statement::from_string(reader.get_database_backend(), format!("SELECT COUNT(*) AS n FROM {table}"));
        let row = reader.query_one_raw(count).await.expect("a count").expect("a row");
        counts.insert(table, row.try_get("", "n").expect("a number"));
    }
    counts
}

const TABLES: [&str; 26] = [
    "feedback_entries",
    "feedback_entry_states",
    "amendments",
    "responses",
    "jots",
    "meetings",
    "coach_notes",
    "check_ins",
    "reflections",
    "read_marks",
    "plans",
    "plan_progress",
    "learning_plans",
    "learning_plan_signatures",
    "requests",
    "request_answers",
    "held_items",
    "wire_forms",
    "feed",
    "operations",
    "outbox_events",
    "audit_rows",
    "notifications",
    "notification_preferences",
    "push_subscriptions",
    "deliveries",
];

/// What `work` added to which table.
async fn added<T>(clinic: &Clinic<'_>, work: impl Future<Output = T>) -> (T, Vec<(&'static str, i64)>) {
    let before = stored(clinic).await;
    let done = work.await;
    let after = stored(clinic).await;
    (done, after.into_iter().map(|(table, n)| (table, n - before[table])).filter(|(_, n)| *n != 0).collect())
}

/// A held operation: stored as sent, shown to its author, audited, and answered.
const HELD: [(&str, i64); 5] =
    [("audit_rows", 1), ("feed", 1), ("held_items", 1), ("operations", 1), ("wire_forms", 1)];
/// A refused operation: nothing but the answer.
const REFUSED: [(&str, i64); 1] = [("operations", 1)];

/// Outcome, code and field of the only result.
async fn pushed(clinic: &Clinic<'_>, op: Value) -> String {
    let result = clinic.member("cole").pushes(&[op]).await.success()["results"][0].clone();
    ["outcome", "code", "field"].map(|key| result[key].as_str().unwrap_or("-").to_owned()).join(" ")
}

/// An entry by Cole about Ana as an operation, changed as said.
fn entry(clinic: &Clinic<'_>, change: impl FnOnce(&mut Value)) -> Value {
    let mut op = clinic.member("cole").operation("feedback.give", clinic.fresh(), None, clinic.feedback_about("ana"));
    change(&mut op);
    op
}

#[actix_web::test]
async fn an_entry_that_breaks_a_rule_is_held_with_the_rule_and_the_field() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).create().await;
    let zoe = json!(elsewhere.member("zoe").id);
    let long = json!("a".repeat(20_000));
    let surgery = json!("acgme-surg-2");
    let skill_of_surgery = json!(SetId::parse("acgme-surg-2").expect("a set").subcompetency("PC1"));
    let body = |field: &'static str, value: Value| entry(&clinic, |op| op["body"][field] = value);
    let cases = [
        ("held unknown_learner learner", body("learner", json!(Uuid::nil()))),
        ("held unknown_learner learner", body("learner", zoe)),
        ("held unknown_learner learner", body("learner", json!(clinic.member("dora").id))),
        ("held set_not_learners set", body("set", surgery)),
        ("held unknown_subcompetency subcompetency", body("subcompetency", skill_of_surgery)),
        ("held level_out_of_scale level", body("level", json!(11))),
        ("held level_out_of_scale level", body("level", json!(1))),
        ("held level_out_of_scale level", body("level", json!(-2))),
        ("held level_and_cannot_judge level", body("cannot_judge", json!(true))),
        ("held empty went_well", body("went_well", json!(" \n\t"))),
        ("held too_long went_well", body("went_well", long.clone())),
        ("held too_long differently", body("differently", long.clone())),
        ("held too_long next_step", body("next_step", long)),
        ("held not_a_member program", entry(&clinic, |op| op["program"] = json!(elsewhere.program))),
        ("held not_a_member program", entry(&clinic, |op| op["program"] = json!(Uuid::nil()))),
    ];

    for (expected, op) in cases {
        let (outcome, rows) = added(&clinic, pushed(&clinic, op)).await;
        assert_eq!(outcome, expected);
        assert_eq!(rows, HELD, "{expected}");
    }
}

#[actix_web::test]
async fn a_band_that_breaks_a_rule_is_refused_by_its_place_and_all_bands_stay_as_they_were() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let good = json!({ "set": "acgme-im-2", "training_year": 1, "low": 2, "high": 4 });
    let says = async |bands: Value| {
        clinic.member("gia").put("/programs/{program}/expected-bands", json!({ "bands": bands })).await
    };
    let second = |field: &str, value: Value| {
        let mut band = good.clone();
        band["training_year"] = json!(2);
        band[field] = value;
        json!([good, band])
    };
    assert_eq!(says(json!([good])).await.success(), json!({ "bands": [good] }));

    for (expected, bands) in [
        ("422 set_not_of_program (bands[1].set)", second("set", json!("acgme-surg-2"))),
        ("422 set_not_of_program (bands[1].set)", second("set", json!("Internal \u{0} Medicine"))),
        ("422 training_year_out_of_range (bands[1].training_year)", second("training_year", json!(0))),
        ("422 training_year_out_of_range (bands[1].training_year)", second("training_year", json!(9))),
        ("422 training_year_out_of_range (bands[1].training_year)", second("training_year", json!(i64::MAX))),
        ("422 level_out_of_scale (bands[1].low)", second("low", json!(1))),
        ("422 level_out_of_scale (bands[1].low)", second("low", json!(-2))),
        ("422 level_out_of_scale (bands[1].high)", second("high", json!(11))),
        ("422 low_above_high (bands[1].high)", second("low", json!(5))),
        ("422 duplicate (bands[1].training_year)", second("training_year", json!(1))),
        ("422 wrong_type (bands[1].low)", second("low", json!(2.5))),
        ("422 wrong_type (bands[1].high)", second("high", Value::Null)),
        ("422 unknown_field (bands[1].mood)", second("mood", json!("good"))),
        ("422 missing_field (bands[0].set)", json!([{ "training_year": 1, "low": 2, "high": 4 }])),
        ("422 wrong_type (bands)", json!("none")),
    ] {
        let (answer, rows) = added(&clinic, says(bands)).await;
        assert_eq!(answer.problem(), expected);
        assert_eq!(rows, [], "{expected}");
    }
    let reference = clinic.member("ana").get("/programs/{program}/reference").await.success();
    assert_eq!(reference["expected_bands"], json!([good]));
}

/// A request by Ana as an operation, with these parts of its body changed.
fn request(clinic: &Clinic<'_>, with: Value) -> Value {
    let mut body = json!({ "assessor": clinic.member("cole").id, "set": "acgme-im-2",
                           "subcompetency": clinic.skill("PC1"), "question": "Was my plan clear?" });
    body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
    clinic.member("ana").operation("requests.ask", clinic.fresh(), None, body)
}

#[actix_web::test]
async fn a_request_that_breaks_a_rule_is_held_and_nothing_is_sent() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).faculty(["yan"]).create().await;
    let gone = clinic.member("dora").id;
    let program = clinic.program;
    let leaves = async move |tx: &mut Tx<'_>| members::commands::end_membership(tx, program, gone).await;
    app.app.db.write(None, leaves).await.expect("left");
    let skill_of_surgery = json!(SetId::parse("acgme-surg-2").expect("a set").subcompetency("PC1"));

    for (expected, with) in [
        ("held ask_oneself assessor", json!({ "assessor": clinic.member("ana").id })),
        ("held unknown_assessor assessor", json!({ "assessor": elsewhere.member("yan").id })),
        ("held unknown_assessor assessor", json!({ "assessor": Uuid::nil() })),
        ("held assessor_left assessor", json!({ "assessor": gone })),
        ("held set_not_learners set", json!({ "set": "acgme-surg-2" })),
        ("held unknown_subcompetency subcompetency", json!({ "subcompetency": skill_of_surgery })),
        ("held empty question", json!({ "question": "\u{0}" })),
        ("held too_long question", json!({ "question": "a".repeat(201) })),
        ("held too_long goal", json!({ "goal": "a".repeat(301) })),
        ("held until_in_the_past until", json!({ "until": "1999-12-31" })),
        ("refused unreadable_date until", json!({ "until": "soon" })),
        ("refused wrong_type in_person", json!({ "in_person": "yes" })),
        ("refused wrong_type assessor", json!({ "assessor": "cole" })),
    ] {
        let op = request(&clinic, with);
        let (answer, rows) = added(&clinic, clinic.member("ana").push(&[op])).await;
        let code = expected.rsplit_once(' ').map_or(expected, |(code, _)| code);
        assert_eq!(answer, [code], "{expected}");
        assert_eq!(rows, if expected.starts_with("held") { HELD.to_vec() } else { REFUSED.to_vec() }, "{expected}");
    }
}

#[actix_web::test]
async fn a_scanned_code_that_is_wrong_never_refuses_the_entry_and_brings_nothing_else() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).create().await;
    let (phone, device) = (Phone::new(7), json!(Phone::new(7).device));
    let register = json!({ "device": device, "key": phone.public() });
    assert_eq!(clinic.member("ana").put("/devices/key", register).await.status(), 204);
    let asked = |change: fn(&mut Value)| {
        let mut op = request(&clinic, json!({ "assessor": null }));
        change(&mut op);
        op
    };
    let zoes = {
        let mut op = asked(|_| {});
        op["program"] = json!(elsewhere.program);
        op
    };
    let good = asked(|_| {});
    let forged = Phone::new(7).with_key_of(&Phone::new(8)).shows(&good.to_string());
    let old = asked(|op| op["at"] = json!("2020-01-01T00:00:00Z"));

    for (op, code, problem) in [
        (&good, forged, "forged"),
        (&good, Phone::new(9).shows(&good.to_string()), "unknown_device"),
        (&zoes, phone.shows(&zoes.to_string()), "foreign_program"),
        (&old, phone.shows(&old.to_string()), "expired"),
        (&good, "x".repeat(5_000), "unreadable"),
        (&good, "\u{0}".into(), "unreadable"),
    ] {
        let scanned = entry(&clinic, |entry| {
            entry["body"]["request"] = op["subject"].clone();
            entry["body"]["request_code"] = json!(code);
        });
        let subject = scanned["subject"].clone();
        assert_eq!(pushed(&clinic, scanned).await, "applied - -", "{problem}");
        let (_, rows) = added(&clinic, app.work()).await;
        assert!(rows.iter().all(|(table, _)| !["requests", "request_answers", "outbox_events"].contains(table)));
        let pulled = clinic.member("cole").pull().await;
        let found = pulled.iter().find(|change| change["id"] == subject).expect("the entry");
        assert_eq!(found["data"]["code_problem"], problem);
    }
}

/// What follows from a code that a guest's browser brings: one problem, nothing stored, no mail.
#[actix_web::test]
async fn a_code_that_is_wrong_opens_no_guests_form_and_sends_nothing() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).create().await;
    let phone = Phone::new(7);
    let register = json!({ "device": phone.device, "key": phone.public() });
    assert_eq!(clinic.member("ana").put("/devices/key", register).await.status(), 204);
    let good = request(&clinic, json!({ "assessor": null }));
    let changed = |field: &str, value: Value| {
        let mut op = good.clone();
        op[field] = value;
        phone.shows(&op.to_string())
    };
    let mail = "sam@elsewhere.test";

    for (problem, code, mail) in [
        ("422 forged (code)", Phone::new(7).with_key_of(&Phone::new(8)).shows(&good.to_string()), mail),
        ("422 unknown_device (code)", Phone::new(9).shows(&good.to_string()), mail),
        ("422 expired (code)", changed("at", json!("2020-01-01T00:00:00Z")), mail),
        ("422 not_taken (code)", changed("program", json!(elsewhere.program)), mail),
        ("422 unreadable (code)", changed("kind", json!("requests.withdraw")), mail),
        ("422 unreadable (code)", "\u{0}".into(), mail),
        ("422 unreadable (code)", "x".repeat(5_000), mail),
        ("422 not_an_email (email)", phone.shows(&good.to_string()), "sam"),
    ] {
        let scan = json!({ "code": code, "mail": mail });
        let (answer, rows) = added(&clinic, app.post("/api/v1/guest/scan", scan)).await;
        assert_eq!(answer.problem(), problem);
        app.work().await;
        let kept: Vec<_> = rows.iter().filter(|(table, _)| ["requests", "outbox_events"].contains(table)).collect();
        assert!(kept.is_empty(), "{problem}: {rows:?}");
    }
    assert!(app.mailer.sent().is_empty());
}

#[actix_web::test]
async fn whom_a_learner_cannot_ask_is_said_over_rest_and_nothing_is_stored_or_sent() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).faculty(["yan"]).create().await;
    let (gone, program) = (clinic.member("dora").id, clinic.program);
    let leaves = async move |tx: &mut Tx<'_>| members::commands::end_membership(tx, program, gone).await;
    app.app.db.write(None, leaves).await.expect("left");

    for (problem, with) in [
        ("422 ask_oneself (assessor)", json!({ "assessor": clinic.member("ana").id })),
        ("422 ask_oneself (visiting.mail)", json!({ "assessor": null, "visiting": { "mail": "ana@clinic.test" } })),
        ("422 unknown_assessor (assessor)", json!({ "assessor": elsewhere.member("yan").id })),
        ("422 assessor_left (assessor)", json!({ "assessor": gone })),
        ("422 assessor_and_visiting (visiting)", json!({ "visiting": { "mail": "sam@elsewhere.test" } })),
        ("422 not_an_email (visiting.mail)", json!({ "assessor": null, "visiting": { "mail": "sam" } })),
    ] {
        let body = request(&clinic, with)["body"].clone();
        let body = json!({ "id": clinic.fresh(), "asked_at": clinic.app.clock.now(), "request": body });
        let (answer, rows) = added(&clinic, clinic.member("ana").post("/programs/{program}/requests", body)).await;
        assert_eq!((answer.problem().as_str(), rows), (problem, vec![]));
    }
    app.work().await;
    assert!(app.mailer.sent().is_empty());
}

#[actix_web::test]
async fn characters_that_no_database_holds_are_no_fault_of_ours() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let body = |field: &'static str, value: Value| entry(&clinic, |op| op["body"][field] = value);
    let typed = json!({ "name": "Be\0nny", "service": "Cardi\0ology".repeat(100) });
    let somebody = entry(&clinic, |op| {
        op["body"]["learner"] = Value::Null;
        op["body"]["typed_learner"] = typed;
    });
    let more = clinic.member("cole").operation("feedback.give", clinic.fresh(), None, json!({ "mo\0od": 1 }));

    for (expected, op) in [
        ("applied - -", body("went_well", json!("You\0 waited."))),
        ("held empty went_well", body("went_well", json!("\0"))),
        ("held set_not_learners set", body("set", json!("acgme\0"))),
        ("held learner_not_listed learner", somebody),
        ("refused unknown_field mood", more),
        ("refused unknown_kind kind", entry(&clinic, |op| op["kind"] = json!("feedback\0.give"))),
    ] {
        assert_eq!(pushed(&clinic, op).await, expected);
    }
    let given = clinic.member("ana").pull().await.remove(0);
    assert_eq!(given["data"]["went_well"], "You waited.");
}

#[actix_web::test]
async fn an_operation_that_cannot_be_read_is_refused_with_its_field() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let body = |field: &'static str, value: Value| entry(&clinic, |op| op["body"][field] = value);
    let cases = [
        ("refused unreadable_time observed_at", body("observed_at", json!("noon"))),
        ("refused unreadable_time observed_at", body("observed_at", json!("2026-02-30T08:00:00Z"))),
        ("refused unreadable_date next_step_due", body("next_step_due", json!("2026-02-30"))),
        ("refused unknown_field mood", body("mood", json!(1))),
        ("refused unknown_value setting", body("setting", json!("moon"))),
        ("refused wrong_type level", body("level", json!("high"))),
        ("refused wrong_type went_well", body("went_well", json!({}))),
        ("refused unknown_version v", entry(&clinic, |op| op["v"] = json!(2))),
        ("refused unknown_kind kind", entry(&clinic, |op| op["kind"] = json!("feedback.sing"))),
        ("refused missing_field base", entry(&clinic, |op| op["kind"] = json!("plans.reopen"))),
    ];

    for (expected, mut op) in cases {
        if expected.ends_with(" base") {
            op["body"] = json!({});
        }
        let (outcome, rows) = added(&clinic, pushed(&clinic, op)).await;
        assert_eq!(outcome, expected);
        assert_eq!(rows, REFUSED, "{expected}");
    }

    // Without an envelope there is not even an operation to answer for good.
    for (expected, op) in [
        ("refused unreadable_time at", entry(&clinic, |op| op["at"] = json!("noon"))),
        ("refused unknown_field mood", entry(&clinic, |op| op["mood"] = json!(1))),
        ("refused wrong_type id", entry(&clinic, |op| op["id"] = json!(7))),
    ] {
        assert_eq!(added(&clinic, pushed(&clinic, op)).await, (expected.to_owned(), vec![]));
    }
}

/// Sends bytes as Cole: the problem, and what was stored.
async fn sent(
    clinic: &Clinic<'_>,
    path: &str,
    kind: &'static str,
    bytes: Vec<u8>,
) -> (String, Vec<(&'static str, i64)>) {
    let request = clinic.member("cole").request(Method::POST, path).insert_header((CONTENT_TYPE, kind));
    added(clinic, async { Answer::read(request.send_body(bytes).await.expect("an answer")).await.problem() }).await
}

#[actix_web::test]
async fn a_null_character_anywhere_stops_nothing() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let named = json!({ "name": "Sam\u{0}Smith", "service": "\u{0}" });
    let unlisted = entry(&clinic, |op| {
        op["body"]["learner"] = Value::Null;
        op["body"]["typed_learner"] = named;
    });
    let unknown = entry(&clinic, |op| op["body"]["mo\u{0}od"] = json!(1));
    let empty = entry(&clinic, |op| op["body"]["went_well"] = json!("\u{0} \u{0}"));

    assert_eq!(pushed(&clinic, unlisted).await, "held learner_not_listed learner");
    assert_eq!(pushed(&clinic, unknown).await, "refused unknown_field mood");
    assert_eq!(pushed(&clinic, empty).await, "held empty went_well");
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
    let push = |protocol: u32, ops: Vec<Value>| {
        json!({ "protocol": protocol, "device": Uuid::nil(), "client": "t", "ops": ops }).to_string().into_bytes()
    };
    let good = entry(&clinic, |_| {});
    let mut broken = push(1, vec![entry(&clinic, |op| op["body"]["went_well"] = json!("Clear."))]);
    let place = broken.windows(5).position(|bytes| bytes == b"Clear").expect("the word");
    broken[place] = 0xff;
    let json = "application/json";

    for (problem, kind, bytes) in [
        ("400 bad_json", json, b"{".to_vec()),
        ("400 bad_json", json, b"{}".to_vec()),
        ("400 bad_utf8", json, broken),
        ("413 too_large", json, vec![b' '; 10 << 20]),
        ("413 too_large", json, push(1, vec![good.clone(); 201])),
        ("415 wrong_content_type", "text/plain", push(1, vec![good.clone()])),
        ("426 protocol_unknown", json, push(99, vec![good])),
    ] {
        assert_eq!(sent(&clinic, "/sync/push", kind, bytes).await, (problem.to_owned(), vec![]));
    }
}

#[actix_web::test]
async fn the_same_over_rest_stores_nothing_at_all() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).create().await;
    let give = "/programs/{program}/feedback";
    let body = |field: &'static str, value: Value| {
        let mut feedback = clinic.feedback_about("ana");
        feedback[field] = value;
        json!({ "id": clinic.fresh(), "given_at": clinic.app.clock.now(), "feedback": feedback })
            .to_string()
            .into_bytes()
    };
    let foreign = format!("/programs/{}/feedback", elsewhere.program);
    let nowhere = format!("/programs/{}/feedback", Uuid::nil());
    let json = "application/json";
    let fine = || body("level", Value::Null);
    let mut broken = body("went_well", json!("Clear."));
    let place = broken.windows(5).position(|bytes| bytes == b"Clear").expect("the word");
    broken[place] = 0xff;

    for (problem, path, kind, bytes) in [
        ("422 unknown_learner (learner)", give, json, body("learner", json!(Uuid::nil()))),
        ("422 set_not_learners (set)", give, json, body("set", json!("acgme-surg-2"))),
        ("422 level_out_of_scale (level)", give, json, body("level", json!(11))),
        ("422 empty (went_well)", give, json, body("went_well", json!(""))),
        ("422 too_long (went_well)", give, json, body("went_well", json!("a".repeat(20_000)))),
        ("422 unreadable_date (feedback.next_step_due)", give, json, body("next_step_due", json!("soon"))),
        ("422 unreadable_time (feedback.observed_at)", give, json, body("observed_at", json!("noon"))),
        ("422 unknown_field (feedback.mood)", give, json, body("mood", json!(1))),
        ("404 not_found", &foreign, json, fine()),
        ("404 not_found", &nowhere, json, fine()),
        ("404 not_found", "/programs/nonsense/feedback", json, fine()),
        ("400 bad_json", give, json, b"{".to_vec()),
        ("400 bad_utf8", give, json, broken),
        ("413 too_large", give, json, vec![b' '; 10 << 20]),
        ("415 wrong_content_type", give, "text/plain", fine()),
    ] {
        assert_eq!(sent(&clinic, path, kind, bytes).await, (problem.to_owned(), vec![]));
    }
    assert_eq!(clinic.member("cole").get("/programs/{program}/feedback?limit=many").await.problem(), "400 bad_query");
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
    let (outcome, rows) = added(&clinic, pushed(&clinic, other)).await;
    assert_eq!(outcome, "refused operation_mismatch id");
    assert_eq!(rows, [("audit_rows", 1)], "the alarm, and nothing else");

    let about: Vec<Value> = clinic.member("ana").pull().await;
    assert_eq!(about.iter().filter(|change| change["kind"] == "feedback_entry").count(), 1);
}

#[actix_web::test]
async fn a_token_of_the_wrong_kind_or_none_opens_nothing_and_says_which_problem_it_is() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let asking = async |header: Option<String>| {
        let mut request = app.request(Method::GET, "/api/v1/me");
        if let Some(header) = header {
            request = request.insert_header((AUTHORIZATION, header));
        }
        app.send(request).await.problem()
    };
    let access = clinic.member("cole").token();
    let refresh = format!("{REFRESH_PREFIX}{}", "A".repeat(60));

    assert_eq!(asking(None).await, "401 no_session");
    assert_eq!(asking(Some(format!("Basic {access}"))).await, "401 no_session");
    assert_eq!(asking(Some("Bearer nonsense".into())).await, "401 no_session");
    assert_eq!(asking(Some(format!("Bearer {refresh}"))).await, "401 wrong_token_kind");
    app.clock.advance(days(1));
    assert_eq!(asking(Some(format!("Bearer {access}"))).await, "401 token_expired");
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
        // codes are scanned and dictation is understood on the device; no other page may do either
        let devices = answer.header("permissions-policy").unwrap_or_default().to_owned();
        assert!(devices.contains("camera=(self)") && devices.contains("microphone=(self)"), "{path}: {devices}");
        assert!(devices.contains("geolocation=()"), "{path}: {devices}");
    }
}
