//! Islands: Leptos components in pages that are markup.
//!
//! Here the whole of Leptos is at hand: signals, effects, context, `on:click`. A page says where an
//! island belongs and which it is (`<div data-island="chart">`), and `ISLANDS` says what is mounted
//! there. `read.js` loads this module for the first page that has such a place, and calls `settle`
//! whenever the page has changed. So a first visit carries nothing of it.
#![cfg(target_arch = "wasm32")]

mod address;
mod chart;
mod clock;
mod fetched;
mod figure;
mod flame;
mod linked;
mod listen;
mod log;
mod moment;
mod page;
mod said;
mod trace;

use places::{Island, mount_all};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// All that there are.
const ISLANDS: [Island; 5] = [
    ("[data-island=chart]", chart::mount_all),
    ("[data-island=flame]", flame::mount_all),
    ("[data-island=trace]", trace::mount_all),
    ("[data-island=log]", log::mount_all),
    ("[data-moments]", linked::link),
];

/// Mounts what belongs into the page that is shown, and drops what belonged into the one before. `said` is
/// what islands say, an object with a text for each name.
#[wasm_bindgen]
pub fn settle(said: JsValue) {
    said::learn(said);
    mount_all(&ISLANDS, clock::begin);
}

/// How many islands are on the page.
#[wasm_bindgen]
pub fn count() -> usize {
    places::count()
}
