//! The words of the interface: all of them from one table, in whatever language that is.
//!
//! To see what a change does to the pages that are kept here, run the tests with `INSTA_UPDATE=always`
//! and read the difference.

#[path = "../common/mod.rs"]
mod common;
mod find;

use app::shell::without_first_screen;
use common::{Blog, program::blog, tree};
use find::{in_document, in_feed, in_html, in_json, in_script, in_text};
use serde_json::Value;

/// A blog with every kind of page, in letters that the interface has none of.
fn georgian() -> Blog {
    let blog = Blog::at("https://example.org/below");
    blog.write(
        "content/site.toml",
        "title = \"ბლოგი\"\ntagline = \"ნივთებზე.\"\nintroduction = \"მოგესალმებით.\"\n\
         base_url = \"https://example.org/below\"\nlanguage = \"ka\"\nauthor = \"რედაქცია\"\n\
         contact = \"mailto:a@example.org\"\n",
    );
    blog.write(
        "content/authors.toml",
        "[ana]\nname = \"ანა\"\n\n[gia]\nname = \"გია\"\nbio = \"წერს.\"\n",
    );
    blog.write(
        "content/series.toml",
        "[tour]\ntitle = \"მოგზაურობა\"\n\n[walk]\ntitle = \"გასეირნება\"\ndescription = \"ფეხით.\"\n",
    );
    for name in ["first", "second", "about"] {
        let file = match name {
            "about" => "content/pages/about.md".to_owned(),
            name => format!("content/posts/{name}.md"),
        };
        std::fs::remove_file(blog.path(&file)).expect("there");
    }
    for number in 1..=20 {
        let (series, author) = match number % 4 {
            1 => ("series = \"tour\"\n", "ana"),
            2 => ("series = \"walk\"\n", "gia"),
            _ => ("", "ana"),
        };
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        let text = if number == 20 { TEXT } else { "ტექსტი.\n" };
        let more = if number == 20 {
            "updated = 2026-02-01\ncanonical = \"https://example.net/x\"\n"
        } else {
            ""
        };
        blog.write(
            &format!("content/posts/p{number}.md"),
            &format!(
                "+++\ntitle = \"სათაური {number}\"\ndescription = \"აღწერა.\"\n\
                 date = {}-{month:02}-{day:02}\nauthors = [\"{author}\"]\n{series}{more}\
                 aliases = [\"/old/{number}/\"]\ntags = [\"საგანი\", \"სხვა\"]\n+++\n\n{text}",
                if number < 10 { 2024 } else { 2025 }
            ),
        );
    }
    blog.write(
        "content/pages/about.md",
        "+++\ntitle = \"შესახებ\"\ndescription = \"რა არის.\"\n+++\n\nგამარჯობა.\n",
    );
    blog
}

/// Every construct in which the interface says something.
const TEXT: &str = include_str!("post.md");

/// Every message of the interface in brackets.
fn bracketed() -> String {
    let source = include_str!("../../crates/languages/src/tables/en.toml");
    let mut table = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        // What stands between digits is no word.
        if key.starts_with("number-") {
            continue;
        }
        table.push_str(key);
        table.push_str(" = ");
        let mut open = false;
        for c in value.chars() {
            if c == '"' {
                table.push_str(if open { "⟧\"" } else { "\"⟦" });
                open = !open;
            } else {
                table.push(c);
            }
        }
        table.push('\n');
    }
    table
}

#[test]
fn every_word_comes_from_the_table() {
    let blog = georgian();
    blog.write("content/words.toml", &bracketed());
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (mut found, mut looked, mut said_by_scripts) = (Vec::new(), 0, 0);
    for (path, bytes) in tree(&blog.site()) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let of_file = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" => in_html(&path, &text),
            "xml" if path.contains("feed") || path == "rss.xml" => in_feed(&path, &text),
            "js" if path.starts_with("pkg/read.") => {
                said_by_scripts += text.matches('⟦').count();
                in_script(&path, &text)
            }
            "txt" if path == "llms.txt" => in_text(&path, &text),
            "json" if path.ends_with("index.json") => in_document(&path, &text),
            "json" if path.starts_with("lists/") && path.contains("/posts/") => {
                let rows: Vec<Value> = serde_json::from_str(&text).expect("rows");
                let said = rows.iter().flat_map(|row| [&row["when"], &row["length"]]);
                let mut found = Vec::new();
                said.for_each(|said| in_json(&path, said, &mut found));
                found
            }
            _ => continue,
        };
        looked += 1;
        found.extend(of_file);
    }
    assert!(looked > 80, "{looked} files");
    assert!(said_by_scripts > 30, "{said_by_scripts} texts in scripts");
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
    // All that the interface says to begin with is in there too.
    let home = blog.read("index.html");
    for said in ["⟦Skip to content⟧", "⟦Latest writing⟧", "20 published articles", "⟦Loading …⟧"]
    {
        assert!(home.contains(said), "{said}");
    }
}

#[test]
fn a_word_that_is_not_from_the_table_is_found() {
    for (html, found) in [
        ("<p>⟦a⟧ ბ</p>", 0),
        ("<p>⟦a <b>ბ</b> c⟧ 12</p>", 0),
        ("<p>⟦a⟧ b</p>", 1),
        ("<p title=\"b\">ბ</p>", 1),
        ("<svg><title>b</title></svg>", 1),
        ("<meta property=\"og:title\" content=\"b\"><code>b</code>", 1),
        ("<i data-words='{\"a\":\"b\"}'></i>", 1),
    ] {
        assert_eq!(in_html("x", html).len(), found, "{html}");
    }
    for (script, found) in [
        ("a(\"⟦Copy⟧\", \".where Copy\" in b)", 1),
        ("const said = {\"copy\":\"⟦Copy⟧\"};", 0),
        ("f(`Save ${name}`);\nkey === \"Escape\"", 1),
    ] {
        assert_eq!(in_script("x", script).len(), found, "{script}");
    }
}

/// Compares with the page of last time.
macro_rules! assert_page {
    ($name:expr, $page:expr) => {
        insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $page);
        });
    };
}

/// What a page has in its body, an element a line.
fn body(page: &str) -> String {
    let page = without_first_screen(page);
    let start = page.find("<body>").expect("a body");
    let end = page.find("<script type=\"application/json\"").expect("data");
    page[start..end].replace("><", ">\n<")
}

#[test]
fn the_pages_of_a_blog_are_in_its_language() {
    for (language, direction) in [("de", ""), ("ar", " dir=\"rtl\"")] {
        let blog = Blog::at("https://example.org");
        let settings = blog.path("content/site.toml");
        let text = std::fs::read_to_string(&settings).expect("settings");
        let text = text.replace("language = \"en\"", &format!("language = \"{language}\""));
        blog.write("content/site.toml", &text);
        blog.post("first", "2026-01-05", "Text[^1].\n\n> [!TIP]\n> x\n\n[^1]: A note.");
        let ran = blog.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        let home = blog.read("index.html");
        assert!(home.contains(&format!("<html lang=\"{language}\"{direction}>")), "{home}");
        assert_page!(format!("{language}-home"), body(&home));
        assert_page!(format!("{language}-post"), body(&blog.read("posts/first/index.html")));
    }
}

#[test]
fn figures_write_numbers_and_lists_as_the_language_of_the_blog_does() {
    const FIGURES: &str = "```chart\ntype = \"bar\"\ntitle = \"T\"\n\nname,share\nA,0.5\n2.13,12\n```\n\n\
        ```log-excerpt\n2026-03-01T14:02:05Z ERROR refused\n2026-03-01T14:02:08Z ERROR refused\n```\n";
    for (language, value, until) in [
        ("en", "0.5", "×2, until <bdi>2026-03-01T14:02:08Z</bdi>"),
        ("de", "0,5", "×2, bis <bdi>2026-03-01T14:02:08Z</bdi>"),
        ("ar", "0.5", "×2، حتى <bdi>2026-03-01T14:02:08Z</bdi>"),
        ("ja", "0.5", "×2、<bdi>2026-03-01T14:02:08Z</bdi>まで"),
    ] {
        let blog = Blog::at("https://example.org");
        let settings = std::fs::read_to_string(blog.path("content/site.toml")).expect("settings");
        let settings = settings.replace("language = \"en\"", &format!("language = \"{language}\""));
        blog.write("content/site.toml", &settings);
        blog.post("first", "2026-01-05", FIGURES);
        let ran = blog.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        let page = blog.read("posts/first/index.html");
        let (drawn, table) = (format!(">{value}</text>"), format!("<td>{value}</td>"));
        assert!(page.contains(&drawn) && page.contains(&table), "{language}: {page}");
        assert!(page.contains("<th scope=\"row\">2.13</th>"), "{language}: a name is no number");
        let said = format!("<summary dir=\"auto\">{until}</summary>");
        assert!(page.contains(&said), "{language}: {page}");
    }
}

#[test]
fn a_language_without_words_is_told_of_once_and_a_fault_of_the_table_at_its_place() {
    let blog = Blog::at("https://example.org");
    let check = || {
        let ran =
            self::blog(&["check", "--no-cache", "--content", &blog.content().to_string_lossy()]);
        (ran.code, ran.out + &ran.err)
    };
    let settings = blog.path("content/site.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    blog.write("content/site.toml", &text.replace("language = \"en\"", "language = \"cs\""));
    let (code, err) = check();
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(err.matches("the interface has no words in `cs`").count(), 1, "{err}");
    assert!(err.contains("site.toml:5:12"), "{err}");
    blog.write("content/words.toml", "home = \"Domů\"\nhom = \"x\"\ntag-title = \"x\"\n");
    let (code, err) = check();
    assert_eq!(code, Some(1), "{err}");
    for part in [
        "words.toml:2:1",
        "there is no message `hom`",
        "did you mean `home`?",
        "words.toml:3:13",
        "`tag-title` does not say `{tag}`",
    ] {
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn the_words_of_a_language_are_printed_as_a_table_that_can_be_taken() {
    let printed = self::blog(&["words", "--language", "fr"]);
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let blog = Blog::at("https://example.org");
    blog.write("content/words.toml", &printed.out);
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(blog.read("index.html").contains("Aller au contenu"));
    let none = self::blog(&["words", "--language", "tlh"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("no words come along in `tlh`: ar, de, en"), "{}", none.err);
}
