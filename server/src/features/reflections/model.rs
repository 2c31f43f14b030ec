//! Types and rules of answers and reflections, pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    error::Error,
    ids::{EntryId, PersonId, ProgramId, ReflectionId, ResponseId},
    text::Narrative,
};
pub use crate::entities::response::ResponseKind;

/// The most people one reflection is shared with.
pub const SHARES_MAX: usize = 30;

/// The body of `reflections.acknowledge`, `.thank`, `.ask` and `.differ`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Respond {
    /// The answer, made on the device.
    pub id: ResponseId,
    /// In words; required to ask and to differ.
    #[serde(default)]
    pub text: Option<String>,
}

/// An answer that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in Respond
pub struct NewResponse {
    pub id: ResponseId,
    pub kind: ResponseKind,
    pub text: Option<Narrative>,
    pub given_at: Timestamp,
}

impl Respond {
    /// Checks the text against the kind.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`.
    pub fn parse(self, kind: ResponseKind, given_at: Timestamp) -> Result<NewResponse, Error> {
        let text =
            Narrative::parse_optional(self.text.as_deref()).map_err(|error| Error::invalid(error.code(), "text"))?;
        if needs_words(kind) && text.is_none() {
            return Err(Error::invalid("empty", "text"));
        }
        Ok(NewResponse { id: self.id, kind, text, given_at })
    }
}

/// A question back and "I see it differently" say nothing without words.
pub fn needs_words(kind: ResponseKind) -> bool {
    match kind {
        ResponseKind::Asked | ResponseKind::Differs => true,
        ResponseKind::Acknowledged | ResponseKind::Thanked => false,
    }
}

/// The body of `reflections.reflect`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reflect {
    /// On which entry, where it is on one.
    #[serde(default)]
    pub entry: Option<EntryId>,
    /// In words.
    pub text: String,
}

/// A reflection that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in Reflect
pub struct NewReflection {
    pub id: ReflectionId,
    pub entry: Option<EntryId>,
    pub text: Narrative,
    pub given_at: Timestamp,
}

impl Reflect {
    /// Checks the text.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`.
    pub fn parse(self, id: ReflectionId, given_at: Timestamp) -> Result<NewReflection, Error> {
        let text = Narrative::parse(&self.text).map_err(|error| Error::invalid(error.code(), "text"))?;
        Ok(NewReflection { id, entry: self.entry, text, given_at })
    }
}

/// The body of `reflections.share`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Everybody it is shared with from now on; nobody makes it private again.
    pub with: BTreeSet<PersonId>,
}

/// An answer on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in Respond
pub struct ResponseWire {
    pub id: ResponseId,
    pub entry: EntryId,
    pub program: ProgramId,
    pub author: PersonId,
    pub kind: ResponseKind,
    pub text: Option<String>,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
}

/// A reflection on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in Reflect
pub struct ReflectionWire {
    pub id: ReflectionId,
    pub entry: Option<EntryId>,
    pub program: ProgramId,
    pub author: PersonId,
    pub text: String,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
    /// Everybody it is shared with.
    pub shared_with: BTreeSet<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(kind: ResponseKind, text: Option<&str>) -> Result<NewResponse, String> {
        let body = Respond { id: ResponseId(uuid::Uuid::nil()), text: text.map(Into::into) };
        body.parse(kind, Timestamp(0)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_question_back_needs_words_and_thanks_do_not() {
        assert_eq!(say(ResponseKind::Asked, Some("  ")).expect_err("a problem"), "empty (text)");
        assert_eq!(say(ResponseKind::Differs, None).expect_err("a problem"), "empty (text)");
        assert!(say(ResponseKind::Acknowledged, None).is_ok());
        assert!(say(ResponseKind::Thanked, Some(" ")).is_ok_and(|new| new.text.is_none()));
        assert!(say(ResponseKind::Asked, Some("Can you give me an example?")).is_ok());
    }
}
