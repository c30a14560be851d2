//! Where texts and the links in them are written, for what is found out about them later.

use std::{collections::HashMap, path::PathBuf};

use diagnostics::{Diagnostic, Source, Span};
use model::{Site, routes::Route};

/// Where texts are written, by their languages, as what stands before their addresses, and their pages.
#[derive(Debug, Default)]
pub struct TextSources(pub(super) HashMap<(String, Route), TextSource>);

/// Where a text is written.
#[derive(Debug)]
pub(super) struct TextSource {
    /// The file as faults name it.
    pub(super) path: PathBuf,
    /// The same file, as it can be read.
    pub(super) file: PathBuf,
    /// Where the text begins, behind the front matter.
    pub(super) body: usize,
    /// Whether dollars are around formulas in it.
    pub(super) math: bool,
}

impl TextSources {
    /// A warning about a line of a text in the language of a site, counted from 0 at the first that is
    /// not empty; `None` when no text is written for that page.
    pub fn warning(
        &self,
        site: &Site,
        route: &Route,
        line: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<Diagnostic> {
        let TextSource { path, file, body, .. } =
            self.0.get(&(site.prefix.clone(), route.clone()))?;
        Some(match Source::read(file, path.clone()) {
            Ok(source) => source.warning(source.line_from(*body, line), message).help(help),
            // It was there a moment ago.
            Err(unreadable) => *unreadable,
        })
    }

    /// The numbers in the prose of all texts that nothing supports, as notes at their places, in the
    /// order of the files.
    pub fn unbound(&self) -> Vec<Diagnostic> {
        let mut origins: Vec<&TextSource> = self.0.values().collect();
        origins.sort_by_key(|origin| &origin.path);
        let of = |TextSource { path, file, body, math }: &TextSource| {
            let Ok(source) = Source::read(file, path.clone()) else { return Vec::new() };
            let numbers = markdown::unbound(&source, *body, *math);
            let note = |number: Span| source.warning(number.clone(), &source.text()[number]);
            numbers.into_iter().map(note).collect()
        };
        origins.into_iter().flat_map(of).collect()
    }
}

/// A link to somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// Where it leads.
    pub url: String,
    /// The file that it stands in, as faults name it.
    pub(super) path: PathBuf,
    /// The same file, as it can be read.
    pub(super) file: PathBuf,
    pub(super) span: Span,
}

impl ExternalLink {
    /// A warning at the place of the link.
    pub fn warning(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        match Source::read(&self.file, self.path.clone()) {
            Ok(source) => source.warning(self.span.clone(), message).help(help),
            // It was there a moment ago.
            Err(unreadable) => *unreadable,
        }
    }
}
