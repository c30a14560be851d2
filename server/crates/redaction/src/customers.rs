//! Names of customers, in any of the ways in which texts, programs and addresses write them.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::{Finding, Rule, edges};

/// Names that are ready to be looked for.
#[derive(Debug)]
pub(crate) struct CustomerNames(AhoCorasick);

impl CustomerNames {
    /// `None` where there are none, or more than memory is given for.
    pub(crate) fn of(names: &[String]) -> Option<Self> {
        let mut forms: Vec<String> = Vec::new();
        for name in names.iter().map(|name| flat(name)).filter(|name| !name.is_empty()) {
            let all = [name.clone(), name.to_lowercase(), name.to_uppercase()];
            forms.extend(all.iter().map(|name| name.replace(' ', "")));
            forms.extend(all);
        }
        forms.sort();
        forms.dedup();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        (!forms.is_empty()).then(|| builder.build(&forms).ok().map(Self)).flatten()
    }

    pub(crate) fn find(&self, text: &str, findings: &mut Vec<Finding>) {
        // Byte for byte as long as the text, so places are the same.
        let flat = flat_bytes(text);
        for found in self.0.find_iter(&flat) {
            let span = found.range();
            let is_whole = text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
            if is_whole && edges::stands_alone(text, &span, char::is_alphanumeric) {
                findings.push(Finding::new(Rule::Customer, "the name of a customer", text, span));
            }
        }
    }
}

/// A name with one space between its words.
fn flat(name: &str) -> String {
    String::from_utf8_lossy(&flat_bytes(name)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with a space in the place of each end of a line, hyphen and underscore.
fn flat_bytes(text: &str) -> Vec<u8> {
    let space = |byte: u8| if matches!(byte, b'\n' | b'\t' | b'-' | b'_') { b' ' } else { byte };
    text.bytes().map(space).collect()
}
