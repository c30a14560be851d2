//! JSON Feed 1.1.

use serde_json::{Value, json};

use super::{Bodies, Feed, address, time::rfc3339};

pub(super) fn write(feed: &Feed<'_>, bodies: &Bodies<'_>) -> String {
    let items: Vec<Value> = feed
        .posts
        .iter()
        .map(|post| {
            let address = address(feed.site, post);
            let authors = post.authors.iter().map(|author| json!({ "name": author.name }));
            json!({
                "id": address,
                "url": address,
                "title": post.summary.title,
                "summary": post.summary.description,
                "content_html": bodies.get(&post.summary.slug),
                "date_published": rfc3339(post.summary.date),
                "date_modified": rfc3339(post.changed()),
                "authors": authors.collect::<Vec<_>>(),
                "tags": post.summary.tags,
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.site.tagline,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": feed.site.language,
        "items": items,
    });
    format!("{feed:#}\n")
}
