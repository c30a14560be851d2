//! What must not get out stops a build, wherever it stands, and is not shown.

mod common;

use std::fs;

use common::{Blog, program::blog};

/// A token with the right checksum, in two parts so that no scanner of others takes this file for a leak.
const TOKEN: [&str; 2] = ["ghp_zQWBuTSOoRi4A9spHcVY5ncns", "DkxkJ0mLq17"];

/// What `check` says of a blog: its code, and what it wrote.
fn check(of: &Blog) -> (Option<i32>, String) {
    let content = of.content();
    let ran = blog(&["check", "--content", content.to_str().expect("a path")]);
    (ran.code, ran.err)
}

#[test]
fn a_secret_stops_the_build_and_is_not_shown() {
    let of = Blog::at("https://example.org");
    let token = TOKEN.concat();
    of.post(
        "first",
        "2026-01-01",
        &format!("```sh\nexport TOKEN={token} # broken [link](none.md)\n```"),
    );
    let built = of.build(&[]);
    for (code, said) in [(built.code, built.err), check(&of)] {
        assert_eq!(code, Some(1), "{said}");
        for part in [
            "`ghp_… (40 characters)` is a GitHub token",
            "first.md:9:14",
            "ghp_****",
            "<!-- allow: token",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!said.contains("zQWB"), "{said}");
    }
    assert!(!of.site().exists());
}

#[test]
fn another_fault_in_the_same_line_does_not_show_it() {
    let of = Blog::at("https://example.org");
    of.post("first", "2026-01-01", &format!("[link](none.md) {}", TOKEN.concat()));
    let (code, said) = check(&of);
    assert_eq!(code, Some(1));
    assert!(said.contains("none.md") && !said.contains("zQWB"), "{said}");
}

#[test]
fn every_file_that_is_published_is_looked_through() {
    let of = Blog::at("https://example.org");
    of.write(
        "content/posts/own/index.md",
        "+++\ntitle = \"10.4.7.11\"\ndate = 2026-01-01\nfiles = [\"all\"]\n+++\n\n{{< include \"run.py\" >}}\n\
         {{< include \"_part.md\" >}}\n",
    );
    of.write("content/posts/own/run.py", "HOST = \"10.4.7.12\"\n");
    of.write("content/posts/own/_part.md", "Ask 10.4.7.13.\n");
    of.write("content/posts/own/all/data.csv", "host,ms\n10.4.7.14,3\n");
    of.write("content/posts/own/all/data.json", "{\"host\": \"10.4.7.15\"}");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>10.4.7.16</text></svg>";
    of.write("content/posts/drawing.svg", drawing);
    of.write("content/posts/own/all/10.4.7.17.txt", "");
    of.write("content/posts/own/all/clip.bin", "\0\u{1}comment=from 10.4.7.18 \0");
    of.write("content/posts/own/notes.txt", "Nobody publishes 10.4.7.19.\n");
    of.write("content/head.html", "<meta name=\"origin\" content=\"10.4.7.20\">\n");
    let (code, said) = check(&of);
    assert_eq!(code, Some(1));
    for (last, place) in [
        (11, "own/index.md:2:10"),
        (12, "own/run.py:1:9"),
        (13, "own/_part.md:1:5"),
        (14, "own/all/data.csv:2:1"),
        (15, "own/all/data.json:1:11"),
        (16, "posts/drawing.svg:1:65"),
        (17, "own/all/10.4.7.17.txt:1:1"),
        (18, "own/all/clip.bin:1:1"),
        (20, "head.html:1:30"),
    ] {
        assert!(said.contains(&format!("10.4.7.{last}` is a private address")), "{last}: {said}");
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(!said.contains("10.4.7.19"), "{said}");
}

#[test]
fn what_is_allowed_with_its_reason_is_no_fault() {
    let of = Blog::at("https://example.org");
    let text = "<!-- allow: private-address \"the lab is gone\" -->\n```\nping 10.4.7.21\n\nping 10.4.7.22\n```\n\n\
        Ask jana.k@initech.com. <!-- allow: email \"she asked for it\" -->\n\n[Data](data.csv)";
    of.post("first", "2026-01-01", text);
    of.write("content/posts/data.csv", "host\n10.4.7.23\n");
    let site = fs::read_to_string(of.path("content/site.toml")).expect("a file");
    let allow = "[[redaction.allow]]\nfile = \"posts/data.csv\"\nrule = \"private-address\"\nreason = \"gone\"\n";
    of.write("content/site.toml", &format!("{site}{allow}"));
    let head = "+++\ntitle = \"Second\"\ndate = 2026-02-01\ndescription = \"x\"\n[allow]\nphone = \"a talk on it\"\n+++\n\n\
        ## Part\n\n![A drawing](drawing.svg)\n\nCall +49 30 901820.\n";
    of.write("content/posts/second.md", head);
    let ran = of.build(&[]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    // Neither does the next build forget it.
    let ran = of.build(&[]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

#[test]
fn an_allowance_says_why_and_allows_something() {
    let of = Blog::at("https://example.org");
    let text = "Ask 10.4.7.21. <!-- allow: private-address -->\n\nNothing. <!-- allow: email \"x\" -->\n\n\
        Nothing. <!-- allow: emails \"x\" -->";
    of.post("first", "2026-01-01", text);
    let (code, said) = check(&of);
    assert_eq!(code, Some(1));
    assert!(said.contains("error: this does not say why it is allowed"), "{said}");
    assert!(said.contains("warning: there is nothing here for `email` to find"), "{said}");
    assert!(
        said.contains("error: there is no rule `emails`") && said.contains("did you mean `email`"),
        "{said}"
    );
}

#[test]
fn an_owner_decides_what_is_looked_for() {
    let of = Blog::at("https://example.org");
    let site = fs::read_to_string(of.path("content/site.toml")).expect("a file");
    let names = of.path("customers.txt");
    fs::write(&names, "# ours\nGlobex Holding\n").expect("written");
    let with = |table: &str| of.write("content/site.toml", &format!("{site}{table}"));
    with(
        "[redaction]\nemail = \"warn\"\nphone = \"off\"\nhosts = [\"build-*\"]\nnetworks = [\"198.18.0.0/16\"]\n\
        customers = \"../customers.txt\"\n",
    );
    let text = "jana.k@initech.com, +49 30 901820, build-17, 198.18.3.4, globex-holding";
    of.post("first", "2026-01-01", text);
    let (code, said) = check(&of);
    assert_eq!(code, Some(1));
    for part in [
        "warning: `jana… (18 characters)` is an e-mail address",
        "error: `build-17` is a host that site.toml names",
        "error: `198.18.3.4` is an address that site.toml names",
        "error: `glob… (14 characters)` is the name of a customer",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("phone") && !said.contains("globex-h"), "{said}");

    of.post("first", "2026-01-01", "globex-holding");
    with("[redaction]\nlevel = \"warn\"\ncustomers = \"../customers.txt\"\n");
    assert_eq!(check(&of).0, Some(0));
    with("[redaction]\ncustomers = \"../none.txt\"\n");
    let (code, said) = check(&of);
    assert!(code == Some(0) && said.contains("nobody looks for names of customers"), "{said}");
    of.write("content/customers.txt", "Globex\n");
    with(
        "[redaction]\ncustomers = \"customers.txt\"\nemail = \"stopp\"\nhosts = [\"a b\"]\nnetworks = [\"1.2.3\"]\n",
    );
    let (_, said) = check(&of);
    for part in [
        "the names of customers lie in the content folder",
        "`email` can't be `stopp`",
        "`a b` is no pattern for names of hosts",
        "`1.2.3` is no network",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_new_list_of_customers_is_looked_for_in_what_was_clean() {
    let of = Blog::at("https://example.org");
    let site = fs::read_to_string(of.path("content/site.toml")).expect("a file");
    of.write(
        "content/site.toml",
        &format!("{site}[redaction]\ncustomers = \"../customers.txt\"\n"),
    );
    of.post("first", "2026-01-01", "Globex was down.");
    fs::write(of.path("customers.txt"), "Initech\n").expect("written");
    // What was written a moment ago is looked at again in any case.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(of.build(&[]).code, Some(0));
    assert_eq!(of.build(&[]).code, Some(0));
    fs::write(of.path("customers.txt"), "Globex\n").expect("written");
    let ran = of.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("is the name of a customer"), "{}", ran.err);
}
