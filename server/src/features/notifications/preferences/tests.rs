use super::*;

fn chosen(from: &str, to: &str) -> Preferences {
    let body = Prefer {
        kinds: BTreeMap::new(),
        quiet_from: Some(from.into()),
        quiet_to: Some(to.into()),
        digest: Digest::Daily,
        time_zone: None,
    };
    Preferences::parse(&body).expect("preferences")
}

fn new_york() -> TimeZone {
    TimeZone::get("America/New_York").expect("a zone")
}

/// When something of this moment is sent, in New York.
fn rings(preferences: &Preferences, at: &str) -> String {
    let at = Timestamp::parse(at).expect("a time");
    preferences.ring_at(at, &new_york()).in_zone(&new_york()).strftime("%d %H:%M").to_string()
}

#[test]
fn quiet_hours_over_midnight_end_in_the_morning() {
    let night = chosen("22:00", "06:00");

    assert_eq!(rings(&night, "2026-11-18T21:59:00-05:00"), "18 21:59");
    assert_eq!(rings(&night, "2026-11-18T22:00:00-05:00"), "19 06:00");
    assert_eq!(rings(&night, "2026-11-19T05:59:00-05:00"), "19 06:00");
    assert_eq!(rings(&night, "2026-11-19T06:00:00-05:00"), "19 06:00");
}

#[test]
fn quiet_hours_of_the_day_are_for_those_who_sleep_then() {
    let day = chosen("09:00", "17:00");

    assert_eq!(rings(&day, "2026-11-18T08:59:00-05:00"), "18 08:59");
    assert_eq!(rings(&day, "2026-11-18T12:00:00-05:00"), "18 17:00");
    assert_eq!(rings(&day, "2026-11-18T23:00:00-05:00"), "18 23:00");
}

#[test]
fn an_hour_that_the_clock_leaves_out_ends_quiet_hours_all_the_same() {
    let spring = chosen("22:00", "02:30");

    assert_eq!(rings(&spring, "2027-03-13T23:00:00-05:00"), "14 03:30");
    assert_eq!(rings(&spring, "2027-11-06T23:00:00-04:00"), "07 02:30");
}

#[test]
fn ones_own_time_zone_goes_before_the_programs() {
    let mut abroad = chosen("22:00", "06:00");
    abroad.zone = TimeZone::get("Asia/Tokyo").ok();

    assert_eq!(rings(&abroad, "2026-11-18T09:00:00-05:00"), "18 16:00");
}

#[test]
fn the_digest_comes_in_the_morning_or_when_quiet_hours_end() {
    let at = |preferences: &Preferences, at: &str| {
        let at = Timestamp::parse(at).expect("a time");
        preferences.digest_at(at, &new_york()).in_zone(&new_york()).strftime("%d %H:%M").to_string()
    };

    assert_eq!(at(&Preferences::default(), "2026-11-18T06:00:00-05:00"), "18 07:00");
    assert_eq!(at(&Preferences::default(), "2026-11-18T07:00:00-05:00"), "19 07:00");
    assert_eq!(at(&chosen("21:00", "09:15"), "2026-11-18T12:00:00-05:00"), "19 09:15");
}

#[test]
fn what_is_stored_is_read_as_it_was() {
    let chosen = chosen("21:00", "09:15").without_mail(Some(NotificationKind::RequestNew));
    let row = chosen.row(PersonId(Uuid::nil()), Timestamp(0)).expect("a row");

    assert_eq!(Preferences::of_row(&row), chosen);
    assert!(!chosen.channels(NotificationKind::RequestNew).mail);
    assert!(chosen.channels(NotificationKind::FeedbackNew).mail);
}
