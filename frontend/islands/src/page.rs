//! Reading the page.

pub(crate) use places::all;
use web_sys::Element;

/// What these say.
pub(crate) fn texts(within: &Element, selector: &str) -> Vec<String> {
    let text = |element: &Element| element.text_content().unwrap_or_default();
    all(within, selector).iter().map(text).collect()
}
