//! `Retry-After`, in both its forms.

use jiff::{SignedDuration, fmt::rfc2822::DateTimeParser};

use crate::base::clock::Timestamp;

/// Nobody makes us wait longer.
const MOST: SignedDuration = SignedDuration::from_hours(24);

/// How long a service wants to be left alone: seconds, or a date as HTTP writes it. Nothing where it cannot be read.
pub fn read(value: &str, now: Timestamp) -> Option<SignedDuration> {
    let value = value.trim();
    let wait = match value.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(seconds.into()),
        Err(_) => {
            let date = DateTimeParser::new().parse_timestamp(value).ok()?;
            Timestamp(date.as_millisecond()).since(now)
        }
    };
    Some(wait.clamp(SignedDuration::ZERO, MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_understood_and_nonsense_is_not() {
        let now = Timestamp::parse("2026-11-27T18:00:00Z").expect("a time");
        let seconds = |value: &str| read(value, now).map(|wait| wait.as_secs());

        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Fri, 27 Nov 2026 18:05:00 GMT"), Some(300));
        assert_eq!(seconds("Fri, 27 Nov 2026 17:00:00 GMT"), Some(0), "past");
        assert_eq!(seconds("4294967295"), Some(86_400));
        assert_eq!(seconds("Fri, 27 Nov 2099 17:00:00 GMT"), Some(86_400));
        assert_eq!(seconds("99999999999999999999"), None);
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-5"), None);
    }
}
