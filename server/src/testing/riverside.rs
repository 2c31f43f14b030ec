//! Riverside: a program that begins with nobody in it, and is filled by commands as a test needs it.

use std::collections::HashMap;

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

use super::TestApp;
use crate::{
    base::{
        actor::{Member, Profession, Role},
        clock::Timestamp,
        error::Result,
        ids::{EntryId, InstitutionId, PersonId, ProgramId, SubcompetencyId},
        setting::Setting,
        text::{Line, Narrative},
    },
    entities::feedback_entry::{Basis, Conversation},
    features::{
        feedback::{self, NewFeedback},
        frameworks::SetId,
        members::{
            NewMembership, NewPerson,
            commands::{Came, add_person, set_membership},
        },
        programs::{self, NewProgram, commands::create_institution},
    },
    platform::{
        app::App,
        db::{Db, Tx},
        feed::Kind,
        http::load_member,
    },
};

/// See the module.
pub struct Riverside {
    /// Its database.
    pub db: Db,
    /// Its institution.
    pub institution: InstitutionId,
    /// The program.
    pub program: ProgramId,
    people: HashMap<&'static str, PersonId>,
    test: TestApp,
}

impl Riverside {
    /// Riverside Internal Medicine in New York, without anybody. It is 18 November 2026, nine in the morning.
    pub async fn open() -> Self {
        let mut clinic = Self::empty().await;
        (clinic.institution, clinic.program) = clinic
            .write(async |tx| {
                let institution = create_institution(tx, &line("Riverside Hospital")).await?;
                let new = NewProgram::parse("Riverside Internal Medicine", "America/New_York", &["acgme-im-2"])?;
                Ok((institution, programs::commands::create_program(tx, institution, &new).await?))
            })
            .await;
        clinic
    }

    /// A database without any program.
    pub async fn empty() -> Self {
        let test = TestApp::start().await;
        Self {
            db: test.app.db.clone(),
            institution: InstitutionId(Uuid::nil()),
            program: ProgramId(Uuid::nil()),
            people: HashMap::new(),
            test,
        }
    }

    /// Lets somebody join under a mail address made of their name.
    pub async fn join(&mut self, name: &'static str, roles: &[Role]) -> PersonId {
        let person = self.write(async move |tx| add_person(tx, &person(name)).await).await;
        self.people.insert(name, person);
        self.set(name, roles).await;
        person
    }

    /// Makes somebody known something else in the program.
    pub async fn set(&self, name: &str, roles: &[Role]) -> Came {
        let (program, person, membership) = (self.program, self.id(name), membership(roles));
        self.write(async move |tx| set_membership(tx, program, person, &membership).await).await
    }

    /// The id of somebody who joined.
    pub fn id(&self, name: &str) -> PersonId {
        *self.people.get(name).unwrap_or_else(|| panic!("{name} has not joined"))
    }

    /// Somebody, as the program knows them now.
    pub async fn member(&self, name: &str) -> Member {
        load_member(self.db.reader(), self.program, self.id(name), self.now()).await.expect("a member")
    }

    /// Does what has to work.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> T {
        self.db.write(None, work).await.expect("a write")
    }

    /// The application.
    pub fn app(&self) -> App {
        self.test.app.clone()
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.test.base.clock_now()
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.test.advance(by);
    }

    /// Lets somebody give feedback.
    pub async fn gives(&self, author: &str, learner: &str) -> EntryId {
        let (author, learner) = (self.member(author).await, self.id(learner));
        self.write(async move |tx| {
            let new = NewFeedback {
                id: tx.next_id(),
                learner,
                set: "acgme-im-2".into(),
                subcompetency: skill("PC1"),
                went_well: Narrative::parse("Asked what the family feared most.").ok(),
                differently: None,
                next_step: None,
                next_step_due: None,
                level: None,
                cannot_judge: false,
                setting: Setting::Ward,
                rotation: None,
                observed_at: tx.now(),
                given_at: tx.now(),
                basis: Basis::Watched,
                conversation: Conversation::Had,
                request: None,
                plan: None,
                look_again: None,
            };
            Ok(feedback::commands::give(tx, &author, new).await?.id)
        })
        .await
    }

    /// Stores and shows any other thing, as its feature would.
    pub async fn stores(&self, kind: Kind, sql: &'static str, values: Vec<sea_orm::Value>, viewers: &[&str]) -> Uuid {
        let program = self.program;
        let viewers: Vec<PersonId> = viewers.iter().map(|name| self.id(name)).collect();
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

    /// What is on somebody's devices, in the order it came: kind, thing, whether it is gone.
    pub async fn feed(&self, name: &str) -> Vec<(String, Uuid, bool)> {
        let sql = "SELECT kind, thing_id, gone FROM feed WHERE person_id = $1 ORDER BY seq";
        let statement = Statement::from_sql_and_values(self.db.backend(), sql, [sea_orm::Value::from(self.id(name))]);
        let rows = self.db.reader().query_all_raw(statement).await.expect("a feed");
        rows.iter()
            .map(|row| row.try_get_many("", &["kind".into(), "thing_id".into(), "gone".into()]).expect("a row"))
            .collect()
    }

    /// What somebody can see on their devices, sorted.
    pub async fn sees(&self, name: &str) -> Vec<Uuid> {
        let mut seen: Vec<Uuid> =
            self.feed(name).await.into_iter().filter(|(_, _, gone)| !gone).map(|(_, id, _)| id).collect();
        seen.sort_unstable();
        seen
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let statement = Statement::from_string(self.db.backend(), format!("SELECT COUNT(*) AS n FROM {table}"));
        let row = self.db.reader().query_one_raw(statement).await.expect("a count").expect("a row");
        row.try_get("", "n").expect("a number")
    }
}

/// Somebody of this name.
pub fn person(name: &str) -> NewPerson {
    NewPerson::parse(&format!("{name}@riverside.test"), name, "Example").expect("a person")
}

/// What the rules want of somebody with these roles.
pub fn membership(roles: &[Role]) -> NewMembership {
    let year = roles.contains(&Role::Learner).then_some(1);
    let profession = roles.contains(&Role::Team).then_some(Profession::Nurse);
    NewMembership::new(roles.iter().copied(), year, profession, &[], &[set("acgme-im-2")]).expect("a membership")
}

/// A set by its id.
pub fn set(id: &str) -> SetId {
    SetId::parse(id).expect("a set id")
}

/// A skill of Internal Medicine.
pub fn skill(code: &str) -> SubcompetencyId {
    set("acgme-im-2").subcompetency(code)
}

/// A line of text.
pub fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}
