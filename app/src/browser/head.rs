//! The part of the document's head that belongs to the page being shown.

use super::dom;

/// Finds all that the server writes into the head for one page alone.
const OF_ONE_PAGE: &str = "head > :is(meta[name=description], meta[name=robots], meta[property], \
    meta[name^='twitter:'], link[rel=canonical], link[rel=alternate], script[type='application/ld+json'])";

/// The markup of the page being shown.
pub(super) fn current() -> String {
    let mut html = String::new();
    each(|element| html.push_str(&element.outer_html()));
    html
}

/// Puts the markup of another page in its place.
pub(super) fn replace(html: &str) {
    each(web_sys::Element::remove);
    if let Some(head) = dom::document().head() {
        // The markup comes from our own build, and nothing inserted this way is executed.
        let _ = head.insert_adjacent_html("beforeend", html);
    }
}

fn each(mut act: impl FnMut(&web_sys::Element)) {
    use wasm_bindgen::JsCast;
    let head = dom::document().head();
    let Some(found) = head.and_then(|head| head.query_selector_all(OF_ONE_PAGE).ok()) else {
        return;
    };
    for at in 0..found.length() {
        if let Some(node) = found.item(at) {
            act(node.unchecked_ref());
        }
    }
}
