//! Reading the page.

use wasm_bindgen::JsCast;
use web_sys::Element;

/// The elements in another that a selector finds.
pub(crate) fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).ok();
    let found =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
    found.map(JsCast::unchecked_into).collect()
}

/// What these say.
pub(crate) fn texts(within: &Element, selector: &str) -> Vec<String> {
    let text = |element: &Element| element.text_content().unwrap_or_default();
    all(within, selector).iter().map(text).collect()
}
