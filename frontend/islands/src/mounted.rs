//! Which islands are on the page.

use std::{any::Any, cell::RefCell};

use leptos::{
    mount::mount_to_renderer,
    prelude::{IntoView, Owner, document},
};
use web_sys::Element;

use crate::{clock::Clocks, page};

/// A view that is on the page for as long as this lives.
pub(crate) type Mounted = Box<dyn Any>;

/// What finds its places in a page, and what is mounted there.
pub(crate) type Island = (&'static str, fn(&Element) -> Option<Mounted>);

/// Mounts a view. What it returns takes the view away when it is dropped, with all that belongs to it.
pub(crate) fn mount<V: IntoView + 'static>(
    place: &Element,
    view: impl FnOnce() -> V + 'static,
) -> Mounted {
    Box::new(mount_to_renderer(place, move || view().into_view()))
}

struct Islands {
    /// The owner of what all islands share; each island has an owner of its own below it.
    root: Owner,
    clocks: Clocks,
    /// Each with its place.
    mounted: Vec<(Element, Mounted)>,
}

impl Default for Islands {
    fn default() -> Self {
        let root = Owner::new();
        let clocks = root.with(Clocks::provide);
        Self { root, clocks, mounted: Vec::new() }
    }
}

thread_local! {
    static ISLANDS: RefCell<Islands> = RefCell::default();
}

/// Mounts an island into every place that has none, and drops those whose places are gone.
pub(crate) fn mount_all(known: &[Island]) {
    ISLANDS.with_borrow_mut(|Islands { root, clocks, mounted }| {
        mounted.retain(|(place, _)| place.is_connected());
        if mounted.is_empty() {
            clocks.forget();
        }
        let Some(body) = document().body() else { return };
        for (selector, mount) in known {
            for place in page::all(&body, selector) {
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

pub(crate) fn count() -> usize {
    ISLANDS.with_borrow(|islands| islands.mounted.len())
}
