//! The feeds: the newest posts of the blog, and of each tag, for those who read by subscription.
//!
//! Each is a pure function of the library. What it says of time comes from the posts alone.

mod atom;
mod body;
mod json;
mod rss;
mod time;
mod xml;

use std::collections::{BTreeMap, HashMap};

use app::{
    model::{Date, Library, Post, Site, Slug},
    routes::{FEED, Route},
};
use rayon::prelude::*;
use url::Url;

use super::Folder;
use crate::error::Result;

/// How many posts a feed has, the newest ones.
const NEWEST: usize = 50;

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// <https://www.rfc-editor.org/rfc/rfc4287>
    Atom,
    /// <https://www.rssboard.org/rss-specification>
    Rss,
    /// <https://www.jsonfeed.org/version/1.1/>
    Json,
}

/// What one feed speaks of.
#[derive(Debug)]
pub(super) struct Feed<'a> {
    pub(super) format: Format,
    /// Where it is written: a path on the site, not encoded.
    pub(super) file: String,
    /// Its own address.
    address: String,
    /// The address of the page that lists the same.
    page: String,
    title: String,
    site: &'a Site,
    /// Newest first.
    pub(super) posts: Vec<&'a Post>,
}

impl Feed<'_> {
    /// The day of the last change to anything in it.
    fn updated(&self) -> Date {
        self.posts.iter().map(|post| post.changed()).max().unwrap_or(Date::EPOCH)
    }

    fn render(&self, bodies: &Bodies<'_>) -> String {
        match self.format {
            Format::Atom => atom::write(self, bodies),
            Format::Rss => rss::write(self, bodies),
            Format::Json => json::write(self, bodies),
        }
    }
}

/// The texts of posts as feeds hold them.
type Bodies<'a> = HashMap<&'a Slug, String>;

/// Every feed that the site has.
pub(super) fn feeds(library: &Library) -> Vec<Feed<'_>> {
    let site = library.site();
    let of_blog = |format, path: &str| Feed {
        format,
        file: path.to_owned(),
        address: site.absolute(path),
        page: site.absolute(&Route::Home.path()),
        title: site.title.clone(),
        site,
        posts: library.posts().iter().take(NEWEST).collect(),
    };
    let mut feeds = vec![
        of_blog(Format::Atom, FEED),
        of_blog(Format::Rss, "/rss.xml"),
        of_blog(Format::Json, "/feed.json"),
    ];
    feeds.extend(library.tags().filter_map(|(tag, posts)| {
        let route = Route::Tag(tag.clone());
        Some(Feed {
            format: Format::Atom,
            file: route.folder() + FEED.trim_start_matches('/'),
            address: site.absolute(&route.feed_path()?),
            page: site.absolute(&route.path()),
            title: format!("Articles on {tag} – {}", site.title),
            site,
            posts: posts.take(NEWEST).collect(),
        })
    }));
    feeds
}

/// Writes them all.
pub(super) fn write(library: &Library, site: &Folder) -> Result<()> {
    let feeds = feeds(library);
    let bodies = bodies(library, &feeds);
    feeds.par_iter().try_for_each(|feed| site.write(&feed.file, feed.render(&bodies)))
}

/// The text of each post that any feed has: a post with many tags is worked on once.
fn bodies<'a>(library: &'a Library, feeds: &[Feed<'a>]) -> Bodies<'a> {
    let posts = feeds.iter().flat_map(|feed| &feed.posts);
    let posts: BTreeMap<&Slug, &Post> = posts.map(|post| (&post.summary.slug, *post)).collect();
    posts
        .into_par_iter()
        .map(|(slug, post)| {
            let html = &post.prose.html;
            let page = Url::parse(&address(library.site(), post));
            (slug, page.map_or_else(|_| html.clone(), |page| body::alone(html, &page)))
        })
        .collect()
}

/// The one address of a post, which is its name in feeds too: no edit changes it.
pub(super) fn address(site: &Site, post: &Post) -> String {
    site.absolute(&Route::Post(post.summary.slug.clone()).path())
}
