//! Eleventy: Markdown in folders of posts, data of folders, and permalinks in Liquid or Nunjucks.

mod functions;
mod lists;

use super::common::{self, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, Template},
    head,
    names::{Date, slugify},
    script,
    source::{Source, file_name, folder, is_markdown, stem, without_index},
    value::{self, Table, Value, first_text, texts},
};

/// How many layouts lie in each other at most.
const LAYOUTS: usize = 8;

/// Reads a blog of Eleventy.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Eleventy, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    let below = script::part(&text, "dir").and_then(|dir| script::text(dir, &["input"]));
    let place = match below.or_else(|| input(source, root)) {
        Some(below) => join(root, &below),
        None => root.to_owned(),
    };
    site(source, &mut blog, root, (&place, &text));
    blog.roots = vec![join(root, "public"), join(&place, "public"), place.clone(), root.to_owned()];
    blog.mounts = copied(&text, root);
    let includes = join(&place, "_includes");
    for file in source.below(&includes) {
        if let Ok(text) = source.read(file) {
            let template = Template { file: file.to_owned(), text };
            blog.templates.insert(file[includes.len() + 1..].to_owned(), template);
        }
    }
    functions::read(source, &mut blog, root, (config, &text));
    blog.feeds = feeds(source, &place, &text);
    let files: Vec<String> =
        source.below(&place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let below = file[place.len()..].trim_start_matches('/').to_owned();
        // Folders of posts may begin with `_` too.
        let hidden = below.split('/').any(|part| {
            part.starts_with('.') || matches!(part, "_includes" | "_data" | "_layouts" | "_site")
        });
        let is_read = ["README", "CHANGELOG", "LICENSE", "CONTRIBUTING"].contains(&stem(&file));
        if !hidden && !is_read {
            text_of(source, &mut blog, (&place, &text), &file, &below);
        }
    }
    lists::read(source, &mut blog, &place);
    Ok(blog)
}

/// The addresses of feeds: the plugin for them has one in the configuration, and a template of one has it
/// in its head.
fn feeds(source: &Source, place: &str, config: &str) -> Vec<String> {
    let of_plugin = script::text(config, &["outputPath"]);
    let templates = source
        .below(place)
        .filter(|file| [".njk", ".liquid", ".11ty.js"].iter().any(|ending| file.ends_with(ending)));
    let of_template = |file: &str| {
        let text = source.read(file).ok()?;
        let line = text.lines().take(40).find(|line| line.contains("permalink"))?;
        let (_, value) = line.split_once(':')?;
        Some(value.trim().trim_matches(['"', '\'', ',', ' ']).to_owned())
    };
    let found = of_plugin.into_iter().chain(templates.filter_map(of_template));
    found.map(common::path).filter(|path| common::is_feed(path)).collect()
}

/// What feeds say of the blog: the plugin is told in the configuration, and a template of one has `metadata`
/// in its head.
fn of_feeds(source: &Source, place: &str, config: &str) -> Value {
    let templates = source.below(place).filter(|file| file.ends_with(".njk"));
    let of_template = |file: &str| {
        let text = source.read(file).ok()?;
        let (head, ..) = head::split(&text).ok()?;
        let is_one = common::is_feed(&head.get("permalink").and_then(value::text)?);
        head.get("metadata").filter(|_| is_one).cloned()
    };
    let told = templates.filter_map(of_template).next();
    let of_plugin = || script::part(config, "metadata").map(script::texts).map(Value::Object);
    told.or_else(of_plugin).unwrap_or_default()
}

/// The usual places of texts, where the configuration does not say.
fn input(source: &Source, root: &str) -> Option<String> {
    ["content", "src"]
        .iter()
        .find(|place| source.below(&join(root, place)).any(is_markdown))
        .map(|place| (*place).to_owned())
}

fn site(source: &Source, blog: &mut Blog, root: &str, (place, config): (&str, &str)) {
    let mut data = Table::new();
    for folder in [join(place, "_data"), join(root, "_data")] {
        let files: Vec<String> = source.below(&folder).map(str::to_owned).collect();
        for file in files {
            let name = stem(&file).to_owned();
            if file.ends_with(".json") || file.ends_with(".yaml") || file.ends_with(".yml") {
                if let Some(value) = values(source, blog, &file) {
                    if name.starts_with("author") || name == "people" {
                        authors_from(blog, Some(value.clone()));
                    }
                    data.insert(name, value);
                }
            } else if let Ok(text) = source.read(&file)
                && matches!(&*name, "metadata" | "site" | "meta" | "config")
            {
                let mut table = script::texts(&text);
                for key in ["title", "url", "description", "language", "lang", "name", "author"] {
                    if let Some(text) = script::text(&text, &[key]) {
                        table.insert(key.into(), text.into());
                    }
                }
                if let Some(author) = script::part(&text, "author")
                    && let Some(name) = script::text(author, &["name"])
                {
                    table.insert("author".into(), name.into());
                }
                data.insert(name, Value::Object(table));
            }
        }
    }
    blog.data = Value::Object(data);
    let feeds = of_feeds(source, place, config);
    let find = |keys: &[&str]| {
        let paths: Vec<String> = ["metadata", "site", "meta", "config"]
            .iter()
            .flat_map(|file| keys.iter().map(move |key| format!("{file}.{key}")))
            .collect();
        let told = paths.iter().find_map(|path| first_text(&blog.data, &[path]));
        told.or_else(|| first_text(&feeds, keys)).unwrap_or_default()
    };
    let (title, description) = (find(&["title", "name"]), find(&["description", "subtitle"]));
    let (url, language) =
        (find(&["url", "origin", "siteUrl", "baseUrl", "base"]), find(&["language", "lang"]));
    let author = find(&["author.name", "author"]);
    let site = &mut blog.site;
    (site.title, site.description, site.language, site.author) =
        (title, description, language, author);
    if url.starts_with("http") {
        site.base_url = url.trim_end_matches('/').to_owned();
    }
}

/// What the files of folders say of every text in them, those of the nearest folder first.
fn of_folders(source: &Source, blog: &mut Blog, place: &str, below: &str, head: &mut Table) {
    let mut here = folder(below).to_owned();
    loop {
        let name = if here.is_empty() { file_name(place) } else { file_name(&here) };
        for ending in ["json", "11tydata.json", "11tydata.js", "11tydata.cjs", "11tydata.mjs"] {
            let file = join(place, &format!("{here}/{name}.{ending}"));
            if !source.has(&file) {
                continue;
            }
            let values = if ending.ends_with("json") {
                values(source, blog, &file).unwrap_or_default()
            } else {
                of_script(&source.read(&file).unwrap_or_default())
            };
            for (key, value) in values.as_object().into_iter().flatten() {
                head.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        if here.is_empty() {
            return;
        }
        here = folder(&here).to_owned();
    }
}

/// What layouts say of the texts that are laid out by them, each in the next one.
fn of_layouts(source: &Source, place: &str, head: &mut Table) {
    let mut next = head.get("layout").and_then(value::text);
    for _ in 0..LAYOUTS {
        let Some(name) = next.take() else { return };
        let Some(file) = layout(source, place, &name) else { return };
        let Ok(text) = source.read(&file) else { return };
        let Ok((own, ..)) = head::split(&text) else { return };
        next = own.get("layout").and_then(value::text);
        for (key, value) in own {
            head.entry(key).or_insert(value);
        }
    }
}

/// The file of a layout, which may be named without its ending.
fn layout(source: &Source, place: &str, name: &str) -> Option<String> {
    let folders = ["_includes", "_layouts", "_includes/layouts"];
    folders.iter().map(|folder| join(place, folder)).find_map(|folder| {
        let whole = join(&folder, name);
        let is_it = |file: &&str| {
            *file == whole || file.rsplit_once('.').is_some_and(|(bare, _)| bare == whole)
        };
        source.below(&folder).find(is_it).map(str::to_owned)
    })
}

/// Folders and files that the configuration has copied to another path:
/// `addPassthroughCopy({ "assets/img": "img" })`.
fn copied(config: &str, root: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for call in config.split("addPassthroughCopy(").skip(1) {
        let Some(inner) = call.trim_start().strip_prefix('{') else { continue };
        let inner = inner.split('}').next().unwrap_or_default();
        for pair in inner.split(',') {
            let Some((from, to)) = pair.split_once(':') else { continue };
            let plain = |text: &str| {
                text.trim().trim_matches(['"', '\'', '`']).trim_matches(['.', '/']).to_owned()
            };
            let (from, to) = (plain(from), plain(to));
            if !from.is_empty() && !from.contains('*') {
                found.push((join(root, &from), to));
            }
        }
    }
    found
}

/// The few keys that matter, of data in a script.
fn of_script(text: &str) -> Value {
    let mut table = Table::new();
    for key in ["permalink", "tags", "layout"] {
        if let Some(text) = script::text(text, &[key]) {
            table.insert(key.into(), text.into());
        }
    }
    if let Some((_, rest)) = text.split_once("tags") {
        let list = rest.trim_start_matches(['"', '\'', ':', ' ', '\n']);
        if let Some(list) = list.strip_prefix('[').and_then(|list| list.split(']').next()) {
            let tags = list.split(',').map(|tag| tag.trim().trim_matches(['"', '\'']));
            table.insert("tags".into(), tags.map(|tag| Value::String(tag.into())).collect());
        }
    }
    Value::Object(table)
}

fn text_of(
    source: &Source,
    blog: &mut Blog,
    (place, config): (&str, &str),
    file: &str,
    below: &str,
) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    let own = raw.head.get("tags").map(texts).unwrap_or_default();
    of_folders(source, blog, place, below, &mut raw.head);
    of_layouts(source, place, &mut raw.head);
    authors_of(&mut raw.head, blog);
    let is_index = stem(file) == "index";
    let word = if is_index { file_name(folder(below)) } else { stem(file) };
    let (of_name, slug) = match Date::of_name(word) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest.to_owned()),
        _ => (None, word.to_owned()),
    };
    let tags = raw.head.get("tags").map(texts).unwrap_or_default();
    // The collection that all posts are in is no subject.
    let is_collection =
        |tag: &String| matches!(&**tag, "posts" | "post" | "blog" | "articles" | "all" | "nav");
    let in_posts = tags.iter().any(is_collection)
        || below.split('/').rev().skip(1).any(|part| {
            matches!(part, "posts" | "post" | "blog" | "articles" | "writing" | "news")
        });
    let kept: Vec<Value> = tags
        .iter()
        .chain(&own)
        .filter(|tag| !is_collection(tag))
        .map(|tag| Value::String(tag.clone()))
        .collect();
    raw.head.insert("tags".into(), Value::Array(kept));
    let date = raw.date().or(of_name);
    let permalink = raw.head.get("permalink").cloned();
    if permalink == Some(Value::Bool(false)) || raw.body.contains("{% for ") {
        blog.leave("Markdown files that are no pages, or make lists", 1);
        return;
    }
    let parent = if is_index { folder(folder(below)) } else { folder(below) };
    let pattern = permalink.as_ref().and_then(Value::as_str);
    let made = pattern.and_then(|pattern| address(pattern, &raw, &slug, parent, date, config));
    if pattern.is_some() && made.is_none() {
        let what = format!("its permalink can't be told: {}", pattern.unwrap_or_default());
        blog.broken.push((file.to_owned(), 1, what));
    }
    let address = made.unwrap_or_else(|| format!("/{parent}/{slug}/").replace("//", "/"));
    if address == "/" || slug.is_empty() {
        return;
    }
    let kind = match date {
        Some(_) if in_posts => ImportedKind::Post,
        None if in_posts => {
            blog.leave("texts without a date among the posts", 1);
            return;
        }
        None if matches!(below.split('/').next(), Some("docs" | "documentation")) => {
            blog.leave("the documentation, which is no part of the blog", 1);
            return;
        }
        _ => ImportedKind::Page,
    };
    let aliases = raw.aliases();
    let mut text = raw.text(kind, file, &slug);
    text.date = date;
    text.addresses.push(address);
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// A day as a filter of the configuration writes it, if that only names a format of Luxon:
/// `addFilter("day", date => DateTime.fromJSDate(date).toFormat("yyyy/MM"))`.
fn of_filter(config: &str, name: &str, date: Date) -> Option<String> {
    let named = ["\"", "'"].map(|quote| format!("Filter({quote}{name}{quote}"));
    let start = named.iter().find_map(|named| Some(config.find(named)? + named.len()))?;
    let rest = &config[start..];
    let filter = &rest[..rest.find("Filter(").unwrap_or(rest.len())];
    let (_, format) = filter.split_once("toFormat(")?;
    let quote = format.chars().next().filter(|c| "'\"`".contains(*c))?;
    let format = &format[1..1 + format[1..].find(quote)?];
    let (year, month, day) =
        (date.year.to_string(), format!("{:02}", date.month), format!("{:02}", date.day));
    let written = format.replace("yyyy", &year).replace("LL", "MM");
    let written = written.replace("MM", &month).replace("dd", &day);
    written.chars().all(|c| c.is_ascii_digit() || "-/_.".contains(c)).then_some(written)
}

/// The address that a permalink makes; `None` when it asks for what is not known here.
fn address(
    pattern: &str,
    raw: &common::Raw,
    slug: &str,
    parent: &str,
    date: Option<Date>,
    config: &str,
) -> Option<String> {
    let mut made = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once("{{") {
        made.push_str(before);
        let (inner, behind) = behind.split_once("}}")?;
        rest = behind;
        let mut parts = inner.split('|').map(str::trim);
        let mut value = match parts.next()? {
            "page.fileSlug" | "fileSlug" => slug.to_owned(),
            "page.filePathStem" => format!("/{parent}/{slug}").replace("//", "/"),
            "page.date" | "date" => date?.to_string(),
            other => raw.get(other.trim_start_matches("page."))?,
        };
        for filter in parts {
            let (name, argument) = filter.split_once([':', '(']).unwrap_or((filter, ""));
            let argument = argument.trim().trim_matches(['"', '\'', ')']);
            value = match (name.trim(), argument) {
                ("slugify" | "slug" | "slugifyString", _) => slugify(&value),
                ("lower" | "downcase", _) => value.to_lowercase(),
                ("date", "%Y") => date?.year.to_string(),
                ("date", "%m") => format!("{:02}", date?.month),
                ("date", "%d") => format!("{:02}", date?.day),
                ("date", "%Y/%m/%d") => date?.to_string().replace('-', "/"),
                ("date", "%Y/%m") => date?.to_string()[..7].replace('-', "/"),
                ("date", "%Y-%m-%d") => date?.to_string(),
                (name, _) => of_filter(config, name, date?)?,
            };
        }
        made.push_str(&value);
    }
    made.push_str(rest);
    let made = without_index(made.trim_start_matches('/'));
    (!made.contains("{%")).then(|| format!("/{made}"))
}
