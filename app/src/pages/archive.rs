//! `/archive/` and its numbered pages: all posts, by year.

use leptos::{either::Either, prelude::*};
use model::{Archive, Date, Summary, Year, routes::Route};
use words::Message;

use super::{
    common::{numbered, places},
    partials::{listing_pager, rows_of},
};
use crate::state::ViewContext;

/// The anchor of the list of years.
const YEARS: &str = "years";

/// What stands above the posts, and on a numbered page these too.
pub(super) fn archive(place: &ViewContext, archive: &Archive) -> impl IntoView + use<> {
    let (listing, words) = (&archive.listing, &place.site.words);
    let title = words.say(Message::Archive);
    let head = if archive.filter.is_some() {
        Either::Left(view! { <h1>{title.to_owned()}</h1> })
    } else {
        let list = place.href(&Route::Archive);
        let years = format!("{list}#{YEARS}");
        let [from, until] = span(place, &listing.posts);
        let between = [("from", &*from), ("until", &until)];
        Either::Right(view! {
            <p class="kicker">
                <a href=list>{title.to_owned()}</a>
                " "
                <a href=years>{place.say(Message::AllYears)}</a>
            </p>
            <h1>{numbered(words, title, listing)}</h1>
            <p class="lede" data-lede>{places(words, Message::ArchivePlaces, listing, &between)}</p>
        })
    };
    view! {
        <header class="page-head">{head}</header>
        {archive.filter.is_none().then(|| years(place, archive))}
    }
}

/// From when to when some posts, newest first, were published.
fn span(place: &ViewContext, posts: &[Summary]) -> [String; 2] {
    let written = |post: Option<&Summary>| {
        post.map(|post| post.date.in_words(&place.site.words)).unwrap_or_default()
    };
    [written(posts.last()), written(posts.first())]
}

/// The posts of one page, newest first, and the ways to the others.
pub(super) fn years(place: &ViewContext, archive: &Archive) -> impl IntoView + use<> {
    let section = |posts: &[Summary]| {
        let year = posts[0].date.year();
        let id = format!("y{year}");
        view! {
            <section class="section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{year}</h2>
                {months(place, posts)}
            </section>
        }
    };
    let posts = archive.listing.posts.chunk_by(|a, b| a.date.year() == b.date.year());
    view! {
        {jumps(place, archive)}
        {posts.map(section).collect_view()}
        {listing_pager(place, &archive.listing)}
    }
}

/// The posts of a year by month: when they were published, the ways to the months, and the months.
fn months(place: &ViewContext, posts: &[Summary]) -> impl IntoView + use<> {
    let chunks: Vec<&[Summary]> = posts.chunk_by(|a, b| a.date.month() == b.date.month()).collect();
    let year = posts[0].date.year();
    let anchor = |month: u8| format!("m{year}-{month:02}");
    // All twelve, so that those of the scale have names.
    let way = |month: u8| {
        let words = &place.site.words;
        let name = words.month(month).to_owned();
        let posts = chunks.iter().find(|posts| posts[0].date.month() == month);
        let way = match posts {
            Some(posts) => {
                let count = words.number(posts.len());
                Either::Left(view! {
                    <a href=format!("#{}", anchor(month))>
                        {format!("{name} ")} <span class="count">{count}</span>
                    </a>
                })
            }
            None => Either::Right(name),
        };
        view! { <li>{way}</li> }
    };
    let month = |posts: &&[Summary]| {
        view! { <div id=anchor(posts[0].date.month())>{rows_of(place, posts)}</div> }
    };
    view! {
        <div class="year">
            {ruler(posts)}
            <ol class="months">{(1..=12).map(way).collect_view()}</ol>
            {chunks.iter().map(month).collect_view()}
        </div>
    }
}

/// A year as a scale: a line where each month begins and a mark for each post, all where they are in
/// time. For the eye alone: the list says the same.
fn ruler(posts: &[Summary]) -> impl IntoView + use<> {
    let year = posts[0].date.year();
    let marks = |days: &mut dyn Iterator<Item = u16>, height: u8| {
        days.map(|day| format!("M{day} 0v{height}")).collect::<String>()
    };
    let mut months =
        (1..=12).filter_map(|month| Date::new(year, month, 1)).map(Date::days_into_year);
    let mut days = posts.iter().map(|post| post.date.days_into_year());
    let (months, days) = (marks(&mut months, 6), marks(&mut days, 12));
    view! {
        <svg class="ruler" viewBox="0 0 366 12" preserveAspectRatio="none" aria-hidden="true">
            <path d=months></path>
            <path d=days></path>
        </svg>
    }
}

/// Where each year begins; nothing where all of them are on the page.
fn jumps(place: &ViewContext, archive: &Archive) -> impl IntoView + use<> {
    let item = |Year { year, count, page }: &Year| {
        let page = place.href(&Route::Archive.numbered(*page));
        view! {
            <li>
                <a href=format!("{page}#y{year}")>
                    {format!("{year} ")}
                    <span class="count">{place.site.words.number(*count)}</span>
                </a>
            </li>
        }
    };
    let years = &archive.years;
    let items = years.iter().map(item).collect_view();
    let is_worth_it = years.len() > 1 || (!years.is_empty() && archive.listing.older.is_some());
    let label = place.say(Message::Years);
    is_worth_it
        .then(|| view! { <nav class="years" id=YEARS aria-label=label><ul>{items}</ul></nav> })
}
