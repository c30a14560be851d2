//! What stands below every page.

use leptos::prelude::*;
use model::{
    Column, Foot, Frame, Link,
    routes::{FEED, Route},
};
use words::Message;

use crate::{pages::common::address, state::ViewContext};

/// The foot of every page: what the owner puts there, and what every blog has.
pub(crate) fn footer(place: &ViewContext, foot: Foot, frame: &Frame) -> impl IntoView + use<> {
    let site = &place.site;
    let whose = match foot.year {
        Some(year) => format!("© {year} {}", site.author),
        None => site.author.clone(),
    };
    // What leads elsewhere, or to no page, is left to the browser.
    let license = site.license.as_ref().map(|Link { name, url }| {
        let (name, href) = (name.clone(), address(place, url));
        view! { " · " <a href=href rel="license external">{name}</a> }
    });
    let page = |name: Message, route: Route| {
        // The keys of readers lead through these links.
        let way = match route {
            Route::Archive => Some("archive"),
            Route::Tags => Some("tags"),
            _ => None,
        };
        view! { <li><a href=place.href(&route) data-way=way>{place.say(name)}</a></li> }
    };
    let contact = site.contact.clone().map(|contact| {
        view! { <li><a href=contact rel="external">{place.say(Message::Contact)}</a></li> }
    });
    view! {
        <footer class="site-footer">
            {(!frame.columns.is_empty()).then(|| columns(place, &frame.columns))}
            {frame.foot.clone().map(|html| view! { <div class="foot-text" inner_html=html></div> })}
            {(!frame.social.is_empty()).then(|| social(place, &frame.social))}
            <p>{whose} {license}</p>
            <ul>
                {page(Message::Archive, Route::Archive)}
                {page(Message::Tags, Route::Tags)}
                {foot.has_series.then(|| page(Message::Series, Route::AllSeries))}
                {foot.has_incidents.then(|| page(Message::Incidents, Route::Incidents))}
                {foot.has_authors.then(|| page(Message::Authors, Route::Authors))}
                {contact}
                <li><a href=site.base_path().join(FEED) rel="external">{place.say(Message::Feed)}</a></li>
            </ul>
        </footer>
    }
}

/// Lists of links, each under what they have in common.
fn columns(place: &ViewContext, columns: &[Column]) -> impl IntoView + use<> {
    let link = |Link { name, url }: &Link| {
        view! { <li><a href=address(place, url)>{name.clone()}</a></li> }
    };
    let column = |Column { title, links }: &Column| {
        let links = links.iter().map(link).collect_view();
        view! { <li><h2>{title.clone()}</h2><ul>{links}</ul></li> }
    };
    view! { <ul class="foot-columns">{columns.iter().map(column).collect_view()}</ul> }
}

/// Where else the blog is to be found, in a form that those places can check.
fn social(place: &ViewContext, links: &[Link]) -> impl IntoView + use<> {
    let link = |Link { name, url }: &Link| {
        view! { <li><a href=url.clone() rel="me external">{name.clone()}</a></li> }
    };
    view! { <ul class="social" aria-label=place.say(Message::Elsewhere)>{links.iter().map(link).collect_view()}</ul> }
}
