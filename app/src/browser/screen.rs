//! The first screen of a long text before the rest of it.
//!
//! Laying out all of a text takes a slow processor longer than a reader notices a wait. Nobody sees more than the
//! screen holds, so that much is painted first; the rest follows at once, in a task behind that frame.

use web_sys::{DocumentFragment, Element};

use super::dom;
use crate::marks::TEXT;

/// The part of a screen that a letter of a text takes at least, with what is around it, in square pixels.
const LETTER: f64 = 300.0;
/// As wide as a text is, with a little to spare.
const WIDEST: f64 = 740.0;

/// What was taken out of a text that was just put on the page, since it lies below the screen.
pub(super) struct Below {
    text: Element,
    parts: DocumentFragment,
}

impl Below {
    /// Takes it out. `None` where no more is there than the screen has room for.
    pub(super) fn take() -> Option<Self> {
        let (window, document) = (dom::window(), dom::document());
        let text = document.query_selector(TEXT).ok()??;
        let side = |side: Result<_, _>| side.ok().as_ref().and_then(wasm_bindgen::JsValue::as_f64);
        let room = side(window.inner_width())?.min(WIDEST) * side(window.inner_height())? / LETTER;
        let mut last = text.first_element_child()?;
        let mut letters = 0;
        loop {
            letters += last.text_content().map_or(0, |text| text.len());
            if letters as f64 >= room {
                break;
            }
            last = last.next_element_sibling()?;
        }
        let below = document.create_range().ok()?;
        below.set_start_after(&last).ok()?;
        below.set_end_after(&text.last_child()?).ok()?;
        let parts = below.extract_contents().ok()?;
        Some(Self { text, parts })
    }

    /// Puts it back behind the next frame.
    pub(super) fn follow(self) {
        dom::behind_frame(move || {
            // Should the page have been replaced by then, this text is on none.
            let _ = self.text.append_child(&self.parts);
        });
    }
}
