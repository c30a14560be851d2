//! RSS 2.0, with the whole text in the element that other generators put it in.

use super::{Bodies, Feed, address, time::rfc822, xml::Xml};

pub(super) fn write(feed: &Feed<'_>, bodies: &Bodies<'_>) -> String {
    let namespaces = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let itself = [("rel", "self"), ("type", "application/rss+xml"), ("href", &*feed.address)];
    let mut xml = Xml::new();
    xml.element("rss", &namespaces, |xml| {
        xml.element("channel", &[], |xml| {
            xml.text("title", &feed.title);
            xml.text("link", &feed.page);
            xml.text("description", &feed.site.tagline);
            xml.text("language", &feed.site.language);
            xml.text("lastBuildDate", &rfc822(feed.updated()));
            xml.empty("atom:link", &itself);
            for post in &feed.posts {
                xml.element("item", &[], |xml| {
                    let address = address(feed.site, post);
                    xml.text("title", &post.summary.title);
                    xml.text("link", &address);
                    xml.text_with("guid", &[("isPermaLink", "true")], &address);
                    xml.text("pubDate", &rfc822(post.summary.date));
                    for author in &post.authors {
                        // The format's own element for authors wants a mail address.
                        xml.text("dc:creator", &author.name);
                    }
                    for tag in &post.summary.tags {
                        xml.text("category", tag.as_str());
                    }
                    xml.text("description", &post.summary.description);
                    if let Some(body) = bodies.get(&post.summary.slug) {
                        xml.text("content:encoded", body);
                    }
                });
            }
        });
    });
    xml.finish()
}
