//! A coach and a learner meet.

use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::json;

use crate::{
    base::ids::MeetingId,
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic, id_of},
};

async fn meets(clinic: &Clinic, on: &str) -> MeetingId {
    let meeting: MeetingId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "on": on });
    clinic.applies("eve", "coaching.plan_meeting", meeting, body).await;
    meeting
}

#[actix_web::test]
async fn a_meeting_is_on_the_devices_of_its_two_people_and_read_by_nobody_else() {
    let clinic = Clinic::open().await;
    let meeting = meets(&clinic, "2026-12-02").await;

    assert_eq!(clinic.who_has(Kind::Meeting, meeting).await, BTreeSet::from(["ana", "eve"]));
    for (name, _) in CAST {
        let (_, read) = clinic.calls(name, Method::GET, "/meetings", None).await;
        let expected = usize::from(["ana", "eve"].contains(&name));
        assert_eq!(read["meetings"].as_array().expect("meetings").len(), expected, "{name}");
    }
}

#[actix_web::test]
async fn eve_moves_it_and_says_that_it_was_held_and_an_older_version_moves_nothing() {
    let clinic = Clinic::open().await;
    let meeting = meets(&clinic, "2026-12-02").await;
    let change = |base: i64, on: &str, state: &str| {
        clinic.op("coaching.change_meeting", meeting, Some(base), json!({ "on": on, "state": state }))
    };

    assert_eq!(clinic.comes_to("eve", change(1, "2026-11-18", "planned")).await, "applied");
    assert_eq!(clinic.comes_to("eve", change(1, "2026-11-25", "planned")).await, "conflict");
    assert_eq!(clinic.comes_to("eve", change(2, "2026-12-24", "held")).await, "refused not_yet");
    assert_eq!(clinic.comes_to("eve", change(2, "2026-11-18", "held")).await, "applied");

    let seen = clinic.has_of("ana", "meeting").await;
    assert_eq!((&seen[0]["on"], &seen[0]["state"]), (&json!("2026-11-18"), &json!("held")));
    for (name, _) in CAST.iter().filter(|(name, _)| !["eve", "yan", "zoe"].contains(name)) {
        assert_eq!(clinic.comes_to(name, change(3, "2026-11-19", "cancelled")).await, "refused not_found", "{name}");
    }
}

#[actix_web::test]
async fn only_a_coach_of_the_learner_sets_a_meeting() {
    let clinic = Clinic::open().await;
    let op = |learner: &str| {
        let body = json!({ "learner": id_of(learner), "on": "2026-12-02" });
        clinic.op("coaching.plan_meeting", clinic.fresh::<MeetingId>(), None, body)
    };

    for who in ["ana", "cole", "finn", "gia", "hal", "ivy"] {
        assert_eq!(clinic.comes_to(who, op("ana")).await, "refused not_found", "{who}");
    }
    assert_eq!(clinic.comes_to("eve", op("ben")).await, "refused not_found");
    assert_eq!(clinic.comes_to("eve", op("zoe")).await, "refused not_found");
}

#[actix_web::test]
async fn ana_is_told_in_the_app_that_a_day_was_set_once_until_she_looks() {
    let clinic = Clinic::open().await;
    let meeting = meets(&clinic, "2026-12-02").await;
    meets(&clinic, "2026-11-18").await;
    let moves = json!({ "on": "2026-12-03", "state": "planned" });
    clinic.works().await;
    assert_eq!(clinic.comes_to("eve", clinic.op("coaching.change_meeting", meeting, Some(1), moves)).await, "applied");
    clinic.works().await;

    let told = clinic.has_of("ana", "notification").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&told[0]["kind"], &told[0]["about"]["id"]), (&json!("meeting_set"), &json!(meeting)));
    assert!(clinic.has_of("eve", "notification").await.is_empty());
}

#[actix_web::test]
async fn with_the_coaching_it_leaves_the_coach_and_comes_back_with_it() {
    let clinic = Clinic::open().await;
    let meeting = meets(&clinic, "2026-12-02").await;

    clinic.ends_coaching("eve", "ana").await;
    assert_eq!(clinic.who_has(Kind::Meeting, meeting).await, BTreeSet::from(["ana"]));
    assert!(
        clinic.calls("eve", Method::GET, "/meetings", None).await.1["meetings"].as_array().expect("some").is_empty()
    );

    clinic.starts_coaching("eve", "ana").await;
    assert_eq!(clinic.who_has(Kind::Meeting, meeting).await, BTreeSet::from(["ana", "eve"]));

    clinic.starts_coaching("finn", "ana").await;
    assert_eq!(clinic.who_has(Kind::Meeting, meeting).await, BTreeSet::from(["ana", "eve"]), "another coach's");
}
