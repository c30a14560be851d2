//! Draws a fault: the message, the place, the line with the place underlined, the remedy.
//!
//! ```text
//! error: the date `2026-02-30` does not exist
//!   --> content/posts/x.md:4:8
//!    |
//!  4 | date = 2026-02-30
//!    |        ^^^^^^^^^^
//!    = help: write a day that the calendar has, as YYYY-MM-DD
//! ```

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Severity};

/// How many columns of a line are shown: paragraphs are often written as one long line.
const WIDTH: usize = 96;
/// How many columns of a long line stand before the place.
const LEAD: usize = 32;
/// How wide a tab is drawn.
const TAB: usize = 4;

/// The whole message, ending with a line break.
pub(super) fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let paint = Paint { colour };
    let Diagnostic { severity, path, line, column, message, .. } = diagnostic;
    let tone = match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
    };
    let margin = " ".repeat(line.to_string().len() + 1);
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "{}{}",
        paint.with(tone, severity),
        paint.with("1", format_args!(": {message}"))
    );
    let _ = writeln!(out, "{margin}{} {}:{line}:{column}", paint.with("34", "-->"), path.display());
    if let Some(source) = &diagnostic.source {
        let start = column.saturating_sub(diagnostic.source_from);
        let is_part = diagnostic.source_from > 1;
        let (text, before, under) = excerpt(source, is_part, start, diagnostic.len);
        let bar = paint.with("34", "|");
        let _ = writeln!(out, "{margin} {bar}");
        let _ = writeln!(out, " {} {bar} {text}", paint.with("34", line));
        let carets = "^".repeat(under);
        let _ = writeln!(out, "{margin} {bar} {}{}", " ".repeat(before), paint.with(tone, carets));
    }
    for (name, text) in [("note", &diagnostic.note), ("help", &diagnostic.help)] {
        let Some(text) = text else { continue };
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "{margin} {} {name}: {first}", paint.with("34", "="));
        for rest in lines {
            let _ = writeln!(out, "{margin}         {rest}");
        }
    }
    out
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn with(&self, code: &str, text: impl std::fmt::Display) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// The part of a line to show, how many columns of it stand before the place, and how many columns
/// the place takes. Of a part of a line the beginning is not all that precedes the place.
fn excerpt(line: &str, is_part: bool, start: usize, len: usize) -> (String, usize, usize) {
    let drawn: Vec<(String, usize)> = line.chars().map(draw).collect();
    let columns = |range: &[(String, usize)]| range.iter().map(|(_, width)| width).sum::<usize>();
    let start = start.min(drawn.len());
    let end = (start + len).min(drawn.len());

    let mut from = 0;
    if is_part || columns(&drawn) > WIDTH {
        while columns(&drawn[from..start]) > LEAD {
            from += 1;
        }
    }
    let mut to = from;
    let mut width = 0;
    while to < drawn.len() && width + drawn[to].1 <= WIDTH {
        width += drawn[to].1;
        to += 1;
    }

    let mut text = String::new();
    let mut before = columns(&drawn[from..start]);
    if is_part || from > 0 {
        text.push('…');
        before += 1;
    }
    text.extend(drawn[from..to].iter().map(|(drawn, _)| drawn.as_str()));
    if to < drawn.len() {
        text.push('…');
    }
    let under = columns(&drawn[start..end.clamp(start, to.max(start))]);
    (text.trim_end().to_owned(), before, under.max(1))
}

/// A character as the terminal shows it, and how many columns it takes.
fn draw(c: char) -> (String, usize) {
    match c {
        '\t' => (" ".repeat(TAB), TAB),
        // A control character could move the cursor: show that it is there and nothing more.
        c if c.is_control() => ("\u{fffd}".into(), 1),
        c => (c.to_string(), c.width().unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_wide_characters_keep_the_place_underlined() {
        assert_eq!(excerpt("a\tbc", false, 2, 2), ("a    bc".into(), 5, 2));
        assert_eq!(excerpt("日本 = x", false, 5, 1), ("日本 = x".into(), 7, 1));
        assert_eq!(excerpt("日本", false, 0, 2), ("日本".into(), 0, 4));
    }

    #[test]
    fn a_place_behind_the_end_of_the_line_gets_one_caret() {
        assert_eq!(excerpt("abc", false, 3, 0), ("abc".into(), 3, 1));
        assert_eq!(excerpt("", false, 7, 9), (String::new(), 0, 1));
    }

    #[test]
    fn of_a_long_line_the_surroundings_are_shown() {
        let line = "word ".repeat(100);
        let (text, before, under) = excerpt(&line, false, 300, 4);
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
        assert_eq!(text.chars().skip(before).take(under).collect::<String>(), "word");
        assert!(text.chars().count() <= WIDTH + 2);
    }
}
