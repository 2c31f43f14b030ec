//! Finding a phrase in a title, for rules that hold for many sets.

use serde::Deserialize;

/// A title as published, and ready to be searched.
#[derive(Deserialize)]
#[serde(from = "String")]
pub struct Title {
    pub text: String,
    words: String,
}

/// What a rule looks for.
#[derive(Deserialize)]
#[serde(from = "String")]
pub struct Phrase(String);

impl Title {
    /// Whether it holds a phrase as whole words: "exam" is in "Neurologic Exam", not in "Physical Examination".
    pub fn holds(&self, phrase: &Phrase) -> bool {
        self.words.contains(&phrase.0)
    }
}

impl From<String> for Title {
    fn from(text: String) -> Self {
        Self { words: words(&text), text }
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self(words(&text))
    }
}

/// Lower-case words with one space before, between and after.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |line, word| line + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_as_whole_words_whatever_stands_between() {
        let holds = |title: &str, phrase: &str| Title::from(title.to_owned()).holds(&Phrase::from(phrase.to_owned()));

        assert!(holds("Neurologic Exam", "exam"));
        assert!(holds("Intra-Operative Patient Care – Technical Skills", "intra operative"));
        assert!(holds("Point-of-Care Ultrasound", "ultrasound"));

        assert!(!holds("Physical Examination", "exam"));
        assert!(!holds("Pathophysiology", "physiology"));
    }
}
