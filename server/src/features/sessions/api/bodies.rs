//! What goes over the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    base::{
        actor::{Profession, Role},
        clock::Timestamp,
        ids::{DeviceId, PersonId, ProgramId, SessionId},
    },
    entities::session,
    features::sessions::{
        model::KeyBody,
        queries::{Account, DemoPerson, Membership},
    },
};

/// E-mail address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// The device's own id; signing in again on it replaces its session.
    #[serde(default)]
    pub device: Option<DeviceId>,
    /// What the list of devices shows.
    #[serde(default)]
    pub device_label: Option<String>,
}

/// The key of a device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterKey {
    /// The device's own id, where it has not told it at sign-in.
    #[serde(default)]
    pub device: Option<DeviceId>,
    /// Its public half.
    pub key: KeyBody,
}

/// Whose code to mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    pub email: String,
}

/// A code (six digits by mail, or ten characters from an administrator) and the password to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasswordByCode {
    pub email: String,
    pub code: String,
    /// At least 10 characters.
    #[schema(min_length = 10)]
    pub new_password: String,
    /// The device's own id; signing in again on it replaces its session.
    #[serde(default)]
    pub device: Option<DeviceId>,
    /// What the list of devices shows.
    #[serde(default)]
    pub device_label: Option<String>,
}

/// A signed-in device.
#[derive(Serialize, ToSchema)]
pub struct SessionBody {
    /// Goes into `Authorization: Bearer`; kept in memory only.
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    #[serde(flatten)]
    pub account: AccountBody,
}

/// A person and where they belong today.
#[derive(Serialize, ToSchema)]
pub struct AccountBody {
    pub person: PersonBody,
    pub memberships: Vec<MembershipBody>,
    /// Whether this installation is a demo.
    pub demo: bool,
}

/// A person, as they see themselves.
#[derive(Serialize, ToSchema)]
pub struct PersonBody {
    pub id: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
}

/// A person's place in one program.
#[derive(Serialize, ToSchema)]
pub struct MembershipBody {
    pub program: ProgramBody,
    pub roles: Vec<Role>,
    pub training_year: Option<i32>,
    pub profession: Option<Profession>,
}

/// A program.
#[derive(Serialize, ToSchema)]
pub struct ProgramBody {
    pub id: ProgramId,
    pub name: String,
    /// An IANA time zone; it rules due dates.
    pub time_zone: String,
    /// The name of the institution.
    pub institution: String,
}

impl AccountBody {
    pub fn of(account: Account, demo: bool) -> Self {
        let Account { person, memberships } = account;
        Self {
            person: PersonBody {
                id: person.id,
                given_name: person.given_name,
                family_name: person.family_name,
                email: person.email,
            },
            memberships: memberships.into_iter().map(MembershipBody::from).collect(),
            demo,
        }
    }
}

impl From<Membership> for MembershipBody {
    fn from(membership: Membership) -> Self {
        let Membership { program, institution, roles, training_year, profession } = membership;
        Self {
            program: ProgramBody { id: program.id, name: program.name, time_zone: program.time_zone, institution },
            roles,
            training_year,
            profession,
        }
    }
}

/// The devices a person is signed in on.
#[derive(Serialize, ToSchema)]
pub struct Devices {
    pub sessions: Vec<DeviceBody>,
}

/// A device a person is signed in on.
#[derive(Serialize, ToSchema)]
pub struct DeviceBody {
    pub id: SessionId,
    pub device_label: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl Devices {
    pub fn of(devices: Vec<session::Model>, asking: SessionId) -> Self {
        let sessions = devices.into_iter().map(|device| DeviceBody {
            id: device.id,
            device_label: device.device_label,
            created_at: device.created_at,
            last_used_at: device.last_used_at,
            current: device.id == asking,
        });
        Self { sessions: sessions.collect() }
    }
}

/// People of the demo.
#[derive(Serialize, ToSchema)]
pub struct DemoPeople {
    pub people: Vec<DemoPersonBody>,
}

/// Somebody of the demo.
#[derive(Serialize, ToSchema)]
pub struct DemoPersonBody {
    pub email: &'static str,
    pub name: String,
    pub role: Role,
    /// What to try as them.
    pub note: &'static str,
}

impl DemoPeople {
    pub fn of(people: Vec<(DemoPerson, String)>) -> Self {
        let people = people.into_iter().map(|(DemoPerson { email, role, note }, name)| DemoPersonBody {
            email,
            name,
            role,
            note,
        });
        Self { people: people.collect() }
    }
}
