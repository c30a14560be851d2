//! `/<slug>/`: a page outside the order of posts.

use leptos::prelude::*;
use model::Standalone;

use super::partials::{data, lede};
use crate::state::ViewContext;

/// A title and a text.
pub(super) fn standalone(place: &ViewContext, page: &Standalone) -> impl IntoView + use<> {
    let lede = lede(&page.prose, &page.description);
    let class = match page.layout.name() {
        Some(layout) => format!("post layout-{layout}"),
        None => "post".to_owned(),
    };
    view! {
        <article class=class>
            <header class="page-head">
                <h1>{page.title.clone()}</h1>
                {lede}
            </header>
            <div class="prose" data-prose inner_html=page.prose.html.to_string()></div>
            {data(place, &page.prose)}
        </article>
    }
}
