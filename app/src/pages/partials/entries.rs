//! A list of things with a word on each: authors, series, parts of a series, incidents.

use leptos::prelude::*;
use model::{Link, ListEntry};

use super::{super::common::address, sparkline::sparkline};
use crate::state::ViewContext;

/// The entries of a list, in order; nothing where there are none.
pub(crate) fn entries(place: &ViewContext, entries: &[ListEntry]) -> Option<impl IntoView + use<>> {
    let entry =
        |ListEntry { kicker, link: Link { name, url }, note, sparkline: trace }: &ListEntry| {
            let note = (!note.is_empty()).then(|| view! { <p>{note.clone()}</p> });
            view! {
                <li>
                    <p class="kicker">{kicker.clone()}</p>
                    {sparkline(trace.as_ref())}
                    <h2><a href=address(place, url)>{name.clone()}</a></h2>
                    {note}
                </li>
            }
        };
    (!entries.is_empty()).then(|| {
        view! { <ol class="entries" data-list>{entries.iter().map(entry).collect_view()}</ol> }
    })
}
