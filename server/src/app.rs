//! Builds the [`App`] that a configuration describes.

use std::{fs::DirBuilder, io, os::unix::fs::DirBuilderExt, sync::Arc};

use async_trait::async_trait;
use lettre::message::Mailbox;

use crate::{
    base::{
        clock::Clock,
        error::{Error, Result},
    },
    config::{Config, Mail},
    platform::{
        app::{App, Closing, Settings, Support},
        auth::{
            keys::{Keys, KeysError},
            root_secret::{RootSecret, RootSecretError},
            throttle::Throttle,
        },
        db::{Db, OpenError},
        installation,
        mail::{self, FileMailer, Mailer, Sender, SenderError, SmtpError, SmtpMailer},
        push::{HttpPusher, Vapid},
        system::{SystemClock, SystemIds},
    },
};

/// Who mail comes from where nobody said.
const SENDER: &str = "Waymark <waymark@localhost>";

/// Why the application cannot be started. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder of everything.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, io::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The root secret.
    #[error(transparent)]
    Secret(#[from] RootSecretError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Reading or writing the first rows.
    #[error("the installation cannot be read or set up: {0}")]
    Installation(#[from] Error),
    /// The sender of mail.
    #[error(transparent)]
    Sender(#[from] SenderError),
    /// The server that takes mail.
    #[error(transparent)]
    Smtp(#[from] SmtpError),
    /// A demo was asked for where real people's data is.
    #[error("this database is no demo, and never becomes one: give the demo a data folder of its own (`--data DIR`)")]
    NoDemo,
    /// A demo would be open to others.
    #[error(
        "this database is a demo, whose password everybody knows: serve it on this machine only (`--listen 127.0.0.1:8080`)"
    )]
    OpenDemo,
}

/// Builds the application; `public_url` is the address people use, without a slash at the end.
///
/// # Errors
/// [`StartError`].
pub async fn build(config: &Config, demo: bool, public_url: String) -> Result<App, StartError> {
    make_private_folder(config)?;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(SystemIds));
    let db = Db::open(&config.database, clock.clone(), ids.clone(), true).await?;

    let installation = installation::found(&db, demo).await?;
    match (installation.demo, demo) {
        (false, true) => return Err(StartError::NoDemo),
        (true, _) if !config.listen.ip().is_loopback() => return Err(StartError::OpenDemo),
        _ => {}
    }

    let secret = RootSecret::load(&db, config.secret.as_deref(), &config.data, ids.as_ref()).await?;
    let keys = Keys::load(&db, &secret).await?;
    let vapid = Arc::new(Vapid::new(keys.vapid(), contact(config, &public_url), clock.clone())?);
    Ok(App {
        db,
        keys: Arc::new(keys),
        pusher: Arc::new(HttpPusher::new(config.push_hosts.clone(), vapid.clone(), clock.clone(), ids.clone())),
        vapid,
        mailer: mailer(&config.mail, clock.clone())?,
        throttle: Arc::new(Throttle::new(clock.clone())),
        clock,
        ids,
        settings: Arc::new(Settings {
            public_url,
            insecure_cookie: config.insecure_cookie,
            demo,
            trusted_proxies: config.trusted_proxies.clone(),
            push_hosts: config.push_hosts.clone(),
            support: support(config, demo),
        }),
        closing: Closing::new(),
    })
}

/// Where push services reach whoever runs this: as configured, at the sender of mail, or where it is served.
fn contact(config: &Config, public_url: &str) -> String {
    let sender = match &config.mail {
        Mail::Folder { from: Some(from), .. } | Mail::Smtp { from, .. } => from.parse::<Mailbox>().ok(),
        Mail::Folder { from: None, .. } | Mail::None => None,
    };
    let sender = sender.map(|sender| format!("mailto:{}", sender.email));
    config.push_contact.clone().or(sender).unwrap_or_else(|| public_url.to_owned())
}

/// Whom people turn to, as configured; the demo has a site of its own.
fn support(config: &Config, demo: bool) -> Support {
    let mut support = config.support.clone();
    if demo {
        let office = "Office of Graduate Medical Education, room 2-114, 555-0142";
        let confidential = "House staff counseling, 555-0199, day and night; nobody in the program hears of it";
        support.training_office.get_or_insert_with(|| office.into());
        support.confidential.get_or_insert_with(|| confidential.into());
    }
    support
}

/// What lies in the data folder is for its owner alone.
fn make_private_folder(config: &Config) -> Result<(), StartError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(&config.data);
    made.map_err(|error| StartError::Folder(config.data.display().to_string(), error))
}

fn mailer(mail: &Mail, clock: Arc<dyn Clock>) -> Result<Arc<dyn Mailer>, StartError> {
    Ok(match mail {
        Mail::None => Arc::new(NoMailer),
        Mail::Folder { folder, from } => {
            let sender = Sender::parse(from.as_deref().unwrap_or(SENDER), clock)?;
            Arc::new(FileMailer::new(folder.clone(), sender))
        }
        Mail::Smtp { url, from } => Arc::new(SmtpMailer::new(url, Sender::parse(from, clock)?)?),
    })
}

/// Where no mail server was named.
struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _: &mail::Mail) -> Result<()> {
        Err(Error::internal("no mail server is named (WAYMARK_SMTP_URL); `waymark admin code` gives a code by hand"))
    }

    fn delivers(&self) -> bool {
        false
    }
}
