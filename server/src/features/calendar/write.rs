//! Events as iCalendar (RFC 5545).

use icalendar::{Calendar, Component, Event as Vevent, EventStatus, Parameter, Property};

use super::model::Event;
use crate::base::{clock::Timestamp, day::Day};

/// All that is said where nothing else was chosen.
pub const SENTENCE: &str = "Action plan step due";

/// The feed, its lines ended by CRLF and folded at 75 octets.
pub fn calendar(events: &[Event]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Waymark//Action plans//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Waymark"),
        ("X-PUBLISHED-TTL", "PT6H"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let every = Property::new("REFRESH-INTERVAL", "PT6H").append_parameter(Parameter::new("VALUE", "DURATION")).done();
    calendar.append_property(every);
    for event in events {
        calendar.push(vevent(event));
    }
    calendar.to_string()
}

fn vevent(event: &Event) -> Vevent {
    let summary = match &event.goal {
        Some(goal) => format!("{SENTENCE}: {goal}"),
        None => SENTENCE.to_owned(),
    };
    let status = if event.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed };
    Vevent::with_uid(&event.uid.to_string())
        .add_property("DTSTAMP", utc(event.changed_at))
        .add_property("LAST-MODIFIED", utc(event.changed_at))
        .append_property(all_day("DTSTART", &event.on))
        .append_property(all_day("DTEND", &event.on.plus_days(1)))
        .add_property("SEQUENCE", event.sequence.to_string())
        .add_property("TRANSP", "TRANSPARENT")
        .add_property("CLASS", "PRIVATE")
        .summary(&summary)
        .status(status)
        .done()
}

fn all_day(key: &str, day: &Day) -> Property {
    Property::new(key, basic(day.as_str())).append_parameter(Parameter::new("VALUE", "DATE")).done()
}

/// `20261118T140000Z`.
fn utc(at: Timestamp) -> String {
    let text = at.to_string();
    let (seconds, _) = text.split_once('.').unwrap_or((text.trim_end_matches('Z'), ""));
    format!("{}Z", basic(seconds))
}

fn basic(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '-' | ':')).collect()
}
