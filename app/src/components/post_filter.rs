//! Finding posts by their tags.
//!
//! The filter is nothing but links. In a file each leads to the page of its tag; once the app
//! runs, each leads to the same page with the tag added to or taken from the address
//! (`?tag=mcp&tag=security`), and following it is a navigation like any other: it can be shared,
//! reloaded and gone back from.

use leptos::{either::Either, prelude::*};
use model::{FilterWords, PostFilter, Tag, TagFilter, routes::Route};

use super::rows;
use crate::state::{AppState, FilteredPosts};

/// All posts: how many there are, the filter, and the list that stands there until one is set; from
/// then on what the filter finds.
pub(crate) fn post_filter(state: &AppState, finder: &PostFilter) -> impl IntoView + use<> {
    let PostFilter { filter: offer, html } = finder;
    let found = state.found.as_deref();
    let is_home = state.place.route == Some(Route::Home);
    let class = if is_home { "section" } else { "catalogue" };
    let words = &offer.words;
    let heading = is_home.then(|| view! { <h2>{words.all_posts.clone()}</h2> });
    let list = match found {
        Some(found) => Either::Left(list(state, words, found)),
        None => {
            Either::Right(view! { <div class="listed" data-listed inner_html=html.clone()></div> })
        }
    };
    view! {
        <section class=class aria-label=words.all_posts.clone()>
            {heading}
            <div class="finder">
                <p>{sentence(words, found)}</p>
                {filter(state, offer)}
                {list}
            </div>
        </section>
    }
}

impl AppState {
    /// How many posts there are, or how many of them the filter leaves, on a page that lists them.
    pub fn sentence(&self) -> Option<String> {
        let finder = self.main.finder.as_ref()?;
        Some(sentence(&finder.filter.words, self.found.as_deref()))
    }
}

fn sentence(words: &FilterWords, found: Option<&FilteredPosts>) -> String {
    let Some(found) = found else { return words.unfiltered.clone() };
    let tags: Vec<&str> = found.tags.iter().map(Tag::as_str).collect();
    let values = [("found", &*words.number(found.total)), ("tags", &tags.join(", "))];
    words::fill(&words.found, &values)
}

/// One chip for each tag, with the number of posts that following it would show, where that is
/// known.
fn filter(state: &AppState, offer: &TagFilter) -> impl IntoView + use<> {
    let found = state.found.as_deref();
    let selected = state.selected();
    let here = state.here();
    let chip = |name: &str, count: Option<usize>, href: String, chosen: bool| {
        let name = format!("{name} ");
        let class = if count == Some(0) { "chip is-empty" } else { "chip" };
        let count =
            count.map(|count| view! { <span class="count">{offer.words.number(count)}</span> });
        // Several can be chosen at once, and only one is ever current.
        let state = chosen.then(|| {
            let chosen = format!(" {}", offer.words.chosen);
            view! { <span class="visually-hidden">{chosen}</span> }
        });
        view! {
            <a class=class href=href data-chosen=chosen.then_some("")>
                {name}
                {count}
                {state}
            </a>
        }
    };
    let of_tag = |tag: &Tag, count: Option<usize>| {
        let chosen = selected.contains(tag);
        let others = selected.iter().filter(|other| *other != tag);
        let href = if !state.live {
            state.place.href(&Route::Tag(tag.clone()))
        } else if chosen {
            address(&here, others)
        } else {
            address(&here, others.chain([tag]))
        };
        let count = match found {
            Some(found) if chosen => Some(found.total),
            _ => count,
        };
        chip(tag.as_str(), count, href, chosen)
    };
    let all = if state.live { here.clone() } else { state.place.href(&Route::Archive) };
    let mut chips = vec![chip(&offer.words.all, Some(offer.total), all, selected.is_empty())];
    chips.extend(offer.tags.iter().enumerate().map(|(at, offered)| {
        let count = found.map_or(Some(offered.count), |found| *found.co_counts.get(at)?);
        of_tag(&offered.tag, count)
    }));
    let unlisted = selected.iter().filter(|tag| !offer.offers(tag));
    chips.extend(unlisted.map(|tag| of_tag(tag, None)));
    view! { <nav class="filter" data-filters aria-label=offer.words.filter.clone()>{chips}</nav> }
}

/// What the filter finds, and the way to more of it.
fn list(state: &AppState, words: &FilterWords, found: &FilteredPosts) -> impl IntoView + use<> {
    let none = found.posts.is_empty().then(|| view! { <p>{words.none.clone()}</p> });
    let left = found.total - found.posts.len();
    let more = (left > 0).then(|| {
        let href = address(&state.here(), found.tags.iter());
        view! {
            <p class="more">
                <a class="more-found" data-filters href=format!("{href}&show={}", found.screens + 1)>
                    {words::fill(&words.more, &[("left", &words.number(left))])}
                </a>
            </p>
        }
    });
    view! {
        {none}
        {rows(&state.place, &found.posts, &|_| ())}
        {more}
    }
}

/// The address of a page under a filter.
fn address<'a>(path: &str, tags: impl Iterator<Item = &'a Tag>) -> String {
    let mut address = path.to_owned();
    for (at, tag) in tags.enumerate() {
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
        let of = |path: &str, tags: &[Tag]| address(path, tags.iter());
        assert_eq!(of("/archive/", &[]), "/archive/");
        assert_eq!(of("/archive/", &tags[..1]), "/archive/?tag=mcp");
        assert_eq!(of("/", &tags), "/?tag=mcp&tag=a-b");
    }
}
