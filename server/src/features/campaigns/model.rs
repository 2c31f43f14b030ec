//! Types and rules of a campaign, pure: states, groups, minimums, windows.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::{
    day::Day,
    error::{Error, Result},
};
pub use crate::entities::{
    campaign::{Group, State},
    campaign_rater::RaterState,
    campaign_subject::Outcome,
};

/// Everybody who may be asked besides the learner.
pub const RATERS: [Group; 5] = [Group::Faculty, Group::Peers, Group::Nurses, Group::OtherProfessions, Group::Staff];
/// Of each shown group there are never fewer.
pub const GROUP_FLOOR: i32 = 3;
/// In all there are never fewer.
pub const TOTAL_FLOOR: i32 = 5;
/// No minimum is larger.
const MINIMUM_MAX: i32 = 100;
/// How many days after the first one a window ends where nobody said: three weeks in all.
pub const USUAL_DAYS: i32 = 20;
/// How many days a window has at least.
const DAYS_MIN: i32 = 7;
/// How many days a window has at most, with what it was extended by.
const DAYS_MAX: i32 = 84;
/// How many learners one campaign is about at most.
pub const LEARNERS_MAX: usize = 50;
/// How many raters one call names at most.
pub const RATERS_MAX: usize = 100;
/// The smallest and the largest head count of a unit.
pub const HEAD_COUNTS: std::ops::RangeInclusive<i32> = 3..=200;

impl Group {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Faculty => "faculty",
            Self::Peers => "peers",
            Self::Nurses => "nurses",
            Self::OtherProfessions => "other_professions",
            Self::Staff => "staff",
            Self::Own => "own",
        }
    }
}

/// How many answers there have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Minimums {
    /// How many are hoped for.
    pub aim: i32,
    /// How many there have to be in all, of those that are shown; 5 or more.
    pub total: i32,
    /// How many there have to be of each shown group; 3 or more.
    pub group: i32,
}

impl Default for Minimums {
    fn default() -> Self {
        Self { aim: 12, total: 8, group: 3 }
    }
}

impl Minimums {
    /// Whether a program may have them.
    ///
    /// # Errors
    /// `below_floor`; `bad_minimums` where they do not grow from group over total to aim, or one is above 100.
    pub fn check(self) -> Result<Self> {
        if self.group < GROUP_FLOOR {
            return Err(Error::invalid("below_floor", "minimums.group"));
        }
        if self.total < TOTAL_FLOOR {
            return Err(Error::invalid("below_floor", "minimums.total"));
        }
        match self.group <= self.total && self.total <= self.aim && self.aim <= MINIMUM_MAX {
            true => Ok(self),
            false => Err(Error::invalid("bad_minimums", "minimums")),
        }
    }

    /// Of how many raters one shown group has at least.
    pub fn of_group(self) -> usize {
        usize::try_from(self.group).unwrap_or(usize::MAX)
    }

    /// Of how many raters a report comes at least.
    pub fn in_all(self) -> usize {
        usize::try_from(self.total).unwrap_or(usize::MAX)
    }
}

/// Which groups are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups(BTreeSet<Group>);

impl Groups {
    /// Those named; the learner is always among those who answer and never named.
    ///
    /// # Errors
    /// `no_groups`; `bad_group` where the learner is named.
    pub fn parse(named: impl IntoIterator<Item = Group>) -> Result<Self> {
        let named: BTreeSet<Group> = named.into_iter().collect();
        match named {
            named if named.contains(&Group::Own) => Err(Error::invalid("bad_group", "groups")),
            named if named.is_empty() => Err(Error::invalid("no_groups", "groups")),
            named => Ok(Self(named)),
        }
    }

    /// Those stored.
    pub fn stored(text: &str) -> Self {
        Self(RATERS.into_iter().filter(|group| text.split(' ').any(|word| word == group.word())).collect())
    }

    /// As they are stored.
    pub fn text(&self) -> String {
        self.0.iter().map(|group| group.word()).collect::<Vec<_>>().join(" ")
    }

    /// Whether this group is asked.
    pub fn has(&self, group: Group) -> bool {
        self.0.contains(&group)
    }

    /// Whether every group of `other` is among these.
    pub fn covers(&self, other: &Self) -> bool {
        self.0.is_superset(&other.0)
    }

    /// In the order they are shown.
    pub fn list(&self) -> Vec<Group> {
        self.0.iter().copied().collect()
    }
}

/// From which day to which raters may answer, both whole, in the program's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens_on: Day,
    /// The last day.
    pub closes_on: Day,
}

impl Window {
    /// A window that is still to come or begins today, of seven to 84 days.
    ///
    /// # Errors
    /// `bad_window` (opens_on, closes_on).
    pub fn new(opens_on: Day, closes_on: Option<Day>, today: &Day) -> Result<Self> {
        if opens_on < *today {
            return Err(Error::invalid("bad_window", "opens_on"));
        }
        let closes_on = closes_on.unwrap_or_else(|| opens_on.plus_days(USUAL_DAYS));
        Self { opens_on, closes_on }.checked()
    }

    /// The same, ending later.
    ///
    /// # Errors
    /// `bad_window` where it would not, is past already, or gets longer than 84 days.
    pub fn extended(&self, closes_on: Day, today: &Day) -> Result<Self> {
        if closes_on <= self.closes_on || closes_on < *today {
            return Err(Error::invalid("bad_window", "closes_on"));
        }
        Self { opens_on: self.opens_on.clone(), closes_on }.checked()
    }

    fn checked(self) -> Result<Self> {
        let first = self.opens_on.plus_days(DAYS_MIN - 1);
        let last = self.opens_on.plus_days(DAYS_MAX - 1);
        match first <= self.closes_on && self.closes_on <= last {
            true => Ok(self),
            false => Err(Error::invalid("bad_window", "closes_on")),
        }
    }

    /// What an approved campaign is on that day.
    pub fn state_on(&self, today: &Day) -> State {
        match () {
            () if *today < self.opens_on => State::Approved,
            () if *today <= self.closes_on => State::Open,
            () => State::Closed,
        }
    }
}

/// The half-year of the academic calendar that a day is told as: group and date never stand together.
pub fn half_year(day: &Day) -> String {
    let (year, rest) = day.as_str().split_once('-').unwrap_or((day.as_str(), "01"));
    let half = if rest < "07" { 1 } else { 2 };
    format!("{year}-H{half}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn problem<T: std::fmt::Debug>(tried: Result<T>) -> String {
        tried.expect_err("refused").to_string()
    }

    #[test]
    fn minimums_may_be_raised_and_never_lowered_below_three_and_five() {
        let minimums = |aim, total, group| Minimums { aim, total, group }.check();

        assert!(minimums(12, 8, 3).is_ok());
        assert!(minimums(20, 15, 5).is_ok());
        assert!(minimums(5, 5, 3).is_ok());
        assert_eq!(problem(minimums(12, 8, 2)), "below_floor (minimums.group)");
        assert_eq!(problem(minimums(12, 4, 3)), "below_floor (minimums.total)");
        assert_eq!(problem(minimums(6, 8, 3)), "bad_minimums (minimums)");
        assert_eq!(problem(minimums(101, 8, 3)), "bad_minimums (minimums)");
    }

    #[test]
    fn a_window_is_three_weeks_unless_said_and_may_only_grow() {
        let today = day("2026-11-18");
        let usual = Window::new(today.clone(), None, &today).expect("a window");

        assert_eq!(usual.closes_on, day("2026-12-08"));
        assert_eq!(usual.state_on(&day("2026-12-08")), State::Open);
        assert_eq!(usual.state_on(&day("2026-12-09")), State::Closed);
        assert!(usual.extended(day("2026-12-20"), &today).is_ok());
        assert_eq!(problem(usual.extended(day("2026-12-08"), &today)), "bad_window (closes_on)");
        assert_eq!(problem(usual.extended(day("2027-02-10"), &today)), "bad_window (closes_on)");
        assert_eq!(problem(Window::new(day("2026-11-17"), None, &today)), "bad_window (opens_on)");
        assert_eq!(problem(Window::new(today.clone(), Some(day("2026-11-20")), &today)), "bad_window (closes_on)");
    }

    #[test]
    fn groups_are_stored_by_their_words() {
        let groups = Groups::parse([Group::Staff, Group::Faculty]).expect("groups");

        assert_eq!(groups.text(), "faculty staff");
        assert_eq!(Groups::stored("faculty staff"), groups);
        assert_eq!(problem(Groups::parse([Group::Own])), "bad_group (groups)");
        assert_eq!(problem(Groups::parse([])), "no_groups (groups)");
    }

    #[test]
    fn an_occasion_is_told_by_its_half_year() {
        assert_eq!(half_year(&day("2026-06-30")), "2026-H1");
        assert_eq!(half_year(&day("2026-07-01")), "2026-H2");
    }
}
