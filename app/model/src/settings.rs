//! What `site.toml` says that only the build has to know: no page carries it to the browser.

use super::{
    Date, Frame, Outside, Pair, Robots, Services, Theme,
    routes::{FEED, JSON_FEED, RSS, Route},
};

/// The choices of whoever runs the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether a picture is drawn for the preview of each page.
    pub cards: bool,
    /// Colours, faces and measures.
    pub theme: Theme,
    /// The colours that a browser gives its own frame.
    pub theme_color: Pair,
    /// What stands around the texts.
    pub frame: Frame,
    /// What others run in the pages.
    pub outside: Outside,
    /// Services of others that are asked for by name.
    pub services: Services,
    /// What crawlers are asked.
    pub robots: Robots,
    /// Where feeds were before.
    pub old_feeds: OldFeeds,
    /// Whom to tell of a hole in the site.
    pub security: Option<Security>,
    /// Whether readers keep what they read, for when the site can't be reached.
    pub offline: bool,
    /// Whether browsers come back over HTTPS only.
    pub hsts: Option<Hsts>,
}

impl Default for Settings {
    fn default() -> Self {
        let theme = Theme::default();
        Self {
            cards: true,
            frame: Frame::default(),
            outside: Outside::default(),
            services: Services::default(),
            robots: Robots::default(),
            old_feeds: OldFeeds::default(),
            theme_color: theme.colours.paper,
            theme,
            security: None,
            offline: false,
            hsts: None,
        }
    }
}

/// Addresses at which readers still ask for feeds that have others now: paths on this site, not encoded,
/// of a file (`/index.xml`), of a folder (`/feed/`), or of the front page with a query (`/?feed=rss2`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldFeeds {
    /// Those of the feed of the whole blog.
    pub blog: Vec<String>,
    /// Those of the feed of each tag, with `:slug` in the place of its name.
    pub tags: Vec<String>,
    /// Likewise of each author.
    pub authors: Vec<String>,
    /// Likewise of each series.
    pub series: Vec<String>,
}

impl OldFeeds {
    /// Those of the feed of what a page lists.
    pub fn of(&self, page: &Route) -> impl Iterator<Item = String> {
        let (addresses, name) = match page {
            Route::Home => (&*self.blog, ""),
            Route::Tag(tag) => (&*self.tags, tag.as_str()),
            Route::Author(slug) => (&*self.authors, slug.as_str()),
            Route::Series(slug) => (&*self.series, slug.as_str()),
            _ => (&[][..], ""),
        };
        addresses.iter().map(move |address| address.replace(":slug", name))
    }

    /// The name of the feed that stands at an address of these, in the folder of the page that lists the
    /// same: the one that readers have known there, as far as the address tells.
    pub fn meant(page: &Route, address: &str) -> &'static str {
        match page {
            Route::Home if address.ends_with(".json") => JSON_FEED,
            Route::Home if !address.contains("atom") => RSS,
            _ => FEED,
        }
    }
}

/// What `/.well-known/security.txt` says (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Addresses to write to, the preferred one first; at least one.
    pub contact: Vec<String>,
    /// The day on which the file ceases to hold.
    pub expires: Date,
    /// Where keys for writing in secret are.
    pub encryption: Option<String>,
    /// Where those are thanked who reported something.
    pub acknowledgments: Option<String>,
    /// Where it says how reports are treated.
    pub policy: Option<String>,
    /// Where it says whom the site looks for to keep it safe.
    pub hiring: Option<String>,
    /// The languages that reports may be written in, as BCP 47 tags; any if there are none.
    pub languages: Vec<String>,
}

/// How long browsers come back over HTTPS only (RFC 6797).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hsts {
    /// So many seconds from each visit on.
    pub max_age: usize,
    /// To the hosts below this one too.
    pub include_subdomains: bool,
    /// Even on the first visit: browsers may carry the host in a list.
    pub preload: bool,
}
