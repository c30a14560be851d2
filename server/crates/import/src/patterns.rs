//! The patterns that the addresses of a blog had: what `[permalinks]` says, so that they stay.
//!
//! Most texts keep the address that they had, and nothing has to lead from one to the other. What had
//! an address of another form gets it as an alias.

use std::collections::BTreeMap;

use crate::{
    addresses::key,
    blog::{Blog, ImportedKind, ImportedText},
    generator::Generator,
    names::Date,
    source::without_index,
};

/// What the addresses of the new blog look like; empty where they are as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Patterns {
    pub(crate) posts: String,
    pub(crate) pages: String,
    pub(crate) archive: String,
    pub(crate) tags: String,
    pub(crate) authors: String,
}

/// The usual pattern of posts, and that of pages.
const POSTS: &str = "/posts/:slug/";
const PAGES: &str = "/:slug/";

/// First parts of addresses at which every site has files of its own.
const RESERVED: [&str; 7] = ["404", "feed", "fonts", "lists", "media", "pkg", "search"];

impl Patterns {
    /// The patterns that most texts have had, given the names that they have now.
    pub(crate) fn of(blog: &Blog, names: &[String]) -> Self {
        let found = most(blog, names, ImportedKind::Post);
        // The folder that all posts were in.
        let folder = found.as_deref().and_then(folder);
        // A folder that one page was in is none of all pages.
        let pages =
            most(blog, names, ImportedKind::Page).filter(|pattern| pattern == "/:slug.html");
        let (tags, authors) = match blog.generator {
            Generator::Ghost | Generator::WordPress => ("/tag/:slug/", "/author/:slug/"),
            _ => ("", ""),
        };
        let mut patterns = Self {
            posts: found.filter(|posts| posts != POSTS).unwrap_or_default(),
            pages: pages.unwrap_or_default(),
            archive: String::new(),
            tags: tags.into(),
            authors: authors.into(),
        };
        if let (Generator::Docusaurus, Some(folder)) = (blog.generator, &folder) {
            patterns.tags = format!("{folder}tags/:slug/");
            patterns.authors = format!("{folder}authors/:slug/");
        }
        // Where posts lay, they were listed.
        let of_texts = || blog.texts.iter().flat_map(|text| &text.addresses);
        let is_free = |folder: &String| of_texts().all(|address| key(address) != key(folder));
        patterns.archive = folder.filter(is_free).unwrap_or_default();
        patterns
    }

    /// The pattern of a kind of texts.
    fn of_kind(&self, kind: ImportedKind) -> &str {
        match kind {
            ImportedKind::Post if self.posts.is_empty() => POSTS,
            ImportedKind::Post => &self.posts,
            ImportedKind::Page if self.pages.is_empty() => PAGES,
            ImportedKind::Page => &self.pages,
        }
    }

    /// Whether posts may have the address of a page.
    pub(crate) fn are_open(&self) -> bool {
        self.posts.starts_with("/:")
    }

    /// The folder that all posts are in.
    pub(crate) fn folder_of_posts(&self) -> Option<String> {
        folder(if self.posts.is_empty() { POSTS } else { &self.posts })
    }

    /// The address of a text.
    pub(crate) fn address(&self, text: &ImportedText, name: &str) -> String {
        let date = text.date.unwrap_or(Date { year: 1, month: 1, day: 1 });
        let pattern = self.of_kind(text.kind);
        let prefix = match &*text.language {
            "" => String::new(),
            tag => format!("/{tag}"),
        };
        [
            (":year", format!("{:04}", date.year)),
            (":month", format!("{:02}", date.month)),
            (":day", format!("{:02}", date.day)),
            (":slug", name.to_owned()),
        ]
        .iter()
        .fold(format!("{prefix}{pattern}"), |address, (part, value)| address.replace(part, value))
    }

    /// The path of the list of a tag, without a slash at its end.
    pub(crate) fn of_tag(&self, tag: &str) -> String {
        let pattern = if self.tags.is_empty() { "/tags/:slug/" } else { &self.tags };
        key(&pattern.replace(":slug", tag))
    }

    /// The path of the list of an author, without a slash at its end.
    pub(crate) fn of_author(&self, id: &str) -> String {
        let pattern = if self.authors.is_empty() { "/authors/:slug/" } else { &self.authors };
        key(&pattern.replace(":slug", id))
    }

    /// Where the new site has its lists: of all tags, of all authors, of all posts, of all series.
    pub(crate) fn folders(&self) -> [String; 4] {
        let chosen = |pattern: &str, usual: &str| {
            let pattern = if pattern.is_empty() { usual } else { pattern };
            key(pattern.split(':').next().unwrap_or_default())
        };
        [
            chosen(&self.tags, "/tags/"),
            chosen(&self.authors, "/authors/"),
            chosen(&self.archive, "/archive/"),
            "/series".into(),
        ]
    }

    /// The table `[permalinks]`, without its head.
    pub(crate) fn lines(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("posts", &*self.posts),
            ("pages", &*self.pages),
            ("archive", &*self.archive),
            ("tags", &*self.tags),
            ("authors", &*self.authors),
        ];
        all.into_iter().filter(|(_, pattern)| !pattern.is_empty()).collect()
    }
}

/// The folder that a pattern begins with: `/blog/`.
fn folder(pattern: &str) -> Option<String> {
    let before = &pattern[..pattern.find(':')?];
    (before.len() > 1 && before.ends_with('/')).then(|| before.to_owned())
}

/// The pattern that at least half of the texts of a kind have had; of two equals the one that asks for
/// more.
fn most(blog: &Blog, names: &[String], kind: ImportedKind) -> Option<String> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut first: Vec<&str> = Vec::new();
    let of_kind = |text: &ImportedText| text.kind == kind && text.language.is_empty();
    for (text, name) in blog.texts.iter().zip(names).filter(|(text, _)| of_kind(text)) {
        let Some(address) = text.addresses.first() else { continue };
        first.push(address);
        if let Some(pattern) =
            pattern(address, text.date.filter(|_| kind == ImportedKind::Post), name)
        {
            *found.entry(pattern).or_default() += 1;
        }
    }
    let asked = |pattern: &str| pattern.matches(':').count();
    let (pattern, count) =
        found.into_iter().max_by_key(|(pattern, count)| (*count, asked(pattern)))?;
    // A folder that only some were in, such as that of a category, is none for all.
    let folder = &pattern[..pattern.find(':')?];
    let within = first.iter().filter(|address| address.starts_with(folder)).count();
    (count * 2 >= first.len() && within * 4 >= first.len() * 3).then_some(pattern)
}

/// The pattern that an address is of, if it ends with the name of its text.
fn pattern(address: &str, date: Option<Date>, name: &str) -> Option<String> {
    let path = without_index(address);
    let (path, end) = match path.strip_suffix(".html") {
        Some(path) => (path, ".html"),
        None => (path.strip_suffix('/').unwrap_or(path), "/"),
    };
    let (folders, last) = path.strip_prefix('/')?.rsplit_once('/').unwrap_or(("", &path[1..]));
    let mut parts: Vec<&str> = Vec::new();
    let day = date.map(|date| date.to_string()).unwrap_or_default();
    let [year, month, of_day] = match day.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => [year, month, day],
        _ => [""; 3],
    };
    for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
        // A month stands behind a year, and a day behind a month.
        let part = match folder {
            folder if folder == year && !parts.contains(&":year") => ":year",
            folder if folder == month && parts.last() == Some(&":year") => ":month",
            folder if folder == of_day && parts.last() == Some(&":month") => ":day",
            folder if !day.is_empty() && folder == day => ":year-:month-:day",
            folder => folder,
        };
        // What stands behind a part is of small letters.
        let is_plain = |c: char| c == ':' || c == '-' || (c.is_alphanumeric() && !c.is_uppercase());
        if parts.iter().any(|part| part.starts_with(':')) && !part.chars().all(is_plain) {
            return None;
        }
        parts.push(part);
    }
    let dated = last.strip_prefix(&*day).and_then(|rest| rest.strip_prefix('-'));
    parts.push(match (last, dated) {
        (last, _) if last == name => ":slug",
        (_, Some(rest)) if rest == name && !day.is_empty() => ":year-:month-:day-:slug",
        _ => return None,
    });
    let odd = |part: &&str| part.contains(['?', '#', '%', '\\', ' ', '.']);
    if RESERVED.contains(&parts[0]) || parts.iter().any(odd) {
        return None;
    }
    Some(format!("/{}{end}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_an_address_is_told_from_the_day_and_the_name() {
        let date = Date::new(2020, 2, 3);
        for (address, found) in [
            ("/2020/02/03/a-name/", Some("/:year/:month/:day/:slug/")),
            ("/2020/02/03/a-name.html", Some("/:year/:month/:day/:slug.html")),
            ("/blog/2020-02-03-a-name", Some("/blog/:year-:month-:day-:slug/")),
            ("/blog/2020-02-03/a-name", Some("/blog/:year-:month-:day/:slug/")),
            ("/posts/a-name/", Some("/posts/:slug/")),
            ("/a-name/", Some("/:slug/")),
            ("/Blog/a-name/index.html", Some("/Blog/:slug/")),
            // Another day, and a month without a year.
            ("/2021/02/a-name/", Some("/2021/02/:slug/")),
            ("/02/2020/a-name/", Some("/02/:year/:slug/")),
            ("/2020/Big/a-name/", None),
            ("/other/", None),
            ("/media/a-name/", None),
            ("/v1.0/a-name/", None),
        ] {
            assert_eq!(pattern(address, date, "a-name").as_deref(), found, "{address}");
        }
        assert_eq!(pattern("/a-name.html", None, "a-name").as_deref(), Some("/:slug.html"));
    }
}
