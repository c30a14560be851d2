//! What several pages write: addresses, markup, and which part of a list this is.

use leptos::prelude::*;
use model::{Listing, PER_PAGE};
use words::{Message, MessagePart, Words};

use crate::state::ViewContext;

/// A path on this site or an address elsewhere, as a link has to write it.
pub(crate) fn address(place: &ViewContext, url: &str) -> String {
    if url.starts_with('/') { place.site.base_path().join(url) } else { url.to_owned() }
}

/// A file that all languages of the site share, or one elsewhere, as a page has to write it.
pub(crate) fn shared(place: &ViewContext, url: &str) -> String {
    if url.starts_with('/') { place.site.root_path().join(url) } else { url.to_owned() }
}

/// The markup of a view that nobody adopts: without the marks by which the app finds its places.
pub(crate) fn markup(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// A message with markup in the places that it leaves open.
pub(super) fn with_markup(
    place: &ViewContext,
    message: Message,
    markup: impl Fn(&str) -> AnyView,
) -> Vec<AnyView> {
    let parts = place.site.words.parts(message).map(|part| match part {
        MessagePart::Words(words) => words.to_owned().into_any(),
        MessagePart::Place(name) => markup(name),
    });
    parts.collect()
}

/// The name of one page of a list: that of the list, and which page it is.
pub(crate) fn numbered(words: &Words, name: &str, listing: &Listing) -> String {
    match listing.number {
        0 => name.to_owned(),
        number => {
            let values = [("title", name), ("number", &words.number(number as usize))];
            words.fill(Message::TitlePage, &values)
        }
    }
}

/// What stands on a numbered page, such as `Articles 17 to 32`, counted from the oldest.
pub(crate) fn places(
    words: &Words,
    message: Message,
    listing: &Listing,
    values: &[(&str, &str)],
) -> String {
    let first = listing.number.saturating_sub(1) as usize * PER_PAGE + 1;
    let last = first - 1 + listing.posts.len();
    let (first, last) = (words.number(first), words.number(last));
    words.fill(message, &[&[("first", &*first), ("last", &*last)], values].concat())
}
