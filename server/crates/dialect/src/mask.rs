//! What only looks as if it began something, hidden from the parser.
//!
//! CommonMark knows neither definitions nor formulas. The parser that does takes every colon at the
//! head of a line for a definition, and pairs of dollars that are prices for formulas. Such
//! characters are replaced before it reads the text, by one as long that no text holds, and put back
//! into what it finds: so nothing moves.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{CowStr, Event, Parser, Tag};

use super::dialect;

/// No text holds them: what controls something is replaced when a file is read.
const COLON: char = '\u{1}';
const DOLLAR: char = '\u{2}';

/// How often a text is read to find out which dollars are around formulas. One that needs more is
/// not meant for readers.
const ROUNDS: usize = 8;

/// An event and where it was written.
type Located<'a> = (Event<'a>, Range<usize>);

/// A text without the characters that are sure to be meant as themselves.
pub fn masked(text: &str, math: bool) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for at in colons(text) {
        bytes[at] = COLON as u8;
    }
    let mut masked = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
    if math {
        for round in 0.. {
            let prices = prices(&masked, round == ROUNDS);
            if prices.is_empty() {
                break;
            }
            let mut bytes = masked.into_bytes();
            for at in prices {
                bytes[at] = DOLLAR as u8;
            }
            masked = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
        }
    }
    masked
}

/// Colons at the head of a line, perhaps of one in a quotation, behind which no blank and a word
/// stand: `:8080`, `:::note`. The line below the head of a table has some, too.
fn colons(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        let at = start + line.len() - rest.len();
        start += line.len();
        let behind = rest.strip_prefix(':')?;
        let is_definition = behind.starts_with([' ', '\t']) && !behind.trim().is_empty();
        let is_rule = rest.bytes().all(|byte| b":-| \t\n".contains(&byte)) && rest.contains('-');
        (!is_definition && !is_rule).then_some(at)
    })
}

/// Dollars that begin what can't be a formula, since a digit follows its end, as in `$5 or ($6)`:
/// the rule of pandoc. At the end, `all` that could close one so.
fn prices(masked: &str, all: bool) -> Vec<usize> {
    let before_digit = |end: usize| masked[end..].starts_with(|c: char| c.is_ascii_digit());
    if all {
        let dollars = masked.match_indices('$').map(|(at, _)| at);
        return dollars.filter(|at| before_digit(at + 1)).collect();
    }
    Parser::new_ext(masked, dialect(true))
        .into_offset_iter()
        .filter(|(event, span)| matches!(event, Event::InlineMath(_)) && before_digit(span.end))
        .map(|(_, span)| span.start)
        .collect()
}

/// Puts the characters back into an event.
pub fn unmasked((event, span): Located<'_>) -> Located<'_> {
    let event = match event {
        Event::Text(text) => Event::Text(put_back(text)),
        Event::Code(text) => Event::Code(put_back(text)),
        Event::InlineMath(text) => Event::InlineMath(put_back(text)),
        Event::DisplayMath(text) => Event::DisplayMath(put_back(text)),
        Event::Html(text) => Event::Html(put_back(text)),
        Event::InlineHtml(text) => Event::InlineHtml(put_back(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(put_back(label)),
        Event::Start(tag) => Event::Start(tag_unmasked(tag)),
        other => other,
    };
    (event, span)
}

fn tag_unmasked(tag: Tag<'_>) -> Tag<'_> {
    use pulldown_cmark::CodeBlockKind::Fenced;
    match tag {
        Tag::Link { link_type, dest_url, title, id } => Tag::Link {
            link_type,
            dest_url: put_back(dest_url),
            title: put_back(title),
            id: put_back(id),
        },
        Tag::Image { link_type, dest_url, title, id } => Tag::Image {
            link_type,
            dest_url: put_back(dest_url),
            title: put_back(title),
            id: put_back(id),
        },
        Tag::CodeBlock(Fenced(info)) => Tag::CodeBlock(Fenced(put_back(info))),
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(put_back(label)),
        Tag::Heading { level, id, classes, attrs } => Tag::Heading {
            level,
            id: id.map(put_back),
            classes: classes.into_iter().map(put_back).collect(),
            attrs: attrs
                .into_iter()
                .map(|(name, value)| (put_back(name), value.map(put_back)))
                .collect(),
        },
        other => other,
    }
}

fn put_back(text: CowStr<'_>) -> CowStr<'_> {
    match plain(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(plain) => plain.into(),
    }
}

/// A text with the characters put back into it.
pub fn plain(text: &str) -> Cow<'_, str> {
    match text.contains([COLON, DOLLAR]) {
        true => text.replace(COLON, ":").replace(DOLLAR, "$").into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_has_a_blank_behind_its_colon() {
        for (text, expected) in [
            ("a\n: b\n:\tc", "a\n: b\n:\tc"),
            (
                "a\n:8080\n> :::note\n  :tada: b\n:",
                "a\n\u{1}8080\n> \u{1}::note\n  \u{1}tada: b\n\u{1}",
            ),
            ("|a|b|\n:--|:-:\n", "|a|b|\n:--|:-:\n"),
        ] {
            assert_eq!(masked(text, true), expected);
            assert_eq!(plain(expected), text);
        }
    }

    #[test]
    fn what_a_digit_follows_is_no_formula() {
        let formulas = |text: &str| -> Vec<String> {
            let masked = masked(text, true);
            Parser::new_ext(&masked, dialect(true))
                .filter_map(|event| match event {
                    Event::InlineMath(latex) => Some(latex.to_string()),
                    _ => None,
                })
                .collect()
        };
        for (text, expected) in [
            ("$0.40 per credit on the plan ($25 / month)", &[][..]),
            ("$5 and $x$ and ($6)", &["x"]),
            ("($1)($2) and $x$", &["x"]),
            ("$a$1 $b$", &["b"]),
            ("$a$ for $5", &["a"]),
        ] {
            assert_eq!(formulas(text), expected, "{text}");
        }
        let many = "($1) $x".repeat(2000);
        assert_eq!(formulas(&many).len(), 0);
    }
}
