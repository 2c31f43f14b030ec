//! Push and pull as docs/sync.md promises them, over real HTTP.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use waymark::{
    base::clock::{Clock, Timestamp},
    sync::protocol::hex,
};
use waymark_tests::{Clinic, Member, TestApp, days};

async fn clinic(app: &TestApp) -> Clinic<'_> {
    app.program().learners(["ana", "ben"]).faculty(["cole"]).team(["nia"]).coordinator("hal").create().await
}

fn gives(author: &Member<'_>, learner: &str) -> Value {
    author.operation("feedback.give", author.clinic.fresh(), None, author.clinic.feedback_about(learner))
}

/// An entry about somebody who is not on the giver's list.
fn gives_to_somebody(author: &Member<'_>, name: &str) -> Value {
    let mut op = gives(author, "ana");
    op["body"]["learner"] = Value::Null;
    op["body"]["typed_learner"] = json!({ "name": name, "service": "Cardiology" });
    op
}

/// What a device holds of a kind.
async fn holds(member: &Member<'_>, kind: &str) -> Vec<Value> {
    let pulled = member.pull().await.into_iter();
    pulled.filter(|one| one["kind"] == kind && one["gone"] == false).map(|one| one["data"].clone()).collect()
}

#[actix_web::test]
async fn one_bad_operation_blocks_no_other() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let mut unreadable = gives(&cole, "ana");
    unreadable["body"]["mood"] = json!(1);
    let mut level = gives(&cole, "ana");
    level["body"]["level"] = json!(11);
    let not_his = cole.operation("feedback.withdraw", clinic.fresh(), None, json!({ "reason": null }));

    let outcomes = cole.push(&[gives(&cole, "ana"), unreadable, level, json!(7), not_his, gives(&cole, "ben")]).await;

    assert_eq!(
        outcomes,
        [
            "applied",
            "refused unknown_field",
            "held level_out_of_scale",
            "refused wrong_type",
            "refused not_found",
            "applied"
        ]
    );
    assert_eq!(holds(&clinic.member("ana"), "feedback_entry").await.len(), 1);
    assert_eq!(holds(&clinic.member("ben"), "feedback_entry").await.len(), 1);
}

#[actix_web::test]
async fn a_held_entry_that_the_coordinator_matches_is_its_authors_at_its_own_times() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let (nia, hal) = (clinic.member("nia"), clinic.member("hal"));
    let op = gives_to_somebody(&nia, "Benny");
    assert_eq!(nia.push(std::slice::from_ref(&op)).await, ["held learner_not_listed"]);
    assert_eq!(holds(&nia, "held_item").await[0]["body"], op["body"], "with its text, for its author");
    app.clock.advance(days(3));

    let lines = hal.get("/programs/{program}/held").await.success();
    let path = format!("/programs/{{program}}/held/{}/match", op["id"].as_str().expect("an id"));
    let matched = hal.post(&path, json!({ "learner": clinic.member("ben").id })).await.success();
    let again = hal.post(&path, json!({ "learner": clinic.member("ana").id })).await;

    assert_eq!((&lines["items"][0]["typed_learner"]["name"], &matched["entry"]), (&json!("Benny"), &op["subject"]));
    assert_eq!(again.problem(), "404 not_found", "it is held no more");
    let entry = holds(&clinic.member("ben"), "feedback_entry").await.remove(0);
    assert_eq!((&entry["author"], &entry["given_at"]), (&json!(nia.id), &json!(time(&op["at"]))));
    assert_eq!(entry["received_at"], json!(app.clock.now()));
    assert!(holds(&nia, "held_item").await.is_empty());
    assert_eq!(holds(&nia, "feedback_entry").await, [entry]);
    let late = nia.pushes(&[op]).await.success()["results"][0].clone();
    assert_eq!((&late["outcome"], &late["first"]), (&json!("repeated"), &json!("applied")), "nobody waits for it");
}

/// A time as the server writes it.
fn time(text: &Value) -> Timestamp {
    text.as_str().and_then(Timestamp::parse).expect("a time")
}

#[actix_web::test]
async fn a_held_entry_can_be_returned_with_a_note_and_discarded_by_its_author() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let (nia, hal) = (clinic.member("nia"), clinic.member("hal"));
    let op = gives_to_somebody(&nia, "Benny");
    nia.push(std::slice::from_ref(&op)).await;
    let path = |deed: &str| format!("/programs/{{program}}/held/{}/{deed}", op["id"].as_str().expect("an id"));

    assert_eq!(hal.post(path("return"), json!({ "note": " " })).await.problem(), "422 empty (note)");
    assert_eq!(hal.post(path("return"), json!({ "note": "Who is this?" })).await.status(), 204);
    let returned = holds(&nia, "held_item").await.remove(0);
    assert_eq!((&returned["state"], &returned["note"]), (&json!("returned"), &json!("Who is this?")));
    assert_eq!(nia.push(std::slice::from_ref(&op)).await, ["repeated returned"]);
    assert_eq!(hal.post(path("discard"), json!({})).await.problem(), "404 not_found");
    assert_eq!(nia.post(path("discard"), json!({})).await.status(), 204);

    assert!(holds(&nia, "held_item").await.is_empty());
    assert_eq!(nia.push(std::slice::from_ref(&op)).await, ["repeated"], "thrown away on whichever phone");
}

#[actix_web::test]
async fn a_phone_with_a_wrong_clock_is_taken_at_its_word_and_marked() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let at = |time: &str| {
        let mut op = gives(&cole, "ana");
        op["at"] = json!(time);
        op["body"]["observed_at"] = json!(time);
        op
    };
    // The server's clock says 18 November 2026, 14:00.
    let ops = ["2035-01-01T00:00:00.000Z", "2001-01-01T00:00:00.000Z", "2026-11-18T08:30:00.000-05:00"].map(at);

    assert_eq!(cole.push(&ops).await, ["applied"; 3]);

    let entries = holds(&clinic.member("ana"), "feedback_entry").await;
    let seen: Vec<_> = entries.iter().map(|entry| (&entry["given_at"], &entry["clock_doubtful"])).collect();
    let said: Vec<_> = ops.iter().map(|op| json!(time(&op["at"]))).collect();
    assert_eq!(seen, [(&said[0], &json!(true)), (&said[1], &json!(true)), (&said[2], &json!(false))]);
}

#[actix_web::test]
async fn a_whole_batch_of_two_hundred_is_taken_and_pulled_in_pages_of_any_size() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let (cole, ana) = (clinic.member("cole"), clinic.member("ana"));
    let ops: Vec<Value> = (0..200).map(|_| gives(&cole, "ana")).collect();

    assert_eq!(cole.push(&ops).await, ["applied"; 200]);

    let subjects: Vec<&Value> = ops.iter().map(|op| &op["subject"]).collect();
    for limit in [1, 7, 199, 200, 1_000] {
        let (mut cursor, mut seen) = (0, Vec::new());
        loop {
            let page = ana.get(format!("/sync/pull?cursor={cursor}&limit={limit}")).await.success();
            seen.extend(page["changes"].as_array().expect("changes").iter().map(|change| change["id"].clone()));
            cursor = page["cursor"].as_i64().expect("a cursor");
            if page["more"] == false {
                break;
            }
        }
        assert_eq!(seen.iter().collect::<Vec<_>>(), subjects, "pages of {limit}");
    }
}

#[actix_web::test]
async fn a_device_of_another_epoch_or_ahead_of_the_server_begins_again() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    clinic.member("cole").gives_feedback_to("ana").await;
    let ana = clinic.member("ana");
    let page = ana.get("/sync/pull").await.success();
    let (epoch, cursor) = (page["epoch"].as_str().expect("an epoch"), page["cursor"].as_i64().expect("a cursor"));

    for stranger in [format!("epoch={}&cursor={cursor}", Uuid::nil()), format!("epoch={epoch}&cursor={}", cursor + 1)] {
        let page = ana.get(format!("/sync/pull?{stranger}")).await.success();
        assert_eq!((&page["reset"], &page["cursor"], &page["changes"]), (&json!(true), &json!(0), &json!([])));
    }
    let page = ana.get(format!("/sync/pull?epoch={epoch}&cursor={cursor}")).await.success();
    assert_eq!((&page["reset"], &page["changes"]), (&json!(false), &json!([])));
}

#[actix_web::test]
async fn an_acknowledgement_names_the_bytes_that_were_received() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let cole = clinic.member("cole");
    let op = gives(&cole, "ana");
    let hash = hex(&Sha256::digest(op.to_string()));

    let first = cole.pushes(std::slice::from_ref(&op)).await.success()["results"][0].clone();
    let again = cole.pushes(&[op]).await.success()["results"][0].clone();

    assert_eq!((&first["outcome"], &first["hash"]), (&json!("applied"), &json!(hash)));
    assert_eq!(
        (&again["outcome"], &again["first"], &again["hash"]),
        (&json!("repeated"), &json!("applied"), &json!(hash))
    );
}

/// As after a restore: what came after the backup is not there yet.
async fn begins_a_new_epoch(app: &TestApp) {
    let begun = app.app.db.write(None, async move |tx| {
        let epoch: Uuid = tx.next_id();
        let update = "UPDATE installation SET epoch = $1, epoch_since = $2";
        tx.execute(update, vec![epoch.into(), tx.now().into()]).await
    });
    begun.await.expect("a new epoch");
}

#[actix_web::test]
async fn after_a_restore_what_others_did_to_a_plan_waits_until_its_learner_s_phone_brings_it_back() {
    let app = TestApp::start().await;
    let clinic = app.program().learners(["ana"]).coach("cora", ["ana"]).faculty(["cole"]).create().await;
    let (ana, cora) = (clinic.member("ana"), clinic.member("cora"));
    app.clock.advance(days(1));
    begins_a_new_epoch(&app).await;
    let (plan, gone) = (clinic.fresh(), clinic.fresh());
    let review = json!({ "reviewer": clinic.member("cole").id, "review_on": null });
    let edit = cora.operation("plans.edit_review", plan, Some(1), review.clone());
    let edit_of_one_that_is_gone = cora.operation("plans.edit_review", gone, Some(1), review);
    let thanks = ana.operation("reflections.thank", clinic.fresh(), None, json!({ "id": clinic.fresh() }));

    let early = [edit.clone(), edit_of_one_that_is_gone.clone()];
    assert_eq!(cora.push(&early).await, ["retry", "retry"]);
    assert_eq!(ana.push(&[thanks]).await, ["retry"], "the entry may be on its author's phone alone");

    let start = json!({ "learner": ana.id, "goal": "Lead with one line" });
    assert_eq!(ana.push(&[ana.operation("plans.start", plan, None, start)]).await, ["applied"]);
    assert_eq!(cora.push(&[edit]).await, ["applied"]);

    app.clock.advance(days(30));
    assert_eq!(cora.push(&[edit_of_one_that_is_gone]).await, ["refused not_found"], "nobody has brought it");
}
