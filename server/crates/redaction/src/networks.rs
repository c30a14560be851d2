//! Networks, as CIDR writes them (RFC 4632).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// All addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: u128,
    bits: u8,
    is_v6: bool,
}

impl Network {
    /// Reads one: `203.0.113.0/24`, or a single address. `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse().ok()?)),
            None => (text, None),
        };
        Some(match address.parse().ok()? {
            IpAddr::V4(address) => Self::v4(address, bits.unwrap_or(32)).filter_valid(32)?,
            IpAddr::V6(address) => Self::v6(address, bits.unwrap_or(128)).filter_valid(128)?,
        })
    }

    pub(crate) const fn v4(address: Ipv4Addr, bits: u8) -> Self {
        Self { first: address.to_bits() as u128, bits, is_v6: false }
    }

    pub(crate) const fn v6(address: Ipv6Addr, bits: u8) -> Self {
        Self { first: address.to_bits(), bits, is_v6: true }
    }

    fn filter_valid(self, most: u8) -> Option<Self> {
        (self.bits <= most).then_some(self)
    }

    /// Whether an address is one of it.
    pub(crate) fn has(&self, address: IpAddr) -> bool {
        let (address, is_v6, length) = match address {
            IpAddr::V4(address) => (u128::from(address.to_bits()), false, 32),
            IpAddr::V6(address) => (address.to_bits(), true, 128),
        };
        let rest = u32::from(length - self.bits.min(length));
        let network = |address: u128| address.checked_shr(rest).unwrap_or_default();
        is_v6 == self.is_v6 && network(address) == network(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_the_addresses_that_begin_alike() {
        let has = |network: &str, address: &str| {
            let address = address.parse().expect("an address");
            Network::read(network).map(|network| network.has(address))
        };
        assert_eq!(has("203.0.113.0/24", "203.0.113.7"), Some(true));
        assert_eq!(has("203.0.113.0/24", "203.0.114.7"), Some(false));
        assert_eq!(has("198.51.100.7", "198.51.100.7"), Some(true));
        assert_eq!(has("0.0.0.0/0", "198.51.100.7"), Some(true));
        assert_eq!(has("::/0", "fd00::1"), Some(true));
        assert_eq!(has("::/0", "198.51.100.7"), Some(false));
        assert_eq!(has("2001:db8::/32", "2001:db8:1::1"), Some(true));
        for none in ["203.0.113.0/33", "2001:db8::/129", "203.0.113", "host/8", "1.2.3.4/"] {
            assert_eq!(Network::read(none), None, "{none}");
        }
    }
}
