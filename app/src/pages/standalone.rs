//! `/<slug>/`: a page outside the order of posts.

use leptos::prelude::*;

use crate::model::Standalone;

/// A title and a text.
#[component]
pub(crate) fn StandalonePage(page: Standalone) -> impl IntoView {
    view! {
        <article class="post">
            <header class="page-head">
                <h1>{page.title}</h1>
                <p class="lede">{page.description}</p>
            </header>
            <div class="prose" inner_html=page.prose.html></div>
        </article>
    }
}
