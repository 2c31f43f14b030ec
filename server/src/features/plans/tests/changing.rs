//! What may be done, by whom, and when.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use super::{
    super::queries,
    kit::{code, start_body, whole_plan},
};
use crate::{
    base::{
        actor::Member,
        error::Error,
        ids::{EntryId, PlanId},
    },
    features::plans::commands,
    platform::{db::Tx, feed::Kind},
    testing::clinic::{CAST, Clinic, SET, id_of, skill},
};

async fn state(clinic: &Clinic, plan: PlanId) -> serde_json::Value {
    let ana = clinic.member("ana").await;
    let read = queries::plan(clinic.app.app.db.reader(), &ana, plan).await.expect("read").expect("a plan");
    serde_json::to_value(read).expect("JSON")
}

#[actix_web::test]
async fn a_coach_proposes_the_learner_accepts_closes_and_reopens() {
    let clinic = Clinic::open().await;

    let plan = clinic.plan("eve", "ana", json!({})).await;
    let proposed = state(&clinic, plan).await;
    assert_eq!(clinic.accepts("ana", plan, 1).await.expect("accepted"), 2);
    assert_eq!(clinic.closes("ana", plan, 2, "reached").await.expect("closed"), 3);
    let closed = state(&clinic, plan).await;
    assert_eq!(clinic.reopens("ana", plan, 3).await.expect("reopened"), 4);
    let reopened = state(&clinic, plan).await;

    assert_eq!(proposed["state"], "proposed");
    assert_eq!((&closed["state"], &closed["outcome"]), (&json!("closed"), &json!("reached")));
    assert_eq!(
        (&closed["outcome_note"], &closed["closed_at"]),
        (&json!("Two attendings said so."), &json!(clinic.now()))
    );
    assert_eq!(
        (&reopened["state"], &reopened["outcome"], &reopened["closed_at"]),
        (&json!("open"), &json!(null), &json!(null))
    );
    assert_eq!(reopened["versions"], json!({ "goal": 1, "steps": 1, "review": 1, "state": 4 }));
    assert_eq!(clinic.announced().await, ["plan_proposed"]);
    assert_eq!(clinic.audited("plans").await, ["plans.accepted", "plans.closed", "plans.reopened", "plans.started"]);
}

#[actix_web::test]
async fn only_learners_and_their_coaches_start_plans() {
    let clinic = Clinic::open().await;

    let mut started = BTreeSet::new();
    for (name, _) in CAST {
        match clinic.tries_plan(name, "ana", json!({})).await {
            Ok(_) => assert!(started.insert(name)),
            Err(error) => assert!(matches!(error, Error::NotFound), "{name}: {error}"),
        }
    }

    assert_eq!(started, BTreeSet::from(["ana", "eve"]));
}

#[actix_web::test]
async fn only_learner_and_coach_edit_and_only_the_learner_decides() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("eve", "ana", json!({ "reviewer": id_of("dora") })).await;

    for (name, _) in CAST.iter().filter(|(name, _)| !["ana", "eve"].contains(name)) {
        assert_eq!(code(clinic.edits_goal(name, plan, 1, json!({})).await), "not_found", "{name}");
        assert_eq!(code(clinic.edits_steps(name, plan, 1, &["x"]).await), "not_found", "{name}");
        assert_eq!(code(clinic.names_reviewer(name, plan, 1, None).await), "not_found", "{name}");
        assert_eq!(code(clinic.accepts(name, plan, 1).await), "not_found", "{name}");
    }
    assert_eq!(code(clinic.accepts("eve", plan, 1).await), "not_found");
    assert_eq!(code(clinic.closes("eve", plan, 1, "dropped").await), "not_found");
    assert_eq!(code(clinic.reopens("eve", plan, 1).await), "not_found");

    assert_eq!(clinic.edits_steps("eve", plan, 1, &["Write it before rounds"]).await.expect("edited"), 2);
    assert_eq!(clinic.edits_steps("ana", plan, 2, &["One", "Two"]).await.expect("edited"), 3);
    assert_eq!(clinic.closes("ana", plan, 1, "dropped").await.expect("set aside"), 2);
    let steps = state(&clinic, plan).await["steps"].as_array().expect("steps").len();
    assert_eq!(steps, 2);
}

#[actix_web::test]
async fn the_second_of_two_editors_is_told_the_version_there_is() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({})).await;
    clinic.edits_goal("eve", plan, 1, json!({})).await.expect("edited");

    let second = clinic.edits_goal("ana", plan, 1, json!({ "goal": "Another" })).await;
    let other_section = clinic.edits_steps("ana", plan, 1, &["Write it before rounds"]).await;

    assert!(matches!(second, Err(Error::Stale { version: 2 })));
    assert_eq!(other_section.expect("edited"), 2);
    assert_eq!(state(&clinic, plan).await["goal"], "Lead with the summary, every time");
}

#[actix_web::test]
async fn linked_entries_are_about_this_learner() {
    let clinic = Clinic::open().await;
    let of_ben = clinic.gives("cole", "ben").await;
    let of_nobody: EntryId = clinic.fresh();
    let (plan, entry) = whole_plan(&clinic).await;

    let start = |entries: serde_json::Value| clinic.tries_plan("ana", "ana", json!({ "entries": entries }));
    assert_eq!(code(start(json!([entry, of_ben])).await), "unknown_entry (entries)");
    assert_eq!(code(start(json!([of_nobody])).await), "unknown_entry (entries)");
    assert_eq!(
        code(clinic.edits_goal("ana", plan, 1, json!({ "entries": [of_ben] })).await),
        "unknown_entry (entries)"
    );
}

#[actix_web::test]
async fn the_skill_is_of_the_learners_set() {
    let clinic = Clinic::open().await;
    let start = |with| clinic.tries_plan("ana", "ana", with);

    assert!(start(json!({ "set": SET, "subcompetency": skill("PC1") })).await.is_ok());
    assert_eq!(
        code(start(json!({ "set": "acgme-surg-2", "subcompetency": skill("PC1") })).await),
        "set_not_learners (set)"
    );
    assert_eq!(
        code(start(json!({ "set": SET, "subcompetency": Uuid::nil() })).await),
        "unknown_subcompetency (subcompetency)"
    );
}

#[actix_web::test]
async fn whoever_looks_again_is_a_member_and_not_the_learner() {
    let clinic = Clinic::open().await;
    let start = |name: &str| clinic.tries_plan("ana", "ana", json!({ "reviewer": id_of(name) }));

    assert_eq!(code(start("zoe").await), "unknown_reviewer (reviewer)");
    assert_eq!(code(start("ana").await), "unknown_reviewer (reviewer)");
    assert!(start("nia").await.is_ok());
}

#[actix_web::test]
async fn a_plan_of_another_program_does_not_exist() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({})).await;

    assert_eq!(code(clinic.edits_goal("zoe", plan, 1, json!({})).await), "not_found");
    assert_eq!(code(clinic.notes("yan", plan, true).await), "not_found");
}

#[actix_web::test]
async fn an_id_names_one_plan() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({})).await;

    let new = start_body("ben", json!({})).parse(plan, clinic.now()).expect("a plan");
    let start = async move |tx: &mut Tx<'_>, author: &Member| commands::start(tx, author, new.clone()).await;
    let again = clinic.does("ben", start).await;

    assert_eq!(code(again), "id_taken");
    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "eve"]));
}
