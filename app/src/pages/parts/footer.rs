//! What stands below every page.

use leptos::prelude::*;
use model::{
    Foot, Link,
    routes::{FEED, Route},
};

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
    let page = |name: &'static str, route: Route| {
        view! { <li><a href=place.href(&route)>{name}</a></li> }
    };
    let contact = site.contact.clone().map(|contact| {
        view! { <li><a href=contact rel="external">{CONTACT}</a></li> }
    });
    view! {
        <footer class="site-footer">
            <p>{whose} {license}</p>
            <ul>
                {page(ARCHIVE, Route::Archive)}
                {page(TAGS, Route::Tags)}
                {foot.has_series.then(|| page(SERIES, Route::AllSeries))}
                {foot.has_authors.then(|| page(AUTHORS, Route::Authors))}
                {contact}
                <li><a href=site.base_path().join(FEED) rel="external">{SUBSCRIBE}</a></li>
            </ul>
        </footer>
    }
}

const ARCHIVE: &str = "Archive";
const TAGS: &str = "Tags";
const SERIES: &str = "Series";
const AUTHORS: &str = "Authors";
const CONTACT: &str = "Contact";
const SUBSCRIBE: &str = "Feed";
