//! Which links lead to pages of ours.

use model::{Site, Tag, routes::Route};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, UrlSearchParams};

use super::dom;

/// However many an address asks for.
const MOST_SCREENS: u32 = 50;

/// Where a link leads, when it leads to a page of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    pub(super) route: Route,
    /// What the address filters by.
    pub(super) tags: Vec<Tag>,
    /// How many screenfuls of what the filter finds are asked for, at least one.
    pub(super) screens: u32,
    /// The query with its `?`; empty if there is none.
    pub(super) search: String,
    /// The fragment without its `#`; empty if there is none.
    pub(super) fragment: String,
    /// The whole address.
    pub(super) href: String,
}

impl Destination {
    /// The address in the browser's bar.
    pub(super) fn here(site: &Site) -> Option<Self> {
        let location = dom::window().location();
        Self::of(
            site,
            &location.pathname().ok()?,
            &location.search().ok()?,
            &location.hash().ok()?,
            location.href().ok()?,
        )
    }

    /// Where the link leads that an event happened on, if the app should care for it.
    pub(super) fn of_event(site: &Site, event: &Event) -> Option<Self> {
        let element: Element = event.target()?.dyn_into().ok()?;
        let link: HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
        let elsewhere = link.origin() != dom::window().location().origin().ok()?
            || !matches!(&*link.target(), "" | "_self")
            || link.has_attribute("download")
            || link.rel().split_ascii_whitespace().any(|word| word == "external");
        if elsewhere {
            return None;
        }
        Self::of(site, &link.pathname(), &link.search(), &link.hash(), link.href())
    }

    fn of(site: &Site, path: &str, search: &str, hash: &str, href: String) -> Option<Self> {
        let route = site.routes.parse(site.base_path().strip(path)?)?;
        let mut tags: Vec<Tag> = Vec::new();
        let query = UrlSearchParams::new_with_str(search).ok()?;
        for tag in query.get_all("tag") {
            if let Some(tag) = tag.as_string().and_then(|tag| Tag::in_address(&tag))
                && !tags.contains(&tag)
            {
                tags.push(tag);
            }
        }
        let screens = query.get("show").and_then(|screens| screens.parse().ok());
        let screens = screens.unwrap_or(1).clamp(1, MOST_SCREENS);
        let fragment = hash.trim_start_matches('#').to_owned();
        Some(Self { route, tags, screens, search: search.to_owned(), fragment, href })
    }

    /// The title of the window, given that of the page: the tags that it is filtered by come first.
    pub(super) fn title(&self, page: &str) -> String {
        let tags: Vec<&str> = self.tags.iter().map(Tag::as_str).collect();
        if tags.is_empty() { page.to_owned() } else { format!("{} – {page}", tags.join(", ")) }
    }

    /// Whether another destination is the same view of the same page, fragments apart.
    pub(super) fn same_view(&self, other: &Self) -> bool {
        self.route == other.route && self.search == other.search
    }
}

/// Whether a click asks for the link to be followed here and now: not in a new tab, not as a
/// download, and not already dealt with.
pub(super) fn is_plain(click: &MouseEvent) -> bool {
    let modified = click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key();
    click.button() == 0 && !modified && !click.default_prevented()
}
