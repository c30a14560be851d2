//! Styles in a drawing: what they would fetch is left out.

/// Functions and keywords that fetch or run something and are not `url(`.
const REFUSED: [&str; 7] =
    ["image-set(", "src(", "image(", "expression(", "-moz-binding", "behavior:", "javascript:"];

/// Whether the value of an attribute could lead out of the drawing.
pub(super) fn refers(value: &str) -> bool {
    value.contains('\\') || is_suspect(&without_comments(value))
}

/// Whether an address holds a picture itself.
pub(super) fn is_inline_picture(address: &str) -> bool {
    address.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"))
}

fn is_inline(address: &str) -> bool {
    let start: String = address.chars().take(40).flat_map(char::to_lowercase).collect();
    let kinds = ["data:image/", "data:font/", "data:application/font", "data:application/x-font"];
    address.starts_with('#') || kinds.iter().any(|kind| start.starts_with(kind))
}

/// What is left of a style, and the names of what is not.
pub(super) fn clean(style: &str) -> (String, Vec<String>) {
    let plain = without_comments(style);
    if !is_suspect(&plain) && !plain.contains('\\') {
        return (style.to_owned(), Vec::new());
    }
    if plain.contains('\\') && is_suspect(&without_escapes(&plain)) {
        return (String::new(), vec!["a style with escapes".into()]);
    }
    let lower = plain.to_ascii_lowercase();
    if let Some(refused) = REFUSED.iter().find(|refused| lower.contains(**refused)) {
        return (String::new(), vec![format!("`{refused}`")]);
    }
    let mut left_out = Vec::new();
    let style = without_imports(&plain, &mut left_out);
    (without_addresses(&style, &mut left_out), left_out)
}

fn is_suspect(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    ["url(", "@import"].iter().chain(&REFUSED).any(|it| style.contains(it))
}

/// The characters that escapes stand for.
fn without_escapes(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = after.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        rest = &after[digits..];
        if digits > 0 {
            out.extend(u32::from_str_radix(&after[..digits], 16).ok().and_then(char::from_u32));
            rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
        }
    }
    out + rest
}

fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start + 2..].split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

fn without_imports(style: &str, left_out: &mut Vec<String>) -> String {
    let lower = style.to_ascii_lowercase();
    let mut out = String::with_capacity(style.len());
    let mut at = 0;
    while let Some(start) = lower[at..].find("@import").map(|found| at + found) {
        out.push_str(&style[at..start]);
        left_out.push("`@import`".into());
        at = end_of_statement(&style[start..]).map_or(style.len(), |end| start + end);
    }
    out + &style[at..]
}

/// Where a statement ends, strings and brackets minded.
fn end_of_statement(style: &str) -> Option<usize> {
    let mut quote = None;
    let mut brackets = 0_usize;
    for (at, c) in style.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => brackets += 1,
            (None, ')') => brackets = brackets.saturating_sub(1),
            (None, ';') if brackets == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn without_addresses(style: &str, left_out: &mut Vec<String>) -> String {
    let lower = style.to_ascii_lowercase();
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(start) = lower[style.len() - rest.len()..].find("url(") {
        let inner = &rest[start + 4..];
        let trimmed = inner.trim_start();
        let skipped = inner.len() - trimmed.len();
        let end = match trimmed.chars().next() {
            // A bracket in a string ends nothing.
            Some(quote @ ('"' | '\'')) => trimmed[1..]
                .find(quote)
                .and_then(|close| Some(close + 2 + trimmed[close + 2..].find(')')?)),
            _ => trimmed.find(')'),
        };
        let end = end.map_or(inner.len(), |end| skipped + end);
        let address = inner[..end].trim().trim_matches(['"', '\'']).trim();
        let after = inner.get(end + 1..).unwrap_or_default();
        out.push_str(&rest[..start]);
        if is_inline(address) {
            out.push_str(&rest[start..rest.len() - after.len()]);
        } else {
            let shown: String = address.chars().filter(|c| *c != '`').take(40).collect();
            left_out.push(format!("`url({shown})`"));
            out.push_str("none");
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_out_is_left_out() {
        for (style, cleaned) in [
            ("fill:url( '#a' ) red", "fill:url( '#a' ) red"),
            ("/* x */ a{b:c}", "/* x */ a{b:c}"),
            ("a{b:url(data:font/woff2;base64,AA==)}", "a{b:url(data:font/woff2;base64,AA==)}"),
            ("a{b:URL(\"x)y\") c:d}", "a{b:none c:d}"),
            ("a{b:u/**/rl(x)}", "a{b:none}"),
            ("@IMPORT 'a;b' screen; c{}", " c{}"),
            ("@import url(a", ""),
            ("a{b:url(a", "a{b:none"),
            ("a{content:'\\201C'}", "a{content:'\\201C'}"),
            ("a{b:\\75 rl(x)}", ""),
            ("a{behavior:url(#x)}", ""),
            ("a{b:\\000075rl(//e.org)}", ""),
            ("a{b:url(\"x)\") c:d}", "a{b:none c:d}"),
        ] {
            assert_eq!(clean(style).0, cleaned, "{style}");
        }
    }
}
