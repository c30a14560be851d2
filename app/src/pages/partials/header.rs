//! What stands above every page.

use leptos::prelude::*;
use model::{Frame, Link, Logo, NavItem, Picture, routes::Route};
use words::Message;

use crate::{
    pages::common::{address, shared},
    state::ViewContext,
};

/// Name of the blog, sections, theme switch: what is in the header of every page.
pub(crate) fn header(place: &ViewContext, frame: &Frame) -> impl IntoView + use<> {
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
        <a class="site-title" href=place.href(&Route::Home) data-way="home">{name(place, frame)}</a>
        <nav class="site-nav" data-sections aria-label=place.say(Message::MainNavigation)>
            <ul>{sections(place, frame)}</ul>
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
    }
}

/// What the header leads to: as the owner says, or else the sections that every blog has and some links.
fn sections(place: &ViewContext, frame: &Frame) -> impl IntoView + use<> {
    if !frame.nav.is_empty() {
        return frame.nav.iter().map(|item| self::item(place, item)).collect::<Vec<_>>();
    }
    let section = |name: String, href: String, route: Option<&Route>| {
        view! { <li><a href=href aria-current=place.current(route)>{name}</a></li> }.into_any()
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
        let route = route_of(place, url);
        section(name.clone(), address(place, url), route.as_ref())
    }));
    sections
}

/// A place in the header. What has others below it opens without a script.
fn item(place: &ViewContext, item: &NavItem) -> AnyView {
    match item {
        NavItem::Link(link) => view! { <li>{self::link(place, link)}</li> }.into_any(),
        NavItem::Group { name, below } => {
            let items = below.iter().map(|item| view! { <li>{link(place, item)}</li> });
            view! {
                <li>
                    <details class="nav-group" name="nav">
                        <summary>{name.clone()}</summary>
                        <ul>{items.collect_view()}</ul>
                    </details>
                </li>
            }
            .into_any()
        }
    }
}

fn link(place: &ViewContext, Link { name, url }: &Link) -> impl IntoView + use<> {
    let current = place.current(route_of(place, url).as_ref());
    view! { <a href=address(place, url) aria-current=current>{name.clone()}</a> }
}

/// The page that a path on this site leads to. Where it may be a post or a page, and one of them is here,
/// it is that.
fn route_of(place: &ViewContext, path: &str) -> Option<Route> {
    let routes = &place.site.routes;
    let is_here = |route: &Route| Some(route) == place.route.as_ref();
    routes.find(path, is_here).or_else(|| routes.parse(path))
}

/// The name of the blog, or what stands for it.
fn name(place: &ViewContext, frame: &Frame) -> AnyView {
    let title = place.site.title.clone();
    let picture = |picture: &Picture, class: &'static str| {
        let (src, alt) = (shared(place, &picture.src), title.clone());
        let (width, height) = (picture.width, picture.height);
        view! { <img class=class src=src alt=alt width=width height=height /> }
    };
    match &frame.logo {
        None => view! {
            <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
                <path d="M2 5h28M6 12h10M20 26h8"></path>
                <path d="M12 19h16"></path>
            </svg>
            {title}
        }
        .into_any(),
        Some(Logo::Inline(svg)) => {
            view! { <span class="logo" role="img" aria-label=title inner_html=svg.clone()></span> }
                .into_any()
        }
        Some(Logo::File { day, night: None }) => picture(day, "logo").into_any(),
        // Only the one that is shown is read out.
        Some(Logo::File { day, night: Some(night) }) => {
            view! { {picture(day, "logo logo-day")} {picture(night, "logo logo-night")} }.into_any()
        }
    }
}
