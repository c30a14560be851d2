//! A small blog for tests.

use model::{Byline, Library, Post, Prose, Site, Standalone, Summary, routes::Route};

/// A blog without a word that lives at an address.
pub(crate) fn site(base_url: &str) -> Site {
    Site {
        title: "Blog".into(),
        tagline: "On things.".into(),
        introduction: "Welcome.".into(),
        base_url: base_url.into(),
        language: "en".into(),
        author: "Editors".into(),
        links: Vec::new(),
        ..Site::default()
    }
}

/// A post with one section.
pub(crate) fn post(slug: &str, date: &str, tags: &[&str]) -> Post {
    Post {
        summary: Summary {
            slug: slug.parse().expect("a slug"),
            title: slug.to_uppercase(),
            description: format!("What {slug} is about."),
            date: date.parse().expect("a date"),
            minutes: 1,
            tags: tags.iter().map(|tag| tag.parse().expect("a tag")).collect(),
        },
        updated: None,
        authors: vec![Byline::of_name("Editors")],
        words: 1,
        cover: None,
        canonical: None,
        series: None,
        prose: Prose {
            contents: None,
            html: "<h2 id=\"part\">Part</h2>".into(),
            ..Prose::default()
        },
        older: None,
        newer: None,
        page: 0,
        related: Vec::new(),
    }
}

/// Two posts and a page.
pub(crate) fn library(base_url: &str) -> Library {
    let mut old = post("größe", "2026-01-01", &["a", "b"]);
    old.updated = "2026-03-05".parse().ok();
    let about = Standalone {
        slug: "about".parse().expect("a slug"),
        title: "About".into(),
        description: "What this is.".into(),
        prose: Prose::default(),
    };
    let posts = vec![old, post("new", "2026-02-01", &["a"])];
    let route = |post: &Post| Route::Post(post.summary.slug.clone());
    let markdown = posts.iter().map(|post| (route(post), "## Part\n".into())).collect();
    Library::new(site(base_url), posts, vec![about]).expect("no duplicate").with_markdown(markdown)
}
