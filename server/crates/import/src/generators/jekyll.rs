//! Jekyll: `_posts`, `_drafts`, pages, `_data/authors.yml`, and its styles of permalinks.

use super::common::{self, Raw, authors_from, authors_of, dated, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, ListOf, Template},
    names::{Date, slugify},
    permalink::{Facts, expand},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Value, at, first_text, texts},
};

/// Reads a blog of Jekyll.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Jekyll, config);
    let data = values(source, &mut blog, config).unwrap_or_default();
    let root = match first_text(&data, &["source"]) {
        Some(below) => join(root, &below),
        None => root.to_owned(),
    };
    site(&mut blog, &data);
    // Where the plugin for feeds is told nothing, the feed is where ours is.
    blog.feeds.extend(first_text(&data, &["feed.path"]).map(common::path));
    blog.roots = vec![root.clone()];
    templates(source, &mut blog, &root);
    blog.data = data.clone();
    common::code(
        source,
        &mut blog,
        &join(&root, &first_text(&data, &["code_dir"]).unwrap_or_else(|| "downloads/code".into())),
    );
    let list = values(source, &mut blog, &join(&root, "_data/authors.yml"));
    authors_from(&mut blog, list);
    let mut lists = 0;
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
            Some("_posts" | "_drafts") => post(source, &mut blog, &data, &root, &file),
            Some(_) => continue,
            None if is_markdown(&file) => match page(source, &mut blog, &data, &root, &file) {
                Some(text) => blog.texts.push(text),
                None => lists += 1,
            },
            None => list_in_html(source, &mut blog, &data, &root, &file),
        }
    }
    archives(&mut blog, &data);
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

/// A page of HTML that lists posts: all, or those of the category or the tag that its head names.
fn list_in_html(source: &Source, blog: &mut Blog, data: &Value, root: &str, file: &str) {
    let Some((content, mut raw)) = headed(source, blog, file) else { return };
    let marks = ["site.posts", "paginator", "site.categories", "site.tags"];
    if !marks.iter().any(|mark| content.contains(mark)) {
        return;
    }
    let below = file[root.len()..].trim_start_matches('/');
    defaults(data, below, "pages", &mut raw);
    let mut addresses = raw.aliases();
    addresses.push(address_of_page(&raw, data, below));
    let of = match raw.get("category").or_else(|| raw.get("tag")) {
        Some(term) => ListOf::Tag(term),
        None => ListOf::Posts,
    };
    for address in addresses.into_iter().filter(|address| address != "/") {
        blog.list(address, of.clone());
    }
}

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

/// Lists that plugins of Jekyll make: `jekyll-paginate` and `jekyll-archives`.
fn archives(blog: &mut Blog, data: &Value) {
    let size = first_text(data, &["paginate", "pagination.per_page"]).and_then(|n| n.parse().ok());
    if let Some(size) = size {
        let path = first_text(data, &["paginate_path", "pagination.permalink"]);
        let path = path.unwrap_or_else(|| "/page:num/".into());
        if let Some((before, "" | "/")) = path.trim_start_matches('/').split_once(":num") {
            blog.numbered("/", before, (blog.published(), size), &ListOf::Posts);
        }
    }
    let Some(settings) = at(data, "jekyll-archives") else { return };
    let enabled = settings.get("enabled").map(texts).unwrap_or_default();
    let is_on = |kind: &str| enabled.iter().any(|of| of == kind || of == "all");
    let pattern = |kind: &str, usual: &str| {
        let given = first_text(settings, &[&format!("permalinks.{kind}")]);
        given.unwrap_or_else(|| usual.to_owned())
    };
    for (key, alone, kind) in [("tags", "tag", "tag"), ("categories", "category", "category")] {
        if is_on(key) {
            let pattern = pattern(kind, &format!("/{kind}/:name/"));
            for term in blog.terms(&[key, alone]).into_keys() {
                blog.list(pattern.replace(":name", &slugify(&term)), ListOf::Tag(term));
            }
        }
    }
    let dates: Vec<Date> = blog.texts.iter().filter_map(|text| text.date).collect();
    for (kind, usual) in
        [("year", "/:year/"), ("month", "/:year/:month/"), ("day", "/:year/:month/:day/")]
    {
        if is_on(kind) {
            let pattern = pattern(kind, usual);
            for date in &dates {
                blog.list(dated(&pattern, *date), ListOf::Posts);
            }
        }
    }
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

fn post(source: &Source, blog: &mut Blog, data: &Value, root: &str, file: &str) {
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
    let mut text = raw.text(ImportedKind::Post, file, &slug);
    text.date = text.date.or(of_name);
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
