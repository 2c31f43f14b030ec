//! A campaign about Ana that Hal runs and Dora facilitates, and raters who open what was mailed to them.

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
    web::Data,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::{Builder, Uuid};

use crate::{
    base::clock::Ids,
    platform::{auth::tokens, http::SignedIn},
    testing::clinic::{Clinic, id_of},
};

/// Who calls.
pub enum As<'a> {
    /// Nobody.
    Nobody,
    /// A member.
    Member(&'a str),
    /// A rater's browser, with its token.
    Rater(&'a str),
    /// The same on a device that says what it is.
    Device(&'a str, &'a str),
}

pub async fn calls(clinic: &Clinic, who: As<'_>, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let (actix, _) = Actix::new()
        .app_data(Data::new(clinic.app.app.clone()))
        .into_utoipa_app()
        .configure(crate::routes::api)
        .split_for_parts();
    let path = match who {
        As::Member(name) => format!("/programs/{}{path}", clinic.program_of(name)),
        _ => path.to_owned(),
    };
    let mut request = TestRequest::default().method(method).uri(&format!("/api/v1{path}"));
    let token = match who {
        As::Nobody => None,
        As::Member(name) => {
            let who = SignedIn { person: id_of(name), session: clinic.fresh() };
            Some(tokens::issue(&clinic.app.app.keys, who, clinic.now()).expect("a token"))
        }
        As::Rater(token) | As::Device(token, _) => Some(token.to_owned()),
    };
    if let Some(token) = token {
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    if let As::Device(_, device) = who {
        request = request.insert_header(("X-Rater-Device", device));
    }
    if let Some(body) = body {
        request = request.set_json(body);
    }
    let answer = call_service(&init_service(actix).await, request.to_request()).await;
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&read_body(answer).await).unwrap_or_default())
}

/// Status, and code and field of a problem.
pub fn said((status, body): (u16, Value)) -> String {
    let word = |key: &str| body[key].as_str().map(|word| format!(" {word}")).unwrap_or_default();
    format!("{status}{}{}", word("code"), word("field"))
}

/// The campaign.
pub struct Round<'c> {
    pub clinic: &'c Clinic,
    pub id: Uuid,
    pub subject: Uuid,
}

pub fn route() -> Value {
    json!({ "person": "Dr. Kim Example, ombudsperson", "phone": "555-0150", "hours": "weekdays 8 to 17",
            "hotline": "Institutional hotline 555-0100" })
}

impl Clinic {
    pub(super) async fn says_whom_to_turn_to(&self) {
        let (status, _) = calls(self, As::Member("hal"), Method::PUT, "/named-route", Some(route())).await;
        assert_eq!(status, 200);
    }

    /// From today for three weeks, with what else is said.
    pub(super) fn campaign(&self, with: Value) -> Value {
        let mut body = json!({ "id": self.fresh::<Uuid>(), "learners": [id_of("ana")], "opens_on": "2026-11-18",
                               "facilitator": id_of("dora") });
        body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        body
    }

    pub(super) async fn round(&self, with: Value) -> Round<'_> {
        self.says_whom_to_turn_to().await;
        let (status, body) =
            calls(self, As::Member("hal"), Method::POST, "/campaigns", Some(self.campaign(with))).await;
        assert_eq!((status, &body["state"]), (201, &json!("open")), "{body}");
        let id = |value: &Value| value.as_str().and_then(|id| id.parse().ok()).expect("an id");
        Round { clinic: self, id: id(&body["id"]), subject: id(&body["subjects"][0]["id"]) }
    }

    /// What stands behind the `#` of the links that were mailed to an address, the oldest first.
    pub(super) fn links_to(&self, address: &str) -> Vec<String> {
        let mails = self.app.mailer.sent().into_iter().filter(|mail| mail.to == address);
        mails.map(|mail| behind(&mail.text)).collect()
    }

    pub(super) fn random_id(&self) -> Uuid {
        let mut random = [0; 16];
        self.app.base.ids.fill(&mut random);
        Builder::from_random_bytes(random).into_uuid()
    }
}

/// What stands behind the `#` of a link.
pub fn behind(text: &str) -> String {
    let (_, rest) = text.split_once("https://waymark.example.org/rate#").expect("a link");
    rest.split_whitespace().next().expect("a secret").to_owned()
}

impl Round<'_> {
    pub async fn as_member(&self, name: &str, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let path = path.replace("{c}", &self.id.to_string()).replace("{s}", &self.subject.to_string());
        calls(self.clinic, As::Member(name), method, &path, body).await
    }

    /// Hal invites so many of a group by mail: `nurses1@elsewhere.test` and so on.
    pub async fn invites(&self, group: &str, many: usize) {
        let rater = |n: usize| {
            json!({ "id": self.clinic.fresh::<Uuid>(), "group": group, "mail": format!("{group}{n}@elsewhere.test"),
                    "name": format!("{group} {n}") })
        };
        let raters: Vec<Value> = (1..=many).map(rater).collect();
        let body = json!({ "raters": raters });
        let answer = self.as_member("hal", Method::POST, "/campaigns/{c}/raters", Some(body)).await;
        assert_eq!(said(answer), "201");
        self.clinic.works().await;
    }

    /// Somebody opens a link: the token of their session.
    pub async fn opens(&self, link: &str) -> String {
        let body = Some(json!({ "token": link }));
        let (status, body) = calls(self.clinic, As::Nobody, Method::POST, "/rater/session", body).await;
        assert_eq!(status, 200, "{body}");
        body["token"].as_str().expect("a token").to_owned()
    }

    pub async fn opens_mail(&self, address: &str) -> String {
        self.opens(&self.clinic.links_to(address).pop().expect("a mail")).await
    }

    pub fn answer(&self, with: Value) -> Value {
        let mut body = json!({ "id": self.clinic.random_id(), "learner": self.subject, "form_version": 1,
                               "ratings": { "listens": 4, "informs": 5, "respect": 3 } });
        body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        body
    }

    pub async fn submits(&self, token: &str, body: &Value) -> String {
        said(calls(self.clinic, As::Rater(token), Method::POST, "/rater/answers", Some(body.clone())).await)
    }

    /// So many of a group, who were invited, answer.
    pub async fn answered_by(&self, group: &str, many: usize, with: Value) {
        for n in 1..=many {
            let token = self.opens_mail(&format!("{group}{n}@elsewhere.test")).await;
            assert_eq!(self.submits(&token, &self.answer(with.clone())).await, "201");
        }
    }

    /// Three of each of three groups are invited and answer.
    pub async fn nine_answers(&self) {
        for group in ["faculty", "nurses", "peers"] {
            self.invites(group, 3).await;
            let kept = format!("{group} wrote this.\nAnd another paragraph of {group}.");
            self.answered_by(group, 3, json!({ "comments": { "keep": kept } })).await;
        }
    }

    /// The window is over, and the worker has seen it.
    pub async fn closes(&self) {
        self.clinic.advance(SignedDuration::from_hours(21 * 24));
        self.clinic.works().await;
    }

    pub async fn state(&self) -> String {
        let (_, body) = self.as_member("hal", Method::GET, "/campaigns/{c}", None).await;
        body["state"].as_str().expect("a state").to_owned()
    }
}
