//! What is due today.

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{kinds, the_server_works, told};
use crate::{
    base::{clock::Timestamp, ids::PlanId},
    features::members::commands::end_membership,
    testing::clinic::{Clinic, give_body, id_of},
};

/// A plan of Ana's with steps due on these days, which Dora looks at again on the 20th. It is the 18th.
async fn plan(clinic: &Clinic, due: &[&str]) -> PlanId {
    plan_saved(clinic, due, clinic.now()).await
}

async fn plan_saved(clinic: &Clinic, due: &[&str], at: Timestamp) -> PlanId {
    let plan: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Lead with the one-line summary", "steps": steps(clinic, due),
                       "reviewer": id_of("dora"), "review_on": "2026-11-20" });
    let mut op = clinic.op("plans.start", plan, None, body);
    op["at"] = json!(at);
    pushed(clinic, op).await;
    plan
}

fn steps(clinic: &Clinic, due: &[&str]) -> Value {
    let step = |due: &&str| json!({ "id": clinic.fresh::<Uuid>(), "text": "Write it before rounds", "due_on": due });
    due.iter().map(step).collect()
}

async fn pushed(clinic: &Clinic, op: Value) {
    let results = clinic.pushes("ana", vec![op]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
}

#[actix_web::test]
async fn ana_is_told_of_due_steps_in_the_morning_and_dora_when_she_is_to_look_again() {
    let clinic = Clinic::open().await;
    let plan = plan(&clinic, &["2026-11-19", "2026-11-19", "2026-11-25"]).await;
    the_server_works(&clinic).await;
    assert!(told(&clinic, "ana").await.is_empty());

    // In New York it is six in the morning of the 19th, then seven.
    clinic.advance(SignedDuration::from_hours(21));
    the_server_works(&clinic).await;
    assert!(told(&clinic, "ana").await.is_empty());
    clinic.an_hour_later();
    the_server_works(&clinic).await;

    let told_to_ana = told(&clinic, "ana").await;
    assert_eq!(told_to_ana.len(), 1, "two steps of one plan");
    assert_eq!(told_to_ana[0]["kind"], "plan_step_due");
    assert_eq!(told_to_ana[0]["about"], json!({ "kind": "plan", "id": plan }));

    clinic.advance(SignedDuration::from_hours(24));
    the_server_works(&clinic).await;
    clinic.an_hour_later();
    the_server_works(&clinic).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_step_due"], "once");
    assert_eq!(kinds(&clinic, "dora").await, ["look_again_due"]);
}

#[actix_web::test]
async fn a_step_put_off_is_told_on_its_new_day_and_a_closed_plan_is_never_due() {
    let clinic = Clinic::open().await;
    let id = plan(&clinic, &["2026-11-18"]).await;
    the_server_works(&clinic).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_step_due"]);

    let put_off = json!({ "steps": steps(&clinic, &["2026-11-19"]) });
    pushed(&clinic, clinic.op("plans.edit_steps", id, Some(1), put_off)).await;
    clinic.advance(SignedDuration::from_hours(24));
    the_server_works(&clinic).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_step_due", "plan_step_due"]);

    pushed(&clinic, clinic.op("plans.close", id, Some(1), json!({ "outcome": "reached" }))).await;
    clinic.advance(SignedDuration::from_hours(24));
    the_server_works(&clinic).await;
    assert!(told(&clinic, "dora").await.is_empty());
}

#[actix_web::test]
async fn what_was_due_long_ago_is_no_news() {
    let clinic = Clinic::open().await;
    let in_september = clinic.now().plus(SignedDuration::from_hours(-60 * 24));
    plan_saved(&clinic, &["2026-11-11", "2026-10-01"], in_september).await;

    the_server_works(&clinic).await;

    assert!(told(&clinic, "ana").await.is_empty());
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Days go by, and every morning the server works.
async fn days_go_by(clinic: &Clinic, days: usize) {
    for _ in 0..days {
        clinic.advance(DAY);
        the_server_works(clinic).await;
    }
}

#[actix_web::test]
async fn whoever_looked_again_already_is_not_told_and_where_they_left_the_learner_is() {
    let clinic = Clinic::open().await;
    let looked = plan(&clinic, &[]).await;
    let mut look = give_body("ana", clinic.now());
    look["plan"] = json!(looked);
    look["look_again"] = json!("better");
    let results = clinic.pushes("dora", vec![clinic.op("feedback.give", clinic.fresh::<Uuid>(), None, look)]).await;
    assert_eq!(results[0]["outcome"], "applied");

    days_go_by(&clinic, 3).await;
    assert!(told(&clinic, "dora").await.is_empty());

    let clinic = Clinic::open().await;
    plan(&clinic, &[]).await;
    let (program, dora) = (clinic.program, id_of("dora"));
    clinic.write(async move |tx| end_membership(tx, program, dora).await).await;
    days_go_by(&clinic, 3).await;
    assert_eq!(kinds(&clinic, "ana").await, ["look_again_due"]);
}

#[actix_web::test]
async fn of_a_plan_nobody_touches_for_three_weeks_its_learner_is_told_once() {
    let clinic = Clinic::open().await;
    let id: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Lead with the one-line summary" });
    pushed(&clinic, clinic.op("plans.start", id, None, body)).await;

    days_go_by(&clinic, 20).await;
    assert!(told(&clinic, "ana").await.is_empty());
    days_go_by(&clinic, 20).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_quiet"], "once");
    assert_eq!(told(&clinic, "ana").await[0]["about"], json!({ "kind": "plan", "id": id }));

    let note = json!({ "id": clinic.fresh::<Uuid>(), "text": "Tried it on three patients.", "shared": false });
    pushed(&clinic, clinic.op("plans.progress", id, None, note)).await;
    days_go_by(&clinic, 20).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_quiet"]);
    days_go_by(&clinic, 2).await;
    assert_eq!(kinds(&clinic, "ana").await, ["plan_quiet", "plan_quiet"], "quiet again");
}

#[actix_web::test]
async fn a_plan_somebody_was_reminded_of_lately_or_looked_at_again_is_not_quiet() {
    let clinic = Clinic::open().await;
    let reminded = plan(&clinic, &["2026-12-05"]).await;
    let looked: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": "Ask before ordering" });
    pushed(&clinic, clinic.op("plans.start", looked, None, body)).await;

    days_go_by(&clinic, 15).await;
    let mut look = give_body("ana", clinic.now());
    look["plan"] = json!(looked);
    let results = clinic.pushes("cole", vec![clinic.op("feedback.give", clinic.fresh::<Uuid>(), None, look)]).await;
    assert_eq!(results[0]["outcome"], "applied");
    days_go_by(&clinic, 8).await;

    let about: Vec<Value> = told(&clinic, "ana").await.iter().map(|told| told["about"]["id"].clone()).collect();
    assert_eq!(about, [json!(reminded)], "the step alone");
}
