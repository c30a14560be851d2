//! Anchors, unique in their page.

use std::collections::{BTreeMap, BTreeSet};

/// Anchors that the pages around a text have taken.
const TAKEN: [&str; 4] = ["carried", "content", "first-screen", "related"];

/// The anchors of one text.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: BTreeSet<String>,
    /// The last number that each anchor of a heading got.
    numbers: BTreeMap<String, usize>,
}

impl Ids {
    /// An anchor that nothing has: the same again gets a number.
    pub(super) fn numbered(&mut self, base: String) -> String {
        let mut id = base.clone();
        let mut number = self.numbers.get(&base).copied().unwrap_or_default();
        while !self.claim(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        self.numbers.insert(base, number);
        id
    }

    /// Takes an anchor that is written out; `false` when it is taken already.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        !TAKEN.contains(&id) && self.used.insert(id.to_owned())
    }

    pub(super) fn into_used(self) -> BTreeSet<String> {
        self.used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_anchors_get_numbers() {
        let mut ids = Ids::default();
        for (base, id) in [
            ("hello", "hello"),
            ("hello", "hello-1"),
            ("hello", "hello-2"),
            ("related", "related-1"),
        ] {
            assert_eq!(ids.numbered(base.to_owned()), id);
        }
        assert!(!ids.claim("hello"));
        assert!(!ids.claim("content"));
        assert!(ids.claim("own"));
    }
}
