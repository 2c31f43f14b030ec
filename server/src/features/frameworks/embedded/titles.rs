//! Finding a phrase in a title, for rules that hold for many sets.

/// Whether a title holds a phrase as whole words: "exam" is in "Neurologic Exam", not in "Physical Examination".
pub fn holds(title: &str, phrase: &str) -> bool {
    spaced(title).contains(&spaced(phrase))
}

/// Lower-case words with one space before, between and after.
fn spaced(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |line, word| line + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_as_whole_words_whatever_stands_between() {
        assert!(holds("Neurologic Exam", "exam"));
        assert!(holds("Intra-Operative Patient Care – Technical Skills", "intra operative"));
        assert!(holds("Point-of-Care Ultrasound", "ultrasound"));

        assert!(!holds("Physical Examination", "exam"));
        assert!(!holds("Pathophysiology", "physiology"));
    }
}
