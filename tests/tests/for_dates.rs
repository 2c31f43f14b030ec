//! Members for the dates of a rotation: assessors of another program, who belong to this one from a day to a day.

use awc::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use waymark_tests::{Answer, Clinic, Member, TestApp, days};

/// It is 18 November 2026, nine in the morning in New York.
async fn wards(app: &TestApp) -> Clinic<'_> {
    app.program().learners(["ana"]).faculty(["cole"]).coordinator("hal").director("gia").create().await
}

/// Lee is an attending of Emergency Medicine.
async fn emergency(app: &TestApp) -> Clinic<'_> {
    app.program().named("Emergency Medicine").faculty(["lee"]).create().await
}

async fn adds(clinic: &Clinic<'_>, by: &str, starts_on: &str, ends_on: &str) -> Answer {
    let body = json!({
        "email": "lee@clinic.test", "given_name": "Another", "family_name": "Name", "role": "faculty",
        "starts_on": starts_on, "ends_on": ends_on
    });
    clinic.member(by).post("/programs/{program}/members", body).await
}

/// Lee, acting in the program that is not theirs.
fn guest_of<'a>(clinic: &'a Clinic<'a>, home: &Clinic<'_>) -> Member<'a> {
    let lee = home.member("lee");
    Member { clinic, id: lee.id, session: lee.session }
}

async fn row_of(clinic: &Clinic<'_>, lee: &Member<'_>) -> Value {
    let reference = clinic.member("ana").get("/programs/{program}/reference").await.success();
    let members = reference["members"].as_array().expect("members").clone();
    members.into_iter().find(|member| member["id"] == json!(lee.id)).expect("a row")
}

/// Ana asks Lee; what came of it.
async fn ana_asks(clinic: &Clinic<'_>, lee: &Member<'_>) -> String {
    let body = json!({
        "assessor": lee.id, "set": "acgme-im-2", "subcompetency": clinic.skill("PC1"),
        "question": "Was my plan clear to the family?"
    });
    let ana = clinic.member("ana");
    ana.push(&[ana.operation("requests.ask", clinic.fresh(), None, body)]).await.remove(0)
}

async fn lee_gives(clinic: &Clinic<'_>, lee: &Member<'_>) -> String {
    let op = lee.operation("feedback.give", clinic.fresh(), None, clinic.feedback_about("ana"));
    lee.push(&[op]).await.remove(0)
}

/// The kinds of what somebody's device was sent of Internal Medicine, gone or not.
async fn kinds(lee: &Member<'_>, gone: bool) -> Vec<String> {
    let changes = lee.pull().await;
    let kinds = changes.iter().filter(|change| change["gone"] == gone).map(|change| change["kind"].as_str());
    let mut kinds: Vec<String> = kinds.map(|kind| kind.expect("a kind").to_owned()).collect();
    kinds.sort();
    kinds
}

#[actix_web::test]
async fn an_assessor_of_another_department_is_a_member_on_the_days_of_the_rotation_only() {
    let app = TestApp::start().await;
    let (clinic, home) = (wards(&app).await, emergency(&app).await);
    let lee = guest_of(&clinic, &home);

    let added = adds(&clinic, "hal", "2026-11-20", "2026-11-21").await.success();

    assert_eq!(
        (&added["given_name"], &added["active"]),
        (&json!("Lee"), &json!(false)),
        "known people keep their name"
    );
    let nowhere = ["/programs/{program}/reference", "/programs/{program}/feedback", "/programs/{program}/requests"];
    for path in nowhere {
        assert_eq!(lee.get(path).await.problem(), "404 not_found", "before the first day: {path}");
    }
    assert_eq!(ana_asks(&clinic, &lee).await, "held assessor_not_yet");
    assert_eq!(lee_gives(&clinic, &lee).await, "held membership_ended", "nobody gives before they belong");
    let row = row_of(&clinic, &lee).await;
    assert_eq!(
        (&row["active"], &row["starts_on"], &row["ends_on"]),
        (&json!(false), &json!("2026-11-20"), &json!("2026-11-21"))
    );

    // Midnight in New York.
    app.clock.advance(SignedDuration::from_hours(39) - SignedDuration::from_secs(1));
    assert_eq!(lee.get(nowhere[0]).await.problem(), "404 not_found");
    app.clock.advance(SignedDuration::from_secs(1));
    app.work().await;

    assert_eq!(lee.get(nowhere[0]).await.success()["program"]["name"], "Internal Medicine");
    assert_eq!(lee.get("/me").await.success()["memberships"].as_array().map(Vec::len), Some(2));
    assert_eq!(row_of(&clinic, &lee).await["active"], true);
    assert_eq!(ana_asks(&clinic, &lee).await, "applied");
    assert_eq!(lee_gives(&clinic, &lee).await, "applied");
    app.work().await;
    let held = ["feedback_entry", "held_item", "notification", "request"];
    assert_eq!(kinds(&lee, false).await, held);

    app.clock.advance(days(2));
    app.work().await;

    for path in nowhere {
        assert_eq!(lee.get(path).await.problem(), "404 not_found", "after the last day: {path}");
    }
    assert_eq!(kinds(&lee, false).await, ["held_item"], "what they sent that is held stays their own");
    assert_eq!(kinds(&lee, true).await, ["feedback_entry", "notification", "request"]);
    assert_eq!(row_of(&clinic, &lee).await.get("ends_on"), None);
    assert_eq!(ana_asks(&clinic, &lee).await, "held assessor_left");
    assert_eq!(lee_gives(&clinic, &lee).await, "applied", "what was saved on those days arrives for sixty more");
    let by_lee = clinic.member("ana").get("/programs/{program}/feedback").await.success();
    assert_eq!(by_lee["entries"].as_array().map(Vec::len), Some(2), "they keep what they wrote");
    app.clock.advance(days(61));
    assert_eq!(lee_gives(&clinic, &lee).await, "held membership_ended");
}

#[actix_web::test]
async fn days_are_moved_by_saying_others_and_ended_by_saying_the_last() {
    let app = TestApp::start().await;
    let (clinic, home) = (wards(&app).await, emergency(&app).await);
    let lee = guest_of(&clinic, &home);

    adds(&clinic, "hal", "2026-11-16", "2026-11-18").await.success();
    assert_eq!(lee_gives(&clinic, &lee).await, "applied");
    adds(&clinic, "hal", "2026-11-16", "2026-11-30").await.success();
    app.clock.advance(days(3));
    app.work().await;

    assert_eq!(kinds(&lee, false).await, ["feedback_entry"], "the end that was moved away ends nothing");
    assert_eq!(row_of(&clinic, &lee).await["active"], true);

    adds(&clinic, "hal", "2026-12-01", "2026-12-04").await.success();

    assert_eq!(kinds(&lee, true).await, ["feedback_entry"], "nothing stays for days that are to come");
    app.clock.advance(days(11));
    app.work().await;
    assert_eq!(kinds(&lee, false).await, ["feedback_entry"]);
}

#[actix_web::test]
async fn only_a_coordinator_adds_somebody_for_some_days_and_only_as_an_assessor() {
    let app = TestApp::start().await;
    let (clinic, home) = (wards(&app).await, emergency(&app).await);
    let add = async |change: Value| {
        let mut body = json!({
            "email": "new@clinic.test", "given_name": "New", "family_name": "Person", "role": "team",
            "profession": "nurse", "starts_on": "2026-11-18", "ends_on": "2026-11-29"
        });
        body.as_object_mut().expect("a body").extend(change.as_object().expect("a change").clone());
        clinic.member("hal").send(Method::POST, "/programs/{program}/members", Some(body)).await
    };

    for name in ["ana", "cole", "gia"] {
        assert_eq!(adds(&clinic, name, "2026-11-18", "2026-11-29").await.problem(), "404 not_found", "{name}");
    }
    let bad = [
        (json!({ "role": "coach" }), "422 dates_only_for_assessors (starts_on)"),
        (json!({ "role": "director" }), "422 dates_only_for_assessors (starts_on)"),
        (json!({ "role": "learner" }), "422 training_year_missing (training_year)"),
        (json!({ "profession": null }), "422 profession_missing (profession)"),
        (json!({ "ends_on": "2026-11-17" }), "422 ends_before_start (ends_on)"),
        (json!({ "starts_on": "2026-11-02", "ends_on": "2026-11-17" }), "422 until_in_the_past (ends_on)"),
        (json!({ "starts_on": "2026-11-31" }), "422 unreadable_date (starts_on)"),
        (json!({ "email": "nobody" }), "422 not_an_email (email)"),
        (json!({ "email": "cole@clinic.test" }), "409 already_a_member"),
    ];
    for (change, problem) in bad {
        assert_eq!(add(change.clone()).await.problem(), problem, "{change}");
    }
    assert_eq!(
        clinic.member("hal").get("/programs/{program}/members").await.success()["members"].as_array().map(Vec::len),
        Some(4)
    );

    let added = add(json!({})).await.success();
    assert_eq!((&added["active"], &added["profession"]), (&json!(true), &json!("nurse")));
    drop(home);
}
