//! Which islands are on a page.
#![cfg(target_arch = "wasm32")]

use std::{any::Any, cell::RefCell};

use leptos::{
    mount::mount_to_renderer,
    prelude::{IntoView, Owner, document},
};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A view that is on the page for as long as this lives.
pub type Mounted = Box<dyn Any>;

/// What finds its places in a page, and what is mounted there.
pub type Island = (&'static str, fn(&Element) -> Option<Mounted>);

/// Mounts a view. What it returns takes the view away when it is dropped, with all that belongs to it.
pub fn mount<V: IntoView + 'static>(
    place: &Element,
    view: impl FnOnce() -> V + 'static,
) -> Mounted {
    Box::new(mount_to_renderer(place, move || view().into_view()))
}

#[derive(Default)]
struct Islands {
    /// The owner of what all islands share; each island has an owner of its own below it.
    root: Owner,
    /// Each with its place.
    mounted: Vec<(Element, Mounted)>,
}

thread_local! {
    static ISLANDS: RefCell<Islands> = RefCell::default();
}

/// Mounts an island into every place that has none, and drops those whose places are gone. What they find in
/// their context is made by `begin`, each time that a page has none yet.
pub fn mount_all(known: &[Island], begin: fn()) {
    ISLANDS.with_borrow_mut(|Islands { root, mounted }| {
        mounted.retain(|(place, _)| place.is_connected());
        if mounted.is_empty() {
            root.with(begin);
        }
        let Some(body) = document().body() else { return };
        for (selector, mount) in known {
            for place in all(&body, selector) {
                if mounted.iter().any(|(taken, _)| *taken == place) {
                    continue;
                }
                // A place whose data can't be read stays as it is.
                let island = root.with(|| mount(&place));
                mounted.extend(island.map(|island| (place, island)));
            }
        }
    });
}

/// How many islands are on the page.
pub fn count() -> usize {
    ISLANDS.with_borrow(|islands| islands.mounted.len())
}

/// The elements in another that a selector finds.
pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).ok();
    let found =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
    found.map(JsCast::unchecked_into).collect()
}
