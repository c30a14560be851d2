//! What was found in a text.

use std::ops::Range;

use crate::Rule;

/// How many characters of a secret are shown at most.
const SHOWN: usize = 4;

/// Something that must not get out, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// What it is, as the object of a sentence: `an e-mail address`.
    pub what: &'static str,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The bytes in there that nobody may see, not even in the message about it.
    pub hidden: Range<usize>,
    /// Whether there is no doubt. What has the shape of a token, but not the checksum, may be a part of
    /// one, or made up.
    pub certain: bool,
}

impl Finding {
    /// One of whose text the beginning may be shown.
    pub(crate) fn new(rule: Rule, what: &'static str, text: &str, span: Range<usize>) -> Self {
        let found = text.get(span.clone()).unwrap_or_default();
        // At most a third of a short one is shown.
        let shown = SHOWN.min(found.chars().count() / 3);
        let begins = found.char_indices().nth(shown).map_or(found.len(), |(at, _)| at);
        let hidden = span.start + begins..span.end;
        Self { rule, what, span, hidden, certain: true }
    }

    /// The same one, with a part of it hidden and the rest shown.
    pub(crate) fn hiding(mut self, hidden: Range<usize>) -> Self {
        self.hidden = hidden;
        self
    }

    /// The same one, all of it shown.
    pub(crate) fn open(mut self) -> Self {
        self.hidden = self.span.end..self.span.end;
        self
    }

    /// The same one, in doubt.
    pub(crate) fn doubtful(mut self) -> Self {
        self.certain = false;
        self
    }

    /// What was found, as it may be shown: `ghp_… (40 characters)`.
    pub fn masked(&self, text: &str) -> String {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        let (before, hidden) =
            (part(self.span.start..self.hidden.start), part(self.hidden.clone()));
        if hidden.is_empty() {
            return part(self.span.clone()).to_owned();
        }
        let length = part(self.span.clone()).chars().count();
        let after = part(self.hidden.end..self.span.end);
        let whole = format!("{before}…{after} ({length} characters)");
        whole.replace('\n', " ")
    }
}
