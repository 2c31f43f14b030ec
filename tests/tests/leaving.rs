//! Leaving: whoever leaves loses what they saw, and nothing that anybody saved is lost.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;
use waymark::features::members::commands;
use waymark_tests::{Clinic, Member, TestApp, days};

/// Cole has given Ana an entry; Eve coaches her.
async fn clinic(app: &TestApp) -> (Clinic<'_>, Uuid) {
    let program = app.program().learners(["ana", "ben"]).faculty(["cole"]).coach("eve", ["ana"]).coordinator("hal");
    let clinic = program.create().await;
    let entry = clinic.member("cole").gives_feedback_to("ana").await.id;
    (clinic, entry)
}

async fn deactivate(clinic: &Clinic<'_>, name: &str) {
    let person = clinic.member(name).id;
    let done = clinic.app.app.db.write(None, async move |tx| commands::deactivate(tx, person).await);
    done.await.expect("deactivated");
}

async fn reactivate(clinic: &Clinic<'_>, name: &str) {
    let person = clinic.member(name).id;
    let done = clinic.app.app.db.write(None, async move |tx| commands::reactivate(tx, person).await);
    done.await.expect("reactivated");
}

/// What came to somebody's device after `cursor`, and the new cursor.
async fn since(member: &Member<'_>, cursor: i64) -> (Vec<Value>, i64) {
    let page = member.get(format!("/sync/pull?cursor={cursor}&limit=1000")).await.success();
    (page["changes"].as_array().expect("changes").clone(), page["cursor"].as_i64().expect("a cursor"))
}

/// The entries among these changes that are there, or that are gone.
fn entries(changes: &[Value], gone: bool) -> BTreeSet<Uuid> {
    let entries = changes.iter().filter(|change| change["kind"] == "feedback_entry" && change["gone"] == gone);
    entries.map(|change| change["id"].as_str().expect("an id").parse().expect("an id")).collect()
}

/// Pushes a fresh entry about Ana: its id, and what came of it.
async fn gives(clinic: &Clinic<'_>, author: &str) -> (Uuid, String) {
    let (author, entry) = (clinic.member(author), clinic.fresh());
    let op = author.operation("feedback.give", entry, None, clinic.feedback_about("ana"));
    (entry, author.push(&[op]).await.remove(0))
}

#[actix_web::test]
async fn a_deactivated_coach_loses_what_they_saw_and_may_send_what_was_saved_for_sixty_days() {
    let app = TestApp::start().await;
    let (clinic, entry) = clinic(&app).await;
    let eve = clinic.member("eve");
    let (before, cursor) = since(&eve, 0).await;
    assert_eq!(entries(&before, false), BTreeSet::from([entry]));

    deactivate(&clinic, "eve").await;

    assert_eq!(entries(&since(&eve, cursor).await.0, true), BTreeSet::from([entry]));
    assert_eq!(eve.get("/programs/{program}/feedback").await.problem(), "404 not_found");
    assert_eq!(eve.get("/me").await.success()["memberships"], serde_json::json!([]));

    let (at_once, outcome) = gives(&clinic, "eve").await;
    assert_eq!(outcome, "applied");
    app.clock.advance(days(60));
    let (last, outcome) = gives(&clinic, "eve").await;
    assert_eq!(outcome, "applied");
    app.clock.advance(days(1));
    let (_, outcome) = gives(&clinic, "eve").await;
    assert_eq!(outcome, "held membership_ended");

    let (of_ana, _) = since(&clinic.member("ana"), 0).await;
    assert_eq!(entries(&of_ana, false), BTreeSet::from([entry, at_once, last]));
    assert!(entries(&since(&eve, 0).await.0, false).is_empty());
}

#[actix_web::test]
async fn what_was_sent_while_away_comes_back_with_everything_else() {
    let app = TestApp::start().await;
    let (clinic, first) = clinic(&app).await;
    let cole = clinic.member("cole");
    deactivate(&clinic, "cole").await;
    let (second, outcome) = gives(&clinic, "cole").await;
    assert_eq!(outcome, "applied");
    let (away, cursor) = since(&cole, 0).await;
    assert!(entries(&away, false).is_empty());

    reactivate(&clinic, "cole").await;

    assert_eq!(entries(&since(&cole, cursor).await.0, false), BTreeSet::from([first, second]));
    assert_eq!(cole.get("/me").await.success()["memberships"][0]["roles"], serde_json::json!(["faculty"]));
}

#[actix_web::test]
async fn feedback_about_somebody_who_was_deactivated_is_held_and_their_coach_sees_them_no_more() {
    let app = TestApp::start().await;
    let (clinic, entry) = clinic(&app).await;
    let (_, cursor) = since(&clinic.member("eve"), 0).await;

    deactivate(&clinic, "ana").await;

    assert_eq!(gives(&clinic, "cole").await.1, "held unknown_learner");
    assert_eq!(entries(&since(&clinic.member("eve"), cursor).await.0, true), BTreeSet::from([entry]));
    let held = clinic.member("hal").get("/programs/{program}/held").await.success();
    assert_eq!(held["items"][0]["code"], "unknown_learner");
}

#[actix_web::test]
async fn an_account_is_closed_once_and_opened_once_with_the_places_it_had() {
    let app = TestApp::start().await;
    let (clinic, _) = clinic(&app).await;
    let elsewhere = app.program().named("Geriatrics").faculty(["cole", "eve"]).create().await;
    let (program, cole) = (clinic.program, clinic.member("cole").id);
    let run = async |close: bool| {
        let done = app.app.db.write(None, async move |tx| match close {
            true => commands::deactivate(tx, cole).await,
            false => commands::reactivate(tx, cole).await,
        });
        done.await.map_err(|error| error.code())
    };
    app.clock.advance(days(1));
    let left = async move |tx: &mut waymark::platform::db::Tx<'_>| commands::end_membership(tx, program, cole).await;
    app.app.db.write(None, left).await.expect("left");
    app.clock.advance(days(1));

    assert_eq!(run(false).await, Err("not_deactivated"));
    assert_eq!(run(true).await, Ok(()));
    assert_eq!(run(true).await, Err("deactivated"));
    assert_eq!(run(false).await, Ok(()));

    let memberships = clinic.member("cole").get("/me").await.success()["memberships"].clone();
    assert_eq!(memberships.as_array().map(Vec::len), Some(1), "a place that had ended before stays ended");
    assert_eq!(memberships[0]["program"]["id"], serde_json::json!(elsewhere.program));
}
