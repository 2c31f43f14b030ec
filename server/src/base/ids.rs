//! Identifiers: one type per kind of thing, so that an entry's id is never passed where a person's belongs.
//!
//! On the wire and in the database they are UUIDs. Things people make carry version 7 ids made on the device;
//! framework ids are version 5; 360 answers are version 4.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            DeriveValueType, utoipa::ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

id!(/// A hospital or university with one or more programs.
    InstitutionId);
id!(/// A residency or fellowship program.
    ProgramId);
id!(/// A person, in whatever programs and roles.
    PersonId);
id!(/// A person's place in one program.
    MembershipId);
id!(/// A coach following a learner for a time.
    CoachingId);
id!(/// A block of service with a setting and the skills that fit it.
    RotationId);
id!(/// A person on a rotation from one day to another.
    AssignmentId);
id!(/// A subcompetency of one set and version.
    SubcompetencyId);
id!(/// One piece of feedback.
    EntryId);
id!(/// A correction beside an entry.
    AmendmentId);
id!(/// An acknowledgement, thanks, question back, or "I see it differently".
    ResponseId);
id!(/// A private reflection.
    ReflectionId);
id!(/// A few words for later.
    JotId);
id!(/// A request for feedback.
    RequestId);
id!(/// An action plan.
    PlanId);
id!(/// One step of an action plan.
    StepId);
id!(/// One note of a plan's progress log.
    ProgressId);
id!(/// One operation, as made on a device.
    OperationId);
id!(/// A phone or browser profile.
    DeviceId);
id!(/// A signed-in device of a person: a family of refresh tokens.
    SessionId);
id!(/// Something somebody is told of.
    NotificationId);
id!(/// Where a device takes push messages.
    SubscriptionId);
id!(/// A round of 360 input.
    CampaignId);
id!(/// One learner in one campaign.
    SubjectId);
id!(/// Somebody asked to answer in a campaign.
    RaterId);
id!(/// A ward's poster in a campaign.
    UnitId);
