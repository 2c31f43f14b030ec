//! A program for tests: empty and filled by commands as a test needs it, or with people in every role, who do things to
//! each other and see things of each other.

mod deeds;
mod looks;

use jiff::SignedDuration;
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

pub use deeds::give_body;

use super::TestApp;
use crate::{
    base::{
        actor::{Member, Profession, Role},
        clock::{Clock, Ids, Timestamp},
        error::Result,
        ids::{InstitutionId, PersonId, ProgramId, SubcompetencyId},
        text::Line,
    },
    entities::person as people,
    features::{
        frameworks::SetId,
        members::{
            NewMembership, NewPerson,
            commands::{Came, end_coaching, set_membership, start_coaching},
        },
        programs::{
            NewProgram,
            commands::{create_institution, create_program},
        },
    },
    platform::{
        db::{Db, Tx},
        http::load_member,
        installation,
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
    /// Its database.
    pub db: Db,
    /// The institution.
    pub institution: InstitutionId,
    /// The program.
    pub program: ProgramId,
    /// Another program of the same institution, where its [`CAST`] is there.
    pub elsewhere: ProgramId,
}

impl Clinic {
    /// The program with its whole [`CAST`].
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn open() -> Self {
        let mut clinic = Self::without_people().await;
        let institution = clinic.institution;
        let new = NewProgram::parse("Riverside Surgery", "America/New_York", &["acgme-surg-2"]).expect("a program");
        clinic.elsewhere = clinic.write(async move |tx| create_program(tx, institution, &new).await).await;
        for (name, role) in CAST {
            clinic.join(name, &[role]).await;
        }
        clinic.starts_coaching("eve", "ana").await;
        clinic.starts_coaching("finn", "ben").await;
        clinic
    }

    /// Riverside Internal Medicine in New York, without anybody. It is 18 November 2026, nine in the morning.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn without_people() -> Self {
        let mut clinic = Self::without_program().await;
        (clinic.institution, clinic.program) = clinic
            .write(async |tx| {
                let institution = create_institution(tx, &line("Riverside Hospital")).await?;
                let new = NewProgram::parse("Riverside Internal Medicine", "America/New_York", &[SET])?;
                Ok((institution, create_program(tx, institution, &new).await?))
            })
            .await;
        clinic
    }

    /// An installation without any program.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn without_program() -> Self {
        let app = TestApp::start().await;
        let db = app.app.db.clone();
        installation::found(&db, false).await.expect("founded");
        let nowhere = ProgramId(Uuid::nil());
        Self { app, db, institution: InstitutionId(Uuid::nil()), program: nowhere, elsewhere: nowhere }
    }

    /// Lets somebody join, under an id and a mail address made of their name.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn join(&self, name: &'static str, roles: &[Role]) -> PersonId {
        let row = people::Model {
            id: id_of(name),
            email: person(name).email.as_str().to_owned(),
            given_name: name.into(),
            family_name: "Example".into(),
            created_at: self.now(),
            deactivated_at: None,
        };
        self.write(async move |tx| {
            let insert = people::Entity::insert(row.clone().into_active_model());
            Ok(insert.exec_without_returning(tx.connection()).await?)
        })
        .await;
        self.set(name, roles).await;
        id_of(name)
    }

    /// Makes somebody known something else in their program.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn set(&self, name: &str, roles: &[Role]) -> Came {
        let (program, person) = (self.program_of(name), id_of(name));
        let set = if program == self.elsewhere { "acgme-surg-2" } else { SET };
        let membership = membership_by(set, roles);
        self.write(async move |tx| set_membership(tx, program, person, &membership).await).await
    }

    /// The program somebody is in.
    pub fn program_of(&self, name: &str) -> ProgramId {
        if ["yan", "zoe"].contains(&name) { self.elsewhere } else { self.program }
    }

    /// The id of somebody.
    pub fn id(&self, name: &str) -> PersonId {
        id_of(name)
    }

    /// Somebody acting in their program now.
    ///
    /// # Panics
    /// Where they are no member.
    pub async fn member(&self, name: &str) -> Member {
        load_member(self.db.reader(), self.program_of(name), id_of(name), self.now()).await.expect("a member")
    }

    /// Does what has to work, in one transaction.
    ///
    /// # Panics
    /// Where it does not.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> T {
        self.db.write(None, work).await.expect("a write")
    }

    /// Does something as somebody, in one transaction.
    ///
    /// # Errors
    /// What `work` said.
    pub async fn does<T, F>(&self, name: &str, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    {
        self.db.write_as(&self.member(name).await, work).await
    }

    /// Lets a coach follow a learner from today.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn starts_coaching(&self, coach: &str, learner: &str) {
        let (program, coach, learner) = (self.program, id_of(coach), id_of(learner));
        let new = self.write(async move |tx| start_coaching(tx, program, coach, learner, None).await).await;
        assert!(new, "somebody coached already");
    }

    /// Ends that.
    ///
    /// # Panics
    /// Where that is refused.
    pub async fn ends_coaching(&self, coach: &str, learner: &str) {
        let (program, coach, learner) = (self.program, id_of(coach), id_of(learner));
        self.write(async move |tx| end_coaching(tx, program, coach, learner).await).await;
    }

    /// A fresh id, as a device makes it.
    pub fn fresh<Id: From<Uuid>>(&self) -> Id {
        self.app.base.ids.next(self.now()).into()
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.app.base.clock.now()
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.app.advance(by);
    }

    /// Lets an hour pass.
    pub fn an_hour_later(&self) {
        self.advance(SignedDuration::from_hours(1));
    }
}

/// The id of somebody by name.
pub fn id_of(name: &str) -> PersonId {
    PersonId(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

/// Somebody of this name.
pub fn person(name: &str) -> NewPerson {
    NewPerson::parse(&format!("{name}@riverside.test"), name, "Example").expect("a person")
}

/// What the rules want of somebody with these roles.
pub fn membership(roles: &[Role]) -> NewMembership {
    membership_by(SET, roles)
}

fn membership_by(of: &str, roles: &[Role]) -> NewMembership {
    let year = roles.contains(&Role::Learner).then_some(1);
    let profession = roles.contains(&Role::Team).then_some(Profession::Nurse);
    NewMembership::new(roles.iter().copied(), year, profession, &[], &[set(of)]).expect("a membership")
}

/// A set by its id.
pub fn set(id: &str) -> SetId {
    SetId::parse(id).expect("a set id")
}

/// A skill of [`SET`].
pub fn skill(code: &str) -> SubcompetencyId {
    set(SET).subcompetency(code)
}

/// A line of text.
pub fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}
