//! Table `notifications`. What somebody is told of, in the app: ids only, no text.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    ids::{NotificationId, PersonId, ProgramId},
};

/// A row of `notifications`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    pub person_id: PersonId,
    pub program_id: ProgramId,
    pub kind: NotificationKind,
    pub about_kind: AboutKind,
    pub about_id: Uuid,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What somebody is told.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody asks them for feedback.
    RequestNew,
    /// A request still waits for them.
    RequestReminder,
    /// Their request was answered.
    RequestAnswered,
    /// Their request was declined.
    RequestDeclined,
    /// They were given feedback.
    FeedbackNew,
    /// The learner answered to feedback they gave.
    ResponseNew,
    /// A plan was proposed to them.
    PlanProposed,
    /// A step of their plan is due.
    PlanStepDue,
    /// They are to look again at a plan's skill.
    LookAgainDue,
    /// Nothing has happened with a plan of theirs for three weeks.
    PlanQuiet,
    /// In the evening: jots of theirs wait to be finished.
    JotsWaiting,
    /// They are asked to get in touch with a learner.
    CheckInAsked,
    /// Their coach was asked to get in touch with them.
    CheckInAboutYou,
    /// Their coach set the day of a meeting with them.
    MeetingSet,
}

impl NotificationKind {
    /// Whether devices are sent the notification itself. New feedback is not: the entry tells of itself, and its read
    /// mark says whether it was read; one more change for every entry would tell nobody anything. Nor are jots that
    /// wait: they are on the device.
    pub fn is_sent(self) -> bool {
        !matches!(self, Self::FeedbackNew | Self::JotsWaiting)
    }
}

/// What kind of thing a notification is about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AboutKind {
    /// A request for feedback.
    Request,
    /// A piece of feedback.
    FeedbackEntry,
    /// An action plan.
    Plan,
    /// A few words for later.
    Jot,
    /// Somebody asking a learner's coach to get in touch.
    CheckIn,
    /// A meeting of a coach and a learner.
    Meeting,
}
