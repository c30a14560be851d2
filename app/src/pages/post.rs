//! `/posts/<slug>/`: one article.

use leptos::prelude::*;

use crate::{
    app::Screen,
    components::{Meta, meta, rows, tag_list},
    model::{Heading, Post, PostLink},
    routes::Route,
};

/// One article with its surroundings.
pub(crate) fn post(screen: &Screen, post: &Post) -> impl IntoView + use<> {
    let summary = &post.summary;
    let archive = screen.href(&Route::Archive);
    let year = summary.date.year();
    let when = Meta {
        date: summary.date,
        minutes: summary.minutes,
        authors: &post.authors,
        updated: post.updated,
    };
    let related = (!post.related.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="related">
                <h2 id="related">"Related"</h2>
                {rows(screen, &post.related)}
            </section>
        }
    });
    view! {
        <article class="post">
            <header class="page-head">
                <p class="kicker">
                    <a href=archive.clone()>"Archive"</a>
                    " "
                    <a href=format!("{archive}#y{year}")>{year}</a>
                </p>
                <h1>{summary.title.clone()}</h1>
                <p class="lede">{summary.description.clone()}</p>
                {meta(&when)}
                {tag_list(screen, &summary.tags)}
            </header>
            {contents(&post.prose.contents)}
            <div class="prose" inner_html=post.prose.html.clone()></div>
        </article>
        {pager(screen, post)}
        {related}
    }
}

/// The table of contents: sections, and below each its parts.
fn contents(headings: &[Heading]) -> impl IntoView + use<> {
    let link = |heading: &Heading| {
        view! { <a href=format!("#{}", heading.id)>{heading.text.clone()}</a> }
    };
    // A part that comes before any section stands as one.
    let section = |group: &[Heading]| {
        let parts = (group.len() > 1).then(|| {
            let parts = group[1..].iter().map(|part| view! { <li>{link(part)}</li> });
            view! { <ol>{parts.collect_view()}</ol> }
        });
        view! { <li>{link(&group[0])} {parts}</li> }
    };
    (headings.len() > 1).then(|| {
        let sections = headings.chunk_by(|_, next| next.level > 2).map(section).collect_view();
        view! {
            <nav class="toc" aria-label="Contents">
                <p>"Contents"</p>
                <ol>{sections}</ol>
            </nav>
        }
    })
}

/// The ways to the posts before and after.
fn pager(screen: &Screen, post: &Post) -> impl IntoView + use<> {
    let link = |class: &'static str, rel: &'static str, name: &'static str, link: &PostLink| {
        let href = screen.href(&Route::Post(link.slug.clone()));
        let title = format!(" {}", link.title);
        view! { <a class=class rel=rel href=href><span>{name}</span> {title}</a> }
    };
    let older = post.older.iter().map(|post| link("pager-older", "prev", "Older", post));
    let newer = post.newer.iter().map(|post| link("pager-newer", "next", "Newer", post));
    let links: Vec<_> = older.chain(newer).collect();
    (!links.is_empty()).then(|| view! { <nav class="pager" aria-label="More posts">{links}</nav> })
}
