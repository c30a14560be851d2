//! Which islands are on the page.

use std::{any::Any, cell::RefCell};

use leptos::prelude::{Owner, document};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A view that is on the page for as long as this lives.
pub(crate) type Mounted = Box<dyn Any>;

/// What is mounted into a place, and the name by which pages ask for it.
pub(crate) type Island = (&'static str, fn(&Element) -> Option<Mounted>);

/// What finds places for islands.
const PLACE: &str = "[data-island]";

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

/// Mounts an island into every place that has none, and drops those whose places are gone.
pub(crate) fn mount_all(known: &[Island]) {
    ISLANDS.with_borrow_mut(|Islands { root, mounted }| {
        mounted.retain(|(place, _)| place.is_connected());
        let Ok(places) = document().query_selector_all(PLACE) else { return };
        for place in (0..places.length()).filter_map(|at| places.get(at)) {
            let place: Element = place.unchecked_into();
            if mounted.iter().any(|(taken, _)| *taken == place) {
                continue;
            }
            let name = place.get_attribute("data-island").unwrap_or_default();
            let island = known.iter().find(|(known, _)| *known == name);
            // A place whose data can't be read stays as it is.
            let island = island.and_then(|(_, mount)| root.with(|| mount(&place)));
            mounted.extend(island.map(|island| (place, island)));
        }
    });
}

pub(crate) fn count() -> usize {
    ISLANDS.with_borrow(|islands| islands.mounted.len())
}
