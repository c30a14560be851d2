//! Lines in which everything has a name: JSON and logfmt.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{
    entry::{LogEntry, Time},
    level::Level,
};

/// What programs call the three that every line has.
const TIMES: [&str; 6] = ["time", "ts", "timestamp", "@timestamp", "t", "datetime"];
const LEVELS: [&str; 7] =
    ["level", "lvl", "severity", "log.level", "loglevel", "@level", "levelname"];
const MESSAGES: [&str; 5] = ["msg", "message", "@message", "event", "body"];

/// Reads a line that is an object of JSON.
pub(super) fn json(line: &str) -> Option<LogEntry> {
    if !line.trim_start().starts_with('{') {
        return None;
    }
    let Pairs(pairs) = serde_json::from_str(line).ok()?;
    Some(entry(pairs))
}

/// Reads a line of `key=value`, if it is nothing but these and one of them is known.
pub(super) fn logfmt(line: &str) -> Option<LogEntry> {
    let mut pairs = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let is_key = |c: char| !(c.is_whitespace() || matches!(c, '=' | '"'));
        let key_end = rest.find(|c| !is_key(c))?;
        let (key, behind) = rest.split_at(key_end);
        let value = behind.strip_prefix('=').filter(|_| !key.is_empty())?;
        let (value, behind) = match value.strip_prefix('"') {
            Some(quoted) => quoted_value(quoted)?,
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                (value[..end].to_owned(), &value[end..])
            }
        };
        pairs.push((key.to_owned(), Value::String(value)));
        rest = behind.trim_start();
    }
    let is_known =
        |(key, _): &(String, Value)| [&TIMES[..], &LEVELS, &MESSAGES].concat().contains(&&**key);
    (pairs.len() > 1 && pairs.iter().any(is_known)).then(|| entry(pairs))
}

/// A text up to the quotation mark that ends it, and what is behind that.
fn quoted_value(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                c => value.push(c),
            },
            c => value.push(c),
        }
    }
    None
}

/// The entry that some pairs make: of each of the three the first that there is.
fn entry(mut pairs: Vec<(String, Value)>) -> LogEntry {
    let mut take = |names: &[&str]| {
        let at = names.iter().find_map(|name| pairs.iter().position(|(key, _)| key == name))?;
        Some(pairs.remove(at))
    };
    let (time, level, message) = (take(&TIMES), take(&LEVELS), take(&MESSAGES));
    let mut entry = LogEntry::default();
    let mut others = Vec::new();
    if let Some((key, value)) = time {
        match &value {
            Value::Number(number) => entry.time = number.as_f64().and_then(Time::of_number),
            Value::String(time) if !time.is_empty() => entry.time = Some(Time::of(time)),
            _ => {}
        }
        if entry.time.is_none() {
            others.push((key, value));
        }
    }
    if let Some((key, value)) = level {
        entry.level = match &value {
            Value::Number(number) => number.as_u64().and_then(Level::of_number),
            value => Level::of(&text(value)),
        };
        match entry.level {
            Some(level) if value.is_number() => entry.said = level.name().to_owned(),
            Some(_) => entry.said = text(&value),
            None => others.push((key, value)),
        }
    }
    entry.message = message.map(|(_, value)| text(&value)).unwrap_or_default();
    others.extend(pairs);
    entry.fields = others.iter().map(|(key, value)| (key.clone(), text(value))).collect();
    entry
}

/// A value as it is read.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An object of JSON in the order in which it is written.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> de::Visitor<'de> for PairsVisitor {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(entry: Option<LogEntry>) -> Option<String> {
        let entry = entry?;
        let time = entry.time.map(|time| time.shown).unwrap_or_default();
        let fields: Vec<_> = entry.fields.iter().map(|(k, v)| format!("{k}:{v}")).collect();
        Some(format!(
            "{time}|{:?}|{}|{}|{}",
            entry.level,
            entry.said,
            entry.message,
            fields.join(" ")
        ))
    }

    #[test]
    fn what_everybody_writes_is_found_under_its_usual_names() {
        for (line, expected) in [
            (
                r#"level=warn ts=2026-03-01T14:02:04Z msg="a \"b\"" n=2 path=/x?a=b"#,
                Some("2026-03-01T14:02:04Z|Some(Warn)|warn|a \"b\"|n:2 path:/x?a=b"),
            ),
            ("a=1 b=2", None),
            ("level=info and more", None),
            ("msg=\"open level=info", None),
            ("=1 level=info", None),
            ("", None),
        ] {
            assert_eq!(shown(logfmt(line)).as_deref(), expected, "{line}");
        }
        for (line, expected) in [
            (
                r#"{"z":1,"level":50,"time":1772373723500,"msg":"x","err":{"a":[1]}}"#,
                Some("2026-03-01T14:02:03.500Z|Some(Error)|error|x|z:1 err:{\"a\":[1]}"),
            ),
            (
                r#"{"severity":"CRITICAL","message":"y","ts":"later"}"#,
                Some("later|Some(Fatal)|CRITICAL|y|"),
            ),
            (r#"{"level":"loud"}"#, Some("|None|||level:loud")),
            ("{open", None),
            ("[1]", None),
        ] {
            assert_eq!(shown(json(line)).as_deref(), expected, "{line}");
        }
    }
}
