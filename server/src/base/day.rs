//! Calendar days, as due dates and rotations use them. A day has no time zone; the program's zone decides which
//! day it is now.

use std::fmt;

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::clock::Timestamp;

/// A calendar day, `YYYY-MM-DD` on the wire and in the database (so that text order is date order).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Date)]
pub struct Day(String);

impl Day {
    /// Reads `YYYY-MM-DD` between the years 1900 and 2200, or `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let date: Date = text.parse().ok()?;
        let written = date.to_string();
        ((1900..=2200).contains(&date.year()) && written == text).then_some(Self(written))
    }

    /// The day `days` later (earlier where negative).
    pub fn plus_days(&self, days: i32) -> Self {
        self.date().checked_add(days.days()).map_or_else(|_| self.clone(), Self::from)
    }

    /// The moment the day begins in a time zone.
    pub fn begins_in(&self, zone: &TimeZone) -> Timestamp {
        let first = self.date().to_zoned(zone.clone()).map(|at| at.timestamp().as_millisecond());
        Timestamp(first.unwrap_or(i64::MAX))
    }

    /// The text form, `YYYY-MM-DD`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn date(&self) -> Date {
        self.0.parse().unwrap_or(Date::MIN)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date.to_string())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("unreadable_date"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert_eq!(Day::parse("2026-02-30"), None);
        assert_eq!(Day::parse("26-02-03"), None);
        assert_eq!(Day::parse("2026-02-03T00:00:00Z"), None);
    }

    #[test]
    fn a_day_begins_at_midnight_of_its_place() {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let day = Day::parse("2026-11-18").expect("a day");

        assert_eq!(day.begins_in(&zone).to_string(), "2026-11-18T05:00:00.000Z");
        assert_eq!(day.begins_in(&zone).day_in(&zone), day);
    }

    #[test]
    fn two_weeks_after_the_eighteenth_is_in_the_next_month() {
        let day = Day::parse("2026-11-18").expect("a day");

        assert_eq!(day.plus_days(14).as_str(), "2026-12-02");
    }
}
