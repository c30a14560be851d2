//! What a text is about, above it.

use leptos::prelude::*;
use model::Prose;

/// What a text is about, above it: not where that is how it begins.
pub(crate) fn lede(prose: &Prose, description: &str) -> Option<impl IntoView + use<>> {
    prose.lede.then(|| view! { <p class="lede" data-lede>{description.to_owned()}</p> })
}
