//! Writing TOML.

use std::fmt::Write;

/// A text as TOML writes it, on one line: a [basic string](https://toml.io/en/v1.0.0#string).
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string can't fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use diagnostics::Source;

    use super::*;
    use crate::{Language, Value, parse};

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for text in ["", "a", "\"a\"", "C:\\n", "a\nb\tc\r", "\0\u{1b}\u{7f}", "ä – 字"] {
            let source = Source::new("a.toml", &format!("a = {}", quoted(text)));
            let (whole, mut faults) = (0..source.text().len(), Vec::new());
            let table = parse(&source, whole, Language::Toml, &mut faults).expect("TOML");
            assert_eq!(table.entries[0].1.value, Value::Text(text.to_owned()), "{faults:?}");
        }
    }
}
