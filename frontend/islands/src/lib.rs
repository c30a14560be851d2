//! Islands: Leptos components in pages that are markup.
//!
//! Here the whole of Leptos is at hand: signals, effects, context, `on:click`. A page says where an
//! island belongs and which it is (`<div data-island="chart">`), and `ISLANDS` says what is mounted
//! there. `read.js` loads this module for the first page that has such a place, and calls `settle`
//! whenever the page has changed. So a first visit carries nothing of it.
#![cfg(target_arch = "wasm32")]

mod chart;
mod incidents;
mod json;
mod mounted;

use leptos::{mount::mount_to_renderer, prelude::*};
use mounted::{Island, Mounted, mount_all};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// All that there are.
const ISLANDS: [Island; 2] = [
    ("chart", |place| {
        let chart = chart::Chart::beside(place)?;
        Some(mount(place, move || view! { <chart::Values chart /> }))
    }),
    ("incidents", |place| {
        let url = incidents::file_of(place)?;
        Some(mount(place, move || view! { <incidents::Incidents url /> }))
    }),
];

/// Mounts a view. What it returns takes the view away when it is dropped, with all that belongs to it.
fn mount<V: IntoView + 'static>(place: &Element, view: impl FnOnce() -> V + 'static) -> Mounted {
    Box::new(mount_to_renderer(place, move || view().into_view()))
}

/// Mounts what belongs into the page that is shown, and drops what belonged into the one before.
#[wasm_bindgen]
pub fn settle() {
    mount_all(&ISLANDS);
}

/// How many islands are on the page.
#[wasm_bindgen]
pub fn count() -> usize {
    mounted::count()
}
