//! domain.md's table, cell by cell.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{super::queries, kit::whole_plan};
use crate::{
    base::ids::PlanId,
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic, id_of},
};

/// Who may open the plan online, by name.
async fn who_reads(clinic: &Clinic, plan: PlanId) -> BTreeSet<&'static str> {
    let mut readers = BTreeSet::new();
    for (name, _) in CAST {
        let reader = clinic.member(name).await;
        let one = queries::plan(clinic.app.app.db.reader(), &reader, plan).await.expect("read");
        let all = queries::plans(clinic.app.app.db.reader(), &reader, queries::Asked::default()).await.expect("read");
        assert_eq!(one.is_some(), all.iter().any(|read| read.plan.id == plan), "{name} by id and in the list");
        if one.is_some() {
            readers.insert(name);
        }
    }
    readers
}

#[actix_web::test]
async fn a_plan_is_on_the_devices_of_learner_coach_and_whoever_looks_again_and_the_director_reads_it_online() {
    let clinic = Clinic::open().await;

    let (plan, _) = whole_plan(&clinic).await;

    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "eve", "dora"]));
    assert_eq!(who_reads(&clinic, plan).await, BTreeSet::from(["ana", "eve", "dora", "gia"]));
}

#[actix_web::test]
async fn the_author_of_a_linked_entry_sees_the_goal_only_if_the_learner_chose_so() {
    let clinic = Clinic::open().await;
    let (plan, entry) = whole_plan(&clinic).await;
    let shown = clinic.who_has(Kind::PlanGoal, entry).await;

    clinic.edits_goal("ana", plan, 1, json!({ "entries": [entry], "goal_shown": false })).await.expect("edited");
    let hidden = clinic.who_has(Kind::PlanGoal, entry).await;
    clinic.edits_goal("ana", plan, 2, json!({ "entries": [entry], "goal_shown": true })).await.expect("edited");
    let again = clinic.who_has(Kind::PlanGoal, entry).await;
    clinic.edits_goal("ana", plan, 3, json!({ "entries": [], "goal_shown": true })).await.expect("edited");
    let unlinked = clinic.who_has(Kind::PlanGoal, entry).await;

    assert_eq!(shown, BTreeSet::from(["cole"]));
    assert_eq!(hidden, BTreeSet::new());
    assert_eq!(again, BTreeSet::from(["cole"]));
    assert_eq!(unlinked, BTreeSet::new());
}

/// What somebody is sent of goals.
async fn goals_of(clinic: &Clinic, name: &str) -> Vec<Value> {
    let pulled = clinic.pulls(name).await.into_iter();
    pulled.filter(|change| change["kind"] == "plan_goal").map(|change| change["data"].clone()).collect()
}

#[actix_web::test]
async fn what_an_observer_gets_is_the_goal_and_how_it_ended_and_nothing_else() {
    let clinic = Clinic::open().await;
    let (plan, entry) = whole_plan(&clinic).await;
    clinic.closes("ana", plan, 1, "reached").await.expect("closed");

    let pulled = clinic.pulls("cole").await;

    let kinds: BTreeSet<&str> = pulled.iter().filter_map(|change| change["kind"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["feedback_entry", "plan_goal"]));
    let goal =
        json!({ "plan": plan, "goal": "Lead with the one-line summary", "state": "closed", "outcome": "reached" });
    assert_eq!(goals_of(&clinic, "cole").await, [json!({ "id": entry, "program": clinic.program, "goals": [goal] })]);
}

#[actix_web::test]
async fn an_observer_learns_nothing_of_the_entries_that_others_gave() {
    let clinic = Clinic::open().await;
    let (coles, nias) = (clinic.gives("cole", "ana").await, clinic.gives("nia", "ana").await);

    let both = json!({ "entries": [coles, nias], "goal_shown": true });
    let plan = clinic.plan("ana", "ana", both).await;

    for (name, own, other) in [("cole", coles, nias), ("nia", nias, coles)] {
        let goals = goals_of(&clinic, name).await;
        assert_eq!((goals.len(), &goals[0]["id"], &goals[0]["goals"][0]["plan"]), (1, &json!(own), &json!(plan)));
        let everything = serde_json::to_string(&clinic.pulls(name).await).expect("JSON");
        assert!(!everything.contains(&other.to_string()), "{name}");
    }
}

#[actix_web::test]
async fn two_plans_of_one_entry_are_two_goals_and_each_comes_and_goes_by_itself() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    let shown = |goal: &str| json!({ "goal": goal, "entries": [entry], "goal_shown": true });
    let lines = async || {
        let goals = goals_of(&clinic, "cole").await.remove(0);
        let lines = goals["goals"].as_array().map(|goals| goals.iter().map(|line| line["goal"].clone()).collect());
        lines.unwrap_or_else(Vec::new)
    };

    let first = clinic.plan("ana", "ana", shown("Summary first")).await;
    clinic.an_hour_later();
    let second = clinic.plan("ana", "ana", shown("Slower at the door")).await;
    assert_eq!(lines().await, ["Summary first", "Slower at the door"]);
    clinic.edits_goal("ana", first, 1, json!({ "entries": [entry], "goal_shown": false })).await.expect("edited");
    assert_eq!(lines().await, ["Slower at the door"]);
    clinic.names_reviewer("ana", second, 1, Some("cole")).await.expect("named");
    assert_eq!(clinic.who_has(Kind::PlanGoal, entry).await, BTreeSet::new(), "Cole has the whole plan now");
}

#[actix_web::test]
async fn somebody_who_has_the_plan_needs_no_goal_beside_it() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    let shown = json!({ "entries": [entry], "goal_shown": true, "reviewer": id_of("cole") });
    let plan = clinic.plan("ana", "ana", shown).await;
    let as_reviewer =
        (clinic.who_has(Kind::Plan, plan).await.contains("cole"), clinic.who_has(Kind::PlanGoal, entry).await);
    clinic.names_reviewer("ana", plan, 1, None).await.expect("changed");
    let as_author =
        (clinic.who_has(Kind::Plan, plan).await.contains("cole"), clinic.who_has(Kind::PlanGoal, entry).await);

    assert_eq!(as_reviewer, (true, BTreeSet::new()));
    assert_eq!(as_author, (false, BTreeSet::from(["cole"])));
}

#[actix_web::test]
async fn whoever_is_no_longer_named_to_look_again_loses_the_plan_and_its_notes() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;
    let shared = clinic.notes("ana", plan, true).await.expect("noted");
    let doras = clinic.notes("dora", plan, true).await.expect("noted");

    clinic.names_reviewer("ana", plan, 1, Some("nia")).await.expect("changed");

    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "eve", "nia"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, shared).await, BTreeSet::from(["ana", "eve", "nia"]));
    // What one wrote stays one's own.
    assert_eq!(clinic.who_has(Kind::PlanProgress, doras).await, BTreeSet::from(["ana", "eve", "nia", "dora"]));
    assert!(!who_reads(&clinic, plan).await.contains("dora"));
}

#[actix_web::test]
async fn a_coach_who_was_also_to_look_again_keeps_the_plan_as_coach() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({ "reviewer": id_of("eve") })).await;

    clinic.names_reviewer("ana", plan, 1, Some("dora")).await.expect("changed");

    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "eve", "dora"]));
}

#[actix_web::test]
async fn a_private_note_is_its_writers_and_a_shared_one_goes_where_the_plan_goes() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;

    let private = clinic.notes("ana", plan, false).await.expect("noted");
    let coachs = clinic.notes("eve", plan, false).await.expect("noted");
    clinic.an_hour_later();
    let shared = clinic.notes("ana", plan, true).await.expect("noted");

    assert_eq!(clinic.who_has(Kind::PlanProgress, private).await, BTreeSet::from(["ana"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, coachs).await, BTreeSet::from(["eve"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, shared).await, BTreeSet::from(["ana", "eve", "dora"]));
    for (name, seen) in
        [("ana", vec![private, shared]), ("eve", vec![coachs, shared]), ("dora", vec![shared]), ("gia", vec![shared])]
    {
        let reader = clinic.member(name).await;
        let read = queries::plan(clinic.app.app.db.reader(), &reader, plan).await.expect("read").expect("a plan");
        assert_eq!(read.progress.iter().map(|note| note.id).collect::<Vec<_>>(), seen, "{name}");
    }
}

#[actix_web::test]
async fn only_whoever_has_the_plan_notes_progress() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;

    let mut noted = BTreeSet::new();
    for (name, _) in CAST {
        if clinic.notes(name, plan, false).await.is_ok() {
            noted.insert(name);
        }
    }

    assert_eq!(noted, BTreeSet::from(["ana", "eve", "dora"]));
}

#[actix_web::test]
async fn a_new_coach_gets_plans_and_shared_notes_and_one_who_stops_loses_them() {
    let clinic = Clinic::open().await;
    let (plan, _) = whole_plan(&clinic).await;
    let shared = clinic.notes("ana", plan, true).await.expect("noted");
    let private = clinic.notes("ana", plan, false).await.expect("noted");
    let eves = clinic.notes("eve", plan, false).await.expect("noted");

    clinic.starts_coaching("finn", "ana").await;
    clinic.ends_coaching("eve", "ana").await;

    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana", "dora", "finn"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, shared).await, BTreeSet::from(["ana", "dora", "finn"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, private).await, BTreeSet::from(["ana"]));
    assert_eq!(clinic.who_has(Kind::PlanProgress, eves).await, BTreeSet::from(["eve"]));
    assert_eq!(who_reads(&clinic, plan).await, BTreeSet::from(["ana", "dora", "finn", "gia"]));
}

#[actix_web::test]
async fn an_observer_who_stops_coaching_is_left_with_the_goal() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("eve", "ana").await;
    let plan = clinic.plan("ana", "ana", json!({ "entries": [entry], "goal_shown": true })).await;
    assert_eq!(clinic.who_has(Kind::PlanGoal, entry).await, BTreeSet::new());

    clinic.ends_coaching("eve", "ana").await;

    assert_eq!(clinic.who_has(Kind::Plan, plan).await, BTreeSet::from(["ana"]));
    assert_eq!(clinic.who_has(Kind::PlanGoal, entry).await, BTreeSet::from(["eve"]));
}
