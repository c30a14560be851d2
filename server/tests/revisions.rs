//! How texts changed since they were published: what of a history readers get, and what they never do.

mod common;

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use app::shell::without_first_screen;
use common::{
    Blog,
    program::{self, Ran},
    tree,
};

const PAGE: &str = "posts/first/revisions/index.html";

/// A blog in a repository.
struct Repository {
    blog: Blog,
}

impl Repository {
    fn new(settings: &str) -> Self {
        let blog = Blog::at("https://example.org/below");
        let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
        blog.write("content/site.toml", &format!("{site}\n{settings}\n"));
        let repository = Self { blog };
        repository.git(&["init", "--quiet", "--initial-branch=main"], "2026-01-01");
        repository
    }

    fn git(&self, arguments: &[&str], day: &str) -> String {
        let ran = Command::new("git")
            .current_dir(self.blog.content())
            .args([
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
            .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
            .output()
            .expect("git");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8_lossy(&ran.stdout).trim().to_owned()
    }

    /// Commits all that is there; gives the name of the commit.
    fn commit(&self, day: &str) -> String {
        self.git(&["add", "."], day);
        self.git(&["commit", "--quiet", "--message", "secret words of a commit"], day);
        self.git(&["rev-parse", "HEAD"], day)
    }

    /// Writes the first post and commits it.
    fn write(&self, day: &str, text: &str) -> String {
        self.blog.post("first", "2026-01-05", text);
        self.commit(day)
    }

    fn build(&self) -> Ran {
        self.blog.build(&["--no-compress"])
    }

    fn built(&self) -> String {
        let ran = self.build();
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        self.blog.read(PAGE)
    }
}

/// Whether there is a program to make a repository with; `cargo xtask ci` needs it.
fn has_git() -> bool {
    let ran = Command::new("git").arg("--version").stdout(Stdio::null()).status();
    let has = ran.is_ok_and(|status| status.success());
    assert!(has || std::env::var_os("CI").is_none(), "git is missing");
    if !has {
        eprintln!("skipped: there is no program `git`");
    }
    has
}

/// The words of a page, without its markup.
fn words(html: &str) -> String {
    let html = without_first_screen(html);
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    let text =
        main.expect("a page").split('<').map(|part| part.split_once('>').map_or("", |p| p.1));
    let text = text.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn readers_see_what_changed_since_a_text_was_published_and_nothing_before() {
    if !has_git() {
        return;
    }
    let blog = Repository::new("[revisions]\nfrom = \"git\"");
    let draft =
        "+++\ntitle = \"FIRST\"\ndate = 2026-01-05\ndraft = true\n+++\n\nA thought for nobody.\n";
    blog.blog.write("content/posts/first.md", draft);
    blog.commit("2026-01-01");
    blog.write("2026-01-03", "Too early a word.");
    blog.write("2026-01-05", "It takes 5 ms, they \"said\".\n\n## Later\n\nAll is well.");
    blog.write(
        "2026-02-01",
        "It takes 5 ms, they \u{201c}said\u{201d}.\n\n## Later\n\nAll is **well**.",
    );
    blog.write(
        "2026-03-01",
        "It takes 7 ms, they \"said\".\n\n## Later\n\nAll is well, or nearly so.",
    );
    let page = blog.built();
    let said = words(&page);
    for part in [
        "1 Mar 2026 Words added: 4, removed: 1. It takes removed: 5 added: 7 ms, they \"said\".",
        "Later All is well, added: or nearly so.",
        "1 Feb 2026 Only punctuation, spaces or markup changed.",
        "Published 5 Jan 2026",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    for (path, bytes) in tree(&blog.blog.site()) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["for nobody", "Too early", "secret words"] {
            assert!(!text.contains(secret), "{secret} is in {path}");
        }
    }
    // Nobody finds it by chance, and readers of the text do.
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!blog.blog.read("sitemap.xml").contains("revisions"));
    let post = blog.blog.read("posts/first/index.html");
    assert_eq!(post.matches("href=\"/below/posts/first/revisions/\"").count(), 2);
    assert!(post.contains("<time datetime=\"2026-03-01\">"));
    assert!(blog.blog.read("feed.xml").contains("<updated>2026-03-01"));
    // A text that did not change has no such page.
    assert!(!blog.blog.path("site/posts/second/revisions").exists());
    // The same again is the same, and so is the same from nothing.
    let first = tree(&blog.blog.site());
    blog.built();
    assert_eq!(tree(&blog.blog.site()), first);
}

#[test]
fn a_head_that_changed_is_told_above_the_words_and_looked_through_as_they_are() {
    if !has_git() {
        return;
    }
    let blog = Repository::new("[revisions]\nfrom = \"git\"");
    blog.write("2026-01-05", "One word.");
    let write = |day: &str, head: [&str; 2], text: &str| {
        let file = blog.blog.text_of_post("first", "2026-01-05", text);
        let file = file.replace("\"FIRST\"", head[0]).replace("\"About first.\"", head[1]);
        blog.blog.write("content/posts/first.md", &file.replace("[\"tests\"]", "[\"wal\", \"a\"]"));
        blog.commit(day)
    };
    let title = "'Queues & <locks>'";
    write("2026-02-01", [title, "\"About first.\""], "One more.");
    write("2026-03-01", [title, "\"About first!\""], "One more.");
    let bad = write("2026-04-01", [title, "\"By ada@analytical-engines.org.\""], "One more.");
    write("2026-05-01", [title, "\"About locks.\""], "One more.");
    let ran = blog.build();
    assert_eq!(ran.code, Some(1));
    // Of what it found the gate shows how it begins.
    assert!(ran.err.contains(&bad[..12]) && !ran.err.contains("analytical"), "{}", ran.err);

    let site = fs::read_to_string(blog.blog.path("content/site.toml")).expect("there");
    blog.blog.write("content/site.toml", &format!("{site}leave_out = [\"{}\"]\n", &bad[..12]));
    let page = blog.built();
    let said = words(&page);
    for part in [
        "1 May 2026 Description removed: About first! added: About locks. 1 Mar 2026 Only",
        "Only punctuation, spaces or markup changed. 1 Feb 2026 Title removed: FIRST added: Queues &amp; &lt;locks",
        "Tags removed: tests added: a, wal Words added: 1, removed: 1.",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(page.contains("<li><strong>Title</strong> <del>") && !page.contains("<locks>"));
    // It counts as a change, though no word of the text is another one.
    assert!(blog.blog.read("posts/first/index.html").contains("<time datetime=\"2026-05-01\">"));
}

#[test]
fn nothing_is_told_unless_it_is_asked_for() {
    if !has_git() {
        return;
    }
    let blog = Repository::new("");
    blog.write("2026-01-05", "One.");
    blog.write("2026-02-01", "Two.");
    let ran = blog.build();
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(!blog.blog.path("site").join(PAGE).exists());
    // What a writer says needs no repository.
    let said = "One.\n".to_owned();
    let text = blog.blog.text_of_post("first", "2026-01-05", &said).replace(
        "tags =",
        "revisions = [{ date = 2026-04-01, what = \"Measured again.\" }]\ntags =",
    );
    blog.blog.write("content/posts/first.md", &text);
    assert!(words(&blog.built()).contains("1 Apr 2026 Measured again. Published 5 Jan 2026"));
}

#[test]
fn what_must_not_get_out_stops_a_build_until_the_commit_is_left_out() {
    if !has_git() {
        return;
    }
    let blog = Repository::new("[revisions]\nfrom = \"git\"");
    blog.write("2026-01-05", "One word.");
    let bad = blog.write("2026-02-01", "One word, from ada.lovelace@analytical-engines.org.");
    blog.write("2026-03-01", "One word, and another.");
    let ran = blog.build();
    assert_eq!(ran.code, Some(1));
    let help = format!("leave_out = [\"{}\"]", &bad[..12]);
    assert!(ran.err.contains("its revisions show what it said before"), "{}", ran.err);
    assert!(ran.err.contains(&help) && ran.err.contains("first.md"), "{}", ran.err);
    let content = blog.blog.content().display().to_string();
    assert_eq!(program::blog(&["check", "--content", &content]).code, Some(1));

    let site = fs::read_to_string(blog.blog.path("content/site.toml")).expect("there");
    blog.blog.write("content/site.toml", &format!("{site}leave_out = [\"{}\"]\n", &bad[..12]));
    let said = words(&blog.built());
    assert!(!said.contains("ada") && said.contains("One word, added: and another."), "{said}");
    blog.blog.write("content/site.toml", &format!("{site}leave_out = [\"0123456\", \"x\"]\n"));
    let ran = blog.build();
    assert!(ran.err.contains("`x` is no name of a commit"), "{}", ran.err);
}

#[test]
fn what_a_repository_lacks_is_said_once() {
    if !has_git() {
        return;
    }
    let whole = Repository::new("[revisions]\nfrom = \"git\"");
    whole.write("2026-01-05", "One.");
    whole.write("2026-02-01", "Two.");
    let from = format!("file://{}", whole.blog.content().display());
    let shallow = Blog::at("https://example.org");
    fs::remove_dir_all(shallow.content()).expect("removed");
    let to = shallow.content().display().to_string();
    let cloned = Command::new("git").args(["clone", "--quiet", "--depth=1", &from, &to]).status();
    assert!(cloned.expect("git").success());
    let ran = shallow.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.err.matches("lacks its history").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);

    fs::remove_dir_all(shallow.path("content/.git")).expect("removed");
    let ran = shallow.build(&["--no-compress"]);
    assert!(ran.code == Some(0) && ran.err.contains("in no git repository"), "{}", ran.err);
    assert!(!Path::new(&shallow.site().join(PAGE)).exists());
}
