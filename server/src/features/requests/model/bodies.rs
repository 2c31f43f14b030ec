//! What devices send, and what of it can be checked without a look into the database.
//!
//! Members that are empty are left out: a QR code carries these bytes.

use sea_orm::EnumIter;
use serde::{Deserialize, Serialize};

use super::{Asked, DeclineReason, Declined, NewRequest, Visiting, Whom};
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::Error,
        ids::{PersonId, RequestId, SubcompetencyId},
        text::{Line, Paragraph, Question, TextError},
    },
    features::members::{Email, Name},
};

/// The body of `requests.ask`. Without `assessor` and `visiting` it is handed over in person, to whoever scans it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// A member of the program.
    #[serde(default)]
    pub assessor: Option<PersonId>,
    /// Or somebody on no list, by mail.
    #[serde(default)]
    pub visiting: Option<VisitingBody>,
    /// The Milestones set, such as `acgme-im-2`.
    pub set: String,
    /// The skill, of that set.
    pub subcompetency: SubcompetencyId,
    /// What the learner wants to know, up to 200 characters.
    pub question: String,
    /// What they want to reach, up to 300 characters.
    #[serde(default)]
    pub goal: Option<String>,
    /// What the assessor needs to know for it, up to 300 characters.
    #[serde(default)]
    pub context: Option<String>,
    /// The last day on which it is open; none is so many days after receipt as the program says.
    #[serde(default)]
    pub until: Option<Day>,
    /// Whether they would like to talk about it for five minutes.
    #[serde(default)]
    pub in_person: bool,
    /// How the learner sees it themselves, up to 600 characters.
    #[serde(default)]
    pub own_view: Option<String>,
}

/// Somebody on no list.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitingBody {
    /// Where the request is sent.
    pub mail: String,
    /// As the learner knows them.
    #[serde(default)]
    pub name: Option<String>,
}

/// The body of `requests.decline`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// In one word.
    pub reason: DeclineReason,
    /// Somebody who might know more.
    #[serde(default)]
    pub other: Option<PersonId>,
}

/// The body of `requests.withdraw`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {}

/// A part of a request that can be redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestPart {
    /// The question.
    Question,
    /// What they want to reach.
    Goal,
    /// What the assessor needs to know.
    Context,
    /// How the learner sees it.
    OwnView,
}

impl RequestPart {
    /// The word on the wire and in the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Goal => "goal",
            Self::Context => "context",
            Self::OwnView => "own_view",
        }
    }
}

/// The body of `requests.redact`: the passage by its place, so that the text itself travels no more.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedactRequest {
    /// In which part.
    pub part: RequestPart,
    /// First Unicode scalar value of the passage.
    pub from: usize,
    /// One past its last.
    pub to: usize,
}

impl Ask {
    /// Checks every rule that needs no look into the database.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field at fault: `empty`, `too_long`, `assessor_and_visiting`, `not_an_email`.
    pub fn parse(self, id: RequestId, asked_at: Timestamp) -> Result<NewRequest, Error> {
        let whom = match (self.assessor, self.visiting) {
            (Some(_), Some(_)) => return Err(Error::invalid("assessor_and_visiting", "visiting")),
            (Some(assessor), None) => Whom::Assessor(assessor),
            (None, Some(visiting)) => Whom::Visiting(visiting.parse()?),
            (None, None) => Whom::HandedOver,
        };
        let at_fault = |field: &'static str| move |error: TextError| Error::invalid(error.code(), field);
        let asked = Asked {
            whom,
            set: self.set,
            subcompetency: self.subcompetency,
            question: Question::parse(&self.question).map_err(at_fault("question"))?,
            goal: Line::parse_optional(self.goal.as_deref()).map_err(at_fault("goal"))?,
            context: Line::parse_optional(self.context.as_deref()).map_err(at_fault("context"))?,
            own_view: Paragraph::parse_optional(self.own_view.as_deref()).map_err(at_fault("own_view"))?,
            in_person: self.in_person,
        };
        Ok(NewRequest { id, asked, until: self.until, asked_at })
    }
}

impl VisitingBody {
    fn parse(self) -> Result<Visiting, Error> {
        let mail = Email::parse(&self.mail).map_err(|error| Error::invalid(error.code(), "visiting.mail"))?;
        let name = self.name.filter(|name| !name.trim().is_empty());
        let name = name.map(|name| Name::parse(&name, "visiting.name")).transpose()?;
        Ok(Visiting { mail, name })
    }
}

impl From<Decline> for Declined {
    fn from(Decline { reason, other }: Decline) -> Self {
        Self { reason, other }
    }
}
