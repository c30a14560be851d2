//! Markdown that is no text of its own: a line in the foot, an announcement, the page for lost readers.

use std::path::Path;

use diagnostics::{Diagnostic, Source, Spanned};
use images::Asset;
use model::{Announcement, Incident, OwnMissing, routes::Route};
use store::fingerprint;

use super::{
    addresses::{Addresses, LinkOrigin},
    files::TextKind,
    front_matter,
    here::Here,
    ids,
    incident::statistics::statistics,
    lists::Lists,
    render::{RenderContext, RenderedText},
    shortcodes::Shelf,
};

/// What is needed to render some.
#[derive(Clone, Copy)]
pub(super) struct Snippets<'a> {
    pub(super) addresses: &'a Addresses,
    pub(super) with: RenderContext<'a>,
}

/// The page for lost readers.
const MISSING: &str = "404.md";

impl Snippets<'_> {
    /// Renders a text that is a value in a file; the files that it shows go to `assets`.
    pub(super) fn value(
        self,
        source: &Source,
        text: &Spanned<String>,
        assets: &mut Vec<Asset>,
        faults: &mut Vec<Diagnostic>,
    ) -> String {
        let (alone, start) = alone(source, text);
        self.render(&alone, start, assets, faults)
    }

    /// The same as something that is announced.
    pub(super) fn announcement(
        self,
        source: &Source,
        text: &Spanned<String>,
        assets: &mut Vec<Asset>,
        faults: &mut Vec<Diagnostic>,
    ) -> Announcement {
        let html = self.value(source, text, assets, faults);
        let name = fingerprint([html.as_bytes()]);
        Announcement { html, name }
    }

    /// Reads the page for lost readers, if the owner has written one.
    pub(super) fn missing(
        self,
        root: &Path,
        shown: &Path,
        (lists, language): (&Lists, Option<&str>),
        assets: &mut Vec<Asset>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<OwnMissing> {
        let own = language.map(|language| ids::of_language(MISSING, language));
        let source = ids::read_file(root, shown, own.as_deref().unwrap_or(MISSING), faults)?;
        let (front, body) = front_matter::read(&source, TextKind::Page, lists, faults);
        let html = self.render(&source, body, assets, faults);
        let line = |text: Option<String>| self.with.typography.line(&text.unwrap_or_default());
        Some(OwnMissing { title: line(front.title), description: line(front.description), html })
    }

    /// What the incidents among some texts have in common; nothing where there are none.
    pub(super) fn statistics(self, texts: &[RenderedText], faults: &mut Vec<Diagnostic>) -> String {
        let incident = |text: &RenderedText| {
            let head = text.draft.front.incident.as_ref()?;
            Some(head.incident(text.made.rendered.times.as_ref()))
        };
        let incidents: Vec<Incident> = texts.iter().filter_map(incident).collect();
        if incidents.is_empty() {
            return String::new();
        }
        let text = statistics(&incidents.iter().collect::<Vec<_>>(), self.with.words);
        let source = Source::new(TextKind::Incident.key(), &text);
        self.render(&source, 0, &mut Vec::new(), faults)
    }

    fn render(
        self,
        source: &Source,
        start: usize,
        assets: &mut Vec<Asset>,
        faults: &mut Vec<Diagnostic>,
    ) -> String {
        let RenderContext {
            anchors,
            html,
            typography,
            words,
            typeface,
            pictures,
            shortcodes,
            records,
            about,
            options,
            ..
        } = self.with;
        // It is shown at any address: links in it begin at the content folder.
        let place = LinkOrigin { route: &Route::Home, file: Path::new(MISSING), folder: None };
        let shelf = Shelf::new(shortcodes, about.clone());
        let text = markdown::MarkdownText {
            source,
            start,
            route: place.route,
            resolver: &Here {
                addresses: self.addresses,
                pictures,
                place,
                shortcodes: &shelf,
                records,
            },
            anchors,
            math: false,
            html,
            typography,
            words,
            typeface,
            cache: &options.cache,
            notes: &[],
        };
        let (rendered, forms) = markdown::render(text, faults);
        assets.extend(rendered.assets);
        forms.html.trim_end().to_owned()
    }
}

/// A file up to the end of a value, and where that begins: so faults in it have their places.
fn alone(source: &Source, Spanned { value, span }: &Spanned<String>) -> (Source, usize) {
    let whole = source.text();
    match whole[span.clone()].find(&**value) {
        Some(at) => {
            let start = span.start + at;
            (Source::new(source.path(), &whole[..start + value.len()]), start)
        }
        // With escapes in it its places are not those in the file.
        None => (Source::new(source.path(), value), 0),
    }
}
