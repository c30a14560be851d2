//! The short lines that say when, how long and about what.

use leptos::{either::Either, prelude::*};
use model::{Byline, Correction, Date, Tag, routes::Route};
use words::Message;

use super::{super::common::with_markup, time::time};
use crate::state::ViewContext;

/// What the line above or below a title says.
pub(crate) struct Meta<'a> {
    pub(crate) date: Date,
    pub(crate) minutes: u16,
    pub(crate) authors: &'a [Byline],
    pub(crate) updated: Option<Date>,
    /// Where is told what changed, if that is.
    pub(crate) revisions: Option<String>,
    pub(crate) corrected: Option<Date>,
    pub(crate) canonical: Option<&'a str>,
}

/// The line above or below a title: when, how long, by whom.
pub(crate) fn meta(place: &ViewContext, meta: &Meta<'_>) -> impl IntoView + use<> {
    let authors = bylines(place, meta.authors);
    let elsewhere = meta.canonical.map(|url| {
        let host = url.split('/').nth(2).unwrap_or(url).to_owned();
        let link =
            |_: &str| view! { <a href=url.to_owned() rel="external">{host.clone()}</a> }.into_any();
        view! { <li>{with_markup(place, Message::FirstPublished, link)}</li> }
    });
    let updated = meta.updated.map(|date| {
        let date = |_: &str| time(place, date).into_any();
        let words = with_markup(place, Message::Updated, date);
        match meta.revisions.clone() {
            Some(href) => Either::Left(view! { <li><a href=href>{words}</a></li> }),
            None => Either::Right(view! { <li>{words}</li> }),
        }
    });
    let corrected = meta.corrected.map(|date| {
        let date = date.in_words(&place.site.words);
        let words = place.site.words.fill(Message::CorrectedOn, &[("date", &date)]);
        let href = format!("#{}", Correction::LIST);
        view! { <li><a href=href>{words}</a></li> }
    });
    let length = place.site.words.count(Message::ReadingTime, usize::from(meta.minutes), &[]);
    view! {
        <ul class="meta">
            <li>{time(place, meta.date)}</li>
            <li>{length}</li>
            // Links beside each other: where fingers need room, they share it.
            {corrected}
            {authors}
            {updated}
            {elsewhere}
        </ul>
    }
}

/// Those who wrote a post, each as an item of a list.
pub(crate) fn bylines(place: &ViewContext, authors: &[Byline]) -> impl IntoView + use<> {
    let author = |Byline { name, id, url }: &Byline| {
        let name = name.clone();
        let page = id.as_ref().map(|id| (place.href(&Route::Author(id.clone())), "author"));
        let elsewhere = || url.as_ref().map(|url| (url.clone(), "author external"));
        let name = match page.or_else(elsewhere) {
            Some((href, rel)) => Either::Left(view! { <a href=href rel=rel>{name}</a> }),
            None => Either::Right(name),
        };
        view! { <li>{name}</li> }
    };
    authors.iter().map(author).collect_view()
}

/// The tags of a post, each a link to its page.
pub(crate) fn tag_list(place: &ViewContext, tags: &[Tag]) -> impl IntoView + use<> {
    let item = |tag: &Tag| {
        let href = place.href(&Route::Tag(tag.clone()));
        view! { <li><a class="tag" href=href>{tag.to_string()}</a></li> }
    };
    let items = tags.iter().map(item).collect_view();
    let label = place.say(Message::Tags);
    (!tags.is_empty()).then(|| view! { <ul class="tags" data-tags aria-label=label>{items}</ul> })
}
