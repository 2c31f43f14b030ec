//! Links: used once, guessed, foreign, revoked, expired; answers that are refused, and answers that waited sealed.

use actix_web::http::Method;
use jiff::SignedDuration;
use serde_json::json;

use super::kit::{As, calls, said};
use crate::{
    features::campaigns::sealing::{public_key, seal},
    testing::clinic::Clinic,
};

async fn opening(clinic: &Clinic, link: &str) -> String {
    said(calls(clinic, As::Nobody, Method::POST, "/rater/session", Some(json!({ "token": link }))).await)
}

#[actix_web::test]
async fn a_link_is_used_once_and_what_was_sent_twice_is_known() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 2).await;
    let link = clinic.links_to("nurses1@elsewhere.test").pop().expect("a link");

    // A mail scanner looks at it, and a browser that was closed again.
    for method in [Method::GET, Method::HEAD] {
        let looked = calls(&clinic, As::Nobody, method, "/rater/session", None).await;
        assert!((400..500).contains(&looked.0), "{}", looked.0);
    }
    round.opens(&link).await;
    let token = round.opens(&link).await;
    let answer = round.answer(json!({}));
    assert_eq!(round.submits(&token, &answer).await, "201");
    assert_eq!(round.submits(&token, &answer).await, "200");
    assert_eq!(round.submits(&token, &round.answer(json!({}))).await, "409 already_answered");

    assert_eq!(opening(&clinic, &link).await, "401 link_used");
    assert_eq!(clinic.count("campaign_answers").await, 1);
}

#[actix_web::test]
async fn guessed_foreign_revoked_and_late_codes_each_have_their_answer() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 3).await;
    let link = |n: usize| clinic.links_to(&format!("nurses{n}@elsewhere.test")).pop().expect("a link");

    assert_eq!(opening(&clinic, "guessed").await, "401 no_such_link");
    assert_eq!(opening(&clinic, &"A".repeat(43)).await, "401 no_such_link");
    let token = round.opens(&link(1)).await;
    let (_, raters) = round.as_member("hal", Method::GET, "/campaigns/{c}/raters", None).await;
    let rater = |n: usize| raters["raters"][n - 1]["id"].as_str().expect("an id").to_owned();
    let revocation = format!("/campaign-raters/{}/revocation", rater(1));
    assert_eq!(said(round.as_member("hal", Method::POST, &revocation, None).await), "200");
    assert_eq!(opening(&clinic, &link(1)).await, "401 no_such_link");
    assert_eq!(round.submits(&token, &round.answer(json!({}))).await, "401 no_session");

    // Mailed again, the link before stops.
    let before = link(2);
    let mail = format!("/campaign-raters/{}/mail", rater(2));
    assert_eq!(said(round.as_member("hal", Method::POST, &mail, None).await), "202");
    clinic.works().await;
    assert_eq!(opening(&clinic, &before).await, "401 no_such_link");
    let token = round.opens(&link(2)).await;

    // The last day is over, and nothing has written that down yet.
    clinic.advance(SignedDuration::from_hours(21 * 24));
    let open = "/rater/answers";
    let late = calls(&clinic, As::Rater(&token), Method::POST, open, Some(round.answer(json!({})))).await;
    assert_eq!(said(late), "401 no_session", "a day is over too");
    clinic.works().await;
    assert_eq!(opening(&clinic, &link(3)).await, "401 campaign_over");
}

#[actix_web::test]
async fn what_is_wrong_with_an_answer_is_told_and_uses_nothing_up() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 1).await;
    let token = round.opens_mail("nurses1@elsewhere.test").await;
    let refused = async |with| round.submits(&token, &round.answer(with)).await;

    assert_eq!(refused(json!({ "comments": { "keep": "x".repeat(30_000) } })).await, "422 too_long comments.keep");
    assert_eq!(refused(json!({ "learner": clinic.random_id() })).await, "422 not_listed learner");
    assert_eq!(refused(json!({ "group": "faculty" })).await, "422 group_not_asked group");
    assert_eq!(refused(json!({ "ratings": { "listens": 9 } })).await, "422 off_the_scale ratings.listens");
    assert_eq!(refused(json!({ "ratings": {} })).await, "422 empty_answer ratings");
    assert_eq!(refused(json!({ "mood": 1 })).await, "422 unknown_field mood");
    assert_eq!(clinic.count("campaign_answers").await, 0);

    assert_eq!(refused(json!({})).await, "201");
}

#[actix_web::test]
async fn a_rater_reads_their_form_and_nothing_else() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 1).await;
    let token = round.opens_mail("nurses1@elsewhere.test").await;

    for path in ["/me", "/guest/request", &format!("/programs/{}/campaigns", clinic.program)] {
        let (status, _) = calls(&clinic, As::Rater(&token), Method::GET, path, None).await;
        assert_eq!(status, 401, "{path}");
    }
}

#[actix_web::test]
async fn an_answer_that_waited_sealed_is_opened_days_later_and_once() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 1).await;
    let token = round.opens_mail("nurses1@elsewhere.test").await;
    let (_, key) = calls(&clinic, As::Nobody, Method::GET, "/rater/key", None).await;
    assert_eq!(key["key"], json!(public_key(&clinic.app.app.keys).key));
    let text = json!({ "token": token, "answer": round.answer(json!({})) }).to_string();
    let sealed = seal(&public_key(&clinic.app.app.keys), [3; 32], [4; 12], text.as_bytes()).expect("sealed");
    let send = async |sealed: &str| {
        said(calls(&clinic, As::Nobody, Method::POST, "/rater/sealed", Some(json!({ "sealed": sealed }))).await)
    };

    clinic.advance(SignedDuration::from_hours(5 * 24));
    clinic.works().await;

    assert_eq!(send(&sealed[..sealed.len() - 4]).await, "400 cannot_open");
    assert_eq!(send(&sealed).await, "201");
    assert_eq!(send(&sealed).await, "200");
    assert_eq!(clinic.count("campaign_answers").await, 1);
    clinic.advance(SignedDuration::from_hours(20 * 24));
    clinic.works().await;
    assert_eq!(send(&sealed).await, "401 no_session");
}
