//! The configuration: from the environment, with two flags on top. All problems are reported together.
//!
//! [`VARIABLES`] documents every variable; `.env.example` and the table in `docs/operations.md` are made from it.

mod variables;

#[cfg(test)]
mod tests;

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use tracing_subscriber::EnvFilter;

use crate::platform::{
    app::Support,
    db::Location,
    push::{PushHosts, USUAL},
};

pub use variables::{VARIABLES, Variable, env_example, markdown_table};

/// The least length of the root secret, in characters.
const SECRET_MIN: usize = 32;
/// The most characters of a line that people read.
const LINE_MAX: usize = 200;

/// What an installation is told from outside. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder of everything that is stored in files.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Which database.
    pub database: Location,
    /// The root secret, where it is not a file in the data folder.
    pub secret: Option<String>,
    /// The address people use, without a slash at the end; none stands for the address listened on.
    pub public_url: Option<String>,
    /// Whether the refresh cookie goes without `Secure` (loopback only).
    pub insecure_cookie: bool,
    /// How mail leaves.
    pub mail: Mail,
    /// Push services that may be called.
    pub push_hosts: PushHosts,
    /// Where push services reach whoever runs this: `mailto:` or `https:`.
    pub push_contact: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whom people of this site turn to.
    pub support: Support,
    /// What is logged, as `tracing` filter directives.
    pub log: String,
    /// How the log looks.
    pub log_format: LogFormat,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("data", &self.data).field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// How mail leaves this installation.
#[derive(Clone, PartialEq, Eq)]
pub enum Mail {
    /// Not at all: codes come from an administrator's command.
    None,
    /// Into files of a folder, for development.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The sender's address, where one is named.
        from: Option<String>,
    },
    /// Over SMTP.
    Smtp {
        /// `smtp://` or `smtps://`, with user and password where needed.
        url: String,
        /// The sender's address.
        from: String,
    },
}

/// How the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// What the command line may say over the environment.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--data`.
    pub data: Option<String>,
    /// `--listen`.
    pub listen: Option<String>,
    /// Whether this is the demo, which listens on this machine only and may do without HTTPS.
    pub demo: bool,
}

/// Everything that is wrong with a configuration, a sentence each.
#[derive(Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the configuration cannot be used:")?;
        for problem in &self.0 {
            write!(f, "\n  - {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// All [`Problems`] at once.
    pub fn from_environment(flags: &Flags) -> Result<Self, Problems> {
        Self::read(flags, &|name| match std::env::var(name) {
            Ok(value) => Some(value),
            Err(std::env::VarError::NotPresent) => None,
            // Not text: read as something no variable accepts.
            Err(std::env::VarError::NotUnicode(_)) => Some("\u{fffd}".into()),
        })
    }

    /// Reads the variables that `get` knows. An empty value is none.
    ///
    /// # Errors
    /// All [`Problems`] at once.
    pub fn read(flags: &Flags, get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Problems> {
        let mut reader = Reader { get, problems: Vec::new() };
        let config = reader.config(flags);
        if reader.problems.is_empty() { Ok(config) } else { Err(Problems(reader.problems)) }
    }
}

struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn config(&mut self, flags: &Flags) -> Config {
        let data = PathBuf::from(flags.data.clone().or_else(|| self.text("WAYMARK_DATA")).unwrap_or("./data".into()));
        let listen = self.listen(flags);
        let database = self.database(&data);
        let secret = self.secret(&database);
        Config {
            public_url: self.public_url(listen),
            insecure_cookie: self.insecure_cookie(listen, flags),
            mail: self.mail(),
            push_hosts: self.push_hosts(),
            push_contact: self.push_contact(),
            trusted_proxies: self.trusted_proxies(),
            support: Support {
                training_office: self.line("WAYMARK_TRAINING_OFFICE"),
                confidential: self.line("WAYMARK_CONFIDENTIAL_SUPPORT"),
            },
            log: self.log(),
            log_format: self.log_format(),
            data,
            listen,
            database,
            secret,
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn wrong(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    fn listen(&mut self, flags: &Flags) -> SocketAddr {
        let default = SocketAddr::from(([127, 0, 0, 1], 8080));
        let (name, asked) = match &flags.listen {
            Some(flag) => ("--listen", Some(flag.clone())),
            None => ("WAYMARK_LISTEN", self.text("WAYMARK_LISTEN")),
        };
        let Some(asked) = asked else { return default };
        let address = asked.replacen("localhost:", "127.0.0.1:", 1);
        match address.parse::<SocketAddr>() {
            Ok(address) if flags.demo && !address.ip().is_loopback() => {
                self.wrong(format!("{name}: the demo has a known password and listens on this machine only"));
                address
            }
            Ok(address) => address,
            Err(_) => {
                self.wrong(format!("{name} must be an address and a port, such as 127.0.0.1:8080"));
                default
            }
        }
    }

    fn database(&mut self, data: &std::path::Path) -> Location {
        let default = Location::Sqlite(data.join("waymark.sqlite"));
        match self.text("DATABASE_URL").map(|url| url.parse()) {
            None => default,
            Some(Ok(location)) => location,
            Some(Err(words)) => {
                self.wrong(format!("DATABASE_URL {words}"));
                default
            }
        }
    }

    fn secret(&mut self, database: &Location) -> Option<String> {
        let secret = self.text("WAYMARK_SECRET");
        match (&secret, database) {
            (Some(secret), _) if secret.chars().count() < SECRET_MIN => {
                self.wrong(format!(
                    "WAYMARK_SECRET must have at least {SECRET_MIN} characters; `openssl rand -base64 32` makes one"
                ));
            }
            (None, Location::Postgres(_)) => {
                self.wrong("WAYMARK_SECRET is needed with PostgreSQL; `openssl rand -base64 32` makes one");
            }
            _ => {}
        }
        secret
    }

    fn public_url(&mut self, listen: SocketAddr) -> Option<String> {
        let Some(url) = self.text("WAYMARK_PUBLIC_URL") else {
            if !listen.ip().is_loopback() {
                self.wrong("WAYMARK_PUBLIC_URL is needed when other machines can reach this one");
            }
            return None;
        };
        let url = url.trim_end_matches('/').to_owned();
        let host = match url.split_once("://") {
            Some(("https", rest)) => Some((true, rest)),
            Some(("http", rest)) => Some((false, rest)),
            _ => None,
        };
        match host {
            Some((_, rest)) if rest.is_empty() || rest.contains(['/', '?', '#', '@', ' ']) => {
                self.wrong("WAYMARK_PUBLIC_URL must be a scheme and a host alone, such as https://waymark.example.org");
            }
            Some((true, _)) => {}
            Some((false, rest)) if is_this_machine(rest) => {}
            Some((false, _)) => self.wrong("WAYMARK_PUBLIC_URL must begin with https:// unless it is this machine"),
            None => self.wrong("WAYMARK_PUBLIC_URL must begin with https://"),
        }
        Some(url)
    }

    fn insecure_cookie(&mut self, listen: SocketAddr, flags: &Flags) -> bool {
        let asked = match self.text("WAYMARK_INSECURE_COOKIE").as_deref() {
            None | Some("0") => false,
            Some("1") => true,
            Some(_) => {
                self.wrong("WAYMARK_INSECURE_COOKIE must be 1 or 0");
                false
            }
        };
        if asked && !listen.ip().is_loopback() {
            self.wrong("WAYMARK_INSECURE_COOKIE=1 is for an installation that listens on this machine only");
        }
        asked || flags.demo
    }

    fn mail(&mut self) -> Mail {
        let from = self.text("WAYMARK_MAIL_FROM");
        if from.as_deref().is_some_and(|from| !is_address(from)) {
            self.wrong("WAYMARK_MAIL_FROM must be a mail address, such as waymark@example.org");
        }
        match (self.text("WAYMARK_SMTP_URL"), self.text("WAYMARK_MAIL_FOLDER")) {
            (Some(_), Some(_)) => {
                self.wrong("WAYMARK_SMTP_URL and WAYMARK_MAIL_FOLDER exclude each other");
                Mail::None
            }
            (None, Some(folder)) => Mail::Folder { folder: folder.into(), from },
            (None, None) => Mail::None,
            (Some(url), None) => {
                if !(url.starts_with("smtp://") || url.starts_with("smtps://")) {
                    self.wrong("WAYMARK_SMTP_URL must begin with smtps:// or smtp://");
                }
                if from.is_none() {
                    self.wrong("WAYMARK_MAIL_FROM is needed with WAYMARK_SMTP_URL");
                }
                Mail::Smtp { url, from: from.unwrap_or_default() }
            }
        }
    }

    fn push_hosts(&mut self) -> PushHosts {
        let listed = self.text("WAYMARK_PUSH_HOSTS").unwrap_or_else(|| USUAL.into());
        PushHosts::parse(&listed).unwrap_or_else(|entry| {
            self.wrong(format!(
                "WAYMARK_PUSH_HOSTS: {entry:?} is no host name, `*.` and a host name, or `http://127.0.0.1:PORT`"
            ));
            PushHosts::default()
        })
    }

    fn push_contact(&mut self) -> Option<String> {
        let contact = self.text("WAYMARK_PUSH_CONTACT")?;
        let is_contact = match contact.split_once(':') {
            Some(("mailto", address)) => is_address(address),
            Some(("https", rest)) => rest.len() > 2 && rest.starts_with("//"),
            _ => false,
        };
        if !is_contact {
            self.wrong("WAYMARK_PUSH_CONTACT must be mailto: and an address, or an https:// address");
        }
        Some(contact)
    }

    fn trusted_proxies(&mut self) -> Vec<IpAddr> {
        let listed = self.text("WAYMARK_TRUSTED_PROXIES").unwrap_or_default();
        let mut proxies = Vec::new();
        for one in listed.split(',').map(str::trim).filter(|one| !one.is_empty()) {
            match one.parse() {
                Ok(address) => proxies.push(address),
                Err(_) => self.wrong(format!("WAYMARK_TRUSTED_PROXIES: {one:?} is not an IP address")),
            }
        }
        proxies
    }

    fn line(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name)?;
        if text.chars().count() > LINE_MAX || text.contains(char::is_control) {
            self.wrong(format!("{name} must be one line of at most {LINE_MAX} characters"));
        }
        Some(text)
    }

    fn log(&mut self) -> String {
        let log = self.text("WAYMARK_LOG").unwrap_or_else(|| "info".into());
        if EnvFilter::try_new(&log).is_err() {
            self.wrong(
                "WAYMARK_LOG must be error, warn, info, debug or trace, or directives such as warn,waymark=debug",
            );
        }
        log
    }

    fn log_format(&mut self) -> LogFormat {
        match self.text("WAYMARK_LOG_FORMAT").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(_) => {
                self.wrong("WAYMARK_LOG_FORMAT must be text or json");
                LogFormat::Text
            }
        }
    }
}

/// Whether `host`, with or without a port, is a name of this machine.
fn is_this_machine(host: &str) -> bool {
    if let Ok(address) = host.parse::<SocketAddr>() {
        return address.ip().is_loopback();
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn is_address(text: &str) -> bool {
    text.parse::<lettre::message::Mailbox>().is_ok()
}
