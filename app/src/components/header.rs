//! What stands above every page.

use leptos::prelude::*;
use model::{Link, routes::Route};
use words::Message;

use crate::app::Place;

/// Name of the blog, sections, theme switch.
pub(crate) fn header(place: &Place) -> impl IntoView + use<> {
    let home = place.href(&Route::Home);
    let title = place.site.title.clone();
    let section = |name: String, href: String, route: Option<&Route>| {
        view! { <li><a href=href aria-current=current(place, route)>{name}</a></li> }
    };
    let fixed = [
        (Message::Home, Route::Home),
        (Message::Archive, Route::Archive),
        (Message::Tags, Route::Tags),
    ];
    let mut sections: Vec<_> = fixed
        .iter()
        .map(|(name, route)| section(place.say(*name), place.href(route), Some(route)))
        .collect();
    sections.extend(place.site.links.iter().map(|Link { name, url }| {
        let route = Route::parse(url).filter(|_| url.starts_with('/'));
        section(name.clone(), place.address(url), route.as_ref())
    }));
    // A link, so that it leads somewhere before any script is there.
    let search = (!place.site.unsearched).then(|| {
        view! {
            <a class="search-link" href=place.href(&Route::Search) data-search="">
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <circle cx="8.5" cy="8.5" r="5.75"></circle>
                    <path d="m13 13 5 5"></path>
                </svg>
                <span class="visually-hidden">{place.say(Message::Search)}</span>
            </a>
        }
    });
    view! {
        <header class="site-header">
            <a class="site-title" href=home>
                <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
                    <path d="M2 5h28M6 12h10M20 26h8"></path>
                    <path d="M12 19h16"></path>
                </svg>
                {title}
            </a>
            <nav class="site-nav" aria-label=place.say(Message::MainNavigation)>
                <ul>{sections}</ul>
            </nav>
            {search}
            <button
                type="button"
                class="theme-toggle"
                data-theme-toggle
                aria-label=place.say(Message::DarkTheme)
            >
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <circle cx="10" cy="10" r="7.25"></circle>
                    <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z"></path>
                </svg>
            </button>
        </header>
    }
}

/// Whether a link leads to where the reader is: `page` for the page itself, `true` for the section
/// that the page belongs to.
fn current(place: &Place, route: Option<&Route>) -> Option<&'static str> {
    let here = place.route.as_ref();
    let section = match here.map(Route::list) {
        Some((Route::Post(_) | Route::Archive, _)) => Some(&Route::Archive),
        Some((Route::Tag(_), _)) => Some(&Route::Tags),
        _ => None,
    };
    match route {
        None => None,
        _ if route == here => Some("page"),
        _ if route == section => Some("true"),
        _ => None,
    }
}
