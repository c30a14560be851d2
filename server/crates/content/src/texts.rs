//! Posts and pages before they are rendered: their heads, their names, their addresses.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Source, Span};
use model::{Date, Slug, routes::Route};
use store::{Key, Stamp};
use values::date;

use super::{
    addresses::LinkOrigin,
    files::{TextFile, TextKind},
    frame::PinnablePost,
    front_matter::{self, FrontMatter},
    lists::Lists,
    options::LoadOptions,
    patterns::PatternValues,
    render_cache::{CachedText, RenderCache, SourceStamp},
};

/// A file with its head read.
#[derive(Debug)]
pub(super) struct ParsedText {
    pub(super) kind: TextKind,
    pub(super) file: TextFile,
    pub(super) source: Source,
    pub(super) front: FrontMatter,
    /// Where the text begins, behind the head.
    pub(super) body: usize,
    pub(super) slug: Slug,
    /// All of its address that tells it from others of its kind: the slug, until the pattern is known.
    pub(super) name: Slug,
    /// Where the slug is written, if it is.
    pub(super) slug_span: Option<Span>,
    /// The day of a post or an incident; any day for a page.
    pub(super) date: Date,
    /// Why it is not part of the site.
    pub(super) left_out: Option<Excluded>,
    /// Why nothing that is published may need it though it is looked at: see
    /// [`LoadOptions::apart`](super::options::LoadOptions::apart).
    pub(super) early: Option<Excluded>,
    /// The file as it was read; `None` when there is something to say of its head.
    pub(super) origin: Option<SourceStamp>,
    /// What is known of the same file; once it is rendered, if it came out the same.
    pub(super) known: Option<Arc<CachedText>>,
}

/// Refuses what a text of another kind would have.
fn check_kind(front: &FrontMatter, kind: TextKind, source: &Source, faults: &mut Vec<Diagnostic>) {
    if let Some(layout) = front.layout.as_ref().filter(|_| kind != TextKind::Page) {
        let fault = source.error(layout.span.clone(), "only pages have a layout");
        faults.push(fault.help("take it out, or move the file into `content/pages`"));
    }
    if let Some(first) = front.corrections.first().filter(|_| kind == TextKind::Page) {
        let fault = source.error(first.span.clone(), "a page has no corrections: no feed has it");
        faults.push(fault.help("take them out; posts and incidents have some"));
    }
}

/// Why a text is not part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excluded {
    Draft,
    Future,
}

impl Excluded {
    /// Why a text is not part of the site, and why it is not published yet though it is looked at.
    fn of(
        front: &FrontMatter,
        kind: TextKind,
        date: Date,
        options: &LoadOptions,
    ) -> (Option<Self>, Option<Self>) {
        let future = kind != TextKind::Page && date > options.today;
        let reasons =
            [(front.draft, options.drafts, Self::Draft), (future, options.future, Self::Future)];
        let applies = |shown: bool| {
            let mut reasons = reasons.iter().filter(|(is, wanted, _)| *is && *wanted == shown);
            reasons.next().map(|(.., why)| *why)
        };
        match applies(false) {
            Some(why) => (Some(why), None),
            None => (None, applies(true).filter(|_| options.apart)),
        }
    }

    /// As words that follow `is`.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Future => "dated in the future",
        }
    }
}

impl ParsedText {
    /// Whether readers get it.
    pub(super) fn is_published(&self) -> bool {
        self.left_out.is_none() && self.early.is_none()
    }

    /// The address of the text.
    pub(super) fn route(&self) -> Route {
        match self.kind {
            TextKind::Post => Route::Post(self.name.clone()),
            TextKind::Page => Route::Page(self.name.clone()),
            TextKind::Incident => Route::Incident(self.name.clone()),
        }
    }

    /// What it has in common with its translations: its kind and its name.
    pub(super) fn common(&self) -> PathBuf {
        Path::new(self.kind.key()).join(self.file.common())
    }

    /// What it takes to pin it.
    pub(super) fn pinnable(&self) -> PinnablePost<'_> {
        PinnablePost { slug: &self.slug, name: &self.name, date: self.date }
    }

    /// What patterns of addresses are filled from.
    pub(super) fn named(&self) -> PatternValues<'_> {
        PatternValues { date: self.date, slug: &self.slug, file: &self.file }
    }

    /// Where it is, for the links in it.
    pub(super) fn place<'a>(&'a self, route: &'a Route) -> LinkOrigin<'a> {
        LinkOrigin { route, file: &self.file.path, folder: self.file.folder.as_deref() }
    }

    /// Reads a file and its head. Without a name there is nothing to go on with.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        file: TextFile,
        kind: TextKind,
        lists: &Lists,
        options: &LoadOptions,
        memory: &RenderCache,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let (on_disk, path) = (root.join(&file.path), shown.join(&file.path));
        let known = memory.of(&file.path);
        // Before it is read: what is written meanwhile is read the next time.
        let stamp = Stamp::read(&on_disk).filter(Stamp::is_settled);
        if let Some(known) = known.filter(|k| stamp.is_some() && k.origin.stamp == stamp) {
            let source = Source::later(on_disk, path);
            let draft = Self::of_known(known, known.origin.clone(), file, kind, source, options);
            return (Some(draft), Vec::new());
        }
        let source = match Source::read(&on_disk, path) {
            Ok(source) => source,
            Err(fault) => return (None, vec![*fault]),
        };
        let origin = SourceStamp { stamp, content: Key::of([b"source", source.text().as_bytes()]) };
        if let Some(known) = known.filter(|known| known.origin.content == origin.content) {
            let draft = Self::of_known(known, origin, file, kind, source, options);
            return (Some(draft), Vec::new());
        }
        let mut faults = Vec::new();
        let draft = Self::parsed(source, origin, file, kind, lists, options, &mut faults);
        (draft, faults)
    }

    /// A file that is read for the first time, or again after a change.
    fn parsed(
        source: Source,
        origin: SourceStamp,
        file: TextFile,
        kind: TextKind,
        lists: &Lists,
        options: &LoadOptions,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let (mut front, body) = front_matter::read(&source, kind, lists, faults);
        let kind = kind_of(&front, kind);
        let (file_date, name) = match date::split_name(&file.name) {
            Ok((date, name)) => (date, name.to_owned()),
            // Some write `2026-11-00-name` and the day in the front matter.
            Err(_) if front.date.is_some() => (None, date::without(&file.name).to_owned()),
            Err(_) => {
                let message = "the file's name begins with a date that does not exist";
                let fault = Diagnostic::of_file(source.path(), message);
                faults.push(fault.help("rename it with a day that the calendar has"));
                (Some(options.today), file.name.clone())
            }
        };
        let slug_span = front.slug.as_ref().map(|slug| slug.span.clone());
        let slug = match front.slug.take() {
            Some(slug) => Some(slug.value),
            None => slug_of_name(&name, &source, faults),
        };
        let date = front.date.or(file_date);
        if kind != TextKind::Page && date.is_none() && !front.dated {
            let help = "add a line `date = 2026-11-20`, or begin the file's name with the date";
            let help = front_matter::language(&source).remedy(help);
            faults.push(source.error(0..FENCE, "there is no `date`").help(help));
        }
        check_kind(&front, kind, &source, faults);
        let slug = slug?;
        let date = date.unwrap_or(options.today);
        let (left_out, early) = Excluded::of(&front, kind, date, options);
        let origin = faults.is_empty().then_some(origin);
        Some(Self {
            kind,
            file,
            source,
            front,
            body,
            name: slug.clone(),
            slug,
            slug_span,
            date,
            left_out,
            early,
            origin,
            known: None,
        })
    }

    /// A file whose head was read before.
    fn of_known(
        known: &Arc<CachedText>,
        origin: SourceStamp,
        file: TextFile,
        kind: TextKind,
        source: Source,
        options: &LoadOptions,
    ) -> Self {
        let kind = kind_of(&known.front, kind);
        let (left_out, early) = Excluded::of(&known.front, kind, known.date, options);
        Self {
            kind,
            file,
            source,
            front: known.front.clone(),
            body: known.body,
            slug: known.slug.clone(),
            name: known.slug.clone(),
            slug_span: known.slug_span.clone(),
            date: known.date,
            left_out,
            early,
            origin: Some(origin),
            known: Some(known.clone()),
        }
    }

    /// Gives the text another name than its file says. What is known of the file does not hold for it
    /// then, and none of that is remembered.
    pub(super) fn rename(&mut self, name: Slug) {
        self.name = name;
        self.known = None;
        self.origin = None;
    }

    /// A fault of the text's address, where that is written.
    pub(super) fn fault_of_slug(&self, message: String) -> Diagnostic {
        match &self.slug_span {
            Some(span) => self.source.error(span.clone(), message),
            None => Diagnostic::of_file(self.source.path(), message),
        }
    }
}

/// How much of the first line the fault of a missing key underlines.
const FENCE: usize = 3;

/// What a text is: a post that tells of an incident is one.
fn kind_of(front: &FrontMatter, kind: TextKind) -> TextKind {
    if front.incident.is_some() { TextKind::Incident } else { kind }
}

/// The slug of a text that does not set it: the nearest to the name of its file or folder.
fn slug_of_name(name: &str, source: &Source, faults: &mut Vec<Diagnostic>) -> Option<Slug> {
    let slug = Slug::nearest(name);
    if slug.is_none() {
        let message = format!("no slug can be made of the name `{name}`");
        let fault = Diagnostic::of_file(source.path(), message);
        faults.push(fault.help("rename the file, or set `slug` in its front matter"));
    }
    slug
}
