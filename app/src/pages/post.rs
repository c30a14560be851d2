//! `/posts/<slug>/`: one article.

use leptos::prelude::*;

use crate::{
    app::site,
    components::{Meta, Rows, TagList},
    model::{Heading, Post, PostLink},
    routes::Route,
};

/// One article with its surroundings.
#[component]
pub(crate) fn PostPage(post: Post) -> impl IntoView {
    let Post {
        summary,
        updated,
        authors,
        prose,
        older,
        newer,
        related,
    } = post;
    let base = site().base_path();
    let archive = base.join(&Route::Archive.path());
    let year = summary.date.year();
    let year_link = format!("{archive}#y{year}");
    let pager = (older.is_some() || newer.is_some()).then(|| {
        let link =
            |link: Option<PostLink>, class: &'static str, rel: &'static str, name: &'static str| {
                link.map(|PostLink { slug, title }| {
                    let href = base.join(&Route::Post(slug).path());
                    view! { <a class=class rel=rel href=href><span>{name}</span> " " {title}</a> }
                })
            };
        view! {
            <nav class="pager" aria-label="More posts">
                {link(older, "pager-older", "prev", "Older")}
                {link(newer, "pager-newer", "next", "Newer")}
            </nav>
        }
    });
    let related = (!related.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="related">
                <h2 id="related">"Related"</h2>
                <Rows posts=related/>
            </section>
        }
    });
    view! {
        <article class="post">
            <header class="page-head">
                <p class="kicker"><a href=archive>"Archive"</a> " " <a href=year_link>{year}</a></p>
                <h1>{summary.title}</h1>
                <p class="lede">{summary.description}</p>
                <Meta date=summary.date minutes=summary.minutes authors updated/>
                <TagList tags=summary.tags/>
            </header>
            <Contents headings=prose.contents/>
            <div class="prose" inner_html=prose.html></div>
        </article>
        {pager}
        {related}
    }
}

/// The table of contents: sections, and below each its parts.
#[component]
fn Contents(headings: Vec<Heading>) -> impl IntoView {
    let link = |heading: &Heading| {
        view! { <a href=format!("#{}", heading.id)>{heading.text.clone()}</a> }
    };
    (headings.len() > 1).then(|| {
        // A part that comes before any section stands as one.
        let sections = headings
            .chunk_by(|_, next| next.level > 2)
            .map(|group| {
                let parts = (group.len() > 1).then(|| {
                    let parts = group[1..]
                        .iter()
                        .map(|part| view! { <li>{link(part)}</li> })
                        .collect_view();
                    view! { <ol>{parts}</ol> }
                });
                view! { <li>{link(&group[0])} {parts}</li> }
            })
            .collect_view();
        view! {
            <nav class="toc" aria-label="Contents">
                <p>"Contents"</p>
                <ol>{sections}</ol>
            </nav>
        }
    })
}
