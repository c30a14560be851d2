//! Filtering lists of posts by tags.
//!
//! The filter is nothing but links. In a file each leads to the page of its tag; once the app
//! runs, each leads to the same page with the tag added to or taken from the address
//! (`?tag=mcp&tag=security`), and following it is a navigation like any other: it can be shared,
//! reloaded and gone back from.

use leptos::prelude::*;

use crate::{
    app::{Screen, site},
    model::{Summary, Tag, TagCount},
    routes::Route,
};

/// The posts that have all of some tags.
pub(crate) fn matching<'a>(
    posts: &'a [Summary],
    tags: &'a [Tag],
) -> impl Iterator<Item = &'a Summary> {
    posts
        .iter()
        .filter(move |post| tags.iter().all(|tag| post.tags.contains(tag)))
}

/// The address of the current page under a filter.
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

/// One chip for each tag, with the number of posts that following it would show.
#[component]
pub(crate) fn Filter(
    /// What to offer, as counted without a filter.
    tags: Vec<TagCount>,
    /// How many posts there are without a filter.
    total: usize,
) -> impl IntoView {
    let screen: Screen = expect_context();
    let base = site().base_path();
    let here = {
        let base = base.clone();
        move || base.join(&screen.route.get().unwrap_or(Route::Home).path())
    };
    let all = {
        let (base, here) = (base.clone(), here.clone());
        move || {
            if screen.live.get() {
                here()
            } else {
                base.join(&Route::Archive.path())
            }
        }
    };
    let chips = move || {
        let selected = screen.filter.get();
        let posts = screen.posts.get();
        let unlisted = selected
            .iter()
            .filter(|tag| tags.iter().all(|offered| offered.tag != **tag))
            .map(|tag| TagCount {
                tag: tag.clone(),
                count: 0,
            });
        tags.iter()
            .cloned()
            .chain(unlisted)
            .map(|TagCount { tag, count }| {
                let chosen = selected.contains(&tag);
                let mut then: Vec<Tag> = selected
                    .iter()
                    .filter(|other| **other != tag)
                    .cloned()
                    .collect();
                let narrowed = if chosen {
                    selected.clone()
                } else {
                    then.push(tag.clone());
                    then.clone()
                };
                let count = match selected.as_slice() {
                    [] => count,
                    _ => matching(&posts, &narrowed).count(),
                };
                let href = if screen.live.get() {
                    address(&here(), &then)
                } else {
                    base.join(&Route::Tag(tag.clone()).path())
                };
                view! {
                    <a
                        class="chip"
                        class:is-empty=count == 0
                        href=href
                        aria-current=chosen.then_some("true")
                    >
                        {tag.to_string()}
                        " "
                        <span class="count">{count}</span>
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="filter" aria-label="Filter by tag">
            <a class="chip" href=all aria-current=move || screen.filter.get().is_empty().then_some("true")>
                "all "
                <span class="count">{total}</span>
            </a>
            {chips}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_stands_in_the_address_in_the_order_of_choice() {
        let tags: Vec<Tag> = ["mcp", "a-b"]
            .iter()
            .map(|tag| tag.parse().expect("a tag"))
            .collect();
        assert_eq!(address("/archive/", &[]), "/archive/");
        assert_eq!(address("/archive/", &tags[..1]), "/archive/?tag=mcp");
        assert_eq!(address("/", &tags), "/?tag=mcp&tag=a-b");
    }
}
