//! `new`, `check`, `list` and `completions`, and how faults are written.

use crate::common::{
    Blog,
    program::{self, blog, command},
};

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
fn faults_are_written_for_editors_and_for_pull_requests() {
    let blog = Blog::at("https://example.org");
    blog.post("first", "2026-01-01", "See [that](nowhere.md).");
    let content = blog.content();
    let check = |format| {
        let folder = content.to_str().expect("a path");
        let ran = program::blog(&["check", "--content", folder, "--format", format]);
        assert_eq!((ran.code, &*ran.err), (Some(1), ""));
        ran.out
    };
    let faults: serde_json::Value = serde_json::from_str(&check("json")).expect("JSON");
    assert_eq!((&faults[0]["severity"], &faults[0]["line"]), (&"error".into(), &8.into()));
    assert!(check("github").starts_with("::error file="));
}

#[test]
fn posts_are_listed_with_their_status_date_words_and_tags() {
    let blog = Blog::at("https://example.org");
    blog.post("later", "2999-01-01", "One two three.");
    let content = blog.content();
    let folder = content.to_str().expect("a path");
    let ran = program::blog(&["list", "--content", folder]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], "future     2999-01-01       3 words  LATER  [tests]");
    assert!(lines[2].starts_with("published  2026-01-01"), "{}", ran.out);
    let ran = program::blog(&["list", "--json", "--content", folder]);
    let posts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&posts[0]["status"], &posts[0]["words"]), (&"future".into(), &3.into()));
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
