//! From one page to the next.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, MouseEvent};

use super::{
    documents::{Documents, Unavailable},
    dom, head,
    history::{self, History},
    link::{Destination, is_plain},
    needs_all_posts, rescue,
};
use crate::{
    app::Screen,
    model::{BasePath, Document},
    routes::Route,
};

/// How long a navigation may take before the reader is shown that it goes on.
const PATIENCE: Duration = Duration::from_millis(200);

/// Moves the reader through the site; lives as long as the page.
pub(super) struct Navigator {
    base: BasePath,
    screen: ArcRwSignal<Screen>,
    documents: Documents,
    history: History,
    /// What is on the screen, if it is a page of ours.
    shown: RefCell<Option<Destination>>,
    /// Counts navigations: only the latest may change the screen.
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
    /// The document with all posts, where a filter needs it.
    archive: Option<Rc<Document>>,
}

impl Navigator {
    /// Takes over links and history.
    pub(super) fn start(
        base: BasePath,
        screen: ArcRwSignal<Screen>,
        documents: Documents,
        here: Option<Destination>,
    ) {
        let filtered = here.clone().filter(|here| !here.tags.is_empty());
        // The file shows the page without its filter.
        let shown = here.filter(|_| screen.with_untracked(|screen| screen.route.is_some()));
        let shown = shown.map(|here| Destination { tags: Vec::new(), ..here });
        let history = History::start();
        let this: &'static Self = Box::leak(Box::new(Self {
            base,
            screen,
            documents,
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

        this.screen.update(|screen| screen.live = true);
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
        let Some(destination) = Destination::of_event(&self.base, click) else {
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
            rescue::load(&dom::window().location().href().unwrap_or_default());
            return;
        }
        let Some(destination) = Destination::here(&self.base) else {
            rescue::load(&dom::window().location().href().unwrap_or_default());
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
            if self.history.arrive() {
                self.history.restore();
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
    fn pointed_at(&self, event: &Event) {
        if rescue::failed() {
            return;
        }
        if let Some(destination) = Destination::of_event(&self.base, event) {
            for route in self.needed(&destination) {
                self.documents.prefetch(&route);
            }
        }
    }

    /// The routes whose data a view of a page needs.
    fn needed(&self, destination: &Destination) -> impl Iterator<Item = Route> {
        let archive = needs_all_posts(&destination.route) && !destination.tags.is_empty();
        std::iter::once(destination.route.clone()).chain(archive.then_some(Route::Archive))
    }

    fn go(&'static self, destination: Destination, cause: Cause) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        // Within this very event, if all is in memory.
        if let Some(loaded) = self.in_memory(&destination) {
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

    fn in_memory(&self, destination: &Destination) -> Option<Loaded> {
        let mut documents = self.needed(destination).map(|route| self.documents.here(&route));
        let document = documents.next()??;
        let archive = match documents.next() {
            Some(archive) => Some(archive?),
            None => None,
        };
        Some(Loaded { document, archive })
    }

    async fn load(&self, destination: &Destination) -> Result<Loaded, Unavailable> {
        // All at once; then wait for each.
        for route in self.needed(destination) {
            self.documents.prefetch(&route);
        }
        for route in self.needed(destination) {
            self.documents.get(&route).await?;
        }
        self.in_memory(destination).ok_or(Unavailable)
    }

    /// Lets the browser load what could not be shown.
    fn give_up(&self, destination: &Destination, cause: Cause) {
        self.set_loading(false);
        let query = destination.href.find('?').map(|at| &destination.href[at..]);
        match query {
            // The front page needs more than it carries to filter; the archive carries it all.
            Some(query) if needs_all_posts(&destination.route) && !destination.tags.is_empty() => {
                rescue::load(&format!("{}{query}", self.base.join(&Route::Archive.path())));
            }
            // The page is here already, as it is without its filter.
            _ if cause == Cause::Load => {}
            _ => rescue::load(&destination.href),
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
            // The same page once more makes no new entry.
            Cause::Link | Cause::Filter if !same_view => {
                self.history.leave();
                if self.history.push(&destination.href).is_err() {
                    rescue::load(&destination.href);
                    return;
                }
            }
            Cause::Traversal => {
                self.history.leave();
                self.history.arrive();
            }
            Cause::Link | Cause::Filter | Cause::Load => {}
        }

        if other_page {
            head::replace(&loaded.document.title, &loaded.document.head);
        }
        self.screen.update(|screen| {
            let posts = loaded.archive.as_ref().unwrap_or(&loaded.document).page.posts();
            if !posts.is_empty() {
                screen.posts = posts.into();
            }
            if other_page {
                screen.route = Some(destination.route.clone());
                screen.page = Arc::new(loaded.document.page.clone());
            }
            screen.filter.clone_from(&destination.tags);
            screen.loading = false;
        });
        self.shown.replace(Some(destination.clone()));
        spawn_local(async move {
            // Leptos draws what has changed before this goes on.
            leptos::task::tick().await;
            rescue::stand_down();
            let heading = dom::document().query_selector("main h1");
            match cause {
                Cause::Load => {}
                // Somebody else has taken the page apart, and there was nothing left to change.
                _ if !heading.is_ok_and(|heading| heading.is_some()) => {
                    rescue::load(&destination.href);
                }
                _ => self.settle(&destination, cause),
            }
        });
    }

    /// Puts eyes, focus and ears where the new view begins.
    fn settle(&self, destination: &Destination, cause: Cause) {
        let document = dom::document();
        let target = match &*destination.fragment {
            "" => None,
            fragment => js_sys::decode_uri_component(fragment)
                .ok()
                .and_then(|id| document.get_element_by_id(&String::from(id))),
        };
        match (cause, &target) {
            (Cause::Traversal, _) => self.history.restore(),
            // A reader who works the filter stays at the filter.
            (Cause::Filter, _) => {}
            (_, Some(target)) => target.scroll_into_view(),
            _ => history::scroll_to(0, 0),
        }
        if cause == Cause::Filter {
            let text = document.query_selector(".filter").ok().flatten().and_then(|filter| {
                // The sentence before the filter says how many posts it leaves.
                let sentence = filter.previous_element_sibling()?;
                sentence.query_selector(".lede").ok().flatten().unwrap_or(sentence).text_content()
            });
            self.announce(text.unwrap_or_default());
            return;
        }
        let heading = || document.query_selector("main h1").ok().flatten();
        if let Some(element) =
            target.or_else(heading).and_then(|element| element.dyn_into::<HtmlElement>().ok())
        {
            if element.tab_index() < 0 {
                let _ = element.set_attribute("tabindex", "-1");
            }
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
        self.announce(document.title());
    }

    fn set_loading(&self, loading: bool) {
        if self.screen.with_untracked(|screen| screen.loading != loading) {
            self.screen.update(|screen| screen.loading = loading);
        }
    }

    fn announce(&self, text: String) {
        self.screen.update(|screen| screen.announcement = text);
    }
}

/// Whether a click was on a link of the filter.
fn within_filter(click: &MouseEvent) -> bool {
    let element = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(".filter").is_ok_and(|filter| filter.is_some()))
}
