//! The audit log: who did what to which thing, with a digest of the content and never the content.
//!
//! Rows are appended unchained and sealed later in hash-chained blocks ([`seal`]), so that group commit and
//! several processes stay possible and a purge leaves the chain valid.

mod seal;

pub use seal::{SealReport, has_unsealed, seal, verify};

use sea_orm::{DatabaseTransaction, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::db::insert;
use crate::base::{
    clock::Timestamp,
    error::Result,
    ids::{PersonId, ProgramId},
};

/// Everything that is audited. The word is `feature.deed`, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Action {
    FeedbackGiven,
    FeedbackAmended,
    FeedbackWithdrawn,
    FeedbackRedacted,
    /// A passage of a request was redacted.
    RequestRedacted,
    FeedbackHeld,
    HeldMatched,
    HeldReturned,
    HeldDiscarded,
    Responded,
    Reflected,
    ReflectionShared,
    PlanStarted,
    PlanEdited,
    PlanAccepted,
    PlanClosed,
    PlanReopened,
    PlanProgressed,
    RequestAsked,
    RequestAnswered,
    RequestUnanswered,
    RequestDeclined,
    RequestWithdrawn,
    RequestExpired,
    RecordRead,
    SignedIn,
    SignInFailed,
    SignedOut,
    SessionRevoked,
    TokenReused,
    PasswordSet,
    CodeIssued,
    KeyRegistered,
    /// A calendar feed was made, or its secret renewed.
    CalendarMade,
    CalendarRevoked,
    GuestCame,
    NamedRouteSet,
    CampaignFormChanged,
    CampaignStarted,
    CampaignProposed,
    CampaignApproved,
    CampaignRefused,
    CampaignChanged,
    RatersNamed,
    RaterApproved,
    RaterStruck,
    RaterRevoked,
    RaterMailed,
    UnitCodeMade,
    UnitCodeRevoked,
    WaitingDecided,
    CommentRedacted,
    ReportReleased,
    CampaignClosedUnreleased,
    InstitutionCreated,
    ProgramCreated,
    ProgramChanged,
    PersonAdded,
    PersonChanged,
    PersonDeactivated,
    PersonReactivated,
    MembershipChanged,
    CoachingChanged,
    RotationChanged,
    AssignmentChanged,
    RosterImported,
    AssignmentsImported,
    OperationMismatch,
}

impl Action {
    /// The word in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::FeedbackGiven => "feedback.given",
            Self::FeedbackAmended => "feedback.amended",
            Self::FeedbackWithdrawn => "feedback.withdrawn",
            Self::FeedbackRedacted => "feedback.redacted",
            Self::RequestRedacted => "requests.redacted",
            Self::FeedbackHeld => "feedback.held",
            Self::HeldMatched => "held.matched",
            Self::HeldReturned => "held.returned",
            Self::HeldDiscarded => "held.discarded",
            Self::Responded => "reflections.responded",
            Self::Reflected => "reflections.reflected",
            Self::ReflectionShared => "reflections.shared",
            Self::PlanStarted => "plans.started",
            Self::PlanEdited => "plans.edited",
            Self::PlanAccepted => "plans.accepted",
            Self::PlanClosed => "plans.closed",
            Self::PlanReopened => "plans.reopened",
            Self::PlanProgressed => "plans.progressed",
            Self::RequestAsked => "requests.asked",
            Self::RequestAnswered => "requests.answered",
            Self::RequestUnanswered => "requests.unanswered",
            Self::RequestDeclined => "requests.declined",
            Self::RequestWithdrawn => "requests.withdrawn",
            Self::RequestExpired => "requests.expired",
            Self::RecordRead => "members.record_read",
            Self::SignedIn => "sessions.signed_in",
            Self::SignInFailed => "sessions.sign_in_failed",
            Self::SignedOut => "sessions.signed_out",
            Self::SessionRevoked => "sessions.revoked",
            Self::TokenReused => "sessions.token_reused",
            Self::PasswordSet => "sessions.password_set",
            Self::GuestCame => "guests.came",
            Self::KeyRegistered => "sessions.key_registered",
            Self::CodeIssued => "sessions.code_issued",
            Self::CalendarMade => "calendar.made",
            Self::CalendarRevoked => "calendar.revoked",
            Self::NamedRouteSet => "campaigns.named_route_set",
            Self::CampaignFormChanged => "campaigns.form_changed",
            Self::CampaignStarted => "campaigns.started",
            Self::CampaignProposed => "campaigns.proposed",
            Self::CampaignApproved => "campaigns.approved",
            Self::CampaignRefused => "campaigns.refused",
            Self::CampaignChanged => "campaigns.changed",
            Self::RatersNamed => "campaigns.raters_named",
            Self::RaterApproved => "campaigns.rater_approved",
            Self::RaterStruck => "campaigns.rater_struck",
            Self::RaterRevoked => "campaigns.rater_revoked",
            Self::RaterMailed => "campaigns.rater_mailed",
            Self::UnitCodeMade => "campaigns.unit_code_made",
            Self::UnitCodeRevoked => "campaigns.unit_code_revoked",
            Self::WaitingDecided => "campaigns.waiting_decided",
            Self::CommentRedacted => "campaigns.comment_redacted",
            Self::ReportReleased => "campaigns.report_released",
            Self::CampaignClosedUnreleased => "campaigns.closed_unreleased",
            Self::InstitutionCreated => "programs.institution_created",
            Self::ProgramCreated => "programs.program_created",
            Self::ProgramChanged => "programs.program_changed",
            Self::PersonAdded => "members.person_added",
            Self::PersonChanged => "members.person_changed",
            Self::PersonDeactivated => "members.person_deactivated",
            Self::PersonReactivated => "members.person_reactivated",
            Self::MembershipChanged => "members.membership_changed",
            Self::CoachingChanged => "members.coaching_changed",
            Self::RotationChanged => "programs.rotation_changed",
            Self::AssignmentChanged => "programs.assignment_changed",
            Self::RosterImported => "exchange.roster_imported",
            Self::AssignmentsImported => "exchange.assignments_imported",
            Self::OperationMismatch => "sync.operation_mismatch",
        }
    }
}

/// One row of the log.
pub struct Row {
    pub(super) id: Uuid,
    pub(super) program: Option<ProgramId>,
    pub(super) actor: Option<PersonId>,
    pub(super) action: Action,
    pub(super) thing: Uuid,
    pub(super) digest: Option<Vec<u8>>,
    pub(super) at: Timestamp,
}

/// SHA-256 of a content.
pub fn digest(content: &[u8]) -> Vec<u8> {
    Sha256::digest(content).to_vec()
}

/// Appends rows.
pub(super) async fn store(connection: &DatabaseTransaction, audit: Vec<Row>) -> Result<()> {
    let unsealed = audit.iter().map(|row| row.id.into()).collect();
    let values = audit.into_iter().flat_map(|row| -> [Value; 7] {
        [
            row.id.into(),
            row.program.map(Uuid::from).into(),
            row.actor.map(Uuid::from).into(),
            row.action.word().into(),
            row.thing.into(),
            row.digest.into(),
            row.at.into(),
        ]
    });
    let into = "audit_rows (id, program_id, actor_id, action, thing_id, digest, at)";
    insert(connection, into, 7, "", values.collect()).await?;
    insert(connection, "audit_unsealed (audit_row_id)", 1, "", unsealed).await?;
    Ok(())
}
