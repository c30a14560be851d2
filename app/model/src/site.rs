//! The blog as a whole: what `site.toml` says of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use words::Words;

use crate::routes::{Route, Routes};

/// A link that stands on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it is called.
    pub name: String,
    /// Where it leads: a path on this site (`/about/`) or an address elsewhere.
    pub url: String,
}

/// What every page needs to know of the blog it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Site {
    /// The name of the blog.
    pub title: String,
    /// One sentence on what it is about.
    #[serde(skip)]
    pub tagline: String,
    /// Two or three sentences to its readers, shown on the home page.
    #[serde(skip)]
    pub introduction: String,
    /// Scheme, host and path at which the site will be found, without a slash at the end:
    /// `https://example.org` or `https://example.github.io/blog`. Where a site has several languages,
    /// each has its own: `https://example.org/de`.
    pub base_url: String,
    /// How that ends for the language, such as `/de`; empty for the first language of a site.
    #[serde(skip)]
    pub prefix: String,
    /// What the addresses on it look like.
    #[serde(skip_serializing_if = "Routes::are_usual")]
    pub routes: Routes,
    /// The language of the texts: a BCP 47 tag such as `en`.
    pub language: String,
    /// Who writes, where a post does not say.
    #[serde(skip)]
    pub author: String,
    /// Where readers tell of mistakes: an address of the form `mailto:…` or `https://…`.
    #[serde(skip)]
    pub contact: Option<String>,
    /// Under what licence the texts stand.
    #[serde(skip)]
    pub license: Option<Link>,
    /// Links in the header, behind the ones that every blog has.
    #[serde(skip)]
    pub links: Vec<Link>,
    /// Whether there is no search: no page of it, and nothing that leads there.
    #[serde(skip)]
    pub unsearched: bool,
    /// What the HTML in texts may hold. The browser does not ask.
    #[serde(skip)]
    pub html: AllowedHtml,
    /// The words of the interface. None travel: what stands in the markup of a page is there, and what
    /// changes comes with what it belongs to.
    #[serde(skip)]
    pub words: Words,
}

/// What the HTML in texts may hold beyond what is always allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllowedHtml {
    /// Scripts, event handlers and `javascript:` links.
    pub scripts: bool,
    /// Style sheets and `style` attributes.
    pub styles: bool,
}

impl Site {
    /// The path under which the site lives on its host.
    pub fn base_path(&self) -> BasePath {
        BasePath::of(&self.base_url)
    }

    /// The full address of a path on this site or of an address elsewhere.
    pub fn address(&self, url: &str) -> String {
        if url.starts_with('/') { self.absolute(url) } else { url.to_owned() }
    }

    /// The full address of a page.
    pub fn url(&self, route: &Route) -> String {
        self.absolute(&self.routes.path(route))
    }

    /// The full address of a path on this site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Where the site of all languages will be found. What they share lies below it: scripts, styles,
    /// pictures and other files.
    pub fn root_url(&self) -> &str {
        self.base_url.strip_suffix(&*self.prefix).unwrap_or(&self.base_url)
    }

    /// The path of that on its host.
    pub fn root_path(&self) -> BasePath {
        BasePath::of(self.root_url())
    }

    /// The full address of what all languages share, given its path on the site, or of something
    /// elsewhere.
    pub fn shared(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.root_url()) } else { url.to_owned() }
    }
}

/// The path under which a site lives on its host: empty at the root, else `/blog`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasePath(String);

impl BasePath {
    fn of(base_url: &str) -> Self {
        // scheme: / / host / path
        let path = base_url.splitn(4, '/').nth(3);
        Self(path.map_or(String::new(), |path| format!("/{path}")))
    }

    /// A path on this site as a page has to write it.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// A path on the host as a path on this site; `None` when it lies outside: `/blogger` is not
    /// below `/blog`.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        match path.strip_prefix(&*self.0)? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(base_url: &str) -> Site {
        Site {
            title: String::new(),
            tagline: String::new(),
            introduction: String::new(),
            base_url: base_url.into(),
            language: "en".into(),
            author: String::new(),
            links: Vec::new(),
            ..Site::default()
        }
    }

    #[test]
    fn the_base_path_is_what_follows_the_host() {
        assert_eq!(site("https://example.org").base_path().to_string(), "");
        assert_eq!(site("https://example.org/a/b").base_path().to_string(), "/a/b");
    }

    #[test]
    fn what_all_languages_share_lies_above_each() {
        let german = Site { prefix: "/de".into(), ..site("https://example.org/blog/de") };
        assert_eq!(german.base_path().join("/tags/"), "/blog/de/tags/");
        assert_eq!(german.root_path().join("/media/a.png"), "/blog/media/a.png");
        assert_eq!(german.shared("/media/a.png"), "https://example.org/blog/media/a.png");
        assert_eq!(german.shared("https://other.example/a.png"), "https://other.example/a.png");
        let alone = site("https://example.org/de");
        assert_eq!(alone.root_url(), "https://example.org/de");
    }

    #[test]
    fn only_what_lies_below_the_base_path_is_ours() {
        let base = site("https://example.org/blog").base_path();
        assert_eq!(base.join("/tags/"), "/blog/tags/");
        assert_eq!(base.strip("/blog/tags/"), Some("/tags/"));
        assert_eq!(base.strip("/blog"), Some("/"));
        assert_eq!(base.strip("/blogger/"), None);
        assert_eq!(base.strip("/"), None);
        assert_eq!(site("https://example.org").base_path().strip("/x"), Some("/x"));
    }
}
