//! When things happen by themselves. Pure.

use jiff::{ToSpan, civil::Time, tz::TimeZone};

use super::model::Window;
use crate::base::{clock::Timestamp, day::Day};

/// Raters get no mail before.
const MORNING: Time = Time::constant(8, 0, 0, 0);
/// Nor after.
const EVENING: Time = Time::constant(19, 0, 0, 0);
/// How many days before the last one those who did not answer are reminded, once.
const REMIND_BEFORE: i32 = 5;

/// Now, where it is day there, or the next morning: nobody is mailed by night.
pub fn daytime(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let here = now.in_zone(zone);
    let date = match here.time() {
        time if time < MORNING => here.date(),
        time if time < EVENING => return now,
        _ => here.date().saturating_add(1.day()),
    };
    let morning = zone.to_zoned(date.to_datetime(MORNING)).map(|at| at.timestamp().as_millisecond());
    morning.map_or(now, Timestamp)
}

/// Whether the day of the one reminder has come.
pub fn is_time_to_remind(window: &Window, today: &Day) -> bool {
    *today > window.opens_on && *today >= window.closes_on.plus_days(-REMIND_BEFORE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> String {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        daytime(Timestamp::parse(text).expect("a time"), &zone).to_string()
    }

    #[test]
    fn nobody_is_mailed_by_night() {
        assert_eq!(at("2026-11-18T14:00:00Z"), "2026-11-18T14:00:00.000Z");
        assert_eq!(at("2026-11-18T05:10:00Z"), "2026-11-18T13:00:00.000Z");
        assert_eq!(at("2026-11-19T01:00:00Z"), "2026-11-19T13:00:00.000Z");
    }
}
