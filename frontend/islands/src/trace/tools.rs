//! What stands below a trace that is looked at closer.

use leptos::prelude::*;

use super::View;
use crate::said::{Readers, fill, say};

/// The tools, and what is said of what is folded away.
#[component]
pub(super) fn Tools(view: View, name: String, open: RwSignal<bool>) -> impl IntoView {
    let said = move || {
        let hidden = view.hidden();
        let said = || fill("traceHidden", &[("count", &Readers::count(hidden))]);
        (hidden > 0).then(said).unwrap_or_default()
    };
    view! {
        <p class="chart-shown" class:visually-hidden=move || !open.get() role="status">
            {said}
        </p>
        {move || open.get().then(|| view! { <Buttons view name=name.clone() /> })}
    }
}

#[component]
fn Buttons(view: View, name: String) -> impl IntoView {
    // The one that is chosen, if it has anything to fold.
    let chosen = move || {
        let at = view.chosen.get()?;
        let is_open = view.is_open(at)?;
        let name = view.trace.with_value(|trace| trace.spans.get(at)?.cells.first().cloned())?;
        Some(view! {
            <button type="button" aria-expanded=is_open.to_string()
                on:click=move |_| view.fold(at, is_open)>
                {if is_open { "\u{2212} " } else { "+ " }}
                {name}
            </button>
        })
    };
    view! {
        <div class="chart-tools" role="group" aria-label=name>
            <button type="button" on:click=move |_| view.fold_all()>
                {say("traceFold")}
            </button>
            <button type="button" disabled=move || !view.is_folded()
                on:click=move |_| view.folded.set(Vec::new())>
                {say("traceUnfold")}
            </button>
            {chosen}
        </div>
        <p class="chart-keys">{say("traceKeys")}</p>
    }
}
