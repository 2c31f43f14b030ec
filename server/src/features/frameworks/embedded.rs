//! The sets that come with the product, put together once from the files in `server/data/frameworks/`.
//!
//! A fault in those files is found by the tests beside this, which read all of them; so reading may insist.

mod descriptors;
mod skills;
mod titles;
mod words;

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::model::{Competency, Framework, Frameworks, SetId, Subcompetency, Theme};
use descriptors::Descriptors;
use skills::Skills;
use titles::Title;
use words::Words;

/// All embedded sets.
pub fn frameworks() -> &'static Frameworks {
    static FRAMEWORKS: OnceLock<Frameworks> = OnceLock::new();
    FRAMEWORKS.get_or_init(|| {
        let milestones: Milestones = read(include_str!("../../../data/frameworks/milestones.json"));
        let (descriptors, words, skills) = (Descriptors::embedded(), Words::embedded(), Skills::embedded());

        let sets = milestones.sets.into_iter().map(|listed| {
            let competencies = listed.competencies.clone().unwrap_or_else(|| milestones.competencies.clone());
            listed.complete(competencies, &descriptors, &words, &skills)
        });
        Frameworks::new(sets.collect(), milestones.themes)
    })
}

/// Reads one embedded file.
fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the embedded framework files are well formed: a test reads them all")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Milestones {
    /// Of every set that brings none of its own.
    competencies: Vec<Competency>,
    themes: Vec<Theme>,
    sets: Vec<ListedSet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedSet {
    id: SetId,
    specialty: String,
    framework: String,
    version: String,
    effective_date: Option<String>,
    competencies: Option<Vec<Competency>>,
    subcompetencies: Vec<Listed>,
}

/// A subcompetency as listed: facts only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    code: String,
    competency: String,
    ordinal: u16,
    title: Title,
    theme: Option<String>,
    /// Further themes, where a specialty put two into one.
    #[serde(default)]
    also: Vec<String>,
}

impl Listed {
    fn stands_for(&self, theme: &str) -> bool {
        self.theme.iter().chain(&self.also).any(|own| own == theme)
    }
}

impl ListedSet {
    /// Adds to the facts what is ours: ids, descriptors, words, skills by setting.
    fn complete(
        mut self,
        competencies: Vec<Competency>,
        descriptors: &Descriptors,
        words: &Words,
        skills: &Skills,
    ) -> Framework {
        self.subcompetencies.sort_by_key(|listed| listed.ordinal);
        let skills = skills.of(&self.id, &self.subcompetencies);
        let complete = |listed: Listed| Subcompetency {
            id: self.id.subcompetency(&listed.code),
            descriptors: descriptors.of(&self.id, &listed),
            words: words.of(&self.id, &listed),
            code: listed.code,
            competency: listed.competency,
            ordinal: listed.ordinal,
            title: listed.title.text,
            theme: listed.theme,
            more_themes: listed.also,
        };
        Framework {
            subcompetencies: self.subcompetencies.into_iter().map(complete).collect(),
            id: self.id,
            specialty: self.specialty,
            framework: self.framework,
            version: self.version,
            effective_date: self.effective_date,
            competencies,
            skills,
        }
    }
}

#[cfg(test)]
mod tests;
