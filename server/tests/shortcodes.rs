//! Shortcodes: calls in texts, templates of the owner's, what is embedded, and the policy that lets it.

mod common;

use common::{Blog, policy};

fn built(blog: &Blog) {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
}

#[test]
fn what_a_page_embeds_its_own_policy_allows_and_that_of_no_other() {
    let blog = Blog::at("https://example.org/below");
    built(&blog);
    let others = ["posts/first/index.html", "404.html"];
    let before = others.map(|page| blog.policy(page));
    let embeds_nothing = |policy: &String| policy.contains("frame-src 'self';");
    assert!(before.iter().all(embeds_nothing), "{before:?}");
    blog.post(
        "film",
        "2026-01-20",
        "{{< youtube abc >}}\n\n{{ gist(user=\"a\", id=\"b\") }}\n\n\
         <iframe src=\"https://maps.example.org/a\" title=\"A map\"></iframe>",
    );
    built(&blog);
    let page = blog.read("posts/film/index.html");
    let own = policy(&page);
    let frames = "frame-src 'self' https://maps.example.org https://www.youtube-nocookie.com;";
    assert!(own.contains(frames), "{own}");
    assert!(own.contains("connect-src 'self' https://api.github.com;"), "{own}");
    assert_eq!(others.map(|page| blog.policy(page)), before);
    // A host allows what any page does.
    assert!(blog.read("_headers").contains(frames), "{}", blog.read("_headers"));
    // The way there is a load, and the way from there is not.
    let build = |page: &str| {
        let document = blog.read(&format!("posts/{page}/index.json"));
        let (_, rest) = document.split_once("\"build\":\"").expect("a build");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    assert_eq!(build("film"), "load");
    assert!(page.contains(&format!("\"build\":\"{}\"", build("first"))));
    // Nothing is asked of anybody before a reader asks.
    assert_eq!(page.matches("<iframe").count(), 1);
    let link = "href=\"https://www.youtube.com/watch?v=abc\" \
                data-embed=\"https://www.youtube-nocookie.com/embed/abc?autoplay=1\"";
    assert!(page.contains(link), "{page}");
}

#[test]
fn a_template_knows_the_page_and_the_files_beside_it() {
    let blog = Blog::at("https://example.org");
    blog.write(
        "content/shortcodes/all.html",
        "<div>{{ page.title }}|{{ page.extra.mood }}|{{ site.title }}|{{ data('n.csv')[1][0] }}</div>",
    );
    blog.write("content/shortcodes/deep/er.html", "<b>{{ args[0] }}</b>");
    blog.write("content/posts/n/n.csv", "a\n5\n");
    blog.write(
        "content/posts/n/_part.md",
        "## Part\n\nSee [first](../first.md) and {{< deep/er y >}}.\n",
    );
    blog.write("content/posts/n/main.rs", "fn a() {}\nfn b() {}\n");
    blog.write(
        "content/posts/n/index.md",
        "+++\ntitle = \"A & b\"\ndate = 2026-01-09\n[extra]\nmood = \"calm\"\n+++\n\n\
         {{< all >}}\n\n{{ include(file=\"_part.md\") }}\n\n{{< include main.rs lines=\"2-2\" >}}\n",
    );
    built(&blog);
    let page = blog.read("posts/n/index.html");
    assert!(page.contains("<div>A &amp; b|calm|"), "{page}");
    assert!(page.contains("|5</div>"), "{page}");
    assert!(page.contains("<h2 id=\"part\"") && page.contains("<b>y</b>"), "{page}");
    assert!(page.contains("href=\"/posts/first/\""), "{page}");
    assert!(page.contains("language-rs") && !page.contains("fn a"), "{page}");
    let copy = blog.read("posts/n/index.md");
    assert!(copy.contains("See [first](https://example.org/posts/first/) and <b>y</b>."), "{copy}");
    assert!(copy.contains("```rs title=\"main.rs\" start=2\nfn b() {}\n```"), "{copy}");
    assert!(!copy.contains("{{"), "{copy}");
}

#[test]
fn a_fault_has_the_place_of_whoever_makes_it() {
    let blog = Blog::at("https://example.org");
    blog.write("content/shortcodes/a.html", "<p>\n{{ x.y.z }}</p>");
    blog.write("content/shortcodes/b.html", "<p><a href=\"nowhere.md\">b</a></p>");
    blog.write("content/shortcodes/c.html", "{% if %}");
    blog.write("content/shortcodes/d.txt", "");
    blog.post("calls", "2026-01-20", "a {{< a >}}\n\nb\n\n{{< b >}}\n");
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    let text = ran.err;
    for part in [
        "shortcodes/a.html:2:",
        "it is called at ",
        "posts/calls.md:",
        "there is no file `nowhere.md`",
        "shortcodes/b.html writes it here",
        "shortcodes/c.html:1:",
        "this is no template of a shortcode",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_comes_along_says_where_a_call_gives_it_what_it_cannot_show() {
    let wrong = [
        ("{{< youtube id=\"a b\" >}}", "this call says no video"),
        ("{{< youtube abc start=soon >}}", "`start` is no number of seconds"),
        ("{{< vimeo abc >}}", "this call says no video"),
        ("{{< asciinema \"a/b\" >}}", "this call says no recording"),
        ("{{< gist \"a b\" c >}}", "this call says no gist"),
        ("{{< codepen only-a-pen >}}", "this call says no pen"),
        ("{{< tweet somebody >}}", "this call says no post"),
        ("{{< mastodon \"example.org\" >}}", "this call says no post"),
        ("{{< figure >}}", "this call says no picture"),
    ];
    let blog = Blog::at("https://example.org");
    let calls: Vec<&str> = wrong.iter().map(|(call, _)| *call).collect();
    blog.post("calls", "2026-01-20", &calls.join("\n\n"));
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    for (call, message) in wrong {
        let told = ran.err.split("error: ").any(|fault| {
            fault.starts_with(message) && fault.contains(call) && fault.contains("posts/calls.md:")
        });
        assert!(told, "{call}: {}", ran.err);
    }
}

#[test]
fn a_call_that_is_shown_is_shown_alike_in_every_form() {
    let blog = Blog::at("https://example.org");
    blog.post("shown", "2026-03-01", "Written {{</* figure */>}} and `{{</* figure */>}}`.");
    // A warning would tell of a form that says something else.
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let shown = "Written {{&lt; figure &gt;}} and <code>{{&lt; figure &gt;}}</code>.";
    assert!(blog.read("posts/shown/index.html").contains(shown));
    let copy = blog.read("posts/shown/index.md");
    assert!(copy.contains("Written {{< figure >}} and `{{< figure >}}`."), "{copy}");
}
