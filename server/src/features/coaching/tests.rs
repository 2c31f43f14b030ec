//! Coaching on a real database.

mod check_ins;
mod meetings;
mod notes;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testing::clinic::{Clinic, id_of};

impl Clinic {
    /// Pushes one operation; its outcome, with the code and the field where there are some.
    async fn comes_to(&self, who: &str, op: Value) -> String {
        let result = self.pushes(who, vec![op]).await.remove(0);
        let words = ["outcome", "code"].map(|key| result[key].as_str().unwrap_or_default().to_owned());
        words.join(" ").trim().to_owned()
    }

    /// Does the same as a device would, where it has to be applied.
    async fn applies(&self, who: &str, kind: &str, subject: impl Into<Uuid>, body: Value) {
        assert_eq!(self.comes_to(who, self.op(kind, subject, None, body)).await, "applied", "{who}: {kind}");
    }

    /// What somebody's devices show of one kind.
    async fn has_of(&self, who: &str, kind: &str) -> Vec<Value> {
        let pulled = self.pulls(who).await;
        let there = pulled.into_iter().filter(|change| change["kind"] == kind && change["gone"] == false);
        there.map(|change| change["data"].clone()).collect()
    }
}

fn note_body(learner: &str, text: &str, shared: bool) -> Value {
    json!({ "learner": id_of(learner), "text": text, "shared": shared })
}

fn check_in_body(learner: &str, text: &str, to: &str) -> Value {
    json!({ "learner": id_of(learner), "text": text, "to": to })
}
