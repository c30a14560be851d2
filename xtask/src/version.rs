//! Version numbers as programs print them.

use std::cmp::Ordering;
use std::fmt;

/// A version number: `1.96.0`, or only `132`.
#[derive(Clone, Debug)]
pub(crate) struct Version(Vec<u64>);

impl Version {
    /// The first thing in a text that looks like a version. Programs print it among other words:
    /// `rustc 1.96.0 (ac68faa20 2026-05-25)`, `wasm-opt version 132 (version_132)`.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        // `1.99.0-nightly` counts as 1.99.0.
        let numbers = word.split(['-', '+']).next()?;
        numbers.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<_>>>().map(Self)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<_> = self.0.iter().map(u64::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

impl Ord for Version {
    /// A number that is not given counts as 0: `1.96` equals `1.96.0`.
    fn cmp(&self, other: &Self) -> Ordering {
        let number = |version: &Self, place| version.0.get(place).copied().unwrap_or(0);
        (0..self.0.len().max(other.0.len()))
            .map(|place| number(self, place).cmp(&number(other, place)))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        Version::find(text).map(|version| version.to_string())
    }

    #[test]
    fn finds_the_version_among_other_words() {
        for (text, version) in [
            ("rustc 1.96.0 (ac68faa20 2026-05-25)", "1.96.0"),
            ("rustc 1.99.0-nightly (0123456789 2026-09-01)", "1.99.0"),
            ("wasm-opt version 132 (version_132)", "132"),
            ("cargo-leptos 0.3.11\n", "0.3.11"),
        ] {
            assert_eq!(found(text).as_deref(), Some(version), "{text}");
        }
        assert_eq!(found("no version here"), None);
    }

    #[test]
    fn compares_by_number() {
        let older_first = ["0.3.9", "0.3.11", "1.96", "1.96.1", "119", "120.1"];
        for pair in older_first.windows(2) {
            assert!(Version::find(pair[0]) < Version::find(pair[1]), "{pair:?}");
        }
        assert_eq!(Version::find("1.96"), Version::find("1.96.0"));
    }
}
