//! One document of a feed, and what it says in whatever format.

use std::{borrow::Cow, collections::HashMap};

use model::{Byline, Date, Post, Site, routes::Route};
use store::Key;
use url::Url;
use words::{Message, MessagePart};

use super::{body::standalone, xml::Xml};
use crate::pages::name;

/// What browsers show feeds with.
pub(super) const STYLE: &str = "/feed.css";

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// <https://www.rfc-editor.org/rfc/rfc4287>
    Atom,
    /// <https://www.rssboard.org/rss-specification>
    Rss,
    /// <https://www.jsonfeed.org/version/1.1/>
    Json,
}

/// One document of a feed.
#[derive(Debug)]
pub(crate) struct Feed<'a> {
    pub(crate) format: Format,
    /// Where it is written: a path on the site, not encoded.
    pub(crate) file: String,
    /// Its own address.
    pub(super) address: String,
    /// The address of the page that lists the same.
    pub(super) page: String,
    pub(super) title: String,
    pub(super) site: &'a Site,
    /// Newest first.
    pub(crate) posts: Vec<&'a Post>,
    /// Whether it has the texts of the posts, and not only what they are about.
    pub(crate) whole: bool,
    pub(super) part: FeedPage,
}

/// Which part of the whole list a document has, and the addresses of those beside it.
#[derive(Debug)]
pub(super) enum FeedPage {
    Newest { older: Option<String> },
    Archive { newest: String, newer: Option<String>, older: Option<String> },
}

impl Feed<'_> {
    /// The day of the last change to anything in it.
    pub(super) fn updated(&self) -> Date {
        self.posts.iter().map(|post| post.changed()).max().unwrap_or(Date::EPOCH)
    }

    /// The other documents of the same feed by what they are to this one: for readers who know
    /// archives, and for those who turn pages.
    pub(super) fn others(&self) -> Vec<(&'static str, String)> {
        let some = |rel, address: &Option<String>| address.clone().map(|address| (rel, address));
        match &self.part {
            FeedPage::Newest { older } => {
                [some("prev-archive", older), some("next", older)].into_iter().flatten().collect()
            }
            FeedPage::Archive { newest, newer, older } => {
                let previous = newer.as_ref().unwrap_or(newest).clone();
                let links = [
                    Some(("current", newest.clone())),
                    some("prev-archive", older),
                    some("next-archive", newer),
                    some("next", older),
                    Some(("previous", previous)),
                ];
                links.into_iter().flatten().collect()
            }
        }
    }

    pub(super) fn address_of(&self, post: &Post) -> String {
        address(self.site, post)
    }

    /// Where more is to be found of someone who wrote a post.
    pub(super) fn page_of(&self, author: &Byline) -> Option<String> {
        match author.id.clone() {
            Some(id) => Some(self.site.url(&Route::Author(id))),
            None => author.url.clone(),
        }
    }

    /// The text of a post as a feed holds it.
    pub(super) fn body_of(&self, post: &Post) -> String {
        let html = post.prose.html.text();
        match Url::parse(&self.address_of(post)) {
            Ok(page) => standalone(&html, &page),
            Err(_) => html.into_owned(),
        }
    }

    /// The path of its style sheet on the host.
    pub(super) fn style(&self) -> String {
        self.site.root_path().join(STYLE)
    }

    /// A word to those who open it in a browser; feed readers skip what is of another namespace.
    pub(super) fn for_browsers(&self, xml: &mut Xml) {
        xml.element("h:p", &[], |xml| {
            for part in self.site.words.parts(Message::FeedNote) {
                match part {
                    MessagePart::Words(words) => xml.words(words),
                    MessagePart::Place(_) => {
                        xml.text_with("h:a", &[("href", &self.page)], &self.title)
                    }
                }
            }
        });
    }

    /// Whether it is of the blog as a whole, and not of a list of some posts.
    pub(crate) fn is_of_blog(&self) -> bool {
        self.page == self.site.url(&Route::Home)
    }

    /// Whether it is what readers of the blog subscribe to.
    pub(crate) fn is_newest_of_blog(&self) -> bool {
        self.is_of_blog() && matches!(self.part, FeedPage::Newest { .. })
    }

    /// Names all that it is made from; what it says of each post has a name already.
    pub(super) fn key(&self, heads: &HashMap<Route, Key>) -> Key {
        let Self { format, file, address, page, title, site, posts, whole, part } = self;
        let own = format!("{:?}", (format, file, address, page, title, site, whole, part));
        let mut parts = vec![Cow::from(own.into_bytes())];
        for post in posts {
            let head = heads.get(&post.route()).map(|head| head.bytes().to_vec());
            parts.push(Cow::from(head.unwrap_or_default()));
            if *whole {
                parts.push(Cow::from(name(&post.prose.html).bytes().to_vec()));
            }
        }
        Key::of([b"feed".as_slice()].into_iter().chain(parts.iter().map(|part| &**part)))
    }
}

/// The one address of a post, which is its name in feeds too: no edit changes it.
pub(crate) fn address(site: &Site, post: &Post) -> String {
    site.url(&post.route())
}
