//! What the head of a page tells those who never see its body: search engines, share previews,
//! feed readers.
//!
//! It is written natively alone. A document carries it as markup, so that the browser changes the
//! head on a navigation without any code to build one.

mod alternates;
mod structured;
#[cfg(test)]
mod tests;
mod title;
mod write;

use model::{Author, Library, OwnMissing, Page, Picture, PostPage, Site, Version, routes::Route};
use serde_json::Value;

use crate::pages;
pub use alternates::alternates_of;
use alternates::{Alternate, alternates, corrections};
use structured::structured;
use title::title_and_description;

/// Title and meta data of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The title of the window: that of the page, then that of the blog.
    pub title: String,
    /// The title of the page alone.
    name: String,
    description: String,
    /// The one absolute address of the page; `None` for a page that is not to be found.
    canonical: Option<String>,
    /// Whether no page is to be found: the site is a preview.
    hidden: bool,
    alternates: Vec<Alternate>,
    /// The same page in other languages, itself among them: tag and address.
    versions: Vec<(String, String)>,
    article: Option<Article>,
    /// The picture that stands for the page in share previews.
    picture: Option<Picture>,
    structured: Value,
}

/// What is known of a post beyond what is known of any page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Article {
    published: String,
    modified: String,
    authors: Vec<String>,
    tags: Vec<String>,
}

impl Article {
    fn of(page: &Page) -> Option<Self> {
        let Page::Post(PostPage { post, .. }) = page else { return None };
        Some(Self {
            published: post.summary.date.to_string(),
            modified: post.changed().to_string(),
            authors: post.authors.iter().map(|author| author.name.clone()).collect(),
            tags: post.summary.tags.iter().map(ToString::to_string).collect(),
        })
    }
}

/// What is said of every page.
struct About<'a> {
    /// Its own address on this site.
    url: &'a str,
    name: &'a str,
    /// The name of the list that it is a page of.
    list: Option<&'a str>,
    description: &'a str,
    /// The picture for previews of it.
    picture: Option<&'a Picture>,
}

/// All that a head says and that neither stands in its page nor is the same for all pages.
#[derive(Clone, Debug)]
pub struct HeadContext<'a> {
    /// The picture that previews of the page show.
    share: Option<&'a Picture>,
    /// Whose page it is.
    author: Option<&'a Author>,
    /// What the page for lost readers is called, where the owner says it.
    missing: Option<&'a OwnMissing>,
    /// Whether the site is not to be found.
    hidden: bool,
    /// The page in each language of the site, where it has several.
    versions: Vec<Version>,
}

impl<'a> HeadContext<'a> {
    /// What there is for an address.
    pub fn of(library: &'a Library, route: Option<&Route>) -> Self {
        let author = match route {
            // Not of the numbered pages of their posts.
            Some(Route::Author(id)) => library.author(id),
            _ => None,
        };
        let missing = library.settings().frame.missing.as_ref().filter(|_| route.is_none());
        let share = route.and_then(|route| library.share(route));
        let (hidden, versions) = (library.robots().hidden, library.versions(route));
        Self { share, author, missing, hidden, versions }
    }
}

impl Head {
    /// The head of a page of the library; `route` is `None` for the page that stands where nothing
    /// does.
    pub fn of(library: &Library, route: Option<&Route>, page: &Page) -> Self {
        Self::with(library.site(), &HeadContext::of(library, route), route, page)
    }

    fn with(site: &Site, beside: &HeadContext<'_>, route: Option<&Route>, page: &Page) -> Self {
        let words = &site.words;
        let (name, description) = title_and_description(site, beside.missing, page);
        // What is found there is found at its own address, and what a text said once is not to be found.
        let own = route.filter(|route| !matches!(route, Route::Search | Route::Revisions(_)));
        let own = own.map(|route| site.url(route));
        let (elsewhere, cover) = match page {
            Page::Post(PostPage { post, .. }) => (post.canonical.clone(), post.cover.as_ref()),
            Page::Author(author) => (None, author.picture.as_ref()),
            _ => (None, None),
        };
        let picture = beside.share.or(cover).cloned();
        let article = Article::of(page);
        let titled = |name: &str| match page {
            Page::Home(_) => name.to_owned(),
            _ => format!("{name} – {}", site.title),
        };
        let mut alternates = alternates(site, route, &titled(&name));
        alternates.extend(corrections(site, page));
        let list = page.listing().map(|_| name.clone());
        let name =
            page.listing().map_or(name.clone(), |listing| pages::numbered(words, &name, listing));
        let title = titled(&name);
        let structured = own.as_deref().map_or(Value::Null, |url| {
            let (list, picture) = (list.as_deref(), picture.as_ref());
            let about = About { url, name: &name, list, description: &description, picture };
            structured(site, beside.author, route, page, &about)
        });
        // What is found elsewhere has its versions there.
        let versions = match own.is_some() && elsewhere.is_none() {
            true => alternates_of(&beside.versions),
            false => Vec::new(),
        };
        let canonical = elsewhere.or(own);
        Self {
            title,
            name,
            description,
            canonical,
            hidden: beside.hidden,
            alternates,
            versions,
            article,
            picture,
            structured,
        }
    }

    /// The title of the page alone, without that of the blog.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the page is about, in a sentence or two.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The picture that stands for the page in share previews.
    pub fn picture(&self) -> Option<&Picture> {
        self.picture.as_ref()
    }
}

/// JSON that can stand inside a script element: nothing in it can end the element.
pub(crate) fn script_safe(value: &impl serde::Serialize) -> String {
    // Only what has a map with keys that are no strings can't be written, and nothing here has.
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
}
