//! What stands below a flame graph that is looked at closer.

use leptos::prelude::*;

use super::View;
use crate::said::say;

/// The tools, and what is said of the part that is shown.
#[component]
pub(super) fn Tools(view: View, name: String, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <p class="chart-shown" class:visually-hidden=move || !open.get() role="status">
            {move || view.said()}
        </p>
        {move || open.get().then(|| view! { <Fields view name=name.clone() /> })}
    }
}

#[component]
fn Fields(view: View, name: String) -> impl IntoView {
    view.fetch();
    view! {
        <div class="chart-tools" role="group" aria-label=name>
            <label>
                {say("flameFind")}
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=view.sought
                    on:input=move |event| view.sought.set(event_target_value(&event))
                />
            </label>
            <button type="button" disabled=move || view.zoomed() == 0 on:click=move |_| view.zoom(0)>
                {say("flameWhole")}
            </button>
        </div>
        <p class="chart-keys">{say("flameKeys")}</p>
    }
}
