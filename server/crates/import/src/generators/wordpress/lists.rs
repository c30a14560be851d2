//! Where WordPress lists posts: by category, tag, author and day, in numbered pages, with a feed each.

use std::collections::BTreeMap;

use super::{
    super::{common::dated, export::list},
    items::Item,
};
use crate::{
    blog::{Blog, ImportedKind, ListOf},
    names::{Date, nearest},
};

/// As many posts as WordPress has on a page unless somebody says otherwise; the export does not tell.
const ON_A_PAGE: usize = 10;

/// How many categories lie in each other at most.
const DEPTH: usize = 16;

/// What an export tells of lists, and how many posts each has.
#[derive(Default)]
pub(super) struct Lists {
    /// Categories by what they are called in their addresses.
    categories: BTreeMap<String, Category>,
    /// The ids and logins of authors.
    authors: Vec<(String, String)>,
    /// By their addresses.
    counted: BTreeMap<String, (ListOf, usize)>,
}

struct Category {
    id: String,
    name: String,
    parent: String,
}

impl Lists {
    pub(super) fn author(&mut self, item: &Item) {
        let login = item.get("wp:author_login").unwrap_or_default();
        self.authors.push((item.get("wp:author_id").unwrap_or_default(), login));
    }

    pub(super) fn category(&mut self, item: &Item) {
        let get = |key| item.get(key).unwrap_or_default();
        let (id, name, parent) = (get("wp:term_id"), get("wp:cat_name"), get("wp:category_parent"));
        self.categories.insert(get("wp:category_nicename"), Category { id, name, parent });
    }

    /// Counts a post wherever it is listed.
    pub(super) fn post(&mut self, item: &Item, date: Option<Date>) {
        for (name, domain, slug) in &item.terms {
            let slug = if slug.is_empty() { nearest(name) } else { slug.clone() };
            match &**domain {
                "category" => self.in_category(name, &slug),
                "post_tag" => self.count(format!("/tag/{slug}/"), ListOf::Tag(name.clone())),
                _ => {}
            }
        }
        if let Some(login) = item.get("dc:creator") {
            self.count(format!("/author/{}/", called(&login)), ListOf::Author(login));
        }
        for pattern in ["/:year/", "/:year/:month/", "/:year/:month/:day/"] {
            if let Some(date) = date {
                self.count(dated(pattern, date), ListOf::Posts);
            }
        }
    }

    /// A category lists what those in it list.
    fn in_category(&mut self, name: &str, slug: &str) {
        let (mut slug, mut name) = (slug.to_owned(), name.to_owned());
        for _ in 0..DEPTH {
            // It stands for those that have none.
            let of = if name == "Uncategorized" { ListOf::Posts } else { ListOf::Tag(name) };
            self.count(self.path(&slug), of);
            let parent = self.categories.get(&slug).map(|category| category.parent.clone());
            let Some(parent) = parent.filter(|parent| !parent.is_empty()) else { break };
            let above = self.categories.get(&parent).map(|category| category.name.clone());
            (name, slug) = (above.unwrap_or_else(|| parent.clone()), parent);
        }
    }

    /// The address of a category, below those that it lies in.
    fn path(&self, slug: &str) -> String {
        let mut parts = vec![slug];
        while let Some(category) = self.categories.get(parts[parts.len() - 1])
            && !category.parent.is_empty()
            && parts.len() < DEPTH
        {
            parts.push(&category.parent);
        }
        parts.reverse();
        format!("/category/{}/", parts.join("/"))
    }

    fn count(&mut self, address: String, of: ListOf) {
        self.counted.entry(address).or_insert((of, 0)).1 += 1;
    }

    /// Notes all of them in the blog. Where addresses are queries, the same lists are found by them.
    pub(super) fn write(self, blog: &mut Blog) {
        blog.feeds = ["/feed/", "/feed/rss/", "/feed/rss2/", "/feed/rdf/", "/feed/atom/"]
            .into_iter()
            .chain(["/?feed=rss", "/?feed=rss2", "/?feed=rdf", "/?feed=atom"])
            .map(str::to_owned)
            .collect();
        blog.feeds_of_tags =
            ["/tag/:slug/feed/", "/category/:slug/feed/"].map(str::to_owned).to_vec();
        blog.feeds_of_authors.push("/author/:slug/feed/".into());
        let posts = blog.published();
        list(blog, "/", (posts, ON_A_PAGE), &ListOf::Posts);
        for (slug, category) in &self.categories {
            if let Some((of, _)) = self.counted.get(&self.path(slug)) {
                blog.list(format!("/?cat={}", category.id), of.clone());
            }
        }
        for (id, login) in self.authors.iter().filter(|(id, _)| !id.is_empty()) {
            if self.counted.contains_key(&format!("/author/{}/", called(login))) {
                blog.list(format!("/?author={id}"), ListOf::Author(login.clone()));
            }
        }
        // Days are asked for by a query where addresses are queries.
        let posts = blog.texts.iter().filter(|text| text.kind == ImportedKind::Post);
        let is_plain = posts.flat_map(|text| &text.addresses).all(|at| at.contains('?'));
        for (address, (of, posts)) in &self.counted {
            list(blog, address, (*posts, ON_A_PAGE), of);
            if let Some(tag) = address.strip_prefix("/tag/") {
                blog.list(format!("/?tag={}", tag.trim_end_matches('/')), of.clone());
            }
            if is_plain && *of == ListOf::Posts && !address.starts_with("/category/") {
                blog.list(format!("/?m={}", address.replace('/', "")), ListOf::Posts);
            }
        }
    }
}

/// What somebody with a login is called in addresses.
fn called(login: &str) -> String {
    let kept = |c: char| match c {
        '.' | ' ' | '/' => Some('-'),
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        _ => None,
    };
    let name: String = login.to_lowercase().chars().filter_map(kept).collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
