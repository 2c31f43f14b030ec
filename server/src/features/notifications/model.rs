//! Types of read marks and notifications, pure. What somebody wants to be told is in [`super::preferences`].

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::entities::notification::{AboutKind, NotificationKind};
use crate::{
    base::{
        clock::Timestamp,
        ids::{CheckInId, EntryId, JotId, MeetingId, NotificationId, PersonId, PlanId, ProgramId, RequestId},
    },
    entities::notification,
};

/// The body of `notifications.read`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {}

/// The body of `notifications.open`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenNotification {}

/// "I have opened this entry", on the reader's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReadMarkWire {
    /// The entry.
    pub id: EntryId,
    /// When the server was told.
    pub at: Timestamp,
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct About {
    /// What kind of thing.
    pub kind: AboutKind,
    /// Which thing.
    pub id: Uuid,
}

impl From<EntryId> for About {
    fn from(entry: EntryId) -> Self {
        Self { kind: AboutKind::FeedbackEntry, id: entry.0 }
    }
}

impl From<PlanId> for About {
    fn from(plan: PlanId) -> Self {
        Self { kind: AboutKind::Plan, id: plan.0 }
    }
}

impl From<RequestId> for About {
    fn from(request: RequestId) -> Self {
        Self { kind: AboutKind::Request, id: request.0 }
    }
}

impl From<JotId> for About {
    fn from(jot: JotId) -> Self {
        Self { kind: AboutKind::Jot, id: jot.0 }
    }
}

impl From<CheckInId> for About {
    fn from(check_in: CheckInId) -> Self {
        Self { kind: AboutKind::CheckIn, id: check_in.0 }
    }
}

impl From<MeetingId> for About {
    fn from(meeting: MeetingId) -> Self {
        Self { kind: AboutKind::Meeting, id: meeting.0 }
    }
}

/// A notification, on its person's devices. No names and no text: the thing itself has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct NotificationWire {
    /// The notification.
    pub id: NotificationId,
    /// In which program.
    pub program: ProgramId,
    /// What is told.
    pub kind: NotificationKind,
    /// What it is about.
    pub about: About,
    /// When the server told it.
    pub at: Timestamp,
    /// When the person opened it, by the server's clock.
    pub read_at: Option<Timestamp>,
}

impl NotificationWire {
    /// The version: 1, and 2 once it was read.
    pub fn version(&self) -> i64 {
        if self.read_at.is_some() { 2 } else { 1 }
    }
}

impl From<&notification::Model> for NotificationWire {
    fn from(row: &notification::Model) -> Self {
        Self {
            id: row.id,
            program: row.program_id,
            kind: row.kind,
            about: About { kind: row.about_kind, id: row.about_id },
            at: row.at,
            read_at: row.read_at,
        }
    }
}

/// Something that one person is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// The notification's id: that of the event it follows from, so that nobody is told twice.
    pub id: NotificationId,
    /// What is told.
    pub kind: NotificationKind,
    /// What it is about.
    pub about: About,
    /// In which program.
    pub program: ProgramId,
    /// Whom.
    pub to: PersonId,
    /// Whose deed it is; nobody's where a day has come.
    pub by: Option<PersonId>,
}

impl News {
    /// Whether this is somebody's own deed, of which they are not told.
    pub fn is_own(&self) -> bool {
        self.by == Some(self.to)
    }
}

/// The word of a kind in the database and on the wire.
pub fn kind_word(kind: NotificationKind) -> String {
    sea_orm::ActiveEnum::to_value(&kind)
}
