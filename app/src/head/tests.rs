use model::routes::Routes;

use super::*;

fn library() -> Library {
    let site = Site { title: "A \"blog\"".into(), ..fixtures::site("https://example.org/below") };
    let mut post = fixtures::post("one", "2026-01-01", &["a"]);
    post.summary.title = "One".into();
    post.summary.description.clear();
    Library::new(site, vec![post], Vec::new()).expect("no duplicate")
}

/// The alternates of a page, as they are written.
fn alternates(path: &str) -> Vec<String> {
    let library = library();
    let route = Routes::default().parse(path);
    let page = route.as_ref().and_then(|route| library.page(route));
    let head = Head::of(&library, route.as_ref(), &page.unwrap_or_else(|| library.missing()));
    let html = head.to_html(library.site());
    let links = html.split("<link ").filter(|link| link.starts_with("rel=\"alternate\""));
    links.filter_map(|link| Some(link.split_once('>')?.0.to_owned())).collect()
}

#[test]
fn every_page_leads_to_the_feed_a_tag_to_its_own_too_and_a_text_to_its_markdown() {
    let blog = "rel=\"alternate\" type=\"application/atom+xml\" \
        title=\"A &quot;blog&quot;\" href=\"/below/feed.xml\"";
    for path in ["/", "/archive/", "/tags/", "/posts/one/", "/no/where/"] {
        assert_eq!(alternates(path).first().map(String::as_str), Some(blog), "{path}");
    }
    let tag = "rel=\"alternate\" type=\"application/atom+xml\" \
        title=\"Articles on a – A &quot;blog&quot;\" href=\"/below/tags/a/feed.xml\"";
    assert_eq!(alternates("/tags/a/"), [blog, tag]);
    let markdown = "rel=\"alternate\" type=\"text/markdown\" \
        title=\"Markdown\" href=\"/below/posts/one/index.md\"";
    assert_eq!(alternates("/posts/one/"), [blog, markdown]);
}

#[test]
fn a_document_brings_what_a_browser_reads_and_a_file_begins_with_it() {
    let library = library();
    let route = Routes::default().parse("/posts/one/").expect("a post");
    let page = library.page(&route).expect("there");
    let head = Head::of(&library, Some(&route), &page);
    let (whole, brought) = (head.to_html(library.site()), head.for_browser(library.site()));
    // But for what is for previews.
    let plain = whole.replacen(" property=\"og:description\"", "", 1);
    assert!(plain.starts_with(&brought), "{whole}");
    let elements = brought.split_inclusive('>').map(|tag| tag.split(" href").next());
    let elements: Vec<&str> = elements.flatten().collect();
    assert_eq!(
        elements,
        [
            "<meta name=\"description\" content=\"\">",
            "<link rel=\"canonical\"",
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"A &quot;blog&quot;\"",
            "<link rel=\"alternate\" type=\"text/markdown\" title=\"Markdown\"",
        ]
    );
    let missing = Head::of(&library, None, &library.missing());
    assert!(missing.for_browser(library.site()).contains("noindex"));
}

#[test]
fn previews_show_the_picture_that_the_library_has_for_a_page() {
    let share = Picture {
        src: "/media/card.1.png".into(),
        alt: "\"One\"".into(),
        width: Some(1200),
        height: Some(630),
        ..Picture::default()
    };
    let route = Routes::default().parse("/posts/one/").expect("a post");
    let library = library().with_shares([(route.clone(), share)].into());
    let page = library.page(&route).expect("there");
    let html = Head::of(&library, Some(&route), &page).to_html(library.site());
    let start = html.find("<meta property=\"og:type\"").expect("a preview");
    let end = html.find("<script type=\"application/ld+json\"").expect("structured data");
    let metas: Vec<&str> = html[start..end].split_inclusive('>').collect();
    assert_eq!(
        metas,
        [
            "<meta property=\"og:type\" content=\"article\">",
            "<meta name=\"twitter:title\" property=\"og:title\" content=\"One\">",
            "<meta property=\"og:site_name\" content=\"A &quot;blog&quot;\">",
            "<meta property=\"og:locale\" content=\"en\">",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
            "<meta name=\"twitter:image\" property=\"og:image\" content=\"https://example.org/below/media/card.1.png\">",
            "<meta property=\"og:image:type\" content=\"image/png\">",
            "<meta property=\"og:image:width\" content=\"1200\">",
            "<meta property=\"og:image:height\" content=\"630\">",
            "<meta name=\"twitter:image:alt\" property=\"og:image:alt\" content=\"&quot;One&quot;\">",
            "<meta property=\"article:published_time\" content=\"2026-01-01\">",
            "<meta property=\"article:modified_time\" content=\"2026-01-01\">",
            "<meta property=\"article:author\" content=\"Editors\">",
            "<meta property=\"article:section\" content=\"a\">",
            "<meta property=\"article:tag\" content=\"a\">",
        ]
    );
    let home = library.page(&Route::Home).expect("there");
    let html = Head::of(&library, Some(&Route::Home), &home).to_html(library.site());
    assert!(!html.contains("image") && html.contains("content=\"summary\""), "{html}");
}
