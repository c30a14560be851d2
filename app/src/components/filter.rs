//! Filtering lists of posts by tags.
//!
//! The filter is nothing but links. In a file each leads to the page of its tag; once the app
//! runs, each leads to the same page with the tag added to or taken from the address
//! (`?tag=mcp&tag=security`), and following it is a navigation like any other: it can be shared,
//! reloaded and gone back from.

use leptos::prelude::*;

use crate::{
    app::{Screen, matching},
    model::{Tag, TagCount},
    routes::Route,
};

/// One chip for each tag, with the number of posts that following it would show.
///
/// `tags` are what to offer and `total` the number of posts, both as counted without a filter.
pub(crate) fn filter(screen: &Screen, tags: &[TagCount], total: usize) -> impl IntoView + use<> {
    let selected = &screen.filter;
    let here = screen.href(screen.route.as_ref().unwrap_or(&Route::Home));
    let chip = |name: &str, count: usize, href: String, chosen: bool| {
        let name = format!("{name} ");
        let class = if count == 0 { "chip is-empty" } else { "chip" };
        view! {
            <a class=class href=href aria-current=chosen.then_some("true")>
                {name}
                <span class="count">{count}</span>
            </a>
        }
    };
    let all = if screen.live { here.clone() } else { screen.href(&Route::Archive) };
    let mut chips = vec![chip("all", total, all, selected.is_empty())];
    let unlisted = selected
        .iter()
        .filter(|tag| tags.iter().all(|offered| offered.tag != **tag))
        .map(|tag| TagCount { tag: tag.clone(), count: 0 });
    chips.extend(tags.iter().cloned().chain(unlisted).map(|TagCount { tag, count }| {
        let chosen = selected.contains(&tag);
        let others = selected.iter().filter(|other| **other != tag).cloned();
        let with: Vec<Tag> = others.clone().chain([tag.clone()]).collect();
        let count =
            if selected.is_empty() { count } else { matching(&screen.posts, &with).count() };
        let href = match (screen.live, chosen) {
            (false, _) => screen.href(&Route::Tag(tag.clone())),
            (true, false) => address(&here, &with),
            (true, true) => address(&here, &others.collect::<Vec<_>>()),
        };
        chip(tag.as_str(), count, href, chosen)
    }));
    view! { <nav class="filter" aria-label="Filter by tag">{chips}</nav> }
}

/// The address of a page under a filter.
fn address(path: &str, tags: &[Tag]) -> String {
    let mut address = path.to_owned();
    for (at, tag) in tags.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str("tag=");
        // A tag holds letters, digits and hyphens of any script: the browser encodes those itself.
        address.push_str(tag.as_str());
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_stands_in_the_address_in_the_order_of_choice() {
        let tags: Vec<Tag> = ["mcp", "a-b"].iter().map(|tag| tag.parse().expect("a tag")).collect();
        assert_eq!(address("/archive/", &[]), "/archive/");
        assert_eq!(address("/archive/", &tags[..1]), "/archive/?tag=mcp");
        assert_eq!(address("/", &tags), "/?tag=mcp&tag=a-b");
    }
}
