//! Atom.

use super::{Bodies, Feed, address, time::rfc3339, xml::Xml};

pub(super) fn write(feed: &Feed<'_>, bodies: &Bodies<'_>) -> String {
    let namespace = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &*feed.site.language)];
    let mut xml = Xml::new();
    xml.element("feed", &namespace, |xml| {
        xml.text("id", &feed.page);
        xml.text("title", &feed.title);
        if !feed.site.tagline.is_empty() {
            xml.text("subtitle", &feed.site.tagline);
        }
        xml.text("updated", &rfc3339(feed.updated()));
        link(xml, "self", "application/atom+xml", &feed.address);
        link(xml, "alternate", "text/html", &feed.page);
        for post in &feed.posts {
            xml.element("entry", &[], |xml| {
                let address = address(feed.site, post);
                xml.text("id", &address);
                xml.text("title", &post.summary.title);
                link(xml, "alternate", "text/html", &address);
                xml.text("published", &rfc3339(post.summary.date));
                xml.text("updated", &rfc3339(post.changed()));
                for author in &post.authors {
                    xml.element("author", &[], |xml| xml.text("name", &author.name));
                }
                for tag in &post.summary.tags {
                    xml.empty("category", &[("term", tag.as_str())]);
                }
                if !post.summary.description.is_empty() {
                    xml.text("summary", &post.summary.description);
                }
                if let Some(body) = bodies.get(&post.summary.slug) {
                    xml.text_with("content", &[("type", "html")], body);
                }
            });
        }
    });
    xml.finish()
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) {
    xml.empty("link", &[("rel", rel), ("type", kind), ("href", href)]);
}
