//! `/search/`: what finds words in all texts.
//!
//! The fields are as they are in the dialog that other pages open: `frontend/search.js` takes them
//! from here and fills them with life.

use leptos::prelude::*;
use model::routes::Route;

use crate::app::Place;

/// What can be asked for beyond words, with an example each.
const OPERATORS: [(&str, &str); 4] = [
    ("\"exact words\"", "in this order"),
    ("-word", "not in the text"),
    ("tag:name", "also author:, series: and year:"),
    ("-tag:name", "none of these"),
];

/// The page. Without a script it says what it needs, and where else to look.
pub(super) fn search(place: &Place) -> impl IntoView + use<> {
    let operator = |(written, meaning): (&'static str, &'static str)| {
        view! { <dt><code>{written}</code></dt><dd>{meaning}</dd> }
    };
    view! {
        <header class="page-head">
            <h1>"Search"</h1>
        </header>
        <p class="search-needs">
            "The search runs in your browser and needs JavaScript. Without it, look through the "
            <a href=place.href(&Route::Archive)>"archive"</a> " or the "
            <a href=place.href(&Route::Tags)>"tags"</a> "."
        </p>
        <div class="search">
            <search>
                <label for="q">"Words to look for"</label>
                <input
                    id="q"
                    type="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    maxlength="200"
                />
            </search>
            <p class="search-said" role="status"></p>
            <div class="search-narrow" role="group" aria-label="Narrow the search" hidden></div>
            <ol class="search-hits"></ol>
            <details class="search-help">
                <summary>"What can be asked for"</summary>
                <dl>{OPERATORS.map(operator).into_iter().collect_view()}</dl>
            </details>
        </div>
    }
}
