//! Types and rules of feedback, pure.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::base::{
    actor::Profession,
    clock::Timestamp,
    day::Day,
    error::Error,
    ids::{AmendmentId, EntryId, PersonId, PlanId, ProgramId, RequestId, RotationId, SubcompetencyId},
    level::Level,
    setting::Setting,
    text::{Narrative, TextError},
};
pub use crate::entities::{
    feedback_entry::{Basis, Conversation, LookAgain},
    feedback_entry_state::{CodeProblem, EntryState, WithdrawnAs},
};

/// How long an author may withdraw by themselves, from receipt (domain.md 28).
pub const WITHDRAW_WINDOW: SignedDuration = SignedDuration::from_hours(72);

/// The longest code that can be scanned, in bytes.
pub const CODE_MAX: usize = 900;

/// The body of `feedback.give`, as a device sends it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveFeedback {
    /// The learner, or nobody where they are not on the giver's list.
    #[serde(default)]
    pub learner: Option<PersonId>,
    /// A learner who is not on the list, by name and service; the coordinator matches them.
    #[serde(default)]
    pub typed_learner: Option<TypedLearner>,
    /// The Milestones set, such as `acgme-im-2`.
    pub set: String,
    /// The subcompetency, of that set.
    pub subcompetency: SubcompetencyId,
    /// What went well.
    #[serde(default)]
    pub went_well: Option<String>,
    /// What to do differently.
    #[serde(default)]
    pub differently: Option<String>,
    /// One next step.
    #[serde(default)]
    pub next_step: Option<String>,
    /// Until when; only with a next step.
    #[serde(default)]
    pub next_step_due: Option<Day>,
    /// "I will look again": an offer to the learner; only with a next step.
    #[serde(default)]
    pub will_look: bool,
    /// An observed level in half-steps: 0, or 2 to 10. Not a Milestone rating.
    #[serde(default)]
    pub level: Option<i64>,
    /// "Not yet assessable": a reason for no level.
    #[serde(default)]
    pub cannot_judge: bool,
    /// Where it was.
    pub setting: Setting,
    /// On which rotation.
    #[serde(default)]
    pub rotation: Option<RotationId>,
    /// When the encounter was.
    pub observed_at: Timestamp,
    /// How the observer knows.
    pub basis: Basis,
    /// Whether it was talked about.
    pub conversation: Conversation,
    /// The request this answers.
    #[serde(default)]
    pub request: Option<RequestId>,
    /// The code that was scanned from the learner's screen: what stands behind the `#`.
    #[serde(default)]
    pub request_code: Option<String>,
    /// The plan this is a second look for.
    #[serde(default)]
    pub plan: Option<PlanId>,
    /// What the second look found.
    #[serde(default)]
    pub look_again: Option<LookAgain>,
}

/// A learner by name, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedLearner {
    /// The name.
    pub name: String,
    /// The service they were on.
    #[serde(default)]
    pub service: String,
}

/// Feedback that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFeedback {
    /// Made on the device.
    pub id: EntryId,
    /// Whom it is about.
    pub learner: PersonId,
    /// The set at the time of writing.
    pub set: String,
    /// The subcompetency of that set.
    pub subcompetency: SubcompetencyId,
    /// What went well.
    pub went_well: Option<Narrative>,
    /// What to do differently.
    pub differently: Option<Narrative>,
    /// One next step.
    pub next_step: Option<Narrative>,
    /// Until when.
    pub next_step_due: Option<Day>,
    /// Whether the author offers to look again.
    pub will_look: bool,
    /// An observed level.
    pub level: Option<Level>,
    /// "Not yet assessable".
    pub cannot_judge: bool,
    /// Where it was.
    pub setting: Setting,
    /// On which rotation.
    pub rotation: Option<RotationId>,
    /// When the encounter was.
    pub observed_at: Timestamp,
    /// When it was saved, by the device's clock.
    pub given_at: Timestamp,
    /// How the observer knows.
    pub basis: Basis,
    /// Whether it was talked about.
    pub conversation: Conversation,
    /// The request this answers.
    pub request: Option<RequestId>,
    /// The code that was scanned; empty where it cannot be one.
    pub request_code: Option<String>,
    /// The plan this is a second look for.
    pub plan: Option<PlanId>,
    /// What the second look found.
    pub look_again: Option<LookAgain>,
}

impl GiveFeedback {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field at fault: `learner_not_listed`, `missing_field`, `empty`, `too_long`,
    /// `level_out_of_scale`.
    pub fn parse(self, id: EntryId, given_at: Timestamp) -> Result<NewFeedback, Error> {
        let learner = match (self.learner, &self.typed_learner) {
            (Some(learner), None) => learner,
            (_, Some(_)) => return Err(Error::invalid("learner_not_listed", "learner")),
            (None, None) => return Err(Error::invalid("missing_field", "learner")),
        };
        let went_well = narrative(self.went_well.as_deref(), "went_well")?;
        let differently = narrative(self.differently.as_deref(), "differently")?;
        if went_well.is_none() && differently.is_none() {
            return Err(Error::invalid("empty", "went_well"));
        }
        let next_step = narrative(self.next_step.as_deref(), "next_step")?;
        let level = match (self.level, self.cannot_judge) {
            (None, _) => None,
            (Some(_), true) => return Err(Error::invalid("level_and_cannot_judge", "level")),
            (Some(half_steps), false) => {
                Some(Level::of_half_steps(half_steps).ok_or_else(|| Error::invalid("level_out_of_scale", "level"))?)
            }
        };
        Ok(NewFeedback {
            id,
            learner,
            set: self.set,
            subcompetency: self.subcompetency,
            went_well,
            differently,
            next_step_due: self.next_step_due.filter(|_| next_step.is_some()),
            will_look: self.will_look && next_step.is_some(),
            next_step,
            level,
            cannot_judge: self.cannot_judge,
            setting: self.setting,
            rotation: self.rotation,
            observed_at: self.observed_at,
            given_at,
            basis: self.basis,
            conversation: self.conversation,
            request: self.request,
            request_code: self.request_code.map(scanned),
            plan: self.plan,
            look_again: self.look_again,
        })
    }
}

/// A code as it is kept. What cannot be one is no reason to refuse the entry.
fn scanned(code: String) -> String {
    let is_one = code.len() <= CODE_MAX && code.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_');
    if is_one { code } else { String::new() }
}

fn narrative(text: Option<&str>, field: &'static str) -> Result<Option<Narrative>, Error> {
    Narrative::parse_optional(text).map_err(|error: TextError| Error::invalid(error.code(), field))
}

/// Whether a device's time is too far from receipt to count for timeliness: more than a day after, or a year before
/// (sync.md, promise 6). It is stored as sent all the same.
pub fn clock_doubtful(device: Timestamp, received: Timestamp) -> bool {
    device > received.plus(SignedDuration::from_hours(24))
        || device < received.plus(SignedDuration::from_hours(-365 * 24))
}

/// Who may still withdraw an entry, judged by receipt on both ends.
pub fn may_withdraw_as(is_author: bool, is_director: bool, received: Timestamp, now: Timestamp) -> Option<WithdrawnAs> {
    if is_author && now.since(received) <= WITHDRAW_WINDOW {
        Some(WithdrawnAs::Author)
    } else if is_director {
        Some(WithdrawnAs::Director)
    } else {
        None
    }
}

/// The body of `feedback.amend`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// The amendment, made on the device.
    pub id: AmendmentId,
    /// What is added.
    pub text: String,
}

/// The body of `feedback.withdraw`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why; required of the director.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A part of an entry that can be redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What went well.
    WentWell,
    /// What to do differently.
    Differently,
    /// The next step.
    NextStep,
    /// One of its amendments.
    Amendment,
}

impl Part {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::WentWell => "went_well",
            Self::Differently => "differently",
            Self::NextStep => "next_step",
            Self::Amendment => "amendment",
        }
    }
}

/// The body of `feedback.redact`: the passage by its place, so that the text itself travels no more.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redact {
    /// In which part.
    pub part: Part,
    /// Which amendment, where the part is one.
    #[serde(default)]
    pub amendment: Option<AmendmentId>,
    /// First Unicode scalar value of the passage.
    pub from: usize,
    /// One past its last.
    pub to: usize,
}

/// An author without a membership, as they are shown: a visiting assessor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Visitor {
    /// Given and family name, as they said them.
    pub name: String,
    /// What they said they are.
    pub profession: Profession,
}

/// An entry on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in GiveFeedback
pub struct EntryWire {
    pub id: EntryId,
    pub program: ProgramId,
    pub author: PersonId,
    pub learner: PersonId,
    pub set: String,
    pub subcompetency: SubcompetencyId,
    pub went_well: Option<String>,
    pub differently: Option<String>,
    pub next_step: Option<String>,
    pub next_step_due: Option<Day>,
    pub will_look: bool,
    pub level: Option<Level>,
    pub cannot_judge: bool,
    pub setting: Setting,
    pub rotation: Option<RotationId>,
    pub observed_at: Timestamp,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
    /// The device's times are not to be trusted; show `received_at`.
    pub clock_doubtful: bool,
    pub basis: Basis,
    pub conversation: Conversation,
    pub request: Option<RequestId>,
    pub plan: Option<PlanId>,
    pub look_again: Option<LookAgain>,
    pub state: EntryState,
    pub withdrawn: Option<WithdrawnWire>,
    /// The parts in which a passage was redacted.
    pub redacted: Vec<String>,
    /// Why the code that was scanned for it does not count; the entry does.
    pub code_problem: Option<CodeProblem>,
    /// That code had been on the screen for more than 15 minutes, by both devices' clocks. A hint.
    pub code_old: bool,
    /// Who its author is, where that is a visiting assessor on no roster.
    pub visiting: Option<Visitor>,
}

/// How an entry was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct WithdrawnWire {
    /// When, by the server.
    pub at: Timestamp,
    /// In which role.
    pub by: WithdrawnAs,
    /// Why, where it was said.
    pub reason: Option<String>,
}

/// A correction beside an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct AmendmentWire {
    pub id: AmendmentId,
    pub entry: EntryId,
    pub program: ProgramId,
    pub author: PersonId,
    pub text: String,
    pub redacted: bool,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> GiveFeedback {
        serde_json::from_value(serde_json::json!({
            "learner": "01890000-0000-7000-8000-000000000001", "set": "acgme-im-2",
            "subcompetency": "01890000-0000-5000-8000-000000000002",
            "went_well": "You paused and asked what the family had understood.",
            "setting": "ward", "observed_at": "2026-11-22T09:41:07Z", "basis": "watched", "conversation": "had",
        }))
        .expect("a body")
    }

    fn problem(body: GiveFeedback) -> String {
        body.parse(EntryId(uuid::Uuid::nil()), Timestamp(0)).expect_err("a problem").to_string()
    }

    #[test]
    fn one_comment_is_enough() {
        assert!(body().parse(EntryId(uuid::Uuid::nil()), Timestamp(0)).is_ok());
    }

    #[test]
    fn an_entry_without_any_comment_is_not_feedback() {
        assert_eq!(problem(GiveFeedback { went_well: Some("  ".into()), ..body() }), "empty (went_well)");
    }

    #[test]
    fn each_broken_rule_names_its_field() {
        assert_eq!(problem(GiveFeedback { level: Some(1), ..body() }), "level_out_of_scale (level)");
        assert_eq!(problem(GiveFeedback { level: Some(11), ..body() }), "level_out_of_scale (level)");
        assert_eq!(problem(GiveFeedback { differently: Some("a".repeat(20_000)), ..body() }), "too_long (differently)");
        assert_eq!(problem(GiveFeedback { learner: None, ..body() }), "missing_field (learner)");
        assert_eq!(
            problem(GiveFeedback { level: Some(4), cannot_judge: true, ..body() }),
            "level_and_cannot_judge (level)"
        );
        let typed = TypedLearner { name: "Sam from surgery".into(), service: "Surgery".into() };
        assert_eq!(
            problem(GiveFeedback { learner: None, typed_learner: Some(typed), ..body() }),
            "learner_not_listed (learner)"
        );
    }

    #[test]
    fn a_due_date_without_a_next_step_is_dropped() {
        let new = GiveFeedback { next_step_due: Day::parse("2026-12-06"), ..body() }
            .parse(EntryId(uuid::Uuid::nil()), Timestamp(0))
            .expect("fine");

        assert_eq!(new.next_step_due, None);
    }

    #[test]
    fn a_phone_set_to_2035_is_doubted_and_one_an_hour_fast_is_not() {
        let received = Timestamp::parse("2026-11-22T12:00:00Z").expect("a time");
        let doubted = |text| clock_doubtful(Timestamp::parse(text).expect("a time"), received);

        assert!(doubted("2035-01-01T00:00:00Z"));
        assert!(doubted("2025-11-21T00:00:00Z"));
        assert!(!doubted("2026-11-22T13:00:00Z"));
        assert!(!doubted("2026-01-01T00:00:00Z"));
    }

    #[test]
    fn the_author_may_withdraw_for_72_hours_and_then_only_the_director() {
        let received = Timestamp(0);
        let late = received.plus(SignedDuration::from_hours(73));

        assert_eq!(may_withdraw_as(true, false, received, received), Some(WithdrawnAs::Author));
        assert_eq!(may_withdraw_as(true, false, received, late), None);
        assert_eq!(may_withdraw_as(false, true, received, late), Some(WithdrawnAs::Director));
        assert_eq!(may_withdraw_as(false, false, received, received), None);
    }
}
