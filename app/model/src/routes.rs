//! The site map: every kind of address that the site has, declared once.
//!
//! The build asks [`Library::routes`](crate::Library::routes) which of them exist; the
//! browser asks [`Routes::parse`] whether a link leads to one.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::{Slug, Tag, paging};

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
    /// All incidents.
    Incidents,
    /// One incident.
    Incident(Slug),
    /// How a post or an incident changed.
    Revisions(Box<Route>),
    /// A numbered page of a list of posts; see [`Listing`](crate::Listing) for what it holds.
    Numbered(Box<Route>, u32),
}

type FromName = fn(&str) -> Option<Route>;

/// The usual pattern of each kind of page, under which key owners choose another, if they may, and the
/// route that it stands for, given the name in it; the first match counts. What lists all of a kind stands
/// before that kind. What few blogs have stands last: see [`EVERYWHERE`].
static TABLE: [(&str, &str, FromName); 13] = [
    ("/", "", |_| Some(Route::Home)),
    ("/archive/", "archive", |_| Some(Route::Archive)),
    ("/search/", "", |_| Some(Route::Search)),
    ("/tags/", "", |_| Some(Route::Tags)),
    ("/tags/:slug/", "tags", |name| Tag::in_address(name).map(Route::Tag)),
    ("/authors/", "", |_| Some(Route::Authors)),
    ("/authors/:slug/", "authors", |name| Slug::in_address(name).map(Route::Author)),
    ("/series/", "", |_| Some(Route::AllSeries)),
    ("/series/:slug/", "series", |name| Slug::in_address(name).map(Route::Series)),
    ("/posts/:slug/", "posts", |name| Slug::in_address(name).map(Route::Post)),
    ("/:slug/", "pages", |name| Slug::in_address(name).map(Route::Page)),
    ("/incidents/", "", |_| Some(Route::Incidents)),
    ("/incidents/:slug/", "incidents", |name| Slug::in_address(name).map(Route::Incident)),
];

/// How many kinds of pages every blog has or may have at any time, the first of the table. The addresses of
/// the others are free in a blog that has none of them, and no page carries their patterns to the browser
/// unless an owner chooses one.
const EVERYWHERE: usize = 11;

/// How an address ends that is that of a file.
const PAGE: &str = ".html";

/// Stands among the parts of a pattern where a name may be of any depth.
const DEEP: u8 = b'*';

/// A pattern taken apart: what stands before its parts, they themselves, and its end.
fn cut(pattern: &str) -> (&str, &str, &str) {
    let (stem, end) = match pattern.strip_suffix(PAGE) {
        Some(stem) => (stem, PAGE),
        None => (pattern.strip_suffix('/').unwrap_or(pattern), "/"),
    };
    let (before, parts) = stem.split_once(':').unwrap_or((stem, ""));
    (before, parts, end)
}

/// The name in a path that a pattern matches, empty where the pattern has none. The path may lack the
/// end of the pattern.
fn matched<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let (before, parts, end) = cut(pattern);
    let name = path.strip_prefix(before)?;
    let name = name.strip_suffix(end).unwrap_or(name);
    let count = |text: &str, wanted: u8| text.bytes().filter(|byte| *byte == wanted).count();
    let fits = match parts {
        "" => name.is_empty(),
        _ => count(parts, DEEP) > 0 || count(name, b'/') == count(parts, b'/'),
    };
    fits.then_some(name)
}

/// First segments of addresses at which the site has files of its own, whatever its patterns are.
pub const RESERVED: [&str; 7] = ["404", "feed", "fonts", "lists", "media", "pkg", "search"];

/// What stands between the address of a list and the number of one of its pages.
const NUMBERED: &str = "/page/";

/// What stands behind the folder of a text whose changes are told there.
const REVISIONS: &str = "revisions/";

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
/// The feed of what was corrected, where something was: a path on the site.
pub const CORRECTIONS: &str = "/corrections.xml";

/// The same in RSS.
pub const RSS: &str = "/rss.xml";

/// The same as JSON.
pub const JSON_FEED: &str = "/feed.json";

/// The name of what finds incidents, a file beside the list of them.
const INCIDENT_INDEX: &str = "facets.json";

/// What the addresses of a blog look like: a pattern for each kind of page. It reads and writes them.
///
/// The name of a page is what its address has in the place of the parts of its pattern, all from the
/// first one to the last: with `/blog/:year/:slug/` a post has the name `2026/hello`. Of the parts only
/// their number is kept, since whoever makes names fills them: `/blog/:1/1/`, and `*` for a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Routes(Vec<String>);

impl From<Vec<String>> for Routes {
    /// Patterns in the order of the table; none where all are the usual ones.
    fn from(patterns: Vec<String>) -> Self {
        Self(patterns)
    }
}

impl Routes {
    /// The keys of the kinds of pages of which an owner may choose the pattern.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|(_, key, _)| *key).filter(|key| !key.is_empty())
    }

    /// The same with another pattern for the kind of pages that has a key. It ends with a slash or with
    /// `.html`.
    ///
    /// The list of all tags, authors or series stands in the folder above them, if there is one.
    #[must_use]
    pub fn with(mut self, key: &str, pattern: &str) -> Self {
        let Some(at) = TABLE.iter().position(|(_, known, _)| *known == key) else { return self };
        let rows = if at < EVERYWHERE { EVERYWHERE } else { TABLE.len() };
        let missing = TABLE.iter().take(rows).skip(self.0.len());
        self.0.extend(missing.map(|(usual, ..)| (*usual).to_owned()));
        let (before, parts, end) = cut(pattern);
        let depth = |part: &str| if part.contains("section") { "*" } else { "1" };
        let depths: Vec<&str> = parts.split('/').map(depth).collect();
        self.0[at] = match parts {
            "" => pattern.to_owned(),
            _ => [before, ":", &depths.join("/"), end].concat(),
        };
        let above = at.saturating_sub(1);
        let is_folder = before.len() > 1 && before.ends_with('/');
        if is_folder && cut(TABLE[at].0).0 == TABLE[above].0 {
            before.clone_into(&mut self.0[above]);
        }
        self
    }

    /// Whether all patterns are the usual ones.
    pub fn are_usual(&self) -> bool {
        self.0.is_empty()
    }

    /// The pattern of the kind of pages that has a key.
    pub fn of(&self, key: &str) -> &str {
        let at = TABLE.iter().position(|(_, known, _)| *known == key);
        at.map_or("", |at| self.pattern(at))
    }

    fn pattern(&self, at: usize) -> &str {
        let usual = TABLE.get(at).map_or("", |(usual, ..)| usual);
        self.0.get(at).map_or(usual, |pattern| pattern)
    }

    /// The pattern of a page and its end, and its name; of a numbered page those of its list.
    fn parts<'a>(&'a self, route: &'a Route) -> (&'a str, &'a str, &'a str) {
        let name = route.name();
        let at = TABLE.iter().position(|(.., from_name)| from_name(name).as_ref() == Some(route));
        let (before, _, end) = cut(self.pattern(at.unwrap_or_default()));
        (before, name, end)
    }

    /// First segments of addresses that no page outside the order of posts can have: those of the lists,
    /// and those at which the site has files of its own.
    pub fn reserved(&self) -> impl Iterator<Item = &str> {
        let first = |at| self.pattern(at).split('/').nth(1).unwrap_or_default();
        let of_patterns = (0..EVERYWHERE).map(first);
        of_patterns.filter(|first| !first.is_empty() && !first.contains(':')).chain(RESERVED)
    }

    /// The route that a path on this site has the form of, with or without the end of its pattern.
    ///
    /// Whether a page stands there, only the library knows.
    pub fn parse(&self, path: &str) -> Option<Route> {
        self.find(path, |_| true)
    }

    /// The first route that a path has the form of and that is accepted: where posts and pages have
    /// addresses of one form, only what is there tells which it is.
    pub fn find(&self, path: &str, accepts: impl Fn(&Route) -> bool) -> Option<Route> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        // A page is its folder: both addresses of its file mean the page.
        let path =
            path.strip_suffix("index.html").filter(|path| path.ends_with('/')).unwrap_or(&path);
        let numbered = || {
            let (list, number) = path.rsplit_once(NUMBERED)?;
            let number = number.strip_suffix('/').unwrap_or(number);
            // One address a page: `01` and `+1` are none.
            let plain = number.starts_with(|first| matches!(first, '1'..='9'));
            let number = plain.then(|| number.parse().ok())??;
            let list = self.find_single(list, &Route::is_list)?;
            Some(Route::Numbered(Box::new(list), number)).filter(&accepts)
        };
        let revisions = || {
            let of = path.strip_suffix('/').unwrap_or(path);
            let of = of.strip_suffix(REVISIONS.trim_end_matches('/'))?.strip_suffix('/')?;
            let text = |end| self.find_single(&[of, end].concat(), &Route::is_dated);
            let of = text("/").or_else(|| text(PAGE))?;
            Some(Route::Revisions(Box::new(of))).filter(&accepts)
        };
        numbered().or_else(|| self.find_single(path, &accepts)).or_else(revisions)
    }

    /// The same without numbered pages. Of this function the browser should have one, whatever is
    /// accepted.
    fn find_single(&self, path: &str, accepts: &dyn Fn(&Route) -> bool) -> Option<Route> {
        let rows = TABLE.iter().enumerate().filter(|_| path.starts_with('/'));
        let of_row = |(at, (.., from_name)): (usize, &(_, _, FromName))| {
            from_name(matched(self.pattern(at), path)?).filter(accepts)
        };
        rows.filter_map(of_row).next()
    }

    /// The one address of a page, as a path on this site: it ends as its pattern does, and what is not
    /// ASCII is percent-encoded.
    pub fn path(&self, route: &Route) -> String {
        encode(&self.address(route))
    }

    /// The same, not encoded.
    pub fn address(&self, route: &Route) -> String {
        match self.parts(route) {
            (before, name, PAGE) => [before, name, PAGE].concat(),
            _ => self.folder(route),
        }
    }

    /// The file of a page, as a path on this site, not encoded.
    pub fn file(&self, route: &Route) -> String {
        let address = self.address(route);
        if address.ends_with('/') { address + "index.html" } else { address }
    }

    /// The folder in which all other files of a page lie, as a path on this site, not encoded.
    pub fn folder(&self, route: &Route) -> String {
        if let Route::Revisions(of) = route {
            return self.folder(of) + REVISIONS;
        }
        let (list, number) = route.list();
        let (before, name, _) = self.parts(list);
        match number {
            0 => [before, name, "/"].concat(),
            number => [before, name, NUMBERED, &number.to_string(), "/"].concat(),
        }
    }

    /// The address of the Atom feed of what a page lists, as a path on this site; `None` for a page
    /// whose posts no feed has to itself.
    pub fn feed_path(&self, route: &Route) -> Option<String> {
        let has_own =
            matches!(route, Route::Home | Route::Tag(_) | Route::Author(_) | Route::Series(_))
                || *route == Route::Incidents;
        has_own.then(|| encode(&self.folder(route)) + &FEED[1..])
    }

    /// The address of what finds incidents, as a path on this site.
    pub fn incident_index_path(&self) -> String {
        encode(&self.folder(&Route::Incidents)) + INCIDENT_INDEX
    }

    /// The address of a page's text in Markdown, as a path on this site; `None` for a page that is no
    /// text.
    pub fn markdown_path(&self, route: &Route) -> Option<String> {
        route.is_text().then(|| encode(&self.folder(route)) + "index.md")
    }

    /// The address of a page's data, as a path on this site.
    pub fn data_path(&self, route: &Route) -> String {
        encode(&self.folder(route)) + "index.json"
    }
}

fn encode(path: &str) -> String {
    const NOT_IN_A_PATH: &AsciiSet = &CONTROLS.add(b'%');
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

impl Route {
    /// Whether posts are listed there, in as many pages as it takes.
    fn is_list(&self) -> bool {
        matches!(self, Self::Archive | Self::Tag(_) | Self::Author(_) | Self::Incidents)
    }

    /// Whether a text stands there.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Post(_) | Self::Page(_) | Self::Incident(_))
    }

    /// Whether a text with a day stands there.
    pub fn is_dated(&self) -> bool {
        matches!(self, Self::Post(_) | Self::Incident(_))
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
        let numbered = if list.is_list() { paging::numbered(posts) } else { 0 };
        (0..=numbered).map(move |number| list.numbered(number))
    }

    /// The list that a page belongs to, and its number; of any other page itself, and 0.
    pub fn list(&self) -> (&Self, u32) {
        match self {
            Self::Numbered(list, number) => (list, *number),
            route => (route, 0),
        }
    }

    /// What its address has in the place of the parts of the pattern.
    fn name(&self) -> &str {
        match self {
            Self::Tag(tag) => tag.as_str(),
            Self::Author(slug)
            | Self::Series(slug)
            | Self::Post(slug)
            | Self::Page(slug)
            | Self::Incident(slug) => slug.as_str(),
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests;
