//! TOML into a spanned tree.

use diagnostics::{Diagnostic, Faults, Severity, Source, Span, Spanned};
use model::{Date, InvalidDate};
use toml::{
    Spanned as TomlSpanned,
    de::{DeTable, DeValue},
};

use crate::{Table, Value};

pub(super) fn parse(source: &Source, part: Span, faults: &mut Vec<Diagnostic>) -> Table {
    let reader = Reader { text: &source.text()[part.clone()], offset: part.start };
    if let Some(at) = too_deep(reader.text) {
        let at = at + part.start;
        let fault = source.error(at..at + 1, "this is nested too deep");
        faults.push(fault.help("give keys plain values"));
        return Table::default();
    }
    let (table, errors) = DeTable::parse_recoverable(reader.text);
    let mut told = Faults::new(faults);
    for error in &errors {
        reader.tell(source, error, &mut told);
    }
    reader.table(table.get_ref())
}

/// How deep lists and tables may lie in each other.
const DEPTH: usize = 32;

/// Where lists and tables lie too deep in each other, by their brackets or by the dots in a key: all
/// that lies in something else is a call in a call.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut dots) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let quoted = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark));
        if let Some(mark) = quoted {
            at += string_len(rest, mark);
            continue;
        }
        match rest.as_bytes()[0] {
            b'#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'.' => dots += 1,
            b'\n' | b'=' | b',' => dots = 0,
            _ => {}
        }
        if depth > DEPTH || dots > DEPTH {
            return Some(at);
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// How long a text between quotation marks is; one of a line ends with that line.
fn string_len(text: &str, mark: &str) -> usize {
    let (mut at, one_line, escapes) = (mark.len(), mark.len() == 1, mark.starts_with('"'));
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(mark) {
            return at + mark.len();
        }
        match rest.as_bytes()[0] {
            b'\n' if one_line => return at,
            b'\\' if escapes => {
                at += 1;
                at += text[at..].chars().next().map_or(0, char::len_utf8);
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    text.len()
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

    fn tell(&self, source: &Source, error: &toml::de::Error, told: &mut Faults<'_>) {
        let (span, message, help) = self.fault(error);
        told.add(Severity::Error, message, |message| source.error(span, message).help(help));
    }

    /// Where an error is, what, and the remedy.
    fn fault(&self, error: &toml::de::Error) -> (Span, String, &'static str) {
        let span = error.span().unwrap_or(0..0);
        // A day that does not exist is no TOML either; say what the writer wants to know.
        if let Some(date) = self.word_at(span.start)
            && let Some(day) = self.text[date.clone()].get(..10)
            && day.parse::<Date>() == Err(InvalidDate::NoSuchDay)
        {
            let help = "write a day that the calendar has, as YYYY-MM-DD";
            let message = format!("the date `{day}` does not exist");
            return (self.span(date.start..date.start + 10), message, help);
        }
        let message = error.message();
        let help = if message.contains("duplicate") {
            "keep one of them"
        } else {
            "texts stand in quotes, lists in brackets: title = \"…\", tags = [\"…\"]"
        };
        (self.span(span), format!("this is not valid TOML: {message}"), help)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_too_deep_is_refused_before_it_is_read() {
        let thread = std::thread::Builder::new().stack_size(128 * 1024).spawn(|| {
            for part in ["[", "{a=", "[{", "a.", "[a.", "a=[\n", "'", "\"\"\"", "[["] {
                for text in [part.repeat(100_000), format!("a = {}", part.repeat(100_000))] {
                    let source = Source::new("x.toml", &text);
                    let mut faults = Vec::new();
                    parse(&source, 0..text.len(), &mut faults);
                    assert!(!faults.is_empty() && faults.len() < 50, "{part}: {}", faults.len());
                }
            }
        });
        thread.expect("a thread").join().expect("no overflow");
        for text in ["a = '[[[['\n", "# [[[\nb = \"\"\"\n{{{\"\"\"\n", "c = [[1], [2]]\n[d.e]\n"] {
            assert_eq!(too_deep(&text.repeat(50)), None, "{text}");
        }
    }
}
