//! What a program is made of, and the rules for it. Pure.

mod expected;

use std::ops::RangeInclusive;

use jiff::tz::TimeZoneDatabase;

pub use self::expected::{ExpectedBand, ExpectedBands};

use crate::{
    base::{
        day::Day,
        error::{Error, Result},
        ids::{PersonId, ProgramId, RotationId, SubcompetencyId},
        setting::Setting,
        text::Line,
    },
    features::frameworks::{SetId, frameworks},
};

/// The years of training a learner can be in.
pub const TRAINING_YEARS: RangeInclusive<i32> = 1..=8;

/// An IANA time zone, by the name the time zone database itself uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(String);

impl Zone {
    /// Reads a name such as `America/New_York`, in any case.
    ///
    /// # Errors
    /// `unknown_time_zone`.
    pub fn parse(name: &str) -> Result<Self> {
        // The embedded database, so that a name is good or bad on every machine alike.
        let zone = TimeZoneDatabase::bundled().get(name.trim()).ok().filter(|zone| !zone.is_unknown());
        let name = zone.as_ref().and_then(|zone| zone.iana_name());
        name.map(|name| Self(name.to_owned())).ok_or_else(|| Error::invalid("unknown_time_zone", "time_zone"))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The one or two sets of a program, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramSets(Vec<SetId>);

impl ProgramSets {
    /// Reads the ids of one or two different embedded sets.
    ///
    /// # Errors
    /// `unknown_set`, or `one_or_two_sets`.
    pub fn parse<S: AsRef<str>>(ids: &[S]) -> Result<Self> {
        let sets: Vec<SetId> = ids.iter().map(|id| known_set(id.as_ref())).collect::<Result<_>>()?;
        match sets.as_slice() {
            [_] => Ok(Self(sets)),
            [first, second] if first != second => Ok(Self(sets)),
            _ => Err(Error::invalid("one_or_two_sets", "sets")),
        }
    }

    /// The sets.
    pub fn as_slice(&self) -> &[SetId] {
        &self.0
    }
}

fn known_set(id: &str) -> Result<SetId> {
    let set = SetId::parse(id.trim()).ok().filter(|set| frameworks().set(set).is_some());
    set.ok_or_else(|| Error::invalid("unknown_set", "sets"))
}

/// How much a program lets its assessors be asked, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// How many open requests an assessor has at most, 1 to 50.
    pub open_max: i32,
    /// How many days a request stays open that says no last day, 1 to 90.
    pub days: i32,
}

impl Default for Asking {
    fn default() -> Self {
        Self { open_max: 5, days: 14 }
    }
}

impl Asking {
    /// Checks both numbers.
    ///
    /// # Errors
    /// `out_of_range`, with the field.
    pub fn new(open_max: i32, days: i32) -> Result<Self> {
        match (open_max, days) {
            (1..=50, 1..=90) => Ok(Self { open_max, days }),
            (1..=50, _) => Err(Error::invalid("out_of_range", "request_days")),
            _ => Err(Error::invalid("out_of_range", "open_requests_max")),
        }
    }
}

/// A program to create.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// Unique in its institution.
    pub name: Line,
    /// Rules due dates, quiet hours, half-years and cycles.
    pub zone: Zone,
    /// What its learners are assessed by.
    pub sets: ProgramSets,
    /// How much its assessors may be asked.
    pub asking: Asking,
}

impl NewProgram {
    /// Reads what a person typed.
    ///
    /// # Errors
    /// `empty`, `too_long`, `unknown_time_zone`, `unknown_set`, `one_or_two_sets`, with the field.
    pub fn parse<S: AsRef<str>>(name: &str, time_zone: &str, sets: &[S]) -> Result<Self> {
        Ok(Self {
            name: Line::parse(name).map_err(|error| Error::invalid(error.code(), "name"))?,
            zone: Zone::parse(time_zone)?,
            sets: ProgramSets::parse(sets)?,
            asking: Asking::default(),
        })
    }
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// Unique in its institution.
    pub name: String,
    /// The name of its institution.
    pub institution: String,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its one or two sets, in order.
    pub sets: Vec<SetId>,
    /// How much its assessors may be asked.
    pub asking: Asking,
}

impl Program {
    /// The skills that fit a setting, most used first, set by set.
    pub fn skills_for(&self, setting: Setting) -> Vec<SubcompetencyId> {
        self.sets.iter().flat_map(|set| frameworks().skills_for(set, setting.word())).copied().collect()
    }

    /// Whether this skill belongs to one of the program's sets.
    pub fn has_skill(&self, skill: SubcompetencyId) -> bool {
        frameworks().subcompetency(skill).is_some_and(|(set, _)| self.sets.contains(&set.id))
    }
}

/// A rotation to add.
#[derive(Clone, Debug)]
pub struct NewRotation {
    /// Unique in its program, whatever the case of its letters.
    pub name: Line,
    /// Where it takes place.
    pub setting: Setting,
    /// The skills that fit it, most used first, where they differ from those of the setting.
    pub skills: Option<Vec<SubcompetencyId>>,
}

/// A rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Its id.
    pub id: RotationId,
    /// Unique in its program.
    pub name: String,
    /// Where it takes place.
    pub setting: Setting,
    /// The skills that fit it, most used first: its own, or those of the setting.
    pub skills: Vec<SubcompetencyId>,
}

/// Somebody to put on a rotation.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    /// The rotation.
    pub rotation: RotationId,
    /// Who.
    pub person: PersonId,
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Day,
}
