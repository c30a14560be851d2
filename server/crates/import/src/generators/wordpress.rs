//! WordPress' export: an RSS feed with everything (WXR).

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use super::{
    common::{self, dated},
    export::{put, text},
};
use crate::{
    Generator, Refused,
    blog::{Author, Blog, ImportedKind, ImportedText, ListOf},
    names::{Date, nearest},
    value::{Table, Value},
};

/// How deep elements may lie in each other.
const DEPTH: usize = 32;

/// An item or an author while it is read: texts by the names of their elements.
#[derive(Default)]
struct Item {
    line: usize,
    texts: BTreeMap<String, String>,
    /// Categories and tags: the name, which of them it is, and what it is called in its address.
    terms: Vec<(String, String, String)>,
}

impl Item {
    fn get(&self, name: &str) -> Option<String> {
        self.texts.get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Reads an export.
pub(super) fn read(xml: &str, file: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::WordPress, file);
    let mut channel = Item::default();
    for_each(xml, &mut channel, |name, item| match name {
        "wp:author" => person(&mut blog, item),
        _ => one(&mut blog, file, item),
    })
    .map_err(|(line, what)| Refused::new(format!("{file}:{line}: {what}")))?;
    let site = &mut blog.site;
    site.title = channel.get("title").unwrap_or_default();
    site.description = channel.get("description").unwrap_or_default();
    site.language = channel.get("language").unwrap_or_default();
    let url = channel.get("wp:base_blog_url").or(channel.get("link")).unwrap_or_default();
    site.base_url = url.trim_end_matches('/').to_owned();
    let base = site.base_path().to_owned();
    blog.feeds = ["/feed/", "/feed/atom/", "/?feed=rss2"].map(str::to_owned).to_vec();
    blog.feeds_of_tags = ["/tag/:slug/feed/", "/category/:slug/feed/"].map(str::to_owned).to_vec();
    blog.feeds_of_authors.push("/author/:slug/feed/".into());
    // As many as WordPress has on a page unless somebody says otherwise; the export does not tell.
    blog.numbered("/", "page/", (blog.published(), 10), &ListOf::Posts);
    for text in &mut blog.texts {
        for address in &mut text.addresses {
            if let Some(rest) = address.strip_prefix(&base).filter(|_| !base.is_empty()) {
                *address = rest.to_owned();
            }
        }
    }
    Ok(blog)
}

/// Reads the elements of a feed, and gives each author and each item to `found`; what stands outside
/// of them goes to `channel`.
fn for_each(
    xml: &str,
    channel: &mut Item,
    mut found: impl FnMut(&str, &Item),
) -> Result<(), (usize, String)> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut item: Option<Item> = None;
    let (mut words, mut term, mut slug) = (String::new(), String::new(), String::new());
    let (mut seen, mut line) = (0, 1);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len()).min(xml.len());
        line += xml.as_bytes()[seen..at].iter().filter(|&&byte| byte == b'\n').count();
        seen = at;
        let event = reader
            .read_event()
            .map_err(|reason| (line, format!("this is not valid XML: {reason}")))?;
        match event {
            Event::Start(start) => {
                let name = start.name().as_ref().to_string();
                if path.len() == DEPTH {
                    return Err((line, "elements lie too deep in each other".into()));
                }
                if name == "item" || name == "wp:author" {
                    item = Some(Item { line, ..Item::default() });
                }
                if name == "category" {
                    let domain = start.try_get_attribute("domain").ok().flatten();
                    term = domain.map(|domain| domain.value.to_string()).unwrap_or_default();
                    let called = start.try_get_attribute("nicename").ok().flatten();
                    slug = called.map(|called| called.value.to_string()).unwrap_or_default();
                }
                path.push(name);
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(name) => {
                let name = name.to_string();
                let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
                match known.iter().find(|(entity, _)| *entity == name) {
                    Some((_, text)) => words.push_str(text),
                    None => words.push_str(&format!("&{name};")),
                }
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                let text = std::mem::take(&mut words);
                if name == "item" || name == "wp:author" {
                    if let Some(item) = item.take() {
                        found(&name, &item);
                    }
                    continue;
                }
                let parent = path.last().map_or("", String::as_str);
                let into = match &mut item {
                    Some(item) if matches!(parent, "item" | "wp:author") => item,
                    None if parent == "channel" => &mut *channel,
                    _ => continue,
                };
                if name == "category" {
                    into.terms.push((text.trim().to_owned(), term.clone(), slug.clone()));
                } else {
                    into.texts.entry(name).or_insert(text);
                }
            }
            Event::Eof => return Ok(()),
            // Entities of a document type could stand for anything, and are not looked at.
            _ => {}
        }
    }
}

fn person(blog: &mut Blog, item: &Item) {
    let Some(login) = item.get("wp:author_login") else { return };
    let name = item.get("wp:author_display_name").unwrap_or_else(|| login.clone());
    blog.authors.insert(login, Author { name, ..Author::default() });
}

fn one(blog: &mut Blog, file: &str, item: &Item) {
    let kind = match item.get("wp:post_type").as_deref() {
        Some("post") => ImportedKind::Post,
        Some("page") => ImportedKind::Page,
        Some("attachment") => {
            if let Some(url) = item.get("wp:attachment_url") {
                blog.to_fetch.push((url, format!("{file}:{}", item.line)));
            }
            return;
        }
        Some(other) => {
            blog.leave(format!("items of the kind `{other}`"), 1);
            return;
        }
        None => return,
    };
    let status = item.get("wp:status").unwrap_or_default();
    if matches!(&*status, "trash" | "auto-draft" | "inherit") {
        blog.leave(format!("items that are `{status}`"), 1);
        return;
    }
    let title = item.get("title").unwrap_or_default();
    let link = item.get("link").map(common::path).unwrap_or_default();
    let name = item.get("wp:post_name").unwrap_or_else(|| nearest(&title));
    let date = ["wp:post_date", "wp:post_date_gmt", "pubDate"]
        .iter()
        .find_map(|key| Date::read(&item.get(key)?));
    let mut made: ImportedText = text(kind, file, item.line, &name, date);
    made.draft = !matches!(&*status, "publish" | "future");
    made.head = head(item, title);
    made.body = shortcodes(&item.get("content:encoded").unwrap_or_default());
    if !link.contains('?') && link.len() > 1 {
        made.addresses.push(link);
    }
    // By its number it is found whatever form addresses have, where a host reads queries.
    let number = item.get("wp:post_id").filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
    let asked = if kind == ImportedKind::Page { "page_id" } else { "p" };
    made.addresses.extend(number.map(|number| format!("/?{asked}={number}")));
    if kind == ImportedKind::Post && !made.draft {
        lists(blog, item, date);
    }
    blog.texts.push(made);
}

/// Where WordPress lists a post.
fn lists(blog: &mut Blog, item: &Item, date: Option<Date>) {
    for (name, domain, slug) in &item.terms {
        let slug = if slug.is_empty() { nearest(name) } else { slug.clone() };
        let folder = match &**domain {
            "category" => "category",
            "post_tag" => "tag",
            _ => continue,
        };
        let of = if name == "Uncategorized" { ListOf::Posts } else { ListOf::Tag(name.clone()) };
        blog.list(format!("/{folder}/{slug}/"), of);
    }
    for pattern in ["/:year/", "/:year/:month/", "/:year/:month/:day/"] {
        if let Some(date) = date {
            blog.list(dated(pattern, date), ListOf::Posts);
        }
    }
}

fn head(item: &Item, title: String) -> Table {
    let mut head = Table::new();
    let plain = |html: String| crate::html::to_markdown(&html, false).markdown.replace('\\', "");
    put(&mut head, "title", Some(title));
    put(&mut head, "description", item.get("excerpt:encoded").map(plain));
    put(&mut head, "author", item.get("dc:creator"));
    let is_subject = |domain: &str| matches!(domain, "category" | "post_tag");
    let terms =
        item.terms.iter().filter(|(name, domain, _)| is_subject(domain) && name != "Uncategorized");
    let tags: Vec<Value> = terms.map(|(name, ..)| Value::String(name.clone())).collect();
    head.insert("tags".into(), Value::Array(tags));
    head
}

/// The shortcodes that WordPress brings along, as HTML.
fn shortcodes(body: &str) -> String {
    const KNOWN: [&str; 12] = [
        "caption",
        "wp_caption",
        "embed",
        "youtube",
        "video",
        "audio",
        "code",
        "sourcecode",
        "php",
        "python",
        "bash",
        "javascript",
    ];
    let mut made = String::new();
    let mut rest = body;
    // Those that nothing closes any more: to look for the end again would take for ever.
    let mut open: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('[') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = KNOWN.iter().find(|name| {
            let behind = rest[1..].strip_prefix(**name);
            behind.is_some_and(|behind| behind.starts_with([' ', ']']))
        });
        let name = name.copied().filter(|name| !open.contains(name)).unwrap_or_default();
        if name.is_empty() {
            made.push('[');
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(']').map_or(rest.len(), |end| end + 1);
        let close = format!("[/{name}]");
        let found = rest.find(&close);
        if found.is_none() {
            open.push(name);
        }
        let pair = found.map(|close| &rest[end.min(close)..close]);
        let whole = found.map_or(end, |at| at + close.len());
        let replacement = match (name, pair) {
            ("caption" | "wp_caption", Some(inner)) => {
                let (picture, words) = inner.rsplit_once('>').unwrap_or(("", inner));
                format!("<figure>{picture}><figcaption>{}</figcaption></figure>", words.trim())
            }
            ("embed" | "youtube" | "video" | "audio", Some(url)) => {
                format!("<p><a href=\"{0}\">{0}</a></p>", url.trim())
            }
            ("code" | "sourcecode" | "php" | "python" | "bash" | "javascript", Some(code)) => {
                let arguments = &rest[..end];
                let language = ["language=", "lang="].iter().find_map(|key| {
                    let (_, value) = arguments.split_once(key)?;
                    let value = value.trim_start_matches(['"', '\'']);
                    Some(value.split(['"', '\'', ' ', ']']).next()?.to_owned())
                });
                let language = language.unwrap_or_else(|| name.replace("sourcecode", "text"));
                let code = code.replace('<', "&lt;");
                format!("<pre><code class=\"language-{language}\">{code}</code></pre>")
            }
            _ => {
                made.push('[');
                rest = &rest[1..];
                continue;
            }
        };
        made.push_str(&replacement);
        rest = &rest[whole..];
    }
    made.push_str(rest);
    made
}
