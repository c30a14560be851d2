//! What templates work with.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::{Deserialize, Serialize};

/// A value that a template is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum TemplateValue {
    /// Nothing at all.
    #[default]
    Nothing,
    /// A text.
    Text(String),
    /// A number without a point.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// Some in a row.
    List(Vec<TemplateValue>),
    /// Some by their names.
    Table(BTreeMap<String, TemplateValue>),
}

impl TemplateValue {
    /// A bare word: a number or a truth, if it is one.
    pub fn of_word(word: &str) -> Self {
        match word {
            "true" => Self::Truth(true),
            "false" => Self::Truth(false),
            _ => Self::of_number(word).unwrap_or_else(|| Self::Text(word.to_owned())),
        }
    }

    fn of_number(word: &str) -> Option<Self> {
        // Words such as `inf` and `1e400` are no numbers to anybody who writes a text, nor is `007`.
        let digits = word.strip_prefix('-').unwrap_or(word);
        let whole = digits.split('.').next().unwrap_or_default();
        if whole.is_empty()
            || whole.len() > 1 && whole.starts_with('0')
            || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            return None;
        }
        let integer = word.parse().map(Self::Integer).ok();
        integer.or_else(|| word.parse().map(Self::Number).ok())
    }

    /// A table of some values.
    pub fn table<'a>(entries: impl IntoIterator<Item = (&'a str, TemplateValue)>) -> Self {
        Self::Table(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What stands in front matter or another list of keys.
    pub fn of_value(value: values::Value) -> Self {
        match value {
            values::Value::Text(text) | values::Value::Date(text) => Self::Text(text),
            values::Value::Number(number) => Self::of_number(&number).unwrap_or(Self::Text(number)),
            values::Value::Boolean(truth) => Self::Truth(truth),
            values::Value::List(list) => {
                Self::List(list.into_iter().map(|item| Self::of_value(item.value)).collect())
            }
            values::Value::Table(table) => {
                let entries = table.entries.into_iter();
                Self::Table(
                    entries.map(|(key, node)| (key.value, Self::of_value(node.value))).collect(),
                )
            }
            values::Value::Nothing => Self::Nothing,
        }
    }

    pub(crate) fn of_json(value: serde_json::Value) -> Self {
        use serde_json::Value as Json;
        match value {
            Json::Null => Self::Nothing,
            Json::Bool(truth) => Self::Truth(truth),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(integer), _) => Self::Integer(integer),
                (None, Some(number)) => Self::Number(number),
                (None, None) => Self::Text(number.to_string()),
            },
            Json::String(text) => Self::Text(text),
            Json::Array(list) => Self::List(list.into_iter().map(Self::of_json).collect()),
            Json::Object(table) => Self::Table(
                table.into_iter().map(|(key, value)| (key, Self::of_json(value))).collect(),
            ),
        }
    }
}

impl From<&str> for TemplateValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<TemplateValue> for Value {
    fn from(data: TemplateValue) -> Self {
        match data {
            TemplateValue::Nothing => Self::from(()),
            TemplateValue::Text(text) => text.into(),
            TemplateValue::Integer(number) => number.into(),
            TemplateValue::Number(number) => number.into(),
            TemplateValue::Truth(truth) => truth.into(),
            TemplateValue::List(list) => {
                list.into_iter().map(Self::from).collect::<Vec<_>>().into()
            }
            TemplateValue::Table(table) => {
                let entries = table.into_iter().map(|(name, value)| (name, Self::from(value)));
                entries.collect::<BTreeMap<String, Self>>().into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_word_is_a_number_only_where_it_looks_like_one() {
        for (word, data) in [
            ("16", TemplateValue::Integer(16)),
            ("-1.5", TemplateValue::Number(-1.5)),
            ("true", TemplateValue::Truth(true)),
            ("007", "007".into()),
            ("1.2.3", "1.2.3".into()),
            ("inf", "inf".into()),
            ("-", "-".into()),
            ("dQw4w9WgXcQ", "dQw4w9WgXcQ".into()),
        ] {
            assert_eq!(TemplateValue::of_word(word), data, "{word}");
        }
    }
}
