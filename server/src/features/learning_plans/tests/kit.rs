//! How the people of these tests write learning plans: as devices do, by operations.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    base::ids::LearningPlanId,
    testing::clinic::{Clinic, SET, skill},
};

/// A goal that lacks nothing, with these parts changed.
pub fn goal(clinic: &Clinic, with: Value) -> Value {
    let mut body = json!({ "id": clinic.fresh::<Uuid>(), "text": "Lead with the summary", "strategies": "Every morning.",
        "evidence": "Three attendings say so.", "projected_on": "2027-02-01",
        "skills": [{ "set": SET, "subcompetency": skill("PC1") }], "entries": [] });
    if let (Some(body), Value::Object(with)) = (body.as_object_mut(), with) {
        body.extend(with);
    }
    body
}

impl Clinic {
    /// What the one operation came to: `applied`, `conflict 3`, `refused code field`.
    pub(super) async fn writes(
        &self,
        who: &str,
        deed: &str,
        plan: LearningPlanId,
        base: Option<i64>,
        body: Value,
    ) -> String {
        let kind = format!("learning_plans.{deed}");
        let results = self.pushes(who, vec![self.op(&kind, plan, base, body)]).await;
        let [result] = results.as_slice() else { panic!("{results:?}") };
        let word = |key: &str| match &result[key] {
            Value::String(word) => Some(word.clone()),
            Value::Number(number) if key == "version" && result["outcome"] == "conflict" => Some(number.to_string()),
            _ => None,
        };
        ["outcome", "code", "field", "version"].into_iter().filter_map(word).collect::<Vec<_>>().join(" ")
    }

    /// A plan of Ana's with these goals.
    pub(super) async fn begins(&self, goals: Vec<Value>) -> LearningPlanId {
        let id: LearningPlanId = self.fresh();
        let body = json!({ "goals": goals, "career_goals": "A teaching hospital", "obstacles": "Nights" });
        assert_eq!(self.writes("ana", "start", id, None, body).await, "applied");
        id
    }

    /// A plan of Ana's that lacks nothing but signatures; the text is at version 4.
    pub(super) async fn ready(&self) -> LearningPlanId {
        let plan = self.begins(vec![goal(self, json!({})), goal(self, json!({ "text": "Close the loop" }))]).await;
        let days = json!({ "discussed_on": "2026-11-18", "next_review_on": "2027-03-01" });
        assert_eq!(self.writes("eve", "edit_dates", plan, Some(1), days).await, "applied");
        for who in ["ana", "eve"] {
            let said = json!({ "text": format!("So says {who}.") });
            assert_eq!(self.writes(who, "comment", plan, Some(1), said).await, "applied");
        }
        plan
    }

    pub(super) async fn signs(&self, who: &str, plan: LearningPlanId, base: i64) -> String {
        self.writes(who, "sign", plan, Some(base), json!({ "id": self.fresh::<Uuid>() })).await
    }
}

/// All of one kind that somebody's devices are sent.
pub async fn sent(clinic: &Clinic, who: &str, kind: &str) -> Vec<Value> {
    let pulled = clinic.pulls(who).await.into_iter();
    pulled.filter(|change| change["kind"] == kind && change["gone"] == false).map(|one| one["data"].clone()).collect()
}
