//! Reads typed fields out of a table, and keeps account of which keys there are.

use std::ops::RangeInclusive;

use diagnostics::{Diagnostic, Faults, Severity, Source, Span, Spanned, suggest};
use model::{Date, InvalidDate};

use super::{Table, Value, date};

/// A table while it is being read.
///
/// Every key asked for is a known key; [`Fields::finish`] reports the others.
pub struct Fields<'a> {
    source: &'a Source,
    table: Table,
    known: Vec<&'static str>,
    /// The keys that are known and there.
    seen: Vec<&'static str>,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The fields of a table of a file; what is wrong with them goes to `faults`.
    pub fn new(source: &'a Source, table: Table, faults: &'a mut Vec<Diagnostic>) -> Self {
        Self { source, table, known: Vec::new(), seen: Vec::new(), faults }
    }

    /// A fault that the fields themselves can't know of.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// A fault at a place in the table, with its remedy.
    pub fn fault_at(&mut self, span: Span, (message, help): (String, Option<String>)) {
        self.faults.push(self.source.error(span, message).maybe_help(help));
    }

    /// Whether the table has a key.
    pub fn has(&self, key: &str) -> bool {
        self.table.entries.iter().any(|(name, _)| name.value == key)
    }

    /// The keys of the table, as they are written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.table.entries.iter().map(|(name, _)| name.value.as_str())
    }

    /// The value of a key, out of the table.
    fn take(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        self.known.push(key);
        let at = self.table.entries.iter().position(|(name, _)| name.value == key)?;
        let (name, mut value) = self.table.entries.remove(at);
        self.seen.push(key);
        if value.value == Value::Nothing {
            // There is no value to point at.
            value.span = name.span;
        }
        Some(value)
    }

    /// A text; an empty one is there and empty.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let Spanned { value, span } = self.take(key)?;
        match value {
            Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), span }),
            Value::Nothing => Some(Spanned { value: String::new(), span }),
            other => {
                self.wrong(key, TEXT, &Spanned { value: other, span });
                None
            }
        }
    }

    /// A text that must not be empty.
    pub fn filled(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        if text.value.is_empty() {
            let fault = self.source.error(text.span.clone(), format!("`{key}` is empty"));
            self.faults.push(fault.help("write one, or take the key out"));
            return None;
        }
        Some(text)
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let Spanned { value, span } = self.take(key)?;
        let items = match value {
            Value::List(items) => items,
            Value::Nothing => Vec::new(),
            text @ Value::Text(_) => vec![Spanned { value: text, span }],
            other => {
                self.wrong(key, TEXTS, &Spanned { value: other, span });
                return None;
            }
        };
        let mut texts = Vec::new();
        for Spanned { value, span } in items {
            match value {
                Value::Text(text) => texts.push(Spanned { value: text.trim().to_owned(), span }),
                other => self.wrong(key, TEXTS, &Spanned { value: other, span }),
            }
        }
        Some(texts)
    }

    /// A list of anything; empty when it is not there.
    pub fn list(&mut self, key: &'static str) -> Vec<Spanned<Value>> {
        match self.take(key) {
            None | Some(Spanned { value: Value::Nothing, .. }) => Vec::new(),
            Some(Spanned { value: Value::List(items), .. }) => items,
            Some(other) => {
                self.wrong(key, "a list", &other);
                Vec::new()
            }
        }
    }

    /// Yes or no.
    pub fn truth(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        if let Value::Boolean(truth) = node.value {
            return Some(truth);
        }
        self.wrong(key, TRUTH, &node);
        None
    }

    /// A table, to be read by fields of its own.
    pub fn table(&mut self, key: &'static str) -> Option<Spanned<Table>> {
        let Spanned { value, span } = self.take(key)?;
        match value {
            Value::Table(table) => Some(Spanned { value: table, span }),
            other => {
                self.wrong(key, TABLE, &Spanned { value: other, span });
                None
            }
        }
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, key: &'static str, bounds: RangeInclusive<usize>) -> Option<usize> {
        let node = self.take(key)?;
        if let Value::Number(number) = &node.value
            && let Ok(number) = number.parse()
            && bounds.contains(&number)
        {
            return Some(number);
        }
        let (low, high) = bounds.into_inner();
        let message = format!("`{key}` must be a whole number from {low} to {high}");
        let help = "write it in digits, without quotes";
        self.faults.push(self.source.error(node.span, message).help(help));
        None
    }

    /// A value of any kind.
    pub fn any(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        self.take(key)
    }

    /// Reports at a place that a key is missing, unless it is there and wrong.
    pub fn missing(&mut self, key: &str, place: &Span, message: &str, help: &str) {
        if !self.seen.contains(&key) {
            self.faults.push(self.source.error(place.clone(), message).help(help));
        }
    }

    /// A table of the writer's own, whatever is in it.
    pub fn free(&mut self, key: &'static str) -> Option<Value> {
        let node = self.take(key)?;
        if !matches!(node.value, Value::Table(_) | Value::Nothing) {
            self.wrong(key, TABLE, &node);
        }
        Some(node.value)
    }

    /// A day: a date of TOML, or a text that begins with one and goes on with a time.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.spanned_date(key).map(|date| date.value)
    }

    /// The same, and where it is written.
    pub fn spanned_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let Spanned { value, span } = self.take(key)?;
        let (Value::Text(text) | Value::Date(text)) = &value else {
            self.wrong(key, DATE, &Spanned { value, span });
            return None;
        };
        match date::parse(text) {
            Ok(date) => Some(Spanned { value: date, span }),
            Err(InvalidDate::NoSuchDay) => {
                let message = format!("the date `{text}` does not exist");
                let help = "write a day that the calendar has, as YYYY-MM-DD";
                self.faults.push(self.source.error(span, message).help(help));
                None
            }
            Err(InvalidDate::Form) => {
                let message = format!("`{text}` is not a date");
                let help = "write it as YYYY-MM-DD, such as 2026-11-20";
                self.faults.push(self.source.error(span, message).help(help));
                None
            }
        }
    }

    /// Reports what nobody asked for.
    pub fn finish(self) {
        let mut told = Faults::new(self.faults);
        for (name, _) in &self.table.entries {
            let message = format!("unknown key `{}`", name.value);
            told.add(Severity::Error, message, |message| {
                let known = self.known.iter().copied();
                let help = suggest::did_you_mean(&name.value, known)
                    .unwrap_or_else(|| format!("the keys are {}", self.known.join(", ")));
                self.source.error(name.span.clone(), message).help(help)
            });
        }
    }

    /// Reports a value of the wrong kind.
    fn wrong(&mut self, key: &str, wanted: &str, node: &Spanned<Value>) {
        let message = format!("`{key}` must be {wanted}, and this is {}", node.value.kind());
        let help = match wanted {
            TEXT => match node.value {
                Value::List(_) => "write one text, without brackets",
                Value::Table(_) => "write one text",
                _ => "put it in quotes",
            },
            TEXTS => "write it as [\"one\", \"two\"]",
            TRUTH => "write true or false, without quotes",
            DATE => DATE_FORM,
            TABLE => "write keys below it, each with a value",
            _ => "put it in brackets",
        };
        let fault = self.source.error(node.span.clone(), message);
        self.faults.push(fault.help(help));
    }
}

const TEXT: &str = "a text";
const TEXTS: &str = "a list of texts";
const TRUTH: &str = "true or false";
const DATE: &str = "a date";
const TABLE: &str = "a table";
const DATE_FORM: &str = "write it as YYYY-MM-DD, such as 2026-11-20";
