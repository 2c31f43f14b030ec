//! The same over push: what is answered, held, refused.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::whole_plan;
use crate::{
    base::ids::PlanId,
    features::members,
    platform::feed::Kind,
    sync::dispatch,
    testing::clinic::{Clinic, give_body, id_of},
};

fn outcomes(results: &[Value]) -> Vec<&str> {
    results.iter().filter_map(|result| result["outcome"].as_str()).collect()
}

#[actix_web::test]
async fn what_was_done_offline_arrives_in_one_push() {
    let clinic = Clinic::open().await;
    let plan: PlanId = clinic.fresh();
    let note: Uuid = clinic.fresh();
    let start = json!({ "learner": id_of("ana"), "goal": "Lead with the one-line summary", "set": null,
        "subcompetency": null, "entries": [], "goal_shown": false, "steps": [], "reviewer": id_of("dora"),
        "review_on": "2026-12-06" });

    let results = clinic
        .pushes(
            "ana",
            vec![
                clinic.op("plans.start", plan, None, start),
                clinic.op("plans.progress", plan, None, json!({ "id": note, "text": "Done once.", "shared": true })),
                clinic.op("plans.edit_review", plan, Some(1), json!({ "reviewer": id_of("nia"), "review_on": null })),
                clinic.op("plans.close", plan, Some(1), json!({ "outcome": "reached", "note": null })),
                clinic.op("plans.reopen", plan, Some(2), json!({})),
            ],
        )
        .await;

    assert_eq!(outcomes(&results), ["applied"; 5]);
    assert_eq!(
        results.iter().map(|result| &result["version"]).collect::<Vec<_>>(),
        [&json!(null), &json!(null), &json!(2), &json!(2), &json!(3)]
    );
    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "eve", "nia"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, note).await, BTreeSet::from(["ana", "eve", "nia"]));
}

#[actix_web::test]
async fn a_conflict_shows_the_plan_as_it_is_also_within_one_push() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;
    let goal =
        |text: &str| json!({ "goal": text, "set": null, "subcompetency": null, "entries": [], "goal_shown": false });

    let results = clinic
        .pushes(
            "ana",
            vec![
                clinic.op("plans.edit_goal", plan, Some(1), goal("The first to arrive")),
                clinic.op("plans.edit_goal", plan, Some(1), goal("The second")),
            ],
        )
        .await;

    assert_eq!(outcomes(&results), ["applied", "conflict"]);
    assert_eq!(results[1]["version"], 2);
    assert_eq!(results[1]["current"]["goal"], "The first to arrive");
    assert_eq!(results[1]["current"]["versions"], json!({ "goal": 2, "steps": 1, "review": 1, "state": 1 }));
}

#[actix_web::test]
async fn a_note_that_fails_a_rule_is_held_and_one_that_cannot_be_read_is_refused() {
    let clinic = Clinic::open().await;
    let plan: PlanId = clinic.fresh();
    let note = |text: &str| json!({ "id": clinic.fresh::<Uuid>(), "text": text, "shared": false });

    let results = clinic
        .pushes(
            "ana",
            vec![
                clinic.op("plans.progress", plan, None, note("To a plan nobody knows")),
                clinic.op("plans.progress", plan, None, note(&"long".repeat(2_000))),
                clinic.op("plans.progress", plan, None, json!({ "text": "without an id" })),
                clinic.op("plans.edit_steps", plan, Some(1), json!({ "steps": [] })),
                clinic.op("plans.edit_steps", plan, None, json!({ "steps": [] })),
            ],
        )
        .await;

    assert_eq!(outcomes(&results), ["held", "held", "refused", "refused", "refused"]);
    let codes: Vec<&str> = results.iter().filter_map(|result| result["code"].as_str()).collect();
    assert_eq!(codes, ["not_found", "too_long", "missing_field", "not_found", "missing_field"]);
}

#[actix_web::test]
async fn every_kind_is_understood_and_empty_bodies_are_answered_by_name() {
    let clinic = Clinic::open().await;

    for kind in dispatch::KINDS {
        let op = clinic.op(kind, clinic.fresh::<Uuid>(), Some(1), json!({ "mood": 1 }));
        let result = clinic.pushes("ana", vec![op]).await.remove(0);

        assert_eq!((&result["outcome"], &result["code"]), (&json!("refused"), &json!("unknown_field")), "{kind}");
    }
}

#[actix_web::test]
async fn an_amendment_in_the_same_push_as_its_entry_reaches_whoever_has_the_entry() {
    let clinic = Clinic::open().await;
    let (entry, amendment): (Uuid, Uuid) = (clinic.fresh(), clinic.fresh());

    let results = clinic
        .pushes(
            "cole",
            vec![
                clinic.op("feedback.give", entry, None, give_body("ana", clinic.now())),
                clinic.op("feedback.amend", entry, None, json!({ "id": amendment, "text": "The morning one." })),
            ],
        )
        .await;

    assert_eq!(outcomes(&results), ["applied", "applied"]);
    assert_eq!(clinic.who_has(Kind::Amendment, amendment).await, BTreeSet::from(["ana", "cole", "eve"]));
}

#[actix_web::test]
async fn whoever_is_named_by_a_learner_who_has_left_meanwhile_gets_the_notes_with_the_plan() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({})).await;
    let note = clinic.notes("ana", plan, true).await.expect("a note");
    let (program, ana) = (clinic.program, id_of("ana"));
    clinic.write(async move |tx| members::commands::end_membership(tx, program, ana).await).await;
    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::new());

    let review = json!({ "reviewer": id_of("dora"), "review_on": null });
    let results = clinic.pushes("ana", vec![clinic.op("plans.edit_review", plan, Some(1), review)]).await;

    assert_eq!(outcomes(&results), ["applied"], "saved before they left");
    assert!(clinic.who_has(Kind::Plan, plan).await.contains("dora"));
    assert!(clinic.who_has(Kind::PlanProgress, note).await.contains("dora"));
}
