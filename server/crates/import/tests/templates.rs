//! Templates of the old blog: what they show stays, as calls of ours or in the texts.

mod common;

use common::{body, imported, text};

const HUGO: (&str, &str) = ("hugo.toml", "title = 'T'\nbaseURL = 'https://old.example/'\n");
const DOCUSAURUS: (&str, &str) =
    ("docusaurus.config.js", "module.exports = { title: 'T', url: 'https://old.example' };\n");

/// A post of Hugo.
fn post(words: &str) -> String {
    format!("---\ntitle: A\ndate: 2020-01-02\n---\n{words}\n")
}

#[test]
fn a_shortcode_of_hugo_is_a_call_of_its_template() {
    let shelf = "{{/* A shelf. */}}\n{{ $kind := .Get \"kind\" | default \"plain\" }}\n\
        <div class=\"shelf {{ $kind }}\">\n{{ with .Get \"title\" }}<b>{{ . }}</b>{{ end }}\n{{ .Inner | markdownify }}\n</div>\n";
    let words = "{{< shelf title=\"A \\\"b\\\"\" >}}\n*Inside*\n{{< /shelf >}}\n\n[x]({{< cdn >}}/a.pdf)\n\n{{< odd 1 >}}\n\n{{< said >}}";
    let made = imported(&[
        HUGO,
        ("layouts/shortcodes/shelf.html", shelf),
        ("layouts/shortcodes/cdn.html", "https://cdn.example"),
        (
            "layouts/shortcodes/odd.html",
            "<p>\n{{ partial \"odd.html\" . }}\n<b>{{ .Get 0 }}</b></p>",
        ),
        ("layouts/shortcodes/said.html", "<q>{{ i18n \"said\" }}</q>"),
        ("i18n/en.yaml", "said:\n  other: Said\n"),
        ("content/posts/a.md", &post(words)),
    ]);
    let wanted = "{{< shelf title=\"A \\\"b\\\"\" >}}\n\n*Inside*\n\n{{< /shelf >}}\n\n[x](https://cdn.example/a.pdf)\n\n\
        {{< odd \"1\" >}}\n\n{{< said >}}";
    assert_eq!(body(&made, "posts/a.md"), wanted);
    let wanted = "{% set v_kind = kind|default(\"plain\", true) %}\n<div class=\"shelf {{ v_kind }}\">\n\
        {% if title %}<b>{{ title }}</b>{% endif %}\n{{ body }}\n</div>\n";
    assert_eq!(text(&made, "shortcodes/shelf.html"), wanted);
    assert_eq!(text(&made, "shortcodes/odd.html"), "<p>\n\n<b>{{ args[0] }}</b></p>\n");
    assert_eq!(text(&made, "shortcodes/said.html"), "<q>{{ \"Said\" }}</q>\n");
    // What is missing in a template is one line, at its place.
    let report = made.report.to_string();
    assert!(report.contains("      layouts/shortcodes/odd.html:2\n"), "{report}");
    assert!(report.contains("`partial \"odd.html\" .` is nothing here: "), "{report}");
    let end = "\n1 other file needs a hand, 1 text waits for a template";
    assert!(report.ends_with(end), "{report}");
}

#[test]
fn a_component_shows_what_it_is_given() {
    let price = "export default function Price({ of, unit = 'EUR' }) {\n  return (\n    <b>{of.amount} {unit}</b>\n  );\n}\n";
    let list = "export default ({ items }) => (\n  <ul>\n    {items.map((item) => (\n      <li>{item}</li>\n    ))}\n  </ul>\n);\n";
    let words = "import Price from '@site/src/components/Price';\nimport List from '../src/components/List';\n\
        import Part from './_part.mdx';\n\nIt costs <Price of={{amount: 3}} /> now.\n\n<List items={['a', 'b']} />\n\n<Part />\n";
    let made = imported(&[
        DOCUSAURUS,
        ("src/components/Price.jsx", price),
        ("src/components/List/index.tsx", list),
        ("blog/_part.mdx", "---\ntitle: x\n---\n*A part.*\n"),
        ("blog/2020-01-02-a.mdx", &format!("---\ntitle: A\n---\n{words}")),
    ]);
    let made_body = body(&made, "posts/a.md");
    let wanted = "It costs <b>3 EUR</b> now.\n\n<ul>\n<li>a</li><li>b</li>\n</ul>\n\n*A part.*";
    assert_eq!(made_body, wanted);
    let report = made.report.to_string();
    assert!(report.ends_with("Nothing needs a hand"), "{report}");
}

#[test]
fn components_of_libraries_need_no_file() {
    for (written, wanted) in [
        ("<Card title=\"A\">\n\nWords.\n\n</Card>", "**A**\n\nWords."),
        (
            "<LinkCard title=\"A\" href=\"https://a.example/\" description=\"B\" />",
            "[A](https://a.example/)\n\nB",
        ),
        (
            "<Tabs items={['npm', 'pnpm']}>\n<Tabs.Tab>\n\na\n\n</Tabs.Tab>\n<Tabs.Tab>\n\nb\n\n</Tabs.Tab>\n</Tabs>",
            "{{< tabs >}}\n{{< tab title=\"npm\" >}}\n\na\n\n{{< /tab >}}\n\n{{< tab title=\"pnpm\" >}}\n\nb\n\n{{< /tab >}}\n{{< /tabs >}}",
        ),
        (
            "<Code code={`let a = 1;`} lang=\"js\" title=\"a.js\" />",
            "```js title=\"a.js\"\nlet a = 1;\n```",
        ),
        (
            "<Accordion title=\"A\">\n\nWords.\n\n</Accordion>",
            "<details>\n<summary>A</summary>\n\nWords.\n\n</details>",
        ),
        ("It is <Badge text=\"new\" /> here.", "It is new here."),
    ] {
        let post = format!("---\ntitle: A\n---\n{written}\n");
        let made = imported(&[DOCUSAURUS, ("blog/2020-01-02-a.mdx", &post)]);
        assert_eq!(body(&made, "posts/a.md"), wanted, "{written}");
    }
}

#[test]
fn a_gallery_shows_the_pictures_beside_its_text() {
    let drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let made = imported(&[
        HUGO,
        ("content/posts/a/index.md", &post("{{< gallery match=\"images/*\" >}}")),
        ("content/posts/a/images/b.svg", drawn),
        ("content/posts/a/images/c.svg", drawn),
        ("content/posts/a/d.svg", drawn),
    ]);
    assert_eq!(
        body(&made, "posts/a/index.md"),
        "<img src=\"images/b.svg\" alt=\"\">\n\n<img src=\"images/c.svg\" alt=\"\">"
    );
}

#[test]
fn a_blog_of_next_has_its_texts_where_its_routes_show_them() {
    let metadata = "export const metadata = {\n  title: 'B',\n  date: '2020-01-03',\n  tags: ['x'],\n};\n\nWords.\n";
    let made = imported(&[
        ("next.config.mjs", "export default {};\n"),
        ("config/site.ts", "export const site = { title: 'T', url: 'https://old.example' };\n"),
        ("app/(main)/writing/[slug]/page.tsx", "export default function Page() {}\n"),
        ("app/blog-feed.xml/route.ts", "export function GET() {}\n"),
        ("content/writing/a.mdx", "---\ntitle: A\ndate: 2020-01-02\n---\nWords.\n"),
        ("app/(main)/notes/b/page.mdx", metadata),
        ("README.md", "# Words\n"),
    ]);
    assert_eq!(made.report.posts, 2);
    assert_eq!(made.report.addresses, ["/notes/b/", "/writing/a/"]);
    let head = text(&made, "posts/b.md");
    assert!(head.contains("title = \"B\"\n") && head.contains("tags = [\"x\"]"), "{head}");
    let settings = text(&made, "site.toml");
    for line in ["base_url = \"https://old.example\"\n", "\"/blog-feed.xml\""] {
        assert!(settings.contains(line), "{settings}");
    }
}

#[test]
fn a_blog_of_vuepress_is_read_like_one_of_vitepress() {
    let made = imported(&[
        (
            ".vuepress/config.js",
            "module.exports = { title: 'T', themeConfig: { hostname: 'https://old.example' } };\n",
        ),
        (".vuepress/public/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("blog/2020-01-02-a.md", "---\ntitle: A\n---\n![Drawn](/a.svg)\n"),
    ]);
    assert_eq!(made.report.addresses, ["/blog/2020-01-02-a.html"]);
    assert!(made.files.contains_key("a.svg"), "{:?}", made.files.keys());
}

#[test]
fn a_function_of_the_configuration_of_eleventy_is_a_template() {
    let config = "import { shout } from './lib/shout.js';\nexport default (c) => {\n\
        c.addShortcode(\"file\", function (name, words = \"File\") {\n  return `<b>${words}</b> ${name}`;\n});\n\
        c.addPairedShortcode('mini', (text, kind) => `<aside class=\"${kind}\">${text}</aside>`);\n\
        c.addShortcode(\"shout\", shout);\n};\n";
    let shout = "export function shout(words) {\n  if (!words) {\n    return \"\";\n  }\n  return `<em>${words}!</em>`;\n}\n";
    let imported = imported(&[
        ("eleventy.config.js", config),
        ("lib/shout.js", shout),
        ("content/_data/metadata.json", "{\"title\": \"T\", \"url\": \"https://old.example\"}\n"),
        (
            "content/posts/a.md",
            "---\ntitle: A\ndate: 2020-01-02\n---\n{% file \"a.rs\" %}\n\n{% mini \"left\" %}Words{% endmini %}\n\n{% shout \"Yes\" %}\n",
        ),
    ]);
    let report = imported.report.to_string();
    assert!(report.contains("Nothing needs a hand"), "{report}");
    assert_eq!(
        text(&imported, "shortcodes/file.html"),
        "<b>{{ args[1] if args[1] is defined else \"File\" }}</b> {{ args[0] }}\n"
    );
    assert_eq!(
        text(&imported, "shortcodes/mini.html"),
        "<aside class=\"{{ args[0] }}\">{{ body }}</aside>\n"
    );
    assert!(text(&imported, "shortcodes/shout.html").contains("<em>{{ args[0] }}!</em>"));
}
