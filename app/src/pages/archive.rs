//! `/archive/`: all posts, by year.

use leptos::{either::Either, prelude::*};

use super::articles;
use crate::{
    app::Screen,
    components::{Filter, Rows, matching},
    model::{Archive, Summary},
};

/// All posts, newest first, under the filter.
#[component]
pub(crate) fn ArchivePage(archive: Archive) -> impl IntoView {
    let screen: Screen = expect_context();
    let total = archive.posts.len();

    let found = move || -> Vec<Summary> {
        matching(&screen.posts.get(), &screen.filter.get())
            .cloned()
            .collect()
    };
    let sentence = {
        let found = found.clone();
        move || match screen.filter.get().as_slice() {
            [] => format!("{}, newest first.", articles(total)),
            _ => format!("{} of {}.", found().len(), articles(total)),
        }
    };
    let years = move || {
        let posts = found();
        if posts.is_empty() {
            return Either::Left(view! { <p>"No article has all of these tags."</p> });
        }
        Either::Right(
            posts
                .chunk_by(|a, b| a.date.year() == b.date.year())
                .map(|posts| {
                    let year = posts[0].date.year();
                    view! {
                        <section class="section" aria-labelledby=format!("y{year}")>
                            <h2 id=format!("y{year}")>{year} " " <span class="count">{posts.len()}</span></h2>
                            <Rows posts=posts.to_vec()/>
                        </section>
                    }
                })
                .collect_view(),
        )
    };

    view! {
        <header class="page-head">
            <h1>"Archive"</h1>
            <p class="lede">{sentence}</p>
        </header>
        <Filter tags=archive.tags total/>
        {years}
    }
}
