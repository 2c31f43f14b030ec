use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies::*, *};

const ANA: PersonId = PersonId(Uuid::from_u128(1));
const EVE: PersonId = PersonId(Uuid::from_u128(2));
const SKILL: Uuid = Uuid::from_u128(40);

/// 18 November 2026, 14:00 UTC.
fn now() -> Timestamp {
    Timestamp::parse("2026-11-18T14:00:00Z").expect("a time")
}

fn today() -> Day {
    Day::parse("2026-11-18").expect("a day")
}

fn goal_body(n: u128) -> Value {
    json!({ "id": Uuid::from_u128(n), "text": format!("Goal {n}"), "strategies": "Daily.", "evidence": "A log of ten.",
            "skills": [{ "set": "acgme-im-2", "subcompetency": SKILL }], "projected_on": "2027-02-01" })
}

fn goals(bodies: Vec<Value>) -> Result<Vec<Goal>, Error> {
    serde_json::from_value::<EditGoals>(json!({ "goals": bodies })).expect("a body").parse()
}

fn begun(bodies: Vec<Value>) -> LearningPlan {
    let body: StartLearningPlan = serde_json::from_value(json!({ "goals": bodies })).expect("a body");
    let new = body.parse(LearningPlanId(Uuid::from_u128(9)), now()).expect("a plan");
    LearningPlan::start(ProgramId(Uuid::from_u128(3)), ANA, new, &TimeZone::UTC, now()).expect("begun")
}

/// A plan that lacks nothing but signatures.
fn ready() -> LearningPlan {
    let mut plan = begun(vec![goal_body(1), goal_body(2)]);
    plan.edit_dates(1, dates("2026-11-18", "2027-03-01"), &today()).expect("dates");
    plan.comment(Side::Learner, ANA, 1, Comment::parse("Two are enough.").ok()).expect("said");
    plan.comment(Side::Coach, EVE, 1, Comment::parse("I agree.").ok()).expect("said");
    plan
}

fn dates(discussed: &str, next: &str) -> Dates {
    Dates { discussed_on: Day::parse(discussed), next_review_on: Day::parse(next) }
}

fn why<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.expect_err("a refusal").to_string()
}

#[test]
fn an_academic_year_has_two_halves_and_they_begin_in_july_and_january() {
    let half = |day: &str| half_of(&Day::parse(day).expect("a day")).to_string();

    assert_eq!(half("2026-06-30"), "2026-01-01");
    assert_eq!(half("2026-07-01"), "2026-07-01");
    assert_eq!(half("2026-12-31"), "2026-07-01");
    assert_eq!(half("2027-01-01"), "2027-01-01");
}

#[test]
fn the_half_is_the_one_it_is_where_the_program_is() {
    let saved = Timestamp::parse("2027-01-01T04:30:00Z").expect("a time");
    let body = StartLearningPlan { goals: Vec::new(), career_goals: None, obstacles: None, helpers: None };
    let new = body.parse(LearningPlanId(Uuid::from_u128(9)), saved).expect("a plan");
    let zone = TimeZone::get("America/New_York").expect("a zone");
    let begin = |received| {
        let begun = LearningPlan::start(ProgramId(Uuid::nil()), ANA, new.clone(), &zone, received);
        begun.expect("begun").half_from.to_string()
    };

    assert_eq!(begin(saved), "2026-07-01", "it is still New Year's Eve there");
    // A phone set to 2027 in May of 2026 is not believed.
    assert_eq!(begin(Timestamp::parse("2026-05-02T10:00:00Z").expect("a time")), "2026-01-01");
}

#[test]
fn each_broken_rule_names_its_field() {
    let with = |n: u128, key: &str, value: Value| {
        let mut body = goal_body(n);
        body[key] = value;
        body
    };
    let entries: Vec<Uuid> = (0..21).map(Uuid::from_u128).collect();
    let skills: Vec<Value> =
        (0..6).map(|n| json!({ "set": "acgme-im-2", "subcompetency": Uuid::from_u128(n) })).collect();
    let twice = json!([{ "set": "a", "subcompetency": SKILL }, { "set": "a", "subcompetency": SKILL }]);

    assert_eq!(why(goals(vec![goal_body(1), with(2, "text", json!(" \n"))])), "empty (goals[1].text)");
    assert_eq!(why(goals(vec![with(1, "text", json!("a".repeat(301)))])), "too_long (goals[0].text)");
    assert_eq!(why(goals(vec![with(1, "strategies", json!("a".repeat(601)))])), "too_long (goals[0].strategies)");
    assert_eq!(why(goals(vec![with(1, "evidence", json!("a".repeat(601)))])), "too_long (goals[0].evidence)");
    assert_eq!(why(goals(vec![goal_body(1), goal_body(1)])), "duplicate (goals[1].id)");
    assert_eq!(why(goals(vec![with(1, "entries", json!(entries))])), "too_many (goals[0].entries)");
    assert_eq!(why(goals(vec![with(1, "skills", json!(skills))])), "too_many (goals[0].skills)");
    assert_eq!(why(goals(vec![with(1, "skills", twice)])), "duplicate (goals[0].skills)");
    assert_eq!(why(goals((1..=7).map(goal_body).collect())), "too_many (goals)");
    let about = |key: &str| serde_json::from_value::<EditAbout>(json!({ key: "a".repeat(601) })).expect("a body");
    for key in ["career_goals", "obstacles", "helpers"] {
        assert_eq!(why(about(key).parse()), format!("too_long ({key})"));
    }
    let comment = CommentOn { text: Some("a".repeat(1_201)) };
    assert_eq!(why(comment.parse()), "too_long (text)");
}

#[test]
fn no_date_lies_before_the_document() {
    let past = |n: u128| {
        let mut body = goal_body(n);
        body["projected_on"] = json!("2026-11-01");
        body
    };
    let mut plan = begun(vec![goal_body(1)]);

    let edited = plan.clone().edit_goals(1, goals(vec![goal_body(1), past(2)]).expect("goals"));
    assert_eq!(why(edited), "before_plan (goals[1].projected_on)");
    let mut set = |discussed, next| why(plan.edit_dates(1, dates(discussed, next), &today()));
    assert_eq!(set("2026-11-16", "2027-03-01"), "before_plan (discussed_on)");
    assert_eq!(set("2026-11-18", "2026-11-16"), "before_plan (next_review_on)");
    assert_eq!(set("2026-11-19", "2026-11-18"), "before_discussion (next_review_on)");
    assert_eq!(set("2026-11-20", "2027-03-01"), "in_the_future (discussed_on)");
}

#[test]
fn two_whole_goals_both_days_and_ones_own_comment_are_what_a_signature_needs() {
    let lacking = |change: &dyn Fn(&mut LearningPlan)| {
        let mut plan = ready();
        change(&mut plan);
        why(plan.sign(Side::Learner, plan.text_version()))
    };

    assert_eq!(lacking(&|plan| drop(plan.goals.pop())), "too_few_goals (goals)");
    assert_eq!(lacking(&|plan| plan.goals[1].skills.clear()), "goal_incomplete (goals[1].skills)");
    assert_eq!(lacking(&|plan| plan.goals[0].strategies = None), "goal_incomplete (goals[0].strategies)");
    assert_eq!(lacking(&|plan| plan.goals[1].evidence = None), "goal_incomplete (goals[1].evidence)");
    assert_eq!(lacking(&|plan| plan.goals[0].projected_on = None), "goal_incomplete (goals[0].projected_on)");
    assert_eq!(lacking(&|plan| plan.dates.discussed_on = None), "missing_field (discussed_on)");
    assert_eq!(lacking(&|plan| plan.dates.next_review_on = None), "missing_field (next_review_on)");
    assert_eq!(lacking(&|plan| plan.learner_comment = None), "missing_field (learner_comment)");

    let mut plan = ready();
    plan.coach_comment = None;
    plan.sign(Side::Learner, plan.text_version()).expect("the coach's comment is the coach's to give");
    assert_eq!(why(plan.sign(Side::Coach, plan.text_version())), "missing_field (coach_comment)");
}

#[test]
fn a_third_goal_may_still_be_rough() {
    let mut plan = begun(vec![goal_body(1), json!({ "id": Uuid::from_u128(5), "text": "Something" }), goal_body(2)]);
    plan.edit_dates(1, dates("2026-11-18", "2027-03-01"), &today()).expect("dates");
    plan.comment(Side::Learner, ANA, 1, Comment::parse("Two are enough.").ok()).expect("said");

    plan.sign(Side::Learner, plan.text_version()).expect("signed");
}

#[test]
fn nobody_signs_what_they_have_not_read_or_twice() {
    let mut plan = ready();
    let read = plan.text_version();
    plan.edit_about(1, About { helpers: Paragraph::parse("The chiefs").ok(), ..About::default() }).expect("written");

    assert!(matches!(plan.sign(Side::Coach, read), Err(Error::Stale { version }) if version == read + 1));
    plan.sign(Side::Coach, read + 1).expect("read again");
    assert_eq!(why(plan.sign(Side::Coach, read + 1)), "already_signed");
}

#[test]
fn the_first_change_after_a_signature_begins_the_next_edition() {
    let mut signed = ready();
    for side in [Side::Learner, Side::Coach] {
        signed.sign(side, signed.text_version()).expect("signed");
    }
    let after = |change: &dyn Fn(&mut LearningPlan)| {
        let mut plan = signed.clone();
        change(&mut plan);
        (plan.edition, plan.signed.len())
    };

    assert_eq!((signed.edition, signed.signed.len()), (1, 2));
    assert_eq!(after(&|plan| drop(plan.edit_goals(1, goals(vec![goal_body(1)]).expect("goals")))), (2, 0));
    assert_eq!(after(&|plan| drop(plan.edit_dates(2, dates("2026-11-18", "2027-04-01"), &today()))), (2, 0));
    assert_eq!(after(&|plan| drop(plan.comment(Side::Coach, EVE, 2, None))), (2, 0));
    // The same words again are no other text.
    assert_eq!(after(&|plan| drop(plan.edit_about(1, About::default()))), (1, 2));
    // What becomes of a goal was never part of what was signed.
    let goal = LearningGoalId(Uuid::from_u128(1));
    assert_eq!(after(&|plan| drop(plan.link_goal(1, goal, Some(PlanId(Uuid::nil()))))), (1, 2));
}

#[test]
fn a_comment_leaves_the_others_signature_standing_until_ones_own_is_set() {
    let mut plan = ready();
    plan.sign(Side::Learner, plan.text_version()).expect("signed");

    plan.comment(Side::Coach, EVE, 2, Comment::parse("Better said.").ok()).expect("said");
    assert_eq!((plan.edition, plan.signed.len()), (1, 1));
    plan.comment(Side::Learner, ANA, 2, Comment::parse("One more thought.").ok()).expect("said");
    assert_eq!((plan.edition, plan.signed.len()), (2, 0));
}

#[test]
fn a_closed_goal_has_its_outcome_stays_as_it_was_and_can_be_reopened() {
    let mut plan = ready();
    let goal = LearningGoalId(Uuid::from_u128(1));
    let how = |n: u128| {
        let body = json!({ "goal": Uuid::from_u128(n), "outcome": "reached", "note": "Two said so." });
        serde_json::from_value::<CloseGoal>(body).expect("a body").parse(now()).expect("an ending")
    };
    let (id, ending) = how(1);

    assert_eq!(why(plan.close_goal(1, how(7).0, ending.clone())), "unknown_goal (goal)");
    assert_eq!(plan.close_goal(1, id, ending.clone()).expect("closed"), 2);
    assert_eq!(why(plan.close_goal(2, id, ending)), "goal_closed");
    let mut other = goal_body(1);
    other["text"] = json!("Another wording");
    assert_eq!(why(plan.edit_goals(1, goals(vec![other, goal_body(2)]).expect("goals"))), "goal_closed (goals[0])");
    assert_eq!(why(plan.edit_goals(1, goals(vec![goal_body(2)]).expect("goals"))), "goal_closed (goals)");
    assert_eq!(plan.edit_goals(1, goals(vec![goal_body(2), goal_body(1)]).expect("goals")).expect("moved"), 2);
    assert_eq!(plan.reopen_goal(2, goal).expect("reopened"), 3);
    assert_eq!(why(plan.reopen_goal(3, goal)), "not_closed");
}

#[test]
fn an_edit_on_an_old_version_is_answered_with_the_present_one() {
    let mut plan = ready();
    plan.edit_goals(1, goals(vec![goal_body(1)]).expect("goals")).expect("edited");

    let stale = |result: Result<i64, Error>| matches!(result, Err(Error::Stale { version: 2 }));
    assert!(stale(plan.edit_goals(1, goals(vec![goal_body(2)]).expect("goals"))));
    assert!(stale(plan.edit_dates(1, Dates::default(), &today())));
    assert!(stale(plan.comment(Side::Learner, ANA, 1, None)));
    assert!(stale(plan.comment(Side::Coach, EVE, 1, None)));
}
