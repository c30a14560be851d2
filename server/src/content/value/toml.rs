//! TOML into a spanned tree.

use app::model::{Date, InvalidDate};
use toml::{
    Spanned as TomlSpanned,
    de::{DeTable, DeValue},
};

use super::{Table, Value};
use crate::content::{
    diagnostic::Diagnostic,
    source::{Source, Span, Spanned},
};

pub(super) fn parse(source: &Source, part: Span, faults: &mut Vec<Diagnostic>) -> Table {
    let reader = Reader { text: &source.text()[part.clone()], offset: part.start };
    let (table, errors) = DeTable::parse_recoverable(reader.text);
    faults.extend(errors.iter().map(|error| reader.fault(source, error)));
    reader.table(table.get_ref())
}

struct Reader<'a> {
    text: &'a str,
    /// Where the text begins in its file.
    offset: usize,
}

impl Reader<'_> {
    fn table(&self, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let name =
                    Spanned { value: key.get_ref().to_string(), span: self.span(key.span()) };
                (name, self.value(value))
            })
            .collect();
        // The parser sorts them by name.
        entries.sort_by_key(|(name, _)| name.span.start);
        Table { entries }
    }

    fn value(&self, value: &TomlSpanned<DeValue<'_>>) -> Spanned<Value> {
        let written = || self.text.get(value.span()).unwrap_or_default().to_owned();
        Spanned {
            span: self.span(value.span()),
            value: match value.get_ref() {
                DeValue::String(text) => Value::Text(text.to_string()),
                DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written()),
                DeValue::Boolean(truth) => Value::Boolean(*truth),
                DeValue::Datetime(_) => Value::Date(written()),
                DeValue::Array(items) => {
                    Value::List(items.iter().map(|item| self.value(item)).collect())
                }
                DeValue::Table(table) => Value::Table(self.table(table)),
            },
        }
    }

    fn span(&self, span: Span) -> Span {
        span.start + self.offset..span.end + self.offset
    }

    fn fault(&self, source: &Source, error: &toml::de::Error) -> Diagnostic {
        let span = error.span().unwrap_or(0..0);
        // A day that does not exist is no TOML either; say what the writer wants to know.
        if let Some(date) = self.word_at(span.start)
            && let Some(day) = self.text[date.clone()].get(..10)
            && day.parse::<Date>() == Err(InvalidDate::NoSuchDay)
        {
            return source
                .error(
                    self.span(date.start..date.start + 10),
                    format!("the date `{day}` does not exist"),
                )
                .help("write a day that the calendar has, as YYYY-MM-DD");
        }
        let message = error.message();
        let help = if message.contains("duplicate") {
            "keep one of them"
        } else {
            "texts stand in quotes, lists in brackets: title = \"…\", tags = [\"…\"]"
        };
        source.error(self.span(span), format!("this is not valid TOML: {message}")).help(help)
    }

    /// The run of letters, digits and hyphens around a place.
    fn word_at(&self, at: usize) -> Option<Span> {
        let of_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let before = self.text.get(..at)?;
        let start = before
            .rfind(|c| !of_word(c))
            .map_or(0, |end| end + before[end..].chars().next().map_or(0, char::len_utf8));
        let rest = &self.text[start..];
        let end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
        (end > 0).then_some(start..start + end)
    }
}
