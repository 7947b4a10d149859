//! Who knocks, as far as a request says.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap, HeaderName, header};
use bailiwick_app::sign_in::{DeviceMark, Visit};
use bailiwick_model::Network;

use super::{Gate, Peer, cookie::Cookie, request_id::RequestId};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Letters of what a program calls itself that are kept.
const LONGEST_AGENT: usize = 200;

impl Gate {
    /// Whoever sent a request.
    pub(crate) fn visit(&self, headers: &HeaderMap, extensions: &Extensions) -> Visit {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Visit {
            at_us: (self.clock)(),
            address: self.address(headers, extensions),
            agent: agent.map(|text| text.chars().take(LONGEST_AGENT).collect()),
            device: Cookie::Device.of(headers).map(|text| DeviceMark::shown(&text)),
            request_id: extensions.get().map(RequestId::text),
        }
    }

    /// The address that a request comes from.
    pub(crate) fn address(&self, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
        let Peer(peer) = *extensions.get()?;
        Some(through(&self.trusted_proxies, peer, headers))
    }
}

/// The last address before proxies that are trusted. What stands left of it anybody may have written.
fn through(trusted: &[Network], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut address = peer.to_canonical();
    let told = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let told: Vec<&str> = told.flat_map(|text| text.split(',')).map(str::trim).collect();
    for before in told.into_iter().rev() {
        if !is_trusted(address) {
            break;
        }
        // A proxy that says something else than an address is taken for the visitor itself.
        let Some(told) = parsed(before) else { break };
        address = told;
    }
    address
}

/// An address, perhaps with a port, as proxies write it.
fn parsed(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let plain = text.parse().ok();
    let bracketed = || text.strip_prefix('[')?.split(']').next()?.parse().ok();
    let with_port = || text.parse().ok().map(|socket: std::net::SocketAddr| socket.ip());
    plain.or_else(bracketed).or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_proxies_that_are_trusted_are_believed() {
        let trusted: Vec<Network> = vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let seen = |peer: &str, told: &[&str]| {
            let headers: HeaderMap =
                told.iter().map(|text| (FORWARDED_FOR, HeaderValue::from_str(text).unwrap())).collect();
            through(&trusted, peer.parse().unwrap(), &headers).to_string()
        };
        assert_eq!(seen("192.0.2.9", &["203.0.113.1"]), "192.0.2.9", "a stranger says what he likes");
        assert_eq!(seen("10.0.0.1", &["203.0.113.1"]), "203.0.113.1");
        assert_eq!(seen("::ffff:10.0.0.1", &["203.0.113.1"]), "203.0.113.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 203.0.113.1, 10.9.9.9"]), "203.0.113.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "203.0.113.1"]), "203.0.113.1");
        assert_eq!(seen("10.0.0.1", &["203.0.113.1:5000, [fd00::1]:80"]), "203.0.113.1");
        assert_eq!(seen("10.0.0.1", &["203.0.113.1, unknown"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }
}
