//! Tags in the text of a page, of HTML and of JSX, with their attributes.

use std::ops::Range;

/// A tag as it is written.
#[derive(Clone, Debug)]
pub(super) struct RawTag {
    pub(super) range: Range<usize>,
    /// As it is written; empty for `<>`.
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) closes: bool,
    pub(super) self_closing: bool,
}

/// An attribute as it is written.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: Value,
    /// Where the value stands, with what is around it.
    pub(super) place: Range<usize>,
}

/// What an attribute holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// There is only the name.
    Nothing,
    Text(String),
    /// An expression between braces.
    Expression(String),
}

impl RawTag {
    /// The text of an attribute, whatever the case of its name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(name))?;
        match &found.value {
            Value::Text(text) => Some(text),
            Value::Nothing => Some(""),
            Value::Expression(_) => None,
        }
    }
}

/// The tag that begins at a place, if one does.
pub(super) fn tag_at(text: &str, start: usize) -> Option<RawTag> {
    let rest = text[start..].strip_prefix('<')?;
    let closes = rest.starts_with('/');
    let mut at = start + 1 + usize::from(closes);
    let name_end = text[at..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c)))
        .map_or(text.len(), |end| at + end);
    let name = &text[at..name_end];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_name && !(name.is_empty() && text[name_end..].starts_with('>')) {
        return None;
    }
    // `<https://example.org>` and `<ana@example.org>` are links.
    if name.contains(':') || text[name_end..].starts_with('@') {
        return None;
    }
    at = name_end;
    let mut attributes = Vec::new();
    loop {
        at = skip(text, at, char::is_whitespace);
        let rest = &text[at..];
        if rest.starts_with('>') {
            let range = start..at + 1;
            return Some(RawTag {
                range,
                name: name.into(),
                attributes,
                closes,
                self_closing: false,
            });
        }
        if rest.starts_with("/>") {
            let range = start..at + 2;
            return Some(RawTag {
                range,
                name: name.into(),
                attributes,
                closes,
                self_closing: true,
            });
        }
        if rest.starts_with('{') {
            at = braces(text, at)?;
            continue;
        }
        let end = skip(text, at, |c| !c.is_whitespace() && !"=<>{\"'/".contains(c));
        if end == at {
            // A slash between attributes is nothing to a browser.
            if rest.starts_with('/') {
                at += 1;
                continue;
            }
            return None;
        }
        let name = text[at..end].to_owned();
        let (value, after) = value(text, end)?;
        attributes.push(Attribute { name, value, place: end..after });
        at = after;
    }
}

/// The value behind the name of an attribute, and where it ends.
fn value(text: &str, name_end: usize) -> Option<(Value, usize)> {
    let at = skip(text, name_end, char::is_whitespace);
    let Some(rest) = text[at..].strip_prefix('=') else { return Some((Value::Nothing, name_end)) };
    let at = skip(text, text.len() - rest.len(), char::is_whitespace);
    let first = text[at..].chars().next()?;
    match first {
        '"' | '\'' => {
            let end = at + 1 + text[at + 1..].find(first)?;
            Some((Value::Text(text[at + 1..end].to_owned()), end + 1))
        }
        '{' => {
            let end = braces(text, at)?;
            let inner = text[at + 1..end - 1].trim();
            Some((literal(inner).map_or(Value::Expression(inner.into()), Value::Text), end))
        }
        _ => {
            let end = skip(text, at, |c| !c.is_whitespace() && c != '>');
            Some((Value::Text(text[at..end].to_owned()), end))
        }
    }
}

/// A text that an expression of JavaScript is, if it is one or a number.
pub(super) fn literal(expression: &str) -> Option<String> {
    let expression = expression.trim();
    for quote in ['"', '\'', '`'] {
        if let Some(inner) = expression.strip_prefix(quote).and_then(|e| e.strip_suffix(quote))
            && !inner.contains(quote)
            && !(quote == '`' && inner.contains("${"))
        {
            return Some(inner.replace("\\n", "\n"));
        }
    }
    let is_number = !expression.is_empty() && expression.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| expression.to_owned())
}

/// Where what begins with a brace ends, quotes and braces in it heeded.
pub(super) fn braces(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text[start..].char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') if depth > 0 => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(start + at + 1);
                }
            }
            _ => {}
        }
        // What has no end must not take the rest of the text.
        if at > 4_000 {
            return None;
        }
    }
    None
}

fn skip(text: &str, from: usize, while_is: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c: char| !while_is(c)).map_or(text.len(), |at| from + at)
}

/// Every tag of a text outside of some places, in order.
pub(super) fn tags(text: &str, hidden: impl Fn(usize) -> bool) -> Vec<RawTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|next| at + next) {
        at = start + 1;
        if text[start..].starts_with("<!--") {
            at = text[start..].find("-->").map_or(text.len(), |end| start + end + 3);
            continue;
        }
        let escaped = text[..start].ends_with('\\') && !text[..start].ends_with("\\\\");
        if hidden(start) || escaped {
            continue;
        }
        if let Some(tag) = tag_at(text, start) {
            at = tag.range.end;
            found.push(tag);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_html_and_of_jsx_are_read() {
        let text = "<a href=\"x\" b='y' c=z d {...rest} e={{a: '}'}} f={\"t\"} g={1}/>";
        let tag = tag_at(text, 0).expect("a tag");
        assert!(tag.self_closing);
        assert_eq!(tag.range, 0..text.len());
        let values: Vec<&Value> = tag.attributes.iter().map(|a| &a.value).collect();
        let text = |text: &str| Value::Text(text.into());
        assert_eq!(values[..4], [&text("x"), &text("y"), &text("z"), &Value::Nothing]);
        assert_eq!(values[4], &Value::Expression("{a: '}'}".into()));
        assert_eq!(values[5..], [&text("t"), &text("1")]);
        for none in ["<https://example.org>", "<a@b.c>", "< b", "<1>", "<a b"] {
            assert!(tag_at(none, 0).is_none(), "{none}");
        }
    }
}
