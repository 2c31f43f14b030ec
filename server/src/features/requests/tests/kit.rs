//! How the people of these tests ask.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    base::ids::{EntryId, RequestId},
    platform::feed::Kind,
    testing::clinic::{Clinic, SET, give_body, id_of, skill},
};

/// A body of `requests.ask` to somebody, or to nobody by name, with these parts changed.
pub fn ask_body(assessor: Option<&str>, with: Value) -> Value {
    let mut body = json!({ "set": SET, "subcompetency": skill("PC1"), "question": "Was my plan clear to the family?" });
    let parts = body.as_object_mut().expect("an object");
    if let Some(assessor) = assessor {
        parts.insert("assessor".into(), json!(id_of(assessor)));
    }
    if let Value::Object(with) = with {
        parts.extend(with);
    }
    body
}

/// Outcome, code and field of a result.
pub fn said(result: &Value) -> String {
    ["outcome", "code", "field"].map(|key| result[key].as_str().unwrap_or("-")).join(" ")
}

impl Clinic {
    /// What a push of one operation came to.
    pub(super) async fn does_push(&self, who: &str, op: Value) -> String {
        said(&self.pushes(who, vec![op]).await[0])
    }

    /// What asking comes to.
    pub(super) async fn tries_to_ask(&self, learner: &str, body: Value) -> String {
        let id: Uuid = self.fresh();
        self.does_push(learner, self.op("requests.ask", id, None, body)).await
    }

    /// Asks somebody, or nobody by name.
    pub(super) async fn asks_for(&self, learner: &str, assessor: Option<&str>, with: Value) -> RequestId {
        let id: RequestId = self.fresh();
        let ask = self.op("requests.ask", id, None, ask_body(assessor, with));
        assert_eq!(self.does_push(learner, ask).await, "applied - -");
        id
    }

    /// An entry about a learner that says which request it answers.
    pub(super) async fn gives_for(&self, author: &str, learner: &str, request: RequestId) -> EntryId {
        let id: EntryId = self.fresh();
        let mut body = give_body(learner, self.now());
        body["request"] = json!(request);
        assert_eq!(self.does_push(author, self.op("feedback.give", id, None, body)).await, "applied - -");
        id
    }

    /// The request as it is on somebody's device.
    pub(super) async fn request_of(&self, name: &str, id: RequestId) -> Value {
        let pulled = self.pulls(name).await.into_iter();
        let mut found = pulled.filter(|change| change["kind"] == "request" && change["id"] == json!(id));
        found.next().map_or(Value::Null, |change| change["data"].clone())
    }

    /// State and entries of the request, as its learner has it.
    pub(super) async fn stands(&self, learner: &str, id: RequestId) -> (String, Vec<Value>) {
        let request = self.request_of(learner, id).await;
        let entries = request["entries"].as_array().cloned().unwrap_or_default();
        (request["state"].as_str().unwrap_or("-").to_owned(), entries)
    }

    /// Who has the request, by name, in order.
    pub(super) async fn has_request(&self, id: RequestId) -> Vec<&'static str> {
        self.who_has(Kind::Request, id).await.into_iter().collect()
    }
}
