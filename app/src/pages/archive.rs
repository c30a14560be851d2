//! `/archive/`: all posts, by year.

use leptos::prelude::*;

use super::{NONE_FOUND, articles_found};
use crate::{
    app::Screen,
    components::{filter, rows},
    model::{Archive, Summary},
};

/// All posts, newest first, under the filter.
pub(crate) fn archive(screen: &Screen, archive: &Archive) -> impl IntoView + use<> {
    let total = archive.posts.len();
    let found = screen.found();
    let sentence = articles_found((!screen.filter.is_empty()).then_some(found.len()), total);
    let none = found.is_empty().then(|| view! { <p>{NONE_FOUND}</p> });
    let year = |posts: &[Summary]| {
        let year = posts[0].date.year();
        let id = format!("y{year}");
        view! {
            <section class="section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{format!("{year} ")} <span class="count">{posts.len()}</span></h2>
                {rows(screen, posts)}
            </section>
        }
    };
    let years = found.chunk_by(|a, b| a.date.year() == b.date.year()).map(year).collect_view();
    view! {
        <header class="page-head">
            <h1>"Archive"</h1>
            <p class="lede">{sentence}</p>
        </header>
        {filter(screen, &archive.tags, total)}
        {none}
        {years}
    }
}
