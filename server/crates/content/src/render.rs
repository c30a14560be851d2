//! Texts become HTML: those that would not come out as the last time.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use ::shortcodes::{TemplateValue, Templates};
use ::words::Words;
use diagnostics::{Diagnostic, Source, Span, progress};
use images::Pictures;
use markdown::{Style, Typography};
use model::AllowedHtml;
use rayon::prelude::*;
use store::BodyStore;
use typeface::Typeface;

use super::{
    addresses::{Addresses, ResolvedLink},
    corrections,
    files::TextKind,
    here::Here,
    incident::sections::sections,
    options::LoadOptions,
    picture::{PictureContext, ShownPicture},
    render_cache::{CachedText, RenderCache, RenderedParts},
    runs::RunRecords,
    shortcodes::{self, Shelf, UsedShortcodes},
    texts::ParsedText,
};

/// How wide the cover of a post is at most, in CSS pixels: the width of the column, see
/// `style/layout.css`.
const COVER: u32 = 816;

/// A text with its HTML.
pub(super) struct RenderedText {
    pub(super) draft: ParsedText,
    pub(super) made: RenderedParts,
}

/// What is the same for all texts.
#[derive(Clone, Copy)]
pub(super) struct RenderContext<'a> {
    pub(super) anchors: Style,
    pub(super) html: AllowedHtml,
    pub(super) typography: Typography,
    pub(super) words: &'a Words,
    /// What texts are set in.
    pub(super) typeface: &'a Typeface,
    /// The language of the texts.
    pub(super) language: &'a str,
    pub(super) pictures: &'a Pictures,
    pub(super) shortcodes: &'a Templates,
    /// Which blocks of code ran.
    pub(super) records: &'a RunRecords,
    /// What shortcodes are told of the site.
    pub(super) about: &'a BTreeMap<String, TemplateValue>,
    pub(super) options: &'a LoadOptions,
    /// The files whose texts alone are rendered, if it is not all.
    pub(super) only: Option<&'a HashSet<PathBuf>>,
}

/// Renders what is part of the site and was not rendered the same before.
pub(super) fn render_all(
    mut drafts: Vec<ParsedText>,
    addresses: &Addresses,
    with: RenderContext<'_>,
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) -> Vec<RenderedText> {
    drafts.retain(|draft| draft.left_out.is_none());
    let same = memory.knows(addresses);
    let stage = progress::stage("Rendering", drafts.len(), "text");
    let rendered: Vec<_> = drafts
        .into_par_iter()
        .map(|mut draft| {
            stage.step();
            if with.only.is_some_and(|only| !only.contains(&draft.file.path)) {
                let made = RenderedParts::none(memory.bodies());
                return (RenderedText { draft, made }, None, Vec::new());
            }
            if let Some(made) = unchanged(&draft, addresses, with.shortcodes, same) {
                // It may be the same by its content only.
                let known = draft.known.as_ref();
                let moved = known.filter(|known| Some(&known.origin) != draft.origin.as_ref());
                let known = moved.map(|known| {
                    to_remember(&draft, known.answers.clone(), known.shortcodes.clone(), &made)
                });
                return (RenderedText { draft, made }, known, Vec::new());
            }
            let mut faults = Vec::new();
            let noting = addresses.noting();
            let (made, asked) = render(&draft, &noting, with, memory.bodies(), &mut faults);
            // What has faults is rendered again until it has none.
            let answers = faults.is_empty().then(|| noting.into_answers());
            let known = answers.and_then(|answers| to_remember(&draft, answers, asked, &made));
            draft.source = draft.source.put_back();
            draft.known = None;
            (RenderedText { draft, made }, Some(known), faults)
        })
        .collect();
    let (mut texts, mut learned) = (Vec::with_capacity(rendered.len()), Vec::new());
    for (text, known, found) in rendered {
        learned.extend(known.map(|known| (text.draft.file.path.clone(), known)));
        texts.push(text);
        faults.extend(found);
    }
    memory.learn(learned, addresses);
    texts
}

fn render(
    draft: &ParsedText,
    addresses: &Addresses,
    RenderContext {
        anchors,
        html,
        typography,
        words,
        typeface,
        language,
        pictures,
        shortcodes,
        records,
        about,
        options,
        ..
    }: RenderContext<'_>,
    bodies: &BodyStore,
    faults: &mut Vec<Diagnostic>,
) -> (RenderedParts, UsedShortcodes) {
    let route = draft.route();
    let place = draft.place(&route);
    let mut about = about.clone();
    about.insert("page".to_owned(), about_page(draft, &addresses.path(&route)));
    let shelf = Shelf::new(shortcodes, about);
    let text = markdown::MarkdownText {
        source: &draft.source,
        start: draft.body,
        route: &route,
        resolver: &Here { addresses, pictures, place, shortcodes: &shelf, records },
        anchors,
        math: draft.front.math,
        html,
        typography,
        words,
        typeface,
        cache: &options.cache,
        notes: &[],
    };
    let corrections = &draft.front.corrections;
    let notes = corrections::notes(corrections, text);
    let text = markdown::MarkdownText { notes: &notes, ..text };
    let (mut rendered, mut forms) = markdown::render(text, faults);
    corrections::check(&draft.source, corrections, &rendered.headings, faults);
    add_sections(draft, text, &mut rendered, &mut forms, faults);
    corrections::add_list(corrections, text, &mut rendered, &mut forms, faults);
    let cover = draft.front.image.as_ref().and_then(|file| {
        let alt = draft.front.image_alt.as_ref().map(|alt| alt.value.clone());
        let (beside, alt) = (PictureContext { addresses, pictures }, alt.unwrap_or_default());
        beside.picture(place, &draft.source, file, alt, COVER, faults)
    });
    let (cover, cover_files) = match cover {
        Some(ShownPicture { picture, assets }) => (Some(picture), assets),
        None => (None, Vec::new()),
    };
    let about = words_about(draft, &rendered, &forms, language);
    let made = RenderedParts {
        cites: addresses.posts_asked(),
        about,
        rendered: Arc::new(rendered),
        html: bodies.keep(&forms.html),
        markdown: bodies.keep(&forms.markdown),
        cover,
        cover_files,
    };
    (made, shelf.into_asked())
}

/// Ends the account of an incident with what its head says in tables and lists.
fn add_sections(
    draft: &ParsedText,
    text: markdown::MarkdownText<'_>,
    rendered: &mut markdown::Rendered,
    forms: &mut markdown::Forms,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(head) = &draft.front.incident else { return };
    let incident = head.incident(rendered.times.as_ref());
    let sections = sections(&incident, &rendered.ids, text.words);
    if sections.is_empty() {
        return;
    }
    let source = Source::new(draft.source.path(), &sections);
    let own = markdown::MarkdownText { source: &source, start: 0, math: false, notes: &[], ..text };
    let mut found = Vec::new();
    let (more, own) = markdown::render(own, &mut found);
    // The head says it, and there it is to be mended. The last lines are those of the actions.
    let first = sections.lines().count() - incident.actions.len();
    faults.extend(found.into_iter().map(|fault| {
        let place = head.place_of(fault.line.saturating_sub(first + 1));
        Diagnostic { severity: fault.severity, ..draft.source.error(place, fault.message) }
            .maybe_help(fault.help)
    }));
    rendered.headings.extend(more.headings);
    rendered.words += more.words;
    rendered.ids.extend(more.ids);
    let place = |(_, link): (Span, String)| (head.place_of_link(&link), link);
    rendered.external.extend(more.external.into_iter().map(place));
    forms.end_with(&own.html, &sections);
}

/// What was made of a text before, if it would come out the same; `same` tells that no page has
/// another address than then.
fn unchanged(
    draft: &ParsedText,
    addresses: &Addresses,
    templates: &Templates,
    same: bool,
) -> Option<RenderedParts> {
    let known = draft.known.as_ref()?;
    shortcodes::hold(&known.shortcodes, templates).then_some(())?;
    let route = draft.route();
    let place = draft.place(&route);
    let holds = known
        .answers
        .iter()
        .all(|answer| (same && answer.is_of_pages_alone()) || answer.holds(addresses, place));
    holds.then(|| known.made.clone())
}

/// What is to be remembered of a text; nothing, if there was something to say of its head.
fn to_remember(
    draft: &ParsedText,
    answers: Vec<ResolvedLink>,
    shortcodes: UsedShortcodes,
    made: &RenderedParts,
) -> Option<CachedText> {
    Some(CachedText {
        origin: draft.origin.clone()?,
        front: draft.front.clone(),
        body: draft.body,
        slug: draft.slug.clone(),
        slug_span: draft.slug_span.clone(),
        date: draft.date,
        answers,
        shortcodes,
        made: made.clone(),
    })
}

/// The words that a text is about, as [`RenderedParts::about`] has them.
fn words_about(
    draft: &ParsedText,
    rendered: &markdown::Rendered,
    forms: &markdown::Forms,
    language: &str,
) -> Vec<u32> {
    let title = draft.front.title.as_deref().unwrap_or_default();
    let headings = rendered.headings.iter().map(|heading| &*heading.text);
    let text = match rendered.data.is_empty() {
        true => draft.source.text().get(draft.body..).unwrap_or_default(),
        // Where numbers come from is not what it is about.
        false => &forms.markdown,
    };
    search::build::about(title, headings, text, language)
}

/// What the templates of shortcodes are told of a page.
fn about_page(draft: &ParsedText, path: &str) -> TemplateValue {
    let front = &draft.front;
    let text =
        |text: &Option<String>| text.as_deref().map_or(TemplateValue::Nothing, TemplateValue::from);
    let list = |names: Vec<&str>| {
        TemplateValue::List(names.into_iter().map(TemplateValue::from).collect())
    };
    let date = (draft.kind != TextKind::Page).then(|| draft.date.to_string());
    TemplateValue::table([
        ("title", text(&front.title)),
        ("description", text(&front.description)),
        ("slug", draft.slug.as_str().into()),
        ("path", path.into()),
        ("date", text(&date)),
        ("updated", text(&front.updated.map(|date| date.to_string()))),
        ("tags", list(front.tags.iter().map(|tag| tag.as_str()).collect())),
        ("authors", list(front.authors.iter().map(|author| author.name.as_str()).collect())),
        ("draft", TemplateValue::Truth(front.draft)),
        ("extra", front.extra.clone()),
    ])
}
