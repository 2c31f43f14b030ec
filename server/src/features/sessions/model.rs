//! Types and rules of sessions, pure.

mod device_key;

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{DeviceId, PersonId, SessionId},
        text::Line,
    },
    entities::{session, sign_in_code::CodeKind},
    features::members::Email,
    platform::auth::{
        keys::{Keys, Purpose},
        tokens::REFRESH_PREFIX,
    },
};

pub use device_key::{DeviceKey, KeyBody};

/// How long a device stays signed in without use, and a deactivated person's devices at all.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(60 * 24);
/// How often a code may be tried.
pub const CODE_TRIES: i32 = 5;
/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;
const PASSWORD_MAX: usize = 1_000;
/// Letters and digits that nobody mistakes for another when they stand on paper.
pub const UNAMBIGUOUS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const MAILED_LENGTH: usize = 6;
const PRINTED_LENGTH: usize = 10;

/// An e-mail address as it is stored and looked up; empty, and so nobody's, where it is none.
pub fn fold_email(email: &str) -> String {
    Email::parse(email).map(|email| email.as_str().to_owned()).unwrap_or_default()
}

/// The device somebody signs in on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The device's own id, where it has one. Signing in again on it replaces its session.
    pub id: Option<DeviceId>,
    /// What its person calls it.
    pub label: String,
}

impl Device {
    /// A device, its label cut to what a line holds.
    pub fn new(id: Option<DeviceId>, label: Option<&str>) -> Self {
        let label: String = label.unwrap_or_default().chars().take(crate::base::text::LINE_MAX).collect();
        let label = Line::parse(&label).map_or_else(|_| "Unnamed device".to_owned(), |line| line.as_str().to_owned());
        Self { id, label }
    }
}

/// A password somebody chose.
pub struct NewPassword(String);

impl NewPassword {
    /// A password of 10 to 1,000 characters, whatever they are.
    ///
    /// # Errors
    /// 422 `password_too_short` or `too_long`.
    pub fn parse(text: &str) -> Result<Self> {
        match text.chars().count() {
            n if n < PASSWORD_MIN => Err(Error::invalid("password_too_short", "new_password")),
            n if n > PASSWORD_MAX => Err(Error::invalid("too_long", "new_password")),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The password itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A refresh token: which family, which generation, and the proof that we made it.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session.
    pub family: SessionId,
    /// Its place in the family.
    pub generation: i64,
    proof: [u8; 32],
}

impl RefreshToken {
    /// The token of that generation.
    pub fn of(keys: &Keys, family: SessionId, generation: i64) -> Self {
        let proof = keys.mac(Purpose::Refresh, &message(family, generation));
        Self { family, generation, proof }
    }

    /// The token of that generation whose hash is `hash`, under whatever key it was made.
    pub fn again(keys: &Keys, family: SessionId, generation: i64, hash: &[u8]) -> Option<Self> {
        let message = message(family, generation);
        let mut made = keys.macs(Purpose::Refresh, &message).map(|proof| Self { family, generation, proof });
        made.find(|token| token.hash() == hash)
    }

    /// Reads a token; whether it is ours is another question.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(REFRESH_PREFIX)?.split('.');
        let family = SessionId(parts.next()?.parse().ok()?);
        let generation = parts.next()?.parse().ok()?;
        let proof = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
        parts.next().is_none().then_some(Self { family, generation, proof })
    }

    /// Whether this installation made it.
    pub fn is_genuine(&self, keys: &Keys) -> bool {
        self.generation >= 0 && keys.is_mac(Purpose::Refresh, &message(self.family, self.generation), &self.proof)
    }

    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.to_string().as_bytes()).to_vec()
    }
}

impl fmt::Display for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proof = URL_SAFE_NO_PAD.encode(self.proof);
        write!(f, "{REFRESH_PREFIX}{}.{}.{proof}", self.family.0.simple(), self.generation)
    }
}

fn message(family: SessionId, generation: i64) -> Vec<u8> {
    [b"refresh".as_slice(), family.0.as_bytes(), &generation.to_be_bytes()].concat()
}

/// What a refresh token is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The newest: it is used now, and this generation follows.
    Next(i64),
    /// The one before, whose successor nobody has used yet: the answer was lost, and is given again.
    Again,
    /// Older than that: two hold the family, and one of them is a thief.
    Reused,
    /// Not of this family.
    Foreign,
}

/// What `token`, which we made, is worth in its family.
pub fn turn(session: &session::Model, token: &RefreshToken) -> Turn {
    let hash = token.hash();
    match token.generation - session.generation {
        0 if hash == session.token_hash => Turn::Next(token.generation + 1),
        0 => Turn::Foreign,
        // The database was restored from a backup older than the token; the token is still ours.
        1.. => Turn::Next(token.generation + 1),
        -1 if session.previous_hash.as_ref() == Some(&hash) => Turn::Again,
        _ => Turn::Reused,
    }
}

/// Whether the device has been away for too long.
pub fn has_lapsed(session: &session::Model, now: Timestamp) -> bool {
    session.last_used_at.plus(SESSION_LIFETIME) <= now
}

/// Whether somebody who left so long ago may send nothing more.
pub fn is_past_sending(deactivated_at: Option<Timestamp>, now: Timestamp) -> bool {
    deactivated_at.is_some_and(|at| at.plus(SESSION_LIFETIME) <= now)
}

/// A code as somebody typed it, known by its shape.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode {
    /// How such a code reaches people.
    pub kind: CodeKind,
    text: String,
}

impl TypedCode {
    /// Reads six digits, or ten characters; blanks, hyphens and small letters are forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).take(20).collect();
        let bytes = text.as_bytes();
        let kind = match bytes.len() {
            MAILED_LENGTH if bytes.iter().all(u8::is_ascii_digit) => CodeKind::Mailed,
            PRINTED_LENGTH if bytes.iter().all(|c| UNAMBIGUOUS.contains(c)) => CodeKind::Printed,
            _ => return None,
        };
        Some(Self { kind, text })
    }

    /// A fresh code; `fill` gives randomness.
    pub fn fresh(kind: CodeKind, fill: impl FnMut(&mut [u8])) -> Self {
        let text = match kind {
            CodeKind::Mailed => pick(b"0123456789", MAILED_LENGTH, fill),
            CodeKind::Printed => pick(UNAMBIGUOUS, PRINTED_LENGTH, fill),
        };
        Self { kind, text }
    }

    /// How long a code of this kind is good for.
    pub fn lifetime(&self) -> SignedDuration {
        match self.kind {
            CodeKind::Mailed => SignedDuration::from_mins(15),
            CodeKind::Printed => SignedDuration::from_hours(72),
        }
    }

    /// The code itself, for its person.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What is stored of it.
    pub fn hash(&self, keys: &Keys, person: PersonId, row: Uuid) -> Vec<u8> {
        keys.mac(Purpose::Code, &self.message(person, row)).to_vec()
    }

    /// Whether `hash` is of this code. Takes the same time either way.
    pub fn matches(&self, keys: &Keys, person: PersonId, row: Uuid, hash: &[u8]) -> bool {
        keys.is_mac(Purpose::Code, &self.message(person, row), hash)
    }

    fn message(&self, person: PersonId, row: Uuid) -> Vec<u8> {
        [person.0.as_bytes().as_slice(), row.as_bytes(), self.text.as_bytes()].concat()
    }
}

/// `length` characters of `alphabet`, each as likely as any other.
fn pick(alphabet: &[u8], length: usize, mut fill: impl FnMut(&mut [u8])) -> String {
    let fair = 256 - 256 % alphabet.len();
    let mut picked = String::with_capacity(length);
    let mut random = [0; 32];
    while picked.len() < length {
        fill(&mut random);
        let places = random.iter().map(|byte| usize::from(*byte)).filter(|place| *place < fair);
        picked.extend(places.map(|place| char::from(alphabet[place % alphabet.len()])).take(length - picked.len()));
    }
    picked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{base::clock::Ids, testing::SeededIds};

    const FAMILY: SessionId = SessionId(Uuid::from_u128(42));

    fn session(keys: &Keys, generation: i64) -> session::Model {
        session::Model {
            id: FAMILY,
            person_id: PersonId(Uuid::from_u128(1)),
            device_id: None,
            device_label: "Phone".into(),
            generation,
            token_hash: RefreshToken::of(keys, FAMILY, generation).hash(),
            previous_hash: (generation > 0).then(|| RefreshToken::of(keys, FAMILY, generation - 1).hash()),
            created_at: Timestamp(0),
            last_used_at: Timestamp(0),
            revoked_at: None,
        }
    }

    #[test]
    fn each_generation_has_its_worth() {
        let keys = Keys::for_tests();
        let worth = |generation| turn(&session(&keys, 5), &RefreshToken::of(&keys, FAMILY, generation));

        assert_eq!(worth(5), Turn::Next(6));
        assert_eq!(worth(4), Turn::Again);
        assert_eq!(worth(3), Turn::Reused);
        assert_eq!(worth(0), Turn::Reused);
        assert_eq!(worth(8), Turn::Next(9), "after a restore");
    }

    #[test]
    fn a_token_reads_back_as_written_and_one_changed_letter_is_not_ours() {
        let keys = Keys::for_tests();
        let token = RefreshToken::of(&keys, FAMILY, 3);
        let written = token.to_string();
        let later = written.replace(".3.", ".4.");

        assert!(RefreshToken::parse(&written).is_some_and(|read| read == token && read.is_genuine(&keys)));
        assert!(RefreshToken::parse(&later).is_some_and(|read| !read.is_genuine(&keys)));
        assert!(RefreshToken::parse("").is_none());
        assert!(RefreshToken::parse(&format!("{written}.x")).is_none());
    }

    #[test]
    fn a_device_lapses_after_sixty_days_without_use() {
        let mut phone = session(&Keys::for_tests(), 1);
        let day = 86_400_000;
        phone.last_used_at = Timestamp(10 * day);

        assert!(!has_lapsed(&phone, Timestamp(70 * day - 1)));
        assert!(has_lapsed(&phone, Timestamp(70 * day)));
    }

    #[test]
    fn codes_are_known_by_their_shape_and_forgiving_of_how_they_are_typed() {
        let kind = |text: &str| TypedCode::parse(text).map(|code| (code.kind, code.text));

        assert_eq!(kind(" 123 456 "), Some((CodeKind::Mailed, "123456".into())));
        assert_eq!(kind("abcde-fghjk"), Some((CodeKind::Printed, "ABCDEFGHJK".into())));
        assert_eq!(kind("12345"), None);
        assert_eq!(kind("ABCDE-FGHJ0"), None);
        assert_eq!(kind(&"1".repeat(100_000)), None);
    }

    #[test]
    fn a_code_belongs_to_one_person_and_one_asking() {
        let keys = Keys::for_tests();
        let ids = SeededIds::new(3);
        let code = TypedCode::fresh(CodeKind::Mailed, |bytes| ids.fill(bytes));
        let (ana, ben) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let row = Uuid::from_u128(9);
        let hash = code.hash(&keys, ana, row);

        assert!(code.matches(&keys, ana, row, &hash));
        assert!(!code.matches(&keys, ben, row, &hash));
        assert!(!code.matches(&keys, ana, Uuid::from_u128(10), &hash));
    }

    #[test]
    fn an_address_is_found_however_it_was_typed() {
        assert_eq!(fold_email(" Ana@Example.ORG "), "ana@example.org");
        assert_eq!(fold_email("ana"), "");
    }

    #[test]
    fn a_short_password_is_refused_and_a_device_without_a_name_gets_one() {
        assert_eq!(NewPassword::parse("ninechars").err().expect("refused").code(), "password_too_short");
        assert!(NewPassword::parse("tenletters").is_ok());
        assert_eq!(Device::new(None, Some("  ")).label, "Unnamed device");
        assert_eq!(Device::new(None, Some(&"x".repeat(900))).label.len(), 300);
    }

    proptest! {
        #[test]
        fn fresh_codes_are_what_their_readers_expect(seed in any::<u64>()) {
            let ids = SeededIds::new(seed);
            for kind in [CodeKind::Mailed, CodeKind::Printed] {
                let code = TypedCode::fresh(kind, |bytes| ids.fill(bytes));
                prop_assert!(TypedCode::parse(code.as_str()) == Some(code));
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".{0,80}") {
            let _ = RefreshToken::parse(&text);
            let _ = RefreshToken::parse(&format!("wr1.{text}"));
            let _ = TypedCode::parse(&text);
        }
    }
}
