//! What messages say. No names, no text of anybody, no ward: they lie on lock screens and in mailboxes.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    base::ids::{NotificationId, PersonId},
    entities::notification::NotificationKind,
    features::notifications::model::kind_word,
    platform::{
        auth::keys::{Keys, Purpose},
        mail::Mail,
        push::{Push, Recipient, Urgency},
    },
};

/// The word of a digest among the kinds of messages.
pub const DIGEST: &str = "digest";
/// The word of a message that shows that messages arrive.
pub const TEST: &str = "test";
/// The host of everything that goes by mail.
pub const MAIL: &str = "mail";

/// For how long a push service keeps a message, in seconds: a week, after which the app has long said it.
const WEEK_S: u32 = 7 * 24 * 3_600;
/// A test is of use at once or not at all.
const MINUTE_S: u32 = 60;

/// A message before it is addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    title: String,
    /// Where it leads, below the public address.
    path: String,
    /// What a repeat takes the place of.
    topic: String,
    urgency: Urgency,
    ttl_s: u32,
    /// The kind that a mail's reader can end; every kind where it is none.
    ends: Option<NotificationKind>,
    /// More lines of a mail.
    lines: Vec<String>,
}

impl Letter {
    /// Of one notification.
    pub fn single(person: PersonId, id: NotificationId, kind: NotificationKind, about: Uuid) -> Self {
        // Of what devices are not sent, the thing itself is where it leads.
        let path = match kind {
            NotificationKind::FeedbackNew => format!("/entry/{about}"),
            NotificationKind::JotsWaiting => "/later".into(),
            _ => format!("/inbox/go/{id}"),
        };
        Self {
            title: title(kind).into(),
            path,
            topic: topic(person, &kind_word(kind), about),
            urgency: urgency(kind),
            ttl_s: WEEK_S,
            ends: Some(kind),
            lines: Vec::new(),
        }
    }

    /// Of what somebody has not read, by kind.
    pub fn digest(person: PersonId, unread: &BTreeMap<NotificationKind, i64>) -> Self {
        let total: i64 = unread.values().sum();
        let many = if total == 1 { "notification" } else { "notifications" };
        Self {
            title: format!("You have {total} unread {many}"),
            path: "/inbox".into(),
            topic: topic(person, DIGEST, Uuid::nil()),
            urgency: Urgency::Low,
            ttl_s: WEEK_S,
            ends: None,
            lines: unread.iter().map(|(kind, count)| format!("{count} × {}", counted(*kind))).collect(),
        }
    }

    /// That messages arrive.
    pub fn test(person: PersonId) -> Self {
        Self {
            title: "Waymark reaches this device".into(),
            path: "/inbox".into(),
            topic: topic(person, TEST, Uuid::nil()),
            urgency: Urgency::High,
            ttl_s: MINUTE_S,
            ends: None,
            lines: Vec::new(),
        }
    }

    /// As a push message: declarative web push, which devices without our service worker show as well.
    pub fn push(&self, public_url: &str, endpoint: String, recipient: Recipient, unread: i64) -> Push {
        let payload = json!({ "web_push": 8030, "notification": {
            "title": self.title, "navigate": format!("{public_url}{}", self.path), "tag": self.topic,
            "app_badge": unread.to_string(),
        } });
        Push {
            endpoint,
            recipient,
            payload: payload.to_string().into_bytes(),
            topic: self.topic.clone(),
            urgency: self.urgency,
            ttl_s: self.ttl_s,
        }
    }

    /// As a mail.
    pub fn mail(&self, public_url: &str, keys: &Keys, id: Uuid, person: PersonId, to: String) -> Mail {
        let (title, link) = (&self.title, format!("{public_url}{}", self.path));
        let stop =
            format!("{public_url}/api/v1/unsubscribe?token={}", Unsubscribe { person, kind: self.ends }.token(keys));
        let (lines, items) = match self.lines.is_empty() {
            true => (String::new(), String::new()),
            false => (
                self.lines.iter().map(|line| format!("  {line}\n")).collect::<String>() + "\n",
                format!("<ul>{}</ul>", self.lines.iter().map(|line| format!("<li>{line}</li>")).collect::<String>()),
            ),
        };
        let why = "What it says is in Waymark, where you also choose what is mailed to you:";
        Mail {
            id,
            to,
            subject: title.clone(),
            text: format!("{title}.\n\n{lines}{link}\n\n{why}\n{public_url}/you\n"),
            html: Some(format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
                 <body style=\"font-family:sans-serif;font-size:16px;line-height:1.5\"><p><strong>{title}.</strong></p>\
                 {items}<p><a href=\"{link}\">Open Waymark</a></p>\
                 <p style=\"color:#555\">{why} <a href=\"{public_url}/you\">{public_url}/you</a></p></body></html>\n"
            )),
            unsubscribe: Some(stop),
        }
    }
}

/// What is told in one sentence.
fn title(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::RequestNew => "You are asked for feedback",
        NotificationKind::RequestReminder => "You are still asked for feedback",
        NotificationKind::RequestAnswered => "Your request was answered",
        NotificationKind::RequestDeclined => "Your request was declined",
        NotificationKind::FeedbackNew => "You have new feedback",
        NotificationKind::ResponseNew => "There is a reply to your feedback",
        NotificationKind::PlanProposed => "A plan was proposed to you",
        NotificationKind::PlanStepDue => "A step of your plan is due",
        NotificationKind::LookAgainDue => "It is time to look again",
        NotificationKind::PlanQuiet => "A plan of yours has been quiet for three weeks",
        NotificationKind::JotsWaiting => "You have notes to finish",
        NotificationKind::CheckInAsked => "You are asked to check in with a learner",
        NotificationKind::CheckInAboutYou => "Your coach is asked to check in with you",
        NotificationKind::MeetingSet => "A meeting with your coach has a day",
    }
}

/// What is counted in a digest.
fn counted(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::RequestNew => "asked for feedback",
        NotificationKind::RequestReminder => "still asked for feedback",
        NotificationKind::RequestAnswered => "request answered",
        NotificationKind::RequestDeclined => "request declined",
        NotificationKind::FeedbackNew => "new feedback",
        NotificationKind::ResponseNew => "reply to your feedback",
        NotificationKind::PlanProposed => "plan proposed",
        NotificationKind::PlanStepDue => "step due",
        NotificationKind::LookAgainDue => "look again",
        NotificationKind::PlanQuiet => "quiet plan",
        NotificationKind::JotsWaiting => "notes to finish",
        NotificationKind::CheckInAsked => "asked to check in",
        NotificationKind::CheckInAboutYou => "coach asked to check in",
        NotificationKind::MeetingSet => "meeting with a day",
    }
}

/// A due day can wait until the device wakes by itself, and so can notes and quiet plans.
fn urgency(kind: NotificationKind) -> Urgency {
    match kind {
        NotificationKind::PlanStepDue
        | NotificationKind::LookAgainDue
        | NotificationKind::PlanQuiet
        | NotificationKind::JotsWaiting
        | NotificationKind::MeetingSet => Urgency::Low,
        _ => Urgency::Normal,
    }
}

/// 32 characters that say nothing to the push service, and differ from person to person.
fn topic(person: PersonId, word: &str, about: Uuid) -> String {
    let hash = Sha256::new().chain_update(person.0).chain_update(word).chain_update(about).finalize();
    URL_SAFE_NO_PAD.encode(&hash[..24])
}

/// "No more mail of this kind", said without signing in: only whoever has the mail has the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsubscribe {
    /// Whose mail.
    pub person: PersonId,
    /// Of which kind; of every kind where it is none.
    pub kind: Option<NotificationKind>,
}

impl Unsubscribe {
    /// The token.
    pub fn token(self, keys: &Keys) -> String {
        let said = self.said();
        format!("{said}.{}", URL_SAFE_NO_PAD.encode(keys.mac(Purpose::Unsubscribe, said.as_bytes())))
    }

    /// What a token says, where it is one of ours.
    pub fn read(token: &str, keys: &Keys) -> Option<Self> {
        let (said, mac) = token.rsplit_once('.')?;
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        if !keys.is_mac(Purpose::Unsubscribe, said.as_bytes(), &mac) {
            return None;
        }
        let (person, word) = said.split_once('.')?;
        let kind = if word == DIGEST { None } else { Some(serde_json::from_value(word.into()).ok()?) };
        Some(Self { person: person.parse().ok()?, kind })
    }

    fn said(self) -> String {
        let word = self.kind.map_or_else(|| DIGEST.to_owned(), kind_word);
        format!("{}.{word}", self.person.0.simple())
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn a_token_is_good_for_whom_and_what_it_was_made() {
        let keys = Keys::for_tests();
        let person = PersonId(Uuid::from_u128(7));
        for kind in NotificationKind::iter().map(Some).chain([None]) {
            let said = Unsubscribe { person, kind };
            let token = said.token(&keys);
            assert_eq!(Unsubscribe::read(&token, &keys), Some(said));
            assert!(token.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-".contains(&c)), "{token}");

            let other = token.replacen('7', "8", 1);
            assert_eq!(Unsubscribe::read(&other, &keys), None);
        }
        for forged in ["", ".", "..", "a.b.c", "feedback_new", &"x".repeat(100_000)] {
            assert_eq!(Unsubscribe::read(forged, &keys), None);
        }
    }

    #[test]
    fn a_topic_fits_its_header_and_tells_persons_apart() {
        let [one, other] = [1, 2].map(|n| topic(PersonId(Uuid::from_u128(n)), "feedback_new", Uuid::nil()));

        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }
}
