//! Which skills show in which setting: listed for a set, or else found by rules.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::model::{SETTINGS, SetId};
use super::titles::Phrase;
use super::{Listed, read};
use crate::base::ids::SubcompetencyId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skills {
    /// At most so many for one setting.
    most: usize,
    /// By set, then setting: codes, most used first.
    by_code: BTreeMap<SetId, BTreeMap<String, Vec<String>>>,
    /// By setting: rules, asked in order.
    rules: BTreeMap<String, Vec<Rule>>,
}

/// Adds what fits it, until there are `up_to` skills.
#[derive(Deserialize)]
struct Rule {
    #[serde(flatten)]
    by: By,
    up_to: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    /// Titles that hold one of these phrases; earlier phrases first.
    Title(Vec<Phrase>),
    /// A theme, by id.
    Theme(String),
    /// A competency, by code.
    Competency(String),
}

impl Skills {
    pub fn embedded() -> Self {
        read(include_str!("../../../../data/frameworks/skills_by_setting.json"))
    }

    /// The skills of one set for every setting, most used first.
    pub fn of(&self, set: &SetId, skills: &[Listed]) -> BTreeMap<String, Vec<SubcompetencyId>> {
        let listed = self.by_code.get(set);
        SETTINGS
            .into_iter()
            .map(|setting| {
                let codes = match listed.and_then(|set| set.get(setting)) {
                    Some(codes) => codes.iter().map(String::as_str).collect(),
                    None => self.by_rules(setting, skills),
                };
                let ids = codes.into_iter().map(|code| set.subcompetency(code)).collect();
                (setting.to_owned(), ids)
            })
            .collect()
    }

    fn by_rules<'a>(&self, setting: &str, skills: &'a [Listed]) -> Vec<&'a str> {
        let mut codes = Vec::new();
        for rule in self.rules.get(setting).into_iter().flatten() {
            for skill in rule.by.fitting(skills) {
                if codes.len() < rule.up_to.unwrap_or(self.most).min(self.most) && !codes.contains(&skill) {
                    codes.push(skill);
                }
            }
        }
        codes
    }
}

impl By {
    /// Codes of the skills that fit, best first; a code may come twice.
    fn fitting<'a>(&self, skills: &'a [Listed]) -> Vec<&'a str> {
        let fits = |test: &dyn Fn(&Listed) -> bool| -> Vec<&'a str> {
            skills.iter().filter(|skill| test(skill)).map(|skill| skill.code.as_str()).collect()
        };
        match self {
            Self::Title(phrases) => {
                phrases.iter().flat_map(|phrase| fits(&|skill| skill.title.holds(phrase))).collect()
            }
            Self::Theme(theme) => fits(&|skill| skill.stands_for(theme)),
            Self::Competency(code) => fits(&|skill| skill.competency == *code),
        }
    }
}
