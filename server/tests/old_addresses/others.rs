//! The same of Gatsby, Hexo and Pelican.

use super::{Old, POSTS};

/// <https://www.gatsbyjs.com/docs/reference/config-files/gatsby-node/>: what `createPage` is given, be that the
/// path of the file as `createFilePath` has it, or a key of the head; and pages that are called like a list.
#[test]
fn gatsby() {
    let config = "module.exports = { siteMetadata: { title: 'T', siteUrl: 'https://old.example' }, plugins: [\n\
        { resolve: 'gatsby-source-filesystem', options: { name: 'notes', path: `${__dirname}/content/notes` } },\n\
        { resolve: 'gatsby-plugin-feed', options: { feeds: [{ output: '/rss.xml' }] } } ] };\n";
    for (path, field, pattern) in [
        ("node.fields.slug", "createFilePath({ node, getNode })", "/NAME/"),
        ("`/log${node.fields.slug}`", "createFilePath({ node, getNode })", "/log/NAME/"),
        ("node.fields.slug", "`/${year}/${month}/${name}.html`", "/YYYY/MM/NAME.html"),
        ("'/own/' + node.frontmatter.place", "createFilePath({ node })", "/own/at-NAME/"),
    ] {
        let mut old = Old::new(&format!("Gatsby, {pattern}"), ("gatsby-config.js", config));
        let program = format!(
            "exports.onCreateNode = () => {{ createNodeField({{ name: 'slug', node, value: {field} }}) }};\n\
             exports.createPages = () => {{ all.forEach((node) => {{ createPage({{ path: {path}, component }}) }});\n\
             tags.forEach((tag) => {{ createPage({{ path: `/t/${{kebabCase(tag)}}/`, component }}) }}) }};\n"
        );
        old.file("gatsby-node.js", &program);
        old.file("src/pages/archive.js", "export default () => null;\n");
        for post in &POSTS {
            let is_dated = pattern.contains("YYYY");
            let file =
                if is_dated { format!("{}-{}", post.date(), post.name) } else { post.name.into() };
            let text = post.text(true).replacen(
                "\n---\n\n",
                &format!("\nplace: at-{}\n---\n\n", post.name),
                1,
            );
            old.file(&format!("content/notes/{file}.md"), &text);
            old.had(post.at(pattern, post.name));
        }
        old.have(&["/archive/", "/t/big-data/", "/t/ops/", "/rss.xml"]);
        old.moves();
    }
}

/// <https://hexo.io/docs/permalinks>: a pattern; the title is the path of the file, and names of lists keep their
/// case.
#[test]
fn hexo() {
    for (lines, names, pattern) in [
        ("", "NAME", "/YYYY/MM/DD/NAME/"),
        ("permalink: n/:year/:title.html\n", "NAME", "/n/YYYY/NAME.html"),
        (
            "permalink: :category/:name/\nnew_post_name: :year-:month-:day-:title.md\n",
            "DATE-NAME",
            "/CATEGORY/NAME/",
        ),
    ] {
        let config = format!(
            "title: T\nurl: https://old.example\nsource_dir: source\nper_page: 2\n{lines}feed:\n  path: atom.xml\n"
        );
        let mut old = Old::new(&format!("Hexo, {pattern}"), ("_config.yml", &config));
        for post in &POSTS {
            let file = names.replace("DATE", &post.date()).replace("NAME", post.name);
            old.file(&format!("source/_posts/{file}.md"), &post.text(true));
            let category =
                post.lines.split_once("categories: [").and_then(|(_, list)| list.split(']').next());
            let category = category.unwrap_or("uncategorized");
            old.had(post.at(pattern, post.name).replace("CATEGORY", category));
        }
        old.file("source/about/index.md", "---\ntitle: About\n---\n\nWords.\n");
        old.have(&[
            "/about/",
            "/page/2/",
            "/archives/",
            "/archives/2020/11/",
            "/tags/ops/",
            "/categories/Field-Notes/",
            "/atom.xml",
        ]);
        old.moves();
    }
}

/// <https://docs.getpelican.com/en/latest/settings.html#url-settings>: a slug of the title, below what a setting
/// says; lists and feeds of each tag, category and author.
#[test]
fn pelican() {
    for (lines, pattern) in [
        ("", "/NAME.html"),
        (
            "ARTICLE_URL = 'w/{date:%Y}/{date:%m}/{slug}/'\nARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'\n",
            "/w/YYYY/MM/NAME/",
        ),
    ] {
        let config =
            format!("SITENAME = 'T'\nSITEURL = 'https://old.example'\nAUTHOR = 'Ida'\n{lines}");
        let mut old = Old::new(&format!("Pelican, {pattern}"), ("pelicanconf.py", &config));
        for (post, slug) in
            POSTS.iter().zip(["the-first-steps", "upper-and-lower", "own-name", "version-20"])
        {
            let plain = post.lines.replace(['[', ']'], "").replace("categories:", "Category:");
            let text = format!("Title: {}\nDate: {}\n{plain}\nWords.\n", post.title, post.date());
            old.file(&format!("content/{}.md", post.name), &text);
            old.had(post.at(pattern, slug));
        }
        old.file("content/pages/about.md", "Title: About\n\nWords.\n");
        old.have(&[
            "/pages/about.html",
            "/archives.html",
            "/tags.html",
            "/tag/big-data.html",
            "/tag/ops.html",
            "/category/field-notes.html",
            "/feeds/all.atom.xml",
            "/feeds/ops.atom.xml",
        ]);
        old.moves();
    }
}
