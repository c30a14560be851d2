//! The address at which the site will be found.

use diagnostics::{Diagnostic, Source, Span};
use url::Url;

/// The base URL without a slash at the end, if it is one.
pub(super) fn check(
    source: &Source,
    url: &str,
    span: Span,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let checked = check_host(url).and_then(|rest| check_rest(url, rest));
    checked.map_err(|(message, help)| faults.push(source.error(span, message).help(help))).ok()
}

/// What is wrong with a base URL, and how to mend it.
type Refusal = (String, String);

/// What follows the scheme, if there is one, and a host that every reader may know of.
fn check_host(url: &str) -> Result<&str, Refusal> {
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme))
    else {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
        return Err((
            format!("the base URL `{url}` does not begin with https:// or http://"),
            format!("write `https://{rest}`"),
        ));
    };
    if let Some(at) = url.find(['?', '#']) {
        return Err((
            format!("the base URL `{url}` has a query or a fragment"),
            format!("write `{}`", url[..at].trim_end_matches('/')),
        ));
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() {
        return Err((
            format!("the base URL `{url}` has no host"),
            "write it as https://blog.example.org or https://example.org/blog".into(),
        ));
    }
    if let Some((_, host)) = host.rsplit_once('@') {
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        return Err((
            "the base URL names a user, which every page would tell its readers".into(),
            format!("write `{}{host}/{path}`", &url[..url.len() - rest.len()]),
        ));
    }
    Ok(rest)
}

/// The whole, if it is written as browsers write it.
fn check_rest(url: &str, rest: &str) -> Result<String, Refusal> {
    // As browsers write it: a name in other letters than ASCII as hosts know it, for one.
    let normal = Url::parse(url).map(|url| url.as_str().trim_end_matches('/').to_owned());
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || "\"<>\\^`{|}".contains(c);
    if let Some(odd) = url.chars().find(|&c| odd(c)) {
        let odd = odd.escape_debug();
        return Err((
            format!("the base URL `{url}` has a character that a URL can't have: `{odd}`"),
            normal.map_or("write it percent-encoded".into(), |url| format!("write `{url}`")),
        ));
    }
    if rest.trim_end_matches('/').contains("//") {
        return Err((
            format!("the base URL `{url}` has an empty part in its path"),
            "write one slash between two parts".into(),
        ));
    }
    let url = url.trim_end_matches('/');
    match normal {
        Ok(normal) if normal == url => Ok(normal),
        Ok(normal) => Err((
            format!("the base URL `{url}` is not as browsers write it"),
            format!("write `{normal}`"),
        )),
        Err(reason) => Err((
            format!("the base URL `{url}` is no address: {reason}"),
            "write it as https://blog.example.org or https://example.org/blog".into(),
        )),
    }
}
