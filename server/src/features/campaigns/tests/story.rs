//! The whole story, and what becomes of it where too few answer.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::kit::{As, calls, said};
use crate::testing::clinic::{Clinic, id_of};

#[actix_web::test]
async fn nine_raters_answer_and_the_learner_and_coach_read_what_the_facilitator_released() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.nine_answers().await;
    let own = json!({ "id": clinic.random_id(), "form_version": 1, "ratings": { "listens": 2 },
                      "comments": { "change": "Ask more often." } });
    assert_eq!(said(round.as_member("ana", Method::POST, "/campaigns/{c}/self", Some(own.clone())).await), "201");
    assert_eq!(said(round.as_member("ana", Method::POST, "/campaigns/{c}/self", Some(own)).await), "200");
    let reading = "/campaign-subjects/{s}/reading";
    assert_eq!(said(round.as_member("dora", Method::GET, reading, None).await), "409 window_open");

    round.closes().await;
    let (_, read) = round.as_member("dora", Method::GET, reading, None).await;
    assert_eq!((&read["valid"], &read["waiting"]), (&json!(true), &json!(0)));
    let comments = read["comments"].as_array().expect("comments");
    assert_eq!(comments.len(), 18);
    assert!(comments.iter().all(|comment| comment.as_object().expect("one").len() == 3), "id, question and text alone");
    let name = comments.iter().find(|one| one["text"] == "nurses wrote this.").expect("a comment");
    let passage = json!({ "comment": name["id"], "from": 0, "to": 6 });
    let redaction = "/campaign-subjects/{s}/redaction";
    assert_eq!(said(round.as_member("dora", Method::POST, redaction, Some(passage)).await), "200");
    let release = "/campaign-subjects/{s}/release";
    assert_eq!(said(round.as_member("gia", Method::POST, release, None).await), "404 not_found");
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "201");

    let report = "/campaign-subjects/{s}/report";
    let (_, told) = round.as_member("ana", Method::GET, report, None).await;
    assert_eq!((&told["raters"], &told["half_year"]), (&json!(9), &json!("2026-H2")));
    let groups: Vec<_> = told["groups"].as_array().expect("groups").iter().map(|group| &group["group"]).collect();
    assert_eq!(groups, ["faculty", "peers", "nurses"]);
    let listens = &told["items"][0];
    assert_eq!((&listens["self"], &listens["all"]["counts"]), (&json!(2), &json!([0, 0, 0, 9, 0])));
    assert_eq!(told["comments"][1]["self"], json!(["Ask more often."]));
    let texts = told["comments"][0]["texts"].as_array().expect("texts");
    assert!(texts.contains(&json!("[redacted] wrote this.")));
    assert_eq!(told["groups"][0]["reliability"], "one_occasion");
    for (name, may) in [("eve", true), ("gia", false), ("finn", false), ("dora", false), ("hal", false), ("ivy", false)]
    {
        let (status, _) = round.as_member(name, Method::GET, report, None).await;
        assert_eq!(status == 200, may, "{name}");
    }
    assert_eq!(round.state().await, "released");
}

#[actix_web::test]
async fn it_is_released_once_and_nothing_is_left_to_subtract_from() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.nine_answers().await;
    round.closes().await;
    let release = "/campaign-subjects/{s}/release";
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "201");
    let (_, before) = round.as_member("ana", Method::GET, "/campaign-subjects/{s}/report", None).await;

    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "409 settled");
    let later = json!({ "closes_on": "2026-12-20" });
    assert_eq!(said(round.as_member("hal", Method::PUT, "/campaigns/{c}/window", Some(later)).await), "409 settled");
    for table in ["campaign_answers", "campaign_comments", "campaign_codes", "rater_sessions", "campaign_meters"] {
        assert_eq!(clinic.count(table).await, 0, "{table}");
    }
    assert_eq!(clinic.count("campaign_rater_subjects WHERE used = TRUE").await, 0);
    let (_, after) = round.as_member("ana", Method::GET, "/campaign-subjects/{s}/report", None).await;
    assert_eq!(before, after);
}

#[actix_web::test]
async fn where_too_few_answered_nobody_reads_anything_and_it_is_extended_or_closed() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 7).await;
    round.answered_by("nurses", 7, json!({ "comments": { "keep": "Stay." } })).await;
    round.closes().await;

    let (_, read) = round.as_member("dora", Method::GET, "/campaign-subjects/{s}/reading", None).await;
    assert_eq!((&read["valid"], &read["comments"]), (&json!(false), &json!([])));
    let release = "/campaign-subjects/{s}/release";
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "409 not_valid");

    let later = json!({ "closes_on": "2026-12-20" });
    let (_, open) = round.as_member("hal", Method::PUT, "/campaigns/{c}/window", Some(later)).await;
    assert_eq!(open["state"], "open");
    round.invites("staff", 2).await;
    round.answered_by("staff", 2, json!({})).await;
    round.closes().await;
    // Nine answered, and seven of them could be shown.
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "409 not_valid");

    let closing = "/campaign-subjects/{s}/closing";
    assert_eq!(said(round.as_member("dora", Method::POST, closing, None).await), "200");
    assert_eq!((round.state().await.as_str(), clinic.count("campaign_answers").await), ("unreleased", 0));
    let report = round.as_member("ana", Method::GET, "/campaign-subjects/{s}/report", None).await;
    assert_eq!(said(report), "404 not_found");
}

#[actix_web::test]
async fn whoever_could_read_the_comments_is_not_shown_later_which_are_new() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.nine_answers().await;
    round.closes().await;

    let later = json!({ "closes_on": "2026-12-20" });
    let extended = round.as_member("hal", Method::PUT, "/campaigns/{c}/window", Some(later)).await;

    assert_eq!(said(extended), "409 can_be_released");
}

#[actix_web::test]
async fn a_director_reads_only_where_raters_were_told_so_and_the_learner_sees_it() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "director_sees": true })).await;
    round.nine_answers().await;
    round.closes().await;
    assert_eq!(said(round.as_member("dora", Method::POST, "/campaign-subjects/{s}/release", None).await), "201");

    let path = format!("/campaign-reports?learner={}", id_of("ana"));
    let (_, told) = round.as_member("gia", Method::GET, &path, None).await;
    let (_, nothing) = round.as_member("cole", Method::GET, &path, None).await;

    assert_eq!(told["reports"].as_array().map(Vec::len), Some(1));
    assert_eq!(nothing, json!({ "reports": [] }));
    let (_, reads) = round.as_member("ana", Method::GET, "/record-reads", None).await;
    assert_eq!(reads["reads"].as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn the_form_says_above_the_first_item_who_will_see_what() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "groups": ["nurses"] })).await;
    round.invites("nurses", 1).await;
    let token = round.opens_mail("nurses1@elsewhere.test").await;

    let (status, form) = calls(&clinic, As::Rater(&token), Method::GET, "/rater/form", None).await;

    assert_eq!(status, 200);
    assert_eq!(form["sees"], json!({ "facilitator": "dora Example", "director": false }));
    assert_eq!(form["minimums"], json!({ "total": 8, "group": 3 }));
    assert_eq!(form["named_route"]["phone"], "555-0150");
    assert_eq!(
        (&form["kind"], &form["group"], &form["word_needed"]),
        (&json!("personal"), &json!("nurses"), &json!(false))
    );
    assert_eq!(form["learners"][0]["name"], "ana Example");
    assert_eq!(form["form"]["items"].as_array().map(Vec::len), Some(6));
    assert!(matches!(&form["seal"]["key"], Value::String(key) if key.len() == 87));
}
