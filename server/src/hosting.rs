//! How a site is to be served: one table. [`serve`](crate::serve) follows it, [`files`] writes it
//! down for hosts that read such files, [`config`] for nginx and Caddy, and
//! [`deploy_check`](crate::deploy_check) asks a host whether it does the same.

pub mod config;
pub mod files;

mod pattern;

use app::{
    model::{self, Library},
    routes::FEED,
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use self::pattern::matches;

/// For files whose name changes with their content: a browser never asks again.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: a browser may keep them, but asks whether they still hold.
pub const REVALIDATE: &str = "no-cache";

/// Addresses at which the name of a file changes with its content. As everywhere here, `:name`
/// stands for one part of an address and `*` for all the rest.
pub const NAMED_BY_CONTENT: [&str; 3] = ["/pkg/*", "/lists/*", "/media/*"];

/// Feeds, the newest posts and what they have no more room for: XML by their type too, as their name
/// tells. Browsers show what has a type of its own, such as `application/atom+xml`, as source or not
/// at all; feed readers look inside.
pub const FEEDS: [&str; 5] =
    [FEED, "/:section/:name/feed.xml", "/feed/:number", "/:section/:name/feed/:number", "/rss.xml"];

/// Files that are of another type than their extension tells.
pub const OF_ANOTHER_TYPE: [(&str, &str); 1] =
    [("/feed.json", "application/feed+json; charset=utf-8")];

/// The extensions of each type. All text of a site is UTF-8, and its type says so.
pub const TYPES: [(&str, &[&str]); 36] = [
    ("text/html; charset=utf-8", &["html", "htm"]),
    ("text/css; charset=utf-8", &["css"]),
    ("text/javascript; charset=utf-8", &["js", "mjs"]),
    ("application/wasm", &["wasm"]),
    ("application/json; charset=utf-8", &["json", "map"]),
    ("application/manifest+json; charset=utf-8", &["webmanifest"]),
    ("application/xml; charset=utf-8", &["xml"]),
    ("text/xsl; charset=utf-8", &["xsl"]),
    ("text/plain; charset=utf-8", &["txt", "log"]),
    ("text/markdown; charset=utf-8", &["md"]),
    ("text/csv; charset=utf-8", &["csv"]),
    ("text/calendar; charset=utf-8", &["ics"]),
    ("text/vtt; charset=utf-8", &["vtt"]),
    ("application/toml; charset=utf-8", &["toml"]),
    ("application/yaml; charset=utf-8", &["yaml", "yml"]),
    ("image/svg+xml; charset=utf-8", &["svg"]),
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/avif", &["avif"]),
    ("image/x-icon", &["ico"]),
    ("font/woff2", &["woff2"]),
    ("font/woff", &["woff"]),
    ("font/ttf", &["ttf"]),
    ("font/otf", &["otf"]),
    ("application/pdf", &["pdf"]),
    ("application/zip", &["zip"]),
    ("application/gzip", &["gz", "tgz"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/mp4", &["m4a"]),
    ("audio/ogg", &["ogg", "oga", "opus"]),
    ("audio/wav", &["wav"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/webm", &["webm"]),
    ("video/ogg", &["ogv"]),
];

/// The type of a file that the table has no type for: a browser offers to save it.
pub const OTHER: &str = "application/octet-stream";

/// An address that a page was found at before, and where it is now: paths on the site, as they
/// stand in a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The old address, with a slash at its end unless it was that of a file.
    pub from: String,
    /// The address now.
    pub to: String,
}

/// All old addresses of a library.
pub fn redirects(library: &Library) -> Vec<Redirect> {
    let moved =
        |moved: &model::Redirect| Redirect { from: url_path(&moved.from), to: moved.to.path() };
    library.redirects().iter().map(moved).collect()
}

/// A path on the site as it stands in a URL.
pub(crate) fn url_path(path: &str) -> String {
    const NOT_IN_A_PATH: &AsciiSet =
        &CONTROLS.add(b'%').add(b' ').add(b'?').add(b'#').add(b'"').add(b'<').add(b'>').add(b'`');
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

/// What every answer says, whatever it answers, where pages carry this policy.
///
/// What is added to it no page can say: <https://www.w3.org/TR/CSP3/#directive-frame-ancestors>.
pub fn security(policy: &str) -> [(&'static str, String); 3] {
    [
        ("Content-Security-Policy", format!("{policy}; frame-ancestors 'none'")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
    ]
}

/// The type of the file at a path on the site, for `Content-Type`.
pub fn content_type(path: &str) -> &'static str {
    if let Some((_, kind)) = OF_ANOTHER_TYPE.iter().find(|(pattern, _)| matches(pattern, path)) {
        return kind;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((_, extension)) = name.rsplit_once('.') else {
        return OTHER;
    };
    let has = |extensions: &[&str]| extensions.iter().any(|e| e.eq_ignore_ascii_case(extension));
    TYPES.iter().find(|(_, extensions)| has(extensions)).map_or(OTHER, |(kind, _)| kind)
}

/// How long the file at a path on the site holds, for `Cache-Control`.
pub fn cache_control(path: &str) -> &'static str {
    let never_changes = NAMED_BY_CONTENT.iter().any(|pattern| matches(pattern, path));
    if never_changes { FOR_EVER } else { REVALIDATE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_type_of_its_name_or_of_its_place() {
        for (path, kind) in [
            ("/index.html", "text/html; charset=utf-8"),
            ("/pkg/blog.0.wasm", "application/wasm"),
            ("/feed.xml", "application/xml; charset=utf-8"),
            ("/feed.json", "application/feed+json; charset=utf-8"),
            ("/posts/a/feed.json", "application/json; charset=utf-8"),
            ("/sitemap.xml", "application/xml; charset=utf-8"),
            ("/posts/a/index.md", "text/markdown; charset=utf-8"),
            ("/photo.JPG", "image/jpeg"),
            ("/a.b/CNAME", OTHER),
        ] {
            assert_eq!(content_type(path), kind, "{path}");
        }
    }

    #[test]
    fn every_feed_is_of_a_type_that_browsers_show() {
        let files =
            ["/feed.xml", "/tags/a/feed.xml", "/feed/1.xml", "/tags/a/feed/1.xml", "/rss.xml"];
        for (pattern, file) in FEEDS.iter().zip(files) {
            assert!(matches(pattern, file), "{pattern}");
            assert_eq!(content_type(file), "application/xml; charset=utf-8", "{file}");
        }
    }

    #[test]
    fn no_extension_has_two_types() {
        let mut all: Vec<_> = TYPES.iter().flat_map(|(_, extensions)| *extensions).collect();
        all.sort();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn only_a_file_that_is_named_by_its_content_is_kept_for_ever() {
        assert_eq!(cache_control("/pkg/blog.0.js"), FOR_EVER);
        assert_eq!(cache_control("/pkg.html"), REVALIDATE);
        assert_eq!(cache_control("/"), REVALIDATE);
    }
}
