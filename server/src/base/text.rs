//! Text that people wrote.
//!
//! Limits are in characters as people count them: extended grapheme clusters, so a letter with its accents or a family of
//! emoji is one. The screen counts the same (`pwa/src/ui/text.ts`; `tests/fixtures/texts.json` is read by both). As any
//! number of marks may stand on one letter, a text has at most [`CHARACTER_BYTES`] bytes of UTF-8 per character allowed.

use std::borrow::Cow;

use sea_orm::DeriveValueType;
use serde::Serialize;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes of UTF-8 a text may have for each character it may have; writing in any language needs less.
pub const CHARACTER_BYTES: usize = 16;
/// The longest narrative, in characters.
pub const NARRATIVE_MAX: usize = 4_000;
/// The longest jot, in characters.
pub const JOT_MAX: usize = 500;
/// The longest line (a goal, a step, a name), in characters.
pub const LINE_MAX: usize = 300;
/// The longest question, in characters.
pub const QUESTION_MAX: usize = 200;
/// The longest paragraph, in characters.
pub const PARAGRAPH_MAX: usize = 600;
/// The longest comment on a learning plan, in Unicode scalar values: the whole of it fits on two pages.
pub const COMMENT_MAX: usize = 1_200;

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    Empty,
    /// More characters than allowed.
    TooLong,
}

impl TextError {
    /// The machine code of this problem.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
        }
    }
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $max:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveValueType, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String)]
        pub struct $name(String);

        impl $name {
            /// Leaves out null characters, normalises to NFC and trims: what is stored is parsed to itself.
            ///
            /// # Errors
            /// [`TextError`] where nothing is left or it is too long.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                let text = as_stored(text);
                match text.trim() {
                    "" => Err(TextError::Empty),
                    text if is_longer(text, $max) => Err(TextError::TooLong),
                    text => Ok(Self(text.to_owned())),
                }
            }

            /// Like [`Self::parse`], with an empty text as none.
            ///
            /// # Errors
            /// [`TextError::TooLong`].
            pub fn parse_optional(text: Option<&str>) -> Result<Option<Self>, TextError> {
                match text.map(Self::parse) {
                    None | Some(Err(TextError::Empty)) => Ok(None),
                    Some(parsed) => parsed.map(Some),
                }
            }

            /// What is stored already, which kept the rules when it was; a redacted one may be longer.
            pub fn stored(text: String) -> Self {
                Self(text)
            }

            /// The same with a passage [redacted](redact); `None` where the range is empty or outside.
            pub fn redacted(&self, from: usize, to: usize) -> Option<Self> {
                redact(&self.0, from, to).map(Self)
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text!(
    /// Free text a person wrote: trimmed, NFC, not empty, at most 4,000 characters.
    Narrative,
    NARRATIVE_MAX
);
text!(
    /// One line a person wrote (a goal, a step): trimmed, NFC, not empty, at most 300 characters.
    Line,
    LINE_MAX
);
text!(
    /// One question a learner asks: trimmed, NFC, not empty, at most 200 characters.
    Question,
    QUESTION_MAX
);
text!(
    /// A few words for later: trimmed, NFC, not empty, at most 500 characters.
    Jotted,
    JOT_MAX
);
text!(
    /// A few sentences: trimmed, NFC, not empty, at most 600 characters.
    Paragraph,
    PARAGRAPH_MAX
);
text!(
    /// What somebody says to a learning plan: trimmed, NFC, not empty, at most 1,200 Unicode scalar values.
    Comment,
    COMMENT_MAX
);

/// Whether a text has more than `most` characters, or more bytes than [`CHARACTER_BYTES`] for each of them.
pub fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && (text.len() > most * CHARACTER_BYTES || text.graphemes(true).nth(most).is_some())
}

/// The text in NFC without null characters; most texts are that as they come.
fn as_stored(text: &str) -> Cow<'_, str> {
    if !text.contains('\0') && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.into();
    }
    without_null(text).nfc().collect()
}

/// The text without the one character PostgreSQL cannot store.
pub fn without_null(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| *letter != '\0')
}

/// What stands where a passage was redacted.
pub const REDACTED: &str = "[redacted]";

/// Replaces the scalar values `from..to` of `text` by [`REDACTED`]; `None` where the range is empty or outside.
pub fn redact(text: &str, from: usize, to: usize) -> Option<String> {
    let length = text.chars().count();
    if from >= to || to > length {
        return None;
    }
    let before = text.chars().take(from);
    let after = text.chars().skip(to);
    Some(before.chain(REDACTED.chars()).chain(after).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn white_space_alone_is_empty() {
        assert_eq!(Narrative::parse(" \n\t "), Err(TextError::Empty));
        assert_eq!(Narrative::parse_optional(Some("  ")), Ok(None));
    }

    #[test]
    fn four_thousand_characters_fit_and_one_more_does_not() {
        assert!(Narrative::parse(&"é".repeat(4_000)).is_ok());
        assert_eq!(Narrative::parse(&"é".repeat(4_001)), Err(TextError::TooLong));
    }

    /// Texts with their lengths, which the web app's test reads as well.
    const TEXTS: &str = include_str!("../../../tests/fixtures/texts.json");

    #[test]
    fn a_text_is_as_long_as_people_count_it() {
        #[derive(serde::Deserialize)]
        struct Counted {
            text: String,
            times: usize,
            length: usize,
        }
        let texts: Vec<Counted> = serde_json::from_str(TEXTS).expect("a list of texts");
        for Counted { text, times, length } in texts {
            let whole = text.repeat(times);
            let whole = format!("{}{}", "a".repeat(100), as_stored(&whole).trim());
            assert!(!is_longer(&whole, 100 + length), "{text:?} has at most {length} characters");
            assert!(is_longer(&whole, 100 + length - 1), "{text:?} has {length} characters");
        }
    }

    #[test]
    fn marks_heaped_on_letters_have_an_end() {
        let heaped = |marks: usize| format!("Z{}", "\u{323}\u{302}".repeat(marks)).repeat(200);
        assert!(Question::parse(&heaped(3)).is_ok());
        assert_eq!(Question::parse(&heaped(4)), Err(TextError::TooLong));
        assert_eq!(Narrative::parse(&heaped(40_000)), Err(TextError::TooLong));
    }

    #[test]
    fn a_redacted_name_leaves_the_rest() {
        assert_eq!(redact("Ms. Doe was anxious", 0, 7).as_deref(), Some("[redacted] was anxious"));
        assert_eq!(redact("short", 3, 9), None);
        assert_eq!(redact("short", 3, 3), None);
    }

    #[test]
    fn null_characters_hide_no_white_space_and_part_no_letter() {
        assert_eq!(Line::parse("\0 \0"), Err(TextError::Empty));
        assert_eq!(Line::parse("e\0\u{301}").as_ref().map(Line::as_str), Ok("é"));
    }

    proptest! {
        #[test]
        fn a_stored_text_is_parsed_to_itself(text in any::<String>()) {
            if let Ok(stored) = Narrative::parse(&text) {
                prop_assert_eq!(Narrative::parse(stored.as_str()), Ok(stored));
            }
        }

        #[test]
        fn what_comes_normalised_is_taken_as_it_is(text in any::<String>()) {
            prop_assert_eq!(as_stored(&text), without_null(&text).nfc().collect::<String>());
        }

        #[test]
        fn redaction_never_panics_and_never_keeps_the_passage(text in ".{0,60}", from in 0usize..70, to in 0usize..70) {
            if let Some(left) = redact(&text, from, to) {
                let kept = left.chars().count() - REDACTED.chars().count();
                prop_assert_eq!(kept, text.chars().count() - (to - from));
            }
        }
    }
}
