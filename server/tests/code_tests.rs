//! Blocks of code that are run: what `blog test` says and writes, and what a page says then.

mod common;

use std::fs;

use common::{
    Blog,
    program::{Ran, blog as run},
};

/// A blog with a text beside a file, and a shell to run its code with.
fn with(text: &str) -> Blog {
    let blog = Blog::at("https://example.org");
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("settings");
    let tool = "command = [\"sh\"]\nversion = [\"echo\", \"Shell 1.0\"]\ntimeout = 2\n";
    blog.write("content/site.toml", &format!("{site}\n[run.sh]\n{tool}"));
    blog.write("content/posts/n/limit.py", LIMIT);
    write(&blog, text);
    blog
}

const LIMIT: &str = "import time\n\n# ANCHOR: bucket\nclass Bucket:\n    # ANCHOR: take\n    def take(self):\n        return 1\n    # ANCHOR_END: take\n# ANCHOR_END: bucket\n";

fn write(blog: &Blog, text: &str) {
    let head = "+++\ntitle = \"N\"\ndate = 2026-01-09\nfiles = [\"limit.py\"]\n+++\n\n";
    blog.write("content/posts/n/index.md", &format!("{head}{text}\n"));
}

fn text(blog: &Blog) -> String {
    let text = fs::read_to_string(blog.path("content/posts/n/index.md")).expect("the text");
    text.split_once("+++\n\n").expect("a head").1.to_owned()
}

fn test(blog: &Blog, more: &[&str]) -> Ran {
    let content = blog.content();
    let content = content.to_str().expect("a path");
    run(&[&["test", "--content", content], more].concat())
}

fn check(blog: &Blog) -> String {
    let content = blog.content();
    let ran = run(&["check", "--content", content.to_str().expect("a path")]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.err
}

fn page(blog: &Blog) -> String {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    blog.read("posts/n/index.html")
}

const NOT_RUN: &str = "this block has not been run as it stands here";

#[test]
fn a_page_says_what_ran_as_long_as_it_stands_there() {
    let blog = with("```sh run\necho 2\n```\n\n```text\n2\n```\n\nMore.\n\n```sh run\ntrue\n```");
    assert!(check(&blog).contains(NOT_RUN));
    assert!(!page(&blog).contains("Ran with"));
    let ran = test(&blog, &[]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
    assert!(ran.out.starts_with("Ran 2 blocks of code "), "{}", ran.out);
    assert!(ran.out.ends_with(": 2 as the texts say, 0 not\n"), "{}", ran.out);
    assert_eq!(check(&blog), "");
    let today = server::today().expect("a day").in_words(&languages::english());
    let page_of_run = page(&blog);
    let said =
        format!("<span class=\"code-ran\">Ran with Shell 1.0 on {today}</span></figcaption>");
    let output = format!("<figcaption><span class=\"code-name\" data-name>Output</span> {said}");
    assert!(page_of_run.contains(&output), "{page_of_run}");
    // What prints nothing says so itself.
    assert!(page_of_run.contains(&format!("sh</span> {said}")), "{page_of_run}");
    // Another code, another output: it is not what ran.
    for other in ["echo  2\n```\n\n```text\n2", "echo 2\n```\n\n```text\n3"] {
        write(&blog, &format!("```sh run\n{other}\n```\n"));
        assert!(check(&blog).contains(NOT_RUN), "{other}");
        assert!(!page(&blog).contains("Ran with"), "{other}");
    }
    // A text without any is forgotten.
    write(&blog, "Nothing.");
    assert_eq!(test(&blog, &[]).code, Some(0));
    let records = fs::read_to_string(blog.path("content/runs.toml")).expect("the file");
    assert!(!records.contains("[[run]]"), "{records}");
}

#[test]
fn what_differs_is_told_at_its_line() {
    let blog = with(
        "```sh run\nprintf 'a\\nb\\nc\\n'\n```\n\n> ```text\n> no output\n> ```\n\n```sh run\nprintf 'a\\nb\\n'\n```\n\n```\na\nx\n```",
    );
    let ran = test(&blog, &[]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.err.contains("content/posts/n/index.md:21:1\n"), "{}", ran.err);
    assert!(ran.err.contains("21 | x\n"), "{}", ran.err);
    let help = "mend the code or what it should print; `blog test --accept` takes what it prints:";
    for line in ["error: the block above prints something else", help, "-x", "+b"] {
        assert!(ran.err.contains(line), "{line}: {}", ran.err);
    }
    assert!(ran.err.contains("this block prints something, and no block behind it says what"));
    assert!(ran.err.contains("+a\n") && ran.err.contains("+c\n"), "{}", ran.err);
    assert!(ran.out.ends_with(": 0 as the texts say, 2 not\n"), "{}", ran.out);
    let as_json = test(&blog, &["--format", "json"]);
    assert_eq!(as_json.code, Some(1));
    assert!(as_json.out.contains("\"line\":21") || as_json.out.contains("\"line\": 21"));
}

#[test]
fn what_is_printed_can_be_accepted_where_the_block_stands() {
    let blog = with(
        "```sh run\necho 1\n```\n\n~~~text title=\"Said\"\nold\n~~~\n\n- x\n\n  ```sh run\n  printf 'a\\n\\n```\\n'\n  ```\n\n\
         > ```sh run\n> echo q\n> ```\n\nEnd.",
    );
    let ran = test(&blog, &["--accept"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
    let accepted = "```sh run\necho 1\n```\n\n```text title=\"Said\"\n1\n```\n\n- x\n\n  ```sh run\n  printf 'a\\n\\n```\\n'\n  ```\n\n  \
         ````text\n  a\n\n  ```\n  ````\n\n> ```sh run\n> echo q\n> ```\n>\n> ```text\n> q\n> ```\n\nEnd.\n";
    assert_eq!(text(&blog), accepted);
    // Now it is so, and stays as it is.
    assert_eq!(check(&blog), "");
    let again = test(&blog, &["--accept"]);
    assert!(again.out.ends_with(": 3 as the texts say, 0 not\n"), "{}", again.out);
    assert_eq!(text(&blog), accepted);
    // Ends of lines are the writer's.
    let file = blog.path("content/posts/n/index.md");
    let windows = fs::read_to_string(&file).expect("the text").replace("echo 1", "echo 3");
    fs::write(&file, windows.replace('\n', "\r\n")).expect("written");
    assert_eq!(test(&blog, &["--accept"]).code, Some(0));
    let written = fs::read_to_string(&file).expect("the text");
    assert!(written.contains("echo 3\r\n```\r\n\r\n```text title=\"Said\"\r\n3\r\n```\r\n"));
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
}

#[test]
fn nothing_else_runs_anything() {
    let blog = with("");
    let trace = blog.path("trace");
    write(&blog, &format!("```sh run\necho ran > {}\n```", trace.display()));
    check(&blog);
    page(&blog);
    assert!(!trace.exists());
    // In a sandbox it can't be written either; elsewhere this is what a sandbox is for.
    let ran = test(&blog, &[]);
    assert_eq!(trace.exists(), !ran.out.contains("(bwrap)"), "{}", ran.out);
}

#[test]
fn a_run_has_bounds_and_says_which() {
    let blog = with(
        "```sh run\nsleep 60 & sleep 60\n```\n\n.\n\n```sh run\nyes\n```\n\n.\n\n\
         ```sh run\nprintf '\\033[31mbad\\033[0m\\n' >&2; exit 3\n```\n\n.\n\n```ruby run\nputs 1\n```\n\n.\n\n\
         ```python run file=\"limit.py\"\n```",
    );
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("settings");
    let tool = "[run.python]\ncommand = [\"no-such-program\"]\nversion = [\"true\"]\n";
    blog.write("content/site.toml", &format!("{site}{tool}"));
    let ran = test(&blog, &[]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    for said in [
        "this block does not end within 2 s",
        "give it more in `site.toml`: `[run.sh] timeout = 60`",
        "this block prints more than 64 KiB",
        "this block ends with exit status: 3",
        "bad\n",
        "`site.toml` does not say how `ruby` is run",
        "[run.ruby]",
        "`true` tells no version",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    let tool = "[run.python]\ncommand = [\"no-such-program\"]\nversion = [\"echo\", \"1\"]\n";
    blog.write("content/site.toml", &format!("{site}{tool}"));
    let ran = test(&blog, &[]);
    let said = "`no-such-program` can't be run: there is no such program";
    assert!(ran.err.contains(said), "{}", ran.err);
}

#[test]
fn a_block_has_the_files_of_its_text_and_little_else() {
    let blog = with(
        "```sh run\nhead -n 1 limit.py; rm limit.py; ls; echo \"$HOME\" | grep -c blog-test-; echo \"[$SECRET]\"\n```",
    );
    let content = blog.content();
    let mut command = common::program::command(&["test", "--accept", "--content"]);
    let ran = command.arg(&content).env("SECRET", "hidden").output().expect("the program");
    assert!(ran.status.success(), "{ran:?}");
    assert!(text(&blog).ends_with("```text\nimport time\n1\n[]\n```\n"), "{}", text(&blog));
    assert!(blog.path("content/posts/n/limit.py").exists());
    // A variable that is named is there.
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("settings");
    blog.write("content/site.toml", &format!("{site}environment = [\"SECRET\"]\n"));
    let mut command = common::program::command(&["test", "--accept", "--content"]);
    command.arg(&content).env("SECRET", "shown").output().expect("the program");
    assert!(text(&blog).contains("[shown]"), "{}", text(&blog));
}

#[test]
fn what_is_printed_is_looked_through_like_any_text() {
    let blog = with("```sh run\nprintf '\\033]0;t\\007host 10.20.%s\\r\\n' 30.40\n```");
    assert_eq!(test(&blog, &["--accept"]).code, Some(0));
    assert!(text(&blog).contains("```text\nhost 10.20.30.40\n```"), "{}", text(&blog));
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("index.md:12:6"), "{}", ran.err);
}

#[test]
fn texts_can_be_named() {
    let blog = with("```sh run\necho 1\n```");
    blog.post("other", "2026-01-02", "```sh run\necho 2\n```");
    let file = blog.path("content/posts/n");
    let ran = test(&blog, &["--accept", file.to_str().expect("a path")]);
    assert!(ran.out.contains("Ran 1 block of code"), "{}", ran.out);
    let file = blog.path("content/posts/other.md");
    let ran = test(&blog, &["--accept", file.to_str().expect("a path")]);
    assert!(ran.out.contains("Ran 1 block of code"), "{}", ran.out);
    // What is known of the other is kept.
    assert_eq!(check(&blog), "");
    assert_eq!(test(&blog, &["nowhere.md"]).code, Some(1));
}

#[test]
fn a_block_shows_a_file_or_a_part_of_it() {
    let blog = with(
        "```python file=\"limit.py#take\" linenos\n```\n\n- ```python file=\"limit.py#L4-L6\"\n  ```\n\n\
         ```python file=\"limit.py\" title=\"All\"\n```\n\n```python file=\"other.py\"\npass\n```",
    );
    let page = page(&blog);
    let name = "<span class=\"code-name\" data-name>limit.py</span>";
    assert_eq!(page.matches(name).count(), 2, "{page}");
    assert!(page.contains("<span class=\"code-name\" data-name>All</span>"), "{page}");
    assert!(page.contains("<span class=\"code-name\" data-name>other.py</span>"), "{page}");
    assert!(page.contains("data-gutter=\"6 \">"), "{page}");
    assert!(!page.contains("ANCHOR_END"), "{page}");
    assert_eq!(blog.read("posts/n/limit.py"), LIMIT);
    let copy = blog.read("posts/n/index.md");
    let part = "```python title=\"limit.py\"\ndef take(self):\n    return 1\n```";
    assert!(copy.contains(part), "{copy}");
    let nested = "- ```python title=\"limit.py\"\n  class Bucket:\n      # ANCHOR: take\n      def take(self):\n  ```";
    assert!(copy.contains(nested), "{copy}");
    // A change of the file is a change of the page.
    blog.write("content/posts/n/limit.py", &LIMIT.replace("return 1", "return 7"));
    assert!(self::page(&blog).contains('7'));
    for (block, said) in [
        ("file=\"limit.py#nope\"\n", "`limit.py` has no part called `nope`"),
        ("file=\"limit.py#L8-L99\"\n", "`limit.py` has the lines 1 to 9"),
        ("file=\"none.py\"\n", "none.py"),
        ("file=\"limit.py#take\"\npass\n", "this block names a file and has lines"),
    ] {
        write(&blog, &format!("```python {block}```"));
        let ran = blog.build(&[]);
        assert_eq!(ran.code, Some(1), "{block}");
        assert!(ran.err.contains(said) && ran.err.contains("index.md:7:"), "{}", ran.err);
    }
}
