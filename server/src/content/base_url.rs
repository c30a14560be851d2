//! The address at which the site will be found.

use super::{
    diagnostic::Diagnostic,
    source::{Source, Span},
};

/// The base URL without a slash at the end, if it is one.
pub(super) fn check(
    source: &Source,
    url: &str,
    span: Span,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let mut refuse = |message: String, help: String| {
        faults.push(source.error(span.clone(), message).help(help));
        None
    };
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme))
    else {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
        return refuse(
            format!("the base URL `{url}` does not begin with https:// or http://"),
            format!("write `https://{rest}`"),
        );
    };
    if let Some(at) = url.find(['?', '#']) {
        return refuse(
            format!("the base URL `{url}` has a query or a fragment"),
            format!("write `{}`", url[..at].trim_end_matches('/')),
        );
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() {
        return refuse(
            format!("the base URL `{url}` has no host"),
            "write it as https://blog.example.org or https://example.org/blog".into(),
        );
    }
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || "\"<>\\^`{|}".contains(c);
    if let Some(odd) = url.chars().find(|&c| odd(c)) {
        return refuse(
            format!(
                "the base URL `{url}` has a character that a URL can't have: `{}`",
                odd.escape_debug()
            ),
            "write it percent-encoded".into(),
        );
    }
    if rest.trim_end_matches('/').contains("//") {
        return refuse(
            format!("the base URL `{url}` has an empty part in its path"),
            "write one slash between two parts".into(),
        );
    }
    Some(url.trim_end_matches('/').to_owned())
}
