//! Atom, and by RFC 5005 the way from one document of a feed to the next.

use super::{
    feed::{Feed, FeedPage},
    time::rfc3339,
    xml::Xml,
};

pub(super) const KIND: &str = "application/atom+xml";

pub(super) fn write(feed: &Feed<'_>) -> String {
    let mut namespaces = vec![
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:h", "http://www.w3.org/1999/xhtml"),
        ("xml:lang", &*feed.site.language),
    ];
    let is_archive = matches!(feed.part, FeedPage::Archive { .. });
    if is_archive {
        namespaces.push(("xmlns:fh", "http://purl.org/syndication/history/1.0"));
    }
    let mut xml = Xml::new(&feed.style());
    xml.element("feed", &namespaces, |xml| {
        xml.text("id", &feed.page);
        xml.text("title", &feed.title);
        if !feed.site.tagline.is_empty() {
            xml.text("subtitle", &feed.site.tagline);
        }
        xml.text("updated", &rfc3339(feed.updated()));
        link(xml, "self", KIND, &feed.address);
        link(xml, "alternate", "text/html", &feed.page);
        for (rel, address) in feed.others() {
            link(xml, rel, KIND, &address);
        }
        if is_archive {
            xml.empty("fh:archive", &[]);
        }
        feed.for_browsers(xml);
        for post in &feed.posts {
            xml.element("entry", &[], |xml| {
                let address = feed.address_of(post);
                xml.text("id", &address);
                xml.text("title", &post.summary.title);
                link(xml, "alternate", "text/html", &address);
                if let Some(first) = &post.canonical {
                    link(xml, "canonical", "text/html", first);
                }
                xml.text("published", &rfc3339(post.summary.date));
                xml.text("updated", &rfc3339(post.changed()));
                for author in &post.authors {
                    xml.element("author", &[], |xml| {
                        xml.text("name", &author.name);
                        if let Some(page) = feed.page_of(author) {
                            xml.text("uri", &page);
                        }
                    });
                }
                for tag in &post.summary.tags {
                    xml.empty("category", &[("term", tag.as_str())]);
                }
                if !post.summary.description.is_empty() {
                    xml.text("summary", &post.summary.description);
                }
                if feed.whole {
                    xml.text_with("content", &[("type", "html")], &feed.body_of(post));
                }
                xml.text_with("h:a", &[("href", &address)], &post.summary.title);
            });
        }
    });
    xml.finish()
}

pub(super) fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) {
    xml.empty("link", &[("rel", rel), ("type", kind), ("href", href)]);
}
