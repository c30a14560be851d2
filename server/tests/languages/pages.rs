//! The pages of each language, and how they lead to each other.

use std::{collections::BTreeMap, fs};

use crate::{
    all_between, alternates, bilingual, build,
    common::{Blog, tree},
    with_languages,
};

#[test]
fn each_language_has_its_own_pages_lists_feeds_and_search() {
    let blog = bilingual("https://example.org/below");
    build(&blog);
    let here = |path: &str| blog.site().join(path).exists();
    for path in ["", "posts/der-zweite/", "posts/alone/", "about/", "archive/", "tags/nur-hier/"] {
        for file in ["index.html", "index.json"] {
            assert!(here(&format!("de/{path}{file}")), "de/{path}{file}");
        }
    }
    for file in [
        "404.html",
        "feed.xml",
        "feed.json",
        "rss.xml",
        "llms.txt",
        "llms-full.txt",
        "search/root.txt",
        "tags/tests/feed.xml",
        "posts/alone/index.md",
    ] {
        assert!(here(&format!("de/{file}")), "de/{file}");
    }
    // What is not translated is not invented, and what is shared is there once.
    for file in [
        "de/posts/first/index.html",
        "posts/alone/index.html",
        "tags/nur-hier/index.html",
        "de/robots.txt",
        "de/sitemap.xml",
        "de/favicon.svg",
        "de/pkg",
        "de/media",
        "de/build.json",
    ] {
        assert!(!here(file), "{file}");
    }
    let page = blog.read("de/posts/der-zweite/index.html");
    for part in [
        "<html lang=\"de\">",
        "<title>Der zweite – Das Blog</title>",
        "<link rel=\"canonical\" href=\"https://example.org/below/de/posts/der-zweite/\">",
        "href=\"/below/de/archive/\"",
        "src=\"/below/media/",
        "data-script=\"/below/pkg/blog.",
        "„Zitat“",
        "Archiv",
        "\"base_url\":\"https://example.org/below/de\"",
        // The file of the first language stands for all.
        "<a href=\"/below/de/posts/der-zweite/#teil\">dasselbe</a>",
        "<a href=\"/below/posts/first/\" rel=\"external\">das erste</a>",
        "<a href=\"/below/posts/second/#part\" rel=\"external\">englisch</a>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let feed = blog.read("de/feed.xml");
    assert!(feed.contains("<title>Allein</title>") && !feed.contains("FIRST"), "{feed}");
    let llms = blog.read("de/llms.txt");
    assert!(llms.starts_with("# Das Blog\n\n> Über Dinge.\n"), "{llms}");
    assert!(llms.contains("https://example.org/below/de/posts/alone/index.md"), "{llms}");
    assert!(llms.contains("- [English](https://example.org/below/llms.txt)\n"), "{llms}");
    let english = blog.read("index.html");
    assert!(english.contains("<html lang=\"en\">") && !english.contains("Allein"), "{english}");
    assert_ne!(
        all_between(&page, "data-read=\"", "\""),
        all_between(&english, "data-read=\"", "\""),
        "each speaks its own language"
    );
    // An app takes no data of another language: to it that is another build.
    let build = |text: &str| all_between(text, "\"build\":\"", "\"")[0].to_owned();
    assert_eq!(build(&page), build(&blog.read("de/index.json")));
    assert_ne!(build(&page), build(&english));
}

#[test]
fn every_page_names_its_translations_and_they_name_it() {
    let blog = bilingual("https://example.org/below");
    build(&blog);
    let mut pages = BTreeMap::new();
    for (path, bytes) in tree(&blog.site()) {
        let Some(folder) = path.strip_suffix("index.html") else { continue };
        let html = String::from_utf8(bytes).expect("text");
        pages.insert(format!("https://example.org/below/{folder}"), alternates(&html));
    }
    for (address, versions) in pages.iter().filter(|(_, versions)| !versions.is_empty()) {
        assert!(versions.values().any(|url| url == address), "{address} names itself");
        for url in versions.values() {
            assert_eq!(pages.get(url), Some(versions), "{url}, which {address} names");
        }
    }
    let of = |path: &str| pages[&format!("https://example.org/below/{path}")].clone();
    let expected = [
        ("de", "https://example.org/below/de/posts/der-zweite/"),
        ("en", "https://example.org/below/posts/second/"),
        ("x-default", "https://example.org/below/posts/second/"),
    ];
    let expected = expected.map(|(tag, url)| (tag.to_owned(), url.to_owned()));
    assert_eq!(of("posts/second/"), BTreeMap::from(expected));
    for path in ["", "about/", "archive/", "tags/tests/"] {
        assert_eq!(of(path).len(), 3, "{path}");
    }
    for path in ["posts/first/", "de/posts/alone/", "de/tags/nur-hier/", "search/"] {
        assert_eq!(of(path).len(), 0, "{path}");
    }
    // The site map says the same.
    let map = blog.read("sitemap.xml");
    let mut mapped = BTreeMap::new();
    for entry in all_between(&map, "<url>", "</url>") {
        let versions = all_between(entry, "hreflang=\"", "/>");
        let versions = versions.into_iter().map(|link| {
            let (tag, url) = link.split_once("\" href=\"").expect("an address");
            (tag.to_owned(), url.trim_end_matches('"').to_owned())
        });
        let address = all_between(entry, "<loc>", "</loc>")[0].to_owned();
        mapped.insert(address, versions.collect::<BTreeMap<_, _>>());
    }
    pages.retain(|address, _| !address.ends_with("/search/"));
    assert_eq!(mapped, pages);
    assert!(map.contains("xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""), "{map}");
}

#[test]
fn the_switch_leads_to_the_same_text_or_else_to_the_front_page() {
    let blog = bilingual("https://example.org/below");
    build(&blog);
    let switch = |path: &str| {
        let page = blog.read(path);
        all_between(&page, " class=\"languages\">", "</nav>")[0].to_owned()
    };
    let to_german = |href: &str, rel: &str| {
        format!(
            "<ul><li><span aria-current=\"true\">English</span></li>\
             <li><a href=\"{href}\" lang=\"de\" hreflang=\"de\" rel=\"{rel}\">Deutsch</a></li></ul>"
        )
    };
    let same = "alternate external";
    assert_eq!(switch("posts/second/index.html"), to_german("/below/de/posts/der-zweite/", same));
    assert_eq!(switch("posts/first/index.html"), to_german("/below/de/", "external"));
    assert_eq!(switch("index.html"), to_german("/below/de/", same));
    assert_eq!(switch("404.html"), to_german("/below/de/", "external"));
    assert!(switch("de/posts/der-zweite/index.html").contains(
        "<a href=\"/below/posts/second/\" lang=\"en\" hreflang=\"en\" rel=\"alternate external\">"
    ));
    // It travels with the page: the app shows that of another one after a navigation.
    assert!(blog.read("posts/first/index.json").contains("languages"));
    let alone = Blog::at("https://example.org");
    build(&alone);
    assert!(!alone.read("index.html").contains("languages"));
}

#[test]
fn a_language_is_laid_out_in_its_own_direction() {
    let blog = with_languages(
        "https://example.org",
        "[languages.ar]\ntitle = \"مدونة\"\n[languages.de]\n",
    );
    blog.write(
        "content/posts/first.ar.md",
        "+++\ntitle = \"الأول\"\ndescription = \"عن\"\ndate = 2026-01-01\n+++\n\nمرحبا.\n",
    );
    let text = fs::read_to_string(blog.path("content/posts/second.de.md")).expect("there");
    let text = text.replace("example.org/below", "example.org");
    blog.write("content/posts/second.de.md", &text);
    build(&blog);
    assert!(blog.read("ar/posts/first/index.html").contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(blog.read("posts/first/index.html").contains("<html lang=\"en\">"));
    // Three languages: each page leads to both others, and its title is taken over where none is given.
    let page = blog.read("de/index.html");
    assert!(page.contains(">العربية</a>") && page.contains(">English</a>"), "{page}");
    assert!(page.contains("<title>Blog</title>"), "{page}");
    assert_eq!(alternates(&page).len(), 4);
    let alternates = alternates(&blog.read("ar/posts/first/index.html"));
    assert_eq!(alternates.into_keys().collect::<Vec<_>>(), ["ar", "en", "x-default"]);
}
