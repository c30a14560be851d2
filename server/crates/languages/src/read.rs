//! A table of words: from what is written to what can be said, with every fault at its place.

use std::{collections::HashMap, sync::LazyLock};

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use values::{Table, Value};
use words::{Category, Message, MessagePart, MessageText, parts};

use crate::{ENGLISH, plural, toml};

/// What a table says of each message that it has.
pub type MessageTable = HashMap<Message, MessageText>;

/// What is left open in each message, as the English table has it.
static OPEN: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let table = toml(&Source::new("words.toml", ENGLISH), &mut Vec::new());
    let open = |(key, value): (Spanned<String>, Spanned<Value>)| {
        let (key, _) = message(&key.value)?;
        let text = match value.value {
            Value::Text(text) => text,
            Value::Table(forms) => forms.entries.into_iter().find_map(|(name, form)| {
                let other = name.value == OTHER;
                if let Value::Text(text) = form.value { other.then_some(text) } else { None }
            })?,
            _ => return None,
        };
        Some((key, places(&text).map(str::to_owned).collect()))
    };
    table.entries.into_iter().filter_map(open).collect()
});

/// What stands for the number of things in a message that has forms.
const COUNT: &str = "count";
/// The form for all counts that have none of their own.
const OTHER: &str = "other";
/// What a day is written with: each language takes what it needs.
const DATE: [&str; 5] = ["day", "month", "year", "mm", "dd"];

/// Reads a table in a language; what is wrong with it goes to `faults`.
pub fn read(
    source: &Source,
    table: Table,
    tag: &str,
    faults: &mut Vec<Diagnostic>,
) -> MessageTable {
    let mut reader = Reader { source, needed: plural::needed(tag), faults };
    let mut said = MessageTable::new();
    for (key, value) in table.entries {
        let Some((name, message)) = message(&key.value) else {
            let keys = Message::ALL.iter().map(|(known, _)| *known);
            let help = suggest::did_you_mean(&key.value, keys).unwrap_or_else(|| {
                "the documentation lists all messages of the interface".to_owned()
            });
            reader.fault(key.span, format!("there is no message `{}`", key.value), help);
            continue;
        };
        if let Some(text) = reader.text(name, message, &key.span, value) {
            said.insert(message, text);
        }
    }
    said
}

/// The message with a key.
fn message(key: &str) -> Option<(&'static str, Message)> {
    Message::ALL.iter().copied().find(|(known, _)| *known == key)
}

/// The names of the places that a text leaves open.
fn places(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        MessagePart::Place(name) => Some(name),
        MessagePart::Words(_) => None,
    })
}

struct Reader<'a> {
    source: &'a Source,
    /// The categories of counts in the language.
    needed: Vec<Category>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.faults.push(self.source.error(span, message).help(help));
    }

    fn text(
        &mut self,
        key: &'static str,
        message: Message,
        place: &Span,
        Spanned { value, span }: Spanned<Value>,
    ) -> Option<MessageText> {
        let is_months = matches!(message, Message::Months | Message::MonthsAlone);
        match value {
            Value::List(months) if is_months => self.months(key, months, span),
            Value::Text(text) if !is_months => {
                self.words(key, message, text, span).map(MessageText::One)
            }
            Value::Table(forms) if counts(key) => self.forms(key, message, place, forms),
            other => {
                let (wanted, help) = match (is_months, counts(key)) {
                    (true, _) => ("a list of the twelve months", "write them in brackets"),
                    (_, true) => (
                        "a text or its forms",
                        "write it in quotes, or as { one = \"…\", other = \"…\" }",
                    ),
                    _ => ("a text", "write it in quotes: it is the same for every count"),
                };
                let message = format!("`{key}` must be {wanted}, and this is {}", other.kind());
                self.fault(span, message, help);
                None
            }
        }
    }

    fn months(
        &mut self,
        key: &str,
        months: Vec<Spanned<Value>>,
        span: Span,
    ) -> Option<MessageText> {
        let named = months.into_iter().filter_map(|month| match month.value {
            Value::Text(name) if !name.trim().is_empty() => Some(name),
            _ => None,
        });
        let names: Vec<String> = named.collect();
        if names.len() != 12 {
            let message = format!("`{key}` must have twelve names, and has {}", names.len());
            self.fault(span, message, "write one for each month, from January on");
            return None;
        }
        Some(MessageText::Months(names))
    }

    fn forms(
        &mut self,
        key: &'static str,
        message: Message,
        place: &Span,
        table: Table,
    ) -> Option<MessageText> {
        let before = self.faults.len();
        let mut forms = Vec::new();
        for (name, Spanned { value, span }) in table.entries {
            let names = Category::ALL.map(|(name, _)| name);
            let known = Category::ALL.into_iter().find(|(known, _)| *known == name.value);
            let Some((_, category)) = known else {
                let help = suggest::did_you_mean(&name.value, names)
                    .unwrap_or_else(|| format!("the forms are {}", names.join(", ")));
                self.fault(name.span, format!("there is no form `{}`", name.value), help);
                continue;
            };
            let Value::Text(text) = value else {
                let message = format!("a form is a text, and this is {}", value.kind());
                self.fault(span, message, "put it in quotes");
                continue;
            };
            // Who says “one article” need not say “1 article”.
            let is_number = matches!(category, Category::Other | Category::Few | Category::Many);
            if let Some(text) = self.filled(key, message, text, span, is_number) {
                forms.push((category, text));
            }
        }
        let has = |wanted: &Category| forms.iter().any(|(category, _)| category == wanted);
        let missing: Vec<&str> = Category::ALL
            .iter()
            .filter(|(_, category)| self.needed.contains(category) && !has(category))
            .map(|(name, _)| *name)
            .collect();
        // One for all counts is enough where they are all said alike.
        let is_one = forms.len() == 1 && has(&Category::Other);
        if !missing.is_empty() && !is_one && self.faults.len() == before {
            let message = format!("`{key}` has no form for {}", missing.join(", "));
            let help = "numbers have these forms in this language: write each, or `other` alone";
            self.fault(place.clone(), message, help);
        }
        (self.faults.len() == before).then_some(MessageText::Forms(forms))
    }

    fn words(
        &mut self,
        key: &'static str,
        message: Message,
        text: String,
        span: Span,
    ) -> Option<String> {
        self.filled(key, message, text, span, true)
    }

    /// A text in which everything has its place; `counted` tells whether the count must have one.
    fn filled(
        &mut self,
        key: &'static str,
        message: Message,
        text: String,
        span: Span,
        counted: bool,
    ) -> Option<String> {
        let is_number = key.starts_with("number-");
        if text.trim().is_empty() && !is_number {
            let help = "write what it says, or take the line out";
            self.fault(span, format!("`{key}` is empty"), help);
            return None;
        }
        if matches!(message, Message::Date | Message::DateDay | Message::DateMonth) {
            return self.places_of(key, &text, &span, &DATE, &[]).then_some(text);
        }
        let open = OPEN.get(key).map_or(&[][..], Vec::as_slice);
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        let needed: Vec<&str> =
            open.iter().copied().filter(|name| counted || *name != COUNT).collect();
        self.places_of(key, &text, &span, &open, &needed).then_some(text)
    }

    /// Whether a text has the places that it needs, and no others.
    fn places_of(
        &mut self,
        key: &str,
        text: &str,
        span: &Span,
        known: &[&str],
        needed: &[&str],
    ) -> bool {
        let before = self.faults.len();
        for name in places(text).filter(|name| !known.contains(name)) {
            let message = format!("`{key}` can't say `{{{name}}}`");
            let names: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
            let help = match names.as_slice() {
                [] => "nothing is left open in it: take it out".to_owned(),
                names => suggest::nearest(name, known.iter().copied())
                    .map(|near| format!("did you mean `{{{near}}}`?"))
                    .unwrap_or_else(|| format!("what it can say is {}", names.join(", "))),
            };
            self.fault(span.clone(), message, help);
        }
        for name in needed {
            if !places(text).any(|place| place == *name) {
                let message = format!("`{key}` does not say `{{{name}}}`");
                self.fault(span.clone(), message, "write it where it belongs in the sentence");
            }
        }
        self.faults.len() == before
    }
}

/// Whether a message tells how many there are.
fn counts(key: &str) -> bool {
    OPEN.get(key).is_some_and(|open| open.iter().any(|name| name == COUNT))
}
