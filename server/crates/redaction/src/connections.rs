//! Connection strings with a password: addresses with user and password, and the lists of ODBC and ADO.NET.

use std::sync::LazyLock;

use regex::Regex;

use crate::{Finding, Rule, edges, examples};

/// From the end of the scheme on.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"://[^\s:/?#@"'`<>|]{0,100}:([^\s/@"'`<>|]{1,200})@([A-Za-z0-9_.\[\]:-]{1,253})"#)
        .ok()
});

static LIST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i)(?-u:\b)(?:server|data source|host|addr|address)\s?=\s?([^;"'\n]+);[^"'\n]*?"#,
        r#"(?-u:\b)(?:password|pwd)\s?=\s?([^;"'\s]{1,200})"#
    ))
    .ok()
});

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    let addresses = ADDRESS.iter().flat_map(|address| address.captures_iter(text));
    let addresses =
        addresses.filter_map(|found| Some((found.get(0)?, found.get(1)?, found.get(2)?)));
    let lists = LIST.iter().flat_map(|list| list.captures_iter(text));
    let lists = lists.filter_map(|found| Some((found.get(0)?, found.get(2)?, found.get(1)?)));
    for (whole, password, host) in addresses.chain(lists) {
        if examples::is_known_password(password.as_str())
            || is_anybodys(host.as_str()) && !is_strong(password.as_str())
        {
            continue;
        }
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
        let before = edges::line_before(text, whole.start(), 30);
        let scheme = before.len() - before.trim_end_matches(is_scheme).len();
        let span = whole.start() - scheme..whole.end();
        let finding =
            Finding::new(Rule::ConnectionString, "a connection string with a password", text, span);
        findings.push(finding.hiding(password.range()));
    }
}

/// Whether a host is the writer's own machine, the service of a compose file, or one of documents.
fn is_anybodys(host: &str) -> bool {
    let host = host.trim().to_ascii_lowercase();
    // ADO.NET writes `tcp:host,port`.
    let host = host.strip_prefix("tcp:").unwrap_or(&host);
    let name = host.split([':', ',']).next().unwrap_or_default();
    let is_address = name.starts_with("127.") || name == "0.0.0.0" || host.starts_with('[');
    is_address || !name.contains('.') || examples::is_host(name)
}

/// Whether somebody took pains with a password: then it is one of theirs, wherever it is used.
fn is_strong(password: &str) -> bool {
    let has = |is: fn(&char) -> bool| u8::from(password.chars().any(|c| is(&c)));
    let kinds = has(char::is_ascii_lowercase)
        + has(char::is_ascii_uppercase)
        + has(char::is_ascii_digit)
        + has(char::is_ascii_punctuation);
    password.len() >= 12 && kinds >= 3
}
