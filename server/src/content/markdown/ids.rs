//! Anchors: unique in their page, and such as GitHub would make them.

use std::collections::BTreeSet;

/// Anchors that the pages around a text have taken.
const TAKEN: [&str; 3] = ["carried", "content", "related"];

/// The anchors of one text.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: BTreeSet<String>,
}

impl Ids {
    /// An anchor made from a heading's words: the same words again get a number.
    pub(super) fn for_words(&mut self, words: &str) -> String {
        let base = slug(words);
        let mut id = base.clone();
        let mut count = 0;
        while !self.claim(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
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

/// Lower case, spaces turned into hyphens, punctuation left out.
fn slug(words: &str) -> String {
    let slug: String = words
        .trim()
        .chars()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect();
    if slug.is_empty() { "section".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_that_github_makes() {
        let mut ids = Ids::default();
        for (words, id) in [
            ("Hello, World!", "hello-world"),
            ("Hello World", "hello-world-1"),
            ("Hello World", "hello-world-2"),
            ("What `x_y` -- does", "what-x_y----does"),
            ("Größe 日本", "größe-日本"),
            ("???", "section"),
            ("Related", "related-1"),
        ] {
            assert_eq!(ids.for_words(words), id);
        }
        assert!(!ids.claim("hello-world"));
        assert!(!ids.claim("content"));
        assert!(ids.claim("own"));
    }
}
