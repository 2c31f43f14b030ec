use proptest::prelude::*;
use uuid::Uuid;

use super::{bodies::*, *};

const ANA: PersonId = PersonId(Uuid::from_u128(1));
const EVE: PersonId = PersonId(Uuid::from_u128(2));

fn body() -> StartPlan {
    serde_json::from_value(serde_json::json!({
        "learner": ANA, "goal": "Lead with the one-line summary",
        "steps": [{ "id": Uuid::from_u128(7), "text": "Write it before rounds", "due_on": "2026-12-01" }],
    }))
    .expect("a body")
}

fn plan_by(author: PersonId) -> Plan {
    let new = body().parse(PlanId(Uuid::from_u128(9)), Timestamp(0)).expect("a plan");
    Plan::start(ProgramId(Uuid::from_u128(3)), author, new, Timestamp(0))
}

fn problem(body: StartPlan) -> String {
    body.parse(PlanId(Uuid::nil()), Timestamp(0)).expect_err("a problem").to_string()
}

fn ending(outcome: PlanOutcome) -> Ending {
    Ending { outcome, note: None, at: Timestamp(5) }
}

#[test]
fn a_goal_alone_is_a_plan() {
    let goal_only = StartPlan { steps: Vec::new(), ..body() };

    assert!(goal_only.parse(PlanId(Uuid::nil()), Timestamp(0)).is_ok());
}

#[test]
fn each_broken_rule_names_its_field() {
    let step = |n: u128, text: &str| StepBody {
        id: StepId(Uuid::from_u128(n)),
        text: text.into(),
        due_on: None,
        done_on: None,
    };
    let steps = |steps: Vec<StepBody>| StartPlan { steps, ..body() };

    assert_eq!(problem(StartPlan { goal: " ".into(), ..body() }), "empty (goal)");
    assert_eq!(problem(StartPlan { goal: "a".repeat(301), ..body() }), "too_long (goal)");
    assert_eq!(problem(steps(vec![step(1, "fine"), step(2, "")])), "empty (steps[1].text)");
    assert_eq!(problem(steps(vec![step(1, &"a".repeat(301))])), "too_long (steps[0].text)");
    assert_eq!(problem(steps(vec![step(1, "one"), step(1, "the same")])), "duplicate (steps[1].id)");
    assert_eq!(problem(steps((0..31).map(|n| step(n, "one more")).collect())), "too_many (steps)");
    assert_eq!(
        problem(StartPlan { subcompetency: Some(SubcompetencyId(Uuid::nil())), ..body() }),
        "missing_field (set)"
    );
    let entries = (0..51).map(|n| EntryId(Uuid::from_u128(n))).collect();
    assert_eq!(problem(StartPlan { entries, ..body() }), "too_many (entries)");
}

#[test]
fn the_learner_opens_a_plan_and_a_coach_proposes_one() {
    assert_eq!(plan_by(ANA).state(), PlanState::Open);
    assert_eq!(plan_by(EVE).state(), PlanState::Proposed);
}

#[test]
fn whether_observers_see_the_goal_is_the_learners_choice() {
    let shown = || Goal { shown: true, ..plan_by(ANA).goal };
    let new = StartPlan { goal_shown: true, ..body() }.parse(PlanId(Uuid::nil()), Timestamp(0)).expect("a plan");
    let mut plan = Plan::start(ProgramId(Uuid::nil()), EVE, new, Timestamp(0));

    assert!(!plan.goal.shown);
    plan.edit_goal(EVE, 1, shown()).expect("edited");
    assert!(!plan.goal.shown);
    plan.edit_goal(ANA, 2, shown()).expect("edited");
    assert!(plan.goal.shown);
    plan.edit_goal(EVE, 3, Goal { shown: false, ..shown() }).expect("edited");
    assert!(plan.goal.shown);
}

#[test]
fn a_proposal_is_set_aside_as_dropped_and_ends_no_other_way() {
    let mut plan = plan_by(EVE);

    assert_eq!(plan.close(1, ending(PlanOutcome::Reached)).expect_err("a problem").code(), "not_accepted");
    assert_eq!(plan.close(1, ending(PlanOutcome::Dropped)).expect("set aside"), 2);
    assert_eq!(plan.reopen(2).expect("reopened"), 3);
    assert_eq!(plan.state(), PlanState::Open);
}

#[test]
fn a_closed_plan_is_edited_only_once_reopened() {
    let mut plan = plan_by(ANA);
    plan.close(1, ending(PlanOutcome::NotReached)).expect("closed");

    assert_eq!(plan.edit_steps(ANA, 1, Vec::new(), Timestamp(0)).expect_err("a problem").code(), "plan_closed");
    assert_eq!(plan.close(2, ending(PlanOutcome::Reached)).expect_err("a problem").code(), "plan_closed");
    assert_eq!(plan.accept(2).expect_err("a problem").code(), "not_proposed");
    plan.reopen(2).expect("reopened");
    assert_eq!(plan.edit_steps(ANA, 1, Vec::new(), Timestamp(0)).expect("edited"), 2);
}

#[test]
fn sections_have_versions_of_their_own() {
    let mut plan = plan_by(ANA);

    plan.edit_steps(ANA, 1, Vec::new(), Timestamp(0)).expect("edited");
    let stale = plan.edit_steps(ANA, 1, Vec::new(), Timestamp(0)).expect_err("a problem");
    let review = plan.edit_review(ANA, 1, Review { reviewer: Some(EVE), on: None }, Timestamp(0)).expect("edited");

    assert!(matches!(stale, Error::Stale { version: 2 }));
    assert_eq!((review, plan.version()), (2, 3));
}

#[derive(Clone, Debug)]
enum Deed {
    Goal(i64),
    Steps(i64),
    Review(i64),
    Accept(i64),
    Close(i64, PlanOutcome),
    Reopen(i64),
}

fn deeds() -> impl Strategy<Value = Deed> {
    let outcomes = prop_oneof![Just(PlanOutcome::Reached), Just(PlanOutcome::NotReached), Just(PlanOutcome::Dropped)];
    prop_oneof![
        (-1i64..6).prop_map(Deed::Goal),
        (-1i64..6).prop_map(Deed::Steps),
        (-1i64..6).prop_map(Deed::Review),
        (-1i64..6).prop_map(Deed::Accept),
        (-1i64..6, outcomes).prop_map(|(base, outcome)| Deed::Close(base, outcome)),
        (-1i64..6).prop_map(Deed::Reopen),
    ]
}

proptest! {
    #[test]
    fn whatever_is_tried_versions_only_grow_by_one_and_a_closed_plan_has_an_outcome(
        proposed: bool,
        tried in prop::collection::vec(deeds(), 0..60),
    ) {
        let mut plan = plan_by(if proposed { EVE } else { ANA });
        for deed in tried {
            let before = plan.clone();
            let done = match deed {
                Deed::Goal(base) => plan.edit_goal(ANA, base, before.goal.clone()),
                Deed::Steps(base) => plan.edit_steps(ANA, base, Vec::new(), Timestamp(0)),
                Deed::Review(base) => plan.edit_review(ANA, base, Review::default(), Timestamp(0)),
                Deed::Accept(base) => plan.accept(base),
                Deed::Close(base, outcome) => plan.close(base, ending(outcome)),
                Deed::Reopen(base) => plan.reopen(base),
            };
            match done {
                Ok(_) => prop_assert_eq!(plan.version(), before.version() + 1),
                Err(_) => prop_assert_eq!(&plan, &before),
            }
            let wire = wire::PlanWire::from(&plan);
            prop_assert_eq!(wire.state == PlanState::Closed, wire.outcome.is_some());
            prop_assert_eq!(wire.outcome.is_some(), wire.closed_at.is_some());
            prop_assert!(before.state() == PlanState::Proposed || plan.state() != PlanState::Proposed);
        }
    }
}
