//! Headers of HTTP with a value that lets somebody in.

use std::{ops::Range, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD};
use regex::Regex;

use crate::{Finding, Rule, chance::is_chance, examples};

static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i)(?-u:\b)(authorization|proxy-authorization|set-cookie|cookie|x-api-key|x-auth-token|private-token|"#,
        r#"x-vault-token|x-amz-security-token|api-key)\\?["']?\s{0,3}[:=,]\s{0,3}\\?["']?([^"'`\n\\]{8,})"#
    ))
    .ok()
});

/// Cookies and credentials of RFC 2617, RFC 6265 and RFC 6750.
const KNOWN: [&str; 4] = [
    "31d4d96e407aad42",
    "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "mF_9.B5f-4.1JqM",
    "YWxhZGRpbjpvcGVuc2VzYW1l",
];

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    for captures in HEADER.iter().flat_map(|header| header.captures_iter(text)) {
        let (Some(name), Some(value)) = (captures.get(1), captures.get(2)) else { continue };
        let small = name.as_str().to_ascii_lowercase();
        let secret = match &*small {
            "cookie" | "set-cookie" => {
                cookie(value.as_str()).map(|at| (at, "a header with a cookie"))
            }
            "authorization" | "proxy-authorization" => {
                credentials(value.as_str()).map(|at| (at, "a header with credentials"))
            }
            _ => chance(value.as_str()).map(|at| (at, "a header with a key")),
        };
        let Some((at, what)) = secret else { continue };
        let place = value.start() + at.start..value.start() + at.end;
        let finding = Finding::new(Rule::Header, what, text, place.clone());
        // The name of the header is what tells a reader what is meant.
        findings.push(Finding { span: name.start()..place.end, ..finding });
    }
}

/// The value of the first cookie that is one of chance.
fn cookie(value: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for pair in value.split_inclusive(';') {
        let start = at;
        at += pair.len();
        let pair = pair.trim_end_matches(';');
        let Some((_, cookie)) = pair.split_once('=') else { continue };
        let from = start + pair.len() - cookie.len();
        if let Some(found) = chance(cookie) {
            return Some(from + found.start..from + found.end);
        }
    }
    None
}

/// What follows the scheme.
fn credentials(value: &str) -> Option<Range<usize>> {
    let (scheme, rest) = value.split_once(' ')?;
    let from = value.len() - rest.len();
    let found = match &*scheme.to_ascii_lowercase() {
        "basic" => {
            let word = rest.split_whitespace().next()?;
            let pair =
                STANDARD.decode(word).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
            let (_, password) = pair.split_once(':')?;
            let is_secret = !KNOWN.contains(&word) && !examples::is_known_password(password);
            is_secret.then_some(0..word.len())
        }
        "bearer" | "token" | "apikey" | "negotiate" => chance(rest),
        _ => None,
    }?;
    Some(from + found.start..from + found.end)
}

/// The first word of a value, if it looks like chance.
fn chance(value: &str) -> Option<Range<usize>> {
    let start = value.len() - value.trim_start().len();
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | ')' | '}');
    let word = value[start..].split(ends).next().unwrap_or_default();
    let is_secret = is_chance(word) && !KNOWN.contains(&word) && !examples::is_filled_in(word);
    is_secret.then_some(start..start + word.len())
}
