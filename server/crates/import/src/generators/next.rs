//! Next: Markdown that is a page itself, below `app` and `pages`, and texts that a route with a name in
//! brackets shows, wherever these lie.

use super::common::{self, Raw, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText},
    names::Date,
    script,
    source::{Source, file_name, folder, is_markdown, stem},
    value::Value,
};

/// Names of folders that hold texts.
const FOLDERS: [&str; 10] = [
    "content", "posts", "_posts", "blog", "blogs", "articles", "data", "contents", "_blog", "news",
];

/// Reads a blog of Next.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Next, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    site(source, &mut blog, root, &text);
    blog.roots = vec![join(root, "public"), join(root, "src"), root.to_owned()];
    blog.site.math = common::has_math(source, root);
    common::components(source, &mut blog, root);
    for place in ["data", "content", "src/data", "src/content"] {
        let list = values(source, &mut blog, &join(root, &format!("{place}/authors.json")));
        authors_from(&mut blog, list);
    }
    let routes = routes(source, root);
    let files: Vec<String> =
        source.below(root).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    let programs = programs(source, root);
    let is_read = |folder: &str| {
        let starts = ['"', '\'', '`'].map(|quote| format!("{quote}{folder}"));
        let all = starts
            .into_iter()
            .flat_map(|start| [start.clone(), start.replacen(folder, &format!("./{folder}"), 1)]);
        all.into_iter().any(|start| programs.iter().any(|text| text.contains(&format!("{start}/"))))
    };
    for file in files {
        let below = file[root.len()..].trim_start_matches('/');
        let below = below.strip_prefix("src/").unwrap_or(below);
        let found = match below.split_once('/') {
            Some(("app", inside)) => of_app(inside),
            Some(("pages", inside)) => of_pages(inside),
            Some((first, inside)) if FOLDERS.contains(&first) => of_route(first, inside, &routes),
            // Programs may read any folder: `readFile("./public/" + slug + "/index.md")`.
            Some((first, inside)) if is_read(first) => of_route("", inside, &routes),
            _ => None,
        };
        match found {
            Some(path) => text_of(source, &mut blog, &file, &path),
            None => blog.leave("Markdown files that are no pages", 1),
        }
    }
    blog.feeds = feeds(source, root);
    Ok(blog)
}

/// The programs of the site that may read texts.
fn programs(source: &Source, root: &str) -> Vec<String> {
    let endings = [".ts", ".tsx", ".js", ".jsx", ".mjs"];
    let files = source.below(root).filter(|file| endings.iter().any(|end| file.ends_with(end)));
    files
        .take(PROGRAMS)
        .filter_map(|file| source.read(file).ok())
        .filter(|text| text.contains("fs"))
        .collect()
}

/// How many programs are looked through.
const PROGRAMS: usize = 2_000;

fn site(source: &Source, blog: &mut Blog, root: &str, config: &str) {
    let names = [
        "data/siteMetadata",
        "config/site",
        "lib/constants",
        "lib/config",
        "site.config",
        "config",
        "data/config",
        "app/layout",
        "app/sitemap",
        "blog.config",
        "theme.config",
    ];
    let constants: Vec<String> = ["", "src/"]
        .iter()
        .flat_map(|start| names.map(|name| format!("{start}{name}")))
        .flat_map(|name| {
            ["js", "ts", "mjs", "cjs", "tsx", "jsx"].map(|end| join(root, &format!("{name}.{end}")))
        })
        .filter_map(|file| source.read(&file).ok())
        .collect();
    let all = || constants.iter().map(String::as_str).chain([config]);
    let find = |keys: &[&str]| all().find_map(|text| script::text(text, keys)).unwrap_or_default();
    let url = all().find_map(|text| {
        let keys = ["siteUrl", "SITE_URL", "baseUrl", "url", "baseURL", "metadataBase"];
        script::text_that(text, &keys, |url| url.starts_with("http"))
    });
    let base = script::text(config, &["basePath"]).unwrap_or_default();
    let site = &mut blog.site;
    site.title = find(&["SITE_TITLE", "siteTitle", "title", "name"]);
    site.description = find(&["SITE_DESCRIPTION", "description"]);
    site.language = find(&["language", "lang", "locale"]);
    site.author = find(&["author"]);
    if let Some(url) = url {
        let url = url.trim_end_matches('/');
        site.base_url =
            format!("{url}/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
}

/// The paths of routes with a name in brackets: `app/blog/[slug]/page.tsx` is `blog`.
fn routes(source: &Source, root: &str) -> Vec<String> {
    let programs = [".tsx", ".jsx", ".js", ".ts"];
    let mut routes: Vec<String> = source
        .below(root)
        .filter(|file| programs.iter().any(|ending| file.ends_with(ending)))
        .filter_map(|file| {
            let below = file[root.len()..].trim_start_matches('/');
            let below = below.strip_prefix("src/").unwrap_or(below);
            let inside = below.strip_prefix("app/").or(below.strip_prefix("pages/"))?;
            let (before, name) = inside.split_once('[')?;
            let is_page = !["page", "tag", "category", "locale", "lang", "year", "author"]
                .iter()
                .any(|word| name.trim_start_matches("...").starts_with(word));
            is_page.then(|| without_groups(before.trim_matches('/')))
        })
        .collect();
    routes.sort();
    routes.dedup();
    routes
}

/// A path without folders that only group others: `(main)/blog` is `blog`.
fn without_groups(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.starts_with('(') && !part.is_empty());
    parts.collect::<Vec<_>>().join("/")
}

/// The path of a page of the router of `app`: only `page.mdx` is one.
fn of_app(inside: &str) -> Option<String> {
    let place = folder(inside);
    let is_page = stem(inside) == "page" && !inside.contains('[') && !place.is_empty();
    is_page.then(|| without_groups(place))
}

/// The path of a page of the older router.
fn of_pages(inside: &str) -> Option<String> {
    let bare = inside.rsplit_once('.').map_or(inside, |(bare, _)| bare);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    let is_page = !bare.contains('[') && !bare.starts_with('_') && bare != "index";
    is_page.then(|| bare.to_owned())
}

/// The path of a text that a route shows: the one that is called like its folder, else the only one that
/// there is, else where most have their posts.
fn of_route(first: &str, inside: &str, routes: &[String]) -> Option<String> {
    let (place, name) = match inside.split_once('/') {
        Some((collection, name)) => (collection, name),
        None => (first, inside),
    };
    let bare = name.rsplit_once('.').map_or(name, |(bare, _)| bare);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    if matches!(place, "authors" | "author" | "docs") || bare.starts_with('_') {
        return None;
    }
    let alike = |route: &&String| {
        let last = file_name(route).trim_end_matches('s');
        last == place.trim_matches('_').trim_end_matches('s')
    };
    let usual = |route: &&String| {
        matches!(file_name(route), "blog" | "posts" | "post" | "articles" | "news")
    };
    let found = routes.iter().find(alike).or_else(|| routes.iter().find(usual));
    let only = if let [only] = routes { Some(only) } else { None };
    let route = found.or(only).map_or("blog", String::as_str);
    // A folder of one post, whose text is its index.
    let bare = if bare == "index" { place } else { bare };
    Some(format!("{route}/{bare}").trim_matches('/').to_owned())
}

fn text_of(source: &Source, blog: &mut Blog, file: &str, path: &str) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    exported(&mut raw);
    authors_of(&mut raw.head, blog);
    let path = match raw.get("slug") {
        Some(slug) => join(folder(path), slug.trim_matches('/')),
        None => path.to_owned(),
    };
    let (of_name, rest) = match Date::of_name(file_name(&path)) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest.to_owned()),
        _ => (None, file_name(&path).to_owned()),
    };
    let date = raw.date().or(of_name);
    let kind = if date.is_some() { ImportedKind::Post } else { ImportedKind::Page };
    let aliases = raw.aliases();
    let mut text: ImportedText = raw.text(kind, file, &rest);
    text.date = date;
    text.addresses.push(format!("/{path}/"));
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// What a text says of itself in a program, where it has no front matter: `export const metadata = {…}`.
fn exported(raw: &mut Raw) {
    let names = ["metadata", "meta", "frontmatter", "article", "post"];
    let declared = names.iter().find_map(|name| {
        let at = raw.body.find(&format!("export const {name} = "))?;
        raw.body[at..].find('{').map(|open| at + open)
    });
    let Some(open) = declared else { return };
    let end = raw.body[open..].find("\n}").map_or(raw.body.len(), |end| open + end);
    let object = raw.body[open..end].to_owned();
    for (key, value) in script::texts(&object) {
        raw.head.entry(key).or_insert(value);
    }
    let list = object.split_once("tags: [").and_then(|(_, list)| list.split_once(']'));
    if let Some((list, _)) = list {
        let tags = list.split(',').map(|tag| tag.trim().trim_matches(['"', '\'']));
        let tags = tags.filter(|tag| !tag.is_empty()).map(|tag| Value::String(tag.into()));
        raw.head.entry("tags".to_owned()).or_insert_with(|| tags.collect());
    }
}

/// Feeds are files, or programs that are called so: `app/rss.xml/route.ts`.
fn feeds(source: &Source, root: &str) -> Vec<String> {
    let found = source.below(root).filter_map(|file| {
        let below = file[root.len()..].trim_start_matches('/');
        let below = below.strip_prefix("src/").unwrap_or(below);
        let path = match below.split_once('/')? {
            ("public", inside) => inside.to_owned(),
            ("app", inside) if stem(inside) == "route" => without_groups(folder(inside)),
            ("pages", inside) => inside.rsplit_once('.')?.0.to_owned(),
            _ => return None,
        };
        Some(format!("/{path}")).filter(|path| common::is_feed(path))
    });
    found.collect()
}
