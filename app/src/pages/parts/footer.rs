//! What stands below every page.

use leptos::prelude::*;
use model::{
    Foot, Link,
    routes::{FEED, Route},
};
use words::Message;

use crate::app::Place;

/// The foot of every page.
pub(crate) fn footer(place: &Place, foot: Foot) -> impl IntoView + use<> {
    let site = &place.site;
    let whose = match foot.year {
        Some(year) => format!("© {year} {}", site.author),
        None => site.author.clone(),
    };
    // What leads elsewhere, or to no page, is left to the browser.
    let license = site.license.as_ref().map(|Link { name, url }| {
        let (name, href) = (name.clone(), place.address(url));
        view! { " · " <a href=href rel="license external">{name}</a> }
    });
    let page = |name: Message, route: Route| {
        view! { <li><a href=place.href(&route)>{place.say(name)}</a></li> }
    };
    let contact = site.contact.clone().map(|contact| {
        view! { <li><a href=contact rel="external">{place.say(Message::Contact)}</a></li> }
    });
    view! {
        <footer class="site-footer">
            <p>{whose} {license}</p>
            <ul>
                {page(Message::Archive, Route::Archive)}
                {page(Message::Tags, Route::Tags)}
                {foot.has_series.then(|| page(Message::Series, Route::AllSeries))}
                {foot.has_authors.then(|| page(Message::Authors, Route::Authors))}
                {contact}
                <li><a href=site.base_path().join(FEED) rel="external">{place.say(Message::Feed)}</a></li>
            </ul>
        </footer>
    }
}
