//! `/posts/<slug>/`: one article.

use leptos::prelude::*;
use model::{
    Part, Post, PostLink,
    routes::{FEED, Route},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::parts::{Meta, bylines, lede, meta, pager, picture, tag_list};
use crate::{app::Place, components::rows};

/// One article with its surroundings.
pub(super) fn post(place: &Place, post: &Post) -> impl IntoView + use<> {
    let summary = &post.summary;
    let archive = place.href(&Route::Archive);
    let listed = place.href(&Route::Archive.numbered(post.page));
    let year = summary.date.year();
    let when = Meta {
        date: summary.date,
        minutes: summary.minutes,
        authors: &post.authors,
        updated: post.updated,
        canonical: post.canonical.as_deref(),
    };
    let related = (!post.related.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="related">
                <h2 id="related">{RELATED}</h2>
                {rows(place, &post.related)}
            </section>
        }
    });
    let lede = lede(&post.prose, &summary.description);
    let contents = post.prose.contents.clone();
    let contents = contents.map(|contents| {
        view! { <nav class="toc" aria-label=CONTENTS data-contents inner_html=contents></nav> }
    });
    view! {
        <article class="post">
            <header class="page-head">
                <p class="kicker">
                    <a href=archive>{ARCHIVE}</a>
                    " "
                    <a href=format!("{listed}#y{year}")>{year}</a>
                </p>
                <h1>{summary.title.clone()}</h1>
                {lede}
                {meta(place, &when)}
            </header>
            {picture(place, "cover", post.cover.as_ref())}
            {part(place, post)}
            {contents}
            <div class="prose" inner_html=post.prose.html.to_string()></div>
            {end(place, post)}
        </article>
        {neighbours(place, post)}
        {related}
    }
}

/// What a reader may want who has read it all: the next part, who wrote this, and what can be done.
fn end(place: &Place, post: &Post) -> impl IntoView + use<> {
    let next = next_part(post).map(|PostLink { slug, title }| {
        let href = place.href(&Route::Post(slug.clone()));
        view! { <p class="next-part">{NEXT_PART} " " <a href=href>{title.clone()}</a></p> }
    });
    let contact = place.site.contact.as_ref().map(|contact| {
        let href = correction(contact, &post.summary.title);
        view! { <a href=href rel="external">{CORRECT}</a> }
    });
    let feed = place.site.base_path().join(FEED);
    let markdown = place.href(&Route::Post(post.summary.slug.clone())) + "index.md";
    view! {
        <footer class="post-end">
            {next}
            <ul class="meta">
                <li>{WRITTEN_BY}</li>
                {bylines(place, &post.authors)}
            </ul>
            {tag_list(place, &post.summary.tags)}
            <p class="more">{contact} " " <a href=feed rel="external">{SUBSCRIBE}</a></p>
            // Once the app runs, `read.js` adds a button that copies it.
            <p class="more"><a href=markdown type="text/markdown">{AS_MARKDOWN}</a></p>
        </footer>
    }
}

/// Where a mistake in a post is told: in a letter, the post is its subject.
fn correction(contact: &str, title: &str) -> String {
    match contact.starts_with("mailto:") && !contact.contains('?') {
        true => format!("{contact}?subject={}", utf8_percent_encode(title, NON_ALPHANUMERIC)),
        false => contact.to_owned(),
    }
}

/// The part of its series that comes after a post.
fn next_part(post: &Post) -> Option<&PostLink> {
    let posts = &post.series.as_ref()?.posts;
    let at = posts.iter().position(|part| part.slug == post.summary.slug)?;
    posts.get(at + 1)
}

/// Which part of a series the post is, and the others.
fn part(place: &Place, post: &Post) -> Option<impl IntoView + use<>> {
    let Part { id, title, number, of, first, posts } = post.series.as_ref()?;
    let item = |part: &PostLink| {
        let href = place.href(&Route::Post(part.slug.clone()));
        let current = (part.slug == post.summary.slug).then_some("page");
        view! { <li><a href=href aria-current=current>{part.title.clone()}</a></li> }
    };
    let items = posts.iter().map(item).collect_view();
    let series = place.href(&Route::Series(id.clone()));
    Some(view! {
        <nav class="series" aria-label=SERIES>
            <details>
                <summary>{format!("Part {number} of {of}: {title}")}</summary>
                <ol start=*first>{items}</ol>
                <p><a href=series>{format!("All of {title}")}</a></p>
            </details>
        </nav>
    })
}

/// The ways to the posts before and after.
fn neighbours(place: &Place, post: &Post) -> impl IntoView + use<> {
    let way = |PostLink { slug, title }: &PostLink| {
        (place.href(&Route::Post(slug.clone())), title.clone())
    };
    pager(MORE, post.older.as_ref().map(way), post.newer.as_ref().map(way))
}

const ARCHIVE: &str = "Archive";
const AS_MARKDOWN: &str = "View as Markdown";
const CONTENTS: &str = "Contents";
const CORRECT: &str = "Correct this";
const MORE: &str = "More posts";
const NEXT_PART: &str = "Next part:";
const RELATED: &str = "Related";
const SERIES: &str = "Series";
const SUBSCRIBE: &str = "Subscribe to the feed";
const WRITTEN_BY: &str = "Written by";

#[cfg(test)]
mod tests {
    use super::correction;

    #[test]
    fn a_letter_about_a_post_has_its_title_as_subject() {
        for (contact, href) in [
            ("mailto:a@example.org", "mailto:a@example.org?subject=A%20%26%20B"),
            ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
            ("https://example.org/new", "https://example.org/new"),
        ] {
            assert_eq!(correction(contact, "A & B"), href);
        }
    }
}
