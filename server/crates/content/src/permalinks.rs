//! `content/permalinks.lock`: every address under which something was published, so that none is
//! lost by accident.
//!
//! A build compares and never writes: what is published is decided by whoever runs
//! `blog permalinks update` and commits the file. A blog without the file has no such check.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Faults, Severity, Source, Span, suggest};
use model::{Redirect, Site, routes::Route};

use super::{
    ids,
    texts::{Excluded, ParsedText},
};

pub(super) const FILE: &str = "permalinks.lock";

const HEAD: &str = "\
# Every address under which something was published, and the file that it came from.
# A build fails when one of them would lead nowhere; `blog permalinks update` writes this file.
";

/// What stands between an address and its file.
const FROM: &str = " # ";

/// The addresses of a blog.
#[derive(Debug, Default)]
pub(super) struct Permalinks {
    /// As paths on the site, not encoded, each with its file below the content folder, where it has
    /// one of its own.
    pub(super) published: BTreeMap<String, Option<PathBuf>>,
    /// What became of the files of posts and pages.
    texts: BTreeMap<PathBuf, LockedText>,
}

#[derive(Debug)]
struct LockedText {
    address: String,
    left_out: Option<Excluded>,
    is_yaml: bool,
}

impl Permalinks {
    /// All that should go on leading somewhere: texts and their aliases, subjects, authors and
    /// series. Not the pages that every blog has, and not the numbered pages of lists.
    /// `site` says what stands before all addresses of its language, and what they look like.
    pub(super) fn of(
        drafts: &[ParsedText],
        site: &Site,
        routes: &BTreeSet<Route>,
        redirects: &[Redirect],
    ) -> Self {
        let folder = |route: &Route| format!("{}{}", site.prefix, site.routes.address(route));
        let text = |draft: &ParsedText| LockedText {
            address: folder(&draft.route()),
            left_out: draft.left_out.or(draft.early),
            is_yaml: draft.source.text().starts_with('-'),
        };
        let lists = routes
            .iter()
            .filter(|route| matches!(route, Route::Tag(_) | Route::Author(_) | Route::Series(_)));
        let mut published: BTreeMap<String, Option<PathBuf>> =
            lists.map(|list| (folder(list), None)).collect();
        let mut files = BTreeMap::new();
        for draft in drafts.iter().filter(|draft| draft.is_published()) {
            files.insert(draft.route(), draft.file.path.clone());
            published.insert(folder(&draft.route()), Some(draft.file.path.clone()));
        }
        let aliases = redirects.iter().filter(|alias| files.contains_key(&alias.to));
        published.extend(aliases.map(|alias| (alias.from.clone(), files.get(&alias.to).cloned())));
        let texts = drafts.iter().map(|draft| (draft.file.path.clone(), text(draft))).collect();
        Self { published, texts }
    }

    /// The addresses of several languages.
    pub(super) fn together(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), |mut together, own| {
            together.published.extend(own.published);
            together.texts.extend(own.texts);
            together
        })
    }

    /// Reports every address in the lock that leads nowhere any more; gives back how many addresses
    /// are not in it. What a text with faults would have brought nobody can tell.
    pub(super) fn check(&self, lock: &Lock, faults: &mut Vec<Diagnostic>) -> usize {
        let folder = lock.source.path().parent().map(Path::to_owned).unwrap_or_default();
        let unsure: BTreeSet<PathBuf> = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| fault.path.clone())
            .collect();
        let is_unsure = |file: Option<&str>| match file {
            Some(file) => unsure.contains(&folder.join(file)),
            None => !unsure.is_empty(),
        };
        let mut locked = BTreeSet::new();
        let lines = lock.lines(faults);
        let mut told = Faults::new(faults);
        for LockedAddress { address, file, span } in lines {
            locked.insert(address);
            if self.published.contains_key(address) || is_unsure(file) {
                continue;
            }
            let message = match file {
                Some(file) => format!("the address `{address}` of `{file}` would vanish"),
                None => format!("the address `{address}` would vanish"),
            };
            told.add(Severity::Error, message, |message| {
                lock.source.error(span, message).help(self.remedy(address, file, lock))
            });
        }
        self.published.keys().filter(|address| !locked.contains(address.as_str())).count()
    }

    fn remedy(&self, address: &str, file: Option<&str>, lock: &Lock) -> String {
        const LET_GO: &str = "to let it go, run `blog permalinks update`";
        let text =
            |file: &Path| self.texts.get(file).map(|text| (file.display().to_string(), text));
        let add = |(file, LockedText { is_yaml, .. }): (String, &LockedText)| {
            let line = match is_yaml {
                true => format!("aliases: [\"{address}\"]"),
                false => format!("aliases = [\"{address}\"]"),
            };
            format!("add `{line}` to the front matter of {file}")
        };
        match file.and_then(|file| text(Path::new(file))) {
            Some((file, LockedText { left_out: Some(why), .. })) => {
                let why = why.noun();
                format!("{file} is {why} now: publish it as it was; {LET_GO}")
            }
            Some((file, text)) if text.address != address => {
                let now = format!("it is at {} now", text.address);
                format!("{now}: {}; {LET_GO}", add((file, text)))
            }
            Some(text) => format!("{}; {LET_GO}", add(text)),
            None => match self.successor(address, lock).and_then(text) {
                Some(new) => format!("if {} took its place, {}; {LET_GO}", new.0.clone(), add(new)),
                None => format!(
                    "add the address to the `aliases` of the post that readers should find \
                     instead; {LET_GO}"
                ),
            },
        }
    }

    /// The file of the text that most likely stands for one that is gone: of those that the lock
    /// does not know the one with the most similar address, or the only one.
    fn successor(&self, address: &str, lock: &Lock) -> Option<&Path> {
        let lines = lock.lines(&mut Vec::new());
        let known: BTreeSet<&str> = lines.iter().map(|line| line.address).collect();
        let new: BTreeMap<&str, &Path> = self
            .published
            .iter()
            .filter(|(address, _)| !known.contains(address.as_str()))
            .filter_map(|(address, file)| Some((address.as_str(), file.as_deref()?)))
            .collect();
        let near = suggest::nearest(address, new.keys().copied());
        let only = || new.keys().next().copied().filter(|_| new.len() == 1);
        near.or_else(only).map(|address| new[address])
    }

    pub(super) fn write(&self) -> String {
        let mut text = HEAD.to_owned();
        for (address, file) in &self.published {
            text.push_str(address);
            if let Some(file) = file {
                text.push_str(FROM);
                text.push_str(&file.to_string_lossy());
            }
            text.push('\n');
        }
        text
    }
}

/// The file.
pub(super) struct Lock {
    source: Source,
}

/// An address in it.
pub(super) struct LockedAddress<'a> {
    pub(super) address: &'a str,
    file: Option<&'a str>,
    /// Where the address is.
    span: Span,
}

impl Lock {
    /// Reads the file, if it is there.
    pub(super) fn read(root: &Path, shown: &Path, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        Some(Self { source: ids::read_file(root, shown, FILE, faults)? })
    }

    pub(super) fn lines(&self, faults: &mut Vec<Diagnostic>) -> Vec<LockedAddress<'_>> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in self.source.text().split_inclusive('\n') {
            let (start, text) = (at, line.trim_end());
            at += line.len();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (address, file) =
                text.split_once(FROM).map_or((text, None), |(address, file)| (address, Some(file)));
            let span = start..start + address.len();
            if address.starts_with('/') {
                lines.push(LockedAddress { address, file, span });
            } else {
                let fault = self.source.error(span, "this is no address");
                faults.push(fault.help("run `blog permalinks update`, which writes this file"));
            }
        }
        lines
    }
}
