//! 360 campaigns over real HTTP: who finds what when, and many raters at once.

use awc::http::{Method, header};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::{Builder, Uuid};
use waymark::base::clock::Ids;
use waymark_tests::{Answer, Clinic, TestApp};

/// Each of these words is nowhere else, and is found by these people and nobody else, in this phase.
const TABLE: &[(&str, &str, &[&str])] = &[
    ("open", "NURSE-1", &["eve", "gia", "hal"]),
    ("open", "NURSE-COMMENT", &[]),
    ("open", "OWN-COMMENT", &[]),
    ("closed", "NURSE-1", &["eve", "gia", "hal"]),
    ("closed", "NURSE-COMMENT", &["dora"]),
    ("closed", "CLERK-COMMENT", &[]),
    ("closed", "OWN-COMMENT", &[]),
    ("released", "NURSE-COMMENT", &["ana", "eve"]),
    ("released", "CLERK-COMMENT", &[]),
    ("released", "OWN-COMMENT", &["ana", "eve"]),
];

struct Round<'a> {
    app: &'a TestApp,
    clinic: Clinic<'a>,
    campaign: Uuid,
    subject: Uuid,
}

impl<'a> Round<'a> {
    async fn begin(app: &'a TestApp) -> Self {
        let program = app.program().learners(["ana", "ben"]).faculty(["cole", "dora"]).team(["nia"]);
        let program = program.coach("eve", ["ana"]).coach("finn", ["ben"]).director("gia").coordinator("hal");
        let clinic = program.committee(["ivy"]).create().await;
        let (id, hal) = (clinic.fresh(), clinic.member("hal"));
        let route = json!({ "person": "Kim", "phone": "1", "hours": "always", "hotline": "2" });
        hal.put("/programs/{program}/named-route", route).await.success();
        let body = json!({ "id": id, "learners": [clinic.member("ana").id], "opens_on": "2026-11-18",
                           "facilitator": clinic.member("dora").id });
        let made = hal.post("/programs/{program}/campaigns", body).await.success();
        let subject = made["subjects"][0]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        Self { app, clinic, campaign: id, subject }
    }

    /// So many of a group are invited, and get their links.
    async fn invites(&self, group: &str, word: &str, many: usize) -> Vec<String> {
        let rater = |n: usize| {
            json!({ "id": self.clinic.fresh(), "group": group, "mail": format!("{word}{n}@elsewhere.test"),
                    "name": format!("{word}-{n}") })
        };
        for some in (1..=many).collect::<Vec<_>>().chunks(100) {
            let raters: Vec<Value> = some.iter().map(|n| rater(*n)).collect();
            let path = format!("/programs/{{program}}/campaigns/{}/raters", self.campaign);
            self.clinic.member("hal").post(path, json!({ "raters": raters })).await.success();
        }
        self.app.work().await;
        let begun = word.to_lowercase();
        let mails = self.app.mailer.sent().into_iter().filter(|mail| mail.to.starts_with(&begun));
        let link = |text: &str| {
            let (_, rest) = text.split_once("/rate#").expect("a link");
            rest.split_whitespace().next().expect("a secret").to_owned()
        };
        mails.map(|mail| link(&mail.text)).collect()
    }

    fn random_id(&self) -> Uuid {
        let mut random = [0; 16];
        self.app.ids.fill(&mut random);
        Builder::from_random_bytes(random).into_uuid()
    }

    async fn answers(&self, link: &str, comment: &str) -> Answer {
        let session = self.app.post("/api/v1/rater/session", json!({ "token": link })).await.success();
        let token = session["token"].as_str().expect("a token");
        let body = json!({ "id": self.random_id(), "learner": self.subject, "form_version": 1,
                           "ratings": { "listens": 4 }, "comments": { "keep": comment } });
        let request = self.app.request(Method::POST, "/api/v1/rater/answers");
        let request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        Answer::read(request.send_json(&body).await.expect("an answer")).await
    }

    /// All that any route and the pull give somebody.
    async fn finds(&self, name: &str) -> String {
        let member = self.clinic.member(name);
        let pulled = member.pull().await;
        let mut all: String = pulled.iter().map(|change| change.to_string()).collect();
        let (campaign, subject, ana) = (self.campaign, self.subject, self.clinic.member("ana").id);
        for path in [
            "campaigns".to_owned(),
            "named-route".to_owned(),
            "campaign-form".to_owned(),
            format!("campaigns/{campaign}"),
            format!("campaigns/{campaign}/raters"),
            format!("campaign-subjects/{subject}/reading"),
            format!("campaign-subjects/{subject}/report"),
            format!("campaign-reports?learner={ana}"),
            "record-reads".to_owned(),
            "reference".to_owned(),
        ] {
            let answer = member.get(format!("/programs/{{program}}/{path}")).await;
            if answer.status() == 200 {
                all.push_str(answer.text());
            } else {
                assert!([404, 409].contains(&answer.status()), "{path}");
            }
        }
        all
    }

    /// What is found in a phase otherwise than the table says.
    async fn wrong(&self, phase: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        for name in self.clinic.names() {
            let found = self.finds(name).await;
            for (_, word, may) in TABLE.iter().filter(|(when, ..)| *when == phase) {
                if found.contains(&format!("\"{word}\"")) != may.contains(&name) {
                    wrong.push(format!("{phase}: {word}, {name}"));
                }
            }
        }
        wrong
    }
}

#[actix_web::test]
async fn everybody_finds_of_a_campaign_what_the_table_says_and_nothing_else() {
    let app = TestApp::start().await;
    let round = Round::begin(&app).await;
    for (group, word, many) in [("nurses", "NURSE", 4), ("faculty", "ATTENDING", 4), ("staff", "CLERK", 1)] {
        for link in round.invites(group, word, many).await {
            assert_eq!(round.answers(&link, &format!("{word}-COMMENT")).await.status(), 201);
        }
    }
    let own = json!({ "id": round.random_id(), "form_version": 1, "comments": { "keep": "OWN-COMMENT" } });
    let path = format!("/programs/{{program}}/campaigns/{}/self", round.campaign);
    round.clinic.member("ana").post(path, own).await.success();
    let mut wrong = round.wrong("open").await;

    app.clock.advance(SignedDuration::from_hours(21 * 24));
    app.work().await;
    wrong.extend(round.wrong("closed").await);
    let release = format!("/programs/{{program}}/campaign-subjects/{}/release", round.subject);
    round.clinic.member("dora").post(release, json!({})).await.success();
    wrong.extend(round.wrong("released").await);

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[actix_web::test]
async fn two_hundred_raters_answer_at_once_and_none_is_lost() {
    let app = TestApp::start().await;
    let round = Round::begin(&app).await;
    let links = round.invites("nurses", "NURSE", 200).await;
    assert_eq!(links.len(), 200);

    let answers = join_all(links.iter().map(|link| round.answers(link, "Calm in a storm."))).await;

    assert!(answers.iter().all(|answer| answer.status() == 201));
    app.clock.advance(SignedDuration::from_hours(21 * 24));
    app.work().await;
    let reading = format!("/programs/{{program}}/campaign-subjects/{}/reading", round.subject);
    let read = round.clinic.member("dora").get(reading).await.success();
    assert_eq!(read["comments"].as_array().map(Vec::len), Some(200));
}
