//! Jekyll: `_posts`, `_drafts`, pages, `_data`, and its styles of permalinks.

mod dates;
mod lists;

use std::collections::BTreeSet;

use super::common::{Raw, authors_from, authors_of, code, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, Template},
    names::{Date, slugify},
    permalink::{Facts, expand},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Table, Value, at, first_text, texts},
};
use jiff::tz::TimeZone;

/// Reads a blog of Jekyll.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Jekyll, config);
    let data = values(source, &mut blog, config).unwrap_or_default();
    let root = match first_text(&data, &["source"]) {
        Some(below) => join(root, &below),
        None => root.to_owned(),
    };
    site(&mut blog, &data);
    blog.roots = vec![root.clone()];
    templates(source, &mut blog, &root);
    blog.data = with_data(source, data.clone(), &root);
    let downloads = first_text(&data, &["code_dir"]).unwrap_or_else(|| "downloads/code".into());
    code(source, &mut blog, &join(&root, &downloads));
    let authors = values(source, &mut blog, &join(&root, "_data/authors.yml"));
    authors_from(&mut blog, authors);
    let zone = dates::zone(&data);
    let (mut lists, mut designed) = (0, 0);
    let files: Vec<String> = source.below(&root).map(str::to_owned).collect();
    for file in files {
        let below = file[root.len()..].trim_start_matches('/');
        let parts: Vec<&str> = below.split('/').collect();
        let hidden = parts.iter().position(|part| part.starts_with('_'));
        let ending = file.rsplit('.').next().unwrap_or_default();
        if !is_markdown(&file) && !matches!(ending, "html" | "htm") {
            continue;
        }
        match hidden.map(|at| parts[at]) {
            Some("_posts" | "_drafts") => {
                post(source, &mut blog, (&data, &zone), &root, &file);
            }
            Some(_) => continue,
            None if is_markdown(&file) => match page(source, &mut blog, &data, &root, &file) {
                Some(text) => blog.texts.push(text),
                None => lists += 1,
            },
            None => {
                let is_list = lists::in_html(source, &mut blog, &data, &root, &file);
                let is_ours = ["index.html", "404.html"].contains(&below);
                let is_page = !is_list && !is_ours && headed(source, &mut blog, &file).is_some();
                designed += usize::from(is_page);
            }
        }
    }
    parts(source, &mut blog);
    lists::of_plugins(source, &mut blog, &data, &root);
    lists::feeds(&mut blog, &data, &root, source);
    if designed > 0 {
        blog.leave("pages of HTML, which are of the old design", designed);
    }
    if lists > 0 {
        blog.leave("Markdown files that are no pages, or make lists", lists);
    }
    for collection in
        value::at(&data, "collections").and_then(Value::as_object).into_iter().flatten()
    {
        let name = collection.0;
        let count = source.below(&join(&root, &format!("_{name}"))).count();
        if name != "posts" && count > 0 {
            blog.leave(format!("the collection `{name}`, which is no part of the blog"), count);
        }
    }
    Ok(blog)
}

/// The configuration with what lies in `_data`, as texts and templates ask for it: `site.data.x`.
fn with_data(source: &Source, mut settings: Value, root: &str) -> Value {
    let folder = join(root, first_text(&settings, &["data_dir"]).as_deref().unwrap_or("_data"));
    let files: Vec<String> = source.below(&folder).map(str::to_owned).collect();
    let mut data = Table::new();
    for file in files.iter().take(DATA) {
        // What nobody asks for may be whatever it is.
        let is_known = [".yml", ".yaml", ".json"].iter().any(|ending| file.ends_with(ending));
        let text = source.read(file).ok().filter(|_| is_known);
        let Some(value) = text.and_then(|text| value::by_name(file, &text).ok()) else { continue };
        let below = file[folder.len()..].trim_start_matches('/');
        let (stem, _) = below.rsplit_once('.').unwrap_or_default();
        insert(&mut data, stem, value);
    }
    if let Value::Object(settings) = &mut settings {
        settings.insert("data".into(), Value::Object(data));
    }
    settings
}

/// Puts a value where its path says: `a/b` is `b` in the table `a`.
fn insert(table: &mut Table, path: &str, value: Value) {
    match path.split_once('/') {
        Some((first, rest)) => {
            let inner = table.entry(first).or_insert_with(|| Value::Object(Table::new()));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
        None => {
            table.insert(path.to_owned(), value);
        }
    }
}

/// How many files of data are read at most.
const DATA: usize = 500;

/// A file that has a head, which makes a page of it.
fn headed(source: &Source, blog: &mut Blog, file: &str) -> Option<(String, Raw)> {
    let content = source.read(file).ok()?;
    content.starts_with("---").then_some(())?;
    let raw = raw(source, blog, file)?;
    Some((content, raw))
}

/// Where a page is, given its file below the root.
fn address_of_page(raw: &Raw, data: &Value, below: &str) -> String {
    let style = first_text(data, &["permalink"]).unwrap_or_default();
    let (stem, place) = (stem(below), folder(below));
    let address = raw.get("permalink").unwrap_or_else(|| {
        let is_index = stem == "index";
        let name = if is_index { "" } else { stem };
        let pretty = style == "pretty" || style.ends_with('/') || is_index;
        let end = if pretty { "/" } else { ".html" };
        format!("/{place}/{name}{end}").replace("//", "/").replace("//", "/")
    });
    if address.starts_with('/') { address } else { format!("/{address}") }
}

fn site(blog: &mut Blog, data: &Value) {
    let site = &mut blog.site;
    site.title = first_text(data, &["title", "name", "site_title"]).unwrap_or_default();
    site.description =
        first_text(data, &["description", "tagline", "subtitle"]).unwrap_or_default();
    let url = first_text(data, &["url"]).unwrap_or_default();
    let base = first_text(data, &["baseurl"]).unwrap_or_default();
    if url.starts_with("http") {
        site.base_url =
            format!("{url}/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
    site.language = first_text(data, &["lang", "locale", "language"]).unwrap_or_default();
    site.author = first_text(data, &["author.name", "author"]).unwrap_or_default();
}

fn templates(source: &Source, blog: &mut Blog, root: &str) {
    let folder = join(root, "_includes");
    for file in source.below(&folder) {
        if let Ok(text) = source.read(file) {
            let template = Template { file: file.to_owned(), text };
            blog.templates.insert(file[folder.len() + 1..].to_owned(), template);
        }
    }
}

/// What texts include from where they lie, `{% include_relative _part.md %}`: templates by their whole paths.
fn parts(source: &Source, blog: &mut Blog) {
    let places: BTreeSet<(String, String)> = blog
        .texts
        .iter()
        .flat_map(|text| relative(&text.body).map(|name| (folder(&text.file).into(), name.into())))
        .collect();
    let mut left: Vec<(String, String)> = places.into_iter().collect();
    while let Some((place, name)) = left.pop() {
        let path = join(&place, &name);
        if blog.templates.contains_key(&path) || blog.templates.len() > PARTS {
            continue;
        }
        if let Ok(text) = source.read(&path) {
            left.extend(relative(&text).map(|name| (place.clone(), name.to_owned())));
            blog.templates.insert(path.clone(), Template { file: path, text });
        }
    }
}

/// The files that a text includes from where it lies.
fn relative(text: &str) -> impl Iterator<Item = &str> {
    text.split("include_relative ").skip(1).filter_map(|rest| rest.split_whitespace().next())
}

/// How many templates a blog has at most.
const PARTS: usize = 5_000;

/// What `defaults` say of a text in a place.
fn defaults(data: &Value, below: &str, kind: &str, raw: &mut Raw) {
    let scopes = at(data, "defaults").and_then(Value::as_array).into_iter().flatten();
    for scope in scopes {
        let path = first_text(scope, &["scope.path"]).unwrap_or_default();
        let of = first_text(scope, &["scope.type"]);
        let fits = below.starts_with(path.trim_matches('/')) && of.is_none_or(|of| of == kind);
        let Some(values) = at(scope, "values").and_then(Value::as_object).filter(|_| fits) else {
            continue;
        };
        for (key, value) in values {
            raw.head.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn post(
    source: &Source,
    blog: &mut Blog,
    (data, zone): (&Value, &TimeZone),
    root: &str,
    file: &str,
) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    let below = file[root.len()..].trim_start_matches('/').to_owned();
    let is_draft = below.split('/').any(|part| part == "_drafts");
    defaults(data, &below, "posts", &mut raw);
    authors_of(&mut raw.head, blog);
    let stem = stem(file);
    let (of_name, title) = match Date::of_name(stem) {
        Some((date, title)) => (Some(date), title.to_owned()),
        None => {
            (None, stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned())
        }
    };
    let slug = raw.get("slug").unwrap_or_else(|| title.clone());
    let (aliases, permalink) = (raw.aliases(), raw.get("permalink"));
    let moment = raw.get("date").and_then(|date| dates::day(&date, zone));
    let mut text = raw.text(ImportedKind::Post, file, &slug);
    text.date = moment.or(text.date).or(of_name);
    text.draft |= is_draft;
    if text.date.is_none() && !is_draft {
        let what = "not taken: neither its name nor its head has a date".to_owned();
        blog.broken.push((file.to_owned(), 1, what));
        return;
    }
    // Folders above `_posts` are categories, as those of the head are.
    let folder = if is_draft { "_drafts" } else { "_posts" };
    let above = below.split(folder).next().unwrap_or_default();
    let mut categories: Vec<String> =
        above.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for key in ["categories", "category"] {
        match text.head.get(key) {
            // `category` is one, whatever it is called.
            Some(Value::String(words)) if key == "categories" => {
                categories.extend(words.split_whitespace().map(str::to_owned));
                let list = words.split_whitespace().map(|word| Value::String(word.into()));
                let list: Value = list.collect();
                text.head.insert(key.into(), list);
            }
            Some(value) => categories.extend(texts(value)),
            None => {}
        }
    }
    if let Some(Value::String(words)) = text.head.get("tags").cloned()
        && !words.contains(',')
    {
        let list = words.split_whitespace().map(|word| Value::String(word.into())).collect();
        text.head.insert("tags".into(), list);
    }
    let categories: Vec<String> = categories.iter().map(|name| name.to_lowercase()).collect();
    let site_style = first_text(data, &["permalink", "collections.posts.permalink"]);
    let pattern = permalink.or(site_style).unwrap_or_else(|| "date".into());
    let facts = Facts {
        date: text.date,
        title: &pretty(&slug),
        slug: &slugify(&slug),
        slug_or_title: "",
        file: stem,
        sections: &categories,
        collection: "posts",
    };
    // What has no date has no address yet.
    if text.date.is_some() {
        let address = address(&pattern, &facts);
        // Where a pattern says no ending, hosts find the file with and without it.
        let is_bare = !address.ends_with('/') && !address.ends_with(".html");
        text.addresses.push(address.clone());
        text.addresses.extend(is_bare.then(|| format!("{address}.html")));
    }
    translated(blog, data, &mut text);
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// A text in another language than the first one, as the plugin `polyglot` is told of them: it is found
/// below its language, and has its address in common with the text that it translates.
fn translated(blog: &mut Blog, data: &Value, text: &mut ImportedText) {
    let Some(tag) = text.head.get("lang").and_then(value::text) else { return };
    let first = first_text(data, &["default_lang", "default_language", "lang", "locale"]);
    let first = first.unwrap_or_else(|| "en".into());
    let known = at(data, "languages").map(texts).unwrap_or_default();
    let own = text.addresses.first().cloned().unwrap_or_default();
    text.common = text.head.get("page_id").and_then(value::text).unwrap_or(own);
    if tag.eq_ignore_ascii_case(&first) {
        return;
    }
    if !known.contains(&tag) {
        let what = format!(
            "texts in `{tag}`, which the configuration does not have: of the first language"
        );
        blog.leave(what, 1);
        return;
    }
    for address in &mut text.addresses {
        *address = format!("/{tag}{address}");
    }
    blog.site.languages.entry(tag.clone()).or_default();
    text.language = tag;
}

/// The address that a style or a pattern makes.
fn address(pattern: &str, facts: &Facts<'_>) -> String {
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "weekdate" => "/:categories/:w_year/W:week/:short_day/:title.html",
        "none" => "/:categories/:title.html",
        other => other,
    };
    expand(pattern, facts)
}

/// A name as Jekyll's mode `pretty` makes it, which keeps the case and a few marks.
fn pretty(name: &str) -> String {
    let mut made = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() || "._~!$&'()+,;=@".contains(c) {
            made.push(c);
        } else if !made.ends_with('-') {
            made.push('-');
        }
    }
    made.trim_matches('-').to_owned()
}

fn page(
    source: &Source,
    blog: &mut Blog,
    data: &Value,
    root: &str,
    file: &str,
) -> Option<ImportedText> {
    let (_, mut raw) = headed(source, blog, file)?;
    let below = file[root.len()..].trim_start_matches('/').to_owned();
    defaults(data, &below, "pages", &mut raw);
    let loops = ["{% for ", "{%- for "].iter().any(|mark| raw.body.contains(mark));
    if loops || raw.body.trim().is_empty() {
        return None;
    }
    let aliases = raw.aliases();
    let address = address_of_page(&raw, data, &below);
    if address == "/" || address.contains("/404") {
        return None;
    }
    let name = file_name(address.trim_end_matches('/')).trim_end_matches(".html").to_owned();
    let mut text = raw.text(ImportedKind::Page, file, &name);
    text.folder = None;
    text.addresses.push(address);
    text.addresses.extend(aliases);
    Some(text)
}
