//! Every address that a blog had answers after it moved in. What the addresses were is told here once more,
//! by the rules that each generator documents, and not by what the importer knows of them.

#[path = "../common/mod.rs"]
mod common;
mod exports;
mod others;

use std::fs;

use common::{
    Blog,
    program::{Server, blog},
};

/// A post, as far as addresses depend on it.
struct Post {
    /// The name of its file without the date.
    name: &'static str,
    title: &'static str,
    day: (u16, u8, u8),
    /// What the front matter says besides title and date, a line each.
    lines: &'static str,
    /// The value of `slug`; empty where there is none.
    slug: &'static str,
}

const POSTS: [Post; 4] = [
    Post {
        name: "first-steps",
        title: "The First Steps",
        day: (2019, 3, 4),
        lines: "tags: [Big Data, ops]\ncategories: [Field Notes]\n",
        slug: "",
    },
    Post {
        name: "Upper-Case",
        title: "Upper and lower",
        day: (2020, 11, 9),
        lines: "tags: [ops]\ncategories: [Field Notes]\n",
        slug: "",
    },
    Post {
        name: "slugged",
        title: "A slug",
        day: (2021, 1, 2),
        lines: "slug: own-name\ncategories: [Releases]\n",
        slug: "own-name",
    },
    Post { name: "v2.0-out", title: "Version 2.0", day: (2022, 12, 31), lines: "", slug: "" },
];

impl Post {
    fn date(&self) -> String {
        let (year, month, day) = self.day;
        format!("{year}-{month:02}-{day:02}")
    }

    fn text(&self, with_date: bool) -> String {
        let date = if with_date { format!("date: {}\n", self.date()) } else { String::new() };
        format!("---\ntitle: \"{}\"\n{date}{}---\n\nWords.\n", self.title, self.lines)
    }

    /// A pattern of dates and one name.
    fn at(&self, pattern: &str, name: &str) -> String {
        let (year, month, day) = self.day;
        pattern
            .replace("YYYY", &year.to_string())
            .replace("MM", &format!("{month:02}"))
            .replace("DD", &format!("{day:02}"))
            .replace("NAME", name)
    }
}

/// A blog in the form of a generator, and where its posts and lists were.
struct Old {
    blog: Blog,
    name: String,
    /// What is imported, from where the blog lies: a folder, or an export.
    source: String,
    addresses: Vec<String>,
}

impl Old {
    fn new(name: &str, config: (&str, &str)) -> Self {
        let blog = Blog::at("https://old.example");
        fs::remove_dir_all(blog.content()).expect("removed");
        blog.write(&format!("old/{}", config.0), config.1);
        Self { blog, name: name.to_owned(), source: "old".into(), addresses: Vec::new() }
    }

    /// A blog that was exported into a file.
    fn exported(name: &str, (file, text): (&str, &str)) -> Self {
        let old = Self::new(name, (file, text));
        Self { source: format!("old/{file}"), ..old }
    }

    fn file(&self, path: &str, text: &str) {
        self.blog.write(&format!("old/{path}"), text);
    }

    fn had(&mut self, address: impl Into<String>) {
        self.addresses.push(address.into());
    }

    fn have(&mut self, addresses: &[&str]) {
        self.addresses.extend(addresses.iter().map(|address| (*address).to_owned()));
    }

    /// Moves in, builds, and looks for a file at each address, as a host does: an address without a slash
    /// at its end is that of a file, of an HTML file, or of a folder. By a query a host that can leads on.
    fn moves(self) {
        let (old, content) = (self.blog.path(&self.source), self.blog.content());
        let text = |path: &std::path::Path| path.to_str().expect("UTF-8").to_owned();
        let ran = blog(&["import", &text(&old), "--to", &text(&content), "--strict"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}: {}", self.name, ran.out);
        let built = self.blog.build(&["--no-compress"]);
        assert_eq!(built.code, Some(0), "{}: {}", self.name, built.err);
        assert!(!self.addresses.is_empty());
        let site = self.blog.site();
        let (queries, paths): (Vec<&String>, Vec<&String>) =
            self.addresses.iter().partition(|address| address.contains('?'));
        self.ask(&queries);
        let missing: Vec<&String> = paths
            .into_iter()
            .filter(|address| {
                let path = address.trim_start_matches('/');
                let bare = path.trim_end_matches('/');
                let mut places = vec![format!("{bare}/index.html")];
                if !path.ends_with('/') {
                    places.extend([path.to_owned(), format!("{path}.html")]);
                }
                !places.iter().any(|place| site.join(place).is_file())
            })
            .collect();
        assert!(missing.is_empty(), "{}: nothing answers at {missing:?}", self.name);
    }

    /// Asks a server of the site for queries, each of which has to lead to a page or a feed.
    fn ask(&self, queries: &[&String]) {
        if queries.is_empty() {
            return;
        }
        let server = Server::start(&["serve", "--site", self.blog.site().to_str().expect("UTF-8")]);
        for query in queries {
            let to = server.get(query).header("location").map(str::to_owned);
            let to = to.unwrap_or_else(|| panic!("{}: {query} leads nowhere", self.name));
            let answer = server.get(&to);
            assert_eq!(answer.status, 200, "{}: {query}", self.name);
        }
    }
}

/// <https://gohugo.io/content-management/urls/>: without a pattern the path of the file in small letters;
/// `:slug` is the slug or the title, `:filename` the name of the file.
#[test]
fn hugo() {
    let title = |post: &Post| post.title.to_lowercase().replace(' ', "-");
    type Rule<'a> = (&'a str, &'a str, &'a dyn Fn(&Post) -> String);
    let own = |post: &Post| {
        if post.slug.is_empty() { post.name.to_lowercase() } else { post.slug.into() }
    };
    let slug = |post: &Post| if post.slug.is_empty() { title(post) } else { post.slug.into() };
    let rules: [Rule<'_>; 4] = [
        ("", "/posts/NAME/", &own),
        ("[permalinks]\nposts = \"/:year/:month/:day/:slug/\"\n", "/YYYY/MM/DD/NAME/", &slug),
        ("[permalinks]\nposts = \"/blog/:title/\"\n", "/blog/NAME/", &title),
        (
            "uglyURLs = true\n[permalinks]\nposts = \"/:year/:filename\"\n",
            "/YYYY/NAME.html",
            &|post| post.name.to_lowercase(),
        ),
    ];
    for (lines, pattern, name) in rules {
        let config = format!("baseURL = \"https://old.example/\"\ntitle = \"T\"\n{lines}");
        let mut old = Old::new(&format!("Hugo, {pattern}"), ("hugo.toml", &config));
        for post in &POSTS {
            old.file(&format!("content/posts/{}.md", post.name), &post.text(true));
            old.had(post.at(pattern, &name(post)));
        }
        old.file(
            "content/posts/aliased.md",
            "---\ntitle: Aliased\ndate: 2018-01-01\naliases: [/x/y/]\nurl: /own/place/\n---\n",
        );
        old.have(&["/own/place/", "/index.xml", "/posts/index.xml", "/tags/index.xml"]);
        old.have(&["/tags/big-data/index.xml", "/categories/field-notes/index.xml"]);
        let end = if lines.contains("ugly") { ".html" } else { "/" };
        for list in [
            "/x/y",
            "/posts",
            "/tags",
            "/categories",
            "/tags/big-data",
            "/tags/ops",
            "/categories/field-notes",
            "/categories/releases",
            "/page/1",
            "/categories/releases/page/1",
        ] {
            old.had(format!("{list}{end}"));
        }
        old.moves();
    }
}

/// <https://gohugo.io/content-management/multilingual/>: a folder of the language stands before the address
/// of everything in it.
#[test]
fn hugo_in_two_languages() {
    let config = "baseURL = \"https://old.example/\"\ntitle = \"T\"\ndefaultContentLanguage = \"en\"\n\
        [languages.en]\nweight = 1\n[languages.de]\nweight = 2\ntitle = \"Alt\"\n";
    let mut old = Old::new("Hugo in two languages", ("hugo.toml", config));
    for post in &POSTS {
        old.file(&format!("content/posts/{}.md", post.name), &post.text(true));
        old.file(&format!("content/posts/{}.de.md", post.name), &post.text(true));
        let name = if post.slug.is_empty() { post.name.to_lowercase() } else { post.slug.into() };
        old.had(format!("/posts/{name}/"));
        old.had(format!("/de/posts/{name}/"));
    }
    old.have(&["/de/", "/en/", "/de/tags/ops/", "/de/categories/releases/", "/de/posts/"]);
    old.moves();
}

/// <https://jekyllrb.com/docs/permalinks/>: the name is that of the file behind its date, or `slug`;
/// categories stand before it.
#[test]
fn jekyll() {
    for (lines, pattern) in [
        ("", "/CATEGORIES/YYYY/MM/DD/NAME.html"),
        ("permalink: pretty\n", "/CATEGORIES/YYYY/MM/DD/NAME/"),
        ("permalink: none\n", "/CATEGORIES/NAME.html"),
        ("permalink: /blog/:year-:month/:title/\n", "/blog/YYYY-MM/NAME/"),
        ("permalink: /:year/:title\n", "/YYYY/NAME"),
        (
            "defaults:\n  - scope: {path: \"\", type: posts}\n    values: {permalink: \"/n/:title/\"}\n",
            "/n/NAME/",
        ),
    ] {
        let more = "paginate: 2\njekyll-archives: {enabled: all}\n";
        let config = format!("title: T\nurl: https://old.example\n{lines}{more}");
        let mut old = Old::new(&format!("Jekyll, {pattern}"), ("_config.yml", &config));
        for post in &POSTS {
            old.file(&format!("_posts/{}-{}.md", post.date(), post.name), &post.text(false));
            let categories = match post.lines.split_once("categories: [") {
                Some((_, rest)) => rest.split(']').next().expect("a list").to_lowercase(),
                None => String::new(),
            };
            let name = if post.slug.is_empty() { post.name } else { post.slug };
            let address = post.at(pattern, name).replace("CATEGORIES", &categories);
            old.had(address.replace("//", "/"));
        }
        old.have(&["/page2/", "/tag/big-data/", "/tag/ops/", "/category/field-notes/"]);
        old.have(&["/category/releases/", "/2019/", "/2022/12/", "/2021/01/02/"]);
        old.moves();
    }
}

/// <https://www.getzola.org/documentation/content/page/>: the path of the file as a slug, unless `slug` or
/// `path` says otherwise; lists of taxonomies below their names.
#[test]
fn zola() {
    let config = "base_url = \"https://old.example\"\ntitle = \"T\"\ngenerate_feeds = true\n\
        [[taxonomies]]\nname = \"tags\"\nfeed = true\n[[taxonomies]]\nname = \"categories\"\npaginate_by = 1\n";
    let mut old = Old::new("Zola", ("config.toml", config));
    old.file("content/blog/_index.md", "+++\ntitle = \"Blog\"\npaginate_by = 2\n+++\n");
    for (name, lines, address) in [
        ("2020-01-02-dated", "", "/blog/dated/"),
        ("plain", "date = 2020-02-03\n", "/blog/plain/"),
        ("Big Name", "date = 2020-02-04\n", "/blog/big-name/"),
        ("a", "date = 2020-02-05\nslug = \"b\"\n", "/blog/b/"),
        ("c", "date = 2020-02-06\npath = \"else/where\"\naliases = [\"old/c\"]\n", "/else/where/"),
    ] {
        let lists = "[taxonomies]\ntags = [\"Big Data\"]\ncategories = [\"Field Notes\"]\n";
        let text = format!("+++\ntitle = \"{name}\"\n{lines}{lists}+++\n\nWords.\n");
        old.file(&format!("content/blog/{name}.md"), &text);
        old.had(address);
    }
    old.have(&["/old/c/", "/blog/", "/blog/page/1/", "/blog/page/3/", "/tags/", "/tags/big-data/"]);
    old.have(&["/categories/", "/categories/field-notes/", "/categories/field-notes/page/5/"]);
    old.have(&["/atom.xml", "/tags/big-data/atom.xml"]);
    old.moves();
}

/// <https://docusaurus.io/docs/blog>: the date of the name as folders, or `slug`; tags, authors and numbered
/// pages below the blog.
#[test]
fn docusaurus() {
    for (route, at) in
        [("", "/blog"), ("routeBasePath: 'news',", "/news"), ("routeBasePath: '/',", "")]
    {
        let config = format!(
            "module.exports = {{ title: 'T', url: 'https://old.example', baseUrl: '/', presets: [['classic', \
             {{ blog: {{ path: 'blog', {route} postsPerPage: 2 }} }}]] }};\n"
        );
        let mut old = Old::new(&format!("Docusaurus at {at}/"), ("docusaurus.config.js", &config));
        for post in &POSTS {
            old.file(&format!("blog/{}-{}.md", post.date(), post.name), &post.text(false));
            old.had(match post.slug {
                "" => format!("{at}{}", post.at("/YYYY/MM/DD/NAME", post.name)),
                slug => format!("{at}/{slug}"),
            });
        }
        for list in
            ["/page/2", "/archive", "/tags", "/tags/big-data", "/tags/ops", "/rss.xml", "/atom.xml"]
        {
            old.had(format!("{at}{list}"));
        }
        old.moves();
    }
}

/// <https://vitepress.dev/guide/routing>: the path of the file, with `.html` or without.
#[test]
fn vitepress() {
    for (lines, end) in [("", ".html"), ("cleanUrls: true,", "")] {
        let config = format!(
            "export default {{ title: 'T', {lines} sitemap: {{ hostname: 'https://old.example' }} }};\n"
        );
        let mut old = Old::new(&format!("VitePress, {end}"), (".vitepress/config.mts", &config));
        old.file("blog.md", "---\ntitle: All\n---\n\nAll posts.\n");
        for post in &POSTS {
            old.file(&format!("blog/{}.md", post.name), &post.text(true));
            old.had(format!("/blog/{}{end}", post.name));
        }
        old.moves();
    }
}

/// <https://www.11ty.dev/docs/permalinks/>: the path of the file without its date, as a folder, or what
/// `permalink` says; lists are templates.
#[test]
fn eleventy() {
    let config = "module.exports = (c) => { c.addFilter(\"day\", (d) => DateTime.fromJSDate(d)\
        .toFormat('yyyy/LL')); return { dir: { input: \"content\" } }; };\n";
    for (lines, pattern) in [
        ("", "/blog/NAME/"),
        ("\"permalink\": \"w/{{ page.date | day }}/{{ page.fileSlug }}/\",", "/w/YYYY/MM/NAME/"),
    ] {
        let mut old = Old::new(&format!("Eleventy, {pattern}"), ("eleventy.config.js", config));
        old.file(
            "content/_data/metadata.json",
            "{\"title\": \"T\", \"url\": \"https://old.example\"}\n",
        );
        old.file("content/blog/blog.json", &format!("{{{lines} \"tags\": [\"posts\"]}}\n"));
        old.file("content/blog.njk", "{% for post in collections.posts %}{% endfor %}\n");
        old.file(
            "content/tag-pages.njk",
            "---\npagination: {data: collections, size: 1, alias: tag}\npermalink: /t/{{ tag | slugify }}/\n---\n",
        );
        for post in &POSTS {
            old.file(&format!("content/blog/{}-{}.md", post.date(), post.name), &post.text(true));
            old.had(post.at(pattern, post.name));
        }
        old.have(&["/blog/", "/t/big-data/", "/t/ops/"]);
        old.moves();
    }
}

/// <https://docs.astro.build/en/guides/content-collections/>: the id of an entry, which is the path of its
/// file as a slug, where a page in brackets is.
#[test]
fn astro() {
    let config = "export default { site: 'https://old.example' };\n";
    let mut old = Old::new("Astro", ("astro.config.mjs", config));
    let page = "---\nimport { getCollection } from 'astro:content';\nconst all = await getCollection('notes');\n---\n";
    old.file("src/pages/writing/[...slug].astro", page);
    old.file("src/pages/writing/index.astro", page);
    old.file("src/pages/tags/[tag].astro", page);
    old.file("src/pages/rss.xml.js", "export const GET = () => 0;\n");
    for post in &POSTS {
        old.file(&format!("src/content/notes/{}.md", post.name), &post.text(true));
        // A point is taken out.
        let name = post.name.to_lowercase().replace('.', "");
        let name = if post.slug.is_empty() { name } else { post.slug.into() };
        old.had(format!("/writing/{name}/"));
    }
    old.have(&["/writing/", "/tags/", "/tags/big-data/", "/tags/ops/", "/rss.xml"]);
    old.moves();
}
