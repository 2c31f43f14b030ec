//! Which network addresses belong to the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a push service may be at this address: globally routed, and nobody's private network, this machine, or a way
/// around to either. What is in doubt is not.
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _) // this network, private, this machine, multicast and reserved
            | (100, 64..=127, _)         // carrier-grade NAT
            | (169, 254, _)              // link-local
            | (172, 16..=31, _)          // private
            | (192, 0, 0 | 2)            // protocol assignments, documentation
            | (192, 88, 99)              // relays of 6to4
            | (192, 168, _)              // private
            | (198, 18 | 19, _)          // benchmarks
            | (198, 51, 100)             // documentation
            | (203, 0, 113) // documentation
    )
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    if (a, b, c, d, e, f) == (0x64, 0xff9b, 0, 0, 0, 0) {
        // NAT64 leads to the address at its end.
        let [g, h] = [g.to_be_bytes(), h.to_be_bytes()];
        return is_global_v4(Ipv4Addr::new(g[0], g[1], h[0], h[1]));
    }
    // Of what is routed at all: no Teredo and its kind, no 6to4, no documentation.
    let is_special = (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    (0x2000..=0x3fff).contains(&a) && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_public_internet_is_called() {
        let private = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::808:808",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:808:808::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456:789a::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        let public = [
            "8.8.8.8",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "64:ff9b::808:808",
        ];
        let of = |text: &str| text.parse::<IpAddr>().expect("an address");

        for address in private {
            assert!(!is_global(of(address)), "{address}");
        }
        for address in public {
            assert!(is_global(of(address)), "{address}");
        }
    }
}
