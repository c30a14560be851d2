//! How a site is to be served: one table. [`serve`] follows it, [`files`] writes it
//! down for hosts that read such files, [`config`] for nginx and Caddy, and
//! [`deploy_check`] asks a host whether it does the same.

pub mod config;
pub mod deploy_check;
pub mod files;
mod manifest;
mod pattern;
pub mod serve;

use std::collections::BTreeSet;

use model::{
    Hsts, Library, OldFeeds, is_query,
    routes::{FEED, RSS, Route, Routes},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use self::pattern::matches;

pub use manifest::{MANIFEST, Manifest};

/// For files whose name changes with their content: a browser never asks again.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: a browser may keep them, but asks whether they still hold.
pub const REVALIDATE: &str = "no-cache";

/// Addresses at which the name of a file changes with its content. As everywhere here, `:name`
/// stands for one part of an address and `*` for all the rest.
pub const NAMED_BY_CONTENT: [&str; 3] = ["/pkg/*", "/lists/*", "/media/*"];

/// Those of them that each language of a site has for itself, below its own path.
pub const NAMED_BY_CONTENT_OF_EACH: &str = NAMED_BY_CONTENT[1];

/// All of them, of a site with languages below these paths.
pub fn named_by_content<P: AsRef<str>>(prefixes: &[P]) -> Vec<String> {
    let of_each =
        prefixes.iter().map(|prefix| format!("{}{NAMED_BY_CONTENT_OF_EACH}", prefix.as_ref()));
    NAMED_BY_CONTENT.map(str::to_owned).into_iter().chain(of_each).collect()
}

/// A path on the site as one of its language: `/de/feed.json` is a feed as `/feed.json` is.
pub fn of_language<'a, P: AsRef<str>>(path: &'a str, prefixes: &[P]) -> &'a str {
    let below = prefixes.iter().find_map(|prefix| path.strip_prefix(prefix.as_ref()));
    below.filter(|below| below.starts_with('/')).unwrap_or(path)
}

/// The file of a site that says which files in its folder builds made. It is for them alone.
pub const INVENTORY: &str = "/.inventory";

/// The one name with a dot at its start that is served, at the root of a site: RFC 8615 gives it. All
/// others are those of secrets and of tools (`.env`, `.git`).
pub const WELL_KNOWN: &str = ".well-known";

/// Feeds, the newest posts and what they have no more room for: XML by their type too, as their name
/// tells. Browsers show what has a type of its own, such as `application/atom+xml`, as source or not
/// at all; feed readers look inside.
fn feeds(routes: &Routes) -> Vec<String> {
    let lists = folders(routes, &["tags", "authors", "series"]);
    let of_lists = |name: &str| lists.iter().map(|folder| format!("{folder}{name}")).collect();
    let newest: Vec<String> = of_lists(FEED);
    let archives: Vec<String> = of_lists("/feed/:number");
    let of_blog = |name: &str| vec![name.to_owned()];
    [of_blog(FEED), newest, of_blog("/feed/:number"), archives, of_blog(RSS)].concat()
}

/// The folders of pages with some keys as sets of addresses, one of each depth.
fn folders(routes: &Routes, keys: &[&str]) -> BTreeSet<String> {
    let folder = |key: &&str| {
        let depth = routes.of(key).trim_end_matches('/').matches('/').count();
        let part = |above| match above {
            0 => "/:name".to_owned(),
            1 => "/:section".to_owned(),
            more => format!("/:above{more}"),
        };
        (0..depth).rev().map(part).collect()
    };
    keys.iter().map(folder).collect()
}

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
    ("application/xml; charset=utf-8", &["xml", "rss", "atom"]),
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

/// Extensions of files that compression makes smaller. Pictures and fonts are compressed already.
const TEXT: [&str; 14] = [
    "atom",
    "css",
    "html",
    "js",
    "json",
    "md",
    "rss",
    "svg",
    "toml",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
    "xsl",
];

/// The type of a file that the table has no type for: a browser offers to save it.
pub const OTHER: &str = "application/octet-stream";

/// An address that a page was found at before, and where it is now: paths on the site, as they
/// stand in a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The old address, with a slash at its end unless it was that of a file, or the front page with a
    /// query.
    pub from: String,
    /// The address now.
    pub to: String,
}

impl Redirect {
    /// The query of the front page that is the old address, if it is one: its key and its value.
    fn query(&self) -> Option<(&str, &str)> {
        self.from.strip_prefix("/?")?.split_once('=')
    }
}

/// All old addresses of a library that a host has to know.
pub fn redirects(library: &Library) -> Vec<Redirect> {
    let (prefix, routes) = (&library.site().prefix, &library.site().routes);
    let moved = library.redirects().iter().map(|moved| Redirect {
        from: old(&moved.from),
        to: format!("{prefix}{}", routes.path(&moved.to)),
    });
    moved.chain(old_feeds(library)).collect()
}

/// The old addresses of feeds that are no files: by such a name no host knows that it is a feed.
fn old_feeds(library: &Library) -> impl Iterator<Item = Redirect> {
    let (routes, feeds) = (&library.site().routes, &library.settings().old_feeds);
    let lists = [Route::Home].into_iter().chain(library.lists());
    lists.flat_map(move |page| {
        let own = routes.feed_path(&page).unwrap_or_default();
        let folder = own.strip_suffix(&FEED[1..]).unwrap_or_default().to_owned();
        let redirect = |from: String| {
            let to = folder.clone() + &OldFeeds::meant(&page, &from)[1..];
            Redirect { from: old(&from), to }
        };
        let named = feeds.of(&page).filter(|from| from.ends_with('/') || is_query(from));
        named.map(redirect).collect::<Vec<_>>()
    })
}

/// An old address as it stands in a URL.
fn old(address: &str) -> String {
    if is_query(address) { address.to_owned() } else { url_path(address) }
}

/// A path on the site as it stands in a URL.
fn url_path(path: &str) -> String {
    const NOT_IN_A_PATH: &AsciiSet =
        &CONTROLS.add(b'%').add(b' ').add(b'?').add(b'#').add(b'"').add(b'<').add(b'>').add(b'`');
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

/// What every answer says, whatever it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security {
    /// The Content-Security-Policy that the pages carry.
    #[serde(default)]
    pub policy: String,
    /// What browsers are told of coming over HTTPS only, where the owner of the site wants that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hsts: Option<String>,
    /// Whether search engines are asked to leave all of it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl Security {
    /// What protects a blog whose pages carry a policy.
    pub fn of(library: &Library, policy: &str) -> Self {
        let site = library.site();
        // It means nothing where a site is looked at without TLS, and is never said unasked: who has
        // said it can't go back before the time is over, nor can whatever else is on the host.
        let hsts = library.settings().hsts.filter(|_| site.base_url.starts_with("https://"));
        let hsts = hsts.as_ref().map(strict_transport_security);
        Self { policy: policy.to_owned(), hsts, hidden: library.robots().hidden }
    }

    /// The headers.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        // What is added to the policy no page can say:
        // <https://www.w3.org/TR/CSP3/#directive-frame-ancestors>.
        let policy = format!("{}; frame-ancestors 'none'", self.policy);
        let mut headers = vec![("Content-Security-Policy", policy)];
        headers.extend(ALWAYS.map(|(name, value)| (name, value.to_owned())));
        headers.extend(self.hidden.then(|| ("X-Robots-Tag", "noindex".to_owned())));
        headers.extend(self.hsts.clone().map(|hsts| ("Strict-Transport-Security", hsts)));
        headers
    }
}

/// What every site says. No page of ours asks for a camera or the like, nor may one in a frame, and
/// none keeps hold of a page that it opens or was opened by.
const ALWAYS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// RFC 6797, section 6.1.
fn strict_transport_security(hsts: &Hsts) -> String {
    let Hsts { max_age, include_subdomains, preload } = hsts;
    let mut value = format!("max-age={max_age}");
    for (is_said, directive) in [(include_subdomains, "includeSubDomains"), (preload, "preload")] {
        if *is_said {
            value += "; ";
            value += directive;
        }
    }
    value
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

/// Whether a file is text to be packed, as far as its name tells.
pub fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

/// Whether a part of a path on the site, the first one counted as 0, is the name of something hidden:
/// neither it nor what lies below it is served.
pub fn is_hidden(at: usize, name: &[u8]) -> bool {
    name.starts_with(b".") && !(at == 0 && name == WELL_KNOWN.as_bytes())
}

/// The paths on the site on which nothing is hidden, as a regular expression without its ends.
fn public() -> String {
    format!("(/{})?(/([^./][^/]*)?)*", pattern::escaped(WELL_KNOWN))
}

#[cfg(test)]
mod tests {
    use fixtures::{POLICY, library};
    use model::Settings;

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
    fn browsers_are_told_of_https_where_the_owner_wants_it() {
        let said = |base_url: &str, hsts| {
            let settings = Settings { hsts, ..Settings::default() };
            let headers =
                Security::of(&library(base_url).with_settings(settings), POLICY).headers();
            let said = headers.into_iter().find(|(name, _)| *name == "Strict-Transport-Security");
            said.map(|(_, value)| value)
        };
        let hsts = |include_subdomains, preload| {
            Some(Hsts { max_age: 31_536_000, include_subdomains, preload })
        };
        assert_eq!(said("https://example.org", None), None);
        assert_eq!(said("http://example.org", hsts(true, true)), None);
        for (hsts, value) in [
            (hsts(false, false), "max-age=31536000"),
            (hsts(true, false), "max-age=31536000; includeSubDomains"),
            (hsts(true, true), "max-age=31536000; includeSubDomains; preload"),
        ] {
            assert_eq!(said("https://example.org", hsts).as_deref(), Some(value));
        }
    }

    #[test]
    fn every_feed_is_of_a_type_that_browsers_show() {
        let files =
            ["/feed.xml", "/tags/a/feed.xml", "/feed/1.xml", "/tags/a/feed/1.xml", "/rss.xml"];
        for (pattern, file) in feeds(&Routes::default()).iter().zip(files) {
            assert!(matches(pattern, file), "{pattern}");
            assert_eq!(content_type(file), "application/xml; charset=utf-8", "{file}");
        }
    }

    #[test]
    fn feeds_are_where_the_patterns_of_the_site_put_them() {
        let routes =
            Routes::default().with("tags", "/blog/tag/:slug/").with("series", "/:slug.html");
        let feeds = feeds(&routes);
        for file in ["/blog/tag/a/feed.xml", "/authors/a/feed/2.xml", "/part/feed.xml"] {
            assert!(feeds.iter().any(|pattern| matches(pattern, file)), "{file}");
        }
        assert_eq!(folders(&routes, &["posts", "pages"]).len(), 2);
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
    fn a_language_below_a_path_has_files_of_the_same_kinds() {
        let prefixes = ["/de", "/pt-BR"];
        for (path, own) in [
            ("/de/feed.json", "/feed.json"),
            ("/pt-BR/lists/a/b/c.json", "/lists/a/b/c.json"),
            ("/demo/", "/demo/"),
            ("/de", "/de"),
            ("/posts/de/", "/posts/de/"),
        ] {
            assert_eq!(of_language(path, &prefixes), own);
        }
        let patterns = named_by_content(&prefixes);
        assert_eq!(patterns[3..], ["/de/lists/*", "/pt-BR/lists/*"]);
    }

    #[test]
    fn only_a_file_that_is_named_by_its_content_is_kept_for_ever() {
        assert_eq!(cache_control("/pkg/blog.0.js"), FOR_EVER);
        assert_eq!(cache_control("/pkg.html"), REVALIDATE);
        assert_eq!(cache_control("/offline.js"), REVALIDATE);
        assert_eq!(cache_control("/"), REVALIDATE);
    }
}
