//! Writing: by whom, from what, two at once.

use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::{goal, sent};
use crate::{
    base::ids::{LearningPlanId, PlanId},
    testing::clinic::{Clinic, SET, id_of, skill},
};

#[actix_web::test]
async fn only_a_learner_begins_a_plan_and_it_is_their_own() {
    let clinic = Clinic::open().await;

    for (who, outcome) in [("ana", "applied"), ("eve", "refused not_found"), ("gia", "refused not_found")] {
        assert_eq!(clinic.writes(who, "start", clinic.fresh(), None, json!({})).await, outcome, "{who}");
    }
    let plans = sent(&clinic, "ana", "learning_plan").await;
    assert_eq!((plans.len(), &plans[0]["half_from"]), (1, &json!("2026-07-01")));
    assert_eq!(plans[0]["learner"], json!(id_of("ana")));
    let taken: LearningPlanId = serde_json::from_value(plans[0]["id"].clone()).expect("an id");
    assert_eq!(clinic.writes("ben", "start", taken, None, json!({})).await, "refused id_taken subject");
}

#[actix_web::test]
async fn each_writes_what_is_theirs_to_write() {
    let clinic = Clinic::open().await;
    let plan = clinic.begins(vec![]).await;
    let goals = json!({ "goals": [goal(&clinic, json!({}))] });
    let said = |text: &str| json!({ "text": text });

    assert_eq!(clinic.writes("eve", "edit_goals", plan, Some(1), goals.clone()).await, "applied");
    assert_eq!(
        clinic.writes("eve", "edit_about", plan, Some(1), json!({ "helpers": "Me" })).await,
        "refused not_found"
    );
    assert_eq!(clinic.writes("eve", "comment", plan, Some(1), said("A good start.")).await, "applied");
    assert_eq!(clinic.writes("ana", "comment", plan, Some(1), said("I hope so.")).await, "applied");
    let stored = sent(&clinic, "ana", "learning_plan").await.remove(0);
    assert_eq!(
        (&stored["coach_comment"], &stored["coach_comment_by"]),
        (&json!("A good start."), &json!(id_of("eve")))
    );
    assert_eq!(stored["learner_comment"], json!("I hope so."));
    let closing = json!({ "goal": goals["goals"][0]["id"], "outcome": "reached" });
    assert_eq!(clinic.writes("eve", "close_goal", plan, Some(1), closing.clone()).await, "refused not_found");
    assert_eq!(clinic.writes("ana", "close_goal", plan, Some(1), closing).await, "applied");
    for stranger in ["ben", "finn", "gia", "hal"] {
        let written = clinic.writes(stranger, "edit_goals", plan, Some(2), json!({ "goals": [] })).await;
        assert_eq!(written, "refused not_found", "{stranger}");
    }
}

#[actix_web::test]
async fn two_who_write_at_once_are_shown_each_others_text_and_nothing_is_lost() {
    let clinic = Clinic::open().await;
    let plan = clinic.begins(vec![]).await;
    let write = |text: &str| json!({ "goals": [goal(&clinic, json!({ "text": text }))] });
    clinic.writes("eve", "edit_goals", plan, Some(1), write("Eve's wording")).await;

    let op = clinic.op("learning_plans.edit_goals", plan, Some(1), write("Ana's wording"));
    let answer = clinic.pushes("ana", vec![op]).await.remove(0);

    assert_eq!((&answer["outcome"], &answer["version"]), (&json!("conflict"), &json!(2)));
    assert_eq!(answer["current"]["goals"][0]["text"], "Eve's wording");
    // Another section is nobody's business.
    assert_eq!(clinic.writes("ana", "edit_about", plan, Some(1), json!({})).await, "applied");
}

#[actix_web::test]
async fn goals_come_from_entries_about_the_learner_and_skills_of_their_sets() {
    let clinic = Clinic::open().await;
    let (hers, bens) = (clinic.gives("cole", "ana").await, clinic.gives("cole", "ben").await);
    let start = async |with: Value| {
        let body = json!({ "goals": [goal(&clinic, json!({})), goal(&clinic, with)] });
        clinic.writes("ana", "start", clinic.fresh(), None, body).await
    };

    assert_eq!(start(json!({ "entries": [hers] })).await, "applied");
    assert_eq!(start(json!({ "entries": [hers, bens] })).await, "refused unknown_entry goals[1].entries");
    assert_eq!(start(json!({ "entries": [Uuid::nil()] })).await, "refused unknown_entry goals[1].entries");
    let surgery = json!([{ "set": "acgme-surg-2", "subcompetency": skill("PC1") }]);
    assert_eq!(start(json!({ "skills": surgery })).await, "refused set_not_learners goals[1].skills");
    let nothing = json!([{ "set": SET, "subcompetency": Uuid::nil() }]);
    assert_eq!(start(json!({ "skills": nothing })).await, "refused unknown_subcompetency goals[1].skills");
    assert_eq!(start(json!({ "text": "" })).await, "refused empty goals[1].text");
    assert_eq!(start(json!({ "projected_on": "2026-11-01" })).await, "refused before_plan goals[1].projected_on");
    assert_eq!(start(json!({ "projected_on": "soon" })).await, "refused unreadable_date goals[1].projected_on");
    assert_eq!(start(json!({ "mood": 1 })).await, "refused unknown_field goals[1].mood");
}

#[actix_web::test]
async fn a_goal_is_worked_on_in_an_action_plan_of_the_same_learner() {
    let clinic = Clinic::open().await;
    let first = goal(&clinic, json!({}));
    let plan = clinic.begins(vec![first.clone()]).await;
    let action_plan = async |who: &str| {
        let id: PlanId = clinic.fresh();
        let body = json!({ "learner": id_of(who), "goal": "Every day" });
        clinic.pushes(who, vec![clinic.op("plans.start", id, None, body)]).await;
        id
    };
    let (hers, bens) = (action_plan("ana").await, action_plan("ben").await);
    let link = |to: Value| json!({ "goal": first["id"], "plan": to });

    assert_eq!(clinic.writes("ana", "link_goal", plan, Some(1), link(json!(bens))).await, "refused unknown_plan plan");
    assert_eq!(clinic.writes("ana", "link_goal", plan, Some(1), link(json!(hers))).await, "applied");
    assert_eq!(clinic.writes("ana", "link_goal", plan, Some(1), link(Value::Null)).await, "conflict 2");
    let stored = sent(&clinic, "eve", "learning_plan").await.remove(0);
    assert_eq!((&stored["work"][0]["plan"], &stored["work"][0]["goal"]), (&json!(hers), &first["id"]));

    // Reordering and rewording leaves what becomes of a goal with it.
    let mut other = first.clone();
    other["text"] = json!("Lead with the summary, also at night");
    let goals = json!({ "goals": [goal(&clinic, json!({})), other] });
    clinic.writes("ana", "edit_goals", plan, Some(1), goals).await;
    let stored = sent(&clinic, "eve", "learning_plan").await.remove(0);
    assert_eq!(stored["work"][0]["plan"], json!(hers));
}
