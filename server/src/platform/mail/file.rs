//! Mail as files: one `.eml` per message in a folder, for its owner alone.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use tokio::task::spawn_blocking;

use super::{Mail, Mailer, Sender};
use crate::base::error::{Error, Result};

/// Writes messages into a folder. A message sent again is the same file.
pub struct FileMailer {
    folder: PathBuf,
    sender: Sender,
}

impl FileMailer {
    /// A mailer into `folder`, which is made where absent.
    pub fn new(folder: PathBuf, sender: Sender) -> Self {
        Self { folder, sender }
    }
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, mail: &Mail) -> Result<()> {
        let message = self.sender.write(mail)?.formatted();
        let (folder, name) = (self.folder.clone(), mail.id.to_string());
        let written = spawn_blocking(move || write(&folder, &name, &message)).await.map_err(Error::internal)?;
        written.map_err(|error| Error::internal(format!("mail cannot be written: {}", error.kind())))
    }
}

/// Whoever looks into the folder finds whole messages only.
fn write(folder: &Path, name: &str, message: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = folder.join(format!(".{name}.part"));
    let _ = fs::remove_file(&draft);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(message)?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(format!("{name}.eml")))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use uuid::Uuid;

    use super::*;
    use crate::testing::TestClock;

    #[actix_web::test]
    async fn a_message_sent_twice_is_one_file_that_only_its_owner_reads() {
        let folder = tempfile::tempdir().expect("a folder");
        let sender = Sender::parse("Waymark <waymark@example.org>", TestClock::start()).expect("a sender");
        let mailer = FileMailer::new(folder.path().join("mail"), sender);
        let mail = Mail {
            id: Uuid::from_u128(7),
            to: "ana@example.org".into(),
            subject: "Your Waymark sign-in code".into(),
            text: "Your code is 123456.\n".into(),
            html: None,
            unsubscribe: None,
        };

        mailer.send(&mail).await.expect("sent");
        mailer.send(&mail).await.expect("sent again");

        let files: Vec<PathBuf> =
            fs::read_dir(folder.path().join("mail")).expect("the folder").map(|f| f.expect("a file").path()).collect();
        let [file] = files.as_slice() else { panic!("one file, not {files:?}") };
        assert_eq!(file.file_name().expect("a name"), "00000000-0000-0000-0000-000000000007.eml");
        assert_eq!(fs::metadata(file).expect("the file").permissions().mode() & 0o777, 0o600);
        insta::assert_snapshot!(fs::read_to_string(file).expect("text").replace("\r\n", "\n"), @r"
        Message-ID: <00000000-0000-0000-0000-000000000007@example.org>
        Date: Wed, 18 Nov 2026 14:00:00 +0000
        From: Waymark <waymark@example.org>
        To: ana@example.org
        Subject: Your Waymark sign-in code
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Your code is 123456.
        ");
    }

    #[test]
    fn a_sender_without_an_address_is_refused_with_a_sentence() {
        let refused = Sender::parse("Waymark", TestClock::start()).err().expect("refused");

        assert!(refused.to_string().contains("is no sender for mail"));
    }
}
