//! A program and its people, made by the commands of the product, so that no test starts from an impossible state.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use uuid::Uuid;
use waymark::{
    base::{
        actor::{Profession, Role},
        clock::{Clock, Timestamp},
        day::Day,
        ids::{InstitutionId, PersonId, ProgramId, SessionId, SubcompetencyId},
        text::Line,
    },
    entities::institution,
    features::{
        frameworks::{SetId, frameworks},
        members::{self, NewMembership, NewPerson},
        programs::{self, NewProgram},
        sessions::{self, Device},
    },
    platform::{
        auth::keys::Keys,
        db::{Db, Tx},
    },
};

use crate::{Member, TestApp};

/// The set of a program that does not say another.
const SET: &str = "acgme-im-2";

/// Somebody to add, with all their roles.
#[derive(Clone, Default)]
struct NewMember {
    roles: Vec<Role>,
}

/// Describes a program. People have first names; the same name in another program is the same person.
pub struct ProgramBuilder<'a> {
    app: &'a TestApp,
    name: String,
    people: BTreeMap<String, NewMember>,
    coaching: Vec<(String, String)>,
}

/// Who is in a program, and with which session.
pub(crate) type People = BTreeMap<String, (PersonId, SessionId)>;

impl<'a> ProgramBuilder<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self { app, name: "Internal Medicine".into(), people: BTreeMap::new(), coaching: Vec::new() }
    }

    /// A name other than "Internal Medicine".
    pub fn named(mut self, name: &str) -> Self {
        self.name = name.into();
        self
    }

    /// Residents in their first year.
    pub fn learners<const N: usize>(self, names: [&str; N]) -> Self {
        self.with(Role::Learner, names)
    }

    /// Attendings.
    pub fn faculty<const N: usize>(self, names: [&str; N]) -> Self {
        self.with(Role::Faculty, names)
    }

    /// Nurses.
    pub fn team<const N: usize>(self, names: [&str; N]) -> Self {
        self.with(Role::Team, names)
    }

    /// A coach of these learners, who must be named as learners too.
    pub fn coach<const N: usize>(mut self, name: &str, learners: [&str; N]) -> Self {
        self.coaching.extend(learners.map(|learner| (name.to_owned(), learner.to_owned())));
        self.with(Role::Coach, [name])
    }

    /// The coordinator.
    pub fn coordinator(self, name: &str) -> Self {
        self.with(Role::Coordinator, [name])
    }

    /// The program director.
    pub fn director(self, name: &str) -> Self {
        self.with(Role::Director, [name])
    }

    /// The clinical competency committee.
    pub fn committee<const N: usize>(self, names: [&str; N]) -> Self {
        self.with(Role::Committee, names)
    }

    /// Any role. A person named twice has both.
    pub fn with<const N: usize>(mut self, role: Role, names: [&str; N]) -> Self {
        for name in names {
            self.people.entry(name.to_owned()).or_default().roles.push(role);
        }
        self
    }

    /// Creates the program and signs everybody in.
    pub async fn create(self) -> Clinic<'a> {
        let Self { app, name, people, coaching } = self;
        let (program, people) = found(&app.app.db, app.app.keys.clone(), &name, people, coaching).await;
        Clinic { app, program, people }
    }
}

/// Residents and attendings of a program on a database that no [`TestApp`] serves.
pub(crate) async fn found_plain(db: &Db, keys: Arc<Keys>, learners: &[&str], faculty: &[&str]) -> (ProgramId, People) {
    let with = |role: Role| move |name: &&str| ((*name).to_owned(), NewMember { roles: vec![role] });
    let people = learners.iter().map(with(Role::Learner)).chain(faculty.iter().map(with(Role::Faculty)));
    found(db, keys, "Internal Medicine", people.collect(), Vec::new()).await
}

async fn found(
    db: &Db,
    keys: Arc<Keys>,
    name: &str,
    people: BTreeMap<String, NewMember>,
    coaching: Vec<(String, String)>,
) -> (ProgramId, People) {
    let new = NewProgram::parse(name, "America/New_York", &[SET]).expect("a program");
    let made = db.write(None, async move |tx| {
        let institution = institution(tx).await?;
        let program = programs::commands::create_program(tx, institution, &new).await?;
        let mut ids = BTreeMap::new();
        for (name, member) in &people {
            let (id, _) = members::commands::keep_person(tx, &person(name)).await?;
            let membership = membership(member, new.sets.as_slice());
            members::commands::set_membership(tx, program, id, &membership).await?;
            let device = Device::new(None, Some("Phone"));
            let session = sessions::commands::open(tx, &keys, id, &device).await?.session;
            ids.insert(name.clone(), (id, session));
        }
        let since = Day::parse("2026-07-01");
        for (coach, learner) in &coaching {
            let (coach, learner) = (ids[coach].0, ids[learner].0);
            members::commands::start_coaching(tx, program, coach, learner, since.clone()).await?;
        }
        Ok((program, ids))
    });
    made.await.expect("a program with its people")
}

/// A skill of the usual set by its code, such as `PC1`.
fn skill(code: &str) -> SubcompetencyId {
    let set = frameworks().set(&SetId::parse(SET).expect("a set id")).expect("the set");
    set.by_code(code).expect("a skill of the set").id
}

/// A plain entry, as the body of `feedback.give`.
pub(crate) fn plain_feedback(learner: PersonId, observed_at: Timestamp) -> Value {
    serde_json::json!({
        "learner": learner, "typed_learner": null, "set": SET, "subcompetency": skill("PC1"),
        "went_well": "Asked what worried the patient most.", "differently": null,
        "next_step": "Say the plan back in one sentence.", "next_step_due": null, "level": 6,
        "cannot_judge": false, "setting": "ward", "rotation": null, "observed_at": observed_at,
        "basis": "watched", "conversation": "had", "request": null, "plan": null, "look_again": null
    })
}

/// The one institution.
async fn institution(tx: &mut Tx<'_>) -> waymark::base::error::Result<InstitutionId> {
    use sea_orm::EntityTrait;
    match institution::Entity::find().one(tx.connection()).await? {
        Some(row) => Ok(row.id),
        None => {
            let name = Line::parse("Riverside").map_err(|error| waymark::base::error::Error::internal(error.code()))?;
            programs::commands::create_institution(tx, &name).await
        }
    }
}

fn person(name: &str) -> NewPerson {
    let mut given = name.to_owned();
    given[..1].make_ascii_uppercase();
    NewPerson::parse(&format!("{name}@clinic.test"), &given, "Tester").expect("a person")
}

fn membership(member: &NewMember, sets: &[SetId]) -> NewMembership {
    let year = member.roles.contains(&Role::Learner).then_some(1);
    let profession = member.roles.contains(&Role::Team).then_some(Profession::Nurse);
    NewMembership::new(member.roles.clone(), year, profession, &[], sets).expect("a membership")
}

/// A program whose people are signed in.
pub struct Clinic<'a> {
    /// The server it is on.
    pub app: &'a TestApp,
    /// The program.
    pub program: ProgramId,
    pub(crate) people: People,
}

impl Clinic<'_> {
    /// Somebody of the program, acting in it.
    pub fn member(&self, name: &str) -> Member<'_> {
        let (person, session) = self.people.get(name).unwrap_or_else(|| panic!("nobody is called {name}"));
        Member { clinic: self, id: *person, session: *session }
    }

    /// Everybody's name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.people.keys().map(String::as_str)
    }

    /// A skill of the program's set by its code, such as `PC1`.
    pub fn skill(&self, code: &str) -> SubcompetencyId {
        skill(code)
    }

    /// A fresh id, as a device makes it.
    pub fn fresh(&self) -> Uuid {
        self.app.app.ids.next(self.app.clock.now())
    }

    /// A plain entry about somebody, as the body of `feedback.give`.
    pub fn feedback_about(&self, learner: &str) -> Value {
        plain_feedback(self.member(learner).id, self.app.clock.now())
    }
}
