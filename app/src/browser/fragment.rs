//! Where in a page an address leads.

use web_sys::Element;

use super::dom;

/// The element that a fragment names.
pub(super) fn target(fragment: &str) -> Option<Element> {
    if fragment.is_empty() {
        return None;
    }
    let id = js_sys::decode_uri_component(fragment).ok()?;
    dom::document().get_element_by_id(&String::from(id))
}

/// Opens whatever is folded up around an element, and tells whether anything was. Browsers do so
/// where they follow a fragment themselves, though not all of them yet.
pub(super) fn reveal(element: &Element) -> bool {
    let mut opened = false;
    // What stands in the summary is to be seen in any case.
    while let Ok(Some(folded)) = element.closest("details:not([open]) > :not(summary)")
        && let Some(details) = folded.parent_element()
    {
        if details.set_attribute("open", "").is_err() {
            break;
        }
        opened = true;
    }
    opened
}
