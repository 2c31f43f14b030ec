//! The story's days and hours: counted from its today, in the program's time zone.

use jiff::{SignedDuration, ToSpan, civil::Date, civil::Weekday, tz::TimeZone};

use super::dice::Dice;
use crate::base::{clock::Timestamp, day::Day};

/// A day of the story: 0 is today, -1 yesterday.
pub type DayNumber = i32;

/// The last minute of the story's today in which anything happens: five to ten in the morning.
const LAST_MINUTE: i64 = 9 * 60 + 55;
/// First-years of fewer days would have nothing to show; the story then stays in the training year before.
const SHORTEST_YEAR: DayNumber = 75;

/// See the module.
pub struct Calendar {
    zone: TimeZone,
    today: Date,
}

impl Calendar {
    /// The calendar of a demo made at `now`: its today is the latest day whose ten o'clock has passed, so that
    /// nothing in it is still to come, and so that the same day gives the same story.
    pub fn new(zone: TimeZone, now: Timestamp) -> Self {
        let today = now.plus(SignedDuration::from_hours(-10)).day_in(&zone);
        Self { zone, today: today.as_str().parse().unwrap_or(Date::MIN) }
    }

    /// The calendar day.
    pub fn day(&self, day: DayNumber) -> Day {
        Day::from(self.date(day))
    }

    /// So many minutes after midnight of that day, with seconds and milliseconds from the dice.
    pub fn at(&self, day: DayNumber, minute: i64, dice: &mut Dice) -> Timestamp {
        self.sharp(day, minute).plus(SignedDuration::from_millis(dice.between(0, 59_999)))
    }

    /// The sharp minute of that day.
    pub fn sharp(&self, day: DayNumber, minute: i64) -> Timestamp {
        let midnight = self.date(day).to_zoned(self.zone.clone());
        let midnight = midnight.map_or(0, |midnight| midnight.timestamp().as_millisecond());
        // The two days a year of 23 or 25 hours are off by one of them, at hours when few are awake.
        Timestamp(midnight).plus(SignedDuration::from_mins(minute))
    }

    /// The moment at which the story stops.
    pub fn end(&self) -> Timestamp {
        self.sharp(0, LAST_MINUTE)
    }

    /// The day of a moment.
    pub fn number(&self, at: Timestamp) -> DayNumber {
        let date: Date = at.day_in(&self.zone).as_str().parse().unwrap_or(self.today);
        self.today.until(date).map_or(0, |span| span.get_days())
    }

    /// Whether few but the wards work on that day.
    pub fn is_weekend(&self, day: DayNumber) -> bool {
        matches!(self.date(day).weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// Whether the day is a Friday.
    pub fn is_friday(&self, day: DayNumber) -> bool {
        self.date(day).weekday() == Weekday::Friday
    }

    /// The first day of the present four-week block: a Monday one to two weeks ago.
    pub fn block_start(&self) -> DayNumber {
        let after_monday = self.date(-8).weekday().to_monday_zero_offset();
        -8 - i32::from(after_monday)
    }

    /// The first of July on which the present training year of the story began.
    pub fn year_start(&self) -> DayNumber {
        let first_of_july = |year| Date::new(year, 7, 1).unwrap_or(self.today);
        let number = |date: Date| self.today.until(date).map_or(0, |span| span.get_days());
        let latest = number(first_of_july(self.today.year()));
        if latest <= -SHORTEST_YEAR { latest } else { number(first_of_july(self.today.year() - 1)) }
    }

    fn date(&self, day: DayNumber) -> Date {
        self.today.checked_add(day.days()).unwrap_or(self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: &str) -> Calendar {
        let zone = TimeZone::get("America/Chicago").expect("a zone");
        Calendar::new(zone, Timestamp::parse(now).expect("a time"))
    }

    #[test]
    fn before_ten_in_the_morning_the_story_ends_yesterday() {
        assert_eq!(at("2026-11-22T15:59:00Z").day(0).as_str(), "2026-11-21");
        assert_eq!(at("2026-11-22T16:00:00Z").day(0).as_str(), "2026-11-22");
        assert_eq!(at("2026-11-22T16:00:00Z").end().to_string(), "2026-11-22T15:55:00.000Z");
    }

    #[test]
    fn the_block_began_on_a_monday_one_to_two_weeks_ago() {
        for day in 10..24 {
            let calendar = at(&format!("2026-11-{day}T20:00:00Z"));

            assert!((-14..=-8).contains(&calendar.block_start()));
            assert_eq!(calendar.date(calendar.block_start()).weekday(), Weekday::Monday);
        }
    }

    #[test]
    fn a_year_of_training_is_never_too_young_to_tell_of() {
        assert_eq!(at("2026-11-22T20:00:00Z").day(at("2026-11-22T20:00:00Z").year_start()).as_str(), "2026-07-01");
        assert_eq!(at("2026-08-01T20:00:00Z").day(at("2026-08-01T20:00:00Z").year_start()).as_str(), "2025-07-01");
        assert_eq!(at("2027-02-01T20:00:00Z").day(at("2027-02-01T20:00:00Z").year_start()).as_str(), "2026-07-01");
    }

    #[test]
    fn a_moment_is_of_its_own_day() {
        let calendar = at("2026-11-22T20:00:00Z");
        let moment = calendar.sharp(-40, 7 * 60 + 12);

        assert_eq!(calendar.number(moment), -40);
    }
}
