//! Starting, proposing, naming raters, minimums, the meter, reminders, the form.

use actix_web::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::{As, calls, route, said};
use crate::testing::clinic::{Clinic, id_of};

async fn starts(clinic: &Clinic, who: &str, with: Value) -> String {
    said(calls(clinic, As::Member(who), Method::POST, "/campaigns", Some(clinic.campaign(with))).await)
}

#[actix_web::test]
async fn no_campaign_begins_before_the_site_said_whom_to_turn_to() {
    let clinic = Clinic::open().await;
    let put =
        async |body: Value| said(calls(&clinic, As::Member("hal"), Method::PUT, "/named-route", Some(body)).await);

    assert_eq!(starts(&clinic, "hal", json!({})).await, "409 named_route_missing");
    assert_eq!(starts(&clinic, "ana", json!({})).await, "409 named_route_missing");
    let mut unfilled = route();
    unfilled["phone"] = json!(" ");
    assert_eq!(put(unfilled).await, "422 empty phone");
    assert_eq!(put(json!({ "person": "Kim" })).await, "422 missing_field phone");
    assert_eq!(put(route()).await, "200");

    assert_eq!(starts(&clinic, "hal", json!({})).await, "201");
    let (_, seen) = calls(&clinic, As::Member("nia"), Method::GET, "/named-route", None).await;
    assert_eq!(seen["named_route"], route());
}

#[actix_web::test]
async fn what_is_wrong_with_a_campaign_is_told_with_its_field() {
    let clinic = Clinic::open().await;
    clinic.says_whom_to_turn_to().await;
    let refused = async |with: Value| starts(&clinic, "hal", with).await;

    assert_eq!(refused(json!({ "learners": [] })).await, "422 no_learners learners");
    assert_eq!(refused(json!({ "learners": [id_of("cole")] })).await, "422 not_a_learner learners");
    assert_eq!(refused(json!({ "learners": [id_of("zoe")] })).await, "422 not_a_learner learners");
    assert_eq!(refused(json!({ "facilitator": null })).await, "422 missing_field facilitator");
    for name in ["hal", "nia", "ana", "yan"] {
        assert_eq!(refused(json!({ "facilitator": id_of(name) })).await, "422 bad_facilitator facilitator", "{name}");
    }
    let low = json!({ "minimums": { "aim": 12, "total": 8, "group": 2 } });
    assert_eq!(refused(low).await, "422 below_floor minimums.group");
    assert_eq!(refused(json!({ "opens_on": "2026-11-17" })).await, "422 bad_window opens_on");
    assert_eq!(refused(json!({ "groups": ["self"] })).await, "422 bad_group groups");
    for name in ["ben", "cole", "eve", "ivy"] {
        assert_eq!(starts(&clinic, name, json!({})).await, "404 not_found", "{name}");
    }
}

#[actix_web::test]
async fn a_learner_proposes_and_a_coach_approves_and_who_named_whom_is_kept() {
    let clinic = Clinic::open().await;
    clinic.says_whom_to_turn_to().await;
    let id: Uuid = clinic.fresh();
    let proposal = json!({ "id": id, "facilitator": null });
    assert_eq!(starts(&clinic, "ana", proposal).await, "201");
    let at = |path: &str| format!("/campaigns/{id}{path}");
    let does = async |who: &str, method: Method, path: &str, body: Option<Value>| {
        calls(&clinic, As::Member(who), method, path, body).await
    };
    let cole = json!({ "raters": [{ "id": clinic.fresh::<Uuid>(), "group": "faculty", "person": id_of("cole") }] });
    let (_, named) = does("ana", Method::POST, &at("/raters"), Some(cole)).await;
    assert_eq!(named["raters"][0]["state"], "proposed");

    let approval = json!({ "facilitator": id_of("eve") });
    for who in ["ana", "ben", "finn", "hal", "cole"] {
        assert_eq!(
            said(does(who, Method::POST, &at("/approval"), Some(approval.clone())).await),
            "404 not_found",
            "{who}"
        );
    }
    let (_, open) = does("eve", Method::POST, &at("/approval"), Some(approval.clone())).await;
    assert_eq!((&open["state"], &open["proposed_by"]["name"]), (&json!("open"), &json!("ana Example")));
    assert_eq!(said(does("eve", Method::POST, &at("/approval"), Some(approval)).await), "409 not_proposed");

    clinic.works().await;
    assert!(clinic.app.mailer.sent().is_empty(), "nobody approved Cole yet");
    let rater = named["raters"][0]["id"].as_str().expect("an id");
    let approve = format!("/campaign-raters/{rater}/approval");
    assert_eq!(said(does("ana", Method::POST, &approve, Some(json!({}))).await), "404 not_found");
    let (_, approved) = does("eve", Method::POST, &approve, Some(json!({}))).await;
    assert_eq!((&approved["state"], &approved["nominated_by"]["name"]), (&json!("invited"), &json!("ana Example")));
    clinic.works().await;
    let mail = clinic.app.mailer.sent().pop().expect("a mail");
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("cole@riverside.test", "You are asked for feedback"));
    assert!(!mail.text.contains("ana"), "{}", mail.text);
}

#[actix_web::test]
async fn a_proposal_that_was_turned_down_is_over() {
    let clinic = Clinic::open().await;
    clinic.says_whom_to_turn_to().await;
    let id: Uuid = clinic.fresh();
    assert_eq!(starts(&clinic, "ana", json!({ "id": id, "facilitator": null })).await, "201");
    let (_, refused) = calls(&clinic, As::Member("gia"), Method::POST, &format!("/campaigns/{id}/refusal"), None).await;

    assert_eq!(refused["state"], "refused");
    let body = json!({ "raters": [] });
    let late = calls(&clinic, As::Member("hal"), Method::POST, &format!("/campaigns/{id}/raters"), Some(body)).await;
    assert_eq!(said(late), "409 over");
}

#[actix_web::test]
async fn what_is_wrong_with_a_rater_is_told_with_its_place() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "groups": ["faculty", "nurses"] })).await;
    let names = async |with: Value| {
        let mut rater = json!({ "id": clinic.fresh::<Uuid>(), "group": "nurses" });
        rater.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        let body = json!({ "raters": [rater] });
        said(round.as_member("hal", Method::POST, "/campaigns/{c}/raters", Some(body)).await)
    };

    assert_eq!(names(json!({ "person": id_of("nia") })).await, "201");
    assert_eq!(names(json!({ "person": id_of("nia") })).await, "422 already_invited raters[0].person");
    let mail = json!({ "mail": "nia@riverside.test", "name": "Nia" });
    assert_eq!(names(mail).await, "422 already_invited raters[0].mail");
    assert_eq!(
        names(json!({ "person": id_of("dora"), "group": "faculty" })).await,
        "422 facilitator_rates raters[0].person"
    );
    assert_eq!(names(json!({ "person": id_of("ana") })).await, "422 ask_oneself raters[0].subjects");
    assert_eq!(names(json!({ "person": id_of("zoe") })).await, "422 not_a_member raters[0].person");
    assert_eq!(names(json!({ "mail": "who", "name": "Who" })).await, "422 not_a_mail raters[0].mail");
    assert_eq!(names(json!({ "mail": "who@elsewhere.test" })).await, "422 missing_field raters[0].name");
    assert_eq!(
        names(json!({ "person": id_of("cole"), "group": "staff" })).await,
        "422 group_not_asked raters[0].group"
    );
    assert_eq!(names(json!({ "person": id_of("cole"), "group": "self" })).await, "422 bad_group raters[0].group");
}

#[actix_web::test]
async fn minimums_stay_as_they_are_once_somebody_answered() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 1).await;
    let sets = async |total: i32, group: i32| {
        let body = json!({ "aim": 12, "total": total, "group": group });
        said(round.as_member("hal", Method::PUT, "/campaigns/{c}/minimums", Some(body)).await)
    };
    assert_eq!(sets(9, 4).await, "200");
    assert_eq!(sets(4, 3).await, "422 below_floor minimums.total");
    round.answered_by("nurses", 1, json!({})).await;

    assert_eq!(sets(5, 3).await, "409 minimums_fixed");
    assert_eq!(sets(12, 5).await, "409 minimums_fixed");
    let (_, body) = round.as_member("hal", Method::GET, "/campaigns/{c}", None).await;
    assert_eq!((&body["minimums"]["group"], &body["minimums_fixed"]), (&json!(4), &json!(true)));
    let fewer = json!({ "groups": ["nurses"] });
    let fewer = round.as_member("hal", Method::PUT, "/campaigns/{c}/groups", Some(fewer)).await;
    assert_eq!(said(fewer), "422 group_in_use groups");
}

#[actix_web::test]
async fn the_meter_moves_once_a_day_and_stops_at_the_minimum() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "groups": ["faculty", "nurses"] })).await;
    round.invites("nurses", 5).await;
    round.answered_by("nurses", 5, json!({})).await;
    let meter = async |who: &str| {
        clinic.works().await;
        let (_, body) = round.as_member(who, Method::GET, "/campaigns/{c}", None).await;
        body["subjects"][0]["meter"].clone()
    };

    assert_eq!(meter("hal").await["total"], 0, "as of this morning");
    clinic.advance(SignedDuration::from_hours(24));
    assert_eq!(
        meter("hal").await,
        json!({ "as_of": "2026-11-19", "valid": false, "total": 5,
                "groups": [{ "group": "faculty", "count": 0 }, { "group": "nurses", "count": 3 }] })
    );
    assert_eq!(meter("dora").await["total"], 5);
    assert_eq!(meter("ana").await, Value::Null);
    assert_eq!(meter("eve").await, Value::Null);
}

#[actix_web::test]
async fn those_who_did_not_answer_are_reminded_once_and_by_day() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 2).await;
    round.answered_by("nurses", 1, json!({})).await;

    // Half past midnight of the day five days before the last one.
    clinic.advance(SignedDuration::from_mins(15 * 24 * 60 - 8 * 60 - 30));
    clinic.works().await;
    assert_eq!(clinic.app.mailer.sent().len(), 2);
    clinic.advance(SignedDuration::from_hours(9));
    clinic.works().await;
    let mail = clinic.app.mailer.sent().pop().expect("a mail");
    assert_eq!((clinic.app.mailer.sent().len(), mail.to.as_str()), (3, "nurses2@elsewhere.test"));
    for _ in 0..4 {
        clinic.advance(SignedDuration::from_hours(24));
        clinic.works().await;
    }
    assert_eq!(clinic.app.mailer.sent().len(), 3);
    // Both links are good, and one answer uses both up.
    let links = clinic.links_to("nurses2@elsewhere.test");
    let token = round.opens(&links[0]).await;
    assert_eq!(round.submits(&token, &round.answer(json!({}))).await, "201");
    let used = calls(&clinic, As::Nobody, Method::POST, "/rater/session", Some(json!({ "token": links[1] }))).await;
    assert_eq!(said(used), "401 link_used");
}

#[actix_web::test]
async fn a_campaign_that_begins_later_mails_nobody_before_its_first_morning() {
    let clinic = Clinic::open().await;
    clinic.says_whom_to_turn_to().await;
    let id: Uuid = clinic.fresh();
    let body = clinic.campaign(json!({ "id": id, "opens_on": "2026-11-20" }));
    let (_, body) = calls(&clinic, As::Member("hal"), Method::POST, "/campaigns", Some(body)).await;
    assert_eq!(body["state"], "approved");
    let raters = json!({ "raters": [{ "id": clinic.fresh::<Uuid>(), "group": "nurses", "person": id_of("nia") }] });
    let named = calls(&clinic, As::Member("hal"), Method::POST, &format!("/campaigns/{id}/raters"), Some(raters)).await;
    assert_eq!(said(named), "201");
    clinic.works().await;
    assert!(clinic.app.mailer.sent().is_empty());

    clinic.advance(SignedDuration::from_hours(40));
    clinic.works().await;
    assert!(clinic.app.mailer.sent().is_empty(), "it is one in the morning");
    clinic.advance(SignedDuration::from_hours(8));
    clinic.works().await;
    assert_eq!(clinic.app.mailer.sent().len(), 1);
}

#[actix_web::test]
async fn a_program_edits_its_own_form_and_a_campaign_keeps_the_one_it_began_with() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    let edit = json!({ "base": 1, "items": [{ "id": "reliable", "text": "Is there when called", "theme": "accountability" }],
                       "questions": [] });
    let edits = async |who: &str, body: &Value| {
        calls(&clinic, As::Member(who), Method::POST, "/campaign-form", Some(body.clone())).await
    };

    assert_eq!(said(edits("eve", &edit).await), "404 not_found");
    let (status, form) = edits("gia", &edit).await;
    assert_eq!((status, &form["version"], &form["items"][0]["competency"]), (201, &json!(2), &json!("PROF")));
    assert_eq!(said(edits("hal", &edit).await), "409 stale");
    let (_, running) = round.as_member("hal", Method::GET, "/campaigns/{c}", None).await;
    assert_eq!(running["form"]["version"], 1);
    let (_, next) =
        calls(&clinic, As::Member("hal"), Method::POST, "/campaigns", Some(clinic.campaign(json!({})))).await;
    assert_eq!(next["form"]["version"], 2);
}

#[actix_web::test]
async fn a_campaign_is_seen_by_whom_it_concerns_and_each_sees_their_part() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "learners": [id_of("ana"), id_of("ben")] })).await;
    let seen = async |who: &str| {
        let (_, body) = round.as_member(who, Method::GET, "/campaigns", None).await;
        let campaigns = body["campaigns"].as_array().expect("campaigns").clone();
        campaigns.first().map_or(0, |campaign| campaign["subjects"].as_array().map_or(0, Vec::len))
    };

    let mut counted = Vec::new();
    for who in ["ana", "ben", "eve", "finn", "dora", "gia", "hal", "cole", "nia", "ivy"] {
        counted.push((who, seen(who).await));
    }
    assert_eq!(
        counted,
        [
            ("ana", 1),
            ("ben", 1),
            ("eve", 1),
            ("finn", 1),
            ("dora", 2),
            ("gia", 2),
            ("hal", 2),
            ("cole", 0),
            ("nia", 0),
            ("ivy", 0)
        ]
    );
}
