//! Plain words to find a skill by: given for the skill, or else gathered from its title and themes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::model::SetId;
use super::titles::Phrase;
use super::{Listed, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// By set, then code: these words and no others.
    by_code: BTreeMap<SetId, BTreeMap<String, Vec<String>>>,
    by_theme: BTreeMap<String, Vec<String>>,
    by_title: Vec<TitleRule>,
}

/// Words of every title that holds one of these phrases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleRule {
    has: Vec<Phrase>,
    words: Vec<String>,
}

impl Words {
    pub fn embedded() -> Self {
        read(include_str!("../../../../data/frameworks/words.json"))
    }

    /// The words of one skill, the most particular first.
    pub fn of(&self, set: &SetId, skill: &Listed) -> Vec<String> {
        if let Some(words) = self.by_code.get(set).and_then(|set| set.get(&skill.code)) {
            return words.clone();
        }
        let fits = |rule: &&TitleRule| rule.has.iter().any(|phrase| skill.title.holds(phrase));
        let by_title = self.by_title.iter().filter(fits).flat_map(|rule| &rule.words);
        let by_theme = self.by_theme.iter().filter(|(theme, _)| skill.stands_for(theme)).flat_map(|(_, words)| words);

        let mut words = Vec::new();
        for word in by_title.chain(by_theme) {
            if !words.contains(word) {
                words.push(word.clone());
            }
        }
        words
    }
}
