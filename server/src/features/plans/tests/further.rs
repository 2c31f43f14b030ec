//! Dates that move, plans that follow another, and what notes point to.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{super::queries, kit::code};
use crate::{
    base::ids::{PlanId, ReflectionId},
    testing::clinic::{Clinic, id_of},
};

async fn read(clinic: &Clinic, plan: PlanId) -> Value {
    let ana = clinic.member("ana").await;
    let read = queries::plan(clinic.app.app.db.reader(), &ana, plan).await.expect("read").expect("a plan");
    serde_json::to_value(read).expect("JSON")
}

async fn pushed(clinic: &Clinic, who: &str, kind: &str, plan: PlanId, base: Option<i64>, body: Value) -> Value {
    clinic.pushes(who, vec![clinic.op(kind, plan, base, body)]).await.remove(0)
}

fn step(id: Uuid, due_on: Option<&str>) -> Value {
    json!({ "id": id, "text": "Write it before rounds", "due_on": due_on })
}

#[actix_web::test]
async fn a_date_that_moves_leaves_where_it_was_and_who_moved_it() {
    let clinic = Clinic::open().await;
    let [one, other] = [clinic.fresh::<Uuid>(), clinic.fresh()];
    let steps = json!([step(one, Some("2026-11-25")), step(other, None)]);
    let plan = clinic.plan("ana", "ana", json!({ "steps": steps, "review_on": "2026-12-01" })).await;

    let steps = json!({ "steps": [step(one, Some("2026-12-02")), step(other, Some("2026-12-03"))] });
    pushed(&clinic, "ana", "plans.edit_steps", plan, Some(1), steps).await;
    clinic.an_hour_later();
    pushed(&clinic, "eve", "plans.edit_review", plan, Some(1), json!({ "reviewer": null, "review_on": null })).await;

    let moves = &read(&clinic, plan).await["moves"];
    let moved = |step: Value, from: &str, to: Value, by: &str, at: Value| json!({ "step": step, "from": from, "to": to, "by": id_of(by), "at": at });
    assert_eq!(moves.as_array().expect("moves").len(), 2, "a first date is no move");
    assert_eq!(moves[0], moved(json!(one), "2026-11-25", json!("2026-12-02"), "ana", moves[0]["at"].clone()));
    assert_eq!(moves[1], moved(json!(null), "2026-12-01", json!(null), "eve", json!(clinic.now())));
}

#[actix_web::test]
async fn a_date_before_the_plan_is_a_clear_problem_and_an_old_one_stands_in_no_edits_way() {
    let clinic = Clinic::open().await;
    let (plan, id) = (clinic.fresh(), clinic.fresh::<Uuid>());
    let start = |steps: Value, review_on: &str| json!({ "learner": id_of("ana"), "goal": "Lead with the summary", "steps": steps, "review_on": review_on });
    let problem = |result: &Value| format!("{} ({})", result["code"], result["field"]).replace('"', "");

    let long_ago = pushed(&clinic, "ana", "plans.start", plan, None, start(json!([]), "2026-11-01")).await;
    let a_step =
        pushed(&clinic, "ana", "plans.start", plan, None, start(json!([step(id, Some("2025-11-20"))]), "2026-12-01"))
            .await;
    // A learner further west saves it while it is still yesterday there.
    let yesterday =
        pushed(&clinic, "ana", "plans.start", plan, None, start(json!([step(id, Some("2026-11-17"))]), "2026-12-01"))
            .await;
    clinic.advance(jiff::SignedDuration::from_hours(24 * 10));
    let other = json!({ "steps": [{ "id": id, "text": "Say it aloud", "due_on": "2026-11-17" }] });
    let edited = pushed(&clinic, "ana", "plans.edit_steps", plan, Some(1), other).await;
    let moved =
        pushed(&clinic, "ana", "plans.edit_steps", plan, Some(2), json!({ "steps": [step(id, Some("2026-11-16"))] }))
            .await;

    assert_eq!(problem(&long_ago), "before_plan (review_on)");
    assert_eq!(problem(&a_step), "before_plan (steps[0].due_on)");
    assert_eq!((&yesterday["outcome"], &edited["outcome"]), (&json!("applied"), &json!("applied")));
    assert_eq!(problem(&moved), "before_plan (steps[0].due_on)");
}

#[actix_web::test]
async fn a_phone_set_to_2035_still_starts_a_plan() {
    let clinic = Clinic::open().await;
    let plan: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Lead with the summary", "review_on": "2026-12-01" });
    let mut op = clinic.op("plans.start", plan, None, body);
    op["at"] = json!("2035-01-01T08:00:00Z");

    let result = clinic.pushes("ana", vec![op]).await.remove(0);

    assert_eq!(result["outcome"], "applied");
}

#[actix_web::test]
async fn a_plan_takes_up_an_earlier_one_of_the_same_learner_and_never_itself() {
    let clinic = Clinic::open().await;
    let first = clinic.plan("ana", "ana", json!({})).await;
    let bens = clinic.plan("ben", "ben", json!({})).await;
    clinic.closes("ana", first, 1, "not_reached").await.expect("closed");
    let follows = |plan: PlanId| json!({ "follows": plan });

    let second = clinic.plan("ana", "ana", follows(first)).await;

    assert_eq!(read(&clinic, second).await["follows"], json!(first));
    assert_eq!(code(clinic.tries_plan("ana", "ana", follows(bens)).await), "unknown_plan (follows)");
    assert_eq!(code(clinic.tries_plan("ana", "ana", follows(clinic.fresh())).await), "unknown_plan (follows)");
    let own: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Round and round", "follows": own });
    let ring = pushed(&clinic, "ana", "plans.start", own, None, body).await;
    assert_eq!((&ring["outcome"], &ring["code"]), (&json!("refused"), &json!("follows_itself")));
}

#[actix_web::test]
async fn two_plans_that_name_each_other_are_no_ring_the_first_to_arrive_has_nothing_to_follow() {
    let clinic = Clinic::open().await;
    let [one, other]: [PlanId; 2] = [clinic.fresh(), clinic.fresh()];
    let body = |follows: PlanId| json!({ "learner": id_of("ana"), "goal": "Round and round", "follows": follows });

    let results = clinic
        .pushes(
            "ana",
            vec![clinic.op("plans.start", one, None, body(other)), clinic.op("plans.start", other, None, body(one))],
        )
        .await;

    let codes: Vec<&Value> = results.iter().map(|result| &result["code"]).collect();
    assert_eq!(codes, ["unknown_plan", "unknown_plan"]);
}

#[actix_web::test]
async fn evidence_points_to_an_entry_its_writer_has_or_to_their_own_reflection() {
    let clinic = Clinic::open().await;
    let plan = clinic.plan("ana", "ana", json!({ "reviewer": id_of("dora") })).await;
    let (coles, doras, of_ben) =
        (clinic.gives("cole", "ana").await, clinic.gives("dora", "ana").await, clinic.gives("cole", "ben").await);
    let reflection: ReflectionId = clinic.fresh();
    let body = json!({ "entry": null, "text": "I slowed down." });
    let op = clinic.op("reflections.reflect", reflection, None, body);
    assert_eq!(clinic.pushes("ana", vec![op]).await[0]["outcome"], "applied");
    let with = |link: Value| {
        let mut note = json!({ "text": "It shows.", "sort": "evidence", "shared": true });
        note.as_object_mut().expect("an object").extend(link.as_object().expect("an object").clone());
        note
    };

    for (who, link, outcome) in [
        ("ana", json!({ "entry": coles }), "fine"),
        ("eve", json!({ "entry": coles }), "fine"),
        ("dora", json!({ "entry": doras }), "fine"),
        ("dora", json!({ "entry": coles }), "unknown_entry (entry)"),
        ("ana", json!({ "entry": of_ben }), "unknown_entry (entry)"),
        ("ana", json!({ "reflection": reflection }), "fine"),
        ("eve", json!({ "reflection": reflection }), "unknown_reflection (reflection)"),
        ("ana", json!({}), "missing_field (entry)"),
        ("ana", json!({ "entry": coles, "reflection": reflection }), "missing_field (entry)"),
        ("ana", json!({ "entry": coles, "sort": "helper" }), "not_evidence (sort)"),
        ("ana", json!({ "sort": "obstacle" }), "fine"),
    ] {
        let noted = clinic.notes_down(who, plan, with(link.clone())).await;
        let said = noted.map_or_else(|error| error.to_string(), |_| "fine".into());
        assert_eq!(said, outcome, "{who} {link}");
    }
    let sorts: Vec<Value> = read(&clinic, plan).await["progress"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| note["sort"].clone())
        .collect();
    assert_eq!(sorts.iter().filter(|sort| **sort == "evidence").count(), 4);
    assert!(sorts.contains(&json!("obstacle")));
}

#[actix_web::test]
async fn i_will_look_again_goes_with_a_next_step_and_with_no_other_feedback() {
    let clinic = Clinic::open().await;
    let mut body = crate::testing::clinic::give_body("ana", clinic.now());
    body["will_look"] = json!(true);
    let [with, without] = [clinic.fresh::<Uuid>(), clinic.fresh()];
    let mut none = body.clone();
    none["next_step"] = json!(null);

    let ops = vec![clinic.op("feedback.give", with, None, body), clinic.op("feedback.give", without, None, none)];
    clinic.pushes("cole", ops).await;

    let pulled = clinic.pulls("ana").await;
    let offered = |id: Uuid| {
        let found = pulled.iter().find(|change| change["kind"] == "feedback_entry" && change["id"] == json!(id));
        found.expect("the entry")["data"]["will_look"].clone()
    };
    assert_eq!((offered(with), offered(without)), (json!(true), json!(false)));
}
