//! The snapshot, put together.

use std::collections::BTreeMap;

use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};
use serde::Serialize;

use crate::{
    base::{
        actor::{Profession, Role},
        clock::Timestamp,
        day::Day,
        error::Result,
        ids::{PersonId, ProgramId, RotationId, SubcompetencyId},
        setting::Setting,
    },
    features::{
        frameworks::{Framework, WORDING, frameworks},
        members::{self, Listed},
        programs::{self, ExpectedBand, Program, Rotation},
    },
    platform::{app::Support, http::today},
};

/// How long an assignment that ended stays in the snapshot: an entry may be written weeks after the encounter.
const PAST_DAYS: i32 = 31;

/// A program as a device holds it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Reference {
    program: ProgramBody,
    /// Whose wording the descriptors are; to be shown beside them.
    wording: &'static str,
    /// The program's one or two sets, whole.
    sets: Vec<&'static Framework>,
    /// Members present, former and to come, by family name.
    members: Vec<MemberBody>,
    /// Who coaches whom today.
    coaching: Vec<CoachingBody>,
    rotations: Vec<RotationBody>,
    /// What the program itself expects by year of training, where it says so; no target of anybody else's.
    expected_bands: Vec<ExpectedBand>,
    /// Who is on which rotation; those that ended more than 31 days ago are left out.
    assignments: Vec<AssignmentBody>,
    /// For every setting the skills that show there, most used first, of all sets of the program.
    skills_by_setting: BTreeMap<String, Vec<SubcompetencyId>>,
    /// Whom people of this site turn to.
    support: Support,
}

#[derive(Serialize, utoipa::ToSchema)]
struct ProgramBody {
    id: ProgramId,
    name: String,
    /// An IANA name.
    time_zone: String,
    institution: String,
    /// How many open requests an assessor has at most.
    open_requests_max: i32,
    /// How many days a request stays open that says no last day.
    request_days: i32,
}

#[derive(Serialize, utoipa::ToSchema)]
struct MemberBody {
    id: PersonId,
    given_name: String,
    family_name: String,
    roles: Vec<Role>,
    training_year: Option<i32>,
    profession: Option<Profession>,
    /// The sets a learner is assessed by; empty for whoever is no learner.
    sets: Vec<String>,
    /// Whether they are a member now.
    active: bool,
    /// The first day of whoever is a member for some days only, these days or to come; otherwise left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_on: Option<Day>,
    /// The last of these days.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_on: Option<Day>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct CoachingBody {
    coach: PersonId,
    learner: PersonId,
}

#[derive(Serialize, utoipa::ToSchema)]
struct RotationBody {
    id: RotationId,
    name: String,
    setting: Setting,
    /// The skills that fit it, most used first.
    subcompetencies: Vec<SubcompetencyId>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct AssignmentBody {
    rotation: RotationId,
    person: PersonId,
    starts_on: Day,
    ends_on: Day,
}

/// The snapshot of a program; none without such a program.
pub async fn reference(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    support: &Support,
    now: Timestamp,
) -> Result<Option<Reference>> {
    let Some(program) = programs::queries::program(connection, program).await? else { return Ok(None) };
    let today = today(connection, program.id, now).await?;
    // What refers is read before what it refers to, so that nothing points to somebody the snapshot lacks.
    let assignments = programs::queries::assignments_from(connection, program.id, today.plus_days(-PAST_DAYS)).await?;
    let rotations = programs::queries::rotations(connection, &program).await?;
    let expected_bands = programs::queries::expected_bands(connection, &program).await?;
    let coaching = members::queries::coaching_now(connection, program.id, now).await?;
    let members = members::queries::list(connection, program.id, now).await?;

    Ok(Some(Reference {
        wording: WORDING,
        sets: program.sets.iter().filter_map(|set| frameworks().set(set)).collect(),
        members: members.into_iter().map(|member| MemberBody::of(member, &program)).collect(),
        coaching: coaching.into_iter().map(|(coach, learner)| CoachingBody { coach, learner }).collect(),
        rotations: rotations.into_iter().map(RotationBody::from).collect(),
        expected_bands,
        assignments: assignments
            .into_iter()
            .map(|row| AssignmentBody {
                rotation: row.rotation_id,
                person: row.person_id,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
            })
            .collect(),
        skills_by_setting: Setting::iter().map(|setting| (setting.to_value(), program.skills_for(setting))).collect(),
        support: support.clone(),
        program: ProgramBody {
            id: program.id,
            name: program.name,
            time_zone: program.time_zone,
            institution: program.institution,
            open_requests_max: program.asking.open_max,
            request_days: program.asking.days,
        },
    }))
}

impl MemberBody {
    fn of(listed: Listed, program: &Program) -> Self {
        let sets = match (listed.membership.is(Role::Learner), listed.membership.own_sets()) {
            (false, _) => &[],
            (true, []) => program.sets.as_slice(),
            (true, own) => own,
        };
        // Where they were ended before their time, or the account is closed, they say nothing any more.
        let dates = listed.membership.dates().filter(|_| !listed.over && !listed.deactivated);
        Self {
            id: listed.id,
            given_name: listed.given_name,
            family_name: listed.family_name,
            roles: listed.membership.roles().iter().copied().collect(),
            training_year: listed.membership.training_year(),
            profession: listed.membership.profession(),
            sets: sets.iter().map(ToString::to_string).collect(),
            active: listed.active,
            starts_on: dates.map(|dates| dates.starts_on().clone()),
            ends_on: dates.map(|dates| dates.ends_on().clone()),
        }
    }
}

impl From<Rotation> for RotationBody {
    fn from(rotation: Rotation) -> Self {
        Self { id: rotation.id, name: rotation.name, setting: rotation.setting, subcompetencies: rotation.skills }
    }
}
