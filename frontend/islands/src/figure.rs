//! What the figures that a reader looks closer at have in common: the button that opens their tools, and the
//! address, which says what is shown.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{address, page, said::say};

/// The pictures of a figure: what each is called, and where it is.
pub(crate) const PICTURES: [(&str, &str); 2] =
    [("wide", "[data-wide]"), ("narrow", "[data-narrow]")];

/// How long what is shown stays the same before the address says it: browsers count how often that changes.
const SETTLED: Duration = Duration::from_millis(300);

/// The button in the row of tools of a figure that opens those of this one.
#[component]
pub(crate) fn Explore(open: RwSignal<bool>, name: String) -> impl IntoView {
    let label = say("explore");
    let spoken = format!("{label}: {name}");
    view! {
        <button
            type="button"
            aria-label=spoken
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {label}
        </button>
    }
}

/// What a figure is called, and which name it has in addresses.
pub(crate) fn names(figure: &Element) -> Option<(String, String)> {
    let label = figure.query_selector("svg").ok()??.get_attribute("aria-labelledby")?;
    let id = label.trim_end_matches("-title").to_owned();
    let name = page::texts(figure, "figcaption strong").into_iter().next().unwrap_or_default();
    Some((name, id))
}

/// Has the address say what is shown, once it stays the same for a while: a text for each name.
pub(crate) fn remember<N>(said: impl Fn() -> Vec<(N, String)> + 'static)
where
    N: AsRef<str> + Send + Sync + 'static,
{
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(timeout) = waiting.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
    };
    Effect::new(move |before: Option<()>| {
        let said = said();
        if before.is_none() {
            return;
        }
        cancel();
        let write =
            move || said.iter().for_each(|(name, text)| address::write(name.as_ref(), text));
        waiting.set_value(set_timeout_with_handle(write, SETTLED).ok());
    });
    on_cleanup(cancel);
}

/// Brings a figure that the address tells of into sight, where it leads nowhere else.
pub(crate) fn show(place: &Element) {
    let is_at_top = window().scroll_y().is_ok_and(|y| y < 200.0);
    let leads = window().location().hash().is_ok_and(|hash| !hash.is_empty());
    if let Some(figure) = place.closest("figure").ok().flatten().filter(|_| is_at_top && !leads) {
        figure.scroll_into_view();
    }
}

/// Hides a part of the page, or shows it again.
pub(crate) fn hide(element: &Element, is_hidden: bool) {
    element.unchecked_ref::<HtmlElement>().set_hidden(is_hidden);
}

/// A text as markup has it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
