//! What others run in the pages: the markup that an owner adds, and the policy that lets it.

mod common;

use std::fs;

use common::{Blog, tree};

const POST: &str = "posts/first/index.html";

#[test]
fn the_policy_grows_by_the_origins_of_what_is_added_and_by_nothing_else() {
    let blog = Blog::at("https://example.org/below");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let before = blog.policy(POST);
    blog.write(
        "content/head.html",
        "<!-- Who counts. -->\n<meta name=\"verify\" content=\"1\">\n\
         <script defer data-domain=\"example.org\" src=\"https://count.example.com/js/script.js\"></script>\n\
         <link rel=\"stylesheet\" href=\"https://styles.example.com/a.css\">\n",
    );
    blog.write(
        "content/body-end.html",
        "<script src=\"scripts/mine.js\" defer></script>\n\
         <noscript><img src=\"https://count.example.com/pixel.gif\" alt=\"\"></noscript>\n",
    );
    blog.write("content/scripts/mine.js", "addEventListener(\"blog:page\", () => {});\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let scripts = before.find("; style-src").expect("styles");
    let images = before.find("; img-src").expect("images");
    let rest =
        before[images..].replace("frame-src 'self'", "frame-src 'self' https://count.example.com");
    let expected = format!(
        "{} https://count.example.com; connect-src 'self' https://count.example.com{} https://styles.example.com{}",
        &before[..scripts],
        &before[scripts..images],
        rest,
    );
    assert_eq!(blog.policy(POST), expected);
    assert!(blog.read("_headers").contains(&format!("Content-Security-Policy: {expected}; ")));

    let page = blog.read("404.html");
    let (head, body) = page.split_once("</head>").expect("a head");
    assert!(head.contains("<meta name=\"verify\" content=\"1\">"), "{head}");
    assert!(!page.contains("Who counts"), "what is for the owner stays there");
    let files = tree(&blog.site());
    let (script, _) =
        files.iter().find(|(path, _)| path.starts_with("media/mine.")).expect("the script");
    let end = format!("<script src=\"/below/{script}\" defer></script>");
    assert!(body.contains(&end) && body.ends_with("</noscript></body></html>\n"), "{body}");
    assert!(fs::read_to_string(blog.site().join(script)).expect("there").contains("blog:page"));
}

#[test]
fn a_service_that_is_asked_for_by_a_line_comes_with_its_origins_and_no_others() {
    let blog = Blog::at("https://example.org/below");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let before = blog.policy(POST);
    let files =
        |blog: &Blog| tree(&blog.site()).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert!(!files(&blog).iter().any(|path| path.contains("services")), "nobody asked");

    let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let asked = "\n[analytics]\ngoatcounter = \"our-blog\"\ndo_not_track = true\n\
        [comments]\nisso = \"https://talk.example.net/\"\n\
        [newsletter]\nlistmonk = { host = \"https://lists.example.net\", list = \"a1-b2\" }\n";
    blog.write("content/site.toml", &(site + asked));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let styles = before.find("; style-src").expect("styles");
    let images = before.find("; img-src").expect("images");
    let expected = format!(
        "{} https://gc.zgo.at https://talk.example.net; connect-src 'self' \
         https://our-blog.goatcounter.com https://talk.example.net{} https://talk.example.net{}",
        &before[..styles],
        &before[styles..images],
        before[images..]
            .replace("form-action 'none'", "form-action 'self' https://lists.example.net"),
    );
    assert_eq!(blog.policy(POST), expected);
    assert!(blog.read("_headers").contains(&format!("Content-Security-Policy: {expected}; ")));

    let files = files(&blog);
    let script = files.iter().find(|path| path.starts_with("pkg/services.")).expect("a script");
    let page = blog.read("posts/first/index.html");
    let tag = format!(
        "<script src=\"/below/{script}\" data-services=\"{{&quot;analytics&quot;:[{{&quot;name&quot;:&quot;goatcounter&quot;,"
    );
    assert!(page.contains(&tag), "{page}");
    assert!(
        page.contains("data-comments class=\"section comments\"><h2 id=\"comments\">Comments</h2>"),
        "{page}"
    );
    let form = "<form action=\"https://lists.example.net/subscription/form\" method=\"post\"";
    let list = "<input type=\"hidden\" name=\"l\" value=\"a1-b2\">";
    for page in [page, blog.read("index.html")] {
        assert!(page.contains(form) && page.contains(list), "{page}");
    }
    assert!(!blog.read("about/index.html").contains("data-comments"), "a page is no post");

    let post = fs::read_to_string(blog.path("content/posts/first.md")).expect("there");
    let quiet = post.replacen("+++\n", "+++\ncomments = false\n", 1);
    assert_ne!(post, quiet);
    blog.write("content/posts/first.md", &quiet);
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    assert!(!blog.read("posts/first/index.html").contains("data-comments"));
}

/// The origins that a service adds to a part of the policy.
fn origins(policy: &str, part: &str) -> Vec<String> {
    let start = policy.find(part).map_or(policy.len(), |start| start + part.len());
    let words = policy[start..].split(';').next().unwrap_or_default().split(' ');
    words.filter(|word| word.starts_with("https://")).map(str::to_owned).collect()
}

#[test]
fn each_service_is_let_load_tell_show_and_receive_what_it_does_and_no_more() {
    const GISCUS: &str =
        "giscus = { repo = \"a/b\", repo_id = \"R\", category = \"C\", category_id = \"D\" }";
    const NONE: &[&str] = &[];
    for (table, line, scripts, told, shown) in [
        ("analytics", "plausible = \"example.org\"", "plausible.io", &["plausible.io"][..], NONE),
        ("analytics", "plausible = \"pa-Ab_1-x\"", "plausible.io", &["plausible.io"], NONE),
        ("analytics", "umami = \"a-b\"", "cloud.umami.is", &["*.umami.dev", "*.umami.is"], NONE),
        (
            "analytics",
            "umami = { id = \"a-b\", host = \"https://u.test\" }",
            "u.test",
            &["u.test"],
            NONE,
        ),
        ("analytics", "goatcounter = \"ours\"", "gc.zgo.at", &["ours.goatcounter.com"], NONE),
        (
            "analytics",
            "matomo = { id = 1, host = \"https://m.test\" }",
            "m.test",
            &["m.test"],
            NONE,
        ),
        (
            "analytics",
            "cloudflare = \"token\"",
            "static.cloudflareinsights.com",
            &["cloudflareinsights.com"],
            NONE,
        ),
        (
            "analytics",
            "google = \"G-1\"",
            "www.googletagmanager.com",
            &[
                "*.analytics.google.com",
                "*.google-analytics.com",
                "*.googletagmanager.com",
                "analytics.google.com",
                "www.google.com",
            ],
            NONE,
        ),
        ("comments", GISCUS, "giscus.app", &[], &["giscus.app"]),
        ("comments", "utterances = \"a/b\"", "utteranc.es", &[], &["utteranc.es"]),
        ("comments", "isso = \"https://i.test\"", "i.test", &["i.test"], NONE),
    ] {
        let blog = Blog::at("https://example.org");
        let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
        blog.write("content/site.toml", &format!("{site}\n[{table}]\n{line}\n"));
        let ran = blog.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{line}");
        let policy = blog.policy(POST);
        let https = |hosts: &[&str]| -> Vec<String> {
            hosts.iter().map(|host| format!("https://{host}")).collect()
        };
        assert_eq!(origins(&policy, "script-src"), https(&[scripts]), "{line}");
        assert_eq!(origins(&policy, "connect-src"), https(told), "{line}");
        assert_eq!(origins(&policy, "frame-src"), https(shown), "{line}");
        assert!(policy.ends_with("form-action 'none'"), "{line}: {policy}");
    }
}

#[test]
fn a_site_of_plausible_is_named_by_its_domain_or_by_its_script() {
    for (named, script) in [
        (
            "blog.example.org",
            "{&quot;name&quot;:&quot;plausible&quot;,&quot;src&quot;:&quot;https://plausible.io/js/script.js&quot;,&quot;attributes&quot;:[[&quot;data-domain&quot;,&quot;blog.example.org&quot;]]}",
        ),
        (
            "pa-Ab_1-x",
            "{&quot;name&quot;:&quot;plausible&quot;,&quot;src&quot;:&quot;https://plausible.io/js/pa-Ab_1-x.js&quot;,&quot;attributes&quot;:[]}",
        ),
        ("pa-notes.example.org", "&quot;pa-notes.example.org&quot;"),
    ] {
        let blog = Blog::at("https://example.org");
        let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
        blog.write("content/site.toml", &format!("{site}\n[analytics]\nplausible = \"{named}\"\n"));
        assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
        let page = blog.read(POST);
        assert!(page.contains(script), "{page}");
    }
}

#[test]
fn what_one_page_asks_for_is_in_that_page_and_its_policy_and_in_no_other() {
    let blog = Blog::at("https://example.org/below");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let before = blog.policy(POST);
    blog.write(
        "content/parts/map.html",
        "<meta name=\"map\" content=\"1\">\n\
         <script src=\"https://maps.example.com/map.js\" defer></script>\n",
    );
    blog.write("content/parts/end.html", "<script src=\"scripts/mine.js\" defer></script>\n");
    blog.write("content/scripts/mine.js", "document.title = \"mine\";\n");
    let asking = "+++\ntitle = \"Where we are\"\nhead = \"parts/map.html\"\n\
        body_end = [\"parts/end.html\"]\n+++\n\nHere.\n";
    blog.write("content/pages/where.md", asking);
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));

    let page = blog.read("where/index.html");
    let (head, body) = page.split_once("</head>").expect("a head");
    assert!(head.contains("<meta name=\"map\" content=\"1\">"), "{head}");
    assert!(body.contains("/media/mine.") && !body.contains("map.js"), "{body}");
    let policy = blog.policy("where/index.html");
    assert!(policy.contains("connect-src 'self' https://maps.example.com;"), "{policy}");
    assert_eq!(blog.policy(POST), before, "no other page is let more");
    assert!(!blog.read("posts/first/index.html").contains("map"), "nor has it the tag");
    assert!(blog.read("_headers").contains("https://maps.example.com"), "a browser heeds both");
    // A page keeps the policy that it came with: the way there is a load.
    let build = |path: &str| {
        let document: serde_json::Value = serde_json::from_str(&blog.read(path)).expect("JSON");
        document["app"]["build"].clone()
    };
    assert_ne!(build("where/index.json"), build("posts/first/index.json"));

    blog.write("content/pages/where.md", &asking.replace("parts/map", "parts/mop"));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("content/pages/where.md:3:8"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `parts/map.html`?"), "{}", ran.err);
}

#[test]
fn what_the_policy_blocks_in_a_text_is_told_at_its_place() {
    let blog = Blog::at("https://example.org");
    let text = "![x](http://a.test/1.png)\n\n\
        <img src=\"HTTP://a.test/2.png\" alt=\"x\">\n\n\
        <picture><source srcset=\"https://a.test/3.png, http://a.test/4.png 2x\">\
        <img src=\"https://a.test/5.png\" alt=\"x\"></picture>\n\n\
        <video src=\"https://a.test/6.mp4\" poster=\"http://a.test/7.png\" controls></video>\n\n\
        <object data=\"https://a.test/8.pdf\"></object>\n\n\
        <embed src=\"https://a.test/9.pdf\">\n\n\
        [a link](http://a.test/)\n";
    blog.post("first", "2026-01-05", text);
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let place = "first.md:";
    let places: Vec<&str> = ran
        .err
        .match_indices(place)
        .filter_map(|(at, _)| ran.err[at + place.len()..].lines().next())
        .collect();
    let lines: Vec<&str> = places.iter().filter_map(|place| place.split(':').next()).collect();
    let first: usize = lines[0].parse().expect("a line");
    let expected = [0, 2, 4, 6, 8, 10].map(|line| (first + line).to_string());
    assert_eq!(lines, expected, "{}", ran.err);
    assert_eq!(ran.err.matches("come from https://").count(), 4, "{}", ran.err);
    assert_eq!(ran.err.matches("the policy of the pages has none").count(), 2, "{}", ran.err);
}

#[test]
fn hosts_let_pages_of_every_language_embed_what_they_do() {
    let blog = Blog::at("https://example.org");
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(site + "\n[languages.de]\ntitle = \"Unser Blog\"\n"));
    let text = "<iframe src=\"https://video.example.com/x\" title=\"Film\"></iframe>\n";
    blog.write("content/posts/first.de.md", &blog.text_of_post("Erster", "2026-01-01", text));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(blog.policy("de/posts/first/index.html").contains("https://video.example.com"));
    assert!(!blog.policy(POST).contains("https://video.example.com"));
    assert!(blog.read("_headers").contains("https://video.example.com"));
}
