//! Every text once more in Markdown, beside its page: for those who copy it, and for language
//! models.

use std::fmt::Write;

use diagnostics::Result;
use model::{Body, Library, Post, Site, Stage, Standalone, routes::Route};
use rayon::prelude::*;
use store::Key;

use super::{Folder, pages::name};

/// Writes them all.
pub fn write(library: &Library, site: &Folder) -> Result<()> {
    library.dated().into_par_iter().try_for_each(|post| {
        write_one(library, site, &post.route(), head_of_post(library, post))
    })?;
    library.pages().par_iter().try_for_each(|page| {
        write_one(library, site, &Route::Page(page.slug.clone()), head_of_page(library, page))
    })
}

/// The HTML of every text, with its address.
pub(super) fn texts(library: &Library) -> impl Iterator<Item = (Route, &Body)> + Send {
    let posts = library.dated().into_iter().map(|post| (post.route(), &post.prose.html));
    let pages = library.pages().iter();
    posts.chain(pages.map(|page| (Route::Page(page.slug.clone()), &page.prose.html)))
}

/// Writes that of the text at an address, if one is there.
pub fn write_of(library: &Library, route: &Route, site: &Folder) -> Result<()> {
    head_at(library, route).map_or(Ok(()), |head| write_one(library, site, route, head))
}

/// What the file of the text at an address says above it, if a text is there.
pub(super) fn head_at(library: &Library, route: &Route) -> Option<String> {
    match route {
        Route::Page(slug) => {
            let page = library.pages().iter().find(|page| page.slug == *slug);
            page.map(|page| head_of_page(library, page))
        }
        text => library.text(text).map(|post| head_of_post(library, post)),
    }
}

/// A text as its file has it, and where in that it begins, in bytes.
pub(super) fn copy_of(library: &Library, route: &Route) -> Option<(String, usize)> {
    let head = head_at(library, route)?;
    let start = head.len() + "---\n\n".len();
    let body = library.markdown(route).cloned().unwrap_or_default();
    Some((with_body(head, &body.text()), start))
}

fn write_one(library: &Library, site: &Folder, route: &Route, head: String) -> Result<()> {
    let body = library.markdown(route).cloned().unwrap_or_default();
    let key = Key::of([b"copy".as_slice(), head.as_bytes(), name(&body).bytes()]);
    site.write_keyed(&file(library.site(), route), key, || Ok(with_body(head, &body.text())))
}

/// Where the copy of a text is written.
pub(super) fn file(site: &Site, route: &Route) -> String {
    site.routes.folder(route) + "index.md"
}

/// What a file says of a post above its text.
fn head_of_post(library: &Library, post: &Post) -> String {
    let mut head = String::from("---\n");
    let mut say = |key: &str, value: &str| {
        // Writing to a string can't fail.
        let _ = writeln!(head, "{key}: {value}");
    };
    say("title", &yaml(&post.summary.title));
    say("date", &post.summary.date.to_string());
    if let Some(updated) = post.summary.updated {
        say("updated", &updated.to_string());
    }
    let authors: Vec<String> = authors(post).into_iter().map(yaml).collect();
    say("authors", &format!("[{}]", authors.join(", ")));
    if let Some(incident) = &post.incident {
        let services: Vec<String> = incident.services.iter().map(|name| yaml(name)).collect();
        say("severity", &yaml(&incident.severity));
        say("services", &format!("[{}]", services.join(", ")));
        for stage in Stage::ALL {
            if let Some(moment) = incident.times.of(stage) {
                say(stage.name(), &moment.stamp);
            }
        }
    }
    let own = || library.site().url(&post.route());
    say("canonical", &yaml(&post.canonical.clone().unwrap_or_else(own)));
    head
}

/// What a file says of a page above its text.
fn head_of_page(library: &Library, page: &Standalone) -> String {
    let route = Route::Page(page.slug.clone());
    let (title, canonical) = (yaml(&page.title), yaml(&library.site().url(&route)));
    format!("---\ntitle: {title}\ncanonical: {canonical}\n")
}

/// A text as a file that stands alone.
fn with_body(mut file: String, body: &str) -> String {
    file.push_str("---\n");
    if !body.is_empty() {
        file.push('\n');
        file.push_str(body);
    }
    file
}

/// Who wrote a post.
pub(super) fn authors(post: &Post) -> Vec<&str> {
    post.authors.iter().map(|author| &*author.name).collect()
}

/// A text as YAML reads it, whatever is in it.
fn yaml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // No YAML file can hold these but as escapes, or they would end the line.
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use fixtures::library;

    use super::*;

    fn copy(library: &Library, post: &Post) -> String {
        let body = library.markdown(&post.route()).expect("a text");
        with_body(head_of_post(library, post), &body.text())
    }

    #[test]
    fn a_copy_says_what_it_is_a_copy_of() {
        let library = library("https://example.org/blog");
        let copies: Vec<String> = library.posts().iter().map(|post| copy(&library, post)).collect();
        assert_eq!(
            copies[1],
            "---\ntitle: \"GRÖSSE\"\ndate: 2026-01-01\nupdated: 2026-03-05\nauthors: [\"Editors\"]\n\
             canonical: \"https://example.org/blog/posts/gr%C3%B6%C3%9Fe/\"\n---\n\n## Part\n"
        );
        assert_eq!(
            with_body(head_of_page(&library, &library.pages()[0]), ""),
            "---\ntitle: \"About\"\ncanonical: \"https://example.org/blog/about/\"\n---\n"
        );
    }

    #[test]
    fn any_title_is_one_line_of_yaml() {
        assert_eq!(yaml("a: \"b\" \\ #c\n\u{85}é😀"), "\"a: \\\"b\\\" \\\\ #c\\u000a\\u0085é😀\"");
    }
}
