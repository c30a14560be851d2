//! The app: what surrounds every page, and the page itself.

use std::sync::Arc;

use leptos::{either::EitherOf8, prelude::*};

use crate::{
    components::{footer, header},
    model::{Page, Site, Summary, Tag},
    pages,
    routes::Route,
};

/// What a reader finds who filters posts by tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The tags, in the order of choice, at least one.
    pub tags: Vec<Tag>,
    /// How many posts have all of them.
    pub total: usize,
    /// The newest of these posts, in brief.
    pub posts: Vec<Summary>,
    /// How many screenfuls of posts were asked for.
    pub screens: u32,
    /// For each tag that the filter offers, how many posts would be left with it too, as far as
    /// that is known.
    pub beside: Vec<Option<usize>>,
}

/// What is on the screen: the one state of the app.
///
/// Every view is a function of it. Natively there is one for each file; in the browser it stands in
/// one signal, and whenever that changes, the views say what should be there and Leptos changes
/// what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The blog.
    pub site: Arc<Site>,
    /// The address of the page; `None` where it is none of ours.
    pub route: Option<Route>,
    /// The page.
    pub page: Arc<Page>,
    /// What the tag filter finds; `None` while none is set, and in every file.
    pub found: Option<Arc<Found>>,
    /// Whether the app runs. Until then every link leads to a file.
    pub live: bool,
    /// Whether a reader is being kept waiting.
    pub loading: bool,
    /// What a screen reader should say.
    pub announcement: String,
}

impl Screen {
    /// The screen as a file shows it.
    pub fn new(site: Arc<Site>, route: Option<Route>, page: Arc<Page>) -> Self {
        Self {
            site,
            route,
            page,
            found: None,
            live: false,
            loading: false,
            announcement: String::new(),
        }
    }

    /// A route of this site, as a link has to write it.
    pub(crate) fn href(&self, route: &Route) -> String {
        self.site.base_path().join(&route.path())
    }

    /// The address of the page, as a link has to write it.
    pub(crate) fn here(&self) -> String {
        self.href(self.route.as_ref().unwrap_or(&Route::Home))
    }

    /// A path on this site or an address elsewhere, as a link has to write it.
    pub(crate) fn address(&self, url: &str) -> String {
        if url.starts_with('/') { self.site.base_path().join(url) } else { url.to_owned() }
    }

    /// The tags that the reader filters by.
    pub(crate) fn selected(&self) -> &[Tag] {
        self.found.as_ref().map_or(&[], |found| &found.tags)
    }
}

/// The body of every page. The same function draws it natively, adopts that markup in the browser,
/// and changes it from then on.
pub fn app(screen: &Screen) -> impl IntoView + use<> {
    let page = match &*screen.page {
        Page::Home(home) => EitherOf8::A(pages::home(screen, home)),
        Page::Archive(archive) => EitherOf8::B(pages::archive(screen, archive)),
        Page::TagIndex(index) => EitherOf8::C(pages::tag_index(screen, index)),
        Page::Tag(tagged) => EitherOf8::D(pages::tagged(screen, tagged)),
        Page::Post(post) => EitherOf8::E(pages::post(screen, post)),
        Page::Standalone(page) => EitherOf8::F(pages::standalone(page)),
        Page::Group(group) => EitherOf8::G(pages::group(screen, group)),
        Page::Missing(missing) => EitherOf8::H(pages::missing(screen, missing)),
    };
    let progress = if screen.loading { "progress is-loading" } else { "progress" };
    view! {
        <a class="skip-link" href="#content">"Skip to content"</a>
        <div class=progress aria-hidden="true"></div>
        {header(screen)}
        <main id="content" tabindex="-1">{page}</main>
        {footer(screen)}
        <p class="visually-hidden" role="status" aria-live="polite">{screen.announcement.clone()}</p>
    }
}
