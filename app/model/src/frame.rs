//! What stands around the texts of a blog, as far as its owner decides it.

use crate::{Link, Picture, Slug};

/// The choices of an owner; without any, what every blog has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// What stands for the name of the blog.
    pub logo: Option<Logo>,
    /// What the header leads to; empty where that is left to the site.
    pub nav: Vec<NavItem>,
    /// Lists of links in the foot of every page.
    pub columns: Vec<Column>,
    /// HTML in the foot of every page.
    pub foot: Option<String>,
    /// Where else the blog is to be found.
    pub social: Vec<Link>,
    /// What every page announces.
    pub announcement: Option<Announcement>,
    /// What the front page lists.
    pub home: HomeLists,
    /// What stands around a post.
    pub post: PostFrame,
    /// What stands where nothing does, in words of the owner's.
    pub missing: Option<OwnMissing>,
}

/// What stands for the name of a blog in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logo {
    /// A drawing that takes the colour of the text around it, as markup.
    Inline(String),
    /// A file, and perhaps another one for the night.
    File {
        /// By day.
        day: Picture,
        /// By night.
        night: Option<Picture>,
    },
}

/// A place in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// A link.
    Link(Link),
    /// A name under which there are links.
    Group {
        /// What they have in common.
        name: String,
        /// The links, at least one.
        below: Vec<Link>,
    },
}

/// A list of links in the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What they have in common.
    pub title: String,
    /// The links.
    pub links: Vec<Link>,
}

/// What every page announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// What it says, as HTML.
    pub html: String,
    /// Names what it says: who has closed one is shown the next.
    pub name: String,
}

/// What the front page lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeLists {
    /// How many posts it shows in full.
    pub latest: usize,
    /// How many it lists below those.
    pub list: usize,
    /// A post that stands before all others.
    pub pinned: Option<Slug>,
}

impl Default for HomeLists {
    fn default() -> Self {
        Self { latest: 4, list: 10, pinned: None }
    }
}

/// What stands around a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostFrame {
    /// The table of contents.
    pub contents: bool,
    /// The posts that share most with it.
    pub related: bool,
    /// Whether posts that link to it are named.
    pub cited: bool,
    /// The other parts of its series.
    pub series: bool,
    /// Where its source can be changed: an address in which `{path}` stands for that of the file.
    pub edit_url: Option<String>,
    /// Where it can be shared.
    pub share: Vec<Share>,
}

impl Default for PostFrame {
    fn default() -> Self {
        Self {
            contents: true,
            related: true,
            cited: true,
            series: true,
            edit_url: None,
            share: Vec::new(),
        }
    }
}

/// A place at which a post can be shared: by a link, without a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What `site.toml` calls it.
    pub name: &'static str,
    /// Its name, where that is the same in all languages.
    pub label: Option<&'static str>,
    /// Its address, in which `{url}` and `{title}` stand for those of the post.
    pub address: &'static str,
}

/// All places that are known.
pub const SHARES: [Share; 10] = [
    share("email", None, "mailto:?subject={title}&body={url}"),
    share("mastodon", Some("Mastodon"), "https://share.joinmastodon.org/#text={title}%20{url}"),
    share("bluesky", Some("Bluesky"), "https://bsky.app/intent/compose?text={title}%20{url}"),
    share(
        "linkedin",
        Some("LinkedIn"),
        "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    ),
    share("reddit", Some("Reddit"), "https://www.reddit.com/submit?url={url}&title={title}"),
    share(
        "hackernews",
        Some("Hacker News"),
        "https://news.ycombinator.com/submitlink?u={url}&t={title}",
    ),
    share("x", Some("X"), "https://x.com/intent/post?url={url}&text={title}"),
    share("facebook", Some("Facebook"), "https://www.facebook.com/sharer/sharer.php?u={url}"),
    share("telegram", Some("Telegram"), "https://t.me/share/url?url={url}&text={title}"),
    share("whatsapp", Some("WhatsApp"), "https://wa.me/?text={title}%20{url}"),
];

const fn share(name: &'static str, label: Option<&'static str>, address: &'static str) -> Share {
    Share { name, label, address }
}

/// What stands where nothing does, in words of the owner's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMissing {
    /// Plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
    /// HTML.
    pub html: String,
}
