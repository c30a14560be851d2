//! `/<slug>/`: a page outside the order of posts.

use leptos::prelude::*;

use crate::model::Standalone;

/// A title and a text.
pub(super) fn standalone(page: &Standalone) -> impl IntoView + use<> {
    view! {
        <article class="post">
            <header class="page-head">
                <h1>{page.title.clone()}</h1>
                <p class="lede">{page.description.clone()}</p>
            </header>
            <div class="prose" inner_html=page.prose.html.to_string()></div>
        </article>
    }
}
