//! What texts and lists are called on the new site.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    blog::{Blog, ImportedKind, ImportedText},
    head::Head,
    names::nearest,
    patterns::Patterns,
};

/// Names of pages that would stand where the site has something of its own.
const RESERVED: [&str; 15] = [
    "posts", "tags", "archive", "authors", "series", "lists", "media", "pkg", "fonts", "404",
    "feed", "rss", "index", "build", "search",
];

/// A name of ours for each text, and the patterns that make addresses of them.
pub(super) fn addressed(blog: &Blog) -> (Vec<String>, Patterns) {
    let mut patterns = Patterns::default();
    let mut names = self::names(&blog.texts, &patterns);
    // Names have to be free at the addresses that they make, and patterns are told from names: both
    // hold once the names stay the same.
    for _ in 0..2 {
        patterns = Patterns::of(blog, &names);
        let again = self::names(&blog.texts, &patterns);
        if again == names {
            break;
        }
        names = again;
    }
    (names, patterns)
}

/// What a translation is called in its address, where that is not its name, which it has in common with
/// the text that it translates.
pub(super) fn slug(text: &ImportedText, name: &str) -> String {
    let own = nearest(&text.name);
    if text.language.is_empty() || own.is_empty() || own == name { String::new() } else { own }
}

/// A name of ours for each text, which no other text of its kind and language has. Translations have that of
/// the text in the first language.
fn names(texts: &[ImportedText], patterns: &Patterns) -> Vec<String> {
    let mut taken: BTreeSet<(&str, bool, String)> = BTreeSet::new();
    let mut common: BTreeMap<(&str, bool), String> = BTreeMap::new();
    let mut names = vec![String::new(); texts.len()];
    let folders: Vec<String> = patterns.folders().iter().map(|list| first(list)).collect();
    // The first language has the choice.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&at| !texts[at].language.is_empty());
    for at in order {
        let text = &texts[at];
        let is_page = text.kind == ImportedKind::Page;
        let group = (&*text.common, is_page);
        let language = &*text.language;
        let apart = is_page && !patterns.are_open();
        if let Some(name) = common.get(&group).filter(|_| !text.common.is_empty())
            && taken.insert((language, apart, name.clone()))
        {
            names[at].clone_from(name);
            continue;
        }
        let mut name = nearest(&text.name);
        if name.is_empty() {
            name = "text".into();
        }
        if name.len() > 120 {
            let end = (0..=120).rev().find(|&end| name.is_char_boundary(end)).unwrap_or(0);
            name = name[..end].trim_end_matches('-').to_owned();
        }
        // Posts and pages may have addresses of one form.
        let is_open = is_page || patterns.are_open();
        if is_open && (RESERVED.contains(&&*name) || folders.contains(&name)) {
            name.push_str(if is_page { "-page" } else { "-post" });
        }
        let dated = text.date.map(|date| format!("{name}-{}", date.year));
        let full = text.date.map(|date| format!("{name}-{date}"));
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let tries = [Some(name.clone()), dated, full].into_iter().flatten().chain(numbered);
        for name in tries {
            if taken.insert((language, apart, name.clone())) {
                names[at].clone_from(&name);
                common.entry(group).or_insert(name);
                break;
            }
        }
    }
    names
}

/// The first part of a path.
pub(crate) fn first(path: &str) -> String {
    path.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()
}

/// The lists of the new site, as paths without a slash at their end.
pub(super) fn own_lists(
    blog: &Blog,
    heads: &[Head],
    patterns: &Patterns,
    has_authors: bool,
) -> BTreeSet<String> {
    // The lists of all authors and of all series are there only where there are some.
    let [all_tags, _, archive, _] = patterns.folders();
    let mut lists = BTreeSet::from(["/".to_owned()]);
    for (text, head) in blog.texts.iter().zip(heads) {
        if text.kind == ImportedKind::Page || text.draft {
            continue;
        }
        let prefix = match &*text.language {
            "" => String::new(),
            tag => format!("/{tag}"),
        };
        let tags = head.tags.iter().map(|tag| patterns.of_tag(tag));
        let authors = head.authors.iter().filter(|_| has_authors && prefix.is_empty());
        lists.extend(authors.map(|id| patterns.of_author(id)));
        let paths = tags.chain([all_tags.clone(), archive.clone(), String::new()]);
        lists.extend(paths.map(|path| format!("{prefix}{path}")));
    }
    lists.remove("");
    lists
}
