use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies::Ask, *};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn body(with: Value) -> Ask {
    let mut body =
        json!({ "set": "acgme-im-2", "subcompetency": Uuid::from_u128(9), "question": "Was my plan clear?" });
    body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
    serde_json::from_value(body).expect("a body")
}

fn parsed(with: Value) -> Result<NewRequest, Error> {
    body(with).parse(RequestId(Uuid::from_u128(1)), Timestamp(0))
}

fn problem(with: Value) -> String {
    parsed(with).expect_err("a problem").to_string()
}

/// A request of Ana (1) to somebody, open until the second of December.
fn request(with: Value) -> Request {
    let program = ProgramId(Uuid::from_u128(7));
    Request::open(program, person(1), parsed(with).expect("a request"), day("2026-12-02"), Timestamp(5))
}

fn to_cole() -> Request {
    request(json!({ "assessor": person(2) }))
}

const NOT_NOW: Declined = Declined { reason: DeclineReason::NotNow, other: None };

#[test]
fn a_question_is_enough() {
    let new = parsed(json!({ "goal": " ", "own_view": "" })).expect("a request");

    assert_eq!((new.asked.whom, new.asked.goal, new.asked.own_view), (Whom::HandedOver, None, None));
}

#[test]
fn each_broken_rule_names_its_field() {
    let letters = |n: usize| "é".repeat(n);

    assert_eq!(problem(json!({ "question": " \u{0}\n" })), "empty (question)");
    assert_eq!(problem(json!({ "question": letters(201) })), "too_long (question)");
    assert!(parsed(json!({ "question": letters(200), "goal": letters(300), "own_view": letters(600) })).is_ok());
    assert_eq!(problem(json!({ "goal": letters(301) })), "too_long (goal)");
    assert_eq!(problem(json!({ "context": letters(301) })), "too_long (context)");
    assert_eq!(problem(json!({ "own_view": letters(601) })), "too_long (own_view)");
    assert_eq!(problem(json!({ "visiting": { "mail": "nobody" } })), "not_an_email (visiting.mail)");
    let two = json!({ "assessor": person(2), "visiting": { "mail": "sam@elsewhere.test" } });
    assert_eq!(problem(two), "assessor_and_visiting (visiting)");
    let name = json!({ "visiting": { "mail": "sam@elsewhere.test", "name": "a\u{7}" } });
    assert_eq!(problem(name), "not_a_name (visiting.name)");
}

#[test]
fn what_is_not_open_is_neither_declined_nor_taken_back() {
    let mut declined = to_cole();
    assert_eq!(declined.decline(1, NOT_NOW).expect("declined"), 2);
    assert_eq!((declined.state(), declined.declined()), (RequestState::Declined, Some(NOT_NOW)));
    assert_eq!(declined.withdraw(2).expect_err("a refusal").code(), "not_open");

    let mut withdrawn = to_cole();
    assert_eq!(withdrawn.withdraw(1).expect("withdrawn"), 2);
    assert_eq!(withdrawn.decline(2, NOT_NOW).expect_err("a refusal").code(), "not_open");
}

#[test]
fn whoever_decides_on_an_older_version_is_told_the_present_one() {
    let mut request = to_cole();
    request.withdraw(1).expect("withdrawn");

    assert!(matches!(request.decline(1, NOT_NOW), Err(Error::Stale { version: 2 })));
}

#[test]
fn a_request_is_open_on_its_last_day_and_over_on_the_next() {
    let mut request = to_cole();

    assert!(!request.expire(&day("2026-12-02")));
    assert!(request.expire(&day("2026-12-03")));
    assert!(!request.expire(&day("2026-12-04")), "once");
    assert_eq!((request.state(), request.version), (RequestState::Expired, 2));
}

#[test]
fn an_answer_answers_in_every_state_and_once() {
    let (mut open, mut declined, mut withdrawn, mut expired) = (to_cole(), to_cole(), to_cole(), to_cole());
    declined.decline(1, NOT_NOW).expect("declined");
    withdrawn.withdraw(1).expect("withdrawn");
    expired.expire(&day("2027-01-01"));

    for request in [&mut open, &mut declined, &mut withdrawn, &mut expired] {
        let version = request.version;
        assert!(request.answer(entry(4), Some(person(2))));
        assert!(!request.answer(entry(4), Some(person(2))));
        assert_eq!((request.state(), request.version, request.declined()), (RequestState::Answered, version + 1, None));
    }
}

#[test]
fn what_was_handed_over_is_with_whoever_answered_first() {
    let mut request = request(json!({}));
    assert_eq!(request.people().collect::<Vec<_>>(), [person(1)]);

    request.answer(entry(4), Some(person(2)));
    request.answer(entry(5), Some(person(3)));

    assert_eq!(request.people().collect::<Vec<_>>(), [person(1), person(2)]);
    assert_eq!(request.entries, [entry(4), entry(5)]);
}

#[test]
fn a_withdrawn_answer_opens_the_request_again_while_there_is_time() {
    let (mut one, mut two, mut late) = (to_cole(), to_cole(), to_cole());
    for request in [&mut one, &mut two, &mut late] {
        request.answer(entry(4), Some(person(2)));
    }
    two.answer(entry(5), Some(person(2)));

    assert!(one.lose_answer(entry(4), &day("2026-12-02")));
    assert!(two.lose_answer(entry(4), &day("2026-12-02")));
    assert!(late.lose_answer(entry(4), &day("2026-12-03")));
    assert!(!late.lose_answer(entry(4), &day("2026-12-03")));

    assert_eq!([one.state(), two.state(), late.state()], {
        [RequestState::Open, RequestState::Answered, RequestState::Expired]
    });
}
