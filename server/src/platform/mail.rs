//! Mail, as a port: SMTP in production, files in development, a recording twin in tests.

use async_trait::async_trait;

use crate::base::error::Result;

/// A message to one person. Subjects carry no names and no text of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
}

/// Something that delivers mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the message over.
    ///
    /// # Errors
    /// [`crate::base::error::Error::Internal`] with the cause, without the message.
    async fn send(&self, mail: &Mail) -> Result<()>;
}
