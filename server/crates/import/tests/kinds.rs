//! What blogs have that no generator's own example has: a small source for each kind, and what comes of it.

mod common;

use common::{body, imported, text};
use import::Imported;

fn needs_no_hand(imported: &Imported) {
    let report = imported.report.to_string();
    assert!(report.contains("Nothing needs a hand"), "{report}");
}

#[test]
fn zola_has_languages_of_regions_and_files_below_the_address_of_another_text() {
    let config = "base_url = \"https://old.example\"\ntitle = \"T\"\ndefault_language = \"en\"\n\
        [languages.zh-CN]\ntitle = \"X\"\n";
    let post = |path: &str, body: &str| {
        format!("+++\ntitle = \"T\"\ndate = 2020-01-02\npath = \"{path}\"\n+++\n\n{body}\n")
    };
    let imported = imported(&[
        ("config.toml", config),
        ("content/blog/a/index.md", &post("first", "![Drawn](d.svg)")),
        ("content/blog/a/d.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/blog/b/index.md", &post("second", "![Drawn](../first/d.svg)")),
        ("content/blog/b/index.zh-CN.md", &post("zh-CN/second", "![Drawn](../first/d.svg)")),
        ("content/blog/_index.zh-CN.md", "+++\ntitle = \"X\"\n+++\n"),
        ("content/blog/b/aside/index.md", "+++\ntitle = \"Aside\"\n+++\n\nWords.\n"),
        ("content/book/one/two.md", "+++\ntitle = \"Book\"\n+++\n\nWords.\n"),
    ]);
    needs_no_hand(&imported);
    let addresses = &imported.report.addresses;
    for address in ["/first/", "/second/", "/zh-CN/second/", "/blog/b/aside/"] {
        assert!(addresses.iter().any(|known| known == address), "{address}: {addresses:?}");
    }
    assert_eq!(body(&imported, "posts/second/index.md"), "![Drawn](d.svg)");
    assert!(imported.files.contains_key("posts/second/d.svg"));
    text(&imported, "posts/second/index.zh-CN.md");
    text(&imported, "pages/aside.md");
    assert_eq!((imported.report.posts, imported.report.pages), (3, 1));
}

#[test]
fn eleventy_has_permalinks_in_layouts_and_copies_of_folders() {
    let config = "module.exports = (c) => {\n  c.addPassthroughCopy({ \"assets/img\": \"img\" });\n\
        c.addPassthroughCopy('CNAME');\n};\n";
    let layout = "---\nlayout: base\npermalink: \"/blog/{{ page.date | date: '%Y/%m/%d' }}/{{ page.fileSlug }}/\"\n---\n";
    let imported = imported(&[
        (".eleventy.js", config),
        ("CNAME", "old.example\n"),
        ("_includes/post.html", layout),
        ("_includes/base.html", "---\ntags: posts\n---\n"),
        ("assets/img/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        (
            "_posts/2020-01-02-a.md",
            "---\ntitle: A\nlayout: post\n---\n![Drawn](/img/a.svg)\n\n{% include gone.njk %}\n",
        ),
        ("docs/b.md", "---\ntitle: B\n---\nWords.\n"),
    ]);
    assert_eq!(imported.report.addresses, ["/blog/2020/01/02/a/"]);
    let settings = text(&imported, "site.toml");
    assert!(settings.contains("base_url = \"https://old.example\"\n"), "{settings}");
    // What a template would write is not known: it is a call of one that is to be written.
    assert_eq!(body(&imported, "posts/a.md"), "![Drawn](/img/a.svg)\n\n{{< gone >}}");
    assert!(imported.files.contains_key("img/a.svg"));
    let report = imported.report.to_string();
    assert!(
        report.contains("`include gone.njk`: what it shows, in shortcodes/gone.html"),
        "{report}"
    );
    assert!(report.contains("the documentation, which is no part of the blog: 1"), "{report}");
}

#[test]
fn starlight_has_a_blog_among_its_documentation() {
    let config = "export default { site: 'https://old.example', defaultLocale: 'root', \
        locales: { root: { label: 'Deutsch', lang: 'de' } }, redirects: {\n\
        // Before.\n'/blog/2020/a': '/blog/a', \"/else\": \"/docs/\" } };\n";
    let imported = imported(&[
        ("astro.config.mjs", config),
        ("src/content/docs/blog/index.mdx", "---\ntitle: Blog\n---\n"),
        (
            "src/content/docs/blog/a.md",
            "---\ntitle: A\ndate: 2020-01-02\ntags: [Big Data]\n---\n![Drawn](@assets/d.svg)\n",
        ),
        ("src/assets/d.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("src/content/docs/guide.md", "---\ntitle: Guide\n---\nWords.\n"),
    ]);
    needs_no_hand(&imported);
    let addresses = &imported.report.addresses;
    for address in ["/blog/a/", "/blog/2020/a/", "/blog/1/", "/blog/tags/big-data/1/"] {
        assert!(addresses.iter().any(|known| known == address), "{address}: {addresses:?}");
    }
    assert_eq!((imported.report.posts, imported.report.pages), (1, 0));
    assert!(imported.files.contains_key("assets/d.svg"));
    assert!(text(&imported, "site.toml").contains("language = \"de\"\n"));
}

#[test]
fn docusaurus_has_a_plugin_for_addresses_that_moved() {
    let config = "export default { title: 'T', url: 'https://old.example', plugins: [\n\
        ['@docusaurus/plugin-client-redirects', { redirects: [\n\
        { to: '/blog/2020/01/02/a', from: ['/one', \"/two/\"] },\n\
        { from: '/three', to: '/blog/2020/01/02/a/' }, { to: '/docs/x', from: '/docs/y' },\n\
        ] }] ] };\n";
    let imported = imported(&[
        ("docusaurus.config.js", config),
        ("blog/2020-01-02-a.md", "---\ntitle: A\n---\nWords.\n"),
    ]);
    needs_no_hand(&imported);
    let addresses = &imported.report.addresses;
    for address in ["/one/", "/two/", "/three/"] {
        assert!(addresses.iter().any(|known| known == address), "{address}: {addresses:?}");
    }
    assert!(!addresses.iter().any(|known| known == "/docs/y/"), "{addresses:?}");
}

#[test]
fn blocks_of_html_begin_and_end_between_paragraphs() {
    for (written, made) in [
        (
            "<figure>\n<figcaption>\n\nSee *this*.</figcaption></figure>",
            "<figure>\n<figcaption>\n\nSee *this*.\n\n</figcaption></figure>",
        ),
        ("<aside>\n\nOne.\n\nTwo.</aside>", "<aside>\n\nOne.\n\nTwo.\n\n</aside>"),
        ("<p class=\"a\">\n\nOne.\n\n</p>", "<div class=\"a\">\n\nOne.\n\n</div>"),
        ("One <div>*two*</div> three", "One \n\n<div>\n\n*two*\n\n</div>\n\n three"),
        ("It [landed]().", "It landed."),
        ("<svg><use xlink:href=\"/icons.svg#a\"></use></svg>", "<svg><use></use></svg>"),
        // They stand apart already, or in what may hold them.
        ("<div>one</div>\n\nTwo.", "<div>one</div>\n\nTwo."),
        ("- a <div>b</div>", "- a <div>b</div>"),
        ("A `<div>` in code.", "A `<div>` in code."),
    ] {
        let post = format!("---\ntitle: A\n---\n{written}\n");
        let imported = imported(&[
            ("_config.yml", "title: T\nurl: https://old.example\n"),
            ("_posts/2020-01-02-a.md", &post),
        ]);
        assert_eq!(body(&imported, "posts/a.md"), made, "{written}");
    }
}

#[test]
fn what_is_not_known_keeps_what_it_clearly_shows() {
    let imported = imported(&[
        ("docusaurus.config.js", "module.exports = { title: 'T', url: 'https://old.example' };\n"),
        (
            "blog/2020-01-02-a.mdx",
            "---\ntitle: A\n---\nThanks to <Avatar handle=\"ada\" />!\n\n\
             [//]: # '{ a comment'\n\n<Install npm=\"npm i x\" yarn=\"yarn add x\" />\n",
        ),
    ]);
    needs_no_hand(&imported);
    let made = body(&imported, "posts/a.md");
    assert!(made.starts_with("Thanks to ada!\n\n[//]: # '{ a comment'\n\n{{< tabs >}}"), "{made}");
    assert!(made.contains("{{< tab title=\"npm\" >}}\n\n```sh\nnpm i x\n```"), "{made}");

    let imported = of_eleventy(
        "{% person \"Ada\", \"https://ada.example/\" %} and {{ \"https://x.example/1\" | archived }}",
    );
    needs_no_hand(&imported);
    assert_eq!(
        body(&imported, "posts/a.md"),
        "[Ada](https://ada.example/) and https://x.example/1"
    );
}

#[test]
fn a_link_stands_in_no_other_one_and_what_is_set_is_said() {
    for (written, made) in [
        (
            "<a href=\"https://a.example/\">See [b](https://b.example/)</a>",
            "<a href=\"https://a.example/\">See b</a>",
        ),
        ("{% set x = \"One\" %}{{ x }} and {% set y %}two{% endset %}{{ y }}.", "One and two."),
        ("At {{ config.origin }}.", "At https://old.example."),
        ("By {% include \"mark.svg\" %}.", "By <svg></svg>."),
    ] {
        let imported = of_eleventy(written);
        needs_no_hand(&imported);
        assert_eq!(body(&imported, "posts/a.md"), made, "{written}");
    }
}

/// A blog of Eleventy with one text.
fn of_eleventy(written: &str) -> Imported {
    imported(&[
        (".eleventy.js", "module.exports = () => ({});\n"),
        ("_includes/mark.svg", "<svg></svg>\n"),
        ("_data/config.js", "module.exports = {\n  origin: \"https://old.example\", // here\n};\n"),
        ("posts/2020-01-02-a.md", &format!("---\ntitle: A\n---\n{written}\n")),
    ])
}

#[test]
fn vitepress_has_its_address_beside_its_configuration() {
    let imported = imported(&[
        (
            ".vitepress/config.ts",
            "import { ogUrl } from './meta'\nexport default { title: 'T' };\n",
        ),
        (".vitepress/meta.ts", "export const ogUrl = 'https://old.example/'\n"),
        ("blog/a.md", "---\ntitle: A\ndate: 2020-01-02\n---\nWords.\n"),
    ]);
    needs_no_hand(&imported);
    let settings = text(&imported, "site.toml");
    assert!(settings.contains("base_url = \"https://old.example\"\n"), "{settings}");
}

#[test]
fn what_is_taken_out_of_html_leaves_no_end_of_it() {
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let drawing = "<div>\n<svg viewBox=\"0 0 1 1\">\n  <title>Shown</title>\n  <path d=\"M0 0h1\"/>\n</svg>\n</div>";
    let styled = "<div>\n  <style>p { color: red }</style>\n    <p>In it.</p>\n</div>";
    let post = format!(
        "---\ntitle: T\n---\n{}\n\n{styled}\n\n<p>Pasted<o:p></o:p></p>\n\nA\n<style>b {{}}</style>\nB\n",
        drawing.replacen("<svg", &format!("{declared}\n<svg"), 1)
    );
    let imported = imported(&[
        ("_config.yml", "title: T\nurl: https://old.example\n"),
        ("_posts/2020-01-02-a.md", &post),
    ]);
    needs_no_hand(&imported);
    let kept = "<div>\n    <p>In it.</p>\n</div>\n\n<p>Pasted</p>\n\nA\n\nB";
    assert_eq!(body(&imported, "posts/a.md"), format!("{drawing}\n\n{kept}"));
}

#[test]
fn a_container_of_another_name_is_what_is_in_it() {
    let post = "---\ntitle: T\n---\n:::wide\n| a |\n|---|\n| b |\n:::\n\nC\n";
    let imported = imported(&[
        (".eleventy.js", "module.exports = (c) => {};\n"),
        ("CNAME", "old.example\n"),
        ("posts/2020-01-02-a.md", post),
    ]);
    needs_no_hand(&imported);
    assert_eq!(body(&imported, "posts/a.md"), "| a |\n|---|\n| b |\n\nC");
}

#[test]
fn astro_makes_addresses_by_programs() {
    let route = "---\nexport async function getStaticPaths() {\n  const all = await getCollection('blog');\n  \
        return all.map((entry) => ({\n    params: {\n      kind: entry.id.split('/')[0],\n      year: \
        new Date(entry.data.date).getFullYear().toString(),\n      id: \
        entry.id.split('/').pop().split('_').pop(),\n    },\n    props: { entry },\n  }));\n}\n---\n<Content />\n";
    let list = "---\nconst all = await getCollection('blog');\n---\n";
    let unknown = "---\nexport const getStaticPaths = async () => (await getCollection(\"notes\")).map(note => \
        ({ params: { slug: own(note) } }));\n---\n<Content />\n";
    let head = "---\ntitle: T\ndate: 2004-01-16\n---\nWords.\n";
    let imported = imported(&[
        ("astro.config.mjs", "export default { site: 'https://old.example' };\n"),
        ("src/pages/blog/[kind].astro", list),
        ("src/pages/blog/[kind]/[year]/[id].astro", route),
        ("src/pages/notes/[slug].astro", unknown),
        ("src/content/blog/news/2004-01-16_first.md", head),
        ("src/content/notes/second.md", head),
        ("src/content/banners/sale.md", "---\ntitle: Sale\n---\nNow.\n"),
    ]);
    assert_eq!(imported.report.addresses, ["/blog/news/2004/first/", "/notes/second/"]);
    let report = imported.report.to_string();
    assert!(
        report.contains("texts of collections that no page shows by themselves: 1"),
        "{report}"
    );
    assert!(report.contains("src/pages/notes/[slug].astro:1"), "{report}");
    assert!(!report.contains("[kind]"), "{report}");
}

#[test]
fn a_page_that_comes_along_as_it_is_has_what_it_names() {
    let page = "<link href=\"/css/own.css\"><img src=img/a.svg><a href=\"/gone/\">b</a>";
    let imported = imported(&[
        ("_config.yml", "title: T\nurl: https://old.example\n"),
        ("_posts/2020-01-02-a.md", "---\ntitle: A\n---\n[The page](/own/page.html)\n"),
        ("own/page.html", page),
        ("own/img/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("css/own.css", "@import 'more.css'; p { background: url(../own/img/b.png?v=2) }"),
        ("css/more.css", "p { background: url(https://example.com/c.png) }"),
        ("own/img/b.png", "drawn"),
        ("own/img/unnamed.png", "drawn"),
    ]);
    needs_no_hand(&imported);
    let files: Vec<&str> = imported.files.keys().map(String::as_str).collect();
    for file in ["own/page.html", "own/img/a.svg", "css/own.css", "css/more.css", "own/img/b.png"] {
        assert!(files.contains(&file), "{file}: {files:?}");
    }
    assert!(!files.contains(&"own/img/unnamed.png"), "{files:?}");
}

#[test]
fn lists_that_are_pages_of_html_lead_to_ours() {
    let post = "---\ntitle: \"A title\nin two lines\"\ncategories: news\n---\nWords.\n";
    let list = "<ul>{% for post in paginator.posts %}{{ post.title }}{% endfor %}</ul>";
    let imported = imported(&[
        ("_config.yml", "title: T\nurl: https://old.example\n"),
        ("_posts/2020-01-02-a.md", post),
        ("blog/index.html", &format!("---\ntitle: Blog\n---\n{list}\n")),
        (
            "category/news.html",
            "---\ncategory: news\npermalink: /category/news\nredirect_from: /cat/news/\n---\n\
             {% for post in site.categories.news %}{{ post.title }}{% endfor %}\n",
        ),
        ("about.html", "---\ntitle: About\n---\nNo list.\n"),
    ]);
    needs_no_hand(&imported);
    let settings = text(&imported, "site.toml");
    for line in [
        "\"/blog/\" = \"/news/\"",
        "\"/category/news/\" = \"/tags/news/\"",
        "\"/cat/news/\" = \"/tags/news/\"",
    ] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    assert!(!settings.contains("about"), "{settings}");
    assert!(text(&imported, "posts/a.md").contains("title = \"A title in two lines\""));
}

#[test]
fn eleventy_numbers_the_pages_of_lists_by_conditions() {
    let list = "---\npermalink: 'blog{% if pagination.pageNumber > 0 %}/page/{{ pagination.pageNumber + 1 }}\
        {% endif %}/index.html'\npagination:\n  data: collections.posts\n  size: 1\n---\n";
    let feed = "---json\n{\n  \"permalink\": \"blog.atom\"\n}\n---\n{% for post in collections.posts %}{% endfor %}\n";
    let post = "---\ntitle: T\n---\nWords.\n";
    let imported = imported(&[
        (".eleventy.js", "module.exports = (c) => {};\n"),
        ("CNAME", "old.example\n"),
        ("posts/2020-01-02-a.md", post),
        ("posts/2020-01-03-b.md", post),
        ("blog.html", list),
        ("static/feed.njk", feed),
        ("sitemap-index.njk", "---\npermalink: /sitemap-index.xml\n---\n{{ collections.all }}\n"),
    ]);
    let settings = text(&imported, "site.toml");
    assert!(settings.contains("also = [\"/blog.atom\"]"), "{settings}");
    for line in ["\"/blog/\" =", "\"/blog/page/2/\" ="] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    assert!(!settings.contains("static/feed"), "{settings}");
}

#[test]
fn a_script_in_a_note_is_no_quotation() {
    let script = "<script>\n  if (1 > 0) {\n    document.title = 'a';\n  }\n</script>";
    let post = format!("---\ntitle: T\n---\n:::note\nWords.\n{script}\n:::\n\nB\n");
    let imported = imported(&[
        (".eleventy.js", "module.exports = (c) => {};\n"),
        ("CNAME", "old.example\n"),
        ("posts/2020-01-02-a.md", &post),
    ]);
    let made = text(&imported, "scripts/2020-01-02-a.js");
    assert_eq!(made, "if (1 > 0) {\n  document.title = 'a';\n}\n");
    assert_eq!(body(&imported, "posts/a.md"), "> [!NOTE]\n> Words.\n\nB");
}

#[test]
fn a_frame_loads_nothing_before_a_reader_asks() {
    let frame = "<iframe width=\"560\" src=\"https://www.youtube.com/embed/abc?rel=0\" title=\"A talk\"></iframe>";
    let other = "<iframe src=\"https://example.com/\"></iframe>";
    let post = format!("---\ntitle: T\n---\n<div>\n{frame}\n</div>\n\n<p>{frame}</p>\n\n{other}\n");
    let imported = imported(&[
        ("_config.yml", "title: T\nurl: https://old.example\n"),
        ("_posts/2020-01-02-a.md", &post),
    ]);
    let body = body(&imported, "posts/a.md");
    let call = "<div>\n{{< youtube id=\"abc\" title=\"A talk\" >}}\n</div>";
    assert!(body.starts_with(call), "{body}");
    assert_eq!(body.matches("<iframe").count(), 2, "{body}");
}
