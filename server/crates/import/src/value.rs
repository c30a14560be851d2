//! YAML, TOML and JSON as one kind of value, bounded in depth and size whoever wrote them.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Map;
pub(crate) use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// A table of keys.
pub(crate) type Table = Map<String, Value>;

/// How deep lists and tables may lie in each other.
const DEPTH: usize = 48;
/// How many values a file may hold, those of aliases counted wherever they stand: a few lines of
/// aliases of aliases would fill any memory.
const VALUES: usize = 200_000;

/// What is wrong with a text that should hold values, and on which of its lines, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) line: usize,
    pub(crate) message: String,
}

fn unreadable(line: usize, message: impl Into<String>) -> Unreadable {
    Unreadable { line, message: message.into() }
}

/// Reads the first document of YAML.
pub(crate) fn yaml(text: &str) -> Result<Value, Unreadable> {
    strict_yaml(text).or_else(|fault| {
        let mended = [indented(text), without_tabs(text)].into_iter().flatten();
        mended.map(|text| strict_yaml(&text)).find_map(Result::ok).ok_or(fault)
    })
}

/// The same with blanks in the place of the tabs that lines begin with; `None` where there are none.
fn without_tabs(text: &str) -> Option<String> {
    let begins = |line: &str| line.len() - line.trim_start_matches('\t').len();
    text.lines().any(|line| begins(line) > 0).then(|| {
        let lines = text.split_inclusive('\n');
        lines
            .map(|line| format!("{}{}", "  ".repeat(begins(line)), &line[begins(line)..]))
            .collect()
    })
}

/// The same with blanks before the lines on which a text in quotes goes on, which most readers of YAML
/// do not need; `None` where there are none.
fn indented(text: &str) -> Option<String> {
    let mut made = String::with_capacity(text.len());
    let mut is_open = false;
    let mut any = false;
    for line in text.split_inclusive('\n') {
        let quotes = line.matches('"').count() - line.matches("\\\"").count();
        if is_open && !line.starts_with([' ', '\t']) {
            made.push_str("  ");
            any = true;
        }
        made.push_str(line);
        let opens = || line.split_once(": ").is_some_and(|(_, value)| value.starts_with('"'));
        if quotes % 2 == 1 && (is_open || opens()) {
            is_open = !is_open;
        }
    }
    any.then_some(made)
}

fn strict_yaml(text: &str) -> Result<Value, Unreadable> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|error| {
            unreadable(error.marker().line(), format!("this is not valid YAML: {}", error.info()))
        })?;
        let line = at.start.line();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let value = if plain { resolve(&text) } else { Value::String(text.into_owned()) };
                builder.add(value, anchor, line)?;
            }
            Event::SequenceStart(anchor, _) => {
                builder.begin(Open::List(Vec::new()), anchor, line)?;
            }
            Event::MappingStart(anchor, _) => {
                builder.begin(Open::Table(Table::new(), None), anchor, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.end(line)?,
            Event::Alias(anchor) => {
                let Some((value, count)) = builder.anchors.get(&anchor).cloned() else {
                    return Err(unreadable(line, "an alias stands in what it names"));
                };
                builder.count(count, line)?;
                builder.add(value, 0, line)?;
            }
            Event::DocumentEnd if builder.root.is_some() => break,
            _ => {}
        }
    }
    Ok(builder.root.unwrap_or(Value::Null))
}

#[derive(Default)]
struct Builder {
    open: Vec<(Open, usize, usize)>,
    root: Option<Value>,
    values: usize,
    /// What has an anchor, with how many values that is.
    anchors: HashMap<usize, (Value, usize)>,
}

enum Open {
    List(Vec<Value>),
    /// The key waits for its value.
    Table(Table, Option<String>),
}

impl Builder {
    fn count(&mut self, more: usize, line: usize) -> Result<(), Unreadable> {
        self.values += more;
        if self.values > VALUES {
            return Err(unreadable(line, format!("there are more than {VALUES} values")));
        }
        Ok(())
    }

    fn begin(&mut self, open: Open, anchor: usize, line: usize) -> Result<(), Unreadable> {
        if self.open.len() == DEPTH {
            return Err(unreadable(line, "this is nested too deep"));
        }
        self.open.push((open, anchor, self.values));
        Ok(())
    }

    fn end(&mut self, line: usize) -> Result<(), Unreadable> {
        let Some((open, anchor, before)) = self.open.pop() else { return Ok(()) };
        let value = match open {
            Open::List(items) => Value::Array(items),
            Open::Table(table, _) => Value::Object(table),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), self.values - before));
        }
        self.add(value, 0, line)
    }

    fn add(&mut self, value: Value, anchor: usize, line: usize) -> Result<(), Unreadable> {
        self.count(1, line)?;
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), 1));
        }
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some((Open::List(items), ..)) => items.push(value),
            Some((Open::Table(table, key), ..)) => match key.take() {
                Some(name) if name == "<<" => merge(table, value),
                Some(name) => {
                    table.insert(name, value);
                }
                None => *key = Some(text(&value).unwrap_or_default()),
            },
        }
        Ok(())
    }
}

/// What `<<: *other` means: the keys of the other table that are not there yet.
fn merge(table: &mut Table, value: Value) {
    if let Value::Object(other) = value {
        for (key, value) in other {
            table.entry(key).or_insert(value);
        }
    }
}

/// What a scalar without quotes means (the core schema of YAML 1.2). A number that is not written as
/// numbers are stays the text that it is: `1.10` is a version.
fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => number.into(),
            _ => Value::String(text.to_owned()),
        },
    }
}

/// Reads TOML.
pub(crate) fn toml(text: &str) -> Result<Value, Unreadable> {
    let line = |at: usize| {
        let before = &text.as_bytes()[..at.min(text.len())];
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    };
    if let Some(at) = too_deep(text) {
        return Err(unreadable(line(at), "this is nested too deep"));
    }
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        unreadable(line(at), format!("this is not valid TOML: {}", error.message()))
    })?;
    Ok(of_table(table.get_ref()))
}

/// Where brackets, or dots in a key, lie too deep in each other, whatever they stand in: all that
/// lies in something else is a call in a call.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut dots) = (0_usize, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'.' => dots += 1,
            b'\n' => dots = 0,
            b'=' | b',' | b' ' => dots = 0,
            _ => {}
        }
        if depth > DEPTH || dots > DEPTH {
            return Some(at);
        }
    }
    None
}

fn of_table(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), of_toml(value.get_ref()))).collect()
}

fn of_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => match number.to_string().parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => Value::String(number.to_string()),
        },
        DeValue::Float(number) => Value::String(number.to_string()),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| of_toml(item.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
    }
}

/// Reads JSON.
pub(crate) fn json(text: &str) -> Result<Value, Unreadable> {
    serde_json::from_str(text)
        .map_err(|error| unreadable(error.line(), format!("this is not valid JSON: {error}")))
}

/// Reads a file by the ending of its name.
pub(crate) fn by_name(name: &str, text: &str) -> Result<Value, Unreadable> {
    match name.rsplit('.').next() {
        Some("toml") => toml(text),
        Some("json") => json(text),
        _ => yaml(text),
    }
}

/// A scalar as text; `None` for lists, tables and nothing.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The value at a path of keys such as `params.author.name`.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| {
        let table = value.as_object()?;
        table.get(key).or_else(|| {
            let (_, value) = table.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
            Some(value)
        })
    })
}

/// The text at the first of some paths that has one, and not an empty one.
pub(crate) fn first_text(value: &Value, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| at(value, path).and_then(text).filter(|text| !text.is_empty()))
}

/// A list of texts: of one alone, of a list, or of the `label`, `name` or `title` of tables.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(_) => {
            first_text(value, &["label", "name", "title", "slug"]).into_iter().collect()
        }
        other => text(other).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_with_its_aliases() {
        let value = yaml("a: &x {n: 1, v: 1.10}\nb: *x\nc: {<<: *x, n: 2}\n").expect("YAML");
        assert_eq!(value["b"]["v"], "1.10");
        assert_eq!(value["c"]["n"], 2);
        assert_eq!(value["c"]["v"], "1.10");
    }

    #[test]
    fn a_bomb_of_aliases_is_refused() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for at in 1..12 {
            let below = format!("*a{}", at - 1);
            text.push_str(&format!("a{at}: &a{at} [{}]\n", vec![below; 10].join(", ")));
        }
        let fault = yaml(&text).expect_err("a bomb");
        assert_eq!(fault.message, "there are more than 200000 values");
        let deep = "[".repeat(100_000);
        assert!(yaml(&deep).is_err());
        assert!(json(&deep).is_err());
        assert!(toml(&format!("a = {deep}")).is_err());
    }
}
