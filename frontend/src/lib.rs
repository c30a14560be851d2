//! The browser's entry to the app, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by `start.js` once the module is there.
#[wasm_bindgen(start)]
fn main() {
    app::browser::start();
}
