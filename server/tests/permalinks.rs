//! The lock of permalinks: what it holds, what it refuses, and how that is mended.

mod common;

use std::fs;

use common::{
    Blog,
    program::{Ran, blog},
};

const LOCK: &str = "content/permalinks.lock";

fn update(fixture: &Blog) -> Ran {
    blog(&["permalinks", "update", "--content", fixture.content().to_str().expect("a path")])
}

/// A blog whose addresses are locked.
fn locked() -> Blog {
    let blog = Blog::at("https://example.org");
    blog.write(
        "content/posts/third.md",
        "---\ntitle: Third\ndate: 2026-03-01\ntags: [rare]\naliases: [/old-third]\n---\n\nText.\n",
    );
    assert_eq!(update(&blog).code, Some(0));
    blog
}

/// What a command says, without the names of temporary folders.
fn plain(blog: &Blog, text: &str) -> String {
    text.replace(&format!("{}/", blog.content().display()), "content/")
}

/// Compares with the answer of last time.
macro_rules! assert_answer {
    ($name:expr, $answer:expr) => {
        insta::with_settings!({ snapshot_path => "permalinks", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $answer);
        });
    };
}

#[test]
fn the_lock_holds_what_is_published_and_says_what_an_update_changed() {
    let blog = locked();
    assert_answer!("lock", fs::read_to_string(blog.path(LOCK)).expect("there"));
    blog.write(
        "content/posts/later.md",
        "---\ntitle: Later\ndate: 2999-01-01\ntags: [later]\n---\n\nText.\n",
    );
    blog.post("fourth", "2026-04-01", "Text.");
    fs::remove_file(blog.path("content/posts/third.md")).expect("removed");
    assert_answer!("update", plain(&blog, &update(&blog).out));
    let lock = fs::read_to_string(blog.path(LOCK)).expect("there");
    assert!(!lock.contains("later") && !lock.contains("third"), "{lock}");
    let again = update(&blog).out;
    assert!(again.ends_with(": 5 permalinks, 0 added, 0 let go\n"), "{again}");
}

#[test]
fn a_build_fails_when_an_address_would_vanish() {
    let blog = locked();
    let posts = blog.path("content/posts");
    fs::rename(posts.join("first.md"), posts.join("fist.md")).expect("renamed");
    for (file, from, to) in [
        ("second.md", "date =", "slug = \"segundo\"\ndate ="),
        ("third.md", "aliases: [/old-third]", "draft: true"),
        ("fist.md", "second.md#part", "https://example.org/"),
    ] {
        let text = fs::read_to_string(posts.join(file)).expect("there");
        fs::write(posts.join(file), text.replace(from, to)).expect("written");
    }
    let lock = fs::read_to_string(blog.path(LOCK)).expect("there");
    blog.write(LOCK, &format!("{lock}<<<<<<< ours\n"));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(!blog.site().exists());
    assert_answer!("vanish", plain(&blog, &ran.err));
}

#[test]
fn an_alias_or_an_update_mends_it() {
    let blog = locked();
    let posts = blog.path("content/posts");
    let text = fs::read_to_string(posts.join("third.md")).expect("there");
    fs::remove_file(posts.join("third.md")).expect("removed");
    blog.write(
        "content/posts/new.md",
        &text.replace("[/old-third]", "[/old-third, /posts/third/]"),
    );
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let note = "Not locked yet: 1 new permalink; `blog permalinks update` does it\n";
    assert!(ran.out.ends_with(note), "{}", ran.out);
    let before = fs::read_to_string(blog.path(LOCK)).expect("there");

    blog.write("content/posts/new.md", &text);
    assert_eq!(blog.build(&["--no-compress"]).code, Some(1));
    assert_eq!(fs::read_to_string(blog.path(LOCK)).expect("there"), before);
    assert_eq!(update(&blog).code, Some(0));
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
}

#[test]
fn a_blog_without_a_lock_is_free() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    fs::remove_file(blog.path("content/posts/first.md")).expect("removed");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0));
    assert!(!ran.out.contains("locked"), "{}", ran.out);
}
