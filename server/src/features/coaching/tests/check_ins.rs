//! "Please check in."

use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::json;

use super::check_in_body;
use crate::{
    base::{actor::Role, ids::CheckInId},
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic},
};

const WORDS: &str = "She was very quiet on rounds.";

async fn asks(clinic: &Clinic, who: &str, learner: &str) -> CheckInId {
    let check_in: CheckInId = clinic.fresh();
    clinic.applies(who, "coaching.ask_check_in", check_in, check_in_body(learner, WORDS, "coach")).await;
    check_in
}

async fn kinds(clinic: &Clinic, who: &str) -> Vec<String> {
    let told = clinic.has_of(who, "notification").await;
    told.iter().map(|one| one["kind"].as_str().expect("a kind").to_owned()).collect()
}

#[actix_web::test]
async fn cole_asks_and_eve_ana_and_he_see_it_and_no_director() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "cole", "ana").await;
    clinic.works().await;

    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "cole", "eve"]));
    for (name, _) in CAST {
        let (_, read) = clinic.calls(name, Method::GET, "/check-ins", None).await;
        let expected = usize::from(["ana", "cole", "eve"].contains(&name));
        assert_eq!(read["check_ins"].as_array().expect("check-ins").len(), expected, "{name}");
        let told = match name {
            "eve" => vec!["check_in_asked"],
            "ana" => vec!["check_in_about_you"],
            _ => vec![],
        };
        assert_eq!(kinds(&clinic, name).await, told, "{name}");
    }
}

#[actix_web::test]
async fn eve_says_that_they_talked_and_cole_learns_the_day_and_nothing_else() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "cole", "ana").await;
    clinic.works().await;
    let word = json!({ "learner": clinic.id("ana"), "text": "She is fine.", "shared": false, "check_in": check_in });

    for who in ["ana", "cole", "gia", "finn"] {
        let take_up = clinic.op("coaching.take_up", check_in, None, json!({}));
        assert_eq!(clinic.comes_to(who, take_up).await, "refused not_found", "{who}");
    }
    clinic.applies("eve", "coaching.take_up", check_in, json!({})).await;
    clinic.applies("eve", "coaching.note", clinic.fresh::<CheckInId>(), word).await;
    clinic.works().await;

    let coles = clinic.has_of("cole", "check_in").await;
    assert_eq!(coles[0]["taken_up_at"], json!(clinic.now()));
    assert!(!coles[0].to_string().contains(&clinic.id("eve").to_string()), "{}", coles[0]);
    assert!(clinic.has_of("cole", "coach_note").await.is_empty());
    let told = clinic.has_of("eve", "notification").await;
    assert_eq!(told[0]["read_at"], json!(clinic.now()), "it waits for nobody any more");
    clinic.an_hour_later();
    clinic.applies("eve", "coaching.take_up", check_in, json!({})).await;
    assert_ne!(clinic.has_of("cole", "check_in").await[0]["taken_up_at"], json!(clinic.now()), "the first counts");
}

#[actix_web::test]
async fn ana_asks_for_herself_and_nobody_is_told_but_eve() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "ana", "ana").await;
    clinic.works().await;

    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "eve"]));
    assert_eq!(kinds(&clinic, "eve").await, ["check_in_asked"]);
    assert!(kinds(&clinic, "ana").await.is_empty());
}

#[actix_web::test]
async fn where_there_is_no_coach_it_goes_to_the_director_and_only_after_that_was_said() {
    let clinic = Clinic::open().await;
    let op = |to: &str| {
        clinic.op("coaching.ask_check_in", clinic.fresh::<CheckInId>(), None, check_in_body("ana", WORDS, to))
    };
    assert_eq!(clinic.comes_to("cole", op("director")).await, "refused has_coach");
    assert_eq!(clinic.comes_to("eve", op("coach")).await, "refused no_coach", "she would ask herself");

    clinic.ends_coaching("eve", "ana").await;
    assert_eq!(clinic.comes_to("cole", op("coach")).await, "refused no_coach");
    let check_in: CheckInId = clinic.fresh();
    clinic.applies("cole", "coaching.ask_check_in", check_in, check_in_body("ana", WORDS, "director")).await;
    clinic.works().await;
    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "cole", "gia"]));
    assert_eq!(kinds(&clinic, "gia").await, ["check_in_asked"]);

    clinic.set("hal", &[Role::Coordinator, Role::Director]).await;
    clinic.set("gia", &[Role::Faculty]).await;
    clinic.starts_coaching("eve", "ana").await;
    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "cole", "eve", "hal"]));
    clinic.applies("hal", "coaching.take_up", check_in, json!({})).await;
}

#[actix_web::test]
async fn what_is_taken_back_is_gone_from_everybody_and_what_was_taken_up_stays() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "cole", "ana").await;
    clinic.works().await;
    let back = || clinic.op("coaching.take_back", check_in, None, json!({}));

    assert_eq!(clinic.comes_to("eve", back()).await, "applied");
    assert_eq!(clinic.count("check_ins").await, 1, "it is Cole's");
    for _ in 0..2 {
        assert_eq!(clinic.comes_to("cole", back()).await, "applied");
    }
    assert_eq!(clinic.count("check_ins").await, 0);
    assert_eq!(clinic.count("wire_forms WHERE kind = 'check_in'").await, 0);
    for who in ["ana", "cole", "eve"] {
        assert!(clinic.has_of(who, "check_in").await.is_empty(), "{who}");
        assert!(kinds(&clinic, who).await.is_empty(), "{who}");
    }

    let again = asks(&clinic, "cole", "ana").await;
    clinic.applies("eve", "coaching.take_up", again, json!({})).await;
    let back = clinic.op("coaching.take_back", again, None, json!({}));
    assert_eq!(clinic.comes_to("cole", back).await, "refused taken_up");
}

#[actix_web::test]
async fn taken_back_before_anybody_was_told_nobody_is() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "cole", "ana").await;
    clinic.applies("cole", "coaching.take_back", check_in, json!({})).await;
    clinic.works().await;

    assert!(kinds(&clinic, "eve").await.is_empty());
}

#[actix_web::test]
async fn with_the_coaching_it_leaves_eve_and_whoever_coaches_then_finds_it() {
    let clinic = Clinic::open().await;
    let check_in = asks(&clinic, "cole", "ana").await;

    clinic.ends_coaching("eve", "ana").await;
    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "cole"]));
    clinic.starts_coaching("finn", "ana").await;
    assert_eq!(clinic.who_has(Kind::CheckIn, check_in).await, BTreeSet::from(["ana", "cole", "finn"]));
}

#[actix_web::test]
async fn what_cannot_be_asked_is_refused_with_its_reason() {
    let clinic = Clinic::open().await;
    asks(&clinic, "cole", "ana").await;
    let op = |learner: &str, text: &str| {
        clinic.op("coaching.ask_check_in", clinic.fresh::<CheckInId>(), None, check_in_body(learner, text, "coach"))
    };

    for (who, expected, op) in [
        ("cole", "refused already_asked", op("ana", WORDS)),
        ("cole", "applied", op("ben", WORDS)),
        ("cole", "refused unknown_learner", op("dora", WORDS)),
        ("cole", "refused unknown_learner", op("zoe", WORDS)),
        ("cole", "refused not_found", op("cole", WORDS)),
        ("hal", "refused not_found", op("ana", WORDS)),
        ("dora", "refused empty", op("ana", " \u{0} ")),
        ("dora", "refused too_long", op("ana", &"a".repeat(301))),
        ("ben", "applied", op("ana", "He is my friend, and tired.")),
    ] {
        assert_eq!(clinic.comes_to(who, op).await, expected, "{who}");
    }
}
