//! The words of the interface: all of them from one table, in whatever language that is.
//!
//! To see what a change does to the pages that are kept here, run the tests with `INSTA_UPDATE=always`
//! and read the difference.

mod common;

use common::{Blog, program::blog, tree};
use html::{StartTag, Token, tokens};
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
const TEXT: &str = r#"
პირველი[^ა], კიდევ[^ა].

> [!NOTE]
> ა

> [!TIP]
> ა

> [!IMPORTANT]
> ა

> [!WARNING]
> ა

> [!CAUTION]
> ა

- [ ] ა
- [x] ბ

| | |
|---|---|
| ა | ბ |

## ნაწილი

ა

## მეორე

```timeline
2026-03-01 14:02 +01:00 started  ა
14:25 detected  ბ
14:26 acknowledged  ბ
14:27 escalated  ბ
+1d mitigated  გ
+2d resolved  გ
+2d follow-up  გ
```

```chart
type = "line"
title = "ხაზი"

დრო,ერთი,ორი
2025-11-05,0.5,2
2026-04-07,3,4
```

```chart
type = "bar"
title = "სვეტი"

სახელი,რამდენი
ა,1
ბ,2
```

```chart
type = "scatter"
title = "წერტილი"

იქსი,ორი
1,2
```

```chart
type = "histogram"
title = "განაწილება"
x = { label = "ზომა" }

რამდენი
1
2
2
5
```

```chart
type = "area"
title = "ფართობი"

იქსი,ორი
1,2
2,1
```

```chart
type = "stacked-area"
title = "გროვა"

იქსი,ორი,სამი
1,2,3
2,1,1
```

```chart
type = "percentiles"
title = "წილები"

იქსი,ორი,სამი
1,2,3
2,1,1
```

```chart
type = "heatmap"
title = "სითბო"

იქსი,ორი,სამი
1,2,3
2,1,1
```

```trace title="კვალი"
{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"ა"}}]},"scopeSpans":[{"spans":[
{"traceId":"1","spanId":"1","name":"ა","startTimeUnixNano":1000,"endTimeUnixNano":3005000},
{"traceId":"1","spanId":"2","parentSpanId":"1","name":"ბ","startTimeUnixNano":2000,"endTimeUnixNano":2500,"status":{"code":2}}
]}]}]}
```

```flame title="ალი"
ა;ბ 4
ა;გ 2
```

```log-excerpt title="ჟურნალი"
14:00:00 ა
14:00:01 ა
14:00:02 ბ
```

```mermaid
flowchart LR
A[ა] -->|ბ| B[გ]
B --> C[დ]
```

```mermaid
stateDiagram-v2
[*] --> ა
ა --> [*]
```

```mermaid
sequenceDiagram
participant A as ა
participant B as ბ
A->>B: გ
Note over A,B: დ
```

[^ა]: შენიშვნა.
"#;

/// Every message of the interface in brackets.
fn bracketed() -> String {
    let source = include_str!("../crates/languages/src/tables/en.toml");
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

/// Reads text, and finds the words in it that are neither in brackets nor in the letters of the blog.
#[derive(Default)]
struct Finder {
    depth: usize,
    found: Vec<String>,
}

impl Finder {
    fn read(&mut self, place: &str, text: &str) {
        let mut bare = String::new();
        for c in text.chars() {
            match c {
                '⟦' => self.depth += 1,
                '⟧' => self.depth = self.depth.saturating_sub(1),
                c if self.depth == 0 => bare.push(c),
                _ => {}
            }
        }
        if bare.chars().any(|c| c.is_ascii_alphabetic()) {
            self.found.push(format!("{place}: “{}”", bare.trim()));
        }
    }

    /// A text that is whole in itself.
    fn whole(place: &str, text: &str) -> Vec<String> {
        let mut finder = Self::default();
        finder.read(place, text);
        if finder.depth != 0 {
            finder.found.push(format!("{place}: “{text}” has a bracket too many"));
        }
        finder.found
    }
}

/// The attributes that are read to somebody, or shown.
const SAID: [&str; 5] = ["alt", "aria-label", "label", "placeholder", "title"];

/// The words of a page that are not from the table.
fn in_html(place: &str, html: &str) -> Vec<String> {
    let mut finder = Finder::default();
    // What somebody types, and what scripts and styles are made of, is in no language.
    let mut skipped: Option<String> = None;
    for token in tokens(html) {
        match token {
            Token::Start(tag) if skipped.is_none() => {
                in_attributes(place, &tag, &mut finder.found);
                if matches!(&*tag.name, "script" | "style" | "code") {
                    skipped = Some(tag.name);
                }
            }
            Token::End { name, .. } if skipped.as_ref() == Some(&name) => skipped = None,
            Token::Text { text, .. } if skipped.is_none() => finder.read(place, &text),
            _ => {}
        }
    }
    finder.found
}

fn in_attributes(place: &str, tag: &StartTag, found: &mut Vec<String>) {
    for attribute in &tag.attributes {
        let (name, value) = (&*attribute.name, &*attribute.value);
        let is_proper = value == "Markdown";
        let is_meta = name == "content" && tag.name == "meta" && is_sentence(tag);
        if (SAID.contains(&name) || is_meta) && !is_proper {
            found.extend(Finder::whole(&format!("{place} {name}"), value));
        }
        if name == "data-words" {
            let said: Value = serde_json::from_str(value).expect("JSON");
            in_json(&format!("{place} {name}"), &said, found);
        }
    }
}

/// Whether an element in the head says something to people.
fn is_sentence(tag: &StartTag) -> bool {
    const SENTENCES: [&str; 5] =
        ["og:description", "og:title", "og:site_name", "og:image:alt", "article:author"];
    tag.value("property").is_some_and(|property| SENTENCES.contains(&property))
}

/// Every text in some data.
fn in_json(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(Finder::whole(place, text)),
        Value::Array(items) => items.iter().for_each(|item| in_json(place, item, found)),
        Value::Object(fields) => fields.values().for_each(|field| in_json(place, field, found)),
        _ => {}
    }
}

/// The words of a feed that are not from the table.
fn in_feed(place: &str, xml: &str) -> Vec<String> {
    const SAID: [&str; 5] = ["description", "name", "subtitle", "summary", "title"];
    let feed = roxmltree::Document::parse(xml).expect("well-formed");
    let mut found = Vec::new();
    for node in feed.descendants().filter(roxmltree::Node::is_element) {
        let text = || node.text().unwrap_or_default();
        match node.tag_name().name() {
            // The note for browsers has a link in it.
            "p" => {
                let mut finder = Finder::default();
                node.descendants()
                    .filter(roxmltree::Node::is_text)
                    .for_each(|text| finder.read(place, text.text().unwrap_or_default()));
                found.extend(finder.found);
            }
            "content" | "encoded" => found.extend(in_html(place, text())),
            name if SAID.contains(&name) => found.extend(Finder::whole(place, text())),
            _ => {}
        }
    }
    found
}

/// The words of a text for language models: without addresses, and without the one heading that its form
/// prescribes.
fn in_text(place: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| *line != "## Optional") {
        let words = line.split([' ', '(', ')']).filter(|word| !word.contains("https://"));
        found.extend(Finder::whole(place, &words.collect::<Vec<_>>().join(" ")));
    }
    found
}

/// The texts in a script that begin a word with a capital and are not from the table.
fn in_script(place: &str, script: &str) -> Vec<String> {
    // Events and keys.
    const NAMES: [&str; 6] =
        ["Arrow", "ArrowLeft", "ArrowRight", "DOMContentLoaded", "End", "Escape"];
    // No text goes over the end of a line, so one that is read wrongly spoils no other line.
    let quoted = |line: &str| {
        let texts = line.split(['"', '`']).skip(1).step_by(2);
        texts.map(str::to_owned).collect::<Vec<_>>()
    };
    let is_word = |text: &str| {
        let pairs = text.as_bytes().windows(2);
        let begins = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric();
        pairs.enumerate().any(|(at, pair)| {
            begins(at) && pair[0].is_ascii_uppercase() && pair[1].is_ascii_lowercase()
        })
    };
    let texts = script.lines().flat_map(quoted);
    texts
        .filter(|text| !NAMES.contains(&&**text) && is_word(text))
        .flat_map(|text| Finder::whole(place, &text))
        .collect()
}

/// What the data of a page shows: markup, and what the filter says.
fn in_document(place: &str, json: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(json).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (app, finder) = (&document["app"], &document["app"]["finder"]);
    let mut found = Vec::new();
    for said in [&document["title"], &document["description"], &app["title"]] {
        found.extend(Finder::whole(place, &text(said)));
    }
    let markup = [&app["before"], &document["html"], &app["after"]].map(text).concat();
    for html in [&markup, &text(&app["head"]), &text(&finder["html"])] {
        found.extend(in_html(place, html));
    }
    in_json(place, &finder["filter"]["words"], &mut found);
    found
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
        insta::with_settings!({ snapshot_path => "words", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $page);
        });
    };
}

/// What a page has in its body, an element a line.
fn body(page: &str) -> String {
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
