//! Time and fresh ids as arguments: rules never look at a clock, and tests move time by hand.

use std::fmt;

use jiff::{SignedDuration, Zoned, tz::TimeZone};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

use super::day::Day;

/// A moment: UTC, whole milliseconds since 1970. RFC 3339 with `Z` on the wire, an integer in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads an RFC 3339 time with its offset, or `None` where it cannot be read.
    pub fn parse(text: &str) -> Option<Self> {
        let at: jiff::Timestamp = text.parse().ok()?;
        Some(Self(at.as_millisecond()))
    }

    /// The same moment moved by `duration` (may be negative); stops at the ends of time.
    pub fn plus(self, duration: SignedDuration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// How long it is from `earlier` to this moment.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// The calendar day of this moment in a program's time zone.
    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day::from(self.in_zone(zone).date())
    }

    /// What a clock on the wall and a calendar show at this moment in a time zone.
    pub fn in_zone(self, zone: &TimeZone) -> Zoned {
        self.as_jiff().to_zoned(zone.clone())
    }

    fn as_jiff(self) -> jiff::Timestamp {
        let first = jiff::Timestamp::MIN.as_millisecond();
        let last = jiff::Timestamp::MAX.as_millisecond();
        jiff::Timestamp::from_millisecond(self.0.clamp(first, last)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.as_jiff())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("unreadable_time"))
    }
}

impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}

impl utoipa::ToSchema for Timestamp {}

/// Where the present moment comes from.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Where fresh ids and secrets come from.
pub trait Ids: Send + Sync {
    /// A time-ordered id (version 7) for a thing made on the server at `now`.
    fn next(&self, now: Timestamp) -> Uuid;
    /// Fills `bytes` with randomness fit for secrets.
    fn fill(&self, bytes: &mut [u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_with_an_offset_is_the_same_moment_in_utc() {
        let at = Timestamp::parse("2026-11-22T09:41:07.120-05:00").expect("readable");

        assert_eq!(at.to_string(), "2026-11-22T14:41:07.120Z");
    }

    #[test]
    fn whole_seconds_still_show_their_milliseconds() {
        let at = Timestamp::parse("2026-11-22T09:41:07Z").expect("readable");

        assert_eq!(at.to_string(), "2026-11-22T09:41:07.000Z");
    }

    #[test]
    fn nonsense_is_not_a_time() {
        assert_eq!(Timestamp::parse("yesterday"), None);
        assert_eq!(Timestamp::parse("2026-13-01T00:00:00Z"), None);
        assert_eq!(Timestamp::parse("2026-11-22T09:41:07"), None);
    }
}
