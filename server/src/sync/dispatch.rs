//! From an operation's kind to the command it means.

use serde::de::DeserializeOwned;

use super::protocol::Operation;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{
            CheckInId, CoachNoteId, EntryId, JotId, LearningPlanId, MeetingId, NotificationId, PlanId, ReflectionId,
            RequestId,
        },
    },
    features::{
        coaching, feedback, guard, jots, learning_plans, notifications, plans, reflections,
        requests::{self, model::Way},
    },
    platform::{db::Tx, http::parse},
};

/// Whether a thing of this kind is held where it fails a rule, rather than refused: somebody's words, which must
/// not be lost.
pub fn is_held_on_failure(kind: &str) -> bool {
    matches!(kind, "feedback.give" | "feedback.amend" | "requests.ask" | "plans.progress")
}

/// Whether this server knows the kind at all.
pub fn is_known(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// Whether an operation of this kind is put off while a restored database is being made whole: what it is about may
/// come back from another device. What is held where it fails a rule is safe as it is, and the rest is its author's own.
pub fn waits_for_its_thing(kind: &str) -> bool {
    let of_others = matches!(
        kind.split_once('.'),
        Some(("coaching" | "feedback" | "guard" | "learning_plans" | "plans" | "reflections" | "requests", _))
    );
    of_others && !is_held_on_failure(kind)
}

/// Every kind this server knows.
pub const KINDS: &[&str] = &[
    "feedback.give",
    "feedback.amend",
    "feedback.withdraw",
    "feedback.redact",
    "jots.keep",
    "jots.drop",
    "requests.ask",
    "requests.decline",
    "requests.withdraw",
    "requests.redact",
    "reflections.acknowledge",
    "reflections.thank",
    "reflections.ask",
    "reflections.differ",
    "reflections.reflect",
    "reflections.share",
    "notifications.read",
    "notifications.open",
    "notifications.prefer",
    "plans.start",
    "plans.edit_goal",
    "plans.edit_steps",
    "plans.edit_review",
    "plans.accept",
    "plans.close",
    "plans.reopen",
    "plans.progress",
    "coaching.plan_meeting",
    "coaching.change_meeting",
    "coaching.note",
    "coaching.share_note",
    "coaching.drop_note",
    "coaching.ask_check_in",
    "coaching.take_up",
    "coaching.take_back",
    "learning_plans.start",
    "learning_plans.edit_goals",
    "learning_plans.edit_about",
    "learning_plans.edit_dates",
    "learning_plans.comment",
    "learning_plans.sign",
    "learning_plans.close_goal",
    "learning_plans.reopen_goal",
    "learning_plans.link_goal",
    "guard.keep",
];

/// Runs the command; the version of the section it changed, where it has one. `handed_over` says that the operation came
/// from the device of somebody it was shown to.
///
/// # Errors
/// [`Undone::Undecodable`] where the body cannot be read, else what the command said.
pub async fn run(
    tx: &mut Tx<'_>,
    author: &Member,
    operation: &Operation,
    handed_over: bool,
) -> Result<Option<i64>, Undone> {
    if operation.v != 1 {
        return Err(Undone::Undecodable(Error::invalid("unknown_version", "v")));
    }
    match operation.kind.split_once('.') {
        Some(("feedback", deed)) => feedback(tx, author, operation, deed).await,
        Some(("jots", deed)) => jots(tx, author, operation, deed).await,
        Some(("reflections", deed)) => reflections(tx, author, operation, deed).await,
        Some(("notifications", deed)) => notifications(tx, author, operation, deed).await,
        Some(("requests", "ask")) => {
            let body: requests::Ask = body(operation)?;
            let way = if handed_over { Way::HandedOver } else { Way::Sent };
            let new = body.parse(RequestId(operation.subject), operation.at)?;
            requests::commands::ask(tx, author, new, way).await?;
            Ok(None)
        }
        Some(("requests", deed)) => requests(tx, author, operation, deed).await,
        Some(("plans", deed)) => plans(tx, author, operation, deed).await,
        Some(("coaching", deed)) => coaching(tx, author, operation, deed).await,
        Some(("learning_plans", deed)) => learning_plans(tx, author, operation, deed).await,
        Some(("guard", "keep")) => {
            let guard::KeepWords {} = body(operation)?;
            guard::commands::keep(tx, author, operation.subject).await?;
            Ok(None)
        }
        _ => Err(unknown()),
    }
}

async fn feedback(tx: &mut Tx<'_>, author: &Member, operation: &Operation, deed: &str) -> Result<Option<i64>, Undone> {
    use feedback::commands;
    let entry = EntryId(operation.subject);
    match deed {
        "give" => {
            let body: feedback::GiveFeedback = body(operation)?;
            let new = body.parse(entry, operation.at)?;
            commands::give(tx, author, new).await?;
            Ok(None)
        }
        "amend" => {
            commands::amend(tx, author, entry, body(operation)?, operation.at).await?;
            Ok(None)
        }
        "withdraw" => {
            commands::withdraw(tx, author, entry, body(operation)?).await?;
            Ok(None)
        }
        "redact" => {
            let passage = body(operation)?;
            Ok(Some(commands::redact(tx, author, entry, base(operation)?, passage).await?))
        }
        _ => Err(unknown()),
    }
}

async fn jots(tx: &mut Tx<'_>, author: &Member, operation: &Operation, deed: &str) -> Result<Option<i64>, Undone> {
    use jots::{DropJot, KeepJot, commands};
    let jot = JotId(operation.subject);
    match deed {
        "keep" => {
            let body: KeepJot = body(operation)?;
            commands::keep(tx, author, body.parse(jot)?).await?;
        }
        "drop" => {
            let DropJot {} = body(operation)?;
            commands::drop(tx, author, jot).await?;
        }
        _ => return Err(unknown()),
    }
    Ok(None)
}

async fn reflections(
    tx: &mut Tx<'_>,
    author: &Member,
    operation: &Operation,
    deed: &str,
) -> Result<Option<i64>, Undone> {
    use reflections::{Reflect, Respond, Share, commands, model::ResponseKind};
    let kind = match deed {
        "acknowledge" => ResponseKind::Acknowledged,
        "thank" => ResponseKind::Thanked,
        "ask" => ResponseKind::Asked,
        "differ" => ResponseKind::Differs,
        "reflect" => {
            let body: Reflect = body(operation)?;
            let new = body.parse(ReflectionId(operation.subject), operation.at)?;
            commands::reflect(tx, author, new).await?;
            return Ok(None);
        }
        "share" => {
            let Share { with } = body(operation)?;
            return Ok(Some(commands::share(tx, author, ReflectionId(operation.subject), with).await?));
        }
        _ => return Err(unknown()),
    };
    let body: Respond = body(operation)?;
    let new = body.parse(kind, operation.at)?;
    commands::respond(tx, author, EntryId(operation.subject), new).await?;
    Ok(None)
}

async fn requests(tx: &mut Tx<'_>, author: &Member, operation: &Operation, deed: &str) -> Result<Option<i64>, Undone> {
    use requests::{Decline, RedactRequest, WithdrawRequest, commands};
    let request = RequestId(operation.subject);
    match deed {
        "decline" => {
            let body: Decline = body(operation)?;
            Ok(Some(commands::decline(tx, author, request, base(operation)?, body.into()).await?))
        }
        "redact" => {
            let passage: RedactRequest = body(operation)?;
            Ok(Some(commands::redact(tx, author, request, base(operation)?, &passage).await?))
        }
        "withdraw" => {
            let WithdrawRequest {} = body(operation)?;
            Ok(Some(commands::withdraw(tx, author, request, base(operation)?).await?))
        }
        _ => Err(unknown()),
    }
}

async fn notifications(
    tx: &mut Tx<'_>,
    author: &Member,
    operation: &Operation,
    deed: &str,
) -> Result<Option<i64>, Undone> {
    use notifications::{MarkRead, OpenNotification, Prefer, commands};
    match deed {
        "read" => {
            let MarkRead {} = body(operation)?;
            commands::read(tx, author, EntryId(operation.subject)).await?;
        }
        "open" => {
            let OpenNotification {} = body(operation)?;
            commands::open(tx, author, NotificationId(operation.subject)).await?;
        }
        "prefer" => {
            let chosen: Prefer = body(operation)?;
            commands::prefer(tx, author.id, operation.subject, &chosen).await?;
        }
        _ => return Err(unknown()),
    }
    Ok(None)
}

async fn plans(tx: &mut Tx<'_>, author: &Member, operation: &Operation, deed: &str) -> Result<Option<i64>, Undone> {
    use plans::{AcceptPlan, AddProgress, ClosePlan, EditGoal, EditReview, EditSteps, ReopenPlan, StartPlan, commands};
    let plan = PlanId(operation.subject);
    let version = match deed {
        "start" => {
            let body: StartPlan = body(operation)?;
            commands::start(tx, author, body.parse(plan, operation.at)?).await?;
            return Ok(None);
        }
        "progress" => {
            let body: AddProgress = body(operation)?;
            commands::progress(tx, author, plan, body.parse(operation.at)?).await?;
            return Ok(None);
        }
        "edit_goal" => {
            let body: EditGoal = body(operation)?;
            commands::edit_goal(tx, author, plan, base(operation)?, body.parse()?).await?
        }
        "edit_steps" => {
            let body: EditSteps = body(operation)?;
            commands::edit_steps(tx, author, plan, base(operation)?, body.parse()?).await?
        }
        "edit_review" => {
            let body: EditReview = body(operation)?;
            commands::edit_review(tx, author, plan, base(operation)?, body.parse()).await?
        }
        "accept" => {
            let AcceptPlan {} = body(operation)?;
            commands::accept(tx, author, plan, base(operation)?).await?
        }
        "close" => {
            let body: ClosePlan = body(operation)?;
            commands::close(tx, author, plan, base(operation)?, body, operation.at).await?
        }
        "reopen" => {
            let ReopenPlan {} = body(operation)?;
            commands::reopen(tx, author, plan, base(operation)?).await?
        }
        _ => return Err(unknown()),
    };
    Ok(Some(version))
}

async fn coaching(tx: &mut Tx<'_>, author: &Member, operation: &Operation, deed: &str) -> Result<Option<i64>, Undone> {
    use coaching::{
        AskCheckIn, ChangeMeeting, DropNote, PlanMeeting, ShareNote, TakeBack, TakeUp, WriteNote, commands,
    };
    let subject = operation.subject;
    match deed {
        "plan_meeting" => {
            let body: PlanMeeting = body(operation)?;
            commands::plan_meeting(tx, author, MeetingId(subject), body, operation.at).await?;
        }
        "change_meeting" => {
            let body: ChangeMeeting = body(operation)?;
            let base = base(operation)?;
            return Ok(Some(commands::change_meeting(tx, author, MeetingId(subject), base, body).await?));
        }
        "note" => {
            let body: WriteNote = body(operation)?;
            commands::write_note(tx, author, body.parse(CoachNoteId(subject), operation.at)?).await?;
        }
        "share_note" => {
            let ShareNote {} = body(operation)?;
            commands::share_note(tx, author, CoachNoteId(subject)).await?;
        }
        "drop_note" => {
            let DropNote {} = body(operation)?;
            commands::drop_note(tx, author, CoachNoteId(subject)).await?;
        }
        "ask_check_in" => {
            let body: AskCheckIn = body(operation)?;
            commands::ask_check_in(tx, author, body.parse(CheckInId(subject), operation.at)?).await?;
        }
        "take_up" => {
            let TakeUp {} = body(operation)?;
            commands::take_up(tx, author, CheckInId(subject)).await?;
        }
        "take_back" => {
            let TakeBack {} = body(operation)?;
            commands::take_back(tx, author, CheckInId(subject)).await?;
        }
        _ => return Err(unknown()),
    }
    Ok(None)
}

async fn learning_plans(
    tx: &mut Tx<'_>,
    author: &Member,
    operation: &Operation,
    deed: &str,
) -> Result<Option<i64>, Undone> {
    use learning_plans::{
        CloseGoal, CommentOn, EditAbout, EditDates, EditGoals, LinkGoal, ReopenGoal, SignPlan, StartLearningPlan,
        commands::{self, Signing},
    };
    let plan = LearningPlanId(operation.subject);
    let version = match deed {
        "start" => {
            let body: StartLearningPlan = body(operation)?;
            commands::start(tx, author, body.parse(plan, operation.at)?).await?;
            return Ok(None);
        }
        "sign" => {
            let SignPlan { id } = body(operation)?;
            let signing = Signing { id, base: base(operation)?, signed_at: operation.at };
            commands::sign(tx, author, plan, signing).await?;
            return Ok(None);
        }
        "edit_goals" => {
            let body: EditGoals = body(operation)?;
            commands::edit_goals(tx, author, plan, base(operation)?, body.parse()?).await?
        }
        "edit_about" => {
            let body: EditAbout = body(operation)?;
            commands::edit_about(tx, author, plan, base(operation)?, body.parse()?).await?
        }
        "edit_dates" => {
            let body: EditDates = body(operation)?;
            commands::edit_dates(tx, author, plan, base(operation)?, body.parse()).await?
        }
        "comment" => {
            let body: CommentOn = body(operation)?;
            commands::comment(tx, author, plan, base(operation)?, body.parse()?).await?
        }
        "close_goal" => {
            let body: CloseGoal = body(operation)?;
            commands::close_goal(tx, author, plan, base(operation)?, body, operation.at).await?
        }
        "reopen_goal" => {
            let ReopenGoal { goal } = body(operation)?;
            commands::reopen_goal(tx, author, plan, base(operation)?, goal).await?
        }
        "link_goal" => {
            let LinkGoal { goal, plan: action_plan } = body(operation)?;
            commands::link_goal(tx, author, plan, base(operation)?, goal, action_plan).await?
        }
        _ => return Err(unknown()),
    };
    Ok(Some(version))
}

/// Whether the body of a kind that may be held can be read at all; what cannot is refused.
pub fn decodes(operation: &Operation) -> bool {
    let body = operation.body.get().as_bytes();
    operation.v == 1
        && match operation.kind.as_str() {
            "feedback.give" => parse::<feedback::GiveFeedback>(body).is_ok(),
            "feedback.amend" => parse::<feedback::model::Amend>(body).is_ok(),
            "requests.ask" => parse::<requests::Ask>(body).is_ok(),
            "plans.progress" => parse::<plans::AddProgress>(body).is_ok(),
            _ => false,
        }
}

/// Why an operation was not done.
pub enum Undone {
    /// Its body cannot be read: it can only be refused.
    Undecodable(Error),
    /// It breaks a rule.
    Failed(Error),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

fn body<T: DeserializeOwned>(operation: &Operation) -> Result<T, Undone> {
    parse(operation.body.get().as_bytes()).map_err(Undone::Undecodable)
}

fn unknown() -> Undone {
    Undone::Undecodable(Error::invalid("unknown_kind", "kind"))
}

fn base(operation: &Operation) -> Result<i64, Undone> {
    operation.base.ok_or(Undone::Undecodable(Error::invalid("missing_field", "base")))
}
