//! A request and its rules, pure.

pub mod bodies;
pub mod code;
pub mod wire;

use serde::{Deserialize, Serialize};

use self::bodies::{RedactRequest, RequestPart};
pub use crate::entities::request_state::{DeclineReason, RequestState};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::Error,
        ids::{EntryId, PersonId, ProgramId, RequestId, SubcompetencyId},
        text::{Line, Paragraph, Question},
    },
    features::{
        feedback::model::Visitor,
        members::{Email, Name},
    },
};

/// What a learner asked: it never changes, but for passages that are redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whom.
    pub whom: Whom,
    /// The set at the time of asking.
    pub set: String,
    /// The skill, of that set.
    pub subcompetency: SubcompetencyId,
    /// What the learner wants to know.
    pub question: Question,
    /// What they want to reach.
    pub goal: Option<Line>,
    /// What the assessor needs to know for it.
    pub context: Option<Line>,
    /// How the learner sees it themselves.
    pub own_view: Option<Paragraph>,
    /// Whether they would like to talk about it for five minutes.
    pub in_person: bool,
}

/// Whom a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A member of the program.
    Assessor(PersonId),
    /// Somebody on no list, by mail.
    Visiting(Visiting),
    /// Whoever it is handed over to in person.
    HandedOver,
}

/// Somebody on no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visiting {
    /// Where the request is sent.
    pub mail: Email,
    /// As the learner knows them.
    pub name: Option<Name>,
}

/// A request that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// Made on the device.
    pub id: RequestId,
    /// What is asked.
    pub asked: Asked,
    /// Its last day; none is so many days after receipt as the program says.
    pub until: Option<Day>,
    /// When it was saved, by the device's clock.
    pub asked_at: Timestamp,
}

/// How a request came to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the learner's own device.
    Sent,
    /// From the device of whoever it was handed over to.
    HandedOver,
}

/// A request as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Made on the device.
    pub id: RequestId,
    /// In which program.
    pub program: ProgramId,
    /// Who asks.
    pub learner: PersonId,
    /// What.
    pub asked: Asked,
    /// The last day on which it is open.
    pub until: Day,
    /// When it was saved, by the device's clock.
    pub asked_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Who it is with: the assessor asked, or whoever answered first what was handed over.
    pub assessor: Option<PersonId>,
    /// Where it stands.
    pub course: Course,
    /// How often that changed, from 1.
    pub version: i64,
    /// How often a passage of its text was redacted, from 1 for never.
    pub text_version: i64,
    /// In which parts.
    pub redacted: Vec<RequestPart>,
    /// The entries that answer it, in the order they met it.
    pub entries: Vec<EntryId>,
    /// Who answered, where they are on no list.
    pub visitor: Option<Visitor>,
}

/// Where a request stands. A declined one has a reason, and no other has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Waiting for the assessor.
    Open,
    /// An entry answers it.
    Answered,
    /// The assessor declined.
    Declined(Declined),
    /// The learner took it back.
    Withdrawn,
    /// Its last day has passed.
    Expired,
}

/// Why an assessor declined, and whom they name instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Declined {
    /// In one word.
    pub reason: DeclineReason,
    /// Somebody who might know more.
    pub other: Option<PersonId>,
}

impl Request {
    /// A request as it arrives, open.
    pub fn open(program: ProgramId, learner: PersonId, new: NewRequest, until: Day, now: Timestamp) -> Self {
        let assessor = match new.asked.whom {
            Whom::Assessor(assessor) => Some(assessor),
            Whom::Visiting(_) | Whom::HandedOver => None,
        };
        Self {
            id: new.id,
            program,
            learner,
            asked: new.asked,
            until,
            asked_at: new.asked_at,
            received_at: now,
            assessor,
            course: Course::Open,
            version: 1,
            text_version: 1,
            redacted: Vec::new(),
            entries: Vec::new(),
            visitor: None,
        }
    }

    /// The assessor declines; the version then.
    ///
    /// # Errors
    /// Stale where `base` is not the present version; 409 `not_open`.
    pub fn decline(&mut self, base: i64, declined: Declined) -> Result<i64, Error> {
        self.leaves_open(base, Course::Declined(declined))
    }

    /// The learner takes it back; the version then.
    ///
    /// # Errors
    /// As [`Self::decline`].
    pub fn withdraw(&mut self, base: i64) -> Result<i64, Error> {
        self.leaves_open(base, Course::Withdrawn)
    }

    /// Its last day is over. Whether that changed anything.
    pub fn expire(&mut self, today: &Day) -> bool {
        let over = self.course == Course::Open && self.until < *today;
        if over {
            self.moves_to(Course::Expired);
        }
        over
    }

    /// An entry answers it, whatever its state; `author` is whoever has a place in the program. Whether that is new.
    pub fn answer(&mut self, entry: EntryId, author: Option<PersonId>) -> bool {
        if self.entries.contains(&entry) {
            return false;
        }
        self.entries.push(entry);
        // What was handed over is from now on between the learner and whoever took it first.
        if self.asked.whom == Whom::HandedOver && self.assessor.is_none() {
            self.assessor = author;
        }
        self.moves_to(Course::Answered);
        true
    }

    /// An answer was taken back as entered in error: it counts nowhere. Whether that changed anything.
    pub fn lose_answer(&mut self, entry: EntryId, today: &Day) -> bool {
        let Some(place) = self.entries.iter().position(|one| *one == entry) else { return false };
        self.entries.remove(place);
        let left = if self.until < *today { Course::Expired } else { Course::Open };
        self.moves_to(if self.entries.is_empty() { left } else { Course::Answered });
        true
    }

    /// Replaces a passage, whatever its state; the version of its text then.
    ///
    /// # Errors
    /// Stale where `base` is not the text's present version; 422 `passage_outside`.
    pub fn redact(&mut self, base: i64, passage: &RedactRequest) -> Result<i64, Error> {
        if base != self.text_version {
            return Err(Error::Stale { version: self.text_version });
        }
        let RedactRequest { part, from, to } = *passage;
        let covered = match part {
            RequestPart::Question => self.asked.question.redacted(from, to).map(|text| self.asked.question = text),
            RequestPart::Goal => covered(&mut self.asked.goal, |text| text.redacted(from, to)),
            RequestPart::Context => covered(&mut self.asked.context, |text| text.redacted(from, to)),
            RequestPart::OwnView => covered(&mut self.asked.own_view, |text| text.redacted(from, to)),
        };
        covered.ok_or_else(|| Error::invalid("passage_outside", "to"))?;
        if !self.redacted.contains(&part) {
            self.redacted.push(part);
        }
        self.text_version += 1;
        self.version += 1;
        Ok(self.text_version)
    }

    /// The word for where it stands.
    pub fn state(&self) -> RequestState {
        match self.course {
            Course::Open => RequestState::Open,
            Course::Answered => RequestState::Answered,
            Course::Declined(_) => RequestState::Declined,
            Course::Withdrawn => RequestState::Withdrawn,
            Course::Expired => RequestState::Expired,
        }
    }

    /// Why it was declined, if it was.
    pub fn declined(&self) -> Option<Declined> {
        match self.course {
            Course::Declined(declined) => Some(declined),
            _ => None,
        }
    }

    /// Its two people, or the one it has so far.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + use<> {
        [self.learner].into_iter().chain(self.assessor)
    }

    fn leaves_open(&mut self, base: i64, course: Course) -> Result<i64, Error> {
        if base != self.version {
            return Err(Error::Stale { version: self.version });
        }
        if self.course != Course::Open {
            return Err(Error::conflict("not_open"));
        }
        self.moves_to(course);
        Ok(self.version)
    }

    fn moves_to(&mut self, course: Course) {
        self.course = course;
        self.version += 1;
    }
}

/// Covers a passage of a text that may be missing.
fn covered<T>(text: &mut Option<T>, redacted: impl FnOnce(&T) -> Option<T>) -> Option<()> {
    *text = Some(redacted(text.as_ref()?)?);
    Some(())
}

#[cfg(test)]
mod tests;
