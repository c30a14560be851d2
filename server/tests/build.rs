//! `blog build`, `blog check` and `blog new`, from the command line to the files.

mod common;

use std::{fs, path::Path};

use common::{
    Blog,
    program::{blog, command},
    tree,
};

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
fn a_build_that_fails_keeps_the_last_good_site_and_leaves_nothing_beside() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let good = tree(&blog.site());

    blog.post("third", "2026-13-01", "No such day.");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    assert!(ran.err.contains("third.md:4:"), "{}", ran.err);
    assert_eq!(tree(&blog.site()), good);

    // Found out only when the site is written.
    fs::remove_file(blog.path("content/posts/third.md")).expect("removed");
    blog.write("front/pkg/blog.css", "body { background: url(/nowhere.svg) }\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("links to /nowhere.svg, which does not exist"), "{}", ran.err);
    assert_eq!(tree(&blog.site()), good);

    let beside = fs::read_dir(blog.path("")).expect("a folder");
    let mut names: Vec<_> = beside.map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["cache", "content", "front", "site"]);
}

#[test]
fn what_is_not_whole_is_not_published() {
    let blog = Blog::at("https://example.org");
    blog.write("front/pkg/blog.css", "@font-face { src: url(/fonts/none.woff2) }\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.starts_with("error: the site that was rendered is not whole: 1 fault\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(" links to /fonts/none.woff2, which does not exist\n"), "{}", ran.err);
    assert!(!blog.site().exists());
}

#[test]
fn of_the_front_end_only_what_its_build_leaves_is_published() {
    let blog = Blog::at("https://example.org");
    blog.write("front/.rustc_info.json", "{}");
    blog.write("front/browser/deps/app.d", "app.rs");
    blog.write("front/fonts/other.woff2", "wOF2");
    blog.write("front/pkg/notes.txt", "mine");
    fs::remove_file(blog.path("front/fonts/brygada-roman.woff2")).expect("removed");
    let ran = blog.build(&["--no-compress"]);
    let expected = format!(
        "error: {} is not the front end as its build leaves it; there is\n  \
         no /fonts/brygada-roman.woff2\n  /.rustc_info.json\n  /browser/\n  \
         /fonts/other.woff2\n  /pkg/notes.txt\n\
         `cargo leptos build --release` empties the folder and makes it anew; \
         what is to be published as it is belongs into public\n",
        blog.front().display()
    );
    assert_eq!((ran.code, ran.err), (Some(1), expected));
    assert!(!blog.site().exists());
}

#[test]
fn what_somebody_adds_to_a_site_is_kept_until_it_shall_go() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    blog.write("site/CNAME", "blog.example.org");
    blog.write("site/.git/config", "mine");
    blog.write("site/posts/first/mine.txt", "mine");
    let warning = format!(
        "warning: no build made what lies here, and it is kept: `CNAME`, `posts/first/mine.txt`\n  \
         --> {}:1:1\n   = help: what belongs to the site goes into `public`; `--prune` takes the rest \
         out\n\n",
        blog.site().display()
    );
    // With a cache and without one.
    for (round, more) in
        [&["--no-compress"][..], &["--no-compress", "--no-cache"]].iter().enumerate()
    {
        blog.post("first", "2026-01-01", &format!("Round {round}."));
        let ran = blog.build(more);
        assert_eq!((ran.code, &*ran.err), (Some(0), &*warning));
        assert_eq!(blog.read("CNAME") + &blog.read("posts/first/mine.txt"), "blog.example.orgmine");
        assert_eq!(blog.read(".git/config"), "mine");
        assert!(blog.read("posts/first/index.html").contains(&format!("Round {round}.")));
    }
    let ran = blog.build(&["--no-compress", "--prune"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(!blog.path("site/CNAME").exists() && !blog.path("site/posts/first/mine.txt").exists());
    assert_eq!(blog.read(".git/config"), "mine");
}

#[test]
fn a_page_of_yesterday_keeps_its_style_for_a_while() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let style = |blog: &Blog| {
        let page = blog.read("index.html");
        let mut names = page.split('"').filter(|name| name.starts_with("/pkg/blog."));
        names.find(|name| name.ends_with(".css")).expect("a style")[1..].to_owned()
    };
    let old = style(&blog);
    blog.write("front/pkg/blog.css", "body { color: navy }\n");
    let ran = blog.build(&["--no-compress"]);
    assert!(ran.out.ends_with("\nKept for pages of earlier builds: 1 file\n"), "{}", ran.out);
    assert_ne!(style(&blog), old);
    assert!(blog.site().join(&old).exists());
    assert!(blog.read(".inventory").contains(&format!("/{old}\t")), "{}", blog.read(".inventory"));
    assert_eq!(blog.build(&["--no-compress", "--grace", "0"]).code, Some(0));
    assert!(!blog.site().join(&old).exists());
}

#[test]
fn a_cache_is_marked_and_a_folder_of_somebody_is_none() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let tag = fs::read_to_string(blog.path("cache/CACHEDIR.TAG")).expect("a mark");
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"), "{tag}");
    let content = blog.content();
    let content = content.to_str().expect("a path");
    for command in [&["check", "--content", content][..], &["dev", "--content", content]] {
        let ran = common::program::blog(&[command, &["--cache", content]].concat());
        let fault = format!(
            "error: {content} holds something else than a cache that this program made, such as \
             `pages`, and is left alone\nchoose another folder with --cache\n"
        );
        assert_eq!((ran.code, &*ran.err), (Some(1), &*fault));
    }
    let ran = blog.build(&["--no-compress", "--cache", content]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_cache_that_cannot_be_kept_costs_time_and_not_the_build() {
    let blog = Blog::at("https://example.org");
    blog.write("nothing", "no folder");
    let file = blog.path("nothing");
    let file = file.to_str().expect("a path");
    for round in 0..2 {
        blog.post("first", "2026-01-01", &format!("Round {round}."));
        let ran = blog.build(&["--no-compress", "--cache", file]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(ran.err.matches("warning: the cache can't be kept").count(), 1, "{}", ran.err);
        assert!(blog.read("posts/first/index.html").contains(&format!("Round {round}.")));
    }
    // Whatever of it can't be written.
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    for about in fs::read_dir(blog.path("cache/about")).expect("a folder").flatten() {
        for name in ["record", "texts", "texts.bodies"] {
            let file = about.path().join(name);
            let _ = fs::remove_file(&file);
            fs::create_dir_all(file.join("in the way")).expect("a folder");
        }
    }
    blog.post("first", "2026-01-01", "Damaged.");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err.matches("warning: the cache can't be kept").count(), 1, "{}", ran.err);
    assert!(blog.read("posts/first/index.html").contains("Damaged."));
}

#[test]
fn of_the_folder_of_a_post_what_it_refers_to_is_published() {
    let blog = Blog::at("https://example.org");
    let head =
        "+++\ntitle = \"Folder\"\ndate = 2026-03-01\nfiles = [\"named.pdf\", \"all\"]\n+++\n\n";
    let text = "[data](data.csv), <a href=\"raw.txt\">raw</a>, [a demo](demo/page.html).\n";
    blog.write("content/posts/folder/index.md", &format!("{head}{text}"));
    let page = "<script src=\"js/run.js?v=1\"></script><img src='a%20b.bin'>";
    for (path, text) in [
        ("data.csv", "a,b"),
        ("raw.txt", "raw"),
        ("named.pdf", "%PDF"),
        ("all/one.txt", "1"),
        ("all/two/three.txt", "3"),
        ("demo/page.html", page),
        ("demo/js/run.js", "fetch('../points.json')"),
        ("demo/points.json", "[]"),
        ("demo/a b.bin", "b"),
        ("demo/notes.txt", "private"),
        ("notes.txt", "private"),
        ("photo.HEIC", "GPS"),
    ] {
        blog.write(&format!("content/posts/folder/{path}"), text);
    }
    let ran = blog.build(&["--no-compress"]);
    let index = blog.path("content/posts/folder/index.md");
    let warning = format!(
        "warning: nothing refers to what lies here: `demo/notes.txt`, `notes.txt`, `photo.HEIC`\n  \
         --> {}:1:1\n   = help: it is not published; link to what readers should have, or name it: \
         `files = [\"demo/notes.txt\"]`\n\n",
        index.display()
    );
    assert_eq!((ran.code, &*ran.err), (Some(0), &*warning));
    let site = tree(&blog.site());
    let beside = site.iter().filter_map(|(path, _)| path.strip_prefix("posts/folder/"));
    let beside: Vec<&str> = beside.filter(|path| !path.starts_with("index.")).collect();
    assert_eq!(
        beside,
        [
            "all/one.txt",
            "all/two/three.txt",
            "data.csv",
            "demo/a b.bin",
            "demo/js/run.js",
            "demo/page.html",
            "demo/points.json",
            "named.pdf",
            "raw.txt",
        ]
    );
    assert!(!site.iter().any(|(_, bytes)| bytes == b"private" || bytes == b"GPS"));
    blog.write("content/posts/folder/index.md", &format!("{}{text}", head.replace("all", "al")));
    let ran = blog.build(&["--no-compress"]);
    assert!(ran.err.contains("error: there is no file `al`\n"), "{}", ran.err);
    assert!(ran.err.contains(":4:23\n"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_content_folder_is_named_and_never_read() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let blog = Blog::at("https://example.org");
    let content = blog.content();
    blog.write("outside/secret.txt", "token");
    blog.write("outside/secret.md", &blog.text_of_post("secret", "2026-01-01", "token"));
    blog.write("content/.hidden.txt", "token");
    blog.post(
        "links",
        "2026-03-01",
        "[a](out.txt), [b](up.txt), [c](dotted.txt), [d](folder/secret.txt), [e](within.txt), \
         ![f](out.png), [g](huge.bin), [h](/pipe.bin)",
    );
    blog.write("content/posts/inside.txt", "public");
    let link = |to: &str, from: &str| symlink(to, content.join(from)).expect("a link");
    let outside = blog.path("outside");
    let outside = outside.to_str().expect("a path");
    link(&format!("{outside}/secret.txt"), "posts/out.txt");
    link("../../outside/secret.txt", "posts/up.txt");
    link("../.hidden.txt", "posts/dotted.txt");
    link(outside, "posts/folder");
    link("inside.txt", "posts/within.txt");
    link("/dev/zero", "posts/out.png");
    link("/dev/zero", "authors.toml");
    link(&format!("{outside}/secret.txt"), "icon.svg");
    link(&format!("{outside}/secret.md"), "posts/secret.md");
    link("/dev/zero", "posts/zero.md");
    for pipe in ["posts/pipe.md", "pipe.bin", "series.toml", "other.toml"] {
        let made = std::process::Command::new("mkfifo").arg(content.join(pipe)).status();
        assert!(made.expect("mkfifo").success());
    }
    let _socket = UnixListener::bind(content.join("pages/socket.md")).expect("a socket");
    let large = |path: &str, size: u64| {
        fs::File::create(content.join(path)).and_then(|file| file.set_len(size)).expect("a file");
    };
    large("posts/huge.bin", 1 << 42);
    large("posts/long.md", 1 << 40);
    let ran = common::program::blog(&["check", "--content", content.to_str().expect("a path")]);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    let place = |path: &str| format!("\n  --> {}:1:1\n", content.join(path).display());
    for expected in [
        format!("this is a link that leads out of the content folder{}", place("authors.toml")),
        format!("this is a link that leads out of the content folder{}", place("icon.svg")),
        format!("this is a link that leads out of the content folder{}", place("posts/folder")),
        format!("this is a link that leads out of the content folder{}", place("posts/secret.md")),
        format!("this is a link that leads out of the content folder{}", place("posts/zero.md")),
        format!("this is a named pipe, and no file{}", place("posts/pipe.md")),
        format!("this is a named pipe, and no file{}", place("series.toml")),
        format!("this is a socket, and no file{}", place("pages/socket.md")),
        format!("can't be read: it is larger than 4 MiB{}", place("posts/long.md")),
        "`out.txt` is a link that leads out of the content folder\n".into(),
        "`up.txt` is a link that leads out of the content folder\n".into(),
        "`dotted.txt` is a link to something hidden\n".into(),
        "`folder/secret.txt` is a link that leads out of the content folder\n".into(),
        "`out.png` is a link that leads out of the content folder\n".into(),
        "`huge.bin` is too large: a file of a site has at most 256 MiB\n".into(),
        "`/pipe.bin` is a named pipe, and no file\n".into(),
    ] {
        assert!(ran.err.contains(&expected), "{expected}\n\n{}", ran.err);
    }
    assert!(!ran.err.contains("within.txt`") && !ran.err.contains("token"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_no_site_is_left_alone() {
    let blog = Blog::at("https://example.org");
    blog.write("site/letters.txt", "dear");
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("is left alone"), "{}", ran.err);
    assert_eq!(tree(&blog.site()).len(), 1);
}

#[test]
fn without_a_front_end_the_message_says_how_to_get_one() {
    let blog = Blog::at("https://example.org");
    fs::remove_dir_all(blog.front()).expect("removed");
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("run `cargo leptos build --release`"), "{}", ran.err);
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
fn a_new_post_passes_the_check() {
    let fixture = Blog::at("https://example.org");
    let content = fixture.content();
    let content = content.to_str().expect("a path");
    let ran = blog(&["new", "Hello, World!", "--content", content, "--tags", "a,b"]);
    let file = fixture.path("content/posts/hello-world.md");
    assert_eq!((ran.code, ran.out.trim()), (Some(0), file.to_str().expect("a path")));
    let ran = blog(&["check", "--content", content]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.out, "Checked 3 posts and 1 page: no errors, 0 warnings\n");
    assert_eq!(blog(&["new", "hello world", "--content", content]).code, Some(1));
}

#[test]
fn a_new_post_names_only_authors_and_series_that_there_are() {
    let fixture = Blog::at("https://example.org");
    fixture.write("content/authors.toml", "[ada]\nname = \"Ada\"\n");
    fixture.write("content/series.toml", "[tour]\ntitle = \"A tour\"\n");
    let content = fixture.content();
    let content = content.to_str().expect("a path");
    let new = |author: &str, series: &str| {
        let of = ["--author", author, "--series", series, "--folder", "--content", content];
        blog(&[&["new", "Hello"], &of[..]].concat())
    };
    let ran = new("aba", "A tour");
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.err,
        "error: authors.toml has no `aba`\n  --> --author:1:1\n   |\n 1 | aba\n   | ^^^\n   \
         = help: did you mean `ada`?\n\n\
         error: series.toml has no `A tour`\n  --> --series:1:1\n   |\n 1 | A tour\n   | ^^^^^^\n   \
         = help: write its id, `tour`\n"
    );
    let ran = new("ada", "tour");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(ran.out.ends_with("content/posts/hello/index.md\n"), "{}", ran.out);
    assert_eq!(blog(&["check", "--content", content]).code, Some(0));
}

#[test]
fn check_names_every_fault_and_writes_nothing() {
    let fixture = Blog::at("https://example.org");
    fixture.post("third", "2026-13-01", "No such day.");
    fixture.post("fourth", "2026-03-01", "[nowhere](nowhere.md)");
    let ran = blog(&["check", "--content", fixture.content().to_str().expect("a path")]);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    assert!(ran.err.contains("third.md:4:"), "{}", ran.err);
    assert!(ran.err.contains("fourth.md:8:"), "{}", ran.err);
}

#[test]
fn without_a_command_there_is_help() {
    let ran = blog(&[]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("Usage: blog [OPTIONS] [COMMAND]"), "{}", ran.err);
    let output = command(&[]).env("LEPTOS_SITE_ADDR", "nowhere").output().expect("the program");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn every_shell_can_complete_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = blog(&["completions", shell]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{shell}");
        assert!(
            ran.out.contains("check") && ran.out.contains("--strict")
                || ran.out.contains("-l strict"),
            "{shell}"
        );
    }
}

#[test]
fn posts_are_listed_with_their_status_date_words_and_tags() {
    let blog = Blog::at("https://example.org");
    blog.post("later", "2999-01-01", "One two three.");
    let content = blog.content();
    let folder = content.to_str().expect("a path");
    let ran = common::program::blog(&["list", "--content", folder]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], "future     2999-01-01       3 words  LATER  [tests]");
    assert!(lines[2].starts_with("published  2026-01-01"), "{}", ran.out);
    let ran = common::program::blog(&["list", "--json", "--content", folder]);
    let posts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&posts[0]["status"], &posts[0]["words"]), (&"future".into(), &3.into()));
}

#[test]
fn faults_are_written_for_editors_and_for_pull_requests() {
    let blog = Blog::at("https://example.org");
    blog.post("first", "2026-01-01", "See [that](nowhere.md).");
    let content = blog.content();
    let check = |format| {
        let folder = content.to_str().expect("a path");
        let ran = common::program::blog(&["check", "--content", folder, "--format", format]);
        assert_eq!((ran.code, &*ran.err), (Some(1), ""));
        ran.out
    };
    let faults: serde_json::Value = serde_json::from_str(&check("json")).expect("JSON");
    assert_eq!((&faults[0]["severity"], &faults[0]["line"]), (&"error".into(), &8.into()));
    assert!(check("github").starts_with("::error file="));
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
