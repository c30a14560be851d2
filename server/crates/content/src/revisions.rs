//! How texts changed since they were published: as their heads say (`[[revisions]]`), and as git knows where
//! `[revisions]` of `site.toml` asks for that.
//!
//! What was written before a text was published is nobody's to read: `published` says which versions count.

pub(super) mod hand;
pub(super) mod known;
mod published;
pub(super) mod table;

use std::collections::{BTreeMap, HashMap};

use diagnostics::{Diagnostic, Source, Span};
use model::{Change, History, Revision};
use rayon::prelude::*;
use revisions::{Histories, Repository, Unreadable, Version, change, plain, text};
use store::Key;

use super::{
    edition::{LoadContext, Rendered},
    redaction::Looker,
    render::RenderedText,
    render_cache::RenderCache,
    texts::ParsedText,
};

use known::Known;
use table::RevisionsTable;

/// How many revisions of a text are told of, the newest ones.
const MOST: usize = 20;

/// Finds how all texts changed. What must not get out and stands in an earlier version is a fault.
pub(super) fn read(
    blog: LoadContext<'_>,
    all: &mut [Rendered],
    looker: &Looker<'_>,
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) {
    let known = std::mem::take(memory.revisions());
    let asked = all.iter().find_map(|own| {
        Some((own.file.source.clone()?, own.file.revisions.clone().filter(|table| table.git)?))
    });
    let mut next = Known::default();
    if let Some((source, table)) = asked
        && let Some((repository, histories)) =
            histories(blog, &source, &table.place, known.at, faults)
    {
        let git = Git { repository: &repository, histories: &histories, table: &table, looker };
        next.texts = git.read(all, known.texts, &source, faults);
        table.tell_unused(&source, &histories, faults);
        next.at = Some((repository.commit().to_owned(), histories));
    }
    for own in all {
        for RenderedText { draft, .. } in &own.texts {
            let below = below(draft);
            let history = next.texts.get(&below).map(|(_, history)| history.clone());
            let history = hand::with(&draft.front.revisions, history.unwrap_or_default());
            if !history.revisions.is_empty() && draft.route().is_dated() {
                own.histories.insert(draft.route(), history);
            }
        }
    }
    *memory.revisions() = next;
}

/// The file of a text below the content folder, as git has it.
fn below(draft: &ParsedText) -> String {
    draft.file.path.to_string_lossy().replace('\\', "/")
}

/// The repository and the versions that it has, which are read again only after a commit.
fn histories(
    blog: LoadContext<'_>,
    source: &Source,
    place: &Span,
    known: Option<(String, Histories)>,
    faults: &mut Vec<Diagnostic>,
) -> Option<(Repository, Histories)> {
    let found = Repository::of(blog.root).and_then(|repository| {
        let same = known.filter(|(commit, _)| commit == repository.commit());
        let histories = same.map_or_else(|| repository.histories(), |(_, known)| Ok(known))?;
        Ok((repository, histories))
    });
    found.map_err(|reason| faults.push(unreadable(reason, source, place))).ok()
}

/// Why nothing can be told.
fn unreadable(reason: Unreadable, source: &Source, place: &Span) -> Diagnostic {
    let (message, help) = match reason {
        Unreadable::NoRepository => (
            "the content folder is in no git repository that can be read",
            "begin one and commit the texts, or take this out; it takes the program `git`",
        ),
        Unreadable::Shallow => (
            "the repository lacks its history, so nobody knows how texts changed",
            "fetch it whole: `git fetch --unshallow`; on GitHub give actions/checkout \
             `with: { fetch-depth: 0 }`",
        ),
        Unreadable::TooMuch => (
            "git takes longer than a minute, or says too much, so nobody knows how texts changed",
            "take this out, or move the texts into a repository of their own",
        ),
    };
    source.warning(place.clone(), message).help(help)
}

/// What the versions of texts are read with.
#[derive(Clone, Copy)]
struct Git<'a> {
    repository: &'a Repository,
    histories: &'a Histories,
    table: &'a RevisionsTable,
    looker: &'a Looker<'a>,
}

/// A text whose versions have to be read.
struct Unread<'a> {
    draft: &'a ParsedText,
    below: String,
    key: Key,
    /// The oldest first.
    versions: Vec<&'a Version>,
}

impl<'a> Git<'a> {
    /// What came of the versions of all texts. What is known of a text holds while its file and its versions
    /// are the same; what can't be read is said, and tried again by the next build.
    fn read(
        self,
        all: &[Rendered],
        mut known: HashMap<String, (Key, History)>,
        source: &Source,
        faults: &mut Vec<Diagnostic>,
    ) -> HashMap<String, (Key, History)> {
        let mut found = HashMap::new();
        let mut unread = Vec::new();
        let texts = all.iter().flat_map(|own| &own.texts).map(|text| &text.draft);
        for draft in texts.filter(|draft| draft.route().is_dated() && draft.is_published()) {
            let below = below(draft);
            let versions = self.histories.get(&below).into_iter().flatten();
            let versions: Vec<&Version> = versions
                .take_while(|version| published::was_text(&version.path, &below))
                .filter(|version| !self.table.leaves_out(&version.commit))
                .collect();
            if versions.len() < 2 {
                continue;
            }
            let key = self.key(draft, &versions);
            match known.remove(&below).filter(|(of, _)| *of == key) {
                Some(same) => drop(found.insert(below, same)),
                None => {
                    let versions = versions.into_iter().rev().collect();
                    unread.push(Unread { draft, below, key, versions });
                }
            }
        }
        let read: Vec<_> =
            unread.par_chunks(64).flat_map_iter(|texts| self.read_some(texts)).collect();
        let mut failed = None;
        for (text, read) in unread.into_iter().zip(read) {
            match read {
                Ok((history, wrong)) if wrong.is_empty() => {
                    found.insert(text.below, (text.key, history));
                }
                Ok((_, wrong)) => faults.extend(wrong),
                Err(reason) => failed = Some(reason),
            }
        }
        faults.extend(failed.map(|reason| unreadable(reason, source, &self.table.place)));
        found
    }

    /// Names what the history of a text comes from.
    fn key(self, draft: &ParsedText, versions: &[&Version]) -> Key {
        let content = draft.origin.as_ref().map(|origin| origin.content);
        let said = format!("{content:?}{}{versions:?}{:?}", draft.date, self.looker.key());
        Key::of([said.as_bytes()])
    }

    /// The histories of some texts, each with what is wrong with it.
    fn read_some(
        self,
        texts: &[Unread<'_>],
    ) -> Vec<Result<(History, Vec<Diagnostic>), Unreadable>> {
        let blobs: Vec<&str> =
            texts.iter().flat_map(|text| &text.versions).map(|version| &*version.blob).collect();
        let contents = self.repository.contents(&blobs);
        let history = |text| Ok(self.history(text, contents.as_ref().map_err(|reason| *reason)?));
        texts.iter().map(history).collect()
    }

    fn history(
        self,
        text: &Unread<'_>,
        contents: &BTreeMap<String, String>,
    ) -> (History, Vec<Diagnostic>) {
        let versions = text
            .versions
            .iter()
            .filter_map(|version| Some((*version, contents.get(&version.blob)?.as_str())));
        let versions = published::published(versions.collect(), text.draft.date);
        let read: Vec<_> = versions
            .iter()
            .map(|(version, content)| {
                let (head, body) = (published::head(content), published::body(content));
                let blocks = plain(&body);
                (*version, head, body, blocks)
            })
            .collect();
        let texts = read.iter().map(|(version, head, _, blocks)| {
            (version.commit.as_str(), [head.text(), self::text(blocks)].join("\n"))
        });
        let wrong = self.looker.look_into_versions(text.draft, texts.collect());
        let mut revisions: Vec<Revision> = Vec::new();
        for [(_, before, body, blocks), (version, head, new_body, new_blocks)] in
            read.array_windows()
        {
            if (before, body) != (head, new_body) {
                let head = head.changes_since(before);
                let change = Change { head, ..change(blocks, new_blocks) };
                revisions.push(Revision { date: version.date, note: None, change: Some(change) });
            }
        }
        revisions.reverse();
        // What is too large, or no text, is no version that could be compared.
        let is_whole = text.versions.iter().all(|version| contents.contains_key(&version.blob));
        let is_cut = revisions.len() > MOST || !is_whole;
        revisions.truncate(MOST);
        (History { revisions, is_cut }, wrong)
    }
}
