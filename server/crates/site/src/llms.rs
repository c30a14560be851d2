//! `llms.txt` and `llms-full.txt`: the blog for language models, as <https://llmstxt.org> has it.

use std::fmt::Write;

use diagnostics::Result;
use model::{
    Body, Library, Post,
    routes::{FEED, Route},
};
use store::Key;
use words::Message;

use super::{Folder, copies, pages::name};

/// The list of the texts.
pub(super) const LIST: &str = "/llms.txt";
/// The texts of the posts in one file.
pub(super) const FULL: &str = "/llms-full.txt";

/// How many posts the list names: the newest.
const LISTED: usize = 1000;
/// How long the file of whole texts grows, in bytes: more than any model reads at once.
const LONGEST: usize = 2 * 1024 * 1024;

/// What the blog is, and where its texts are in Markdown.
pub(super) fn llms(library: &Library) -> String {
    let site = library.site();
    let mut text = introduction(library);
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            // Writing to a string can't fail.
            let _ = write!(text, "\n## {title}\n\n{}", lines.concat());
        }
    };
    let markdown = |route: &Route, title: &str, what: &str| {
        site.routes.markdown_path(route).map(|path| line(title, &site.absolute(&path), what))
    };
    let posts = library.posts();
    let listed = posts.iter().take(LISTED).filter_map(|post| {
        let what = format!("{}. {}", post.summary.date, post.summary.description);
        markdown(&post.route(), &post.summary.title, &what)
    });
    let words = &site.words;
    section(words.say(Message::Articles), listed.collect());
    let incidents = library.incidents().iter().take(LISTED).filter_map(|post| {
        let what = format!("{}. {}", post.summary.date, post.summary.description);
        markdown(&post.route(), &post.summary.title, &what)
    });
    section(words.say(Message::Incidents), incidents.collect());
    let pages = library.pages().iter().filter_map(|page| {
        markdown(&Route::Page(page.slug.clone()), &page.title, &page.description)
    });
    section(words.say(Message::Pages), pages.collect());
    let said = |title, path: &str, about: &str| line(words.say(title), &site.absolute(path), about);
    let mut more = vec![
        said(Message::LlmsFull, FULL, words.say(Message::LlmsFullAbout)),
        said(Message::Feed, FEED, words.say(Message::LlmsFeedAbout)),
    ];
    if posts.len() > LISTED {
        let about = words.count(Message::LlmsMapAbout, posts.len(), &[]);
        more.push(line(words.say(Message::LlmsMap), &site.shared("/sitemap.xml"), &about));
    }
    let others = library.versions(Some(&Route::Home));
    more.extend(
        others
            .iter()
            .filter(|version| !version.is_here)
            .map(|version| line(&version.name, &format!("{}{}", version.url, &LIST[1..]), "")),
    );
    // The word that the form of this file has for it, in whatever language the file is.
    section("Optional", more);
    text
}

/// Writes the newest posts, whole, as many as one file holds.
pub(super) fn write_full(library: &Library, site: &Folder) -> Result<()> {
    let parts = up_to(library, LONGEST);
    let names: Vec<Key> = parts.iter().map(|part| name(&part.text)).collect();
    let named = parts.iter().zip(&names);
    let key = named.flat_map(|(part, name)| [part.head.as_bytes(), name.bytes()]);
    site.write_keyed(FULL, Key::of([b"llms".as_slice()].into_iter().chain(key)), || {
        Ok(join(&parts))
    })
}

/// A piece of that file: a post, or what is said of all.
struct LlmsSection {
    head: String,
    text: Body,
}

impl LlmsSection {
    fn of(head: String) -> Self {
        Self { head, text: Body::default() }
    }

    fn size(&self) -> usize {
        self.head.len() + self.text.size()
    }
}

fn join(parts: &[LlmsSection]) -> String {
    parts.iter().flat_map(|part| [part.head.as_str().into(), part.text.text()]).collect()
}

fn up_to(library: &Library, longest: usize) -> Vec<LlmsSection> {
    let mut parts = vec![LlmsSection::of(introduction(library))];
    let mut size = parts[0].size();
    for (at, post) in library.posts().iter().enumerate() {
        let whole = full_text(library, post);
        size += whole.size();
        if size > longest {
            let site = library.site();
            let (list, map) = (site.absolute(LIST), site.shared("/sitemap.xml"));
            let end = [("list", &*list), ("map", &map)];
            let end = site.words.count(Message::LlmsEnd, library.posts().len() - at, &end);
            parts.push(LlmsSection::of(format!("\n---\n\n{end}\n")));
            break;
        }
        parts.push(whole);
    }
    parts
}

fn full_text(library: &Library, post: &Post) -> LlmsSection {
    let route = post.route();
    let (site, title) = (library.site(), words(&post.summary.title));
    let address = format!("<{}>", site.url(&route));
    let source = site.words.fill(Message::LlmsSource, &[("address", &address)]);
    let (authors, date) = (words(&copies::authors(post).join(", ")), post.summary.date.to_string());
    let by = [("authors", &*authors), ("date", &date)];
    let by = match post.summary.updated.map(|updated| updated.to_string()) {
        Some(updated) => {
            let by = [by[0], by[1], ("updated", &updated)];
            site.words.fill(Message::LlmsByUpdated, &by)
        }
        None => site.words.fill(Message::LlmsBy, &by),
    };
    let head = format!("\n---\n\n# {title}\n\n{source}\n{by}\n\n");
    LlmsSection { head, text: library.markdown(&route).cloned().unwrap_or_default() }
}

fn introduction(library: &Library) -> String {
    let site = library.site();
    let mut text = format!("# {}\n", words(&site.title));
    if !site.tagline.is_empty() {
        let _ = write!(text, "\n> {}\n", words(&site.tagline));
    }
    if !site.introduction.is_empty() {
        let _ = write!(text, "\n{}\n", words(&site.introduction));
    }
    text
}

fn line(title: &str, address: &str, what: &str) -> String {
    let what = words(what);
    let what = if what.is_empty() { what } else { format!(": {what}") };
    format!("- [{}]({address}){what}\n", words(title))
}

/// Plain text as Markdown that says the same, on one line.
fn words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&') {
                words.push('\\');
            }
            words.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_leads_to_the_markdown_of_every_text() {
        let library = fixtures::library("https://example.org/blog");
        assert_eq!(
            llms(&library),
            "# Blog\n\n> On things.\n\nWelcome.\n\n## Articles\n\n\
             - [NEW](https://example.org/blog/posts/new/index.md): 2026-02-01. What new is about.\n\
             - [GRÖSSE](https://example.org/blog/posts/gr%C3%B6%C3%9Fe/index.md): \
             2026-01-01. What größe is about.\n\n\
             ## Pages\n\n- [About](https://example.org/blog/about/index.md): What this is.\n\n\
             ## Optional\n\n\
             - [Full texts](https://example.org/blog/llms-full.txt): \
             the newest articles in one file of Markdown\n\
             - [Feed](https://example.org/blog/feed.xml): the newest articles as an Atom feed\n"
        );
    }

    #[test]
    fn the_file_of_texts_ends_where_it_gets_long() {
        let library = fixtures::library("https://example.org");
        let all = join(&up_to(&library, LONGEST));
        assert_eq!(all.matches("\n## Part\n").count(), 2);
        let cut = join(&up_to(&library, all.len() - 1));
        assert_eq!(cut.matches("\n## Part\n").count(), 1);
        assert!(cut.contains("The 1 older articles are listed in https://example.org/llms.txt"));
    }

    #[test]
    fn a_title_is_no_markup() {
        assert_eq!(
            words("a [b](c)\n *d* <e> `f` &amp;"),
            "a \\[b\\](c) \\*d\\* \\<e\\> \\`f\\` \\&amp;"
        );
    }
}
