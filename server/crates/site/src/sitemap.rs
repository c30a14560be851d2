//! `sitemap.xml`: every page, and the day it last changed.
//!
//! No `changefreq` and no `priority`: they would be made up.

use app::head::alternates_of;
use model::{Date, Library, Post, Site, routes::Route};

/// What one file may hold by <https://www.sitemaps.org/protocol.html>.
const URLS: usize = 50_000;
/// As above, in bytes.
const BYTES: usize = 50 * 1024 * 1024;

/// The files by their paths: one, or as many as the protocol asks for and a list of them.
pub(super) fn sitemaps<'a>(libraries: impl Iterator<Item = &'a Library>) -> Vec<(String, String)> {
    let libraries: Vec<&Library> = libraries.collect();
    let [first, ..] = &*libraries else { return Vec::new() };
    let entries: Vec<SitemapEntry> =
        libraries.iter().flat_map(|library| entries(library)).collect();
    split(&entries, first.site(), URLS, BYTES)
}

fn entries(library: &Library) -> impl Iterator<Item = SitemapEntry> {
    let routes = library.routes().into_iter().filter(|route| !is_elsewhere(library, route));
    routes.map(|route| SitemapEntry {
        address: library.site().url(&route),
        changed: last_change(library, &route),
        versions: alternates_of(&library.versions(Some(&route))),
    })
}

/// An address, and the day on which what is there last changed.
struct SitemapEntry {
    address: String,
    changed: Option<Date>,
    /// The same page in other languages, itself among them: tag and address.
    versions: Vec<(String, String)>,
}

impl SitemapEntry {
    fn write(&self, element: &str) -> String {
        let address = escape(&self.address);
        let changed = self.changed.map(|date| format!("<lastmod>{date}</lastmod>"));
        let changed = changed.unwrap_or_default();
        let version = |(language, url): &(String, String)| {
            let url = escape(url).replace('"', "&quot;");
            format!(r#"<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>"#)
        };
        let versions: String = self.versions.iter().map(version).collect();
        format!("<{element}><loc>{address}</loc>{changed}{versions}</{element}>\n")
    }
}

fn split(
    entries: &[SitemapEntry],
    site: &Site,
    urls: usize,
    bytes: usize,
) -> Vec<(String, String)> {
    // Room for what stands around the entries.
    let bytes = bytes.saturating_sub(1024);
    let mut parts: Vec<(String, SitemapEntry)> = Vec::new();
    let mut count = 0;
    for entry in entries {
        let line = entry.write("url");
        let full =
            |(text, _): &(String, SitemapEntry)| count == urls || text.len() + line.len() > bytes;
        if parts.last().is_none_or(full) {
            let address = site.absolute(&format!("/sitemap-{}.xml", parts.len() + 1));
            parts.push((
                String::new(),
                SitemapEntry { address, changed: None, versions: Vec::new() },
            ));
            count = 0;
        }
        count += 1;
        if let Some((text, part)) = parts.last_mut() {
            text.push_str(&line);
            part.changed = part.changed.max(entry.changed);
        }
    }
    if let [(text, _)] = &*parts {
        return vec![("/sitemap.xml".into(), file("urlset", text))];
    }
    let list: String = parts.iter().map(|(_, part)| part.write("sitemap")).collect();
    let parts = parts
        .iter()
        .zip(1..)
        .map(|((text, _), number)| (format!("/sitemap-{number}.xml"), file("urlset", text)));
    [("/sitemap.xml".to_owned(), file("sitemapindex", &list))].into_iter().chain(parts).collect()
}

fn file(element: &str, entries: &str) -> String {
    // Named only where it is used.
    let other = match entries.contains("<xhtml:link ") {
        true => " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"",
        false => "",
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{other}>\n\
         {entries}</{element}>\n"
    )
}

/// Whether a page names another address as its own: search engines are to look there.
fn is_elsewhere(library: &Library, route: &Route) -> bool {
    match route {
        // They ask not to be listed.
        Route::Search | Route::Revisions(_) => true,
        text => library.text(text).is_some_and(|post| post.canonical.is_some()),
    }
}

/// The day a page last changed, as far as the posts tell: a list changes with each post on it.
fn last_change(library: &Library, route: &Route) -> Option<Date> {
    match route {
        text if text.is_text() => library.text(text).map(Post::changed),
        list => library.listed(list)?.map(Post::changed).max(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use fixtures::library;

    use super::*;

    #[test]
    fn every_page_stands_in_it_with_the_day_of_its_last_change() {
        assert_eq!(
            sitemaps([&library("https://example.org/blog")].into_iter()),
            [("/sitemap.xml".to_owned(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
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
             </urlset>\n".to_owned())]
        );
    }

    #[test]
    fn what_one_file_can_t_hold_goes_to_several_and_a_list_of_them() {
        let entry = |number: usize| SitemapEntry {
            address: format!("https://example.org/{number}/?a&b"),
            changed: Date::new(2026, 1, number as u8),
            versions: Vec::new(),
        };
        let entries: Vec<SitemapEntry> = (1..=5).map(entry).collect();
        let site = fixtures::site("https://example.org");
        for (urls, bytes) in [(2, BYTES), (URLS, 1024 + 2 * entries[0].write("url").len())] {
            let files = split(&entries, &site, urls, bytes);
            let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
            let parts = ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"];
            assert_eq!(paths, [&["/sitemap.xml"], &parts[..]].concat());
            let list = roxmltree::Document::parse(&files[0].1).expect("well-formed");
            let texts = list.descendants().filter(|node| node.is_text());
            let listed: Vec<&str> = texts
                .filter_map(|node| node.text())
                .filter(|text| !text.trim().is_empty())
                .collect();
            assert_eq!(listed[..2], ["https://example.org/sitemap-1.xml", "2026-01-02"]);
            let counts = files[1..].iter().map(|(_, text)| text.matches("<loc>").count());
            assert_eq!(counts.collect::<Vec<_>>(), [2, 2, 1]);
        }
    }
}
