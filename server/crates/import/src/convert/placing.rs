//! The files of the target: where each text lies, which addresses it keeps, and what goes along.

use std::collections::{BTreeMap, BTreeSet};

use super::{Converted, names::slug};
use crate::{
    ImportReport, Imported, NewFile,
    addresses::key,
    blog::{Blog, ImportedKind, ImportedText},
    head::{self, Head},
    imported::TextOrigin,
    markdown,
    patterns::Patterns,
    report::{Class, Notes},
    source::{Source, normal, without_index},
};

/// The files of the target while they are put together.
pub(super) struct Placing<'a> {
    blog: &'a Blog,
    names: &'a [String],
    patterns: &'a Patterns,
    /// Where each text lies, below the content folder.
    places: Vec<String>,
    taken: BTreeMap<String, usize>,
    pub(super) imported: Imported,
}

impl<'a> Placing<'a> {
    pub(super) fn new(
        blog: &'a Blog,
        names: &'a [String],
        patterns: &'a Patterns,
        converted: &[Converted],
    ) -> Self {
        // A text and its translations lie together.
        let with_files: BTreeSet<(bool, &str)> = (0..names.len())
            .filter(|&at| !converted[at].beside.is_empty())
            .map(|at| (blog.texts[at].kind == ImportedKind::Post, &*names[at]))
            .collect();
        let place = |(at, text): (usize, &ImportedText)| {
            let is_post = text.kind == ImportedKind::Post;
            let section = if is_post { "posts" } else { "pages" };
            let name = &names[at];
            let ending = match &*text.language {
                "" => "md".to_owned(),
                tag => format!("{tag}.md"),
            };
            match with_files.contains(&(is_post, name)) {
                false => format!("{section}/{name}.{ending}"),
                true => format!("{section}/{name}/index.{ending}"),
            }
        };
        let places: Vec<String> = blog.texts.iter().enumerate().map(place).collect();
        let mut target = Self {
            blog,
            names,
            patterns,
            places,
            taken: BTreeMap::new(),
            imported: Imported {
                files: BTreeMap::new(),
                report: ImportReport {
                    generator: blog.generator,
                    config: blog.config.clone(),
                    posts: 0,
                    drafts: 0,
                    pages: 0,
                    authors: 0,
                    files: 0,
                    addresses: Vec::new(),
                    kept: Vec::new(),
                    sources: BTreeSet::new(),
                    notes: Notes::default(),
                },
                origins: BTreeMap::new(),
            },
        };
        for at in 0..blog.texts.len() {
            let address = target.address(at);
            target.taken.insert(key(&address), at);
        }
        target
    }

    /// The address that a text has on the new site.
    fn address(&self, at: usize) -> String {
        let text = &self.blog.texts[at];
        let slug = slug(text, &self.names[at]);
        let name = if slug.is_empty() { &self.names[at] } else { &slug };
        self.patterns.address(text, name)
    }

    /// The old addresses of a text that its head has to name.
    fn aliases(&mut self, at: usize, text: &ImportedText, notes: &mut Notes) -> Vec<String> {
        let mut aliases: Vec<String> = Vec::new();
        let own = self.address(at);
        for address in &text.addresses {
            if address.starts_with("/?") {
                if aliases.contains(address) {
                    continue;
                }
                if !text.draft {
                    self.imported.report.addresses.push(address.clone());
                }
                aliases.push(address.clone());
                continue;
            }
            let Some(path) = normal(address) else { continue };
            let is_file = path.ends_with(".html") || path.ends_with(".htm");
            let path = if is_file { format!("/{path}") } else { format!("/{path}/") };
            let path = without_index(&path).to_owned();
            if path == "/" || path == "//" || aliases.contains(&path) {
                continue;
            }
            if path == own {
                if !text.draft {
                    self.imported.report.addresses.push(path);
                }
                continue;
            }
            let bare = key(&path);
            let by = self.taken.get(&bare).copied();
            // `/a/` and `/a.html` of one text are two files.
            if by.is_some_and(|by| by != at) || self.is_of_site(&bare) {
                let what = "an old address that something else has: it leads there";
                notes.note(Class::Became, what, &text.file, 1);
                continue;
            }
            self.taken.insert(bare, at);
            if !text.draft {
                self.imported.report.addresses.push(path.clone());
            }
            aliases.push(path);
        }
        aliases
    }

    fn is_of_site(&self, path: &str) -> bool {
        let own = self.patterns.folders();
        let [all_tags, all_authors, archive, all_series] = &own;
        let lists = [all_tags, all_authors, all_series];
        let files = ["/media", "/lists", "/pkg", "/search"];
        let below = |folder: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        matches!(path, "/" | "/404" | "/posts")
            || path == archive
            || lists.iter().any(|folder| below(folder))
            || files.iter().any(|folder| below(folder))
    }

    pub(super) fn text(
        &mut self,
        at: usize,
        text: &ImportedText,
        head: &Head,
        converted: &Converted,
        source: &Source,
        notes: &mut Notes,
    ) {
        let aliases = self.aliases(at, text, notes);
        let mut head = head.clone();
        head.image = self.unmarked(at, &head.image);
        let top = head::write(&head, text, &aliases, &[]);
        let body = self.unmarked(at, converted.doc.text());
        let body = body.trim_matches('\n');
        let skipped =
            converted.doc.text().len() - converted.doc.text().trim_start_matches('\n').len();
        let mut lines = vec![1; top.matches('\n').count() + 1];
        lines.extend(converted.doc.origins().iter().skip(skipped));
        let place = &self.places[at];
        self.imported.files.insert(place.clone(), NewFile::Text(format!("{top}\n{body}\n")));
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        for (to, file) in &converted.beside {
            let copy = NewFile::Copy(source.place(file));
            let other = self.imported.files.insert(format!("{folder}/{to}"), copy.clone());
            if other.is_some_and(|other| other != copy) {
                let what = format!(
                    "a translation has another file in the place of `{to}`: name it otherwise"
                );
                notes.note(Class::Hand, what, &text.file, 1);
            }
            self.imported.report.files += 1;
        }
        let origin = TextOrigin { file: text.file.clone(), lines };
        self.imported.origins.insert(place.clone(), origin);
        let report = &mut self.imported.report;
        report.sources.insert(text.file.clone());
        match text.kind {
            ImportedKind::Post => report.posts += 1,
            ImportedKind::Page => report.pages += 1,
        }
        report.drafts += usize::from(text.draft && text.kind == ImportedKind::Post);
    }

    /// A text of which every link to another one is written as it leads from its own place.
    fn unmarked(&self, at: usize, text: &str) -> String {
        let depth = self.places[at].matches('/').count();
        let up = "../".repeat(depth);
        let here = self.places[at].rsplit_once('/').map_or("", |(folder, _)| folder);
        markdown::unmark(text, |other| {
            let place = self.places.get(other).map_or("", String::as_str);
            match place.strip_prefix(here).and_then(|rest| rest.strip_prefix('/')) {
                Some(near) => near.to_owned(),
                None => match (here.strip_prefix("posts/"), place.strip_prefix("posts/")) {
                    (Some(_), Some(near)) => format!("../{near}"),
                    _ => format!("{up}{place}"),
                },
            }
        })
    }

    pub(super) fn finish(mut self, notes: Notes) -> Imported {
        self.imported.report.addresses.sort();
        self.imported.report.addresses.dedup();
        self.imported.report.notes = notes;
        self.imported
    }
}
