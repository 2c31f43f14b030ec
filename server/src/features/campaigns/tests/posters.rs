//! Posters of wards: the word, who is listed, head counts, devices.

use actix_web::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::{As, Round, behind, calls, said};
use crate::{
    base::{actor::Role, day::Day, ids::RotationId, setting::Setting, text::Line},
    features::programs::{
        NewAssignment, NewRotation,
        commands::{add_rotation, assign},
    },
    testing::clinic::{Clinic, id_of},
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

impl Clinic {
    /// A ward where Ana worked in November, and Ben long ago.
    async fn ward(&self) -> RotationId {
        let program = self.program;
        self.write(async move |tx| {
            let name = Line::parse("Ward 4 West").expect("a name");
            let ward = NewRotation { name, setting: Setting::Ward, skills: None };
            let ward = add_rotation(tx, program, &ward).await?;
            for (name, from, until) in [("ana", "2026-11-02", "2026-11-29"), ("ben", "2026-08-03", "2026-08-30")] {
                let new =
                    NewAssignment { rotation: ward, person: id_of(name), starts_on: day(from), ends_on: day(until) };
                assign(tx, program, &new).await?;
            }
            Ok(ward)
        })
        .await
    }
}

struct Poster {
    unit: Uuid,
    link: String,
    word: String,
}

impl Round<'_> {
    async fn poster(&self, ward: RotationId, head_count: i32) -> Poster {
        let body = json!({ "id": self.clinic.fresh::<Uuid>(), "rotation": ward, "from": "2026-11-02",
                           "until": "2026-12-08", "head_count": head_count });
        let (status, body) = self.as_member("hal", Method::POST, "/campaigns/{c}/units", Some(body)).await;
        assert_eq!(status, 201, "{body}");
        printed(&body)
    }

    async fn gives_word(&self, token: &str, word: &str) -> (u16, Value) {
        calls(self.clinic, As::Rater(token), Method::POST, "/rater/word", Some(json!({ "word": word }))).await
    }

    /// Somebody scans the poster, knows the word, and answers on a device of their own.
    async fn scans_and_answers(&self, poster: &Poster, device: &str) -> String {
        let token = self.opens(&poster.link).await;
        assert_eq!(self.gives_word(&token, &poster.word).await.0, 200);
        let answer = self.answer(json!({ "group": "nurses", "comments": { "keep": "From the ward." } }));
        said(calls(self.clinic, As::Device(&token, device), Method::POST, "/rater/answers", Some(answer)).await)
    }
}

fn printed(body: &Value) -> Poster {
    let text = |key: &str| body[key].as_str().expect("text").to_owned();
    Poster { unit: text("id").parse().expect("an id"), link: behind(&text("link")), word: text("word") }
}

#[actix_web::test]
async fn a_poster_lists_whoever_worked_there_and_only_to_those_who_know_the_word() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({ "learners": [id_of("ana"), id_of("ben")] })).await;
    let poster = round.poster(clinic.ward().await, 12).await;
    let token = round.opens(&poster.link).await;

    let (_, form) = calls(&clinic, As::Rater(&token), Method::GET, "/rater/form", None).await;
    assert_eq!((&form["kind"], &form["word_needed"], &form["learners"]), (&json!("unit"), &json!(true), &json!([])));
    assert_eq!(round.submits(&token, &round.answer(json!({ "group": "nurses" }))).await, "422 word_needed learner");
    assert_eq!(said(round.gives_word(&token, "some word").await), "400 wrong_word");

    let (status, form) = round.gives_word(&token, &poster.word.to_uppercase().replace('-', " ")).await;
    assert_eq!(status, 200);
    let names: Vec<_> = form["learners"].as_array().expect("learners").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["ana Example"]);
    assert_eq!(round.submits(&token, &round.answer(json!({}))).await, "422 missing_field group");
    assert_eq!(round.submits(&token, &round.answer(json!({ "group": "self" }))).await, "422 group_not_asked group");
}

#[actix_web::test]
async fn answers_beyond_the_head_count_wait_for_the_facilitator_and_posters_alone_are_not_enough() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    let poster = round.poster(clinic.ward().await, 8).await;
    for n in 0..10 {
        assert_eq!(round.scans_and_answers(&poster, &format!("device {n}")).await, "201");
    }
    round.closes().await;
    let reading = "/campaign-subjects/{s}/reading";
    let (_, read) = round.as_member("dora", Method::GET, reading, None).await;
    assert_eq!((&read["valid"], &read["waiting"]), (&json!(false), &json!(2)), "nobody used a code of their own");

    let later = json!({ "closes_on": "2026-12-20" });
    assert_eq!(said(round.as_member("hal", Method::PUT, "/campaigns/{c}/window", Some(later)).await), "200");
    round.invites("faculty", 3).await;
    round.answered_by("faculty", 3, json!({})).await;
    round.closes().await;
    let (_, read) = round.as_member("dora", Method::GET, reading, None).await;
    assert_eq!(
        (&read["valid"], read["comments"].as_array().map(Vec::len)),
        (&json!(true), Some(0)),
        "it is decided unread"
    );
    let release = "/campaign-subjects/{s}/release";
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "409 waiting_undecided");
    let leave_out = json!({ "decision": "leave_out" });
    let decided = round.as_member("dora", Method::POST, "/campaign-subjects/{s}/waiting", Some(leave_out)).await;
    assert_eq!((decided.0, &decided.1["waiting"]), (200, &json!(0)));
    assert_eq!(decided.1["comments"].as_array().map(Vec::len), Some(8));
    assert_eq!(said(round.as_member("dora", Method::POST, release, None).await), "201");
    let (_, told) = round.as_member("ana", Method::GET, "/campaign-subjects/{s}/report", None).await;
    assert_eq!(told["raters"], 11);
}

#[actix_web::test]
async fn one_device_that_answers_as_many_is_slowed_down_and_loses_nothing() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    let poster = round.poster(clinic.ward().await, 30).await;
    for _ in 0..3 {
        assert_eq!(round.scans_and_answers(&poster, "the same").await, "201");
    }

    assert_eq!(round.scans_and_answers(&poster, "the same").await, "429 too_many_tries");
    assert_eq!(round.scans_and_answers(&poster, "another").await, "201");
    clinic.advance(SignedDuration::from_mins(10));
    assert_eq!(round.scans_and_answers(&poster, "the same").await, "201");
}

#[actix_web::test]
async fn a_poster_that_was_printed_anew_or_stopped_opens_nothing() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    let poster = round.poster(clinic.ward().await, 12).await;
    let open = async |link: &str| {
        said(calls(&clinic, As::Nobody, Method::POST, "/rater/session", Some(json!({ "token": link }))).await)
    };

    let again = format!("/campaign-units/{}/reprint", poster.unit);
    let (status, body) = round.as_member("hal", Method::POST, &again, None).await;
    let anew = printed(&body);
    assert_eq!(status, 200);
    assert_eq!(open(&poster.link).await, "401 no_such_link");
    let token = round.opens(&anew.link).await;
    assert_eq!(said(round.gives_word(&token, &poster.word).await), "400 wrong_word");
    assert_eq!(round.gives_word(&token, &anew.word).await.0, 200);

    let stop = format!("/campaign-units/{}/revocation", poster.unit);
    assert_eq!(said(round.as_member("hal", Method::POST, &stop, None).await), "200");
    assert_eq!(open(&anew.link).await, "401 no_such_link");
    assert_eq!(round.submits(&token, &round.answer(json!({ "group": "nurses" }))).await, "401 no_session");
}

#[actix_web::test]
async fn a_ward_where_nobody_of_the_campaign_worked_gets_no_poster() {
    let clinic = Clinic::open().await;
    clinic.join("kim", &[Role::Learner]).await;
    let round = clinic.round(json!({ "learners": [id_of("kim")] })).await;
    let ward = clinic.ward().await;
    let refused = async |with: Value| {
        let mut body = json!({ "id": clinic.fresh::<Uuid>(), "rotation": ward, "from": "2026-11-02",
                               "until": "2026-12-08", "head_count": 12 });
        body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        said(round.as_member("hal", Method::POST, "/campaigns/{c}/units", Some(body)).await)
    };

    assert_eq!(refused(json!({})).await, "422 nobody_worked_there rotation");
    assert_eq!(refused(json!({ "head_count": 2 })).await, "422 bad_head_count head_count");
    assert_eq!(refused(json!({ "until": "2026-11-01" })).await, "422 bad_window until");
    assert_eq!(refused(json!({ "rotation": Uuid::nil() })).await, "422 no_such_rotation rotation");
}
