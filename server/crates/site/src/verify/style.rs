//! The addresses that a style sheet names.

use urls::Link;

/// What follows `url(` or `@import` in a style sheet.
pub(super) fn links(css: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut rest = css;
    let mut in_import = false;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if let Some(after) = strip(rest, "@import") {
            (rest, in_import) = (after, true);
        } else if let Some(after) = strip(rest, "url(") {
            let (to, after) = address(after.trim_start());
            links.push(link(to));
            (rest, in_import) = (after, false);
        } else if matches!(first, '"' | '\'') {
            let (text, after) = quoted(&rest[1..], first);
            if in_import {
                links.push(link(text));
            }
            (rest, in_import) = (after, false);
        } else if is_of_name(first) {
            // A whole name at once: `blurl(` is no `url(`.
            rest = rest.trim_start_matches(is_of_name);
        } else {
            in_import &= first.is_whitespace();
            rest = &rest[first.len_utf8()..];
        }
    }
    links
}

fn link(to: &str) -> Link<'_> {
    Link::of_body(to.trim())
}

/// What follows a keyword, in whatever case it is written.
fn strip<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let start = text.get(..keyword.len())?;
    start.eq_ignore_ascii_case(keyword).then(|| &text[keyword.len()..])
}

/// The address behind `url(`, and what follows it.
fn address(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(&text[1..], quote),
        _ => text.split_once(')').unwrap_or((text, "")),
    }
}

/// A text up to its closing quote, and what follows it.
fn quoted(text: &str, quote: char) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_urls_are_links_and_other_texts_are_not() {
        let css = "/* url(no1) */ @import './a.css'; @IMPORT url( b.css ) screen;\
            p::before { content: 'url(no2)'; background: url(\"c d.png\"),url(e.png) }\
            @font-face{src:url(../f.woff2)format('woff2')} q { quotes: '\\'' 'no3'; x: blurl(no4) }";
        let mut found: Vec<_> = links(css).into_iter().map(|link| link.to).collect();
        found.sort();
        assert_eq!(found, ["../f.woff2", "./a.css", "b.css", "c d.png", "e.png"]);
        assert!(links("url(").len() == 1 && links("\"é").is_empty() && links("/*").is_empty());
    }
}
