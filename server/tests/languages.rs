//! One site in several languages.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use common::{
    Blog,
    program::{Ran, Server, blog},
    tree,
};

/// A blog in English and German, its second post in both, with a text in German alone.
fn bilingual(base_url: &str) -> Blog {
    with_languages(
        base_url,
        "[languages.de]\ntitle = \"Das Blog\"\ntagline = \"Über Dinge.\"\n\
         introduction = \"Willkommen.\"\n",
    )
}

fn with_languages(base_url: &str, languages: &str) -> Blog {
    let blog = Blog::at(base_url);
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(toml + languages));
    blog.write(
        "content/posts/second.de.md",
        "+++\ntitle = \"Der zweite\"\ndescription = \"Über den zweiten.\"\ndate = 2026-02-01\n\
         slug = \"der-zweite\"\ntags = [\"tests\", \"nur-hier\"]\n+++\n\n## Teil\n\n\
         ![Eine Zeichnung](drawing.svg) \"Zitat\", [dasselbe](second.md#teil), \
         [das erste](first.md), [englisch](https://example.org/below/posts/second/#part).\n",
    );
    blog.write(
        "content/de/posts/alone.md",
        "+++\ntitle = \"Allein\"\ndescription = \"Nur hier.\"\ndate = 2026-03-01\ntags = [\"tests\"]\n\
         +++\n\nNichts.\n",
    );
    blog.write("content/de/pages/about.md", "+++\ntitle = \"Über uns\"\n+++\n\nHallo.\n");
    blog
}

fn build(blog: &Blog) -> Ran {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    ran
}

/// What a build says that refuses, without the names of temporary folders.
fn refused(blog: &Blog) -> String {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    ran.err.replace(&format!("{}/", blog.content().display()), "content/")
}

/// What of a text stands between two others, each time that the first is there.
fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts.map(|part| part.split_once(end).expect("an end").0).collect()
}

/// What a page says of itself in other languages: tag and address of each.
fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = all_between(html, "<link rel=\"alternate\" hreflang=\"", ">");
    let link = |link: &str| {
        let (tag, rest) = link.split_once('"').expect("a tag");
        (tag.to_owned(), all_between(rest, "href=\"", "\"")[0].to_owned())
    };
    links.into_iter().map(link).collect()
}

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

#[test]
fn a_folder_holds_a_text_in_all_its_languages_and_what_they_show() {
    let blog = bilingual("https://example.org/below");
    let text = |title: &str, data: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ndescription = \"x\"\ndate = 2026-04-01\n+++\n\n[{data}]({data})\n"
        )
    };
    blog.write("content/posts/both/index.md", &text("Both", "a.csv"));
    blog.write("content/posts/both/index.de.md", &text("Beide", "b.csv"));
    blog.write("content/posts/both/a.csv", "1\n");
    blog.write("content/posts/both/b.csv", "2\n");
    build(&blog);
    assert_eq!(blog.read("posts/both/a.csv"), "1\n");
    assert_eq!(blog.read("de/posts/both/b.csv"), "2\n");
    let versions = alternates(&blog.read("posts/both/index.html"));
    assert_eq!(versions["de"], "https://example.org/below/de/posts/both/");
}

#[test]
fn words_lists_of_names_and_the_page_for_the_lost_are_each_language_s_own() {
    let blog = with_languages(
        "https://example.org/below",
        "[[nav]]\nname = \"About us\"\nurl = \"/about/\"\n\
         [languages.de]\n[[languages.de.nav]]\nname = \"Über uns\"\nurl = \"/about/\"\n",
    );
    blog.write("content/words.toml", "archive = \"All of it\"\n");
    blog.write("content/words.de.toml", "archive = \"Alles\"\n");
    blog.write("content/series.toml", "[tour]\ntitle = \"A tour\"\n");
    blog.write("content/series.de.toml", "[tour]\ntitle = \"Eine Reise\"\n");
    blog.write("content/404.de.md", "+++\ntitle = \"Nichts da\"\n+++\n\nNichts.\n");
    for (file, title) in [("tour.md", "Tour"), ("tour.de.md", "Reise")] {
        blog.write(
            &format!("content/posts/{file}"),
            &format!(
                "+++\ntitle = \"{title}\"\ndescription = \"x\"\ndate = 2026-04-01\nseries = \"tour\"\n+++\n\nx\n"
            ),
        );
    }
    build(&blog);
    let has = |path: &str, part: &str| blog.read(path).contains(part);
    assert!(has("archive/index.html", "All of it") && has("de/archive/index.html", "Alles"));
    assert!(has("series/tour/index.html", "A tour"));
    assert!(has("de/series/tour/index.html", "Eine Reise"));
    assert!(has("de/404.html", "Nichts da") && !has("404.html", "Nichts da"));
    assert!(has("index.html", "<a href=\"/below/about/\">About us</a>"));
    assert!(has("de/index.html", "<a href=\"/below/de/about/\">Über uns</a>"));
    assert!(!has("de/index.html", "About us") && !has("de/index.html", "On things."));
}

#[test]
fn what_is_wrong_with_languages_is_said_where_it_stands() {
    let blog = with_languages(
        "https://example.org/below",
        "[languages.de]\ntagline = \"x\"\ntheme = { name = \"fjord\" }\ntagln = \"x\"\n\
         links = [{ name = \"Erster\", url = \"/posts/first/\" }]\n\
         [languages.en]\n[languages.media]\n",
    );
    blog.write("content/posts/second.fr.md", "+++\ntitle = \"x\"\ndate = 2026-02-01\n+++\n\nx\n");
    blog.write("content/pages/de.md", "+++\ntitle = \"x\"\n+++\n\nx\n");
    blog.write(
        "content/de/posts/second.md",
        "+++\ntitle = \"x\"\ndate = 2026-02-01\nslug = \"der-zweite\"\n+++\n\nx\n",
    );
    blog.post("first", "2026-01-01", "[x](second.de.md#nirgends) [y](/de/posts/nie/)");
    let said = refused(&blog);
    for fault in [
        "`theme` holds for all languages\n   --> content/site.toml:10:1",
        "unknown key `tagln`\n   --> content/site.toml:11:1",
        "there is no page `/de/posts/first/`\n   --> content/site.toml:12:35",
        "`en` is the language of the blog already: see `language`\n   --> content/site.toml:13:12",
        "`media` can't be a language: the site uses that address itself\n   --> content/site.toml:14:12",
        "`fr` is no language of this blog\n  --> content/posts/second.fr.md",
        "a page can't be called `de`: `/de/` is a language\n  --> content/pages/de.md",
        "the slug `der-zweite` is taken by content/posts/second.de.md\n  --> content/de/posts/second.md:4:8",
        "`/de/posts/der-zweite/` has no place `#nirgends`\n  --> content/posts/first.md:8:5",
        "there is no page `/de/posts/nie/`\n  --> content/posts/first.md:8:32",
    ] {
        assert!(said.contains(fault), "{fault} in {said}");
    }
}

#[test]
fn a_blog_of_one_language_is_told_of_what_looks_like_a_translation() {
    let blog = Blog::at("https://example.org");
    blog.write("content/posts/first.de.md", &blog.text_of_post("x", "2026-01-01", "x"));
    blog.write("content/de/posts/x.md", "x");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let said = ran.err.replace(&format!("{}/", blog.content().display()), "content/");
    assert!(
        said.contains("warning: `de` is no language of this blog\n  --> content/posts/first.de.md"),
        "{said}"
    );
    assert!(
        said.contains("nobody reads this: `de` is no other language of the blog\n  --> content/de"),
        "{said}"
    );
    assert_eq!(said.matches("warning").count(), 2, "{said}");
}

#[test]
fn a_build_that_knows_the_last_one_makes_the_same_site() {
    let blog = bilingual("https://example.org/below");
    let pages = |text: &str| text.split_whitespace().next().map(str::to_owned);
    build(&blog);
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(blog.path(file)).expect("there");
        blog.write(file, &text.replace(from, to));
    };
    change("content/posts/second.de.md", "slug = \"der-zweite\"", "slug = \"zweiter\"");
    change("content/de/posts/alone.md", "Nichts.", "Etwas. [Zweiter](../../posts/second.de.md)");
    let ran = build(&blog);
    assert!(pages(&ran.out).is_some());
    blog.build_at("other", &["--no-compress", "--no-cache"]);
    let files = |site: &str| -> BTreeMap<String, Vec<u8>> {
        // It says from when on what no page needs any more is kept.
        let all = tree(&blog.path(site)).into_iter();
        all.filter(|(path, _)| path != ".inventory" && !path.starts_with("pkg/")).collect()
    };
    let (again, anew) = (files("site"), files("other"));
    let names =
        |files: &BTreeMap<String, Vec<u8>>| -> BTreeSet<String> { files.keys().cloned().collect() };
    assert_eq!(names(&again), names(&anew));
    for (path, bytes) in &anew {
        assert!(again[path] == *bytes, "{path}");
    }
    assert!(!blog.site().join("de/posts/der-zweite").exists());
    let english = blog.read("posts/second/index.html");
    assert!(english.contains("/below/de/posts/zweiter/"), "{english}");
}

#[test]
fn old_addresses_and_permalinks_are_those_of_the_whole_site() {
    let blog = bilingual("https://example.org/below");
    let text = fs::read_to_string(blog.path("content/de/posts/alone.md")).expect("there");
    let text = text.replace("+++\n\nN", "aliases = [\"/alt/\"]\n+++\n\nN");
    blog.write("content/de/posts/alone.md", &text);
    build(&blog);
    let moved = blog.read("alt/index.html");
    assert!(moved.contains("content=\"0; url=/below/de/posts/alone/\""), "{moved}");
    assert!(blog.read("_redirects").contains("/below/alt/ /below/de/posts/alone/ 301\n"));
    let content = blog.content();
    let content = content.to_str().expect("a path");
    assert_eq!(
        common::program::blog(&["permalinks", "update", "--content", content]).code,
        Some(0)
    );
    let lock = fs::read_to_string(blog.path("content/permalinks.lock")).expect("there");
    for line in [
        "/de/posts/alone/ # de/posts/alone.md\n",
        "/de/posts/der-zweite/ # posts/second.de.md\n",
        "/posts/second/ # posts/second.md\n",
        "/alt/ # de/posts/alone.md\n",
        "/de/tags/nur-hier/\n",
    ] {
        assert!(lock.contains(line), "{line} in {lock}");
    }
    fs::remove_file(blog.path("content/posts/second.de.md")).expect("removed");
    let said = refused(&blog);
    assert!(
        said.contains("the address `/de/posts/der-zweite/` of `posts/second.de.md` would vanish"),
        "{said}"
    );
}

#[test]
fn a_host_serves_each_language_as_the_first() {
    let blog = bilingual("https://example.org/below");
    build(&blog);
    let server = Server::start(&["serve", "--site", blog.site().to_str().expect("a path")]);
    let answer = server.get("/below/de/nirgends/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("<html lang=\"de\">"), "{}", answer.text());
    assert!(server.get("/below/nowhere/").text().contains("<html lang=\"en\">"));
    assert_eq!(
        server.get("/below/de/feed.json").header("content-type"),
        Some("application/feed+json; charset=utf-8")
    );
    let lists = tree(&blog.site().join("de/lists"));
    let list = server.get(&format!("/below/de/lists/{}", lists[0].0));
    assert_eq!(list.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(server.get("/below/de/").header("cache-control"), Some("no-cache"));
}

#[test]
fn a_preview_shows_every_language() {
    let blog = bilingual("https://example.org/below");
    let (content, front) = (blog.content(), blog.front());
    let server = Server::start(&[
        "dev",
        "--content",
        content.to_str().expect("a path"),
        "--front",
        front.to_str().expect("a path"),
    ]);
    // The first look waits for the first build.
    let is_built =
        |state: &String| state.contains("\"fault\":null") && !state.contains("\"version\":\"\"");
    server.events("/__dev/events").find(is_built).expect("a state");
    for (path, part) in [
        ("/below/de/posts/alone/", "<html lang=\"de\">"),
        ("/below/de/index.json", "Das Blog"),
        ("/below/de/feed.xml", "Allein"),
        ("/below/de/posts/alone/index.md", "Nichts."),
        ("/below/posts/second/", "<html lang=\"en\">"),
        ("/below/sitemap.xml", "hreflang"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains(part), "{path}: {}", answer.text());
    }
    assert_eq!(server.get("/below/de/search/root.txt").status, 200);
    assert_eq!(server.get("/below/de/posts/first/").status, 404);
}

#[test]
fn posts_are_listed_and_begun_in_a_language() {
    let fixture = bilingual("https://example.org/below");
    let content = fixture.content();
    let content = content.to_str().expect("a path");
    let listed = blog(&["list", "--json", "--content", content]).out;
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let languages: Vec<&str> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|post| post["language"].as_str().expect("a tag"))
        .collect();
    assert_eq!(languages, ["de", "de", "en", "en"]);
    let new = |more: &[&str]| blog(&[&["new", "Der erste", "--content", content], more].concat());
    let ran = new(&["--language", "de", "--of", "first"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.trim_end().ends_with("posts/first.de.md"), "{}", ran.out);
    let ran = new(&["--language", "fr"]);
    assert!(ran.err.contains("`fr` is no other language of the blog"), "{}", ran.err);
    build(&fixture);
    let page = fixture.read("posts/first/index.html");
    assert!(page.contains("href=\"/below/de/posts/der-erste/\""), "{page}");
}
