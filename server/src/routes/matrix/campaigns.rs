//! Campaigns for the matrix, made by their commands; of answers, of which nothing tells who gave them, only the rows.

use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::{Builder, Uuid};

use super::Thing;
use crate::{
    base::{
        clock::Ids,
        day::Day,
        ids::{CampaignId, RaterId, RotationId, SubjectId, UnitId},
        setting::Setting,
    },
    entities::{assignment, campaign_subject, rotation},
    features::campaigns::{NamedRoute, commands},
    platform::db::Tx,
    testing::clinic::{Clinic, id_of},
};

/// The ward of both programs' posters.
const WARDS: [RotationId; 2] = [RotationId(Uuid::from_u128(71)), RotationId(Uuid::from_u128(72))];
/// The one comment there is about somebody whose window is over.
const COMMENT: Uuid = Uuid::from_u128(73);

/// Who does what in one of the two programs.
#[derive(Clone, Copy)]
pub struct Here {
    runs: &'static str,
    learner: &'static str,
    facilitator: &'static str,
    ward: RotationId,
}

/// In the program of most people.
pub const HERE: Here = Here { runs: "hal", learner: "ana", facilitator: "dora", ward: WARDS[0] };
/// In the other one.
pub const ELSEWHERE: Here = Here { runs: "yan", learner: "zoe", facilitator: "yan", ward: WARDS[1] };

pub fn named_route() -> Value {
    json!({ "person": "Dr. Kim Example", "phone": "555-0150", "hours": "weekdays", "hotline": "555-0100" })
}

pub fn edited_form(_: &Clinic) -> Value {
    json!({ "base": 1, "items": [{ "id": "listens", "text": "Listens" }], "questions": [] })
}

pub fn campaign(clinic: &Clinic, id: Uuid) -> Value {
    campaign_of(clinic, id, HERE)
}

fn campaign_of(_: &Clinic, id: Uuid, here: Here) -> Value {
    json!({ "id": id, "learners": [id_of(here.learner)], "opens_on": "2026-11-18", "groups": ["faculty", "nurses"],
            "facilitator": id_of(here.facilitator), "director_sees": true })
}

pub fn own_answer(clinic: &Clinic) -> Value {
    json!({ "id": random_id(clinic), "form_version": 1, "ratings": { "listens": 3 } })
}

pub fn nurse(clinic: &Clinic) -> Value {
    let id: Uuid = clinic.fresh();
    json!({ "raters": [{ "id": id, "group": "nurses", "mail": format!("{id}@elsewhere.test"), "name": "A nurse" }] })
}

pub fn unit(clinic: &Clinic) -> Value {
    unit_of(clinic.fresh(), HERE)
}

fn unit_of(id: Uuid, here: Here) -> Value {
    json!({ "id": id, "rotation": here.ward, "from": "2026-11-01", "until": "2026-12-08", "head_count": 12 })
}

pub fn passage() -> Value {
    json!({ "comment": COMMENT, "from": 0, "to": 3 })
}

fn random_id(clinic: &Clinic) -> Uuid {
    let mut random = [0; 16];
    clinic.app.base.ids.fill(&mut random);
    Builder::from_random_bytes(random).into_uuid()
}

fn read<T: serde::de::DeserializeOwned>(body: Value) -> T {
    serde_json::from_value(body).expect("a body")
}

/// Both programs said whom to turn to, and have a ward where their learner works.
pub async fn prepare(clinic: &Clinic) {
    for here in [HERE, ELSEWHERE] {
        let route: NamedRoute = read(named_route());
        let set = async move |tx: &mut Tx<'_>, by: &_| commands::set_named_route(tx, by, &route).await;
        clinic.does(here.runs, set).await.expect("said");
        let program = clinic.program_of(here.learner);
        let day = |text: &str| Day::parse(text).expect("a day");
        let name = "Ward 4 West".to_owned();
        let ward = rotation::Model { id: here.ward, program_id: program, name, setting: Setting::Ward };
        let there = assignment::Model {
            id: clinic.fresh(),
            program_id: program,
            rotation_id: here.ward,
            person_id: id_of(here.learner),
            starts_on: day("2026-11-02"),
            ends_on: day("2026-11-29"),
        };
        clinic
            .write(async move |tx| {
                let (ward, there) = (ward.clone().into_active_model(), there.clone().into_active_model());
                rotation::Entity::insert(ward).exec_without_returning(tx.connection()).await?;
                assignment::Entity::insert(there).exec_without_returning(tx.connection()).await?;
                Ok(())
            })
            .await;
    }
}

/// Whoever edits the form second is told of it, which is another question: each comes first here.
pub async fn forget_forms(clinic: &Clinic) {
    clinic.write(async |tx| tx.execute("DELETE FROM campaign_forms", Vec::new()).await).await;
}

/// Makes the thing anew.
pub async fn make(clinic: &Clinic, thing: Thing, here: Here) -> Uuid {
    let id: Uuid = clinic.fresh();
    let by = if matches!(thing, Thing::Proposed | Thing::Nominated) { here.learner } else { here.runs };
    let body = campaign_of(clinic, id, here);
    let start = async move |tx: &mut Tx<'_>, by: &_| commands::start(tx, by, read(body.clone())).await;
    clinic.does(by, start).await.expect("started");
    match thing {
        Thing::ClosedSubject => closed(clinic, id, false).await.0,
        Thing::WaitingSubject => closed(clinic, id, true).await.0,
        Thing::Released => {
            let subject = closed(clinic, id, false).await;
            let release = async move |tx: &mut Tx<'_>, by: &_| commands::release(tx, by, subject).await;
            clinic.does(here.facilitator, release).await.expect("released");
            subject.0
        }
        Thing::Nominated | Thing::Invited => {
            let body = nurse(clinic);
            let rater = body["raters"][0]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let named =
                async move |tx: &mut Tx<'_>, by: &_| commands::name(tx, by, CampaignId(id), read(body.clone())).await;
            clinic.does(by, named).await.expect("named");
            RaterId(rater).0
        }
        Thing::Unit => {
            let (unit, keys) = (UnitId(clinic.fresh()), clinic.app.app.keys.clone());
            let make = async move |tx: &mut Tx<'_>, by: &_| {
                let new = read(unit_of(unit.0, here));
                commands::make_unit(tx, &keys, by, CampaignId(id), new).await.map(drop)
            };
            clinic.does(here.runs, make).await.expect("made");
            unit.0
        }
        _ => id,
    }
}

async fn subject(clinic: &Clinic, campaign: Uuid) -> SubjectId {
    let found = campaign_subject::Entity::of(CampaignId(campaign)).one(clinic.db.reader()).await.expect("rows");
    found.expect("a subject").id
}

/// The window is over, and nine answered by codes of their own.
async fn closed(clinic: &Clinic, campaign: Uuid, one_waits: bool) -> SubjectId {
    let subject = subject(clinic, campaign).await;
    let answers: Vec<Uuid> = (0..9).map(|_| random_id(clinic)).collect();
    let raters: Vec<Uuid> = (0..9).map(|_| clinic.fresh()).collect();
    clinic
        .write(async move |tx| {
            tx.execute("UPDATE campaigns SET state = 'closed' WHERE id = $1", vec![campaign.into()]).await?;
            tx.execute("DELETE FROM campaign_comments WHERE id = $1", vec![COMMENT.into()]).await?;
            let comment = "INSERT INTO campaign_comments (id, subject_id, rater_group, question, text, waiting) \
                           VALUES ($1, $2, 'nurses', 'keep', 'Stays calm.', FALSE)";
            tx.execute(comment, vec![COMMENT.into(), subject.into()]).await?;
            for (place, (answer, rater)) in answers.iter().zip(&raters).enumerate() {
                let group = if place < 4 { "faculty" } else { "nurses" };
                let insert = "INSERT INTO campaign_answers (id, subject_id, rater_group, form_version, ratings, waiting) \
                              VALUES ($1, $2, $3, 1, '{\"listens\":4}', $4)";
                let waits = one_waits && place == 8;
                tx.execute(insert, vec![(*answer).into(), subject.into(), group.into(), waits.into()]).await?;
                let named = "INSERT INTO campaign_raters (id, campaign_id, name, mail, rater_group, state, nominated_by, reminded) \
                             SELECT $1, id, 'A rater', $2, $3, 'invited', started_by, FALSE FROM campaigns WHERE id = $4";
                let mail = format!("{rater}@elsewhere.test");
                tx.execute(named, vec![(*rater).into(), mail.into(), group.into(), campaign.into()]).await?;
                let used = "INSERT INTO campaign_rater_subjects (rater_id, subject_id, used) VALUES ($1, $2, TRUE)";
                tx.execute(used, vec![(*rater).into(), subject.into()]).await?;
            }
            Ok(())
        })
        .await;
    subject
}
