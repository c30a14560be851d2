//! The lists that Hugo made.

use super::{Hugo, join};
use crate::{
    blog::{Blog, ListOf},
    names::urlize,
    source::{Source, folder, stem},
    value::{self, Value, at, first_text, texts},
};

impl Hugo {
    /// Where Hugo listed posts: sections, taxonomies, and their numbered pages.
    pub(super) fn lists(&self, source: &Source, blog: &mut Blog) {
        let others: Vec<String> = blog.site.languages.keys().cloned().collect();
        if self.languages.len() > 1 {
            blog.list(format!("/{}/", self.language), ListOf::Home);
        }
        for language in [String::new()].iter().chain(&others) {
            self.sections_in(source, blog, language);
            self.taxonomies_in(blog, language);
        }
        for other in others {
            let what =
                format!("the feeds in `{other}`: let the host lead from them to /{other}/feed.xml");
            blog.leave(what, 1);
        }
    }

    fn sections_in(&self, source: &Source, blog: &mut Blog, language: &str) {
        let published = blog.published_in(language).count();
        if published == 0 {
            return;
        }
        if language.is_empty() {
            self.pages_in(blog, language, "", published, &ListOf::Posts);
        } else {
            self.pages_in(blog, language, "", published, &ListOf::Home);
        }
        for section in &self.sections {
            self.pages_in(blog, language, &urlize(section), published, &ListOf::Posts);
            // Folders below it are sections where they say something of themselves.
            let place = join(&self.content, section);
            let nested = source
                .below(&place)
                .filter(|file| stem(file) == "_index" && folder(file).len() > place.len());
            for file in nested {
                let parts: Vec<String> = folder(self.below(file)).split('/').map(urlize).collect();
                self.pages_in(blog, language, &parts.join("/"), 0, &ListOf::Posts);
            }
        }
    }

    fn taxonomies_in(&self, blog: &mut Blog, language: &str) {
        let disabled = at(&self.data, "disableKinds").map(texts).unwrap_or_default();
        let has = |kind: &str| !disabled.iter().any(|of| of.eq_ignore_ascii_case(kind));
        let given = at(&self.data, "taxonomies").and_then(Value::as_object);
        let names: Vec<String> = match given {
            Some(table) => table.values().filter_map(value::text).collect(),
            None => vec!["categories".into(), "tags".into()],
        };
        for name in names.iter().filter(|name| !matches!(&***name, "authors" | "series")) {
            let terms = blog.terms_in(language, &[name]);
            let is_ours = crate::head::is_of_tags(name);
            if has("taxonomy") {
                let of = if is_ours { ListOf::Tags } else { ListOf::Posts };
                self.pages_in(blog, language, &urlize(name), terms.len(), &of);
            }
            for (term, posts) in terms.into_iter().filter(|_| has("term")) {
                let path = format!("{}/{}", urlize(name), urlize(&term));
                // No list of ours has them, and so no feed.
                if !is_ours && language.is_empty() {
                    blog.feeds.push(format!("/{path}/index.xml"));
                }
                let of = if is_ours { ListOf::Tag(term) } else { ListOf::Posts };
                self.pages_in(blog, language, &path, posts, &of);
            }
        }
    }

    /// Notes a list and its numbered pages, the first of which is there by its number too.
    fn pages_in(&self, blog: &mut Blog, language: &str, path: &str, entries: usize, of: &ListOf) {
        let number =
            |path: &str| first_text(&self.data, &[path]).and_then(|size| size.parse().ok());
        let size = number("pagination.pagerSize").or(number("paginate")).unwrap_or(10);
        let word = first_text(&self.data, &["pagination.path", "paginatePath"]);
        let word = word.unwrap_or_else(|| "page".into());
        let start = format!("/{language}/{path}").replace("//", "/");
        let start = start.trim_end_matches('/');
        let end = if self.is_ugly() { ".html" } else { "/" };
        if !path.is_empty() {
            blog.list_in(language, format!("{start}{end}"), of.clone());
        }
        for number in 1..=crate::lists::pages(entries, size).max(1) {
            blog.list_in(language, format!("{start}/{word}/{number}{end}"), of.clone());
        }
    }
}
