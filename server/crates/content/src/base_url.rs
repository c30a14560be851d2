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
    if let Some((_, host)) = host.rsplit_once('@') {
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        return refuse(
            "the base URL names a user, which every page would tell its readers".into(),
            format!("write `{}{host}/{path}`", &url[..url.len() - rest.len()]),
        );
    }
    // As browsers write it: a name in other letters than ASCII as hosts know it, for one.
    let normal = Url::parse(url).map(|url| url.as_str().trim_end_matches('/').to_owned());
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || "\"<>\\^`{|}".contains(c);
    if let Some(odd) = url.chars().find(|&c| odd(c)) {
        return refuse(
            format!(
                "the base URL `{url}` has a character that a URL can't have: `{}`",
                odd.escape_debug()
            ),
            normal.map_or("write it percent-encoded".into(), |url| format!("write `{url}`")),
        );
    }
    if rest.trim_end_matches('/').contains("//") {
        return refuse(
            format!("the base URL `{url}` has an empty part in its path"),
            "write one slash between two parts".into(),
        );
    }
    let url = url.trim_end_matches('/');
    match normal {
        Ok(normal) if normal == url => Some(normal),
        Ok(normal) => refuse(
            format!("the base URL `{url}` is not as browsers write it"),
            format!("write `{normal}`"),
        ),
        Err(reason) => refuse(
            format!("the base URL `{url}` is no address: {reason}"),
            "write it as https://blog.example.org or https://example.org/blog".into(),
        ),
    }
}
