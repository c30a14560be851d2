//! JSON Feed 1.1, of the newest posts alone: there is no `next_url`. What is older stands in the Atom
//! archives, and pages of it here would publish, and pack at every build, each of its texts once
//! more for the few readers that turn pages.

use model::Byline;
use serde_json::{Value, json};

use super::{feed::Feed, time::rfc3339};

pub(super) fn write(feed: &Feed<'_>) -> String {
    let items: Vec<Value> = feed
        .posts
        .iter()
        .map(|post| {
            let address = feed.address_of(post);
            let authors = post.authors.iter().map(|author| author_of(feed, author));
            let mut item = json!({
                "id": address,
                "url": address,
                "title": post.summary.title,
                "summary": post.summary.description,
                "content_html": feed.body_of(post),
                "date_published": rfc3339(post.summary.date),
                "date_modified": rfc3339(post.changed()),
                "authors": authors.collect::<Vec<_>>(),
                "tags": post.summary.tags,
                "language": feed.site.language,
            });
            let cover = post.cover.as_ref().map(|cover| feed.site.address(&cover.src));
            for (key, value) in [("external_url", post.canonical.clone()), ("image", cover)] {
                if let Some(value) = value {
                    item[key] = value.into();
                }
            }
            item
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

fn author_of(feed: &Feed<'_>, author: &Byline) -> Value {
    match feed.page_of(author) {
        Some(page) => json!({ "name": author.name, "url": page }),
        None => json!({ "name": author.name }),
    }
}
