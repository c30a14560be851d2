//! The words of the interface in each language.
//!
//! Each language has a table in `tables/`; what a blog says of its own in `content/words.toml` has the
//! same form and is read by the same code. A message that neither has is said in English. What a new blog
//! says in its texts stands in `starter/`, and what a new text says in `draft/`.

mod plural;
mod read;
mod starter;

use diagnostics::{Diagnostic, Source};
use values::Table;
use words::{Message, MessageText, Words};

pub use read::{MessageTable, read};
pub use starter::{draft, starter};

/// The table with every message, in English.
pub const ENGLISH: &str = include_str!("tables/en.toml");

/// The tables that come along, by the languages that they are in.
const TABLES: [(&str, &str); 14] = [
    ("ar", include_str!("tables/ar.toml")),
    ("de", include_str!("tables/de.toml")),
    ("en", ENGLISH),
    ("es", include_str!("tables/es.toml")),
    ("fr", include_str!("tables/fr.toml")),
    ("he", include_str!("tables/he.toml")),
    ("it", include_str!("tables/it.toml")),
    ("ja", include_str!("tables/ja.toml")),
    ("ko", include_str!("tables/ko.toml")),
    ("nl", include_str!("tables/nl.toml")),
    ("pl", include_str!("tables/pl.toml")),
    ("pt", include_str!("tables/pt.toml")),
    ("uk", include_str!("tables/uk.toml")),
    ("zh", include_str!("tables/zh.toml")),
];

/// The tags of the languages that have a table.
pub fn known() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(tag, _)| *tag)
}

/// The table for a language with a tag such as `de-AT`, if there is one.
pub fn table(tag: &str) -> Option<&'static str> {
    let known = language(tag)?;
    TABLES.iter().find(|(tag, _)| *tag == known).map(|(_, table)| *table)
}

/// The language that a tag such as `de-AT` is of, if that has a table.
fn language(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = match parts.next() {
        // As Java and old browsers call Hebrew.
        Some("iw") => "he",
        other => other.unwrap_or_default(),
    };
    // What is there is written in the simplified script.
    let mut parts = parts.take_while(|part| *part != "hans");
    let traditional = language == "zh" && parts.any(|part| TRADITIONAL.contains(&part));
    known().find(|known| *known == language && !traditional)
}

/// Script and regions that write Chinese in traditional characters.
const TRADITIONAL: [&str; 4] = ["hant", "hk", "mo", "tw"];

/// The words in a language, and in how many messages they are English for want of others. What a blog
/// says itself, `own`, comes before the table of the language.
pub fn words(tag: &str, own: MessageTable) -> (Words, usize) {
    let (english, table) = (said(ENGLISH, "en"), table(tag).map(|table| said(table, tag)));
    let has_table = table.is_some();
    let mut translated = table.unwrap_or_default();
    let is_own = !own.is_empty();
    translated.extend(own);
    let of = |(_, message): &(&str, Message)| {
        translated.remove(message).or_else(|| match *message {
            // Digits are the same in all languages.
            Message::Date if !has_table => Some(MessageText::One(NUMBERS.to_owned())),
            // English it is not.
            Message::LanguageName if !has_table => Some(MessageText::One(tag.to_owned())),
            _ => None,
        })
    };
    let mut missing = 0;
    let texts = Message::ALL.iter().map(of).zip(Message::ALL).map(|(text, (_, message))| {
        text.unwrap_or_else(|| {
            missing += 1;
            english.get(message).cloned().unwrap_or(MessageText::One(String::new()))
        })
    });
    let texts = texts.collect();
    let counted = if has_table || is_own { tag } else { "en" };
    (Words::new(tag, texts, plural::rule(counted)), missing)
}

/// A date without words.
const NUMBERS: &str = "{year}-{mm}-{dd}";

/// The words in a language as they come along.
pub fn of(tag: &str) -> Words {
    words(tag, MessageTable::default()).0
}

/// The words in English.
pub fn english() -> Words {
    of("en")
}

/// What a table that comes along says. The tests know that it has no faults.
fn said(table: &str, tag: &str) -> MessageTable {
    let source = Source::new("words.toml", table);
    read(&source, toml(&source, &mut Vec::new()), tag, &mut Vec::new())
}

/// A table as it is written; what is wrong with it goes to `faults`.
pub fn toml(source: &Source, faults: &mut Vec<Diagnostic>) -> Table {
    let whole = 0..source.text().len();
    values::parse(source, whole, values::Language::Toml, faults).unwrap_or_default()
}

#[cfg(test)]
mod tests;
