//! The filter of incidents: an island like those of `frontend/islands`, in a module of its own, since the page
//! that has it has no figures, and those that have figures need nothing of it.
#![cfg(target_arch = "wasm32")]

mod filter;
mod index;
mod json;

use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the filter into the page that is shown, and drops that of the one before.
#[wasm_bindgen]
pub fn settle() {
    places::mount_all(&[("[data-island=incidents]", filter::mount_all)], || ());
}
