//! `/archive/` and its numbered pages: all posts, by year.

use leptos::prelude::*;

use super::{NONE_FOUND, articles_found, numbered, places};
use crate::{
    app::Screen,
    components::{filter, listing_pager, more_found, rows},
    model::{Archive, Summary, Year},
    routes::Route,
};

/// One page of all posts, newest first; under the filter, the newest of those that it leaves.
pub(crate) fn archive(screen: &Screen, archive: &Archive) -> impl IntoView + use<> {
    let Archive { listing, years, filter: tags } = archive;
    let found = screen.found.as_deref();
    let kicker = (listing.number > 0).then(|| {
        view! { <p class="kicker"><a href=screen.href(&Route::Archive)>"Archive"</a></p> }
    });
    let lede = match listing.total {
        Some(total) => articles_found(found, total),
        None => format!("{}, counted from the oldest.", places(listing)),
    };
    let posts = found.map_or(&listing.posts, |found| &found.posts);
    let section = |posts: &[Summary]| {
        let year = posts[0].date.year();
        let id = format!("y{year}");
        view! {
            <section class="section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{year}</h2>
                {rows(screen, posts)}
            </section>
        }
    };
    let sections = posts.chunk_by(|a, b| a.date.year() == b.date.year()).map(section);
    let none = posts.is_empty().then(|| view! { <p>{NONE_FOUND}</p> });
    view! {
        <header class="page-head">
            {kicker}
            <h1>{numbered("Archive", listing)}</h1>
            <p class="lede">{lede}</p>
        </header>
        {tags.as_ref().map(|tags| filter(screen, tags))}
        {jumps(screen, if found.is_some() { &[] } else { years })}
        {none}
        {sections.collect_view()}
        {more_found(screen)}
        {found.is_none().then(|| listing_pager(screen, listing))}
    }
}

/// Where each year begins; nothing where there is only one.
fn jumps(screen: &Screen, years: &[Year]) -> impl IntoView + use<> {
    let item = |Year { year, count, page }: &Year| {
        let page = screen.href(&Route::Archive.numbered(*page));
        view! {
            <li>
                <a href=format!("{page}#y{year}")>
                    {format!("{year} ")}
                    <span class="count">{*count}</span>
                </a>
            </li>
        }
    };
    let items = years.iter().map(item).collect_view();
    (years.len() > 1)
        .then(|| view! { <nav class="years" aria-label="Years"><ul>{items}</ul></nav> })
}
