//! Which files a site has, and what stands in those that no text is.

use std::{fs, path::Path};

use crate::common::{Blog, tree};

/// The paths of a site, with the hash in the name of each that has one left out, as a part of it or a folder.
fn paths(site: &Path) -> Vec<String> {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let without = |text: &str, separator: &str| {
        text.split(separator).filter(|part| !is_hash(part)).collect::<Vec<_>>().join(separator)
    };
    let plain = |path: String| without(&without(&path, "/"), ".");
    let mut paths: Vec<String> = tree(site).into_iter().map(|(path, _)| plain(path)).collect();
    paths.sort();
    paths
}

#[test]
fn a_site_has_every_page_twice_and_all_that_belongs_to_it() {
    let blog = Blog::at("https://example.org");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    // The inventory counts itself for no file of the site.
    let files = tree(&blog.site()).len() - 1;
    let built = format!("Built 2 posts, 8 pages, {files} files in ");
    assert!(ran.out.starts_with(&built), "{}", ran.out);
    // The files of the search are named by what is in them, as many as that takes.
    let is_index = |path: &String| path.starts_with("lists/search/");
    let (index, others): (Vec<_>, Vec<_>) = paths(&blog.site()).into_iter().partition(is_index);
    assert!(index.len() >= 4, "{index:?}");
    assert_eq!(
        others,
        [
            ".inventory",
            ".nojekyll",
            "404.html",
            "_headers",
            "_redirects",
            "about/index.html",
            "about/index.json",
            "about/index.md",
            "apple-touch-icon.png",
            "archive/index.html",
            "archive/index.json",
            "build.json",
            "favicon.ico",
            "favicon.svg",
            "feed.css",
            "feed.json",
            "feed.xml",
            "fonts/OFL.txt",
            "fonts/brygada-italic.woff2",
            "fonts/brygada-roman.woff2",
            "icon-192.png",
            "icon-512.png",
            "icon-maskable-512.png",
            "index.html",
            "index.json",
            "lists/offered.json",
            "lists/posts/0.json",
            "lists/tags/tests.json",
            "llms-full.txt",
            "llms.txt",
            "manifest.webmanifest",
            "media/drawing.svg",
            "offline.js",
            "pkg/blog.css",
            "pkg/blog.js",
            "pkg/blog.wasm",
            "pkg/incidents.js",
            "pkg/incidents.wasm",
            "pkg/islands.js",
            "pkg/islands.wasm",
            "pkg/morph.js",
            "pkg/read.js",
            "pkg/search.js",
            "pkg/search.wasm",
            "pkg/start.js",
            "posts/first/index.html",
            "posts/first/index.json",
            "posts/first/index.md",
            "posts/second/index.html",
            "posts/second/index.json",
            "posts/second/index.md",
            "robots.txt",
            "rss.xml",
            "schema/document.json",
            "search/index.html",
            "search/index.json",
            "search/root.txt",
            "sitemap.xml",
            "tags/index.html",
            "tags/index.json",
            "tags/tests/feed.xml",
            "tags/tests/index.html",
            "tags/tests/index.json",
            "vercel.json",
        ]
    );
}

#[test]
fn every_page_shows_a_picture_in_previews_that_is_drawn_once() {
    let blog = Blog::at("https://example.org/below");
    let toml = std::fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &toml.replace("share.cards = false\n", ""));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let first = tree(&blog.site());
    let cards = first.iter().filter(|(path, _)| path.starts_with("media/card."));
    assert_eq!(cards.count(), 8);
    let page = blog.read("posts/first/index.html");
    let start = "<meta name=\"twitter:image\" property=\"og:image\" content=\"https://example.org/below/media/card.";
    assert!(page.contains(start), "{page}");
    let data = blog.read("posts/first/index.json");
    assert!(data.contains("\"image\":\"https://example.org/below/media/card."), "{data}");

    let fresh = Blog::at("https://example.org/below");
    fresh.write("content/site.toml", &toml.replace("share.cards = false\n", ""));
    assert_eq!(fresh.build(&["--no-compress", "--no-cache"]).code, Some(0));
    assert!(tree(&fresh.site()) == first, "a card from the cache is another one");
}

#[test]
fn a_blog_may_bring_a_drawing_of_its_own_and_say_whom_to_tell_of_holes() {
    let blog = Blog::at("https://example.org/below");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\">\
        <circle cx=\"2\" cy=\"2\" r=\"2\" fill=\"#123456\"/></svg>\n";
    blog.write("content/icon.svg", drawing);
    let toml = std::fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let more = "theme_color = { light = \"#fafafa\", dark = \"#050505\" }\n\
        [security]\ncontact = \"mailto:security@example.org\"\nexpires = 2999-12-31\n";
    blog.write("content/site.toml", &(toml + more));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(blog.read("favicon.svg"), drawing);
    let page = blog.read("index.html");
    let colour =
        "<meta name=\"theme-color\" content=\"#050505\" media=\"(prefers-color-scheme: dark)\">";
    let manifest = "<link href=\"/below/manifest.webmanifest\" rel=\"manifest\">";
    assert!(page.contains(colour) && page.contains(manifest), "{page}");
    assert_eq!(
        blog.read(".well-known/security.txt"),
        "Contact: mailto:security@example.org\nExpires: 2999-12-31T23:59:59Z\n\
         Canonical: https://example.org/below/.well-known/security.txt\n"
    );
    let files = tree(&blog.site());
    for (path, width) in [
        ("apple-touch-icon.png", 180),
        ("icon-192.png", 192),
        ("icon-512.png", 512),
        ("icon-maskable-512.png", 512),
    ] {
        let (_, bytes) = files.iter().find(|(file, _)| file == path).expect(path);
        let icon = image::load_from_memory(bytes).expect("a picture").into_rgba8();
        assert_eq!(icon.dimensions(), (width, width), "{path}");
        let (middle, corner) = (icon.get_pixel(width / 2, width / 2), icon.get_pixel(0, 0));
        assert_eq!(middle.0, [0x12, 0x34, 0x56, 255], "{path}");
        let ground = if path.starts_with("icon-1") || path == "icon-512.png" { 0 } else { 255 };
        assert_eq!(corner.0[3], ground, "{path}");
    }
    let (_, favicon) = files.iter().find(|(file, _)| file == "favicon.ico").expect("an icon");
    assert_eq!(favicon[..6], [0, 0, 1, 0, 3, 0]);
}

#[test]
fn the_script_names_the_app_as_it_is_named_in_the_site() {
    let blog = Blog::at("https://example.org");
    blog.build(&["--no-compress"]);
    let site = tree(&blog.site());
    let of = |extension: &str| {
        site.iter().find(|(path, _)| path.starts_with("pkg/blog.") && path.ends_with(extension))
    };
    let (Some((wasm, _)), Some((_, script))) = (of(".wasm"), of(".js")) else {
        panic!("no app");
    };
    let script = String::from_utf8_lossy(script);
    assert!(script.contains(wasm.trim_start_matches("pkg/")), "{script}");
    assert!(!script.contains("blog_bg.wasm"), "{script}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let blog = Blog::at("https://example.org/below");
    assert_eq!(blog.build(&[]).code, Some(0));
    let first = tree(&blog.site());
    assert_eq!(blog.build(&[]).code, Some(0));
    assert_eq!(tree(&blog.site()), first);
    for extension in ["br", "gz"] {
        assert!(
            first.iter().any(|(path, _)| *path == format!("posts/first/index.html.{extension}"))
        );
        assert!(first.iter().any(|(path, _)| path.ends_with(&format!(".wasm.{extension}"))));
        assert!(!first.iter().any(|(path, _)| path.ends_with(&format!(".woff2.{extension}"))));
    }
}

#[test]
fn a_new_text_leaves_the_build_its_name_and_a_new_front_end_does_not() {
    let blog = Blog::at("https://example.org");
    let build = || {
        assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
        blog.read("build.json")
    };
    let first = build();
    blog.post("third", "2026-03-01", "More.");
    assert_eq!(build(), first);
    blog.write("front/pkg/blog.css", "body { color: navy }\n");
    assert_ne!(build(), first);
}

#[test]
fn drafts_and_the_future_are_left_out_unless_asked_for() {
    let blog = Blog::at("https://example.org");
    blog.post("far", "9999-01-01", "Later.");
    let ran = blog.build(&["--no-compress"]);
    assert!(
        ran.out.ends_with("\nLeft out: 1 post of the future, the next due on 9999-01-01\n"),
        "{}",
        ran.out
    );
    let ran = blog.build(&["--no-compress", "--future"]);
    assert!(ran.out.starts_with("Built 3 posts"), "{}", ran.out);
}

#[test]
fn a_page_with_scripts_of_its_writer_is_loaded_and_never_shown_by_the_app() {
    let blog = Blog::at("https://example.org");
    let site = blog.path("content/site.toml");
    let allowed = fs::read_to_string(&site).expect("a file") + "\n[html]\nscripts = true\n";
    fs::write(&site, allowed).expect("written");
    blog.post("script", "2026-03-01", "<script>\nalert('here')\n</script>");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let build = |path: &str| {
        let text = blog.read(path);
        text.split("\"build\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    let app = build("posts/first/index.json").expect("a build");
    // What the app of this build compares: data of another is not shown, a page of another is left.
    for (path, named) in [
        ("posts/first/index.html", &*app),
        ("posts/script/index.json", "load"),
        ("posts/script/index.html", ""),
    ] {
        assert_eq!(build(path).as_deref(), Some(named), "{path}");
    }
    let html = blog.read("posts/script/index.html");
    assert!(
        html.contains("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline' https:;"),
        "{html}"
    );
    assert!(html.contains("<script>\nalert('here')\n</script>"), "{html}");
}
