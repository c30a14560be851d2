//! The look that an owner gives a blog, from `site.toml` and the files beside it to pages, feeds, icons
//! and previews.

mod common;

use std::fs;

use common::{Blog, tree};

/// A blog with more lines in its `site.toml`.
fn with(more: &str) -> Blog {
    let blog = Blog::at("https://example.org/below");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(toml + more));
    blog
}

fn built(blog: &Blog) {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

/// The one file of a site whose path begins and ends so.
fn file(blog: &Blog, start: &str, end: &str) -> (String, Vec<u8>) {
    let files = tree(&blog.site());
    let mut found =
        files.into_iter().filter(|(path, _)| path.starts_with(start) && path.ends_with(end));
    let file = found.next().unwrap_or_else(|| panic!("{start}…{end}"));
    assert_eq!(found.next(), None);
    file
}

/// Writes a variable font with many letters, which is another one than the server has by itself.
fn write_font(blog: &Blog, path: &str) {
    let file = blog.path(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::copy("../public/fonts/brygada-italic.woff2", file).expect("copied");
}

#[test]
fn rules_of_the_owner_come_after_those_of_the_site_and_stand_in_the_policy() {
    let blog = with("");
    blog.write("content/style.css", "/* Mine. */\nbody { color : navy }\n");
    built(&blog);
    for page in ["index.html", "posts/first/index.html", "404.html"] {
        let page = blog.read(page);
        let own = page.find("<style>body{color : navy}</style>").expect("in the page");
        assert!(page.rfind("<style>@layer").is_some_and(|layer| layer < own), "{page}");
        assert!(own < page.find("<script").expect("a script"), "before anything runs or is shown");
        let policy = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1);
        let styles = policy.and_then(|policy| policy.split("style-src 'self' ").nth(1));
        // The layers that it has, and this.
        let hashes = styles.and_then(|styles| styles.split(';').next()).expect("styles").split(' ');
        let hashes: Vec<&str> = hashes.filter(|hash| hash.starts_with("'sha256-")).collect();
        assert_eq!(hashes.len(), page.matches("<style>").count());
        let headers = blog.read("_headers");
        assert!(hashes.iter().all(|hash| headers.contains(hash)), "{headers}");
    }
}

#[test]
fn many_rules_are_a_file_that_is_read_before_the_first_paint() {
    let blog = with("");
    blog.write("content/style.css", &"p{color:navy}\n".repeat(400));
    built(&blog);
    let (path, bytes) = file(&blog, "pkg/own.", ".css");
    assert_eq!(bytes, "p{color:navy}".repeat(400).as_bytes());
    let page = blog.read("index.html");
    let link = format!("<link rel=\"stylesheet\" href=\"/below/{path}\">");
    assert!(page.find(&link).is_some_and(|at| at < page.find("<body>").expect("a body")), "{page}");
}

#[test]
fn files_that_a_look_names_are_published_under_names_of_their_content() {
    let blog = with(
        "[theme]\ntext = { files = [{ file = \"fonts/Own Text.woff2\", weight = \"400 700\" }], fallback = \"serif\" }\n",
    );
    write_font(&blog, "content/fonts/Own Text.woff2");
    blog.write("content/fonts/other.woff2", "wOF2 other");
    blog.write(
        "content/images/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
    );
    let style = "@font-face{font-family:Other;src:url(fonts/other.woff2)}\n\
        h1{font-family:Other;background:url('images/dot.svg')}";
    blog.write("content/style.css", style);
    built(&blog);
    let page = blog.read("posts/first/index.html");
    let (text, _) = file(&blog, "media/own-text.", ".woff2");
    let face = format!(
        "@font-face{{font-family:OwnText;font-weight:400 700;font-display:optional;src:url(/below/{text})"
    );
    assert!(page.contains(&face) && page.contains("--text:OwnText,Georgia, serif;"), "{page}");
    assert!(page.contains("--drawn:OwnText,Georgia, serif;"), "{page}");
    assert!(page.contains(&format!("data-faces=\"/below/{text}\"")), "{page}");
    for (start, end) in [("media/other.", ".woff2"), ("media/dot.", ".svg")] {
        let (path, _) = file(&blog, start, end);
        assert!(page.contains(&format!("url(\"/below/{path}\")")), "{page}");
    }
}

#[test]
fn a_theme_colours_pages_feeds_icons_and_the_frame_of_the_browser() {
    let blog = with(
        "[theme]\nname = \"fjord\"\npaper = [\"#fff\", \"#000\"]\nred = { light = \"#102030\" }\n",
    );
    built(&blog);
    let page = blog.read("index.html");
    for part in [
        "--red:light-dark(#102030,#ff8aa8);",
        ":root{--paper:light-dark(#ffffff,#000000);",
        "--text:system-ui, sans-serif;",
        "<meta name=\"theme-color\" content=\"#000000\" media=\"(prefers-color-scheme: dark)\">",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let feed = blog.read("feed.css");
    assert!(feed.contains("background: light-dark(#ffffff, #000000);"), "{feed}");
    assert!(!feed.contains("#f3f6f1") && !feed.contains("#b3261a"), "{feed}");
    let icon = blog.read("favicon.svg");
    assert!(icon.contains(".p{fill:#ffffff}") && icon.contains(".r{stroke:#102030}"), "{icon}");
    assert!(blog.read("manifest.webmanifest").contains("\"background_color\": \"#ffffff\""));
}

#[test]
fn previews_are_drawn_in_the_colours_of_the_theme() {
    let blog = with("[theme]\nname = \"almanac\"\n");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &toml.replace("share.cards = false\n", ""));
    built(&blog);
    let cards = tree(&blog.site());
    let cards: Vec<_> = cards.iter().filter(|(path, _)| path.starts_with("media/card.")).collect();
    assert!(!cards.is_empty());
    for (path, bytes) in cards {
        let card = image::load_from_memory(bytes).expect("a picture").into_rgb8();
        assert_eq!(card.get_pixel(2, 2).0, [0xfa, 0xf3, 0xe6], "{path}");
    }
}

#[test]
fn diagrams_and_previews_are_set_in_the_face_of_the_owners() {
    let blog = with("");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let toml = toml.replace("share.cards = false\n", "");
    blog.write("content/site.toml", &toml);
    let text = "```mermaid\nflowchart LR\n  A[Wide words] --> B[More of them]\n```\n";
    blog.write("content/posts/drawn.md", &blog.text_of_post("drawn", "2026-01-01", text));
    let drawn = || {
        let ran = blog.build(&["--no-compress"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page = blog.read("posts/drawn/index.html");
        let part = |start: &str, end: &str| {
            let part = page.split(start).nth(1).and_then(|rest| rest.split(end).next());
            part.unwrap_or_else(|| panic!("{start} in {page}")).to_owned()
        };
        (part("<figure class=\"diagram\"", "</figure>"), part("/media/card.", ".png"), ran.err)
    };
    let (before, card_before, _) = drawn();
    let face = |weight: &str| {
        format!(
            "[theme]\ntext = {{ files = [{{ file = \"fonts/own.woff2\", weight = {weight} }}] }}\n"
        )
    };
    write_font(&blog, "content/fonts/own.woff2");
    blog.write("content/site.toml", &(toml.clone() + &face("\"400 700\"")));
    let (own, card_own, told) = drawn();
    assert_eq!(told, "");
    assert!(own != before && card_own != card_before, "the letters are others");
    // Another file under the same name, and what is known of the text is of no use.
    fs::copy("../public/fonts/brygada-roman.woff2", blog.path("content/fonts/own.woff2"))
        .expect("copied");
    let (other, card_other, _) = drawn();
    assert!(other != own && card_other != card_own);

    blog.write("content/fonts/own.woff2", "wOF2 no font");
    let (none, card_none, told) = drawn();
    // What browsers take in its place is measured, and the previews have the site's own.
    assert!(none != own && card_none == card_before, "{card_none} {card_before}");
    assert_eq!(
        told,
        format!(
            "warning: `fonts/own.woff2` can't be read here, whatever browsers make of it\n  \
             --> {}:8:28\n   |\n 8 | text = {{ files = [{{ file = \"fonts/own.woff2\", weight = \
             \"400 700\" }}] }}\n   |                            ^^^^^^^^^^^^^^^^^\n   = help: save it anew, as \
             WOFF2 or TTF; share previews and diagrams are set in the site's own typeface until then\n\n",
            blog.path("content/site.toml").display()
        )
    );
}

#[test]
fn texts_that_are_hard_to_read_are_told_with_the_nearest_colour_that_is_not() {
    let blog = with("[theme]\nsoft = [\"#8a9a90\", \"#9aa9a0\"]\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0));
    let told = "warning: `soft` on `panel` has a contrast of 2.48:1 by day, and texts need 4.5:1 (WCAG AA)";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(ran.err.contains("site.toml:9:9"), "{}", ran.err);
    assert!(ran.err.contains("= help: the nearest colour that passes is #"), "{}", ran.err);
    assert_eq!(ran.err.matches("warning:").count(), 1, "{}", ran.err);
}
