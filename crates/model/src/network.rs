//! Networks that requests come from: ranges of addresses, as allow and deny lists name them.

use std::{
    cmp::Ordering,
    collections::BTreeSet,
    fmt,
    hash::{Hash, Hasher},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bits of an IPv6 address that say that an IPv4 one follows (`::ffff:0:0/96`).
const MAPPED: u8 = 96;

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or a single one, `192.0.2.7`.
///
/// An IPv4 address that comes as an IPv6 one (`::ffff:192.0.2.7`) is the IPv4 address, in networks as in what is looked for
/// in them. So no list is passed by writing an address another way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

/// Why a text is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// Not an address, or something is around it.
    #[error(
        "{0:?} is not a network; write an address as in 192.0.2.7, or a range as in 10.0.0.0/8 or 2001:db8::/32"
    )]
    Address(String),
    /// The length behind the slash is none.
    #[error("{text:?} is not a network: behind the slash stands a number from 0 to {most}")]
    Length {
        /// The refused text.
        text: String,
        /// The bits of such an address.
        most: u8,
    },
    /// An address inside of a network, where it could be either that was meant.
    #[error(
        "{text:?} is an address in a network; write {network} for the network, or {address} for the address alone"
    )]
    HostBits {
        /// The refused text.
        text: String,
        /// The network around it.
        network: Network,
        /// The address.
        address: IpAddr,
    },
}

impl Network {
    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or an address, which is a network of one.
    ///
    /// # Errors
    /// [`NetworkError`] says what is wrong with it and how to mend it.
    pub fn new(text: impl AsRef<str>) -> Result<Self, NetworkError> {
        let text = text.as_ref();
        let shown = || text.chars().take(64).collect::<String>();
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let address: IpAddr = address.parse().map_err(|_| NetworkError::Address(shown()))?;
        let Some(length) = length else { return Ok(Self::from(address)) };
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = prefix(length).filter(|length| *length <= most);
        let net = length.and_then(|length| IpNet::new(address, length).ok());
        let net = net.ok_or_else(|| NetworkError::Length { text: shown(), most })?;
        if net.trunc() != net {
            let (network, address) = (Self::of(net.trunc()), address.to_canonical());
            return Err(NetworkError::HostBits { text: shown(), network, address });
        }
        Ok(Self::of(net))
    }

    /// Whether an address is in it.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether every address of another network is in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// The first address of it; for a network of one, the address.
    #[must_use]
    pub fn first(self) -> IpAddr {
        self.0.network()
    }

    /// The addresses that are in some network of one list and in some of another. Two networks that meet lie one within the other.
    #[must_use]
    pub fn common(one: &BTreeSet<Self>, other: &BTreeSet<Self>) -> BTreeSet<Self> {
        let within = |a: &BTreeSet<Self>, b: &BTreeSet<Self>| {
            a.iter().copied().filter(|net| b.iter().any(|around| around.covers(*net))).collect::<Vec<_>>()
        };
        Self::merged(within(one, other).into_iter().chain(within(other, one)))
    }

    /// The same addresses in as few networks as there can be.
    #[must_use]
    pub fn merged(networks: impl IntoIterator<Item = Self>) -> BTreeSet<Self> {
        let nets: Vec<IpNet> = networks.into_iter().map(|network| network.0).collect();
        IpNet::aggregate(&nets).into_iter().map(Self).collect()
    }

    /// A network without host bits.
    fn of(net: IpNet) -> Self {
        let IpNet::V6(v6) = net else { return Self(net) };
        let mapped = v6.prefix_len().checked_sub(MAPPED).zip(v6.addr().to_ipv4_mapped());
        let v4 = mapped.and_then(|(length, address)| Ipv4Net::new(address, length).ok());
        Self(v4.map_or(net, IpNet::V4))
    }

    fn is_one(self) -> bool {
        self.0.prefix_len() == self.0.max_prefix_len()
    }

    fn order(self) -> (bool, IpAddr, u8) {
        (self.0.addr().is_ipv6(), self.0.addr(), self.0.prefix_len())
    }
}

/// As people write it: other forms of the same number are likelier slips than meant.
fn prefix(text: &str) -> Option<u8> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(address.to_canonical().into())
    }
}

impl From<Ipv4Addr> for Network {
    fn from(address: Ipv4Addr) -> Self {
        Self(IpNet::V4(Ipv4Net::from(address)))
    }
}

impl From<Ipv6Addr> for Network {
    fn from(address: Ipv6Addr) -> Self {
        Self::of(IpNet::V6(Ipv6Net::from(address)))
    }
}

impl PartialOrd for Network {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By address, IPv4 first; of those that begin alike, the larger one first.
impl Ord for Network {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for Network {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() { self.0.addr().fmt(f) } else { self.0.fmt(f) }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Network {
    type Err = NetworkError;
    fn from_str(text: &str) -> Result<Self, NetworkError> {
        Self::new(text)
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
