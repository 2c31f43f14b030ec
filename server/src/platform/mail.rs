//! Mail, as a port: SMTP in production, files in development, a recording twin in tests.

mod file;
mod message;
#[cfg(any(test, feature = "testing"))]
mod recording;
mod smtp;

pub use file::FileMailer;
pub use message::{Sender, SenderError};
#[cfg(any(test, feature = "testing"))]
pub use recording::RecordingMailer;
pub use smtp::{SmtpError, SmtpMailer};

use async_trait::async_trait;
use uuid::Uuid;

use crate::base::error::Result;

/// A message to one person. Subjects carry no names and no text of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The same when the same message is sent again, so that a mailbox can tell.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same for readers that show HTML.
    pub html: Option<String>,
    /// Where one click ends mail of this kind (RFC 8058), of mail that can be ended.
    pub unsubscribe: Option<String>,
}

impl Mail {
    /// Plain text that its reader asked for, or that comes once: nothing to unsubscribe from.
    pub fn plain(id: Uuid, to: String, subject: String, text: String) -> Self {
        Self { id, to, subject, text, html: None, unsubscribe: None }
    }
}

/// Something that delivers mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the message over.
    ///
    /// # Errors
    /// [`crate::base::error::Error::Internal`] with the cause, without the message and the address.
    async fn send(&self, mail: &Mail) -> Result<()>;

    /// Whether mail leaves at all.
    fn delivers(&self) -> bool {
        true
    }
}
