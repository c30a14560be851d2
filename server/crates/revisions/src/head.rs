//! What readers see of the head of a text, and in what two of them differ.

use std::collections::BTreeSet;

use model::{ChangedKey, HeadKey};

use crate::{change, plain::Block};

/// How many bytes are shown of what one of its keys says.
const LONGEST: usize = 1_000;

/// What readers see of the head of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What the text is called.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Its subjects, in whatever order.
    pub tags: BTreeSet<String>,
}

impl Head {
    /// All of it, a line for each part.
    pub fn text(&self) -> String {
        self.keys().into_iter().flat_map(|(_, said)| said).collect::<Vec<_>>().join("\n")
    }

    /// In what it says another thing than one before it. As in a text, marks alone are no change.
    pub fn changes_since(&self, before: &Self) -> Vec<ChangedKey> {
        let both = before.keys().into_iter().zip(self.keys());
        let changed = |((key, before), (_, after)): ((HeadKey, Vec<String>), (_, Vec<String>))| {
            let is_other = change(&blocks(&before), &blocks(&after)).has_words();
            let (before, after) = (bounded(before), bounded(after));
            is_other.then_some(ChangedKey { key, before, after })
        };
        both.filter_map(changed).collect()
    }

    fn keys(&self) -> [(HeadKey, Vec<String>); 3] {
        [
            (HeadKey::Title, self.title.iter().cloned().collect()),
            (HeadKey::Description, self.description.iter().cloned().collect()),
            (HeadKey::Tags, self.tags.iter().cloned().collect()),
        ]
    }
}

fn blocks(said: &[String]) -> Vec<Block> {
    said.iter().map(|text| Block { text: text.clone(), ..Block::default() }).collect()
}

/// The same with no more than is shown.
fn bounded(said: Vec<String>) -> Vec<String> {
    let mut left = LONGEST;
    let mut shown = Vec::new();
    for text in said {
        let end = text.floor_char_boundary(left.min(text.len()));
        if end < text.len() {
            shown.push(format!("{}…", &text[..end]));
            break;
        }
        left -= end;
        shown.push(text);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(title: &str, description: &str, tags: &[&str]) -> Head {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        Head { title: text(title), description: text(description), tags }
    }

    #[test]
    fn what_says_another_thing_is_told() {
        let before = head("It's slow", "About \"it\".", &["rust", "tail"]);
        // Neither marks nor the order of tags are a change.
        assert_eq!(head("It’s slow", "About “it”", &["tail", "rust"]).changes_since(&before), []);
        let after = head("It's fast", "", &["rust", "wal"]);
        let changed = |key, before: &[&str], after: &[&str]| {
            let [before, after] =
                [before, after].map(|said| said.iter().map(|text| (*text).to_owned()).collect());
            ChangedKey { key, before, after }
        };
        let expected = [
            changed(HeadKey::Title, &["It's slow"], &["It's fast"]),
            changed(HeadKey::Description, &["About \"it\"."], &[]),
            changed(HeadKey::Tags, &["rust", "tail"], &["rust", "wal"]),
        ];
        assert_eq!(after.changes_since(&before), expected);
        assert_eq!(after.text(), "It's fast\nrust\nwal");
    }

    #[test]
    fn what_is_shown_is_bounded() {
        let tags: Vec<String> = (0..2_000).map(|at| format!("tag{at:04}")).collect();
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let changes =
            head("ü".repeat(2_000).as_str(), "", &tags).changes_since(&head("a", "", &[]));
        let [title, tags] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!(title.after, [format!("{}…", "ü".repeat(LONGEST / 2))]);
        assert_eq!(tags.after.len(), LONGEST / 7 + 1);
    }
}
