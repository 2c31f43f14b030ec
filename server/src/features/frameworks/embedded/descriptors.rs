//! Level descriptors in our own words: written for the skill, or else for its competency.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::model::SetId;
use super::{Listed, read};

type Five = [String; 5];

pub struct Descriptors {
    specific: Vec<Specific>,
    general: General,
}

/// Written for each skill of one set, by code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Specific {
    set: SetId,
    descriptors: BTreeMap<String, Five>,
}

/// Written for a competency, by its code, with `{title}` where the skill is named.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct General {
    descriptors: BTreeMap<String, Five>,
    /// How a title reads inside a sentence.
    phrases: BTreeMap<String, String>,
}

impl Descriptors {
    pub fn embedded() -> Self {
        Self {
            specific: vec![read(include_str!("../../../../data/frameworks/descriptors/internal-medicine.json"))],
            general: read(include_str!("../../../../data/frameworks/descriptors/general.json")),
        }
    }

    /// Levels 1 to 5 of one skill.
    pub fn of(&self, set: &SetId, skill: &Listed) -> Five {
        let specific = self.specific.iter().find(|file| file.set == *set);
        match specific.and_then(|file| file.descriptors.get(&skill.code)) {
            Some(five) => five.clone(),
            None => self.general.of(skill),
        }
    }
}

impl General {
    fn of(&self, skill: &Listed) -> Five {
        let phrase = self.phrases.get(&skill.title.text).unwrap_or(&skill.title.text);
        let templates = self.descriptors.get(&skill.competency);
        let templates = templates.expect("every competency has descriptors: a test reads them all");
        templates.clone().map(|template| template.replace("{title}", phrase))
    }
}
