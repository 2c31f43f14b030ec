//! How the people of these tests make plans.

use serde_json::{Value, json};

use super::super::{AddProgress, ClosePlan, EditGoal, EditReview, EditSteps, StartPlan, commands};
use crate::{
    base::{
        actor::Member,
        error::Result,
        ids::{EntryId, PlanId, ProgressId},
    },
    platform::db::Tx,
    testing::clinic::{Clinic, id_of},
};

/// A body of `plans.start` with these parts changed.
pub fn start_body(learner: &str, with: Value) -> StartPlan {
    let mut body = json!({ "learner": id_of(learner), "goal": "Lead with the one-line summary" });
    merge(&mut body, with);
    serde_json::from_value(body).expect("a body")
}

fn merge(body: &mut Value, with: Value) {
    let (Some(body), Value::Object(with)) = (body.as_object_mut(), with) else { return };
    body.extend(with);
}

/// What the goal of these tests is, with these parts changed.
pub fn goal(with: Value) -> EditGoal {
    let mut body = json!({ "goal": "Lead with the summary, every time", "entries": [], "goal_shown": false });
    merge(&mut body, with);
    serde_json::from_value(body).expect("a body")
}

impl Clinic {
    pub(super) async fn tries_plan(&self, author: &str, learner: &str, with: Value) -> Result<PlanId> {
        let id: PlanId = self.fresh();
        let new = start_body(learner, with).parse(id, self.now()).expect("a plan");
        let start = async move |tx: &mut Tx<'_>, author: &Member| commands::start(tx, author, new.clone()).await;
        self.does(author, start).await.map(|plan| plan.id)
    }

    pub(super) async fn plan(&self, author: &str, learner: &str, with: Value) -> PlanId {
        self.tries_plan(author, learner, with).await.expect("a plan")
    }

    pub(super) async fn edits_goal(&self, who: &str, plan: PlanId, base: i64, with: Value) -> Result<i64> {
        let goal = goal(with).parse().expect("a goal");
        let edit = async move |tx: &mut Tx<'_>, member: &Member| {
            commands::edit_goal(tx, member, plan, base, goal.clone()).await
        };
        self.does(who, edit).await
    }

    pub(super) async fn edits_steps(&self, who: &str, plan: PlanId, base: i64, texts: &[&str]) -> Result<i64> {
        let step = |text: &&str| json!({ "id": self.fresh::<uuid::Uuid>(), "text": text });
        let body: EditSteps =
            serde_json::from_value(json!({ "steps": texts.iter().map(step).collect::<Vec<_>>() })).expect("a body");
        let steps = body.parse().expect("steps");
        let edit = async move |tx: &mut Tx<'_>, member: &Member| {
            commands::edit_steps(tx, member, plan, base, steps.clone()).await
        };
        self.does(who, edit).await
    }

    pub(super) async fn names_reviewer(
        &self,
        who: &str,
        plan: PlanId,
        base: i64,
        reviewer: Option<&str>,
    ) -> Result<i64> {
        let review = EditReview { reviewer: reviewer.map(id_of), review_on: None }.parse();
        let edit = async move |tx: &mut Tx<'_>, member: &Member| {
            commands::edit_review(tx, member, plan, base, review.clone()).await
        };
        self.does(who, edit).await
    }

    pub(super) async fn accepts(&self, who: &str, plan: PlanId, base: i64) -> Result<i64> {
        self.does(who, async move |tx, member| commands::accept(tx, member, plan, base).await).await
    }

    pub(super) async fn closes(&self, who: &str, plan: PlanId, base: i64, outcome: &str) -> Result<i64> {
        let how: ClosePlan =
            serde_json::from_value(json!({ "outcome": outcome, "note": "Two attendings said so." })).expect("a body");
        let at = self.now();
        let close = async move |tx: &mut Tx<'_>, member: &Member| {
            commands::close(tx, member, plan, base, how.clone(), at).await
        };
        self.does(who, close).await
    }

    pub(super) async fn reopens(&self, who: &str, plan: PlanId, base: i64) -> Result<i64> {
        self.does(who, async move |tx, member| commands::reopen(tx, member, plan, base).await).await
    }

    pub(super) async fn notes(&self, who: &str, plan: PlanId, shared: bool) -> Result<ProgressId> {
        self.notes_down(who, plan, json!({ "text": "Tried it on three patients.", "shared": shared })).await
    }

    pub(super) async fn notes_down(&self, who: &str, plan: PlanId, with: Value) -> Result<ProgressId> {
        let mut body = json!({ "id": self.fresh::<uuid::Uuid>() });
        merge(&mut body, with);
        let note: AddProgress = serde_json::from_value(body).expect("a body");
        let note = note.parse(self.now())?;
        let add =
            async move |tx: &mut Tx<'_>, author: &Member| commands::progress(tx, author, plan, note.clone()).await;
        self.does(who, add).await.map(|note| note.id)
    }
}

/// A plan of Ana's on an entry that Cole gave, looked at again by Dora, with the goal shown to Cole.
pub async fn whole_plan(clinic: &Clinic) -> (PlanId, EntryId) {
    let entry = clinic.gives("cole", "ana").await;
    let plan =
        clinic.plan("ana", "ana", json!({ "entries": [entry], "goal_shown": true, "reviewer": id_of("dora") })).await;
    (plan, entry)
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(done: Result<T>) -> String {
    done.expect_err("a refusal").to_string()
}
