//! The same, or more of the same, in other forms and other languages.

use model::{
    Page, PostPage, Site, Version,
    routes::{CORRECTIONS, FEED, Route},
};
use words::Message;

const ATOM: &str = "application/atom+xml";

/// The same, or more of the same, in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternate {
    pub(super) kind: &'static str,
    pub(super) title: String,
    /// A path on this site, so that a site which is looked at elsewhere leads to its own files.
    pub(super) path: String,
}

/// What a page leads machines to: the feed of the blog, and behind it what is the page's own: the
/// feed of what it lists, or the Markdown of its text.
pub(super) fn alternates(site: &Site, route: Option<&Route>, title: &str) -> Vec<Alternate> {
    let mut alternates =
        vec![Alternate { kind: ATOM, title: site.title.clone(), path: FEED.to_owned() }];
    let routes = &site.routes;
    let own = route.and_then(|route| routes.feed_path(route.list().0));
    let own = own.filter(|path| path != FEED);
    alternates.extend(own.map(|path| Alternate { kind: ATOM, title: title.to_owned(), path }));
    let markdown = route.and_then(|route| routes.markdown_path(route));
    alternates.extend(markdown.map(|path| Alternate {
        kind: "text/markdown",
        title: "Markdown".to_owned(),
        path,
    }));
    alternates
}

/// The feed of what was corrected, from a text that was.
pub(super) fn corrections(site: &Site, page: &Page) -> Option<Alternate> {
    let Page::Post(PostPage { post, .. }) = page else { return None };
    let title = format!("{} – {}", site.words.say(Message::Corrections), site.title);
    let path = CORRECTIONS.to_owned();
    (!post.corrections.is_empty()).then_some(Alternate { kind: ATOM, title, path })
}

/// What tells search engines of the same page in other languages, itself among them: tag and address
/// of each, and behind them which one is for readers of all others. None where there is no other.
pub fn alternates_of(versions: &[Version]) -> Vec<(String, String)> {
    let same: Vec<&Version> = versions.iter().filter(|version| version.is_same).collect();
    if same.len() < 2 {
        return Vec::new();
    }
    let alternate = |version: &&Version| (version.language.clone(), version.url.clone());
    let first = same.iter().find(|version| version.is_first);
    let default = first.map(|version| ("x-default".to_owned(), version.url.clone()));
    same.iter().map(alternate).chain(default).collect()
}
