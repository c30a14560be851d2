//! `/posts/<slug>/`: one article.

use leptos::prelude::*;
use model::{Part, Post, PostLink, routes::Route};

use super::parts::{Meta, lede, meta, pager, picture, tag_list};
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
                <h2 id="related">"Related"</h2>
                {rows(place, &post.related)}
            </section>
        }
    });
    let lede = lede(&post.prose, &summary.description);
    let contents = post.prose.contents.clone();
    let contents = contents.map(|contents| {
        view! { <nav class="toc" aria-label="Contents" inner_html=contents></nav> }
    });
    view! {
        <article class="post">
            <header class="page-head">
                <p class="kicker">
                    <a href=archive>"Archive"</a>
                    " "
                    <a href=format!("{listed}#y{year}")>{year}</a>
                </p>
                <h1>{summary.title.clone()}</h1>
                {lede}
                {meta(place, &when)}
                {tag_list(place, &summary.tags)}
                {markdown(place, post)}
            </header>
            {picture(place, "cover", post.cover.as_ref())}
            {part(place, post)}
            {contents}
            <div class="prose" inner_html=post.prose.html.to_string()></div>
        </article>
        {neighbours(place, post)}
        {related}
    }
}

/// The way to the text as it was written. Once the app runs, `start.js` adds one to copy it.
fn markdown(place: &Place, post: &Post) -> impl IntoView + use<> {
    let href = place.href(&Route::Post(post.summary.slug.clone())) + "index.md";
    view! { <p class="more"><a href=href type="text/markdown">"View as Markdown"</a></p> }
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
        <nav class="series" aria-label="Series">
            <p>{format!("Part {number} of {of}: ")} <a href=series>{title.clone()}</a></p>
            <ol start=*first>{items}</ol>
        </nav>
    })
}

/// The ways to the posts before and after.
fn neighbours(place: &Place, post: &Post) -> impl IntoView + use<> {
    let way = |PostLink { slug, title }: &PostLink| {
        (place.href(&Route::Post(slug.clone())), title.clone())
    };
    pager("More posts", post.older.as_ref().map(way), post.newer.as_ref().map(way))
}
