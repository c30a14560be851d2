//! The site map: every kind of address that the site has, declared once.
//!
//! The build asks [`Library::routes`](crate::Library::routes) which of them exist; the
//! browser asks [`Route::parse`] whether a link leads to one.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::{Listing, Slug, Tag};

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Route {
    /// The front page.
    Home,
    /// All posts.
    Archive,
    /// All tags.
    Tags,
    /// What finds words in all texts.
    Search,
    /// The posts of one tag.
    Tag(Tag),
    /// All authors.
    Authors,
    /// One author, by their id.
    Author(Slug),
    /// All series.
    AllSeries,
    /// One series, by its id.
    Series(Slug),
    /// One post.
    Post(Slug),
    /// A page outside the order of posts.
    Page(Slug),
    /// A numbered page of a list of posts; see [`Listing`] for what it holds.
    Numbered(Box<Route>, u32),
}

type FromName = fn(&str) -> Option<Route>;

/// What stands in a pattern for the name of a post, a tag and so on.
const NAME: &str = ":name";

/// Each pattern with the route that it stands for, given the name in it; the first match counts.
static TABLE: [(&str, FromName); 11] = [
    ("/", |_| Some(Route::Home)),
    ("/archive/", |_| Some(Route::Archive)),
    ("/tags/", |_| Some(Route::Tags)),
    ("/search/", |_| Some(Route::Search)),
    ("/tags/:name/", |name| Tag::in_address(name).map(Route::Tag)),
    ("/authors/", |_| Some(Route::Authors)),
    ("/authors/:name/", |name| Slug::in_address(name).map(Route::Author)),
    ("/series/", |_| Some(Route::AllSeries)),
    ("/series/:name/", |name| Slug::in_address(name).map(Route::Series)),
    ("/posts/:name/", |name| Slug::in_address(name).map(Route::Post)),
    ("/:name/", |name| Slug::in_address(name).map(Route::Page)),
];

/// The name in a path that a pattern matches, empty where the pattern has none. The path may lack the
/// slash at the end.
fn matched<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let path = path.strip_suffix('/').unwrap_or(path);
    match pattern.strip_suffix('/').unwrap_or(pattern).split_once(NAME) {
        None => (path == pattern.trim_end_matches('/')).then_some(""),
        Some((before, _)) => path.strip_prefix(before).filter(|name| !name.contains('/')),
    }
}

/// First segments of addresses that a page outside the order of posts must not take.
pub const RESERVED: [&str; 12] = [
    "404", "archive", "authors", "feed", "fonts", "lists", "media", "pkg", "posts", "search",
    "series", "tags",
];

/// What stands between the address of a list and the number of one of its pages.
const NUMBERED: &str = "/page/";

/// The folder of files that were made for the site and named after what is in them, as a path on
/// this site: such a file never changes.
pub const MEDIA: &str = "/media/";

/// The folder of the search index, as a path on this site.
pub const SEARCH_INDEX: &str = "/lists/search/";

/// The file that names the first file of the search index, as a path on this site. Unlike that it
/// keeps its name when the index changes.
pub const SEARCH_ROOT: &str = "/search/root.txt";

/// The Atom feed of the whole blog, as a path on this site.
pub const FEED: &str = "/feed.xml";

impl Route {
    /// The route that a path on this site has the form of, with or without a slash at the end.
    ///
    /// Whether a page stands there, only the library knows.
    pub fn parse(path: &str) -> Option<Self> {
        // A page is its folder: both addresses of its file mean the page.
        let path = path.strip_suffix("index.html").unwrap_or(path);
        if let Some((list, number)) = path.rsplit_once(NUMBERED)
            && let number = number.strip_suffix('/').unwrap_or(number)
            && !number.is_empty()
        {
            // One address a page: `01` and `+1` are none.
            let plain = number.starts_with(|first| matches!(first, '1'..='9'));
            let number = plain.then(|| number.parse().ok())??;
            return Self::parse(list)
                .filter(Self::is_list)
                .map(|list| Self::Numbered(Box::new(list), number));
        }
        let path = path.starts_with('/').then_some(path)?;
        TABLE.iter().find_map(|(pattern, from_name)| {
            from_name(&percent_decode_str(matched(pattern, path)?).decode_utf8().ok()?)
        })
    }

    /// Whether posts are listed there, in as many pages as it takes.
    fn is_list(&self) -> bool {
        matches!(self, Self::Archive | Self::Tag(_) | Self::Author(_))
    }

    /// A page of the list that stands at this address; number 0 is the address itself.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        match number {
            0 => self.clone(),
            number => Self::Numbered(Box::new(self.clone()), number),
        }
    }

    /// All pages of the list that stands at this address, given how many posts it has.
    pub fn pages(&self, posts: usize) -> impl Iterator<Item = Self> + use<> {
        let list = self.clone();
        let numbered = if list.is_list() { Listing::numbered(posts) } else { 0 };
        (0..=numbered).map(move |number| list.numbered(number))
    }

    /// The list that a page belongs to, and its number; of any other page itself, and 0.
    pub fn list(&self) -> (&Self, u32) {
        match self {
            Self::Numbered(list, number) => (list, *number),
            route => (route, 0),
        }
    }

    /// The one address of the page, as a path on this site: it ends with a slash, and what is not
    /// ASCII is percent-encoded.
    pub fn path(&self) -> String {
        const NOT_IN_A_PATH: &AsciiSet = &CONTROLS.add(b'%');
        utf8_percent_encode(&self.folder(), NOT_IN_A_PATH).to_string()
    }

    /// Where the page's files lie below the folder of the site: the path, not encoded.
    pub fn folder(&self) -> String {
        let name = match self {
            Self::Numbered(list, number) => {
                let list = list.folder();
                return [list.trim_end_matches('/'), NUMBERED, &number.to_string(), "/"].concat();
            }
            Self::Home
            | Self::Archive
            | Self::Tags
            | Self::Search
            | Self::Authors
            | Self::AllSeries => "",
            Self::Tag(tag) => tag.as_str(),
            Self::Author(slug) | Self::Series(slug) | Self::Post(slug) | Self::Page(slug) => {
                slug.as_str()
            }
        };
        TABLE
            .iter()
            .find(|(_, from_name)| from_name(name).as_ref() == Some(self))
            .map(|(pattern, _)| pattern.replace(NAME, name))
            .unwrap_or_default()
    }

    /// The address of the Atom feed of what the page lists, as a path on this site; `None` for a
    /// page whose posts no feed has to itself.
    pub fn feed_path(&self) -> Option<String> {
        match self {
            Self::Home => Some(FEED.to_owned()),
            Self::Tag(_) | Self::Author(_) | Self::Series(_) => Some(self.path() + &FEED[1..]),
            _ => None,
        }
    }

    /// The address of the page's text in Markdown, as a path on this site; `None` for a page that
    /// is no text.
    pub fn markdown_path(&self) -> Option<String> {
        matches!(self, Self::Post(_) | Self::Page(_)).then(|| format!("{}index.md", self.path()))
    }

    /// The address of the page's data, as a path on this site.
    pub fn data_path(&self) -> String {
        format!("{}index.json", self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_read_back_from_its_own_path() {
        let tag = || "mcp".parse().expect("a tag");
        let slug = || "größe-2".parse().expect("a slug");
        for (route, path, folder) in [
            (Route::Home, "/", "/"),
            (Route::Archive, "/archive/", "/archive/"),
            (Route::Tags, "/tags/", "/tags/"),
            (Route::Search, "/search/", "/search/"),
            (Route::Tag(tag()), "/tags/mcp/", "/tags/mcp/"),
            (Route::Authors, "/authors/", "/authors/"),
            (Route::Author(slug()), "/authors/gr%C3%B6%C3%9Fe-2/", "/authors/größe-2/"),
            (Route::AllSeries, "/series/", "/series/"),
            (Route::Series(slug()), "/series/gr%C3%B6%C3%9Fe-2/", "/series/größe-2/"),
            (Route::Post(slug()), "/posts/gr%C3%B6%C3%9Fe-2/", "/posts/größe-2/"),
            (Route::Page(slug()), "/gr%C3%B6%C3%9Fe-2/", "/größe-2/"),
            (Route::Archive.numbered(7), "/archive/page/7/", "/archive/page/7/"),
            (Route::Tag(tag()).numbered(12), "/tags/mcp/page/12/", "/tags/mcp/page/12/"),
        ] {
            assert_eq!((route.path().as_str(), route.folder().as_str()), (path, folder));
            assert_eq!(Route::parse(path), Some(route.clone()), "{path}");
            assert_eq!(Route::parse(folder), Some(route.clone()), "{folder}");
            assert_eq!(Route::parse(&format!("{path}index.html")), Some(route.clone()));
            if path != "/" {
                assert_eq!(Route::parse(path.trim_end_matches('/')), Some(route));
            }
        }
    }

    #[test]
    fn a_page_may_be_called_page() {
        for path in ["/page/", "/posts/page/", "/tags/page/", "/tags/page/page/1/"] {
            assert_eq!(Route::parse(path).map(|route| route.path()).as_deref(), Some(path));
        }
    }

    #[test]
    fn the_blog_and_every_tag_author_and_series_have_a_feed() {
        let feed = |path: &str| Route::parse(path).and_then(|route| route.feed_path());
        assert_eq!(feed("/").as_deref(), Some("/feed.xml"));
        assert_eq!(feed("/tags/größe/").as_deref(), Some("/tags/gr%C3%B6%C3%9Fe/feed.xml"));
        assert_eq!(feed("/authors/ada/").as_deref(), Some("/authors/ada/feed.xml"));
        assert_eq!(feed("/series/a/").as_deref(), Some("/series/a/feed.xml"));
        assert_eq!((feed("/archive/"), feed("/authors/"), feed("/series/")), (None, None, None));
    }

    #[test]
    fn texts_have_their_markdown_beside_them() {
        let markdown = |path: &str| Route::parse(path).and_then(|route| route.markdown_path());
        assert_eq!(markdown("/posts/größe/").as_deref(), Some("/posts/gr%C3%B6%C3%9Fe/index.md"));
        assert_eq!(markdown("/about/").as_deref(), Some("/about/index.md"));
        assert_eq!(markdown("/tags/a/"), None);
    }

    #[test]
    fn what_has_the_form_of_no_page_is_no_route() {
        for path in [
            "/feed.xml",
            "/posts/",
            "/posts",
            "/posts/a/b/",
            "/posts/a/index.json",
            "/favicon.svg",
            "/a/b/c/",
            "/posts/A/",
            "/%FF/",
            "//",
            "/posts//",
            "/pkg/blog.js",
            "/page/1/",
            "/tags/page/1/",
            "/posts/a/page/1/",
            "/archive/page/",
            "/archive/page/0/",
            "/archive/page/01/",
            "/archive/page/+1/",
            "/archive/page/1/2/",
            "/archive/page/99999999999/",
            "/archive/page/1/page/2/",
        ] {
            assert_eq!(Route::parse(path).filter(|r| !matches!(r, Route::Page(_))), None, "{path}");
        }
        assert_eq!(Route::parse("/feed.xml"), None);
        assert_eq!(Route::parse("//"), None);
    }
}
