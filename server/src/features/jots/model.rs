//! Types and rules of jots, pure.

use jiff::{SignedDuration, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    day::Day,
    error::Error,
    ids::{JotId, PersonId, ProgramId},
    text::Jotted,
};

/// For how many days a jot is kept after the rotation it belongs to.
pub const DAYS_KEPT: i32 = 30;

/// The body of `jots.keep`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepJot {
    /// Whom it is about.
    pub learner: PersonId,
    /// A few words, at most 500 characters.
    pub text: String,
    /// When the encounter was.
    pub observed_at: Timestamp,
}

/// The body of `jots.drop`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropJot {}

/// A jot that keeps every rule that needs no look into the database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in KeepJot
pub struct NewJot {
    pub id: JotId,
    pub learner: PersonId,
    pub text: Jotted,
    pub observed_at: Timestamp,
}

impl KeepJot {
    /// Checks the text.
    ///
    /// # Errors
    /// `empty`, `too_long` in `text`.
    pub fn parse(self, id: JotId) -> Result<NewJot, Error> {
        let text = Jotted::parse(&self.text).map_err(|error| Error::invalid(error.code(), "text"))?;
        Ok(NewJot { id, learner: self.learner, text, observed_at: self.observed_at })
    }
}

/// A jot on the wire and on its author's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in KeepJot
pub struct JotWire {
    pub id: JotId,
    pub program: ProgramId,
    pub author: PersonId,
    pub learner: PersonId,
    pub text: String,
    pub observed_at: Timestamp,
    pub received_at: Timestamp,
}

/// From one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// The day on which a jot goes by itself: 30 days after the last of the learner's `rotations` that it was observed in,
/// and 30 days after the day itself where there was none. A device's time more than 30 days before receipt, or after
/// it, does not count: then it is the day of receipt.
pub fn goes_on(observed_at: Timestamp, received_at: Timestamp, zone: &TimeZone, rotations: &[Span]) -> Day {
    let earliest = received_at.plus(SignedDuration::from_hours(-24 * i64::from(DAYS_KEPT)));
    let counts = earliest <= observed_at && observed_at <= received_at;
    let day = if counts { observed_at } else { received_at }.day_in(zone);
    let within = rotations.iter().filter(|span| span.from <= day && day <= span.to);
    within.map(|span| &span.to).max().unwrap_or(&day).plus_days(DAYS_KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a time")
    }

    fn span(from: &str, to: &str) -> Span {
        Span { from: Day::parse(from).expect("a day"), to: Day::parse(to).expect("a day") }
    }

    fn goes(observed: &str, received: &str, rotations: &[Span]) -> String {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        goes_on(at(observed), at(received), &zone, rotations).to_string()
    }

    #[test]
    fn a_jot_goes_a_month_after_the_rotation_it_was_observed_in() {
        let rotations =
            [span("2026-11-01", "2026-11-28"), span("2026-11-18", "2026-11-20"), span("2026-12-01", "2026-12-31")];

        assert_eq!(goes("2026-11-18T14:00:00Z", "2026-11-18T14:01:00Z", &rotations), "2026-12-28");
        assert_eq!(goes("2026-11-29T14:00:00Z", "2026-11-29T14:01:00Z", &rotations), "2026-12-29", "between two");
        // In New York it is still the 28th.
        assert_eq!(goes("2026-11-29T04:00:00Z", "2026-11-29T14:01:00Z", &rotations), "2026-12-28");
    }

    #[test]
    fn a_wrong_clock_neither_keeps_a_jot_for_ever_nor_takes_it_at_once() {
        assert_eq!(goes("2035-01-01T14:00:00Z", "2026-11-18T14:00:00Z", &[]), "2026-12-18");
        assert_eq!(goes("2020-01-01T14:00:00Z", "2026-11-18T14:00:00Z", &[]), "2026-12-18");
        assert_eq!(goes("2026-11-10T14:00:00Z", "2026-11-18T14:00:00Z", &[]), "2026-12-10", "a week offline");
    }

    #[test]
    fn five_hundred_characters_fit_and_one_more_does_not() {
        let keep = |text: String| {
            let body = KeepJot { learner: PersonId(uuid::Uuid::nil()), text, observed_at: Timestamp(0) };
            body.parse(JotId(uuid::Uuid::nil())).map_err(|error| error.to_string())
        };

        assert!(keep("é".repeat(500)).is_ok());
        assert_eq!(keep("é".repeat(501)), Err("too_long (text)".into()));
        assert_eq!(keep(" \u{0} ".into()), Err("empty (text)".into()));
    }
}
