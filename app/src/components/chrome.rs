//! What stands above and below every page.

use leptos::prelude::*;

use crate::{
    app::{Screen, site},
    routes::Route,
};

/// Name of the blog, sections, theme switch.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let site = site();
    let base = site.base_path();
    let sections = [
        ("Home", Route::Home),
        ("Archive", Route::Archive),
        ("Tags", Route::Tags),
    ];
    let home = base.join(&Route::Home.path());
    view! {
        <header class="site-header">
            <a class="site-title" href=home>
                <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
                    <path d="M2 5h28M6 12h10M20 26h8"></path>
                    <path d="M12 19h16"></path>
                </svg>
                {site.title.clone()}
            </a>
            <nav class="site-nav" aria-label="Main">
                <ul>
                    {sections
                        .into_iter()
                        .map(|(name, route)| {
                            let href = base.join(&route.path());
                            view! { <li><SectionLink name=name.to_owned() href route=Some(route)/></li> }
                        })
                        .collect_view()}
                    {site
                        .links
                        .iter()
                        .map(|link| {
                            let ours = link.url.starts_with('/');
                            let href = if ours { base.join(&link.url) } else { link.url.clone() };
                            let route = if ours { Route::parse(&link.url) } else { None };
                            view! { <li><SectionLink name=link.name.clone() href route/></li> }
                        })
                        .collect_view()}
                </ul>
            </nav>
            <button
                type="button"
                class="theme-toggle"
                data-theme-toggle
                aria-label="Switch between light and dark theme"
            >
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <circle cx="10" cy="10" r="7.25"></circle>
                    <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z"></path>
                </svg>
            </button>
        </header>
    }
}

/// A link that knows whether it leads to where the reader is: `page` for the page itself, `true`
/// for the section that the page belongs to.
#[component]
fn SectionLink(name: String, href: String, route: Option<Route>) -> impl IntoView {
    let screen: Screen = expect_context();
    let current = move || {
        let here = screen.route.get();
        let section = match &here {
            Some(Route::Post(_)) => Some(Route::Archive),
            Some(Route::Tag(_)) => Some(Route::Tags),
            _ => None,
        };
        match &route {
            None => None,
            Some(_) if here == route => Some("page"),
            Some(_) if section == route => Some("true"),
            Some(_) => None,
        }
    };
    view! { <a href=href aria-current=current>{name}</a> }
}

/// The foot of every page.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let site = site();
    let base = site.base_path();
    view! {
        <footer class="site-footer">
            <p>"Set in Markdown, rendered ahead of time."</p>
            <ul>
                <li><a href=base.join(&Route::Archive.path())>"Archive"</a></li>
                <li><a href=base.join(&Route::Tags.path())>"Tags"</a></li>
            </ul>
        </footer>
    }
}
