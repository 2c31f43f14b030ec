//! What somebody wants to be told, by which channel, and when. Pure.

use std::collections::BTreeMap;

use jiff::{ToSpan, Zoned, civil::Time, tz::TimeZone};
use sea_orm::Iterable;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::NotificationKind;
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::PersonId,
    },
    entities::notification_preference,
};

/// When the daily digest comes where no quiet hours end earlier or later.
const MORNING: Time = Time::constant(7, 0, 0, 0);

/// By which channels a kind of notification goes out. In the app it always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// To devices that take push messages.
    pub push: bool,
    /// To the mail address.
    pub mail: bool,
}

/// Single messages, or one a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Digest {
    /// Each by itself.
    None,
    /// Once a day, how many there are.
    Daily,
}

/// The body of `notifications.prefer`: everything at once, the last to arrive counts.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Prefer {
    /// Each kind with its channels; what is not named is as if nothing had been chosen.
    pub kinds: BTreeMap<NotificationKind, Channels>,
    /// From when nothing is sent, `HH:MM`; with `quiet_to`, or neither.
    #[serde(default)]
    pub quiet_from: Option<String>,
    /// Until when nothing is sent, `HH:MM`.
    #[serde(default)]
    pub quiet_to: Option<String>,
    /// Single messages, or one a day.
    pub digest: Digest,
    /// The person's IANA time zone; the program's where none is named.
    #[serde(default)]
    pub time_zone: Option<String>,
}

/// What somebody wants to be told, on their devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PreferencesWire {
    /// [`preferences_id`] of the person.
    pub id: Uuid,
    /// Every kind with its channels.
    pub kinds: BTreeMap<NotificationKind, Channels>,
    /// From when nothing is sent, `HH:MM`.
    pub quiet_from: Option<String>,
    /// Until when nothing is sent, `HH:MM`.
    pub quiet_to: Option<String>,
    /// Single messages, or one a day.
    pub digest: Digest,
    /// The person's IANA time zone; the program's where none is named.
    pub time_zone: Option<String>,
}

/// The id of a person's preferences: version 5 of `preferences` in the name space of the person's id.
pub fn preferences_id(person: PersonId) -> Uuid {
    Uuid::new_v5(&person.0, b"preferences")
}

/// What somebody wants to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    kinds: BTreeMap<NotificationKind, Channels>,
    quiet: Option<(Time, Time)>,
    zone: Option<TimeZone>,
    digest: Digest,
}

/// What holds for whoever never chose: push for everything, where a device takes it, but the evening reminder of jots,
/// which one asks for, and what a coach and a learner have spoken about or will; mail where somebody waits for them or
/// wrote to them; no quiet hours but the phone's own.
impl Default for Preferences {
    fn default() -> Self {
        let kinds = NotificationKind::iter().map(|kind| (kind, usual(kind))).collect();
        Self { kinds, quiet: None, zone: None, digest: Digest::None }
    }
}

fn usual(kind: NotificationKind) -> Channels {
    use NotificationKind::{
        CheckInAboutYou, CheckInAsked, FeedbackNew, JotsWaiting, LookAgainDue, MeetingSet, PlanProposed, PlanQuiet,
        PlanStepDue, RequestAnswered, RequestDeclined, RequestNew, RequestReminder, ResponseNew,
    };
    let mail = match kind {
        RequestNew | FeedbackNew | CheckInAsked => true,
        RequestReminder | RequestAnswered | RequestDeclined | ResponseNew | PlanProposed | PlanStepDue
        | LookAgainDue | PlanQuiet | JotsWaiting | CheckInAboutYou | MeetingSet => false,
    };
    Channels { push: !matches!(kind, JotsWaiting | CheckInAboutYou | MeetingSet), mail }
}

impl Preferences {
    /// Those chosen.
    ///
    /// # Errors
    /// `missing_field` where only one end of the quiet hours is there; `unreadable_time`; `unknown_time_zone`.
    pub fn parse(body: &Prefer) -> Result<Self> {
        let at = |text: &Option<String>, field: &'static str| match text {
            None => Ok(None),
            Some(text) => read_time(text).map(Some).ok_or_else(|| Error::invalid("unreadable_time", field)),
        };
        let quiet = match (at(&body.quiet_from, "quiet_from")?, at(&body.quiet_to, "quiet_to")?) {
            (Some(from), Some(to)) => (from != to).then_some((from, to)),
            (None, None) => None,
            (None, Some(_)) => return Err(Error::invalid("missing_field", "quiet_from")),
            (Some(_), None) => return Err(Error::invalid("missing_field", "quiet_to")),
        };
        let zone = body.time_zone.as_deref().map(TimeZone::get).transpose();
        let zone = zone.map_err(|_| Error::invalid("unknown_time_zone", "time_zone"))?;
        let mut kinds = Self::default().kinds;
        kinds.extend(body.kinds.iter().map(|(kind, channels)| (*kind, *channels)));
        Ok(Self { kinds, quiet, zone, digest: body.digest })
    }

    /// Those stored; a column that cannot be read counts as never chosen.
    pub fn of_row(row: &notification_preference::Model) -> Self {
        let mut preferences = Self::default();
        let kinds: BTreeMap<NotificationKind, Channels> = serde_json::from_str(&row.kinds).unwrap_or_default();
        preferences.kinds.extend(kinds);
        let times = row.quiet_from.as_deref().and_then(read_time).zip(row.quiet_to.as_deref().and_then(read_time));
        preferences.quiet = times;
        preferences.zone = row.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        preferences.digest = if row.digest == "daily" { Digest::Daily } else { Digest::None };
        preferences
    }

    /// The row to store.
    ///
    /// # Errors
    /// [`Error::Internal`] where the kinds cannot be written as JSON, which they can.
    pub fn row(&self, person: PersonId, now: Timestamp) -> Result<notification_preference::Model> {
        let PreferencesWire { kinds, quiet_from, quiet_to, time_zone, .. } = self.wire(person);
        Ok(notification_preference::Model {
            person_id: person,
            kinds: serde_json::to_string(&kinds)?,
            quiet_from,
            quiet_to,
            time_zone,
            digest: if self.digest == Digest::Daily { "daily".into() } else { "none".into() },
            set_at: now,
        })
    }

    /// As the person's devices have them.
    pub fn wire(&self, person: PersonId) -> PreferencesWire {
        let write = |time: Time| time.strftime("%H:%M").to_string();
        PreferencesWire {
            id: preferences_id(person),
            kinds: self.kinds.clone(),
            quiet_from: self.quiet.map(|(from, _)| write(from)),
            quiet_to: self.quiet.map(|(_, to)| write(to)),
            digest: self.digest,
            time_zone: self.zone.as_ref().and_then(TimeZone::iana_name).map(str::to_owned),
        }
    }

    /// The channels of a kind.
    pub fn channels(&self, kind: NotificationKind) -> Channels {
        self.kinds.get(&kind).copied().unwrap_or_else(|| usual(kind))
    }

    /// No mail of this kind any more; of no kind at all where none is named.
    pub fn without_mail(mut self, kind: Option<NotificationKind>) -> Self {
        for (_, channels) in self.kinds.iter_mut().filter(|(known, _)| kind.is_none_or(|kind| kind == **known)) {
            channels.mail = false;
        }
        self
    }

    /// Whether single messages are gathered into one a day.
    pub fn is_daily(&self) -> bool {
        self.digest == Digest::Daily
    }

    /// When something of now may be sent: now, or at the end of the quiet hours. `program` is the program's time zone.
    pub fn ring_at(&self, now: Timestamp, program: &TimeZone) -> Timestamp {
        let Some((from, to)) = self.quiet else { return now };
        let here = self.here(now, program);
        let time = here.time();
        let is_quiet = if from < to { from <= time && time < to } else { from <= time || time < to };
        if is_quiet { next(&here, to) } else { now }
    }

    /// When the next digest comes: at the end of the quiet hours, or at seven in the morning.
    pub fn digest_at(&self, now: Timestamp, program: &TimeZone) -> Timestamp {
        next(&self.here(now, program), self.quiet.map_or(MORNING, |(_, to)| to))
    }

    /// What the clock on the person's wall shows. `program` is the program's time zone.
    pub fn here(&self, now: Timestamp, program: &TimeZone) -> Zoned {
        now.in_zone(self.zone.as_ref().unwrap_or(program))
    }
}

/// The next time the clock on the wall shows `time`, after `here`. Where it never shows it, the moment it jumps over it.
fn next(here: &Zoned, time: Time) -> Timestamp {
    let today = here.date();
    let days = [today, today.saturating_add(1.day()), today.saturating_add(2.days())];
    let moments = days.into_iter().filter_map(|day| here.time_zone().to_zoned(day.to_datetime(time)).ok());
    let now = Timestamp(here.timestamp().as_millisecond());
    let mut moments = moments.map(|moment| Timestamp(moment.timestamp().as_millisecond()));
    moments.find(|moment| *moment > now).unwrap_or(now)
}

fn read_time(text: &str) -> Option<Time> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    Time::new(two(hours)?, two(minutes)?, 0, 0).ok()
}

#[cfg(test)]
mod tests;
