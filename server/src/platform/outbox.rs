//! Later work, stored by the same commit as what it follows from. A worker drains it; each job may run twice.

mod queue;

pub use queue::{Outcome, Taken, finish, finish_done, is_due, pause, prune, take, take_inward};

use sea_orm::{DatabaseTransaction, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::db::insert;
use crate::base::{
    clock::Timestamp,
    error::Result,
    ids::{EntryId, PersonId, PlanId, ProgramId, RequestId},
};

/// What happened, by ids only: no names, no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// Somebody asked for a sign-in code by mail. The code itself is sealed, for it is a secret until it is sent.
    SignInCodeAsked {
        /// Who.
        person: PersonId,
        /// The row of the code.
        code: Uuid,
        /// The code, sealed under the installation's mail key.
        sealed: String,
    },
    /// An entry was given; its learner may want to know.
    FeedbackGiven {
        /// The entry.
        entry: EntryId,
        /// The request it says it answers.
        #[serde(default)]
        request: Option<RequestId>,
        /// Whether a code was scanned for it.
        #[serde(default)]
        scanned: bool,
    },
    /// An entry that said it answers a request was withdrawn.
    AnswerWithdrawn {
        /// The request.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// A learner asked for feedback: the assessor may want to know, and the answer may be there already.
    RequestAsked {
        /// The request.
        request: RequestId,
    },
    /// Somebody on no list is asked, and gets a link by mail.
    VisitingAsked {
        /// The request.
        request: RequestId,
    },
    /// They have been asked for three days. The one reminder, if the request is still open.
    VisitingReminderDue {
        /// The request.
        request: RequestId,
    },
    /// A guest asked for digits by mail. They are sealed, for they are a secret until they are sent.
    GuestCodeAsked {
        /// The guest's session.
        session: Uuid,
        /// The digits, sealed under the installation's mail key.
        sealed: String,
    },
    /// An entry answers a request; its learner may want to know.
    RequestAnswered {
        /// The request.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// An assessor declined a request; its learner may want to know.
    RequestDeclined {
        /// The request.
        request: RequestId,
    },
    /// A request was taken back, or its last day is over: it waits for nobody.
    RequestEnded {
        /// The request.
        request: RequestId,
    },
    /// A passage of a request was redacted: it is to leave what else carries it.
    RequestRedacted {
        /// The request.
        request: RequestId,
    },
    /// A request has been waiting for three days. The one reminder, if it is still open.
    RequestReminderDue {
        /// The request.
        request: RequestId,
    },
    /// A learner answered to an entry; its author may want to know.
    Responded {
        /// The entry.
        entry: EntryId,
    },
    /// A plan was proposed to its learner.
    PlanProposed {
        /// The plan.
        plan: PlanId,
    },
    /// Somebody is asked in a campaign, and gets a link by mail.
    RaterInvited {
        /// The rater.
        rater: Uuid,
    },
    /// A campaign is about to end. The one reminder, if anything is left for them to answer.
    RaterReminderDue {
        /// The rater.
        rater: Uuid,
    },
    /// The dates of a membership begin, or end.
    MembershipTurns {
        /// In which program.
        program: ProgramId,
        /// Whose.
        person: PersonId,
    },
}

impl Event {
    /// The word in the table.
    pub fn word(&self) -> &'static str {
        match self {
            Self::SignInCodeAsked { .. } => "sign_in_code_asked",
            // It has to meet its request before anybody is told.
            Self::FeedbackGiven { request: Some(_), .. } | Self::FeedbackGiven { scanned: true, .. } => "answer_given",
            Self::FeedbackGiven { .. } => "feedback_given",
            Self::AnswerWithdrawn { .. } => "answer_withdrawn",
            Self::RequestAsked { .. } => "request_asked",
            Self::VisitingAsked { .. } => "visiting_asked",
            Self::VisitingReminderDue { .. } => "visiting_reminder_due",
            Self::GuestCodeAsked { .. } => "guest_code_asked",
            Self::RequestAnswered { .. } => "request_answered",
            Self::RequestDeclined { .. } => "request_declined",
            Self::RequestEnded { .. } => "request_ended",
            Self::RequestRedacted { .. } => "request_redacted",
            Self::RequestReminderDue { .. } => "request_reminder_due",
            Self::Responded { .. } => "responded",
            Self::PlanProposed { .. } => "plan_proposed",
            Self::RaterInvited { .. } => "rater_invited",
            Self::RaterReminderDue { .. } => "rater_reminder_due",
            Self::MembershipTurns { .. } => "membership_turns",
        }
    }
}

/// Events of which somebody is told, and no more: many are settled by one write. Each other has an effect outside, brings
/// a request and its answer together, or is of a newer version, and is handled by itself.
pub const INWARD: [&str; 7] = [
    "feedback_given",
    "responded",
    "plan_proposed",
    "request_answered",
    "request_declined",
    "request_ended",
    "request_reminder_due",
];

/// An event to store.
pub struct New {
    pub(super) id: Uuid,
    pub(super) event: Event,
    pub(super) not_before: Timestamp,
}

/// Stores events as open work, each with the time it was announced at.
pub(super) async fn store(connection: &DatabaseTransaction, events: Vec<(New, Timestamp)>) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(events.len() * 6);
    for (new, now) in events {
        values.extend::<[Value; 6]>([
            new.id.into(),
            new.event.word().into(),
            serde_json::to_string(&new.event)?.into(),
            now.into(),
            new.not_before.into(),
            0i32.into(),
        ]);
    }
    let into = "outbox_events (id, kind, body, created_at, not_before, attempts)";
    insert(connection, into, 6, "", values).await?;
    Ok(())
}
