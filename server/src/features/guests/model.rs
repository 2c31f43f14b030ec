//! Types and rules of guests, pure.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    base::{
        actor::Profession,
        clock::Timestamp,
        error::{Error, Result},
        ids::{EntryId, RequestId},
    },
    entities::guest_session,
    features::{
        feedback::{GiveFeedback, NewFeedback, model::Visitor},
        members::{Email, Name},
        requests::model::{Request, Whom},
    },
    platform::auth::keys::{Keys, Purpose},
};

/// How long a link opens its request, from when it was mailed.
pub const LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(60 * 24);
/// How long a browser stays with a request.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// How long six digits are good.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// How often they may be tried.
pub const CODE_TRIES: i32 = 5;

/// A secret of 256 bits: of a link, or of a session.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one; `fill` gives randomness.
    pub fn fresh(fill: impl FnOnce(&mut [u8])) -> Self {
        let mut bytes = [0; 32];
        fill(&mut bytes);
        Self(bytes)
    }

    /// Reads one; whether it is good is another question.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// Where the digits of a session go, and by which its guest is known: the address they gave when they scanned the
/// request, or the one it was mailed to.
pub fn address(session: &guest_session::Model, request: &Request) -> Result<Email> {
    match (&session.mail, &request.asked.whom) {
        (Some(mail), _) => Email::parse(mail),
        (None, Whom::Visiting(visiting)) => Ok(visiting.mail.clone()),
        (None, Whom::Assessor(_) | Whom::HandedOver) => Err(Error::NotFound),
    }
}

/// What is stored of the digits that were mailed for a session.
pub fn code_hash(keys: &Keys, session: Uuid, digits: &str) -> Vec<u8> {
    keys.mac(Purpose::Code, &code_message(session, digits)).to_vec()
}

/// Whether `hash` is of these digits. Takes the same time either way.
pub fn is_code(keys: &Keys, session: Uuid, digits: &str, hash: &[u8]) -> bool {
    keys.is_mac(Purpose::Code, &code_message(session, digits), hash)
}

fn code_message(session: Uuid, digits: &str) -> Vec<u8> {
    [b"guest".as_slice(), session.as_bytes(), digits.as_bytes()].concat()
}

/// What a guest sends: who they are, the digits that prove it, and the entry.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestAnswer {
    /// The six digits that were mailed.
    pub code: String,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// What they are.
    pub profession: Profession,
    /// The entry, made on the device.
    pub id: EntryId,
    /// When it was saved.
    pub given_at: Timestamp,
    /// What they observed. Learner, skill and request are those of the request, whatever stands here.
    pub feedback: GiveFeedback,
}

/// An answer that keeps every rule that needs no look into the database.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// Their given name.
    pub given_name: Name,
    /// Their family name.
    pub family_name: Name,
    /// As what they are shown.
    pub visitor: Visitor,
    /// The entry.
    pub feedback: NewFeedback,
}

impl GuestAnswer {
    /// Checks it as an answer to `request`.
    ///
    /// # Errors
    /// 422 with the field at fault, as for every entry; `empty`, `too_long`, `not_a_name` of a name.
    pub fn parse(self, request: &Request) -> Result<NewAnswer> {
        let given_name = Name::parse(&self.given_name, "given_name")?;
        let family_name = Name::parse(&self.family_name, "family_name")?;
        let feedback = GiveFeedback {
            learner: Some(request.learner),
            typed_learner: None,
            set: request.asked.set.clone(),
            subcompetency: request.asked.subcompetency,
            request: Some(RequestId(request.id.0)),
            request_code: None,
            rotation: None,
            plan: None,
            look_again: None,
            will_look: false,
            ..self.feedback
        };
        let name = format!("{} {}", given_name.as_str(), family_name.as_str());
        Ok(NewAnswer {
            visitor: Visitor { name, profession: self.profession },
            feedback: feedback.parse(self.id, self.given_at)?,
            given_name,
            family_name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_is_written_and_nothing_else_is_one() {
        let token = Token::fresh(|bytes| bytes.fill(7));

        assert!(Token::parse(&token.to_string()) == Some(token.clone()));
        assert_eq!(token.to_string().len(), 43);
        for wrong in ["", "?", &token.to_string()[1..], &format!("{token}A")] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }
}
