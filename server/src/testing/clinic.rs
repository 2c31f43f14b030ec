//! A program with people in every role, for tests of what they do to each other and see of each other.

use std::collections::BTreeSet;

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
    web::Data,
};
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Statement};
use serde_json::{Value, json, value::RawValue};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use super::TestApp;
use crate::{
    base::{
        actor::{Member, Role},
        clock::{Clock, Ids, Timestamp},
        error::Result,
        ids::{EntryId, InstitutionId, MembershipId, PersonId, ProgramId, SubcompetencyId},
    },
    entities::{institution, membership, membership_role, person, program, program_set},
    features::{
        feedback::{self, GiveFeedback},
        frameworks::{SetId, frameworks},
        members, plans, reflections,
    },
    platform::{
        auth::tokens,
        db::Tx,
        feed::{self, Kind},
        http::{SignedIn, load_member},
        installation,
    },
    sync::{
        protocol::Received,
        pull::{self, From},
        push,
    },
};

/// The set of the program.
pub const SET: &str = "acgme-im-2";

/// Everybody and their role. Eve coaches Ana, Finn coaches Ben. Zoe and Yan are in another program.
pub const CAST: [(&str, Role); 12] = [
    ("ana", Role::Learner),
    ("ben", Role::Learner),
    ("cole", Role::Faculty),
    ("dora", Role::Faculty),
    ("nia", Role::Team),
    ("eve", Role::Coach),
    ("finn", Role::Coach),
    ("gia", Role::Director),
    ("hal", Role::Coordinator),
    ("ivy", Role::Committee),
    ("yan", Role::Director),
    ("zoe", Role::Learner),
];

/// See the module.
pub struct Clinic {
    /// The application it is in.
    pub app: TestApp,
    /// The program.
    pub program: ProgramId,
    /// Another program of the same institution.
    pub elsewhere: ProgramId,
}

/// The id of somebody by name.
pub fn id_of(name: &str) -> PersonId {
    PersonId(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

/// A skill of [`SET`].
pub fn skill(code: &str) -> SubcompetencyId {
    let set = frameworks().set(&SetId::parse(SET).expect("a set id")).expect("the set");
    set.by_code(code).expect("a skill of the set").id
}

impl Clinic {
    /// Opens one with its whole [`CAST`].
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn open() -> Self {
        let app = TestApp::start().await;
        installation::found(&app.app.db, false).await.expect("founded");
        let (program, elsewhere) = app.app.db.write(None, async move |tx| people(tx).await).await.expect("people");
        let clinic = Self { app, program, elsewhere };
        clinic.starts_coaching("eve", "ana").await;
        clinic.starts_coaching("finn", "ben").await;
        clinic
    }

    /// The program somebody is in.
    pub fn program_of(&self, name: &str) -> ProgramId {
        if ["yan", "zoe"].contains(&name) { self.elsewhere } else { self.program }
    }

    /// Somebody acting in their program now.
    ///
    /// # Panics
    /// Where they are no member.
    pub async fn member(&self, name: &str) -> Member {
        let db = &self.app.app.db;
        load_member(db.reader(), self.program_of(name), id_of(name), self.app.base.clock_now()).await.expect("a member")
    }

    /// Does something as somebody, in one transaction.
    ///
    /// # Errors
    /// What `work` said.
    pub async fn does<T, F>(&self, name: &str, mut work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    {
        let member = self.member(name).await;
        self.app.app.db.write(Some(member.id), async move |tx| work(tx, &member).await).await
    }

    /// A fresh id, as a device makes it.
    pub fn fresh<Id: std::convert::From<Uuid>>(&self) -> Id {
        self.app.base.ids.next(self.now()).into()
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.app.base.clock.now()
    }

    /// Lets a coach follow a learner from today.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn starts_coaching(&self, coach: &str, learner: &str) {
        let (program, coach, learner) = (self.program, id_of(coach), id_of(learner));
        let start =
            async move |tx: &mut Tx<'_>| members::commands::start_coaching(tx, program, coach, learner, None).await;
        assert!(self.app.app.db.write(None, start).await.expect("coaching"), "somebody coached already");
    }

    /// Ends that.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn ends_coaching(&self, coach: &str, learner: &str) {
        let (program, coach, learner) = (self.program, id_of(coach), id_of(learner));
        let end = async move |tx: &mut Tx<'_>| members::commands::end_coaching(tx, program, coach, learner).await;
        self.app.app.db.write(None, end).await.expect("ended");
    }

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

    /// Who has the thing on their devices, by name.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn who_has(&self, kind: Kind, id: impl Into<Uuid>) -> BTreeSet<&'static str> {
        let viewers = feed::viewers(self.app.app.db.reader(), kind, id).await.expect("viewers");
        CAST.iter().map(|(name, _)| *name).filter(|name| viewers.contains(&id_of(name))).collect()
    }

    /// Everything somebody's device is sent from the start.
    ///
    /// # Panics
    /// Where the pull fails.
    pub async fn pulls(&self, name: &str) -> Vec<Value> {
        let from = From { epoch: None, cursor: 0, limit: 500 };
        let page = pull::pull(self.app.app.db.reader(), id_of(name), from, self.now()).await.expect("a page");
        let page: Value = serde_json::from_str(&page).expect("JSON");
        page["changes"].as_array().expect("changes").clone()
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
        let answer = self.app.app.db.write(Some(author), push).await.expect("an answer");
        let answer = serde_json::to_value(answer).expect("JSON");
        answer["results"].as_array().expect("results").clone()
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
            .configure(plans::routes)
            .configure(reflections::routes)
            .split_for_parts();
        let answer = call_service(&init_service(actix).await, request.to_request()).await;
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&read_body(answer).await).unwrap_or_default())
    }

    /// An operation as a device makes it.
    pub fn op(&self, kind: &str, subject: impl Into<Uuid>, base: Option<i64>, body: Value) -> Value {
        json!({ "id": self.fresh::<Uuid>(), "kind": kind, "v": 1, "program": self.program, "subject": subject.into(),
                "base": base, "at": self.now(), "body": body })
    }

    /// What is waiting to be done later, as words in their alphabet's order.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn announced(&self) -> Vec<String> {
        self.words("SELECT kind AS word FROM outbox_events ORDER BY 1").await
    }

    /// What the audit log says of a feature, as words in their alphabet's order.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn audited(&self, feature: &str) -> Vec<String> {
        let words = self.words("SELECT action AS word FROM audit_rows ORDER BY 1").await;
        words.into_iter().filter(|word| word.split('.').next() == Some(feature)).collect()
    }

    /// Lets an hour pass.
    pub fn an_hour_later(&self) {
        self.app.advance(SignedDuration::from_hours(1));
    }

    async fn words(&self, sql: &str) -> Vec<String> {
        let reader = self.app.app.db.reader();
        let rows = reader.query_all_raw(Statement::from_string(reader.get_database_backend(), sql)).await;
        rows.expect("rows").iter().map(|row| row.try_get("", "word").expect("a word")).collect()
    }
}

/// A plain body of `feedback.give`.
pub fn give_body(learner: &str, observed_at: Timestamp) -> Value {
    json!({ "learner": id_of(learner), "set": SET, "subcompetency": skill("PC1"),
            "went_well": "You paused and asked what the family had understood.",
            "next_step": "Name the plan in one sentence first.",
            "setting": "ward", "observed_at": observed_at, "basis": "watched", "conversation": "had" })
}

async fn people(tx: &mut Tx<'_>) -> Result<(ProgramId, ProgramId)> {
    let connection = tx.connection();
    let institution_id: InstitutionId = tx.next_id();
    let at = tx.now();
    let row = institution::Model { id: institution_id, name: "Example University".into(), created_at: at };
    institution::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
    let (here, elsewhere): (ProgramId, ProgramId) = (tx.next_id(), tx.next_id());
    for (id, name, set) in [(here, "Internal Medicine", SET), (elsewhere, "Surgery", "acgme-surg-2")] {
        let time_zone = "America/New_York".into();
        let row = program::Model { id, institution_id, name: name.into(), time_zone, created_at: at };
        program::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
        let row = program_set::Model { program_id: id, set_id: set.into(), ordinal: 0 };
        program_set::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
    }
    for (name, role) in CAST {
        let person = person::Model {
            id: id_of(name),
            email: format!("{name}@example.org"),
            given_name: name.into(),
            family_name: "Example".into(),
            created_at: at,
            deactivated_at: None,
        };
        person::Entity::insert(person.into_active_model()).exec_without_returning(connection).await?;
        let membership_id: MembershipId = tx.next_id();
        let row = membership::Model {
            id: membership_id,
            program_id: if ["yan", "zoe"].contains(&name) { elsewhere } else { here },
            person_id: id_of(name),
            training_year: (role == Role::Learner).then_some(1),
            profession: None,
            started_at: at,
            ended_at: None,
        };
        membership::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
        let row = membership_role::Model { membership_id, role };
        membership_role::Entity::insert(row.into_active_model()).exec_without_returning(connection).await?;
    }
    Ok((here, elsewhere))
}
