//! Somebody of a program with a session on a device.

use actix_web::http::header;
use awc::{ClientRequest, http::Method};
use serde_json::{Value, json};
use uuid::Uuid;
use waymark::{
    base::{
        clock::Clock,
        ids::{PersonId, SessionId},
    },
    platform::{auth::tokens, http::SignedIn},
};

use crate::{Answer, Clinic};

/// Somebody acting in a program. Paths are below `/api/v1`; `{program}` in them stands for the program's id.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    /// Where.
    pub clinic: &'a Clinic<'a>,
    /// Who.
    pub id: PersonId,
    /// Their device.
    pub session: SessionId,
}

/// A piece of feedback.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
}

impl Entry {
    /// Where it is read.
    pub fn path(&self) -> String {
        format!("/programs/{{program}}/feedback/{}", self.id)
    }
}

impl Member<'_> {
    /// Asks for a path.
    pub async fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// Sends JSON to a path.
    pub async fn post(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Replaces what is at a path.
    pub async fn put(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// Removes what is at a path.
    pub async fn delete(&self, path: impl AsRef<str>) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends anything.
    pub async fn send(&self, method: Method, path: impl AsRef<str>, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        let sent = match body {
            Some(body) => request.send_json(&body).await,
            None => request.send().await,
        };
        Answer::read(sent.expect("an answer")).await
    }

    /// A request with their access token, to add to.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> ClientRequest {
        let path = path.as_ref().replace("{program}", &self.clinic.program.to_string());
        let bearer = format!("Bearer {}", self.token());
        self.clinic.app.request(method, &format!("/api/v1{path}")).insert_header((header::AUTHORIZATION, bearer))
    }

    /// An access token that is good now.
    pub fn token(&self) -> String {
        let who = SignedIn { person: self.id, session: self.session };
        let app = &self.clinic.app.app;
        tokens::issue(&app.keys, who, app.clock.now()).expect("a token")
    }

    /// Gives a plain piece of feedback.
    pub async fn gives_feedback_to(&self, learner: &str) -> Entry {
        let id = self.clinic.fresh();
        let body = json!({
            "id": id, "given_at": self.clinic.app.clock.now(), "feedback": self.clinic.feedback_about(learner)
        });
        self.post("/programs/{program}/feedback", body).await.success();
        Entry { id }
    }

    /// An operation as their device makes it.
    pub fn operation(&self, kind: &str, subject: Uuid, base: Option<i64>, body: Value) -> Value {
        json!({
            "id": self.clinic.fresh(), "kind": kind, "v": 1, "program": self.clinic.program, "subject": subject,
            "base": base, "at": self.clinic.app.clock.now(), "body": body
        })
    }

    /// Pushes operations: the answer as it came.
    pub async fn pushes(&self, ops: &[Value]) -> Answer {
        let body = json!({
            "protocol": 1, "epoch": null, "device": self.session, "client": "waymark/tests", "ops": ops
        });
        self.post("/sync/push", body).await
    }

    /// Pushes exactly these bytes.
    pub async fn push_bytes(&self, bytes: impl Into<Vec<u8>>) -> Answer {
        let request =
            self.request(Method::POST, "/sync/push").insert_header((header::CONTENT_TYPE, "application/json"));
        Answer::read(request.send_body(bytes.into()).await.expect("an answer")).await
    }

    /// Pushes operations: their outcomes, such as `applied` or `refused unknown_field`.
    pub async fn push(&self, ops: &[Value]) -> Vec<String> {
        self.pushes(ops).await.outcomes()
    }

    /// Everything their device is sent from the start.
    pub async fn pull(&self) -> Vec<Value> {
        let mut changes = Vec::new();
        let (mut epoch, mut cursor) = (String::new(), 0);
        loop {
            let page = self.get(format!("/sync/pull?cursor={cursor}&limit=500{epoch}")).await.success();
            changes.extend(page["changes"].as_array().expect("changes").iter().cloned());
            cursor = page["cursor"].as_i64().expect("a cursor");
            epoch = format!("&epoch={}", page["epoch"].as_str().expect("an epoch"));
            if page["more"] == false {
                return changes;
            }
        }
    }
}
