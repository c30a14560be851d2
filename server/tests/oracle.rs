//! A post that moves in, held against what another implementation makes of its source: comrak, a port of
//! cmark-gfm. The same text in the form of each generator whose posts are Markdown has the same
//! headings, code, tables, links and pictures.

mod common;

use std::{fs, path::Path};

use common::{Blog, program::blog};
use content::LoadOptions;
use html::Token;
use images::Effort;
use model::Date;

/// What writers write. Titles and anchors, quotes and dashes are ours to set; what else differs is a
/// fault.
const TEXT: &str = include_str!("oracle/post.md");

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>";

/// The files of a blog, each with what is in it.
type Files = &'static [(&'static str, &'static str)];

/// Where each generator has its configuration, its posts, and the files at the root of the site.
const BLOGS: [(&str, Files, &str, &str); 10] = [
    (
        "hugo",
        &[("hugo.toml", "title = \"T\"\nbaseURL = \"https://old.example/\"\n")],
        "content/posts/one.md",
        "static/",
    ),
    (
        "zola",
        &[("config.toml", "title = \"T\"\nbase_url = \"https://old.example\"\n")],
        "content/blog/one.md",
        "static/",
    ),
    (
        "jekyll",
        &[("_config.yml", "title: T\nurl: https://old.example\n")],
        "_posts/2024-05-06-one.md",
        "",
    ),
    (
        "astro",
        &[("astro.config.mjs", "export default { site: 'https://old.example' };\n")],
        "src/content/blog/one.md",
        "public/",
    ),
    (
        "docusaurus",
        &[(
            "docusaurus.config.js",
            "module.exports = { title: 'T', url: 'https://old.example', baseUrl: '/' };\n",
        )],
        "blog/2024-05-06-one.md",
        "static/",
    ),
    (
        "vitepress",
        &[(
            ".vitepress/config.mts",
            "export default { title: 'T', sitemap: { hostname: 'https://old.example' } };\n",
        )],
        "blog/one.md",
        "public/",
    ),
    (
        "eleventy",
        &[
            ("eleventy.config.js", "module.exports = () => ({ dir: { input: \"content\" } });\n"),
            (
                "content/_data/metadata.json",
                "{\"title\": \"T\", \"url\": \"https://old.example\"}\n",
            ),
        ],
        "content/posts/one.md",
        "public/",
    ),
    (
        "gatsby",
        &[(
            "gatsby-config.js",
            "module.exports = { siteMetadata: { title: 'T', siteUrl: 'https://old.example' } };\n",
        )],
        "content/blog/one.md",
        "static/",
    ),
    (
        "hexo",
        &[("_config.yml", "title: T\nurl: https://old.example\nsource_dir: source\n")],
        "source/_posts/one.md",
        "source/",
    ),
    (
        "pelican",
        &[("pelicanconf.py", "SITENAME = 'T'\nSITEURL = 'https://old.example'\n")],
        "content/one.md",
        "content/",
    ),
];

#[test]
fn a_post_that_moved_in_has_what_its_source_has() {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let said = |text: &str| Said::of(&comrak::markdown_to_html(text, &options));
    let source = said(TEXT);
    // In MDX, as which Docusaurus reads its posts, nothing is code for being indented.
    let indented = "    indented\n        deeper\n";
    assert!(TEXT.contains(indented));
    let as_mdx = said(&TEXT.replace(indented, "indented deeper\n"));
    // The source has some of each, or the test says nothing.
    assert!(source.headings.len() > 5 && source.code.len() > 3 && source.links.len() > 10);
    assert!(source.tables.len() > 1 && source.pictures.len() > 1);
    for (name, files, post, root) in BLOGS {
        let blog = Blog::at("https://old.example");
        fs::remove_dir_all(blog.content()).expect("removed");
        for (file, text) in files {
            blog.write(&format!("old/{file}"), text);
        }
        let head = match name {
            "zola" => "+++\ntitle = \"One\"\ndate = 2024-05-06\n+++\n",
            _ => "---\ntitle: One\ndate: 2024-05-06\n---\n",
        };
        blog.write(&format!("old/{post}"), &format!("{head}\n{TEXT}"));
        blog.write(&format!("old/{root}img/plan.svg"), DRAWING);
        let (old, content) = (blog.path("old"), blog.content());
        let ran = self::blog(&["import", text(&old), "--to", text(&content), "--strict"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{name}: {}", ran.out);
        let expected = if name == "docusaurus" { &as_mdx } else { &source };
        assert_eq!(Said::of(&article(&content)), *expected, "{name}");
    }
}

/// The article of the one post in a content folder. A build holds its page against the same.
fn article(content: &Path) -> String {
    let options = LoadOptions {
        drafts: false,
        future: false,
        apart: false,
        today: Date::new(2026, 11, 23).expect("a day"),
        base_url: None,
        cache: store::Cache::default(),
        pictures: Effort::Checked,
    };
    let content = content::load(content, &options).unwrap_or_else(|report| panic!("{report}"));
    content.library.posts()[0].prose.html.text().into_owned()
}

/// What a reader finds in a text, in its order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    /// Level, counted from the highest one, and words.
    headings: Vec<(usize, String)>,
    code: Vec<String>,
    /// Words of each cell, by rows.
    tables: Vec<Vec<Vec<String>>>,
    /// Words, and where they lead, if that is elsewhere.
    links: Vec<(String, String)>,
    /// What stands for each.
    pictures: Vec<String>,
}

impl Said {
    fn of(html: &str) -> Self {
        let mut said = Self::default();
        // Elements that are open, with what is gathered in them.
        let mut open: Vec<(String, String, String)> = Vec::new();
        let mut skipped = 0;
        for token in html::tokens(html) {
            match token {
                Token::Start(tag) => {
                    let is_void =
                        ["img", "br", "hr", "input", "source", "wbr", "col"].contains(&&*tag.name);
                    let class = tag.value("class").unwrap_or_default();
                    let is_ours = ["anchor", "footnote-back", "footnote-backref", "gutter"]
                        .iter()
                        .any(|ours| class.split(' ').any(|word| word == *ours));
                    if skipped > 0 || (is_ours && !is_void) {
                        skipped += usize::from(!is_void);
                        continue;
                    }
                    match &*tag.name {
                        "img" => {
                            said.pictures.push(plain(tag.value("alt").unwrap_or_default()));
                        }
                        "br" => open.iter_mut().for_each(|(.., words)| words.push(' ')),
                        "table" => said.tables.push(Vec::new()),
                        "tr" => said.tables.last_mut().expect("a table").push(Vec::new()),
                        _ => {}
                    }
                    if !is_void && !tag.self_closing {
                        let href = tag.value("href").unwrap_or_default().to_owned();
                        open.push((tag.name.clone(), href, String::new()));
                    }
                }
                Token::End { name, .. } => {
                    if skipped > 0 {
                        skipped -= 1;
                        continue;
                    }
                    let Some(at) = open.iter().rposition(|(open, ..)| *open == name) else {
                        continue;
                    };
                    let (name, href, words) = open.swap_remove(at);
                    said.close(&name, &href, &words, open.iter().any(|(name, ..)| name == "pre"));
                }
                Token::Text { text, .. } if skipped == 0 => {
                    open.iter_mut().for_each(|(.., words)| words.push_str(&text));
                }
                _ => {}
            }
        }
        let highest = said.headings.iter().map(|(level, _)| *level).min().unwrap_or_default();
        said.headings.iter_mut().for_each(|(level, _)| *level -= highest);
        said
    }

    fn close(&mut self, name: &str, href: &str, words: &str, in_code: bool) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.push((usize::from(name.as_bytes()[1] - b'0'), plain(words)));
            }
            "code" if in_code => self.code.push(words.trim_end().to_owned()),
            "td" | "th" => {
                let row = self.tables.last_mut().and_then(|table| table.last_mut());
                row.expect("a row").push(plain(words));
            }
            "a" if !href.is_empty() && !href.starts_with('#') => {
                // What begins with `www.` leads over HTTPS here.
                let href = href.replacen("http://www.", "https://www.", 1);
                let elsewhere = if href.contains(':') { href } else { String::new() };
                self.links.push((plain(words), elsewhere));
            }
            _ => {}
        }
    }
}

/// Words as they are typed, with single spaces: quotes, dashes and dots are set here.
fn plain(words: &str) -> String {
    let typed = words
        .replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace('\u{2026}', "...")
        .replace('\u{2014}', "---")
        .replace('\u{2013}', "--")
        .replace('\u{a0}', " ");
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
