//! `sitemap.xml`: every page, and the day it last changed.

use std::{collections::HashMap, fmt::Write};

use app::{
    model::{Date, Library, Post},
    routes::Route,
};

/// As <https://www.sitemaps.org/protocol.html> has it.
pub(super) fn sitemap(library: &Library) -> String {
    let changes = last_changes(library);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in library.routes() {
        let address = escape(&library.site().absolute(&route.path()));
        // Writing to a string can't fail.
        let _ = write!(xml, "<url><loc>{address}</loc>");
        if let Some(date) = changes.get(&route) {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The day each page last changed, as far as the posts tell: a list changes with each post on it.
fn last_changes(library: &Library) -> HashMap<Route, Date> {
    let mut changes = HashMap::new();
    if let Some(date) = library.posts().iter().map(Post::changed).max() {
        changes.extend([Route::Home, Route::Archive, Route::Tags].map(|route| (route, date)));
    }
    for (tag, posts) in library.tags() {
        if let Some(date) = posts.map(Post::changed).max() {
            changes.insert(Route::Tag(tag.clone()), date);
        }
    }
    for post in library.posts() {
        changes.insert(Route::Post(post.summary.slug.clone()), post.changed());
    }
    changes
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::library;

    #[test]
    fn every_page_stands_in_it_with_the_day_of_its_last_change() {
        assert_eq!(
            sitemap(&library("https://example.org/blog")),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>https://example.org/blog/</loc><lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/archive/</loc><lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/tags/</loc><lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/tags/a/</loc><lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/tags/b/</loc><lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/posts/new/</loc><lastmod>2026-02-01</lastmod></url>\n\
             <url><loc>https://example.org/blog/posts/gr%C3%B6%C3%9Fe/</loc>\
             <lastmod>2026-03-05</lastmod></url>\n\
             <url><loc>https://example.org/blog/about/</loc></url>\n\
             </urlset>\n"
        );
    }
}
