//! The feeds: the newest posts of the blog, and of each of its lists, for those who read by
//! subscription.
//!
//! Each is a pure function of the library. What it says of time comes from the posts alone. What is
//! older than the newest posts stands in archives, numbered from the oldest, so that one that is
//! full never changes unless a post in it does (RFC 5005). Those of the whole blog have the texts
//! of the posts; those of a list have their summaries: else every text would be published once more
//! for each list that it is on.

mod atom;
mod body;
mod corrections;
mod feed;
mod json;
#[cfg(test)]
mod properties;
mod rss;
mod time;
mod xml;

use diagnostics::Result;
use model::{
    Library, OldFeeds, Post, Site, file_at, is_query,
    routes::{CORRECTIONS, FEED, JSON_FEED as JSON, RSS, Route},
};
use rayon::prelude::*;
use store::Key;
use urls::plan::{IN_FEED, archives};
use words::Message;

use super::Folder;

pub(super) use body::standalone;
use feed::FeedPage;
pub(super) use feed::{Feed, Format, address};

/// A list of posts that has a feed.
struct FeedList<'a> {
    site: &'a Site,
    /// The page that lists them.
    page: Route,
    title: String,
    /// Newest first.
    posts: Vec<&'a Post>,
}

impl<'a> FeedList<'a> {
    /// The address of a document.
    fn address(&self, name: &str) -> String {
        let newest = self.site.routes.feed_path(&self.page).unwrap_or_default();
        let folder = newest.strip_suffix(&FEED[1..]).unwrap_or(&newest);
        self.site.absolute(&[folder, name].concat())
    }

    fn newest(&self, format: Format, name: &str, older: Option<String>) -> Feed<'a> {
        self.document(format, name, self.posts.iter().take(IN_FEED), FeedPage::Newest { older })
    }

    /// The newest posts in Atom, and all others in archives.
    fn atom(&self) -> impl Iterator<Item = Feed<'a>> {
        let posts = self.posts.len();
        let archives = archives(posts);
        let name = |number: usize| format!("feed/{number}.xml");
        let address = move |number: usize| {
            let exists = (1..=archives).contains(&number);
            exists.then(|| self.address(&name(number)))
        };
        let newest = self.newest(Format::Atom, &FEED[1..], address(archives));
        let current = newest.address.clone();
        let archive = move |number: usize| {
            let part = FeedPage::Archive {
                newest: current.clone(),
                newer: address(number + 1),
                older: address(number - 1),
            };
            let start = posts - number * IN_FEED;
            let posts = self.posts[start..start + IN_FEED].iter();
            self.document(Format::Atom, &name(number), posts, part)
        };
        [newest].into_iter().chain((1..=archives).map(archive))
    }

    /// The newest posts once more, at the addresses that readers knew before. Each says where it is now.
    fn at_old_addresses(&self, old: &OldFeeds) -> impl Iterator<Item = Feed<'a>> {
        let addresses = old.of(&self.page).filter(|address| !is_query(address));
        let feed = |address: String| {
            let name = OldFeeds::meant(&self.page, &address);
            let feed = match name {
                RSS => self.newest(Format::Rss, &RSS[1..], None),
                JSON => self.newest(Format::Json, &JSON[1..], None),
                _ => self.atom().next()?,
            };
            Some(Feed { file: file_at(&address), ..feed })
        };
        addresses.filter_map(feed).collect::<Vec<_>>().into_iter()
    }

    fn document<'p>(
        &self,
        format: Format,
        name: &str,
        posts: impl Iterator<Item = &'p &'a Post>,
        part: FeedPage,
    ) -> Feed<'a>
    where
        'a: 'p,
    {
        Feed {
            format,
            file: self.site.routes.folder(&self.page) + name,
            address: self.address(name),
            page: self.site.url(&self.page),
            title: self.title.clone(),
            site: self.site,
            posts: posts.copied().collect(),
            whole: self.page == Route::Home || matches!(part, FeedPage::Newest { .. }),
            part,
        }
    }
}

/// Every document of every feed that the site has.
pub(super) fn feeds(library: &Library) -> Vec<Feed<'_>> {
    let site = library.site();
    let blog = FeedList {
        site,
        page: Route::Home,
        title: site.title.clone(),
        posts: library.posts().iter().collect(),
    };
    let old = &library.settings().old_feeds;
    let mut feeds: Vec<Feed<'_>> = blog.atom().collect();
    feeds.push(blog.newest(Format::Rss, &RSS[1..], None));
    feeds.push(blog.newest(Format::Json, &JSON[1..], None));
    feeds.extend(blog.at_old_addresses(old));
    let mut add = |page: Route, title: String, posts: Vec<_>| {
        let title = format!("{title} – {}", site.title);
        let list = FeedList { site, page, title, posts };
        feeds.extend(list.atom().chain(list.at_old_addresses(old)));
    };
    for (tag, posts) in library.tags() {
        let title = site.words.fill(Message::TagTitle, &[("tag", tag.as_str())]);
        add(Route::Tag(tag.clone()), title, posts.collect());
    }
    for (author, posts) in library.authors() {
        let title = site.words.fill(Message::AuthorTitle, &[("author", &author.name)]);
        add(Route::Author(author.id.clone()), title, posts.collect());
    }
    for (series, posts) in library.series() {
        // They are told in the order of a series, and a feed is read from its end.
        let mut posts: Vec<_> = posts.collect();
        posts.reverse();
        add(Route::Series(series.id.clone()), series.title.clone(), posts);
    }
    if !library.incidents().is_empty() {
        let title = site.words.say(Message::Incidents).to_owned();
        add(Route::Incidents, title, library.incidents().iter().collect());
    }
    feeds
}

/// Writes what they look like in a browser.
pub(super) fn write_style(library: &Library, site: &Folder) -> Result<()> {
    site.write(feed::STYLE, library.settings().theme.recolour(include_str!("feeds/feed.css")))
}

/// Writes them all.
pub(super) fn write(library: &Library, site: &Folder) -> Result<()> {
    if let Some(corrections) = corrections::corrections(library) {
        site.write(CORRECTIONS, corrections)?;
    }
    // A post stands in the feed of each list that it is on.
    let heads = library.dated().into_par_iter().map(|post| (post.route(), head(post))).collect();
    feeds(library)
        .par_iter()
        .try_for_each(|feed| site.write_keyed(&feed.file, feed.key(&heads), || Ok(render(feed))))
}

fn render(feed: &Feed<'_>) -> String {
    match feed.format {
        Format::Atom => atom::write(feed),
        Format::Rss => rss::write(feed),
        Format::Json => json::write(feed),
    }
}

/// Names all that feeds say of a post but its text.
fn head(post: &Post) -> Key {
    let Post { summary, authors, canonical, cover, .. } = post;
    Key::of([format!("{:?}", (summary, authors, canonical, cover)).as_bytes()])
}
