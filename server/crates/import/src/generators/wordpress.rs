//! WordPress' export: an RSS feed with everything (WXR).

mod items;
mod lists;
mod shortcodes;

use self::{
    items::{Item, for_each},
    lists::Lists,
};
use super::{
    common,
    export::{put, text},
};
use crate::{
    Generator, Refused,
    blog::{Author, Blog, ImportedKind, ImportedText},
    names::{Date, nearest},
    value::{Table, Value},
};

/// Reads an export.
pub(super) fn read(xml: &str, file: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::WordPress, file);
    let (mut channel, mut lists) = (Item::default(), Lists::default());
    for_each(xml, &mut channel, |name, item| match name {
        "wp:author" => {
            lists.author(item);
            person(&mut blog, item);
        }
        "wp:category" => lists.category(item),
        _ => one(&mut blog, &mut lists, file, item),
    })
    .map_err(|(line, what)| Refused::new(format!("{file}:{line}: {what}")))?;
    let site = &mut blog.site;
    site.title = channel.get("title").unwrap_or_default();
    site.description = channel.get("description").unwrap_or_default();
    site.language = channel.get("language").unwrap_or_default();
    let url = channel.get("wp:base_blog_url").or(channel.get("link")).unwrap_or_default();
    site.base_url = url.trim_end_matches('/').to_owned();
    let base = site.base_path().to_owned();
    lists.write(&mut blog);
    for text in &mut blog.texts {
        for address in &mut text.addresses {
            if let Some(rest) = address.strip_prefix(&base).filter(|_| !base.is_empty()) {
                *address = rest.to_owned();
            }
        }
    }
    Ok(blog)
}

fn person(blog: &mut Blog, item: &Item) {
    let Some(login) = item.get("wp:author_login") else { return };
    let name = item.get("wp:author_display_name").unwrap_or_else(|| login.clone());
    blog.authors.insert(login, Author { name, ..Author::default() });
}

fn one(blog: &mut Blog, lists: &mut Lists, file: &str, item: &Item) {
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
    made.body = shortcodes::to_html(&item.get("content:encoded").unwrap_or_default());
    if !link.contains('?') && link.len() > 1 {
        let older = older(item, &link, &name);
        made.addresses.push(link);
        made.addresses.extend(older);
    }
    // By its number it is found whatever form addresses have, where a host reads queries.
    let number = item.get("wp:post_id").filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
    let asked = if kind == ImportedKind::Page { "page_id" } else { "p" };
    made.addresses.extend(number.map(|number| format!("/?{asked}={number}")));
    if kind == ImportedKind::Post && !made.draft {
        lists.post(item, date);
    }
    blog.texts.push(made);
}

/// The addresses that a text had before it was called otherwise: WordPress leads on from them.
fn older(item: &Item, link: &str, name: &str) -> Vec<String> {
    let old = item.notes.iter().filter(|(key, old)| key == "_wp_old_slug" && !old.is_empty());
    let found = old.filter_map(|(_, old)| {
        let (before, after) = link.rsplit_once(name)?;
        Some(format!("{before}{old}{after}"))
    });
    found.collect()
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
