//! PromQL, the query language of Prometheus, for which there is no syntax at hand.

use super::spans::Spans;

const KEYWORDS: [&str; 14] = [
    "and",
    "atan2",
    "bool",
    "by",
    "group_left",
    "group_right",
    "ignoring",
    "offset",
    "on",
    "or",
    "unless",
    "without",
    "start",
    "end",
];

/// One line as HTML.
pub(super) fn line(line: &str) -> String {
    let mut spans = Spans::default();
    let mut rest = line;
    let mut in_selector = false;
    while let Some(first) = rest.chars().next() {
        let len = token(rest, first);
        let (text, after) = rest.split_at(len);
        let class = match first {
            '#' => Some("hl-comment"),
            '"' | '\'' | '`' => Some("hl-string"),
            '0'..='9' => Some("hl-number"),
            c if begins_name(c) => name(text, after, in_selector),
            '+' | '-' | '*' | '/' | '%' | '^' | '=' | '!' | '<' | '>' | '~' | '@' => {
                Some("hl-operator")
            }
            _ => None,
        };
        match first {
            '{' => in_selector = true,
            '}' => in_selector = false,
            _ => {}
        }
        spans.push(class, text);
        rest = after;
    }
    spans.finish()
}

/// How long the token at the beginning of a text is, in bytes; at least one character.
fn token(text: &str, first: char) -> usize {
    let until = |ends: &dyn Fn(char) -> bool| text.find(ends).unwrap_or(text.len());
    match first {
        '#' => text.len(),
        '"' | '\'' | '`' => string(text, first),
        '0'..='9' => until(&|c| !(c.is_ascii_alphanumeric() || c == '.')),
        c if begins_name(c) => until(&|c| !(begins_name(c) || c.is_ascii_digit())),
        c => c.len_utf8(),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == ':'
}

/// A name is a keyword, a label in a selector, a function before its bracket, or a metric.
fn name(text: &str, after: &str, in_selector: bool) -> Option<&'static str> {
    if in_selector {
        return Some("hl-property");
    }
    let lower = text.to_ascii_lowercase();
    if KEYWORDS.contains(&&*lower) {
        Some("hl-keyword")
    } else if matches!(&*lower, "inf" | "nan") {
        Some("hl-number")
    } else if after.trim_start().starts_with('(') || calls_with_grouping(after) {
        Some("hl-function")
    } else {
        None
    }
}

/// `sum by (job) (…)`: the brackets of the call stand behind those of the grouping.
fn calls_with_grouping(after: &str) -> bool {
    let word = after.split_whitespace().next().unwrap_or_default();
    let word = word.split('(').next().unwrap_or_default();
    matches!(word, "by" | "without")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_marked_by_its_parts() {
        let query = "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) > 0.5 # errors";
        let expected = "<span class=\"hl-function\">sum</span> <span class=\"hl-keyword\">by</span> (job) \
            (<span class=\"hl-function\">rate</span>(http_requests_total{\
            <span class=\"hl-property\">code</span><span class=\"hl-operator\">=~</span>\
            <span class=\"hl-string\">\"5..\"</span>}[<span class=\"hl-number\">5m</span>])) \
            <span class=\"hl-operator\">&gt;</span> <span class=\"hl-number\">0.5</span> \
            <span class=\"hl-comment\"># errors</span>";
        assert_eq!(line(query), expected);
    }

    #[test]
    fn no_line_is_too_odd() {
        for odd in ["\"", "'\\", "é#", "{", "5m]", "`\\`"] {
            assert!(!line(odd).is_empty());
        }
    }
}
