//! Which files of a content folder are read, and which are published.

use std::fs;

use crate::common::{Blog, program, tree};

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
    let ran = program::blog(&["check", "--content", content.to_str().expect("a path")]);
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
