//! What an import does not know: nothing of it is lost, and what is to be done about it is said once.

mod common;

use common::{body, imported, text};

const DOCUSAURUS: (&str, &str) =
    ("docusaurus.config.js", "module.exports = { title: 'T', url: 'https://old.example' };\n");
const JEKYLL: (&str, &str) = ("_config.yml", "title: T\nurl: https://old.example\n");

#[test]
fn a_component_is_a_call_and_one_line_for_the_blog() {
    let post = "---\ntitle: A\n---\nimport Price from './Price';\n\nIt costs <Price of={{a: 1}} client:load /> \
        now.\n\n<Shelf title='A \"b\"'>\n\n*Inside*\n\n</Shelf>\n";
    let other = "---\ntitle: B\n---\n<Price of=\"b\" />\n";
    let imported =
        imported(&[DOCUSAURUS, ("blog/2020-01-02-a.mdx", post), ("blog/2020-01-03-b.mdx", other)]);
    let made = body(&imported, "posts/a.md");
    assert!(made.contains("It costs {{< price of=\"{a: 1}\" >}} now."), "{made}");
    assert!(made.contains("{{< shelf title=\"A \\\"b\\\"\" >}}"), "{made}");
    assert!(made.contains("\n\n*Inside*\n\n{{< /shelf >}}"), "{made}");
    assert_eq!(body(&imported, "posts/b.md"), "{{< price of=\"b\" >}}");
    let template = text(&imported, "shortcodes/price.html");
    assert!(template.contains("blog/2020-01-02-a.mdx:6\n"), "{template}");
    assert!(template.contains("It is given of.\n") && template.contains("<span>"), "{template}");
    assert!(text(&imported, "shortcodes/shelf.html").ends_with("%}{{ body }}\n"));
    let report = imported.report.to_string();
    assert!(report.contains("2 × `Price` (./Price): what it shows, in shortcodes/price.html"));
    assert!(report.ends_with("\n2 shortcodes to write, 2 texts wait for a template"), "{report}");
    assert_eq!((imported.report.needs_hand(), imported.report.unwritten()), (0, 2));
}

#[test]
fn shortcodes_and_tags_of_others_are_calls_too() {
    let hugo = imported(&[
        ("hugo.toml", "title = 'T'\nbaseURL = 'https://old.example/'\n"),
        (
            "content/posts/a.md",
            "---\ntitle: A\ndate: 2020-01-02\n---\n{{< Odd \"x\" y=\"z\" >}}\nWords\n{{< /Odd >}}\n",
        ),
    ]);
    let made = "{{< odd \"x\" y=\"z\" >}}\n\nWords\n\n{{< /odd >}}";
    assert_eq!(body(&hugo, "posts/a.md"), made);
    let zola = imported(&[
        ("config.toml", "title = 'T'\nbase_url = 'https://old.example'\n"),
        ("content/a.md", "+++\ntitle = 'A'\ndate = 2020-01-02\n+++\nSee {{ figure(of=\"x\") }}.\n"),
    ]);
    // What comes along has that name, and shows something else.
    assert_eq!(body(&zola, "posts/a.md"), "See {{< old-figure of=\"x\" >}}.");
    let jekyll = imported(&[
        JEKYLL,
        (
            "_posts/2020-01-02-a.md",
            "---\ntitle: A\n---\n{% avatar ada size=\"3\" %}\n\n{% fancyBox %}\n\nIn *it*\n\n{% endfancyBox %}\n\n\
             <a href=\"{% avatar ada %}\">a</a>\n",
        ),
    ]);
    let made = body(&jekyll, "posts/a.md");
    let wanted =
        "{{< avatar \"ada\" size=\"3\" >}}\n\n{{< fancy-box >}}\n\nIn *it*\n\n{{< /fancy-box >}}";
    assert!(made.starts_with(wanted), "{made}");
    // In a tag no call can stand.
    let report = jekyll.report.to_string();
    assert!(report.contains("1 × the tag `avatar` is not known here"), "{report}");
}

#[test]
fn a_script_runs_at_the_end_of_its_page() {
    let post = |rest: &str| format!("---\ntitle: T\n---\n<canvas id=\"c\"></canvas>\n\n{rest}\n");
    let drawn = "<script src=\"//cdn.example/chart.js\" integrity=\"sha256-a\"></script>\n\
        <script src=\"/js/own.js\"></script>\n<script>\n  draw();\n</script>";
    let imported = imported(&[
        JEKYLL,
        ("js/own.js", "own();\n"),
        ("_posts/2020-01-02-a.md", &post(drawn)),
        ("_posts/2020-01-03-b.md", &post("<script>\n  draw();\n</script>")),
        ("_posts/2020-01-04-c.md", &post("<script>document.write('x')</script>")),
    ]);
    assert!(text(&imported, "posts/a.md").contains("\nbody_end = \"parts/2020-01-02-a.html\"\n"));
    assert_eq!(
        text(&imported, "parts/2020-01-02-a.html"),
        "<script src=\"https://cdn.example/chart.js\" integrity=\"sha256-a\" crossorigin=\"anonymous\" \
         defer></script>\n<script src=\"js/own.js\" defer></script>\n\
         <script src=\"scripts/2020-01-02-a.js\" defer></script>\n"
    );
    assert_eq!(text(&imported, "scripts/2020-01-02-a.js"), "draw();\n");
    assert!(imported.files.contains_key("js/own.js"));
    let other = text(&imported, "parts/2020-01-03-b.html");
    assert_eq!(other, "<script src=\"scripts/2020-01-02-a.js\" defer></script>\n");
    // What writes into the page while it is read can't run behind it.
    let report = imported.report.to_string();
    let wanted = "1 × a script: taken out, with whatever it did\n      _posts/2020-01-04-c.md:";
    assert!(report.contains(wanted), "{report}");
    assert!(report.ends_with("\n1 of 3 texts need a hand"), "{report}");
}

#[test]
fn html_and_blanks_mean_what_they_meant_there() {
    for (written, made) in [
        ("<p>a</p>\n<pre>\nb\n \nc</pre>", "<p>a</p>\n<pre>\nb\n&#10;c</pre>"),
        ("<code>\na\n\n*b*\n</code>\n", "a\n\n*b*"),
        ("A <b>long\nline</b>.", "A <b>long\nline</b>."),
        // Such a block ends with its element anyway.
        ("<pre>\nb\n\nc</pre>", "<pre>\nb\n\nc</pre>"),
        ("<div>\n<f:code>\na\n</f:code>\n#<x:0x1>\n</div>", "<div>\n\na\n\n#&lt;x:0x1>\n</div>"),
        (
            "<div>\n<iframe src=\"http://a.example/b\" title=\"b\"></iframe>\n</div>",
            "<div>\n<iframe src=\"https://a.example/b\" title=\"b\"></iframe>\n</div>",
        ),
        ("At https://old.example/docs/a.", "At https://old.example/docs/a."),
    ] {
        let post = format!("---\ntitle: A\n---\n{written}\n");
        let imported = imported(&[JEKYLL, ("_posts/2020-01-02-a.md", &post)]);
        assert_eq!(body(&imported, "posts/a.md"), made, "{written}");
        let is_rest = text(&imported, "site.toml").contains("\"/docs/");
        assert_eq!(is_rest, written.contains("/docs/a"), "{written}");
    }
    // In MDX what is indented is no code.
    let post = "---\ntitle: A\n---\n<div>\n    <p>a</p>\n\n        ```js\n        b();\n          c();\n        ```\n</div>\n";
    let imported = imported(&[DOCUSAURUS, ("blog/2020-01-02-a.mdx", post)]);
    let made = body(&imported, "posts/a.md");
    assert!(made.contains("\n```js\nb();\n  c();\n```\n"), "{made}");
}

#[test]
fn hugo_has_a_file_for_each_language_and_mounts() {
    let head = "---\ntitle: T\ndate: 2020-01-02\n---\n";
    let languages = imported(&[
        ("config/_default/hugo.toml", "baseURL = 'https://old.example/'\n"),
        ("config/_default/languages.en.toml", "title = 'T'\ncontentDir = 'content/en'\n"),
        ("config/_default/languages.de.toml", "title = 'D'\ncontentDir = 'content/de'\n"),
        ("content/en/post/a.md", head),
        ("content/de/post/a.md", head),
    ]);
    assert!(languages.files.contains_key("posts/a.md"), "{:?}", languages.files.keys());
    assert!(languages.files.contains_key("posts/a.de.md"), "{:?}", languages.files.keys());
    for address in ["/de/post/a/", "/post/a/"] {
        assert!(languages.report.addresses.iter().any(|known| known == address), "{address}");
    }
    let mounted = imported(&[
        (
            "hugo.yaml",
            "baseURL: https://old.example/\nmodule:\n  mounts:\n    - source: content/en\n      target: content\n",
        ),
        (
            "content/en/blog/a/index.md",
            &format!("{head}{{{{< imgproc dia Resize 8x >}}}}\nIt *all*\n{{{{< /imgproc >}}}}\n"),
        ),
        ("content/en/blog/a/my-diagram.png", "x"),
        ("content/en/docs/b.md", "---\ntitle: B\n---\n"),
    ]);
    assert!(mounted.report.addresses.iter().any(|known| known == "/blog/a/"));
    assert_eq!((mounted.report.posts, mounted.report.pages), (1, 0));
    let made = body(&mounted, "posts/a/index.md");
    assert_eq!(made, "![It *all*](my-diagram.png \"It *all*\")");
}

#[test]
fn only_a_whole_name_stands_for_a_folder() {
    let imported = imported(&[
        ("_config.yml", "title: T\nurl: https://old.example\npermalink: /:year/:title.html\n"),
        ("_posts/2020-01-02-batch-with-index.md", "---\ntitle: A\n---\nWords.\n"),
    ]);
    assert_eq!(imported.report.addresses, ["/2020/batch-with-index.html"]);
}

#[test]
fn a_comment_of_nunjucks_leaves_no_empty_line() {
    let post = "---\ntitle: A\ndate: 2020-01-02\n---\n<table>\n<tr><td>a</td></tr>\n{# <tr>\n</tr> #}\n\
        </table>\n\n## B {#b}\n\nSee {# why #}it.\n";
    let imported = imported(&[
        ("eleventy.config.js", "export default () => {};\n"),
        ("_data/site.json", "{\"url\": \"https://old.example\"}"),
        ("posts/a.md", post),
    ]);
    let made = body(&imported, "posts/a.md");
    let wanted = "<table>\n<tr><td>a</td></tr>\n</table>\n\n## B {#b}\n\nSee it.";
    assert_eq!(made, wanted);
}
