//! From one page to the next.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use leptos::leptos_dom::helpers::set_timeout;
use model::{Document, PageBody, PostFilter, Site, routes::Route};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

use super::{
    documents::{Documents, MissingFile, Unavailable},
    dom,
    find::find,
    fragment, head,
    history::{self, History},
    link::{Destination, is_plain},
    rescue,
    root::Root,
    screen::Below,
};
use crate::{
    marks::{FILTERS, QUERY, ROWS, TURN},
    state::{AppState, FilteredPosts},
};

/// How long a navigation may take before the reader is shown that it goes on.
const PATIENCE: Duration = Duration::from_millis(200);

/// Moves the reader through the site; lives as long as the page.
pub(super) struct Navigator {
    site: Arc<Site>,
    root: Root,
    documents: Documents,
    /// What a reader is told who is kept waiting, and can't see it.
    loading: String,
    history: History,
    /// What is on the screen, if it is a page of ours.
    shown: RefCell<Option<Destination>>,
    /// Counts navigations: only the latest may change the state.
    turn: Cell<u32>,
}

/// How a navigation came about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The page was loaded with a filter in its address.
    Load,
    /// A link was followed.
    Link,
    /// A link of the filter was followed.
    Filter,
    /// Back or forward.
    Traversal,
}

/// All that a view of a page needs.
struct Loaded {
    document: Rc<Document>,
    /// What the filter finds, if one is set.
    found: Option<FilteredPosts>,
}

impl Navigator {
    /// Takes over links and history.
    pub(super) fn start(
        site: Arc<Site>,
        root: Root,
        documents: Documents,
        loading: String,
        here: Option<Destination>,
    ) {
        let filtered = here.clone().filter(|here| !here.tags.is_empty());
        let fragment = here.as_ref().map(|here| here.fragment.clone());
        let shown = here.filter(|_| root.with(|state| state.place.route.is_some()));
        // The file shows the page without its filter. What islands make of a query is there already.
        let shown = shown.map(|here| match filtered {
            Some(_) => Destination { tags: Vec::new(), screens: 1, search: String::new(), ..here },
            None => here,
        });
        let history = History::start();
        let this: &'static Self = Box::leak(Box::new(Self {
            site,
            root,
            documents,
            loading,
            history,
            shown: RefCell::new(shown),
            turn: Cell::new(0),
        }));

        let document = dom::document();
        dom::on(&document, "click", false, |click: MouseEvent| this.clicked(&click));
        dom::on(&dom::window(), "popstate", true, |_: Event| this.traversed());
        for intent in ["pointerover", "focusin", "touchstart"] {
            dom::on(&document, intent, true, |event: Event| this.pointed_at(&event));
        }
        dom::on(&dom::window(), "pagehide", true, |_: Event| this.history.give_back());
        dom::on(&dom::window(), "pageshow", true, |_: Event| this.history.take_over());

        // Where the reader is further down, the browser has done this, and the reader may have folded it up.
        let untouched = || dom::window().scroll_y().is_ok_and(|y| y == 0.0);
        if untouched() {
            this.history.restore();
        }
        let untouched = untouched();
        let target = fragment.filter(|_| untouched).as_deref().and_then(fragment::target);
        if let Some(target) = target.filter(fragment::reveal) {
            target.scroll_into_view();
        }
        this.root.update(|state| state.live = true);
        let ours = this.shown.borrow().is_some();
        if let Some(here) = filtered.filter(|_| ours) {
            this.go(here, Cause::Load);
        }
        let _ = document.document_element().map(|root| root.set_attribute("data-app", "live"));
    }

    fn clicked(&'static self, click: &MouseEvent) {
        if rescue::failed() || !is_plain(click) {
            return;
        }
        let Some(destination) = Destination::of_event(&self.site, click) else {
            return;
        };
        let within =
            self.shown.borrow().as_ref().is_some_and(|shown| shown.same_view(&destination));
        if within && !destination.fragment.is_empty() {
            // The browser does this best; it only does not remember the way back.
            self.history.leave();
            return;
        }
        let cause = if within_filter(click) { Cause::Filter } else { Cause::Link };
        self.go(destination, cause);
        // Last, so that whatever fails before leaves the link to the browser.
        click.prevent_default();
    }

    fn traversed(&'static self) {
        if rescue::failed() {
            rescue::load(&dom::window().location().href().unwrap_or_default(), false);
            return;
        }
        let Some(destination) = Destination::here(&self.site) else {
            rescue::load(&dom::window().location().href().unwrap_or_default(), false);
            return;
        };
        let within =
            self.shown.borrow().as_ref().is_some_and(|shown| shown.same_view(&destination));
        if within {
            // Nothing but the fragment changed. Any navigation still under way is called off.
            self.turn.set(self.turn.get() + 1);
            self.set_loading(false);
            if self.is_known_entry() {
                self.history.leave();
            }
            let target = fragment::target(&destination.fragment);
            let opened = target.filter(fragment::reveal);
            if self.history.arrive() {
                self.history.restore();
            } else if let Some(target) = opened {
                target.scroll_into_view();
            }
            self.shown.replace(Some(destination));
        } else {
            self.go(destination, Cause::Traversal);
        }
    }

    /// Whether the entry that the browser is at was there before: a new fragment is not.
    fn is_known_entry(&self) -> bool {
        dom::window()
            .history()
            .and_then(|history| history.state())
            .is_ok_and(|state| state.is_string())
    }

    /// A reader who points at a link will probably follow it.
    fn pointed_at(&'static self, event: &Event) {
        if rescue::failed() {
            return;
        }
        if let Some(destination) = Destination::of_event(&self.site, event)
            && self.in_memory(&destination).is_err()
        {
            spawn_local(async move {
                // Should it fail, it is asked for again when it is needed.
                let _ = self.load(&destination).await;
            });
        }
    }

    fn go(&'static self, destination: Destination, cause: Cause) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        // Within this very event, if all is in memory.
        if let Ok(loaded) = self.in_memory(&destination) {
            self.show(destination, loaded, cause);
            return;
        }
        set_timeout(
            move || {
                if self.turn.get() == turn {
                    self.set_loading(true);
                }
            },
            PATIENCE,
        );
        spawn_local(async move {
            let loaded = self.load(&destination).await;
            if self.turn.get() != turn {
                return;
            }
            // From here on no time-out of this navigation counts.
            self.turn.set(turn + 1);
            match loaded {
                Ok(loaded) => self.show(destination, loaded, cause),
                Err(Unavailable) => self.give_up(&destination, cause),
            }
        });
    }

    /// All that a view needs; or what has to be fetched to get on.
    fn in_memory(&self, destination: &Destination) -> Result<Loaded, Vec<MissingFile>> {
        let document =
            self.documents.document(&destination.route).map_err(|wanted| vec![wanted])?;
        let Destination { tags, screens, .. } = destination;
        let found = match &document.main.finder {
            Some(PostFilter { filter, .. }) if !tags.is_empty() => {
                Some(find(&self.documents, filter, tags, *screens)?)
            }
            _ => None,
        };
        Ok(Loaded { document, found })
    }

    async fn load(&self, destination: &Destination) -> Result<Loaded, Unavailable> {
        loop {
            match self.in_memory(destination) {
                Ok(loaded) => return Ok(loaded),
                Err(wanted) => self.documents.fetch(wanted).await?,
            }
        }
    }

    /// Lets the browser load what could not be shown.
    fn give_up(&self, destination: &Destination, cause: Cause) {
        self.set_loading(false);
        let loads = cause == Cause::Load;
        let filters = self
            .documents
            .document(&destination.route)
            .is_ok_and(|document| document.main.finder.is_some());
        match destination.tags.last().filter(|_| filters) {
            // What can't be filtered here is listed on the page of the tag.
            Some(tag) => {
                let tag = self.site.routes.path(&Route::Tag(tag.clone()));
                rescue::load(&self.site.base_path().join(&tag), loads);
            }
            // The page is here already.
            None if loads => {}
            None => rescue::load(&destination.href, false),
        }
    }

    fn show(&'static self, destination: Destination, loaded: Loaded, cause: Cause) {
        let other_page =
            self.shown.borrow().as_ref().is_none_or(|shown| shown.route != destination.route);
        let same_view =
            self.shown.borrow().as_ref().is_some_and(|shown| shown.same_view(&destination));
        if cause != Cause::Load {
            rescue::prepare(&destination.href);
        }
        match cause {
            // Navigating to the page that is shown adds no entry to the history.
            Cause::Link | Cause::Filter if !same_view => {
                self.history.leave();
                if self.history.push(&destination.href).is_err() {
                    rescue::load(&destination.href, false);
                    return;
                }
            }
            Cause::Traversal => {
                self.history.leave();
                self.history.arrive();
            }
            Cause::Link | Cause::Filter | Cause::Load => {}
        }

        // The first of the posts that the reader asked for beside those that are there.
        let first_new = self.root.with(|state| {
            let found = state.found.as_ref().filter(|found| found.screens < destination.screens)?;
            (cause == Cause::Filter).then_some(found.posts.len() as u32)
        });
        if other_page {
            dom::tell(TURN);
            // What goes with its element, if that has the focus, has the browser style all that is new first.
            dom::blur();
            let document = loaded.document.clone();
            dom::behind_frame(move || head::replace(&document.head));
        }
        dom::document().set_title(&destination.title(&loaded.document.title));
        self.root.update(|state| {
            if other_page {
                state.place.route = Some(destination.route.clone());
                state.main = loaded.document.main.clone();
            } else if let PageBody { finder: Some(finder), .. } = &*loaded.document.main {
                // What is listed is drawn anew when the filter is taken back. All else stays.
                Arc::make_mut(&mut state.main).finder = Some(finder.clone());
            }
            state.found = loaded.found.map(Arc::new);
            state.loading = false;
            state.announcement.clear();
        });
        if !other_page {
            dom::tell(QUERY);
        }
        // Who goes back, or to a section, may be anywhere in the text.
        let begins = other_page && cause == Cause::Link && destination.fragment.is_empty();
        let below = begins.then(Below::take).flatten();
        self.shown.replace(Some(destination.clone()));
        rescue::stand_down();
        let heading = dom::document().query_selector("main h1");
        match cause {
            Cause::Load => {}
            // Somebody else has taken the page apart, and there was nothing left to change.
            _ if !heading.is_ok_and(|heading| heading.is_some()) => {
                rescue::load(&destination.href, false);
            }
            _ => self.settle(&destination, cause, first_new),
        }
        if let Some(below) = below {
            below.follow();
        }
    }

    /// Puts eyes, focus and ears where the new view begins.
    fn settle(&self, destination: &Destination, cause: Cause, first_new: Option<u32>) {
        let document = dom::document();
        let target = fragment::target(&destination.fragment);
        if let Some(target) = &target {
            fragment::reveal(target);
        }
        let mut has_focus = false;
        match (cause, &target) {
            (Cause::Traversal, _) => has_focus = self.history.restore(),
            // A reader who works the filter stays at the filter.
            (Cause::Filter, _) => {}
            (_, Some(target)) => target.scroll_into_view(),
            _ => history::scroll_to(0, 0),
        }
        if cause == Cause::Filter {
            if let Some(first_new) = first_new
                && let Ok(rows) = document.query_selector_all(ROWS)
                && let Some(link) = rows.get(first_new)
            {
                dom::focus(link.unchecked_ref());
            }
            // How many posts the filter leaves.
            let text = self.root.with(AppState::sentence);
            self.announce(text.unwrap_or_default());
            return;
        }
        let heading = || document.query_selector("main h1").ok().flatten();
        if !has_focus
            && let Some(element) =
                target.or_else(heading).and_then(|element| element.dyn_into::<HtmlElement>().ok())
        {
            if element.tab_index() < 0 {
                let _ = element.set_attribute("tabindex", "-1");
            }
            dom::focus(&element);
        }
        self.announce(document.title());
    }

    fn set_loading(&self, loading: bool) {
        if self.root.with(|state| state.loading != loading) {
            self.root.update(|state| {
                state.loading = loading;
                state.announcement = if loading { self.loading.clone() } else { String::new() };
            });
        }
    }

    fn announce(&self, text: String) {
        self.root.update(|state| state.announcement = text);
    }
}

/// Whether a click was on a link of the filter, or on the one for more of what it finds.
fn within_filter(click: &MouseEvent) -> bool {
    let element = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    let filter = element.and_then(|element| element.closest(FILTERS).ok());
    filter.is_some_and(|filter| filter.is_some())
}
