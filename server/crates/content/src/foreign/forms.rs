//! The forms that a value has elsewhere, and what is written in them.

use diagnostics::{Span, Spanned};
use model::Tag;
use values::{Table, Value};

pub(super) type Node = Spanned<Value>;

/// Adds texts to a list, those that are not in it; `of_tags` tells whether one subject may be written
/// in several ways.
pub(super) fn add_new(all: &mut Vec<Node>, texts: Vec<Node>, of_tags: bool) {
    for node in texts {
        let same = |other: &Node| match (&other.value, &node.value) {
            (Value::Text(a), Value::Text(b)) if of_tags => Tag::nearest(a) == Tag::nearest(b),
            (a, b) => a == b,
        };
        if !all.iter().any(same) {
            all.push(node);
        }
    }
}

/// Subjects, of which some write several into one text: with commas between them, or, as Jekyll reads
/// `categories`, with blanks.
pub(super) fn tags(key: &str, value: Value, span: &Span) -> Vec<Node> {
    let written = |text: &str| -> Vec<String> {
        let parts: Vec<&str> = match text.contains(',') {
            true => text.split(',').collect(),
            false if plain(key) == "categories" => text.split_whitespace().collect(),
            false => vec![text],
        };
        parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    match value {
        Value::Text(text) => {
            let node = |text| Spanned { value: Value::Text(text), span: span.clone() };
            written(&text).into_iter().map(node).collect()
        }
        other => texts(other, span),
    }
}

/// The texts in a list, or the one that stands for a list.
pub(super) fn texts(value: Value, span: &Span) -> Vec<Node> {
    let items = match value {
        Value::List(items) => items,
        other => vec![Spanned { value: other, span: span.clone() }],
    };
    let text = |Node { value, span }| Some(Spanned { value: Value::Text(text(value)?), span });
    items.into_iter().filter_map(text).collect()
}

/// What is written, if it is one thing and something.
pub(super) fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => {
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}

/// The text of the first of some keys that is there.
pub(super) fn text_of(table: &Table, keys: &[&str]) -> Option<String> {
    let found = |key: &&str| table.entries.iter().find(|(name, _)| name.value == **key);
    keys.iter().find_map(found).and_then(|(_, node)| text(node.value.clone()))
}

/// A value, or of a table what stands in it under one of some keys.
pub(super) fn inner(value: Value, keys: &[&str]) -> Option<Value> {
    match value {
        Value::Table(table) => text_of(&table, keys).map(Value::Text),
        other => Some(other),
    }
}

/// A value, or the first in a list.
pub(super) fn first(value: Value) -> Option<Value> {
    match value {
        Value::List(items) => items.into_iter().next().map(|node| node.value),
        Value::Nothing => None,
        other => Some(other),
    }
}

/// Whether an item of a list is written without quotes and taken for something else than a text.
pub(super) fn is_bare(item: &Node) -> bool {
    matches!(item.value, Value::Number(_) | Value::Date(_))
}

pub(super) fn of_tables(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| matches!(item.value, Value::Table(_))),
        value => matches!(value, Value::Table(_)),
    }
}

/// A key without what joins its words. Generators agree on words, not on how to join them: `pubDate`,
/// `pub_date`, `pub-date`.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
