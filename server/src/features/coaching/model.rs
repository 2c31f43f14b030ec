//! Types and rules of meetings, notes and check-ins, pure.

use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    day::Day,
    error::Error,
    ids::{CheckInId, CoachNoteId, MeetingId, PersonId, ProgramId},
    text::{Line, Narrative},
};
pub use crate::entities::{coach_note::NotePart, meeting::MeetingState};

/// The body of `coaching.plan_meeting`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanMeeting {
    /// With whom.
    pub learner: PersonId,
    /// On which day.
    pub on: Day,
}

/// The body of `coaching.change_meeting`: all that can change of it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMeeting {
    /// On which day it is, or was.
    pub on: Day,
    /// Whether it was.
    pub state: MeetingState,
}

/// The body of `coaching.note`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteNote {
    /// About whom.
    pub learner: PersonId,
    /// In words.
    pub text: String,
    /// Whether the learner sees it; else its coach alone.
    pub shared: bool,
    /// In which part of the conversation.
    #[serde(default)]
    pub part: Option<NotePart>,
    /// In which meeting.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    /// On which check-in that was taken up.
    #[serde(default)]
    pub check_in: Option<CheckInId>,
}

/// The body of `coaching.share_note`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareNote {}

/// The body of `coaching.drop_note`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropNote {}

/// To whom a check-in goes, as whoever asks was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Towards {
    /// The learner's coaches.
    Coach,
    /// The program's directors, where the learner has no other coach.
    Director,
}

/// The body of `coaching.ask_check_in`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskCheckIn {
    /// With whom somebody is to get in touch.
    pub learner: PersonId,
    /// Why, in one sentence of at most 300 characters.
    pub text: String,
    /// Who is asked to.
    pub to: Towards,
}

/// The body of `coaching.take_up`, "we talked": empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeUp {}

/// The body of `coaching.take_back`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {}

/// A note that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in WriteNote
pub struct NewNote {
    pub id: CoachNoteId,
    pub learner: PersonId,
    pub text: Narrative,
    pub shared: bool,
    pub part: Option<NotePart>,
    pub meeting: Option<MeetingId>,
    pub check_in: Option<CheckInId>,
    pub given_at: Timestamp,
}

impl WriteNote {
    /// Checks the text.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`.
    pub fn parse(self, id: CoachNoteId, given_at: Timestamp) -> Result<NewNote, Error> {
        let text = Narrative::parse(&self.text).map_err(|error| Error::invalid(error.code(), "text"))?;
        let Self { learner, shared, part, meeting, check_in, .. } = self;
        Ok(NewNote { id, learner, text, shared, part, meeting, check_in, given_at })
    }
}

/// An asking that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in AskCheckIn
pub struct NewCheckIn {
    pub id: CheckInId,
    pub learner: PersonId,
    pub text: Line,
    pub to: Towards,
    pub asked_at: Timestamp,
}

impl AskCheckIn {
    /// Checks the sentence.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`.
    pub fn parse(self, id: CheckInId, asked_at: Timestamp) -> Result<NewCheckIn, Error> {
        let text = Line::parse(&self.text).map_err(|error| Error::invalid(error.code(), "text"))?;
        Ok(NewCheckIn { id, learner: self.learner, text, to: self.to, asked_at })
    }
}

/// A meeting on the wire and on the devices of its two people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in PlanMeeting
pub struct MeetingWire {
    pub id: MeetingId,
    pub program: ProgramId,
    pub coach: PersonId,
    pub learner: PersonId,
    pub on: Day,
    pub state: MeetingState,
    /// What the next change builds on.
    pub version: i64,
}

/// A note on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in WriteNote
pub struct CoachNoteWire {
    pub id: CoachNoteId,
    pub program: ProgramId,
    pub author: PersonId,
    pub learner: PersonId,
    pub meeting: Option<MeetingId>,
    pub check_in: Option<CheckInId>,
    pub part: Option<NotePart>,
    pub text: String,
    /// Since when the learner sees it, too.
    pub shared_at: Option<Timestamp>,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
}

/// An asking on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in AskCheckIn
pub struct CheckInWire {
    pub id: CheckInId,
    pub program: ProgramId,
    pub learner: PersonId,
    pub asker: PersonId,
    pub to: Towards,
    pub text: String,
    pub asked_at: Timestamp,
    pub received_at: Timestamp,
    /// When somebody said that they got in touch. Not who: whoever asked is told the day and no more.
    pub taken_up_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hundred_characters_ask_and_one_more_is_no_sentence() {
        let ask = |text: String| {
            let body = AskCheckIn { learner: PersonId(uuid::Uuid::nil()), text, to: Towards::Coach };
            body.parse(CheckInId(uuid::Uuid::nil()), Timestamp(0)).map_err(|error| error.to_string())
        };

        assert!(ask("é".repeat(300)).is_ok());
        assert_eq!(ask("é".repeat(301)), Err("too_long (text)".into()));
        assert_eq!(ask(" \u{0} ".into()), Err("empty (text)".into()));
    }
}
