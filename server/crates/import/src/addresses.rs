//! Where links of the source lead: to which text, to which file, or elsewhere.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::{
    blog::{Blog, ImportedText},
    source::{Source, file_name, folder, is_markdown, normal, without_index},
};

/// How many pictures a pattern stands for at most.
const PICTURES: usize = 200;

/// Where a link of the source leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a text, by its place among the texts.
    Text(usize),
    /// To a file of the source that lies beside the text, and where it lies from there.
    Beside { file: String, to: String },
    /// To a file of the source that has a path on the site.
    File { file: String, path: String },
    /// To a list of ours.
    List(String),
    /// To a part of the host that is not imported: a path on the site.
    Rest(String),
    /// To the same host, but not below the path that the site lives under: the whole address.
    Host(String),
    /// To nothing that anybody could find: as it is written.
    Nowhere,
    /// Elsewhere, or within the text: as it is written.
    Elsewhere,
}

/// Every text and file that links may lead to.
#[derive(Debug)]
pub(crate) struct Addresses<'a> {
    blog: &'a Blog,
    source: &'a Source,
    by_file: BTreeMap<String, usize>,
    by_path: BTreeMap<String, usize>,
    /// The lists of the new site, by the paths at which they were.
    lists: BTreeMap<String, String>,
}

/// A path as it is looked for: without what differs between links to the same page.
pub(crate) fn key(path: &str) -> String {
    let path = without_index(path);
    let path = path.strip_suffix(".html").or(path.strip_suffix(".htm")).unwrap_or(path);
    format!("/{}", path.trim_matches('/').to_lowercase())
}

impl<'a> Addresses<'a> {
    pub(crate) fn new(blog: &'a Blog, source: &'a Source, lists: BTreeMap<String, String>) -> Self {
        let mut by_file = BTreeMap::new();
        let mut by_path = BTreeMap::new();
        for (at, text) in blog.texts.iter().enumerate() {
            by_file.entry(text.file.clone()).or_insert(at);
            for address in &text.addresses {
                by_path.entry(key(address)).or_insert(at);
            }
        }
        Self { blog, source, by_file, by_path, lists }
    }

    /// Finds out where a link in a text leads; a query and a fragment are left aside.
    pub(crate) fn resolve(&self, link: &str, from: &ImportedText) -> Target {
        let link = link.trim();
        let plain = link.split(['?', '#']).next().unwrap_or_default();
        if link.is_empty() {
            return Target::Nowhere;
        }
        if plain.is_empty() {
            return Target::Elsewhere;
        }
        if let Some(path) = self.own(plain) {
            return self.on_site(&decoded(&path), link, from);
        }
        let has_scheme = plain.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        if has_scheme || plain.starts_with("//") {
            return Target::Elsewhere;
        }
        if let Some(path) = plain.strip_prefix("@/").or(plain.strip_prefix("@site/")) {
            return self.of_source(&decoded(path), link);
        }
        // A folder of the sources may have a name of its own: `@assets/a.svg`.
        if let Some(path) = plain.strip_prefix('@')
            && let found @ Target::File { .. } = self.of_source(&decoded(path), link)
        {
            return found;
        }
        if plain.starts_with('/') {
            let path = decoded(plain);
            if let Some(below) = self.without_base(&path) {
                return self.on_site(below, link, from);
            }
            // Some write the path as it is without the one of the host.
            return match self.on_site(&path, link, from) {
                Target::Rest(_) => Target::Host(format!("{}{link}", self.blog.site.origin())),
                found => found,
            };
        }
        self.relative(&decoded(plain), from, link)
    }

    /// The file in the folder of a text that a part of its name stands for, by its path from there.
    pub(crate) fn named_by(&self, part: &str, text: &ImportedText) -> Option<&str> {
        let place = text.folder.as_deref()?;
        let mut files = self.source.below(place);
        let found = files.find(|file| !is_markdown(file) && file_name(file).contains(part))?;
        found.get(place.len() + 1..)
    }

    /// The pictures in the folder of a text whose paths from there fit a pattern, `images/*.png`, or lie in a
    /// folder.
    pub(crate) fn matching(&self, pattern: &str, text: &ImportedText) -> Vec<&str> {
        let Some(place) = text.folder.as_deref() else { return Vec::new() };
        let pattern = pattern.trim_start_matches("**").trim_start_matches(['.', '/']);
        let (start, end) = pattern.split_once('*').unwrap_or((pattern, ""));
        let end = end.trim_start_matches(['*', '/']);
        let is_picture = |file: &str| {
            let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&&*ending)
        };
        let below = self.source.below(place).filter_map(|file| file.get(place.len() + 1..));
        let fits = |file: &&str| {
            file.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)) && is_picture(file)
        };
        below.filter(fits).take(PICTURES).collect()
    }

    /// The path of a full address of this site.
    fn own(&self, link: &str) -> Option<String> {
        let origin = self.blog.site.origin();
        let (_, host) = origin.split_once("://")?;
        let rest =
            ["https://", "http://", "//"].iter().find_map(|scheme| link.strip_prefix(scheme))?;
        let rest = rest.strip_prefix(host)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        let rest = if rest.is_empty() { "/" } else { rest };
        self.without_base(rest).map(str::to_owned)
    }

    /// A path on the host without the path that the site lives under.
    fn without_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        let base = self.blog.site.base_path();
        let rest = path.strip_prefix(base)?;
        match rest {
            "" => Some("/"),
            rest if rest.starts_with('/') => Some(rest),
            _ => None,
        }
    }

    /// What Zola and Docusaurus name by its place in the source.
    fn of_source(&self, path: &str, link: &str) -> Target {
        for root in self.blog.roots.iter().map(String::as_str).chain(["content", ""]) {
            let Some(file) = normal(&format!("{root}/{path}")) else { continue };
            if let Some(&at) = self.by_file.get(&file) {
                return Target::Text(at);
            }
            if self.source.has(&file) && !is_markdown(&file) {
                let path = path.trim_start_matches("static/").trim_start_matches("public/");
                return Target::File { file, path: format!("/{path}") };
            }
        }
        if is_markdown(path) { Target::Nowhere } else { self.rest(&format!("/{path}"), link) }
    }

    /// A path on the site, as a text names it.
    fn on_site(&self, path: &str, link: &str, from: &ImportedText) -> Target {
        if let Some(&at) = self.by_path.get(&key(path)) {
            return Target::Text(at);
        }
        if let Some(file) = self.file_at(path) {
            let Some(path) = normal(path) else { return Target::Nowhere };
            return Target::File { file, path: format!("/{path}") };
        }
        if let Some(file) = self.beside_other(path) {
            return self.beside(file, from);
        }
        // A link to a file may begin at the root of the texts.
        if is_markdown(path)
            && let Some((_, &at)) = self.by_file.iter().find(|(file, _)| {
                file.strip_suffix(path.trim_start_matches('/'))
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            })
        {
            return Target::Text(at);
        }
        let key = key(path);
        if let Some(list) = self.lists.get(&key) {
            return Target::List(list.clone());
        }
        self.rest(path, link)
    }

    fn rest(&self, path: &str, link: &str) -> Target {
        let tail = link.find(['?', '#']).map_or("", |at| &link[at..]);
        match normal(path) {
            Some(normal) => {
                let slash = if path.ends_with('/') && !normal.is_empty() { "/" } else { "" };
                Target::Rest(format!("/{normal}{slash}{tail}"))
            }
            None => Target::Nowhere,
        }
    }

    /// The file of the source that is published at a path.
    fn file_at(&self, path: &str) -> Option<String> {
        let path = normal(path)?;
        let mut places = self
            .blog
            .roots
            .iter()
            .map(|root| if root.is_empty() { path.clone() } else { format!("{root}/{path}") })
            .chain(self.blog.mounts.iter().filter_map(|(folder, at)| {
                if at.is_empty() {
                    return Some(format!("{folder}/{path}"));
                }
                let rest = path.strip_prefix(&**at)?;
                (rest.is_empty() || rest.starts_with('/')).then(|| format!("{folder}{rest}"))
            }));
        places.find(|file| self.source.has(file) && !is_markdown(file))
    }

    /// The file that lies beside a text, and so was published below its address.
    fn beside_other(&self, path: &str) -> Option<String> {
        let path = normal(path)?;
        let mut places = path.match_indices('/').rev().filter_map(|(at, _)| {
            let text = &self.blog.texts[*self.by_path.get(&key(&path[..at]))?];
            Some(format!("{}{}", text.folder.as_deref()?, &path[at..]))
        });
        places.find(|file| self.source.has(file) && !is_markdown(file))
    }

    /// A path from a text: from its file, or from its address.
    fn relative(&self, path: &str, from: &ImportedText, link: &str) -> Target {
        let here = folder(&from.file);
        if let Some(file) = normal(&format!("{here}/{path}")) {
            let mut names = vec![file.clone()];
            if is_markdown(&file) {
                let stem = file.rsplit_once('.').map_or(&*file, |(stem, _)| stem);
                names.push(format!("{stem}.md"));
                names.push(format!("{stem}.mdx"));
            } else {
                for ending in [".md", ".mdx", "/index.md", "/index.mdx", ".markdown"] {
                    names.push(format!("{}{ending}", file.trim_end_matches('/')));
                }
            }
            if let Some(&at) = names.iter().find_map(|name| self.by_file.get(name)) {
                return Target::Text(at);
            }
            if self.source.has(&file) && !is_markdown(&file) {
                return self.beside(file, from);
            }
        }
        // As a browser reads it, from the address of the page.
        let address = from.addresses.first().map_or("/", String::as_str);
        let url = format!("{}/{path}", folder(address));
        let Some(path) = normal(&url) else { return Target::Nowhere };
        match self.on_site(&format!("/{path}"), link, from) {
            Target::Rest(path)
                if is_markdown(path.split(['?', '#']).next().unwrap_or_default()) =>
            {
                Target::Nowhere
            }
            found => found,
        }
    }

    /// A file that a text names from where it lies: it goes along into the folder of the post.
    fn beside(&self, file: String, from: &ImportedText) -> Target {
        let own = from.folder.as_deref().and_then(|own| file.strip_prefix(own)?.strip_prefix('/'));
        let to = match own {
            Some(below) => below.to_owned(),
            None => file_name(&file).to_owned(),
        };
        Target::Beside { file, to }
    }
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}
