//! What people do: give, take back, push, call the API.

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
    web::Data,
};
use serde_json::{Value, json, value::RawValue};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use super::{Clinic, SET, id_of, skill};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        ids::{EntryId, PersonId},
    },
    features::{
        coaching,
        feedback::{self, GiveFeedback},
        jots, learning_plans, plans, reflections, requests,
    },
    platform::{auth::tokens, db::Tx, feed::Kind, http::SignedIn},
    sync::{protocol::Received, push},
    worker::Worker,
};

impl Clinic {
    /// Lets somebody give a plain entry.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn gives(&self, author: &str, learner: &str) -> EntryId {
        let id: EntryId = self.fresh();
        let now = self.now();
        let body: GiveFeedback = serde_json::from_value(give_body(learner, now)).expect("a body");
        let new = body.parse(id, now).expect("feedback");
        let give =
            async move |tx: &mut Tx<'_>, author: &Member| feedback::commands::give(tx, author, new.clone()).await;
        self.does(author, give).await.expect("given");
        id
    }

    /// Lets an author take their entry back.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn withdraws(&self, author: &str, entry: EntryId) {
        let withdraw = async move |tx: &mut Tx<'_>, author: &Member| {
            feedback::commands::withdraw(tx, author, entry, feedback::model::Withdraw::default()).await
        };
        self.does(author, withdraw).await.expect("withdrawn");
    }

    /// Stores and shows any other thing, as its feature would.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn stores(&self, kind: Kind, sql: &'static str, values: Vec<sea_orm::Value>, viewers: &[&str]) -> Uuid {
        let program = self.program;
        let viewers: Vec<PersonId> = viewers.iter().map(|name| id_of(name)).collect();
        self.write(async move |tx| {
            let id: Uuid = tx.next_id();
            let mut all = vec![id.into()];
            all.extend(values.clone());
            tx.execute(sql, all).await?;
            tx.show(kind, id, program, 1, &json!({ "id": id }), viewers.clone())?;
            Ok(id)
        })
        .await
    }

    /// An operation as a device makes it.
    pub fn op(&self, kind: &str, subject: impl Into<Uuid>, base: Option<i64>, body: Value) -> Value {
        json!({ "id": self.fresh::<Uuid>(), "kind": kind, "v": 1, "program": self.program, "subject": subject.into(),
                "base": base, "at": self.now(), "body": body })
    }

    /// Pushes operations as somebody and gives the results back.
    ///
    /// # Panics
    /// Where the push as a whole fails.
    pub async fn pushes(&self, name: &str, ops: Vec<Value>) -> Vec<Value> {
        let read = |op: Value| Received::read(&RawValue::from_string(op.to_string()).expect("JSON"));
        let ops: Vec<Received> = ops.into_iter().map(read).collect();
        let author = id_of(name);
        let push = async move |tx: &mut Tx<'_>| push::push(tx, author, &ops).await;
        let answer = self.db.write(Some(author), push).await.expect("an answer");
        let answer = serde_json::to_value(answer).expect("JSON");
        answer["results"].as_array().expect("results").clone()
    }

    /// Lets the worker do what is due.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn works(&self) {
        let (_stop, stopping) = tokio::sync::watch::channel(false);
        Worker::new(self.app.app.clone(), stopping).round().await;
    }

    /// Asks the API as somebody, below their program: the status, and the body.
    ///
    /// # Panics
    /// Where no token can be signed.
    pub async fn calls(&self, name: &str, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let app = &self.app.app;
        let who = SignedIn { person: id_of(name), session: self.fresh() };
        let token = tokens::issue(&app.keys, who, self.now()).expect("a token");
        let uri = format!("/programs/{}{path}", self.program_of(name));
        let request = TestRequest::default().method(method).uri(&uri);
        let mut request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        if let Some(body) = body {
            request = request.set_json(body);
        }
        let (actix, _) = Actix::new()
            .app_data(Data::new(app.clone()))
            .into_utoipa_app()
            .configure(feedback::routes)
            .configure(jots::routes)
            .configure(requests::routes)
            .configure(plans::routes)
            .configure(learning_plans::routes)
            .configure(reflections::routes)
            .configure(coaching::routes)
            .split_for_parts();
        let answer = call_service(&init_service(actix).await, request.to_request()).await;
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&read_body(answer).await).unwrap_or_default())
    }
}

/// A plain body of `feedback.give`.
pub fn give_body(learner: &str, observed_at: Timestamp) -> Value {
    json!({ "learner": id_of(learner), "set": SET, "subcompetency": skill("PC1"),
            "went_well": "You paused and asked what the family had understood.",
            "next_step": "Name the plan in one sentence first.",
            "setting": "ward", "observed_at": observed_at, "basis": "watched", "conversation": "had" })
}
