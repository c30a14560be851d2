//! Gatsby: Markdown and MDX in the folders that `gatsby-config` names, at addresses that `gatsby-node` makes.

mod routes;

use self::routes::{Routes, Subject};
use super::common::{self, Raw, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, ListOf},
    names::{Date, slugify},
    script,
    source::{Source, file_name, folder, is_markdown, stem},
};

/// Where texts usually are, where the configuration names no folder.
const FOLDERS: [&str; 6] = ["content", "posts", "blog", "src/content", "src/posts", "data"];

/// Reads a blog of Gatsby.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Gatsby, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    site(source, &mut blog, root, &text);
    blog.roots = vec![join(root, "static"), join(root, "src"), root.to_owned()];
    for place in ["content/authors", "src/data/authors", "data/authors", "content/data/authors"] {
        for ending in ["json", "yml", "yaml"] {
            let list = values(source, &mut blog, &join(root, &format!("{place}.{ending}")));
            authors_from(&mut blog, list);
        }
    }
    blog.site.math = common::has_math(source, root);
    common::components(source, &mut blog, &join(root, "src"));
    let mut places = folders(source, root, &text);
    if places.is_empty() {
        let usual = FOLDERS.iter().map(|folder| join(root, folder));
        places = usual.filter(|place| source.below(place).any(is_markdown)).collect();
    }
    let routes = Routes::of(source, root);
    let mut files: Vec<(String, String)> = Vec::new();
    for place in places {
        for file in source.below(&place).filter(|file| is_markdown(file)) {
            files.push((place.clone(), file.to_owned()));
        }
    }
    for (place, file) in files {
        text_of(source, &mut blog, &routes, &place, &file);
    }
    pages(source, &mut blog, &join(root, "src/pages"));
    let plugin = text.split_once("gatsby-plugin-feed").map_or("", |(_, plugin)| plugin);
    blog.feeds.extend(script::text(plugin, &["output"]).map(common::path));
    lists(source, &mut blog, root, &routes);
    Ok(blog)
}

fn site(source: &Source, blog: &mut Blog, root: &str, config: &str) {
    let own = script::part(config, "siteMetadata").unwrap_or(config);
    // What it says may stand in a file beside it: `require("./blog-config")`.
    let programs = [".js", ".ts", ".json", ".mjs"];
    let beside = source.below(root).filter(|file| folder(file) == root);
    let is_named = |file: &&str| {
        programs.iter().any(|end| file.ends_with(end))
            && ["\"", "'", "`", "."]
                .iter()
                .any(|end| config.contains(&format!("/{}{end}", stem(file))))
    };
    let others: Vec<String> =
        beside.filter(is_named).filter_map(|file| source.read(file).ok()).collect();
    let all = || std::iter::once(own).chain(others.iter().map(String::as_str));
    let find = |keys: &[&str]| all().find_map(|text| script::text(text, keys)).unwrap_or_default();
    let site = &mut blog.site;
    site.title = find(&["title", "siteTitle"]);
    site.description = find(&["description", "siteDescription"]);
    site.language = find(&["language", "lang", "siteLanguage"]);
    let author = all().find_map(|text| script::text(script::part(text, "author")?, &["name"]));
    site.author = author.unwrap_or_else(|| find(&["author"]));
    let keys = ["siteUrl", "siteURL", "url"];
    let url = all().find_map(|text| script::text_that(text, &keys, |url| url.starts_with("http")));
    let base = script::text(config, &["pathPrefix"]).unwrap_or_default();
    if let Some(url) = url {
        let url = url.trim_end_matches('/');
        let base =
            if url.ends_with(base.trim_end_matches('/')) { "" } else { base.trim_matches('/') };
        site.base_url = format!("{url}/{base}").trim_end_matches('/').to_owned();
    }
}

/// The folders of texts that plugins are told of: a `path`, or the `contentPath` of a theme. Of two that
/// lie in each other the outer one is taken, and none twice.
fn folders(source: &Source, root: &str, config: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in ["path", "contentPath", "postsPath"] {
        for (at, _) in config.match_indices(key) {
            let rest = config[at + key.len()..].trim_start();
            let Some(value) = rest.strip_prefix(':') else { continue };
            let Some(below) = routes::path(value) else {
                continue;
            };
            let place = join(root, &below);
            let is_new = place != root && !place.ends_with("src/pages") && !found.contains(&place);
            if is_new && source.below(&place).any(is_markdown) {
                found.push(place);
            }
        }
    }
    let all = found.clone();
    let is_inner = |place: &String| {
        all.iter()
            .any(|outer| place.strip_prefix(&**outer).is_some_and(|rest| rest.starts_with('/')))
    };
    found.retain(|place| !is_inner(place));
    found
}

/// A text that a program makes a page of.
fn text_of(source: &Source, blog: &mut Blog, routes: &Routes, place: &str, file: &str) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    let below = file[place.len()..].trim_start_matches('/');
    if below.split('/').any(|part| part.starts_with('_')) || stem(file) == "README" {
        return;
    }
    authors_of(&mut raw.head, blog);
    let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
    let is_index = bare == "index" || bare.ends_with("/index");
    let path = bare.strip_suffix("index").filter(|_| is_index).unwrap_or(bare).trim_matches('/');
    // What a folder of pages holds is at the top.
    let is_deep = path.strip_prefix("pages/").unwrap_or(path).contains('/');
    let (of_name, _) = Date::of_name(file_name(path)).unzip();
    let subject = Subject { raw: &raw, path, source: file_name(place), date: of_name };
    let Some(address) = routes.address(&subject) else { return };
    let date = raw.date().or(of_name);
    let kind = match date {
        Some(_) => ImportedKind::Post,
        None if !is_deep && raw.get("title").is_some() => ImportedKind::Page,
        None => return blog.leave("texts without a date: parts of pages, or documentation", 1),
    };
    push(blog, raw, (kind, date), file, &address);
}

fn push(
    blog: &mut Blog,
    raw: Raw,
    (kind, date): (ImportedKind, Option<Date>),
    file: &str,
    address: &str,
) {
    let name = file_name(address.trim_end_matches('/')).trim_end_matches(".html");
    let name =
        Date::of_name(name).map_or(name, |(_, rest)| if rest.is_empty() { name } else { rest });
    let aliases = raw.aliases();
    let mut text: ImportedText = raw.text(kind, file, name);
    text.date = date;
    text.addresses.push(address.to_owned());
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// Markdown that is a page itself.
fn pages(source: &Source, blog: &mut Blog, place: &str) {
    let files: Vec<String> =
        source.below(place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let Some(mut raw) = raw(source, blog, &file) else { continue };
        authors_of(&mut raw.head, blog);
        let below = file[place.len() + 1..].rsplit_once('.').map_or("", |(below, _)| below);
        let below = below.strip_suffix("/index").unwrap_or(below);
        if below == "index" || below.contains(['{', '[']) {
            continue;
        }
        let path = raw.get("path").unwrap_or_else(|| format!("/{below}/"));
        let date = raw.date();
        let kind = if date.is_some() { ImportedKind::Post } else { ImportedKind::Page };
        push(blog, raw, (kind, date), &file, &path);
    }
}

/// Lists are pages below `src/pages` where posts lie, and what `gatsby-node` makes for each tag.
fn lists(source: &Source, blog: &mut Blog, root: &str, routes: &Routes) {
    for prefix in routes.of_tags() {
        blog.list(format!("{}/", prefix.trim_end_matches('/')), ListOf::Tags);
        for term in blog.terms(&["tags", "categories", "category"]).into_keys() {
            blog.list(format!("{prefix}{}/", slugify(&term)), ListOf::Tag(term));
        }
    }
    let pages = join(root, "src/pages");
    let programs = [".js", ".jsx", ".ts", ".tsx"];
    let files = source.below(&pages).filter(|file| programs.iter().any(|end| file.ends_with(end)));
    let paths: Vec<String> = files
        .filter_map(|file| file[pages.len() + 1..].rsplit_once('.'))
        .map(|(path, _)| path.trim_end_matches("index").trim_matches('/').to_owned())
        .filter(|path| !path.is_empty() && !path.contains(['{', '[']) && folder(path).is_empty())
        .collect();
    for path in paths {
        let start = format!("/{path}/");
        let holds = blog.texts.iter().any(|text| {
            text.kind == ImportedKind::Post
                && text.addresses.first().is_some_and(|own| own.starts_with(&start))
        });
        match &*path {
            "tags" | "categories" => blog.list(start, ListOf::Tags),
            _ if holds || matches!(&*path, "blog" | "archive" | "posts" | "articles") => {
                blog.list(start, ListOf::Posts);
            }
            _ => {}
        }
    }
}
