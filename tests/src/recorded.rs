//! Recorded pushes of released clients, and a clinic of the very people in them.

use std::{collections::BTreeMap, fs, path::PathBuf};

use sea_orm::{EntityTrait, IntoActiveModel};
use serde::Deserialize;
use waymark::{
    base::{
        actor::Role,
        day::Day,
        ids::{InstitutionId, PersonId, ProgramId},
    },
    entities::{institution, person, program, program_set},
    features::{
        frameworks::SetId,
        members::{self, NewMembership},
        sessions::{self, Device},
    },
};

use crate::{Clinic, TestApp};

/// The recording of one version: `tests/fixtures/pushes/<version>/index.json`.
#[derive(Clone, Deserialize)]
pub struct Recording {
    #[serde(skip)]
    folder: PathBuf,
    program: ProgramId,
    set: String,
    people: BTreeMap<String, Recorded>,
    coaching: Vec<(String, String)>,
    /// In the order they were sent.
    pub pushes: Vec<RecordedPush>,
}

#[derive(Clone, Deserialize)]
struct Recorded {
    id: PersonId,
    role: Role,
}

/// One push, and what every server answers to it.
#[derive(Clone, Deserialize)]
pub struct RecordedPush {
    file: String,
    /// Whose device sent it.
    #[serde(rename = "as")]
    pub sender: String,
    /// Of each operation.
    pub kinds: Vec<String>,
    /// Of each operation, such as `applied` or `held unknown_learner`.
    pub outcomes: Vec<String>,
}

impl Recording {
    /// Every version's, in the order of their names.
    pub fn all() -> Vec<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/pushes");
        let mut folders: Vec<PathBuf> =
            fs::read_dir(folder).expect("the recordings").map(|entry| entry.expect("a recording").path()).collect();
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let index = fs::read(folder.join("index.json")).expect("an index");
        Self { folder, ..serde_json::from_slice(&index).expect("an index as the recorder writes it") }
    }

    /// The bytes as they were sent.
    pub fn bytes(&self, push: &RecordedPush) -> Vec<u8> {
        fs::read(self.folder.join(&push.file)).expect("a recorded push")
    }

    /// The program of the recording with its people under their ids; everything else comes with the pushes.
    pub async fn clinic<'a>(&self, app: &'a TestApp) -> Clinic<'a> {
        let (recording, keys) = (self.clone(), app.app.keys.clone());
        let made = app.app.db.write(None, async move |tx| {
            let Self { program, set, people, coaching, .. } = &recording;
            let (program, at) = (*program, tx.now());
            let institution: InstitutionId = tx.next_id();
            let row = institution::Model { id: institution, name: "Riverside".into(), created_at: at };
            institution::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
            let row = program::Model {
                id: program,
                institution_id: institution,
                name: "Internal Medicine".into(),
                time_zone: "America/New_York".into(),
                created_at: at,
                open_requests_max: 5,
                request_days: 14,
            };
            program::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
            let row = program_set::Model { program_id: program, set_id: set.clone(), ordinal: 0 };
            program_set::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;

            let sets = [SetId::parse(set).expect("a set id")];
            let mut ids = BTreeMap::new();
            for (name, Recorded { id, role }) in people {
                let row = person::Model {
                    id: *id,
                    email: format!("{name}@clinic.test"),
                    given_name: name.clone(),
                    family_name: "Tester".into(),
                    created_at: at,
                    deactivated_at: None,
                };
                person::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
                let year = (*role == Role::Learner).then_some(1);
                let membership = NewMembership::new(vec![*role], year, None, &[], &sets).expect("a membership");
                members::commands::set_membership(tx, program, *id, &membership).await?;
                let device = Device::new(None, Some("Phone"));
                ids.insert(name.clone(), (*id, sessions::commands::open(tx, &keys, *id, &device).await?.session));
            }
            for (coach, learner) in coaching {
                let (coach, learner) = (people[coach].id, people[learner].id);
                members::commands::start_coaching(tx, program, coach, learner, Day::parse("2026-07-01")).await?;
            }
            Ok(ids)
        });
        let people = made.await.expect("the people of the recording");
        Clinic { app, program: self.program, people }
    }
}
