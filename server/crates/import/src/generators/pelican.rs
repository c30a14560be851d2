//! Pelican: Markdown with a head of plain lines, and the addresses that `pelicanconf.py` tells of.

mod settings;

use std::collections::BTreeSet;

use self::settings::Settings;
use super::common::{self, Raw, authors_of, join};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, ListOf},
    head,
    names::Date,
    source::{Source, is_markdown, stem},
    value::{Table, Value},
};

/// Reads a blog of Pelican.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Pelican, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    // What only the published site has is said beside it.
    let published = source.read(&join(root, "publishconf.py")).unwrap_or_default();
    let settings = Settings::of(&text, &published);
    let site = &mut blog.site;
    site.title = settings.text("SITENAME", "");
    site.description = settings.text("SITESUBTITLE", &settings.text("SITE_DESCRIPTION", ""));
    site.author = settings.text("AUTHOR", "");
    site.language = settings.text("DEFAULT_LANG", "en");
    let url = settings.text("SITEURL", "");
    if url.starts_with("http") {
        site.base_url = url.trim_end_matches('/').to_owned();
    }
    let place = join(root, &settings.text("PATH", "content"));
    blog.roots = vec![place.clone()];
    for (from, to) in settings.paths("EXTRA_PATH_METADATA") {
        blog.mounts.push((join(&place, &from), to));
    }
    common::code(source, &mut blog, &join(&place, &settings.text("CODE_DIR", "code")));
    let files: Vec<String> = source.below(&place).map(str::to_owned).collect();
    for file in files {
        let ending = file.rsplit('.').next().unwrap_or_default();
        match ending {
            _ if is_markdown(&file) => text_of(source, &mut blog, &settings, &place, &file),
            "rst" => {
                blog.leave("texts of reStructuredText, which are not read: convert them first", 1)
            }
            "ipynb" => blog.leave("notebooks, which are not read", 1),
            _ => {}
        }
    }
    lists(&mut blog, &settings);
    Ok(blog)
}

/// A text with its head read: `Title: …` on the first lines, or between fences.
fn headed(source: &Source, blog: &mut Blog, file: &str) -> Option<Raw> {
    let text = match source.read(file) {
        Ok(text) => text,
        Err(why) => {
            blog.broken.push((file.to_owned(), 0, format!("not taken: {why}")));
            return None;
        }
    };
    if text.starts_with("---") && head::split(&text).is_ok_and(|(head, ..)| !head.is_empty()) {
        let mut raw = common::raw(source, blog, file)?;
        raw.head =
            raw.head.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect();
        return Some(raw);
    }
    let start = text.len() - text.trim_start_matches("---\n").len();
    let (mut head, mut at, mut lines) = (Table::new(), start, usize::from(start > 0));
    let mut last: Option<String> = None;
    for line in text[start..].split_inclusive('\n') {
        let plain = line.trim_end();
        let key = plain.split_once(':').filter(|(key, _)| is_key(key));
        if let Some((key, value)) = key {
            let key = key.trim().to_ascii_lowercase();
            head.insert(key.clone(), Value::String(value.trim().trim_matches('"').to_owned()));
            last = Some(key);
        } else if let Some(key) =
            last.as_ref().filter(|_| line.starts_with([' ', '\t']) && !plain.is_empty())
        {
            // A value goes on below.
            if let Some(Value::String(value)) = head.get_mut(key) {
                value.push(' ');
                value.push_str(plain.trim());
            }
        } else {
            if plain.is_empty() || matches!(plain, "---" | "...") {
                at += line.len();
                lines += 1;
            }
            break;
        }
        at += line.len();
        lines += 1;
    }
    if head.is_empty() {
        (at, lines) = (0, 0);
    }
    Some(Raw { head, body: text[at..].to_owned(), line: lines + 1 })
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

fn text_of(source: &Source, blog: &mut Blog, settings: &Settings, place: &str, file: &str) {
    let below = file[place.len()..].trim_start_matches('/');
    let is_below = |paths: &[String]| {
        paths.iter().any(|path| path.is_empty() || below.starts_with(&format!("{path}/")))
    };
    let is_page = is_below(&settings.list("PAGE_PATHS", "PAGE_DIR", "pages"));
    if !is_page && !is_below(&settings.list("ARTICLE_PATHS", "ARTICLE_DIR", "")) {
        return;
    }
    let Some(mut raw) = headed(source, blog, file) else { return };
    let status = raw.get("status").unwrap_or_default();
    if status == "skip" || (raw.get("title").is_none() && !is_page) {
        return blog.leave("texts without a title, which are no posts", 1);
    }
    split(&mut raw.head, "authors", ';');
    split(&mut raw.head, "author", ';');
    split(&mut raw.head, "tags", ',');
    let folders = below
        .split('/')
        .rev()
        .nth(1)
        .filter(|_| settings.text("USE_FOLDER_AS_CATEGORY", "True") != "False");
    if !is_page
        && raw.get("category").is_none()
        && let Some(category) = folders
    {
        raw.head.insert("category".into(), category.into());
    }
    authors_of(&mut raw.head, blog);
    let of_name = Date::of_name(stem(file)).map(|(date, _)| date);
    let date = raw.date().or(of_name).filter(|_| !is_page);
    let title = raw.get("title").unwrap_or_default();
    let from = if settings.text("SLUGIFY_SOURCE", "title") == "basename" {
        stem(file).to_owned()
    } else {
        title
    };
    let slug = raw.get("slug").unwrap_or_else(|| slug_of(&from));
    let slug = if slug.is_empty() { slug_of(stem(file)) } else { slug };
    let facts = settings::Facts {
        slug: &slug,
        date,
        category: &slug_of(
            &raw.get("category").unwrap_or_else(|| settings.text("DEFAULT_CATEGORY", "misc")),
        ),
        author: &slug_of(&raw.get("author").unwrap_or_else(|| settings.text("AUTHOR", ""))),
        path: below.rsplit_once('.').map_or(below, |(bare, _)| bare),
        language: &raw.get("lang").unwrap_or_default(),
    };
    let of = if is_page { "PAGE" } else { "ARTICLE" };
    let usual = if is_page { "pages/{slug}.html" } else { "{slug}.html" };
    let own = raw.get("url").or_else(|| raw.get("save_as")).map(common::path);
    let address = own.unwrap_or_else(|| facts.address(&settings.address(of, usual)));
    let language = raw.get("lang").filter(|tag| !tag.eq_ignore_ascii_case(&blog.site.language));
    let aliases = raw.aliases();
    let kind = if is_page { ImportedKind::Page } else { ImportedKind::Post };
    let mut text: ImportedText = raw.text(kind, file, &slug);
    text.date = date;
    text.draft |= matches!(&*status, "draft" | "hidden");
    text.folder = None;
    text.common = slug;
    text.addresses.push(crate::source::without_index(&address).to_owned());
    text.addresses.extend(aliases);
    if let Some(tag) = language {
        let usual = if is_page { "pages/{slug}-{lang}.html" } else { "{slug}-{lang}.html" };
        let pattern = settings.address(&format!("{of}_LANG"), usual);
        let facts = settings::Facts {
            slug: &text.common.clone(),
            date,
            category: "",
            author: "",
            path: "",
            language: &tag,
        };
        text.addresses[0] = facts.address(&pattern);
        blog.site.languages.entry(tag.clone()).or_default();
        text.language = tag;
    }
    blog.texts.push(text);
}

/// A title as it stands in an address: what is neither a letter nor a digit is taken out, and blanks are hyphens.
fn slug_of(title: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-') || c.is_whitespace();
    let plain: String = title.to_lowercase().chars().filter(kept).collect();
    let parts =
        plain.split(|c: char| c == '-' || c.is_whitespace()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// Makes a list of what stands in one line.
fn split(head: &mut Table, key: &str, mark: char) {
    let Some(Value::String(line)) = head.get(key) else { return };
    let mark = if line.contains(mark) { mark } else { ',' };
    let parts = line.split(mark).map(str::trim).filter(|part| !part.is_empty());
    let list = parts.map(|part| Value::String(part.to_owned())).collect();
    head.insert(key.into(), list);
}

/// The lists and feeds that it makes, where the configuration does not turn them off.
fn lists(blog: &mut Blog, settings: &Settings) {
    for (of, keys, usual) in [
        ("TAG", &["tags"][..], "tag/{slug}.html"),
        ("CATEGORY", &["category"][..], "category/{slug}.html"),
        ("AUTHOR", &["author", "authors"][..], "author/{slug}.html"),
    ] {
        let pattern = settings.address(of, usual);
        for term in blog.terms(keys).into_keys() {
            let address = common::path(pattern.replace("{slug}", &slug_of(&term)));
            let list = match of {
                "AUTHOR" => ListOf::Author(term),
                _ => ListOf::Tag(term),
            };
            blog.list(address, list);
        }
    }
    for (of, usual, list) in [
        ("ARCHIVES", "archives.html", ListOf::Posts),
        ("TAGS", "tags.html", ListOf::Tags),
        ("CATEGORIES", "categories.html", ListOf::Tags),
        ("AUTHORS", "authors.html", ListOf::Posts),
    ] {
        let path = settings.text(&format!("{of}_SAVE_AS"), usual);
        if !path.is_empty() {
            blog.list(common::path(path), list);
        }
    }
    let size = settings.text("DEFAULT_PAGINATION", "").parse().unwrap_or(0);
    if size > 0 {
        for page in 2..=crate::lists::pages(blog.published(), size) {
            blog.list(format!("/index{page}.html"), ListOf::Posts);
        }
    }
    let feeds = [
        ("FEED_ALL_ATOM", "feeds/all.atom.xml"),
        ("FEED_ATOM", ""),
        ("FEED_RSS", ""),
        ("FEED_ALL_RSS", ""),
    ];
    let named: BTreeSet<String> =
        feeds.iter().map(|(key, usual)| settings.text(key, usual)).collect();
    blog.feeds.extend(named.into_iter().filter(|path| !path.is_empty()).map(common::path));
    let of_terms = settings.text("CATEGORY_FEED_ATOM", "feeds/{slug}.atom.xml");
    if of_terms.contains("{slug}") {
        blog.feeds_of_tags.push(common::path(of_terms.replace("{slug}", ":slug")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_head_are_words() {
        assert!(is_key("Title") && is_key("save_as"));
        assert!(!is_key("") && !is_key("See this") && !is_key("1a"));
        let mut head = Table::new();
        head.insert("authors".into(), "A, B; C".into());
        split(&mut head, "authors", ';');
        assert_eq!(head["authors"], Value::from(vec!["A, B", "C"]));
    }
}
