//! Where the reader was on each page of the session's history.
//!
//! Each history entry carries a key; what was on the screen there, and which link had the focus, is kept under that key
//! for as long as the tab lives, reloads included.

use std::cell::RefCell;

use js_sys::{Date, Math};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{NodeList, ScrollBehavior, ScrollRestoration, ScrollToOptions};

use super::dom;

/// The history of this tab.
pub(super) struct History {
    /// The key of the entry that is on the screen.
    current: RefCell<String>,
}

impl History {
    /// Takes over from the browser, which restores positions before the page is there.
    pub(super) fn start() -> Self {
        let history = Self { current: RefCell::new(entry_key().unwrap_or_else(new_key)) };
        history.mark();
        history.take_over();
        history
    }

    /// Restores positions from now on, in place of the browser.
    pub(super) fn take_over(&self) {
        restoration(ScrollRestoration::Manual);
    }

    /// Gives that back: a page that is loaded again is there when the browser restores its position.
    /// Not every browser hears of it in time.
    pub(super) fn give_back(&self) {
        self.leave();
        restoration(ScrollRestoration::Auto);
    }

    /// Remembers how far the reader has got on the page that is about to be left.
    pub(super) fn leave(&self) {
        let window = dom::window();
        let (Ok(x), Ok(y)) = (window.scroll_x(), window.scroll_y()) else {
            return;
        };
        if let Ok(Some(storage)) = window.session_storage() {
            // A full or forbidden storage only costs the position.
            let _ = storage.set_item(
                &storage_key(&self.current.borrow()),
                &format!("{},{},{}", x as i32, y as i32, focused()),
            );
        }
    }

    /// Makes a new entry for another address. Browsers may refuse one: Safari does after about a
    /// hundred in a short time.
    pub(super) fn push(&self, href: &str) -> Result<(), JsValue> {
        let key = new_key();
        let history = dom::window().history()?;
        history.push_state_with_url(&JsValue::from_str(&key), "", Some(href))?;
        *self.current.borrow_mut() = key;
        Ok(())
    }

    /// Follows the browser to the entry that it has moved to; an entry that it made itself, for a
    /// fragment, gets a key. Answers whether the entry was known.
    pub(super) fn arrive(&self) -> bool {
        let known = entry_key();
        *self.current.borrow_mut() = known.clone().unwrap_or_else(new_key);
        if known.is_none() {
            self.mark();
        }
        known.is_some()
    }

    /// Scrolls to where the reader left the current entry, or to the top. Answers whether the link that
    /// was followed from there has the focus again.
    pub(super) fn restore(&self) -> bool {
        let stored = dom::window()
            .session_storage()
            .ok()
            .flatten()
            .and_then(|storage| storage.get_item(&storage_key(&self.current.borrow())).ok()?);
        let mut stored = stored.iter().flat_map(|text| text.split(',')).map(str::parse::<i32>);
        let mut next = |none| stored.next().and_then(Result::ok).unwrap_or(none);
        let (x, y, link) = (next(0), next(0), next(NO_LINK));
        scroll_to(x, y);
        let link = u32::try_from(link).ok().and_then(|at| links()?.get(at));
        link.as_ref().map(|link| dom::focus(link.unchecked_ref())).is_some()
    }

    /// Writes the key into the current entry.
    fn mark(&self) {
        if let Ok(history) = dom::window().history() {
            let key = JsValue::from_str(&self.current.borrow());
            let _ = history.replace_state_with_url(&key, "", None);
        }
    }
}

/// Scrolls at once, whatever the style sheet says of smoothness.
pub(super) fn scroll_to(x: i32, y: i32) {
    let options = ScrollToOptions::new();
    options.set_left(x.into());
    options.set_top(y.into());
    options.set_behavior(ScrollBehavior::Instant);
    dom::window().scroll_to_with_scroll_to_options(&options);
}

/// Stands for a link where none has the focus.
const NO_LINK: i32 = -1;

/// The link that has the focus, by its place among those of the page.
fn focused() -> i32 {
    let active = dom::document().active_element();
    let links = links().filter(|_| active.is_some());
    let mut places = (0..links.as_ref().map_or(0, NodeList::length)).rev();
    let is_active = |at: &u32| {
        let link = links.as_ref().and_then(|links| links.get(*at));
        link.is_some_and(|link| link.is_same_node(active.as_deref()))
    };
    places.find(is_active).map_or(NO_LINK, |at| at as i32)
}

fn links() -> Option<NodeList> {
    dom::document().query_selector_all("a[href]").ok()
}

fn entry_key() -> Option<String> {
    dom::window().history().ok()?.state().ok()?.as_string()
}

fn new_key() -> String {
    // Whole numbers: code that writes fractions would weigh more than the rest of this file.
    format!("{}-{}", Date::now() as u64, (Math::random() * f64::from(u32::MAX)) as u32)
}

fn storage_key(key: &str) -> String {
    format!("scroll:{key}")
}

fn restoration(by: ScrollRestoration) {
    if let Ok(history) = dom::window().history() {
        let _ = history.set_scroll_restoration(by);
    }
}
