//! A site that its readers keep for when it can't be reached, and one that they keep no longer.

mod common;

use std::fs;

use common::Blog;

fn built(blog: &Blog) {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

fn asked() -> Blog {
    let blog = Blog::at("https://example.org/below");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &format!("offline = true\n{toml}"));
    blog
}

#[test]
fn a_site_that_is_kept_has_a_worker_and_the_policy_allows_it() {
    let blog = asked();
    built(&blog);
    let worker = blog.read("offline.js");
    for needed in ["\"base\":\"/below\"", "\"missing\":\"/below/404.html\"", "/below/pkg/blog."] {
        assert!(worker.contains(needed), "{needed}: {worker}");
    }
    for page in ["index.html", "posts/first/index.html", "404.html", "_headers", "vercel.json"] {
        let page = blog.read(page);
        assert!(page.contains("worker-src 'self'"), "{page}");
    }
    let page = blog.read("posts/first/index.html");
    let script =
        page.split("data-offline=\"/below/").nth(1).and_then(|rest| rest.split('"').next());
    let script = blog.read(script.expect("a script"));
    for needed in ["\"worker\":\"/below/offline.js\"", "\"scope\":\"/below/\""] {
        assert!(script.contains(needed), "{needed}: {script}");
    }
}

#[test]
fn a_site_that_is_not_kept_says_nothing_of_it_and_ends_what_is_on_devices() {
    let blog = asked();
    built(&blog);
    let toml = blog.path("content/site.toml");
    let text = fs::read_to_string(&toml).expect("there");
    fs::write(&toml, text.replace("offline = true", "offline = false")).expect("written");
    built(&blog);
    let plain = Blog::at("https://example.org/below");
    built(&plain);
    let worker = blog.read("offline.js");
    assert!(worker.contains("registration.unregister()"), "{worker}");
    for file in ["offline.js", "index.html", "posts/first/index.html", "_headers"] {
        assert_eq!(blog.read(file), plain.read(file), "{file}");
    }
    let page = blog.read("index.html");
    assert!(!page.contains("offline") && !page.contains("worker-src"), "{page}");
}

#[test]
fn what_is_neither_yes_nor_no_is_told_with_its_place() {
    let blog = Blog::at("https://example.org");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &format!("offline = \"always\"\n{toml}"));
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("site.toml:1:11"), "{}", ran.err);
}
