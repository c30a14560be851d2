//! The app: what surrounds every page, and the page itself.

use std::sync::Arc;

use leptos::{either::EitherOf7, prelude::*};

use crate::{
    components::{Footer, Header},
    model::{Page, Site, Summary, Tag},
    pages::{
        ArchivePage, HomePage, MissingPage, PostPage, StandalonePage, TagIndexPage, TaggedPage,
    },
    routes::Route,
};

/// What is on the screen, as signals: the one state of the app.
///
/// Natively each holds its first value and nothing else; in the browser, `browser` sets them.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The address of the page; `None` where it is none of ours.
    pub route: RwSignal<Option<Route>>,
    /// The page.
    pub page: RwSignal<Page>,
    /// The tags that the reader filters lists by; empty in every file.
    pub filter: RwSignal<Vec<Tag>>,
    /// All posts, newest first; empty until a page or a filter needs them.
    pub posts: RwSignal<Arc<[Summary]>>,
    /// Whether the app runs. Until then every link leads to a file.
    pub live: RwSignal<bool>,
    /// Whether a reader is being kept waiting.
    pub loading: RwSignal<bool>,
    /// What a screen reader should say.
    pub announcement: RwSignal<String>,
}

impl Screen {
    /// The screen as a file shows it.
    pub fn new(route: Option<Route>, page: Page) -> Self {
        let posts = match &page {
            Page::Archive(archive) => archive.posts.as_slice().into(),
            _ => Arc::default(),
        };
        Self {
            route: RwSignal::new(route),
            page: RwSignal::new(page),
            filter: RwSignal::new(Vec::new()),
            posts: RwSignal::new(posts),
            live: RwSignal::new(false),
            loading: RwSignal::new(false),
            announcement: RwSignal::new(String::new()),
        }
    }
}

/// The blog that the page being shown belongs to.
pub(crate) fn site() -> Arc<Site> {
    expect_context()
}

/// The body of every page. The same function renders it natively, adopts that markup in the
/// browser, and changes it from then on.
#[component]
pub fn App(
    /// The blog.
    site: Arc<Site>,
    /// What to show.
    screen: Screen,
) -> impl IntoView {
    provide_context(site);
    provide_context(screen);
    view! {
        <a class="skip-link" href="#content">"Skip to content"</a>
        <div class="progress" class:is-loading=move || screen.loading.get() aria-hidden="true"></div>
        <Header/>
        <main id="content" tabindex="-1">
            {move || match screen.page.get() {
                Page::Home(home) => EitherOf7::A(view! { <HomePage home/> }),
                Page::Archive(archive) => EitherOf7::B(view! { <ArchivePage archive/> }),
                Page::TagIndex(index) => EitherOf7::C(view! { <TagIndexPage index/> }),
                Page::Tag(tagged) => EitherOf7::D(view! { <TaggedPage tagged/> }),
                Page::Post(post) => EitherOf7::E(view! { <PostPage post/> }),
                Page::Standalone(page) => EitherOf7::F(view! { <StandalonePage page/> }),
                Page::Missing(missing) => EitherOf7::G(view! { <MissingPage missing/> }),
            }}
        </main>
        <Footer/>
        <p class="visually-hidden" role="status" aria-live="polite">
            {move || screen.announcement.get()}
        </p>
    }
}
