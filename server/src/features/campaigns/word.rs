//! The ward word: two words that are told on the ward, without which a poster lists nobody. Pure.

use uuid::Uuid;

use crate::platform::auth::keys::{Keys, Purpose};

/// Short words that are heard well and spelled in one way; a power of two of them, so that each is as likely.
const WORDS: [&str; 128] = [
    "acorn", "almond", "amber", "anchor", "apple", "april", "arrow", "aspen", "autumn", "badger", "bamboo", "banjo",
    "barley", "basket", "beacon", "birch", "blanket", "bluebird", "bottle", "branch", "breeze", "bridge", "bucket",
    "butter", "button", "cabin", "cactus", "candle", "canyon", "carpet", "castle", "cedar", "cherry", "chimney",
    "cinnamon", "circle", "clover", "coast", "copper", "corner", "cotton", "cricket", "crystal", "daisy", "desert",
    "dolphin", "donkey", "dragon", "eagle", "ember", "engine", "falcon", "feather", "fiddle", "forest", "fountain",
    "garden", "ginger", "glacier", "granite", "hammer", "harbor", "harvest", "hazel", "helmet", "heron", "hollow",
    "honey", "island", "ivory", "jacket", "jasmine", "jungle", "kettle", "kitten", "ladder", "lantern", "lemon",
    "lilac", "lizard", "lobster", "magnet", "maple", "marble", "meadow", "melon", "mirror", "mitten", "monkey",
    "morning", "mountain", "mustard", "needle", "nutmeg", "ocean", "olive", "orange", "orchard", "otter", "oyster",
    "paddle", "panda", "parrot", "pebble", "pencil", "pepper", "piano", "pillow", "pilot", "planet", "plum", "pocket",
    "pony", "potato", "prairie", "pumpkin", "rabbit", "raven", "ribbon", "river", "rocket", "saddle", "saffron",
    "salmon", "silver", "sparrow", "spider", "summer",
];

/// A fresh one; `fill` gives randomness.
pub fn fresh(fill: impl FnOnce(&mut [u8])) -> String {
    let mut random = [0; 2];
    fill(&mut random);
    random.map(|byte| WORDS[usize::from(byte) % WORDS.len()]).join("-")
}

/// What is stored of it for a unit.
pub fn code(keys: &Keys, unit: Uuid, word: &str) -> Vec<u8> {
    keys.mac(Purpose::Code, &message(unit, word)).to_vec()
}

/// Whether `code` is of this word, however it was typed. Takes the same time either way.
pub fn is_code(keys: &Keys, unit: Uuid, typed: &str, code: &[u8]) -> bool {
    keys.is_mac(Purpose::Code, &message(unit, typed), code)
}

/// Letters only: case, spaces and hyphens are left out.
fn message(unit: Uuid, word: &str) -> Vec<u8> {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(100).collect();
    [b"ward".as_slice(), unit.as_bytes(), letters.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_word_is_known_however_it_is_typed_and_for_its_unit_alone() {
        let (keys, unit) = (Keys::for_tests(), Uuid::from_u128(7));
        let word = fresh(|bytes| bytes.copy_from_slice(&[82, 61]));
        let stored = code(&keys, unit, &word);

        assert_eq!(word, "maple-harbor");
        for typed in ["maple-harbor", " Maple Harbor", "MAPLEHARBOR"] {
            assert!(is_code(&keys, unit, typed, &stored), "{typed}");
        }
        assert!(!is_code(&keys, unit, "maple", &stored));
        assert!(!is_code(&keys, Uuid::from_u128(8), "maple-harbor", &stored));
    }

    #[test]
    fn every_word_is_another_one() {
        assert_eq!(WORDS.iter().collect::<BTreeSet<_>>().len(), WORDS.len());
    }
}
