//! What a new blog, and a new text, says until somebody writes in it: a text for each key, in each language that has
//! words.

use diagnostics::Source;
use values::Value;

use crate::{language, toml};

/// The tables of a new blog, by the languages that they are in.
const STARTERS: [(&str, &str); 14] = [
    ("ar", include_str!("starter/ar.toml")),
    ("de", include_str!("starter/de.toml")),
    ("en", include_str!("starter/en.toml")),
    ("es", include_str!("starter/es.toml")),
    ("fr", include_str!("starter/fr.toml")),
    ("he", include_str!("starter/he.toml")),
    ("it", include_str!("starter/it.toml")),
    ("ja", include_str!("starter/ja.toml")),
    ("ko", include_str!("starter/ko.toml")),
    ("nl", include_str!("starter/nl.toml")),
    ("pl", include_str!("starter/pl.toml")),
    ("pt", include_str!("starter/pt.toml")),
    ("uk", include_str!("starter/uk.toml")),
    ("zh", include_str!("starter/zh.toml")),
];

/// The tables of a new post or incident, by the languages that they are in.
const DRAFTS: [(&str, &str); 14] = [
    ("ar", include_str!("draft/ar.toml")),
    ("de", include_str!("draft/de.toml")),
    ("en", include_str!("draft/en.toml")),
    ("es", include_str!("draft/es.toml")),
    ("fr", include_str!("draft/fr.toml")),
    ("he", include_str!("draft/he.toml")),
    ("it", include_str!("draft/it.toml")),
    ("ja", include_str!("draft/ja.toml")),
    ("ko", include_str!("draft/ko.toml")),
    ("nl", include_str!("draft/nl.toml")),
    ("pl", include_str!("draft/pl.toml")),
    ("pt", include_str!("draft/pt.toml")),
    ("uk", include_str!("draft/uk.toml")),
    ("zh", include_str!("draft/zh.toml")),
];

/// What a new blog says in the language with a tag such as `de-AT`, each text with its key; in English where
/// that has no table.
pub fn starter(tag: &str) -> Vec<(String, String)> {
    texts(&STARTERS, tag)
}

/// The same of a new post or incident.
pub fn draft(tag: &str) -> Vec<(String, String)> {
    texts(&DRAFTS, tag)
}

fn texts(tables: &[(&str, &str)], tag: &str) -> Vec<(String, String)> {
    let language = language(tag).unwrap_or("en");
    let table = tables.iter().find(|(known, _)| *known == language);
    let source = Source::new("starter.toml", table.map_or("", |(_, table)| table));
    let entries = toml(&source, &mut Vec::new()).entries;
    let text = |(key, value): (diagnostics::Spanned<String>, diagnostics::Spanned<Value>)| {
        let Value::Text(text) = value.value else { return None };
        Some((key.value, text))
    };
    entries.into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::known;

    /// What stands between backticks: it is typed as it is in any language, wherever that has it.
    fn code(text: &str) -> BTreeSet<&str> {
        text.split('`').skip(1).step_by(2).collect()
    }

    #[test]
    fn every_language_has_every_text_with_the_same_code() {
        for tables in [STARTERS, DRAFTS] {
            assert!(known().eq(tables.iter().map(|(tag, _)| *tag)));
        }
        assert!(starter("en").len() > 20 && draft("en").len() > 15);
        let each = |tag: &'static str| {
            [(starter(tag), starter("en")), (draft(tag), draft("en"))].map(|texts| (tag, texts))
        };
        for (tag, (texts, english)) in known().flat_map(each) {
            let keys = |texts: &[(String, String)]| -> Vec<String> {
                texts.iter().map(|(key, _)| key.clone()).collect()
            };
            assert_eq!(keys(&texts), keys(&english), "{tag}");
            for ((key, text), (_, said)) in texts.iter().zip(&english) {
                assert_eq!(code(text), code(said), "{tag}: {key}");
                // They are put between quotes, in a table, and into a line of a shell.
                assert!(!text.contains(['"', '\\', '|', '\n', '$']), "{tag}: {key}");
                assert!(!text.trim().is_empty(), "{tag}: {key}");
            }
        }
    }

    #[test]
    fn a_language_without_texts_has_those_in_english() {
        assert_eq!(starter("cs"), starter("en"));
        assert_eq!(starter("zh-TW"), starter("en"));
        assert_eq!(starter("de-AT"), starter("de"));
    }
}
