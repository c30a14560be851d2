//! From the folder to the library, stage by stage.

use std::{collections::BTreeMap, mem, path::Path};

use diagnostics::{Diagnostic, Report, Severity, Span, sort};
use images::{Asset, Icon};
use markdown::Omitted;
use model::Library;
use urls::plan::Plan;

use super::{
    anchors::check_anchors,
    assets::{add_own, check_assets, together},
    content::Content,
    edition::{LoadContext, OpenedEdition, Rendered, Translations},
    files::display_path,
    first::{self, FirstContent},
    foreign::unread,
    heads::{BeforeTexts, plan, read_heads},
    icon, incident,
    listed::list,
    options::LoadOptions,
    permalinks::{Lock, Permalinks},
    publication::LeftOut,
    redaction::Looker,
    render::RenderedText,
    render_cache::RenderCache,
    resources, revisions,
    runs::{RunRecords, Runs},
    sources::{ExternalLink, TextSources},
    texts::ParsedText,
};

/// Reads a content folder.
///
/// # Errors
///
/// When anything in it is wrong: the report has every fault of every file.
pub fn load(root: &Path, options: &LoadOptions) -> Result<Content, Report> {
    load_again(root, options, &mut RenderCache::default())
}

/// Reads a content folder of which something is known, and learns more of it.
///
/// # Errors
///
/// As [`load`] does.
pub fn load_again(
    root: &Path,
    options: &LoadOptions,
    memory: &mut RenderCache,
) -> Result<Content, Report> {
    read(root, options, memory, None)
}

/// What a folder holds, with nothing wrong in it: what a library is made of.
struct Checked {
    editions: Vec<Rendered>,
    icon: Option<Icon>,
    assets: Vec<Asset>,
    external: Vec<ExternalLink>,
    records: RunRecords,
    /// The addresses of all texts, where somebody asks for them.
    permalinks: Option<Permalinks>,
    /// How many of them the lock does not have.
    unlocked: usize,
    left_out: LeftOut,
    warnings: Vec<Diagnostic>,
}

/// Reads a content folder, and compares its addresses with the lock; or gives them to whoever is
/// about to write one.
pub(super) fn read(
    root: &Path,
    options: &LoadOptions,
    memory: &mut RenderCache,
    addresses_to: Option<&mut Permalinks>,
) -> Result<Content, Report> {
    let shown = display_path(root);
    if !root.is_dir() {
        let fault = Diagnostic::of_file(&shown, "there is no such folder");
        return Err(Report::new(vec![
            fault.help("name the folder that has `site.toml` and `posts`"),
        ]));
    }
    let mut checked = read_and_check(root, &shown, options, memory, addresses_to.is_some())?;
    if let (Some(to), Some(permalinks)) = (addresses_to, checked.permalinks.take()) {
        *to = permalinks;
    }
    put_together(checked, root, &shown, options, memory)
}

/// Reads and renders all that is in a folder, and checks it as a whole.
fn read_and_check(
    root: &Path,
    shown: &Path,
    options: &LoadOptions,
    memory: &mut RenderCache,
    is_lock_written: bool,
) -> Result<Checked, Report> {
    let mut faults = Vec::new();
    let before = BeforeTexts::read(root, shown, options, &mut faults);
    let blog = before.context(root, shown, options);
    let mut opened = read_heads(blog, memory, &mut faults);
    let icon = icon::read(root, shown, &mut faults);
    unread::warn(opened.iter().flat_map(|opened| &opened.drafts), &mut faults);
    let plan = plan(&mut opened, &mut faults);
    let left_out = LeftOut::together(opened.iter().map(|opened| opened.left_out));
    let (permalinks, unlocked) = locked(blog, &opened, is_lock_written, &mut faults);
    let mut editions = render(blog, opened, plan, memory, &mut faults);
    let (assets, external) = check(blog, &mut editions, &mut faults);
    if let Some(source) = editions.iter().find_map(|own| own.file.source.clone()) {
        let looker = Looker::of(blog, &source, editions[0].file.redaction.clone(), &mut faults);
        revisions::read(blog, &mut editions, &looker, memory, &mut faults);
        looker.check(blog, &editions, &assets, memory, &mut faults);
    }
    // What each language finds wrong with a file that all of them read is said once.
    sort(&mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(Report::new(faults));
    }
    faults.extend(resources::left_out(root, texts_of(&editions), &assets));
    sort(&mut faults);
    // What is not published yet needs no lock.
    let unlocked = if options.drafts || options.future { 0 } else { unlocked };
    let warnings = faults;
    Ok(Checked {
        editions,
        icon,
        assets,
        external,
        records: before.records,
        permalinks,
        unlocked,
        left_out,
        warnings,
    })
}

/// Reads a content folder of which nothing is known as far as its front page needs; its texts are those that
/// are [rendered](FirstContent::rendered). `None` where all of it can be had as soon, or something is wrong: who reads
/// all of it is told of that.
pub fn load_first(
    root: &Path,
    options: &LoadOptions,
    memory: &mut RenderCache,
) -> Option<FirstContent> {
    if memory.knows_texts() || !root.is_dir() {
        return None;
    }
    let (shown, mut faults) = (&display_path(root), Vec::new());
    let before = BeforeTexts::read(root, shown, options, &mut faults);
    let blog = before.context(root, shown, options);
    let mut opened = read_heads(blog, memory, &mut faults);
    let only = first::picked(&opened)?;
    let icon = icon::read(root, shown, &mut faults);
    let plan = plan(&mut opened, &mut faults);
    let blog = LoadContext { only: Some(&only), ..blog };
    let mut editions = render(blog, opened, plan, memory, &mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return None;
    }
    let rendered = editions.iter().map(|own| first::routes(own, &only)).collect();
    let of_texts = assets_of_texts(&mut editions);
    let assets = with_own(of_texts, &mut editions);
    let checked = Checked {
        assets,
        editions,
        icon,
        external: Vec::new(),
        records: before.records,
        permalinks: None,
        unlocked: 0,
        left_out: LeftOut::default(),
        warnings: Vec::new(),
    };
    let content = put_together(checked, root, shown, options, memory).ok()?;
    Some(FirstContent { content, rendered })
}

/// Makes the libraries of a folder, and lists what is in it.
fn put_together(
    checked: Checked,
    root: &Path,
    shown: &Path,
    options: &LoadOptions,
    memory: &mut RenderCache,
) -> Result<Content, Report> {
    let Checked { mut editions, icon, assets, external, records, unlocked, left_out, .. } = checked;
    let written = || TextSources(editions.iter().flat_map(|own| own.text_sources(root)).collect());
    let (listed, written) = rayon::join(|| list(&editions, options), written);
    let mut runs: Vec<Runs> = editions.iter().flat_map(|own| own.runs(root)).collect();
    runs.sort_by(|a, b| a.path.cmp(&b.path));
    let tools = mem::take(&mut editions[0].file.tools);
    let style = editions[0].style.take();
    let typeface = editions[0].typeface.clone();
    let translations = Translations::of(&editions);
    let libraries = libraries(editions, memory, shown)?;
    let mut libraries = translations.join(libraries);
    let others = libraries.split_off(1);
    let library = libraries.remove(0);
    Ok(Content {
        library,
        translations: others,
        icon,
        typeface,
        style,
        listed,
        assets,
        runs,
        tools,
        records,
        external,
        warnings: checked.warnings,
        unlocked,
        left_out,
        written,
    })
}

/// The addresses of all texts, where somebody asks for them, and how many of them the lock does not have.
fn locked(
    blog: LoadContext<'_>,
    opened: &[OpenedEdition],
    is_written: bool,
    faults: &mut Vec<Diagnostic>,
) -> (Option<Permalinks>, usize) {
    let permalinks = || Permalinks::together(opened.iter().map(OpenedEdition::permalinks));
    if is_written {
        return (Some(permalinks()), 0);
    }
    let Some(lock) = Lock::read(blog.root, blog.shown, faults) else { return (None, 0) };
    let permalinks = permalinks();
    let unlocked = permalinks.check(&lock, faults);
    (Some(permalinks), unlocked)
}

/// Renders the texts of all languages.
fn render(
    blog: LoadContext<'_>,
    mut opened: Vec<OpenedEdition>,
    plan: Plan,
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Rendered> {
    let addresses = OpenedEdition::all_addresses(&mut opened, blog.root, plan);
    let mut all = Vec::new();
    for (opened, addresses) in opened.into_iter().zip(addresses) {
        let memory = match opened.file.language() {
            None => &mut *memory,
            Some(tag) => memory.in_language(tag),
        };
        all.push(Rendered::of(blog, opened, addresses, memory, faults));
    }
    all
}

/// Checks what can be told only when everything is rendered; gives the files that are published beside
/// the pages, and the links that leave the site.
fn check(
    LoadContext { root, shown, options, .. }: LoadContext<'_>,
    all: &mut [Rendered],
    faults: &mut Vec<Diagnostic>,
) -> (Vec<Asset>, Vec<ExternalLink>) {
    check_anchors(all, faults);
    all.iter().for_each(|own| incident::check::check(own, options.today, faults));
    tell_omitted(texts_of(all), faults);
    let of_texts = assets_of_texts(all);
    check_assets(root, shown, &of_texts, &all[0].addresses, faults);
    let assets = with_own(of_texts, all);
    let mut external: Vec<ExternalLink> = all.iter().flat_map(|own| own.external(root)).collect();
    external.sort_by(|a, b| (&a.path, a.span.start).cmp(&(&b.path, b.span.start)));
    (assets, external)
}

/// The files that are published beside the pages, but for those of the owner.
fn assets_of_texts(all: &mut [Rendered]) -> Vec<Asset> {
    together(all.iter_mut().flat_map(|own| mem::take(&mut own.assets)).collect())
}

/// The same with those of the owner.
fn with_own(mut assets: Vec<Asset>, all: &mut [Rendered]) -> Vec<Asset> {
    all.iter_mut().for_each(|own| add_own(&mut assets, mem::take(&mut own.file.own_files.assets)));
    assets
}

/// Puts the library of each language together.
fn libraries(
    all: Vec<Rendered>,
    memory: &mut RenderCache,
    shown: &Path,
) -> Result<Vec<Library>, Report> {
    let libraries = all.into_iter().map(|own| {
        let memory = match own.file.language() {
            None => &*memory,
            Some(tag) => &*memory.in_language(tag),
        };
        own.library(memory)
    });
    libraries.collect::<Result<_, _>>().map_err(|duplicate| {
        // Found before, with both files: this is the net below.
        let message = format!("two texts have the slug `{}`", duplicate.0);
        Report::new(vec![Diagnostic::of_file(shown, message)])
    })
}

/// All texts that are rendered.
fn texts_of(all: &[Rendered]) -> impl Iterator<Item = &RenderedText> {
    all.iter().flat_map(|own| &own.texts)
}

/// Warns once of each kind of thing that is left out of pages, where the first one is.
fn tell_omitted<'a>(texts: impl Iterator<Item = &'a RenderedText>, faults: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<&Omitted, (&ParsedText, &Span, usize)> = BTreeMap::new();
    for RenderedText { draft, made } in texts {
        for (what, (place, count)) in &made.rendered.omitted {
            found.entry(what).or_insert((draft, place, 0)).2 += count;
        }
    }
    for (what, (draft, place, count)) in found {
        let message = match count {
            1 => what.message(),
            more => format!("{} ({more} places)", what.message()),
        };
        faults.push(draft.source.warning(place.clone(), message).help(what.help()));
    }
}
