//! Addresses of private networks, and those that an owner names.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Range,
    sync::LazyLock,
};

use regex::Regex;

use crate::{Finding, Network, Rule, edges};

/// What no router of the Internet carries: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
const PRIVATE: [Network; 7] = [
    Network::v4(Ipv4Addr::new(10, 0, 0, 0), 8),
    Network::v4(Ipv4Addr::new(172, 16, 0, 0), 12),
    Network::v4(Ipv4Addr::new(192, 168, 0, 0), 16),
    Network::v4(Ipv4Addr::new(100, 64, 0, 0), 10),
    Network::v4(Ipv4Addr::new(169, 254, 0, 0), 16),
    Network::v6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
    Network::v6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
];

/// Those of them that say nothing of anybody's network: a program or a device has them wherever it runs, or
/// they are what everybody writes.
const COMMON: [Network; 15] = [
    // The first addresses of a network: its router, and what examples have.
    Network::v4(Ipv4Addr::new(10, 0, 0, 0), 30),
    Network::v4(Ipv4Addr::new(10, 0, 1, 0), 30),
    Network::v4(Ipv4Addr::new(192, 168, 0, 0), 30),
    Network::v4(Ipv4Addr::new(192, 168, 1, 0), 30),
    // What examples have too.
    Network::v4(Ipv4Addr::new(192, 168, 0, 100), 32),
    Network::v4(Ipv4Addr::new(192, 168, 1, 100), 32),
    // Docker, Podman, minikube, Docker Machine, QEMU and the emulator of Android.
    Network::v4(Ipv4Addr::new(172, 17, 0, 0), 28),
    Network::v4(Ipv4Addr::new(172, 18, 0, 0), 28),
    Network::v4(Ipv4Addr::new(10, 88, 0, 0), 28),
    Network::v4(Ipv4Addr::new(192, 168, 49, 2), 32),
    Network::v4(Ipv4Addr::new(192, 168, 99, 100), 32),
    Network::v4(Ipv4Addr::new(10, 0, 2, 0), 28),
    // The services of Kubernetes, and what clouds tell a machine of itself.
    Network::v4(Ipv4Addr::new(10, 96, 0, 0), 28),
    Network::v4(Ipv4Addr::new(169, 254, 169, 254), 32),
    Network::v4(Ipv4Addr::new(169, 254, 170, 2), 32),
];

static V4: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(/[0-9]{1,2})?").ok());

static V6: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]{1,35}(/[0-9]{1,3})?").ok());

pub(crate) fn find(text: &str, own: &[Network], findings: &mut Vec<Finding>) {
    let found = |regex: &'static LazyLock<Option<Regex>>| {
        let captures = regex.iter().flat_map(|regex| regex.captures_iter(text));
        captures.filter_map(|found| {
            let (whole, prefix) = (found.get(0)?, found.get(1));
            let end = prefix.map_or(whole.end(), |prefix| prefix.start());
            Some((whole.start()..end, prefix.map(|prefix| prefix.as_str())))
        })
    };
    for (span, prefix) in found(&V4).chain(found(&V6)) {
        let Ok(address) = text[span.clone()].trim_end_matches(':').parse::<IpAddr>() else {
            continue;
        };
        let is_own = own.iter().any(|network| network.has(address));
        let is_private = || PRIVATE.iter().any(|network| network.has(address));
        if !is_alone(text, &span) || !is_own && (!is_private() || says_nothing(address, prefix)) {
            continue;
        }
        let what = if is_own { "an address that site.toml names" } else { "a private address" };
        findings.push(Finding::new(Rule::PrivateAddress, what, text, span).open());
    }
}

/// Whether it is no part of something longer, such as a version.
fn is_alone(text: &str, span: &Range<usize>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let before = edges::before(text, span.start);
    let dotted = |place: usize| {
        text[place..]
            .strip_prefix(['.', '-'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    let port = text[span.end..]
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !before.is_some_and(|c| is_part(c) && c != ':' || matches!(c, '.' | '-'))
        && !dotted(span.end)
        && (port || !edges::at(text, span.end).is_some_and(|c| is_part(c) && c != ':'))
}

/// Whether an address tells nothing of a network: a range as such, or one that everybody has.
fn says_nothing(address: IpAddr, prefix: Option<&str>) -> bool {
    let bits: Option<u8> = prefix.and_then(|prefix| prefix[1..].parse().ok());
    if COMMON.iter().any(|network| network.has(address)) {
        return true;
    }
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            let is_range = |bits: u8| {
                bits < 32 && address.to_bits().trailing_zeros() >= u32::from(32 - bits.min(32))
            };
            // 10.1.1.1, 10.10.10.10, 10.1.2.3, 10.11.12.13: nobody's choice.
            let is_row = b == c && c == d
                || [c, d] == [b.wrapping_add(1), b.wrapping_add(2)] && b.abs_diff(a) < 12;
            d == 0 || is_row || bits.is_some_and(is_range)
        }
        IpAddr::V6(address) => {
            let parts = address.segments();
            let is_short = parts[1..7].iter().all(|part| *part == 0) && parts[7] < 0x100;
            let is_counted = parts[0] == 0xfd12 && parts[1] == 0x3456;
            let is_range = bits.is_some_and(|bits| {
                address.to_bits().trailing_zeros() >= u32::from(128 - bits.min(128))
            });
            is_short || is_counted || is_range
        }
    }
}
