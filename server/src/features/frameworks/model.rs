//! What a framework is made of, and how to look things up in it. Pure: the data comes from outside.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::base::ids::SubcompetencyId;

/// What stands beside every descriptor of ours.
pub const WORDING: &str = "Waymark's own wording, not ACGME text";

/// The descriptor of level 0, the same for every subcompetency: a judgment, not a missing answer.
pub const NOT_YET_LEVEL_1: &str =
    "Not yet completed Level 1: even with step-by-step help, what a beginner does here was not yet in place.";

/// The settings an entry can have, by the keys used on the wire.
pub const SETTINGS: [&str; 8] = ["ward", "clinic", "ed", "or", "icu", "procedure", "handoff", "other"];

/// The namespace of all subcompetency ids. Never change it: entries on every device point to what it yields.
const NAMESPACE: Uuid = uuid::uuid!("97457496-d0e0-480e-95d2-025682492925");

/// Names one version of one framework for one specialty, such as `acgme-im-2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String)]
pub struct SetId(String);

/// The text cannot be the id of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a set id is 1 to 64 lower-case letters, digits, hyphens and dots")]
pub struct NotASetId;

impl SetId {
    /// Reads an id by its form; whether such a set exists is for [`Frameworks::set`] to say.
    pub fn parse(text: &str) -> Result<Self, NotASetId> {
        let of_the_form = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        match text.len() {
            1..=64 if text.bytes().all(of_the_form) => Ok(Self(text.to_owned())),
            _ => Err(NotASetId),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of its subcompetency with this code: it follows from the two, everywhere and for good.
    pub fn subcompetency(&self, code: &str) -> SubcompetencyId {
        SubcompetencyId(Uuid::new_v5(&NAMESPACE, format!("{self}/{code}").as_bytes()))
    }
}

impl TryFrom<String> for SetId {
    type Error = NotASetId;

    fn try_from(text: String) -> Result<Self, NotASetId> {
        Self::parse(&text)
    }
}

impl Borrow<str> for SetId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A competency, or a domain of the clinician educators: what groups subcompetencies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// Such as `PC`; the letters that its subcompetencies' codes begin with.
    pub code: String,
    /// In full.
    pub title: String,
}

/// A theme that specialties share under different codes. Rolling up by it across specialties is rough, and is to say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Such as `system-navigation`.
    pub id: String,
    /// The competency it belongs to, by code.
    pub competency: String,
    /// The title shared by the specialties.
    pub title: String,
}

/// A skill that can be observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Subcompetency {
    /// Follows from set and code.
    pub id: SubcompetencyId,
    /// Such as `PC1`; means nothing outside its set.
    pub code: String,
    /// The competency it belongs to, by code.
    pub competency: String,
    /// Its place in the set, from 1.
    pub ordinal: u16,
    /// As published; not unique, not even inside a set.
    pub title: String,
    /// The shared theme it stands for, by id.
    pub theme: Option<String>,
    /// Further themes, where a specialty put two into one.
    #[serde(skip)]
    pub more_themes: Vec<String>,
    /// Plain words by which a person may search for it, lower-case.
    pub words: Vec<String>,
    /// Levels 1 to 5 in our own words; to be shown with [`WORDING`].
    pub descriptors: [String; 5],
}

impl Subcompetency {
    /// The descriptor of a whole level, 0 to 5.
    pub fn descriptor(&self, level: usize) -> Option<&str> {
        match level {
            0 => Some(NOT_YET_LEVEL_1),
            _ => self.descriptors.get(level - 1).map(String::as_str),
        }
    }

    /// All themes it stands for.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.theme.iter().chain(&self.more_themes).map(String::as_str)
    }
}

/// One set: a version of a framework for one specialty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Framework {
    /// Names the set.
    pub id: SetId,
    /// Whose set it is, in words.
    pub specialty: String,
    /// The family of frameworks it belongs to.
    pub framework: String,
    /// As its publisher counts.
    pub version: String,
    /// From when it applies, `YYYY-MM-DD`, where that is confirmed.
    #[serde(skip)]
    pub effective_date: Option<String>,
    /// In their fixed order.
    pub competencies: Vec<Competency>,
    /// By ordinal.
    pub subcompetencies: Vec<Subcompetency>,
    /// For every setting the skills that show there, most used first.
    #[serde(skip)]
    pub skills: BTreeMap<String, Vec<SubcompetencyId>>,
}

impl Framework {
    /// The subcompetency with this code.
    pub fn by_code(&self, code: &str) -> Option<&Subcompetency> {
        self.subcompetencies.iter().find(|s| s.code == code)
    }

    /// The subcompetency with this id, if it is one of this set.
    pub fn subcompetency(&self, id: SubcompetencyId) -> Option<&Subcompetency> {
        self.subcompetencies.iter().find(|s| s.id == id)
    }

    /// The skills that show in this setting, most used first; none for an unknown setting.
    pub fn skills_for(&self, setting: &str) -> &[SubcompetencyId] {
        self.skills.get(setting).map_or(&[], Vec::as_slice)
    }
}

/// All sets.
#[derive(Debug)]
pub struct Frameworks {
    sets: Vec<Framework>,
    themes: Vec<Theme>,
    places: HashMap<SubcompetencyId, (usize, usize)>,
}

impl Frameworks {
    /// Gathers sets, kept in this order.
    pub fn new(sets: Vec<Framework>, themes: Vec<Theme>) -> Self {
        let places = sets
            .iter()
            .enumerate()
            .flat_map(|(i, set)| set.subcompetencies.iter().enumerate().map(move |(j, s)| (s.id, (i, j))))
            .collect();
        Self { sets, themes, places }
    }

    /// Every set.
    pub fn sets(&self) -> &[Framework] {
        &self.sets
    }

    /// The themes that specialties share.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The set with this id.
    pub fn set(&self, id: &SetId) -> Option<&Framework> {
        self.sets.iter().find(|set| set.id == *id)
    }

    /// A subcompetency, and the set it belongs to.
    pub fn subcompetency(&self, id: SubcompetencyId) -> Option<(&Framework, &Subcompetency)> {
        let &(set, place) = self.places.get(&id)?;
        let set = self.sets.get(set)?;
        Some((set, set.subcompetencies.get(place)?))
    }

    /// The skills of a set that show in this setting, most used first; none where set or setting is unknown.
    pub fn skills_for(&self, set: &SetId, setting: &str) -> &[SubcompetencyId] {
        self.set(set).map_or(&[], |set| set.skills_for(setting))
    }
}

#[cfg(test)]
mod tests;
