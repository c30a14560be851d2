//! From the folder to the library, stage by stage.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env,
    fs::File,
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use ::shortcodes::{Data, Templates};
use ::words::Words;
use diagnostics::{
    Diagnostic, Faults, Report, Severity, Source, Span, Spanned, progress, sort, suggest,
    unreadable,
};
use images::{Asset, Form, Pictures};
use markdown::{AnchorLink, Omitted, Style, Typography};
use model::{
    AllowedHtml, Frame, Site,
    routes::{MEDIA, Route},
};
use rayon::prelude::*;
use store::{Bodies, Key};
use urls::plan::Plan;

use super::{
    Content, ExternalLink, LeftOut, Options, Origin, Written,
    addresses::{Addresses, Fate},
    authors::Authors,
    base_url,
    edition::{Blog, Opened, Rendered, Translations},
    files::{self, TextFile},
    foreign, frame,
    here::Here,
    icon,
    languages::Tags,
    listed::list,
    logo,
    memory::{Known, Made, Memory},
    outside,
    permalinks::{Lock, Permalinks},
    picture::{Beside, Shown},
    resources,
    series::AllSeries,
    shortcodes::{self, Asked, Shelf},
    site::{self, SiteFile},
    snippet::Snippets,
    style,
    texts::{Draft, Kind, Why},
};

/// How wide the cover of a post is at most, in CSS pixels: the width of the column, see
/// `style/layout.css`.
const COVER: u32 = 816;

/// Reads a content folder.
///
/// # Errors
///
/// When anything in it is wrong: the report has every fault of every file.
pub fn load(root: &Path, options: &Options) -> Result<Content, Report> {
    load_again(root, options, &mut Memory::default())
}

/// Reads a content folder of which something is known, and learns more of it.
///
/// # Errors
///
/// As [`load`] does.
pub fn load_again(root: &Path, options: &Options, memory: &mut Memory) -> Result<Content, Report> {
    read(root, options, memory, None)
}

/// Whether authors and a series can be named in a new post of a content folder, in a language behind the
/// first if it is given.
///
/// # Errors
///
/// When there is a list that one of them is not in, something is wrong with a list, or the blog does not
/// have the language.
pub fn check_names(
    root: &Path,
    authors: &[String],
    series: Option<&str>,
    language: Option<&str>,
) -> Result<(), Report> {
    let mut faults = Vec::new();
    let shown = shown(root);
    let lists = Lists::read(root, &shown, language, &mut faults);
    // The command line is a file of one line: faults in it are shown like any others.
    let mut refuse = |option: &str, name: &str, (message, help)| {
        let fault = Source::new(option, name).error(0..name.len(), message);
        faults.push(fault.maybe_help(help));
    };
    for author in authors {
        if let Err(fault) = lists.authors.byline(author) {
            refuse("--author", author, fault);
        }
    }
    if let Some(series) = series
        && let Err(fault) = lists.series.part(series)
    {
        refuse("--series", series, fault);
    }
    if let Some(language) = language {
        let known = site::languages(root, &shown);
        if !known.iter().any(|known| known == language) {
            let message = format!("`{language}` is no other language of the blog");
            let help = suggest::did_you_mean(language, known.iter().map(String::as_str));
            let help =
                help.unwrap_or_else(|| format!("add it to site.toml, as `[languages.{language}]`"));
            refuse("--language", language, (message, Some(help)));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Report::new(faults)) }
}

/// Looks at an address that a blog is to be found at, as `site.toml` would have to hold it.
///
/// # Errors
///
/// When it is none that a site can have.
pub fn check_base_url(url: &str) -> Result<String, Report> {
    let mut faults = Vec::new();
    let source = Source::new("--base-url", url);
    let checked = base_url::check(&source, url, 0..url.len(), &mut faults);
    checked.ok_or_else(|| Report::new(faults))
}

/// Looks at the tag of a language, as `site.toml` would have to hold it.
///
/// # Errors
///
/// When it is not of the form that such a tag has.
pub fn check_language(tag: &str) -> Result<String, Report> {
    let mut faults = Vec::new();
    let source = Source::new("--language", tag);
    let tag = Spanned { value: tag.to_owned(), span: 0..tag.len() };
    let checked = site::check_language(&source, tag, &mut faults);
    if faults.is_empty() { Ok(checked) } else { Err(Report::new(faults)) }
}

/// Reads a content folder, and compares its addresses with the lock; or gives them to whoever is
/// about to write one.
pub(super) fn read(
    root: &Path,
    options: &Options,
    memory: &mut Memory,
    addresses_to: Option<&mut Permalinks>,
) -> Result<Content, Report> {
    let shown = shown(root);
    let mut faults = Vec::new();

    if !root.is_dir() {
        let fault = Diagnostic::of_file(&shown, "there is no such folder");
        return Err(Report::new(vec![
            fault.help("name the folder that has `site.toml` and `posts`"),
        ]));
    }
    memory.begin(root, &shown, options);
    let pictures = Pictures::new(options.pictures, options.cache.clone());
    let shortcodes = shortcodes::read(root, &shown, &mut faults);
    let (pictures, shortcodes) = (&pictures, &shortcodes);
    let blog = Blog { root, shown: &shown, options, pictures, shortcodes };
    let url = options.base_url.as_deref();
    let file = SiteFile::read(root, &shown, url, options.today, &mut faults);
    let icon = icon::read(root, &shown, &mut faults);
    let mut opened = open(blog, file, memory, &mut faults);
    foreign::tell(opened.iter().flat_map(|opened| &opened.drafts), &mut faults);
    let plan = plan(&mut opened, &mut faults);
    let left_out = LeftOut::together(opened.iter().map(|opened| opened.left_out));
    let lock = match addresses_to {
        None => Lock::read(root, &shown, &mut faults),
        Some(_) => None,
    };
    let permalinks = (lock.is_some() || addresses_to.is_some())
        .then(|| Permalinks::together(opened.iter().map(Opened::permalinks)));
    let mut unlocked = 0;
    if let (Some(lock), Some(permalinks)) = (&lock, &permalinks) {
        unlocked = permalinks.check(lock, &mut faults);
    }

    let mut all = Vec::new();
    let addresses = Opened::all_addresses(&mut opened, root, plan);
    for (opened, addresses) in opened.into_iter().zip(addresses) {
        let memory = match opened.file.language() {
            None => &mut *memory,
            Some(tag) => memory.in_language(tag),
        };
        all.push(Rendered::of(blog, opened, addresses, memory, &mut faults));
    }
    check_anchors(&all, &mut faults);
    tell_omitted(texts_of(&all), &mut faults);
    let mut assets = together(all.iter_mut().flat_map(|own| mem::take(&mut own.assets)).collect());
    check_assets(root, &shown, &assets, &all[0].addresses, &mut faults);
    all.iter_mut().for_each(|own| add_own(&mut assets, mem::take(&mut own.file.own_files.assets)));
    let mut external: Vec<ExternalLink> = all.iter().flat_map(|own| own.external(root)).collect();
    external.sort_by(|a, b| (&a.path, a.span.start).cmp(&(&b.path, b.span.start)));

    // What each language finds wrong with a file that all of them read is said once.
    sort(&mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(Report::new(faults));
    }
    faults.extend(resources::left_out(root, texts_of(&all), &assets));
    sort(&mut faults);
    if options.drafts || options.future {
        // What is not published yet needs no lock.
        unlocked = 0;
    }
    if let (Some(to), Some(permalinks)) = (addresses_to, permalinks) {
        *to = permalinks;
    }
    let listed = list(&all, options);
    let written = written(root, &all);
    let style = all[0].style.take();
    let translations = Translations::of(&all);
    let libraries = all.into_iter().map(|own| {
        let memory = match own.file.language() {
            None => &*memory,
            Some(tag) => &*memory.in_language(tag),
        };
        own.library(memory)
    });
    let libraries = libraries.collect::<Result<Vec<_>, _>>().map_err(|duplicate| {
        // Found above, with both files: this is the net below.
        let message = format!("two texts have the slug `{}`", duplicate.0);
        Report::new(vec![Diagnostic::of_file(&shown, message)])
    })?;
    let mut libraries = translations.join(libraries);
    let others = libraries.split_off(1);
    let library = libraries.remove(0);
    Ok(Content {
        library,
        translations: others,
        icon,
        style,
        listed,
        assets,
        external,
        warnings: faults,
        unlocked,
        left_out,
        written,
    })
}

/// Finds the texts of all languages and reads their heads.
fn open(
    blog: Blog<'_>,
    mut file: SiteFile,
    memory: &mut Memory,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Opened> {
    let Blog { root, shown, options, .. } = blog;
    let others = mem::take(&mut file.others);
    let tags = Tags::of(&file.site.language, &others);
    memory.keep_languages(&tags.all);
    files::strays(root, shown, &tags, faults);
    let mut texts = find(blog, &tags, faults);
    let others = others.iter().filter_map(|other| {
        let file = file.in_language(other, root, shown, options.today, faults);
        file.map(|file| (other, file))
    });
    let others: Vec<_> = others.collect();
    let mut opened = vec![Opened::read(blog, file, mem::take(&mut texts[0]), memory, faults)];
    for ((other, file), texts) in others.into_iter().zip(texts.into_iter().skip(1)) {
        let tag = &other.tag;
        if let Some(source) = file.source.as_ref().filter(|_| texts.is_empty()) {
            let message = format!("no text is in `{}`", tag.value);
            let help = format!("write one: posts/hello.{0}.md, or {0}/posts/hello.md", tag.value);
            faults.push(source.warning(tag.span.clone(), message).help(help));
        }
        let memory = memory.in_language(&tag.value);
        memory.begin(root, shown, options);
        opened.push(Opened::read(blog, file, texts, memory, faults));
    }
    for draft in opened[0].drafts.iter().filter(|draft| draft.kind == Kind::Page) {
        let slug = draft.slug.as_str();
        if let Some(tag) = tags.all[1..].iter().find(|tag| tag.eq_ignore_ascii_case(slug)) {
            let message = format!("a page can't be called `{slug}`: `/{tag}/` is a language");
            faults.push(draft.fault_of_slug(message).help("choose another name"));
        }
    }
    opened
}

/// The files of all texts, by their languages.
fn find(blog: Blog<'_>, tags: &Tags, faults: &mut Vec<Diagnostic>) -> Vec<Vec<(Kind, TextFile)>> {
    let Blog { root, shown, .. } = blog;
    let posts = files::find(root, "posts", shown, tags, faults);
    if posts.is_empty() {
        let fault = Diagnostic::of_file(shown.join("posts"), "there are no posts");
        faults.push(fault.help("make the first one with `blog new \"Its title\"`"));
    }
    let pages = files::find(root, "pages", shown, tags, faults);
    let posts = posts.into_iter().map(|file| (Kind::Post, file));
    let mut texts: Vec<Vec<_>> = tags.all.iter().map(|_| Vec::new()).collect();
    for (kind, file) in posts.chain(pages.into_iter().map(|file| (Kind::Page, file))) {
        texts[file.language].push((kind, file));
    }
    texts
}

/// The files that the whole site has beside those of its texts, old addresses of these among them.
fn plan(opened: &mut [Opened], faults: &mut Vec<Diagnostic>) -> Plan {
    let mut plan = opened[0].plan();
    for other in &opened[1..] {
        plan.add_language(&other.file.site.prefix, &other.plan());
    }
    opened[0].keep_feeds(&mut plan, faults);
    opened.iter_mut().for_each(|opened| opened.redirect(&mut plan, faults));
    plan
}

/// All texts that are rendered.
fn texts_of(all: &[Rendered]) -> impl Iterator<Item = &Text> {
    all.iter().flat_map(|own| &own.texts)
}

/// What posts pick from by ids.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) authors: Authors,
    pub(super) series: AllSeries,
}

impl Lists {
    /// Reads those that are there.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        language: Option<&str>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            authors: Authors::read(root, shown, language, faults),
            series: AllSeries::read(root, shown, language, faults),
        }
    }
}

/// The content folder as faults name it: relative to the current folder, if it lies in there.
pub(super) fn shown(root: &Path) -> PathBuf {
    env::current_dir().ok().and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root).to_owned()
}

pub(super) fn read_all(
    Blog { root, shown, options, .. }: Blog<'_>,
    texts: Vec<(Kind, TextFile)>,
    lists: &Lists,
    memory: &Memory,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let stage = progress::stage("Reading", texts.len(), "text");
    let read: Vec<_> = texts
        .into_par_iter()
        .map(|(kind, file)| {
            stage.step();
            Draft::read(root, shown, file, kind, lists, options, memory)
        })
        .collect();
    drop(stage);
    let mut drafts = Vec::with_capacity(read.len());
    for (draft, found) in read {
        drafts.extend(draft);
        faults.extend(found);
    }
    drafts
}

pub(super) fn left_out(drafts: &[Draft]) -> LeftOut {
    let future = |draft: &&Draft| draft.left_out == Some(Why::Future);
    LeftOut {
        drafts: drafts.iter().filter(|draft| draft.left_out == Some(Why::Draft)).count(),
        future: drafts.iter().filter(future).count(),
        next: drafts.iter().filter(future).map(|draft| draft.date).min(),
    }
}

/// Every list of posts, with how many of some texts are on it.
pub(super) fn lengths<'a>(
    lists: &Lists,
    texts: impl Iterator<Item = &'a Draft>,
) -> BTreeMap<Route, usize> {
    let mut lengths = BTreeMap::from([(Route::Archive, 0)]);
    lengths.extend(lists.authors.ids().map(|id| (Route::Author(id.clone()), 0)));
    for Draft { front, kind, .. } in texts {
        let series = front.series.iter().map(|part| Route::Series(part.id.clone()));
        let tags = front.tags.iter().cloned().map(Route::Tag);
        let authors = front.authors.iter().filter_map(|author| author.id.clone());
        let of_post = tags.chain(authors.map(Route::Author)).chain([Route::Archive]);
        for list in series.chain(of_post.filter(|_| *kind == Kind::Post)) {
            *lengths.entry(list).or_default() += 1;
        }
    }
    lengths
}

/// Every address of a site with some texts.
pub(super) fn routes<'a>(
    site: &Site,
    lists: &Lists,
    texts: impl Iterator<Item = &'a Draft> + Clone,
) -> BTreeSet<Route> {
    let lengths = lengths(lists, texts.clone());
    let is_series = |list: &Route| matches!(list, Route::Series(_));
    let all_series = lengths.keys().any(is_series).then_some(Route::AllSeries);
    let all_authors = lists.authors.ids().next().map(|_| Route::Authors);
    let search = (!site.unsearched).then_some(Route::Search);
    [Route::Home, Route::Tags]
        .into_iter()
        .chain(search)
        .chain(texts.map(Draft::route))
        .chain(lengths.into_iter().flat_map(|(list, posts)| list.pages(posts)))
        .chain(all_authors)
        .chain(all_series)
        .collect()
}

pub(super) fn fates(drafts: &[Draft]) -> BTreeMap<PathBuf, Fate> {
    let fate = |draft: &Draft| match (draft.left_out, draft.early) {
        (Some(why), _) => Fate::LeftOut(draft.route(), why.is()),
        (None, Some(why)) => Fate::Early(draft.route(), why.is()),
        (None, None) => Fate::Page(draft.route()),
    };
    drafts.iter().map(|draft| (draft.file.path.clone(), fate(draft))).collect()
}

/// A text that names another address as its own, on this site, names a page that is there.
pub(super) fn check_canonical(
    drafts: &[Draft],
    addresses: &Addresses,
    faults: &mut Vec<Diagnostic>,
) {
    for draft in drafts.iter().filter(|draft| draft.left_out.is_none()) {
        let Some(canonical) = &draft.front.canonical else { continue };
        if let Err(broken) = addresses.resolve_own(&canonical.value) {
            let fault = draft.source.error(canonical.span.clone(), broken.message);
            faults.push(fault.maybe_help(broken.help));
        }
    }
}

/// A text with its HTML.
pub(super) struct Text {
    pub(super) draft: Draft,
    pub(super) made: Made,
}

/// What is the same for all texts.
#[derive(Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) anchors: Style,
    pub(super) html: AllowedHtml,
    pub(super) typography: Typography,
    pub(super) words: &'a Words,
    /// The language of the texts.
    pub(super) language: &'a str,
    pub(super) pictures: &'a Pictures,
    pub(super) shortcodes: &'a Templates,
    /// What shortcodes are told of the site.
    pub(super) about: &'a BTreeMap<String, Data>,
    pub(super) options: &'a Options,
}

/// Renders what is part of the site and was not rendered the same before.
pub(super) fn render_all(
    mut drafts: Vec<Draft>,
    addresses: &Addresses,
    with: With<'_>,
    memory: &mut Memory,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Text> {
    drafts.retain(|draft| draft.left_out.is_none());
    let same = memory.knows(addresses);
    let stage = progress::stage("Rendering", drafts.len(), "text");
    let rendered: Vec<_> = drafts
        .into_par_iter()
        .map(|mut draft| {
            stage.step();
            if let Some(made) = known(&draft, addresses, with.shortcodes, same) {
                // It may be the same by its content only.
                let moved = draft.known.take().filter(|k| Some(&k.origin) != draft.origin.as_ref());
                let known = moved.map(|known| {
                    Known::of(&draft, known.answers.clone(), known.shortcodes.clone(), &made)
                });
                return (Text { draft, made }, known, Vec::new());
            }
            let mut faults = Vec::new();
            let noting = addresses.noting();
            let (made, asked) = render(&draft, &noting, with, memory.bodies(), &mut faults);
            // What has faults is rendered again until it has none.
            let answers = faults.is_empty().then(|| noting.into_answers());
            let known = answers.and_then(|answers| Known::of(&draft, answers, asked, &made));
            draft.source = draft.source.put_back();
            (Text { draft, made }, Some(known), faults)
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
    draft: &Draft,
    addresses: &Addresses,
    With { anchors, html, typography, words, language, pictures, shortcodes, about, options }: With<
        '_,
    >,
    bodies: &Bodies,
    faults: &mut Vec<Diagnostic>,
) -> (Made, Asked) {
    let route = draft.route();
    let place = draft.place(&route);
    let mut about = about.clone();
    about.insert("page".to_owned(), shortcodes::of_page(draft, &addresses.path(&route)));
    let shelf = Shelf::new(shortcodes, about);
    let text = markdown::Text {
        source: &draft.source,
        start: draft.body,
        route: &route,
        resolver: &Here { addresses, pictures, place, shortcodes: &shelf },
        anchors,
        math: draft.front.math,
        html,
        typography,
        words,
        cache: &options.cache,
    };
    let (rendered, forms) = markdown::render(text, faults);
    let cover = draft.front.image.as_ref().and_then(|file| {
        let alt = draft.front.image_alt.as_ref().map(|alt| alt.value.clone());
        let (beside, alt) = (Beside { addresses, pictures }, alt.unwrap_or_default());
        beside.picture(place, &draft.source, file, alt, COVER, faults)
    });
    let (cover, cover_files) = match cover {
        Some(Shown { picture, assets }) => (Some(picture), assets),
        None => (None, Vec::new()),
    };
    let title = draft.front.title.as_deref().unwrap_or_default();
    let headings = rendered.headings.iter().map(|heading| &*heading.text);
    let text = draft.source.text().get(draft.body..).unwrap_or_default();
    let about = search::build::about(title, headings, text, language);
    let made = Made {
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

/// What was made of a text before, if it would come out the same; `same` tells that no page has
/// another address than then.
fn known(draft: &Draft, addresses: &Addresses, templates: &Templates, same: bool) -> Option<Made> {
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

/// Looks for every place that a link leads to in the page that should have it.
fn check_anchors(all: &[Rendered], faults: &mut Vec<Diagnostic>) {
    let texts = || {
        all.iter()
            .flat_map(|own| own.texts.iter().map(|text| (own.file.site.prefix.as_str(), text)))
    };
    if texts().all(|(_, text)| text.made.rendered.anchors.is_empty()) {
        return;
    }
    let pages: HashMap<(&str, Route), &markdown::Rendered> =
        texts().map(|(at, text)| ((at, text.draft.route()), &*text.made.rendered)).collect();
    for (own, text) in texts() {
        let mut told = Faults::new(faults);
        for AnchorLink { span, language, route, fragment } in &text.made.rendered.anchors {
            let at = language.as_deref().unwrap_or(own);
            let page = pages.get(&(at, route.clone()));
            if fragment == MAIN
                || of_list(route) == Some(fragment)
                || page.is_some_and(|page| page.ids.contains(fragment))
            {
                continue;
            }
            let message = match all.iter().find(|own| own.file.site.prefix == at) {
                Some(own) => {
                    let address = own.file.site.routes.address(route);
                    format!("`{at}{address}` has no place `#{fragment}`")
                }
                None => continue,
            };
            told.add(Severity::Error, message, |message| {
                let help = match page.copied() {
                    Some(page) => place_meant(page, fragment),
                    None => Some("link to the page itself: what stands on it changes".to_owned()),
                };
                text.draft.source.error(span.clone(), message).maybe_help(help)
            });
        }
    }
}

/// Warns once of each kind of thing that is left out of pages, where the first one is.
fn tell_omitted<'a>(texts: impl Iterator<Item = &'a Text>, faults: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<&Omitted, (&Draft, &Span, usize)> = BTreeMap::new();
    for Text { draft, made } in texts {
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

/// The place that every page has: where its own content begins.
const MAIN: &str = "content";

/// The place that a page has which no text is on, if it is there whatever is published.
fn of_list(route: &Route) -> Option<&'static str> {
    match route.list().0 {
        Route::Home => Some("latest"),
        Route::Tag(_) | Route::Series(_) => Some("articles"),
        _ => None,
    }
}

/// The place in a text that a link to one that is not there may have meant.
fn place_meant(page: &markdown::Rendered, fragment: &str) -> Option<String> {
    if let Some((generator, id)) = page.other_ids.get(fragment) {
        let style = "all headings get such anchors by `style` under `[anchors]` in site.toml";
        return Some(format!("write `#{id}`: the other one is {generator}'s; {style}"));
    }
    let near = suggest::nearest(fragment, page.ids.iter().map(String::as_str));
    near.map(|id| format!("did you mean `#{id}`?"))
}

/// The links that leave the site.
pub(super) fn external(root: &Path, texts: &[Text]) -> Vec<ExternalLink> {
    let mut links: Vec<ExternalLink> = Vec::new();
    for Text { draft, made } in texts {
        links.extend(made.rendered.external.iter().map(|(span, url)| ExternalLink {
            url: url.clone(),
            path: draft.source.path().to_owned(),
            file: root.join(&draft.file.path),
            span: span.clone(),
        }));
    }
    links
}

/// Where texts are written.
fn written(root: &Path, all: &[Rendered]) -> Written {
    let origin = |prefix: &str, Text { draft, .. }: &Text| {
        let (path, file) = (draft.source.path().to_owned(), root.join(&draft.file.path));
        ((prefix.to_owned(), draft.route()), Origin { path, file, body: draft.body })
    };
    let of = |own: &Rendered| {
        let texts = own.texts.iter().map(|text| origin(&own.file.site.prefix, text));
        texts.collect::<Vec<_>>()
    };
    Written(all.iter().flat_map(of).collect())
}

/// The files that texts need, and some more.
pub(super) fn assets(
    root: &Path,
    texts: &[Text],
    more: impl Iterator<Item = Asset>,
    addresses: &Addresses,
) -> Vec<Asset> {
    let mut assets: Vec<Asset> = texts
        .iter()
        .flat_map(|Text { made, .. }| made.cover_files.iter().chain(&made.rendered.assets).cloned())
        .chain(more)
        .collect();
    assets.extend(resources::needed(root, texts, &assets, addresses));
    together(assets)
}

/// Files in the order of their paths, each once.
fn together(mut assets: Vec<Asset>) -> Vec<Asset> {
    assets.sort();
    // One picture under one name, found in two ways.
    assets.dedup_by(|a, b| a.path == b.path && (a == b || made(a).is_some() && made(a) == made(b)));
    assets
}

/// What stands around the texts and how it looks, put into the settings; gives back the rules that the
/// owner adds to those of the site.
pub(super) fn dress(
    root: &Path,
    shown: &Path,
    file: &mut SiteFile,
    texts: &[Text],
    snippets: Snippets<'_>,
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let Snippets { addresses, with } = snippets;
    let frame = mem::take(&mut file.frame);
    if let Some(source) = &file.source {
        let mut frame = frame;
        let posts = texts.iter().filter(|text| text.draft.kind == Kind::Post);
        frame.check(source, addresses, posts.map(|text| &text.draft), faults);
        let missing = file.settings.frame.missing.take();
        let frame = framed(frame, source, snippets, assets, faults);
        file.settings.frame = Frame { missing, ..frame };
    }
    let logo = (with.pictures, &with.options.cache);
    file.settings.frame.logo = logo::read(root, shown, logo, assets, faults);
    let own = (addresses, &mut file.own_files);
    file.settings.outside = outside::read(root, shown, own, faults);
    let look = (addresses, with.pictures, &mut file.own_files);
    style::read(root, shown, look, assets, faults)
}

/// The frame with what is Markdown in it rendered.
fn framed(
    draft: frame::Draft,
    source: &Source,
    snippets: Snippets<'_>,
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Frame {
    let foot = draft.foot.map(|text| snippets.value(source, &text, assets, faults));
    let announcement =
        draft.announcement.map(|text| snippets.announcement(source, &text, assets, faults));
    Frame { foot, announcement, ..draft.frame }
}

/// They are named by their content, so no other file can have the address of one.
fn add_own(assets: &mut Vec<Asset>, own: Vec<Asset>) {
    assets.extend(own);
    assets.sort();
    assets.dedup_by(|a, b| a.path == b.path && a.form == Form::Whole);
}

/// Every file has an address of its own: what no link leads to is held against that here.
fn check_assets(
    root: &Path,
    shown: &Path,
    assets: &[Asset],
    addresses: &Addresses,
    faults: &mut Vec<Diagnostic>,
) {
    let mut last = None;
    for asset in assets {
        let Asset { path, source, .. } = asset;
        let is_named_by_content = made(asset).is_some() && path.starts_with(MEDIA);
        let taken = addresses.taken(path).filter(|_| !is_named_by_content);
        let twice =
            || (last == Some(path)).then(|| "is the address of another file too".to_owned());
        let reason = taken.or_else(twice);
        last = Some(path);
        let file = || shown.join(source.strip_prefix(root).unwrap_or(source));
        // What is made of a picture was read already.
        if asset.form == Form::Whole
            && let Err(reason) = File::open(source)
        {
            faults.push(unreadable(&file(), &reason));
        }
        if let Some(reason) = reason {
            let file = file();
            let message = format!("no file can be published at `{path}`, which {reason}");
            let help = "give the file, or its folder, another name";
            faults.push(Diagnostic::of_file(file, message).help(help));
        }
    }
}

/// What names the content of a file that is made.
fn made(asset: &Asset) -> Option<Key> {
    match asset.form {
        Form::Made { key, .. } => Some(key),
        Form::Whole => None,
    }
}
