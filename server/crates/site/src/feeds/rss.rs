//! RSS 2.0, with the whole text in the element that other generators put it in.

use super::{feed::Feed, time::rfc822, xml::Xml};

pub(super) fn write(feed: &Feed<'_>) -> String {
    let namespaces = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:h", "http://www.w3.org/1999/xhtml"),
    ];
    let itself = [("rel", "self"), ("type", "application/rss+xml"), ("href", &*feed.address)];
    // The format wants a description.
    let tagline = &feed.site.tagline;
    let description = if tagline.is_empty() { &feed.title } else { tagline };
    let mut xml = Xml::new(&feed.style());
    xml.element("rss", &namespaces, |xml| {
        xml.element("channel", &[], |xml| {
            xml.text("title", &feed.title);
            xml.text("link", &feed.page);
            xml.text("description", description);
            xml.text("language", &feed.site.language);
            xml.text("lastBuildDate", &rfc822(feed.updated()));
            xml.empty("atom:link", &itself);
            feed.for_browsers(xml);
            for post in &feed.posts {
                xml.element("item", &[], |xml| {
                    let address = feed.address_of(post);
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
                    if !post.summary.description.is_empty() {
                        xml.text("description", &post.summary.description);
                    }
                    xml.text("content:encoded", &feed.body_of(post));
                    xml.text_with("h:a", &[("href", &address)], &post.summary.title);
                });
            }
        });
    });
    xml.finish()
}
