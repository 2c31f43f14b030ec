//! Mail by SMTP, over TLS from the start or by STARTTLS.

use std::time::Duration;

use async_trait::async_trait;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{Mail, Mailer, Sender};
use crate::base::error::{Error, Result};

/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends mail over a mail server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
}

/// Why a mail server's address is not taken. Reads as a sentence that says what to do; never shows the address,
/// which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    /// It cannot be read.
    #[error(
        "the mail server cannot be read from its address: give smtps://USER:PASSWORD@HOST or smtp://USER:PASSWORD@HOST?tls=required, special characters as %XX"
    )]
    Unreadable,
    /// Codes would travel in the clear.
    #[error("mail would go unencrypted: give smtps://… (TLS) or smtp://…?tls=required (STARTTLS)")]
    Unencrypted,
}

impl SmtpMailer {
    /// A mailer over the server at `url`. Unencrypted only to this very computer.
    ///
    /// # Errors
    /// [`SmtpError`].
    pub fn new(url: &str, sender: Sender) -> Result<Self, SmtpError> {
        if !is_safe(url)? {
            return Err(SmtpError::Unencrypted);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| SmtpError::Unreadable)?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), sender })
    }
}

fn is_safe(url: &str) -> Result<bool, SmtpError> {
    let (scheme, rest) = url.split_once("://").ok_or(SmtpError::Unreadable)?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(host, _)| host);
    let required = rest.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair == "tls=required"));
    let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    Ok(scheme == "smtps" || required || loopback)
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<()> {
        let message = self.sender.write(mail)?;
        self.transport.send(message).await.map(drop).map_err(|error| Error::internal(explain(&error)))
    }
}

/// What went wrong by kind and status; a server's own words may repeat the address.
fn explain(error: &lettre::transport::smtp::Error) -> String {
    let kind = match error {
        error if error.is_permanent() => "the mail server refuses the message",
        error if error.is_transient() => "the mail server refuses the message for now",
        error if error.is_timeout() => "the mail server does not answer in time",
        error if error.is_tls() => "no TLS with the mail server",
        error if error.is_client() => "the mail server's answer is not understood",
        _ => "the mail server cannot be reached",
    };
    error.status().map_or_else(|| kind.to_owned(), |status| format!("{kind} ({status})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestClock;

    fn sentence(url: &str) -> Option<String> {
        let sender = Sender::parse("waymark@example.org", TestClock::start()).expect("a sender");
        SmtpMailer::new(url, sender).err().map(|error| error.to_string())
    }

    #[actix_web::test]
    async fn mail_leaves_this_computer_only_encrypted() {
        assert_eq!(sentence("smtps://waymark:p%40ss@mail.example.org"), None);
        assert_eq!(sentence("smtp://waymark:p%40ss@mail.example.org:587?tls=required"), None);
        assert_eq!(sentence("smtp://127.0.0.1:1025"), None);
        for open in
            ["smtp://mail.example.org", "smtp://mail.example.org?tls=opportunistic", "smtp://localhost@evil.example"]
        {
            assert!(sentence(open).expect("refused").starts_with("mail would go unencrypted"), "{open}");
        }
        assert!(sentence("mail.example.org").expect("refused").starts_with("the mail server cannot be read"));
        assert!(!sentence("pop3+tls=required://u:secret@h").unwrap_or_default().contains("secret"));
    }
}
