//! What every answer says beside its content.

use app::{
    model::{AllowedHtml, lists::LISTS},
    routes::FEED,
    shell::content_security_policy,
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::output::PACKAGE;

/// For files whose name changes with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: a browser may keep them, but asks whether they still hold.
const REVALIDATE: &str = "no-cache";

/// Adds to an answer how long it holds, what it may load and how its text is encoded; `path` is
/// the file's on the site, if it is one.
pub(super) fn add(response: &mut Response, path: Option<&str>) {
    let found = matches!(
        response.status(),
        StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED
    );
    let keeps = found
        && path.is_some_and(|path| [PACKAGE, LISTS].iter().any(|kept| path.starts_with(kept)));
    let headers = response.headers_mut();
    say(headers, header::CACHE_CONTROL, if keeps { FOR_EVER } else { REVALIDATE });
    say(headers, header::VARY, "accept-encoding");
    say(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    let policy = content_security_policy(AllowedHtml::default()) + "; frame-ancestors 'none'";
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if found && let Some(kind) = path.and_then(kind_of_feed) {
        say(headers, header::CONTENT_TYPE, kind);
    }
    name_charset(headers);
}

/// The type of a feed, which its extension doesn't tell.
fn kind_of_feed(path: &str) -> Option<&'static str> {
    match path {
        "/rss.xml" => Some("application/rss+xml"),
        "/feed.json" => Some("application/feed+json"),
        FEED => Some("application/atom+xml"),
        _ => (path.starts_with("/tags/") && path.ends_with(FEED)).then_some("application/atom+xml"),
    }
}

fn say(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Every text of the site is UTF-8; a type guessed from an extension doesn't say so.
fn name_charset(headers: &mut HeaderMap) {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else {
        return;
    };
    let is_text =
        kind.starts_with("text/") || ["json", "xml"].iter().any(|format| kind.ends_with(format));
    if is_text
        && !kind.contains("charset")
        && let Ok(kind) = HeaderValue::try_from(format!("{kind}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
}
