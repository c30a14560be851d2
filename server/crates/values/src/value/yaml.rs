//! YAML into a spanned tree.

use std::collections::HashSet;

use diagnostics::{Diagnostic, Faults, Source, Span, Spanned};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use crate::{Table, Value};

/// How deep lists and tables may lie in each other: more is no front matter, and would not fit on
/// the stack when it is dropped.
const DEPTH: usize = 32;

/// The table that a part of a file describes; `None`, and a fault, when it describes none.
pub(super) fn parse(source: &Source, part: Span, faults: &mut Vec<Diagnostic>) -> Option<Table> {
    let text = &source.text()[part.clone()];
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at + part.start).collect();
    places.push(part.end);
    let told = Faults::new(faults);
    let mut builder = Builder { source, places, open: Vec::new(), root: None, faults: told };
    match builder.read(text) {
        Ok(()) => {}
        Err(Stop::Scan(error)) => {
            let at = builder.place(*error.marker());
            let message = format!("this is not valid YAML: {}", error.info());
            let help = "put a text in quotes when it holds a colon or a quotation mark";
            builder.faults.push(source.error(at..at + 1, message).help(help));
            return None;
        }
        Err(Stop::Fault(fault)) => {
            builder.faults.push(*fault);
            return None;
        }
    }
    match builder.root {
        None | Some(Spanned { value: Value::Nothing, .. }) => Some(Table::default()),
        Some(Spanned { value: Value::Table(table), .. }) => Some(table),
        Some(Spanned { value, span }) => {
            let message = format!("front matter is a table of keys, but this is {}", value.kind());
            faults.push(source.error(span, message).help("write one `key: value` a line"));
            None
        }
    }
}

/// Why reading ended early.
enum Stop {
    Scan(ScanError),
    Fault(Box<Diagnostic>),
}

struct Builder<'a> {
    source: &'a Source,
    /// The byte in the file at which each character begins: the parser counts characters.
    places: Vec<usize>,
    /// The lists and tables around what comes next, with the place where each begins.
    open: Vec<(usize, OpenValue)>,
    root: Option<Spanned<Value>>,
    faults: Faults<'a>,
}

enum OpenValue {
    List(Vec<Spanned<Value>>),
    Table(OpenTable),
}

#[derive(Default)]
struct OpenTable {
    table: Table,
    names: HashSet<String>,
    /// The key that waits for its value, and whether that counts.
    key: Option<(Spanned<String>, bool)>,
}

impl Builder<'_> {
    fn read(&mut self, text: &str) -> Result<(), Stop> {
        for event in Parser::new_from_str(text) {
            let (event, at) = event.map_err(Stop::Scan)?;
            let span = self.place(at.start)..self.place(at.end);
            match event {
                Event::Scalar(text, style, _, tag) => {
                    let plain = style == ScalarStyle::Plain && tag.is_none();
                    let value = if plain { resolve(&text) } else { Value::Text(text.into_owned()) };
                    self.add(Spanned { value, span })?;
                }
                Event::SequenceStart(..) => self.begin(span, OpenValue::List(Vec::new()))?,
                Event::MappingStart(..) => {
                    self.begin(span, OpenValue::Table(OpenTable::default()))?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(span.end)?,
                Event::Alias(_) => {
                    let fault = self.source.error(span, "an alias can't be used here");
                    return Err(stop(fault.help("write the value itself")));
                }
                Event::DocumentEnd if self.root.is_some() => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    fn begin(&mut self, span: Span, open: OpenValue) -> Result<(), Stop> {
        if self.open.len() == DEPTH {
            let fault = self.source.error(span, "this is nested too deep");
            return Err(stop(fault.help("give keys plain values")));
        }
        self.open.push((span.start, open));
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Stop> {
        let Some((start, open)) = self.open.pop() else {
            return Ok(());
        };
        let value = match open {
            OpenValue::List(items) => Value::List(items),
            OpenValue::Table(open) => Value::Table(open.table),
        };
        self.add(Spanned { value, span: start..end.max(start) })
    }

    /// Puts a value where it belongs: into the list, behind its key, or to the keys.
    fn add(&mut self, node: Spanned<Value>) -> Result<(), Stop> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((_, OpenValue::List(items))) => items.push(node),
            Some((_, OpenValue::Table(OpenTable { table, names, key }))) => match key.take() {
                Some((key, true)) => table.entries.push((key, node)),
                // Of two values for a key the first one counts.
                Some((_, false)) => {}
                None => {
                    let name = match node.value {
                        Value::Text(text) | Value::Number(text) => text,
                        Value::Boolean(truth) => truth.to_string(),
                        other => {
                            let message =
                                format!("a key must be a text, and this is {}", other.kind());
                            return Err(stop(self.source.error(node.span, message)));
                        }
                    };
                    let is_new = names.insert(name.clone());
                    if !is_new {
                        let message = format!("the key `{name}` stands here twice");
                        let fault = self.source.error(node.span.clone(), message);
                        self.faults.push(fault.help("keep one of them"));
                    }
                    *key = Some((Spanned { value: name, span: node.span }, is_new));
                }
            },
        }
        Ok(())
    }

    fn place(&self, marker: Marker) -> usize {
        let last = self.places.len() - 1;
        self.places[marker.index().min(last)]
    }
}

fn stop(fault: Diagnostic) -> Stop {
    Stop::Fault(Box::new(fault))
}

/// What a scalar without quotes means (the core schema of YAML 1.2).
fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Nothing,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && text.parse::<f64>().is_ok() =>
        {
            Value::Number(text.to_owned())
        }
        _ => Value::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        parse(&Source::new("x.md", text), 0..text.len(), &mut faults);
        faults
    }

    #[test]
    fn what_lies_too_deep_is_refused_at_its_place() {
        let thread = std::thread::Builder::new().stack_size(128 * 1024).spawn(|| {
            for part in ["[", "{a: ", "- ", "? ", "a:\n  - ", "[{a: ", "\"", "&a [", "!a ["] {
                for levels in [10_000, 100_000] {
                    let faults = faults(&format!("a: {}", part.repeat(levels)));
                    assert!(faults.len() == 1 && faults[0].line > 0, "{part}: {faults:?}");
                }
            }
        });
        thread.expect("a thread").join().expect("no overflow");
    }

    #[test]
    fn many_keys_are_compared_in_one_pass_and_few_faults_told() {
        let keys: String = (0..200_000).map(|at| format!("k{at}: 1\n")).collect();
        assert_eq!(faults(&keys), []);
        let same = faults(&"k: 1\n".repeat(50_000));
        assert_eq!((same.len(), same[0].more), (100, 49_899));
    }
}
