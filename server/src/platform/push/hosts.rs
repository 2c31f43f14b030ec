//! Which push services are called, and what their addresses look like.

use std::{fmt, net::SocketAddr};

use url::{Host, Url};

use crate::base::error::{Error, Result};

/// The longest endpoint, in bytes.
pub const ENDPOINT_MAX: usize = 2_048;

/// The push services of the browsers.
pub const USUAL: &str = "fcm.googleapis.com, updates.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com";

/// Push services that may be called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushHosts(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// This host.
    Host(String),
    /// Every host below this one; begins with a dot.
    Below(String),
    /// This one socket of this machine, in the clear; for tests.
    Socket(SocketAddr),
}

/// Where a device's push service takes messages: at an allowed host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Url);

impl PushHosts {
    /// Reads a list with commas: host names, `*.` and a host name, or exactly `http://127.0.0.1:PORT`. `none` is nobody.
    ///
    /// # Errors
    /// The entry that cannot be read.
    pub fn parse(list: &str) -> Result<Self, String> {
        if list.trim() == "none" {
            return Ok(Self::default());
        }
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(|entry| Entry::parse(entry).ok_or_else(|| entry.to_owned())).collect::<Result<_, _>>().map(Self)
    }

    /// Whether any service may be called.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a socket of this machine may be called.
    pub fn has_socket(&self) -> bool {
        self.0.iter().any(|entry| matches!(entry, Entry::Socket(_)))
    }

    /// The endpoint that somebody sent.
    ///
    /// # Errors
    /// `too_long`, `unreadable_address`, `push_host_not_allowed` in `endpoint`.
    pub fn endpoint(&self, text: &str) -> Result<Endpoint> {
        if text.len() > ENDPOINT_MAX {
            return Err(Error::invalid("too_long", "endpoint"));
        }
        let url = Url::parse(text).map_err(|_| Error::invalid("unreadable_address", "endpoint"))?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        match is_plain && self.0.iter().any(|entry| entry.takes(&url)) {
            true => Ok(Endpoint(url)),
            false => Err(Error::invalid("push_host_not_allowed", "endpoint")),
        }
    }
}

impl Entry {
    fn parse(entry: &str) -> Option<Self> {
        if let Some(socket) = entry.strip_prefix("http://") {
            let socket: SocketAddr = socket.parse().ok()?;
            return (entry == format!("http://127.0.0.1:{}", socket.port())).then_some(Self::Socket(socket));
        }
        let (host, below) = match entry.strip_prefix("*.") {
            Some(host) => (host, true),
            None => (entry, false),
        };
        // As the address of an endpoint is read, so that the two can be compared; an address of numbers is none.
        match Host::parse(host).ok()? {
            Host::Domain(host) if host.contains('.') && !host.contains('*') => {
                Some(if below { Self::Below(format!(".{host}")) } else { Self::Host(host) })
            }
            _ => None,
        }
    }

    fn takes(&self, url: &Url) -> bool {
        match (self, url.host()) {
            (Self::Socket(socket), Some(Host::Ipv4(address))) => {
                url.scheme() == "http" && address == socket.ip() && url.port_or_known_default() == Some(socket.port())
            }
            (Self::Host(host), Some(Host::Domain(domain))) => is_usual(url) && domain == host,
            (Self::Below(host), Some(Host::Domain(domain))) => is_usual(url) && domain.ends_with(host.as_str()),
            _ => false,
        }
    }
}

/// HTTPS on its own port.
fn is_usual(url: &Url) -> bool {
    url.scheme() == "https" && url.port().is_none()
}

impl Endpoint {
    /// Whose message queue this is: host and port where it is not the usual one.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Scheme, host and port: whom a VAPID token is for.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.0.scheme(), self.host())
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Without what makes it a secret: whoever knows an endpoint may send to it.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(endpoint: &str) -> String {
        let hosts = PushHosts::parse(&format!("{USUAL}, http://127.0.0.1:9000")).expect("hosts");
        hosts.endpoint(endpoint).map_or_else(|error| error.code().to_owned(), |endpoint| endpoint.origin())
    }

    #[test]
    fn the_services_of_the_browsers_are_called() {
        assert_eq!(judged("https://fcm.googleapis.com/fcm/send/abc:123"), "https://fcm.googleapis.com");
        assert_eq!(judged("https://FCM.googleapis.com:443/fcm/send/a"), "https://fcm.googleapis.com");
        assert_eq!(judged("https://web.push.apple.com/QBc"), "https://web.push.apple.com");
        assert_eq!(
            judged("https://wns2-by3p.notify.windows.com/w/?token=B%2f"),
            "https://wns2-by3p.notify.windows.com"
        );
        assert_eq!(judged("http://127.0.0.1:9000/push/1"), "http://127.0.0.1:9000");
    }

    #[test]
    fn nobody_else_is() {
        for endpoint in [
            "http://fcm.googleapis.com/a",
            "https://fcm.googleapis.com:8443/a",
            "https://fcm.googleapis.com.evil.test/a",
            "https://evilfcm.googleapis.com/a",
            "https://push.apple.com.evil.test/a",
            "https://notify.windows.com/a",
            "https://me:secret@fcm.googleapis.com/a",
            "https://fcm.googleapis.com@evil.test/a",
            "https://127.0.0.1/a",
            "https://127.0.0.1:9000/a",
            "http://127.0.0.1:9001/a",
            "http://127.0.0.2:9000/a",
            "http://localhost:9000/a",
            "http://[::ffff:127.0.0.1]:9000/a",
            "http://[::1]:9000/a",
            "http://169.254.169.254/latest/meta-data",
            "https://10.0.0.1/a",
            "https://[fd00::1]/a",
            "https://0x7f.1/a",
            "https://2130706433/a",
            "file:///etc/passwd",
            "data:text/plain,a",
        ] {
            assert_eq!(judged(endpoint), "push_host_not_allowed", "{endpoint}");
        }
        assert_eq!(judged("not an address"), "unreadable_address");
        assert_eq!(judged(""), "unreadable_address");
        assert_eq!(judged(&format!("https://fcm.googleapis.com/{}", "a".repeat(ENDPOINT_MAX))), "too_long");
        // The same socket, written as a browser understands it.
        assert_eq!(judged("http://0x7f.1:9000/a"), "http://127.0.0.1:9000");
    }

    #[test]
    fn an_entry_is_a_name_or_exactly_one_socket_of_this_machine() {
        for wrong in [
            "http://127.0.0.1",
            "http://127.0.0.1:9000/",
            "http://localhost:9000",
            "http://10.0.0.1:9000",
            "https://fcm.googleapis.com",
            "*",
            "*.com.*",
            "localhost",
            "10.0.0.1",
            "http://127.0.0.1:09000",
        ] {
            assert_eq!(PushHosts::parse(&format!("fcm.googleapis.com,{wrong}")), Err(wrong.to_owned()));
        }
        assert!(PushHosts::parse("none").expect("nobody").is_empty());
    }
}
