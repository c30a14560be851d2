//! `/archive/` and its numbered pages: all posts, by year.

use leptos::{either::Either, prelude::*};
use model::{Archive, Summary, Year, routes::Route};

use super::{numbered, parts::listing_pager, places};
use crate::{app::Place, components::rows};

/// What stands above the posts, and on a numbered page these too.
pub(super) fn archive(place: &Place, archive: &Archive) -> impl IntoView + use<> {
    let listing = &archive.listing;
    let head = if archive.filter.is_some() {
        Either::Left(view! { <h1>"Archive"</h1> })
    } else {
        Either::Right(view! {
            <p class="kicker"><a href=place.href(&Route::Archive)>"Archive"</a></p>
            <h1>{numbered("Archive", listing)}</h1>
            <p class="lede">{format!("{}, counted from the oldest.", places(listing))}</p>
        })
    };
    view! {
        <header class="page-head">{head}</header>
        {archive.filter.is_none().then(|| years(place, archive))}
    }
}

/// The posts of one page, newest first, and the ways to the others.
pub(super) fn years(place: &Place, archive: &Archive) -> impl IntoView + use<> {
    let section = |posts: &[Summary]| {
        let year = posts[0].date.year();
        let id = format!("y{year}");
        view! {
            <section class="section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{year}</h2>
                {rows(place, posts)}
            </section>
        }
    };
    let posts = archive.listing.posts.chunk_by(|a, b| a.date.year() == b.date.year());
    view! {
        {jumps(place, &archive.years)}
        {posts.map(section).collect_view()}
        {listing_pager(place, &archive.listing)}
    }
}

/// Where each year begins; nothing where there is only one.
fn jumps(place: &Place, years: &[Year]) -> impl IntoView + use<> {
    let item = |Year { year, count, page }: &Year| {
        let page = place.href(&Route::Archive.numbered(*page));
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
