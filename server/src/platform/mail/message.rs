//! A mail as RFC 5322 has it.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};

use super::Mail;
use crate::base::{
    clock::Clock,
    error::{Error, Result},
};

/// Whom mail comes from, and the clock that dates it.
#[derive(Clone)]
pub struct Sender {
    from: Mailbox,
    clock: Arc<dyn Clock>,
}

/// The sender cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no sender for mail: give an address, or a name and an address as in `Waymark <waymark@example.org>`")]
pub struct SenderError(String);

impl Sender {
    /// The sender that `from` names.
    ///
    /// # Errors
    /// [`SenderError`].
    pub fn parse(from: &str, clock: Arc<dyn Clock>) -> Result<Self, SenderError> {
        let from = from.parse().map_err(|_| SenderError(from.to_owned()))?;
        Ok(Self { from, clock })
    }

    /// The message as it goes over the wire.
    pub(super) fn write(&self, mail: &Mail) -> Result<Message> {
        let to = mail.to.parse().map_err(|_| Error::internal("the address of a person is no mail address"))?;
        let sent = Duration::from_millis(u64::try_from(self.clock.now().0).unwrap_or(0));
        let mut message = Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .date(SystemTime::UNIX_EPOCH + sent)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject);
        if let Some(address) = &mail.unsubscribe {
            message = message.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
        }
        let message = match &mail.html {
            Some(html) => message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), html.clone())),
            None => message.header(ContentType::TEXT_PLAIN).body(mail.text.clone()),
        };
        message.map_err(Error::internal)
    }
}

/// Where mail of this kind is ended.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(value.into()))
    }

    fn display(&self) -> HeaderValue {
        // An address in one piece: a line broken inside it would not be understood everywhere.
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
    }
}

/// That one POST is enough to end it (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".into())
    }
}
