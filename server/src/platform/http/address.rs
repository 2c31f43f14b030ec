//! From which network address a request comes.

use std::net::IpAddr;

use actix_web::HttpRequest;

/// The address of the client. A header is believed only where one of our own proxies wrote it.
pub fn client_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let forwarded: Vec<&str> =
        request.headers().get_all("X-Forwarded-For").filter_map(|value| value.to_str().ok()).collect();
    Some(behind(peer, &forwarded.join(","), trusted))
}

/// The nearest address that is not one of our proxies. What stands further away anybody may have written.
fn behind(peer: IpAddr, forwarded: &str, trusted: &[IpAddr]) -> IpAddr {
    let mut nearest = peer;
    for hop in forwarded.rsplit(',') {
        if !trusted.contains(&nearest) {
            break;
        }
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &str) -> String {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        behind(ip(peer), forwarded, &[ip("10.0.0.1"), ip("10.0.0.2")]).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(from("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "198.51.100.66, 203.0.113.9"), "203.0.113.9");
    }

    #[test]
    fn our_own_proxies_are_looked_through() {
        assert_eq!(from("10.0.0.1", "203.0.113.9"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "203.0.113.9, 10.0.0.2"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", ""), "10.0.0.1");
        assert_eq!(from("10.0.0.1", "unknown"), "10.0.0.1");
    }
}
