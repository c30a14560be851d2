//! The state of the app, and where a view is drawn.

use std::sync::Arc;

use model::{PageBody, PostRow, Site, Tag, routes::Route};
use words::Message;

/// What a reader finds who filters posts by tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilteredPosts {
    /// The tags, in the order of choice, at least one.
    pub tags: Vec<Tag>,
    /// How many posts have all of them.
    pub total: usize,
    /// The newest of these posts.
    pub posts: Vec<PostRow>,
    /// How many screenfuls of posts were asked for.
    pub screens: u32,
    /// For each tag that the filter offers, how many posts would be left with it too, as far as
    /// that is known.
    pub co_counts: Vec<Option<usize>>,
}

/// Where a view is drawn: what links are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewContext {
    /// The blog.
    pub site: Arc<Site>,
    /// The address of the page; `None` where it is none of ours.
    pub route: Option<Route>,
}

impl ViewContext {
    /// A route of this site, as a link has to write it.
    pub(crate) fn href(&self, route: &Route) -> String {
        self.site.base_path().join(&self.site.routes.path(route))
    }

    /// A message of the interface in which nothing is left open. In the browser it is empty: what is so
    /// is neither set nor compared there, and the markup has it.
    pub(crate) fn say(&self, message: Message) -> String {
        self.site.words.say(message).to_owned()
    }

    /// Whether a link leads to where the reader is: `page` for the page itself, `true` for the section
    /// that the page belongs to.
    pub(crate) fn current(&self, route: Option<&Route>) -> Option<&'static str> {
        let here = self.route.as_ref();
        let section = match here.map(Route::list) {
            Some((Route::Post(_) | Route::Archive, _)) => Some(&Route::Archive),
            Some((Route::Tag(_), _)) => Some(&Route::Tags),
            _ => None,
        };
        match route {
            None => None,
            _ if route == here => Some("page"),
            _ if route == section => Some("true"),
            _ => None,
        }
    }
}

/// What is on the screen: the one state of the app.
///
/// Every view that moves is a function of it. Natively there is one for each file; in the browser there
/// is one, and whenever it changes, the views say what should be there and Leptos changes what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppState {
    /// Where that is.
    pub place: ViewContext,
    /// The markup of what stands above the page. In the browser it is empty: it stands there already,
    /// and only which link is the current one changes.
    pub header: Arc<str>,
    /// The page. In the browser the markup of the first one is empty: it stands there already.
    pub main: Arc<PageBody>,
    /// What the tag filter finds; `None` while none is set, and in every file.
    pub found: Option<Arc<FilteredPosts>>,
    /// Whether the app runs. Until then every link leads to a file.
    pub live: bool,
    /// Whether a reader is being kept waiting.
    pub loading: bool,
    /// What a screen reader should say.
    pub announcement: String,
}

impl AppState {
    /// The screen as a file shows it.
    pub fn new(place: ViewContext, header: Arc<str>, main: Arc<PageBody>) -> Self {
        let announcement = String::new();
        Self { place, header, main, found: None, live: false, loading: false, announcement }
    }

    /// The address of the page, as a link has to write it.
    pub(crate) fn here(&self) -> String {
        self.place.href(self.place.route.as_ref().unwrap_or(&Route::Home))
    }

    /// The tags that the reader filters by.
    pub(crate) fn selected(&self) -> &[Tag] {
        self.found.as_ref().map_or(&[], |found| &found.tags)
    }
}
