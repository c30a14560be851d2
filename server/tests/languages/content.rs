//! Texts, words and lists in several languages, as a content folder has them.

use crate::{
    alternates, bilingual, build,
    common::{Blog, program::blog},
    refused, with_languages,
};

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
