//! From the folder to the library, stage by stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, mem,
    path::{Path, PathBuf},
};

use app::{
    model::{AllowedHtml, Library},
    routes::Route,
};
use rayon::prelude::*;

use super::{
    Asset, Content, ExternalLink, LeftOut, Options,
    addresses::{Addresses, Fate, Place, site_path},
    authors::Authors,
    diagnostic::{Diagnostic, Report, Severity, sort},
    files,
    listed::list,
    markdown::{self, Rendered},
    shelf::shelve,
    site::SiteFile,
    suggest,
    texts::{Draft, Kind, Why},
};

/// Reads a content folder.
///
/// # Errors
///
/// When anything in it is wrong: the report has every fault of every file.
pub fn load(root: &Path, options: &Options) -> Result<Content, Report> {
    let shown = shown(root);
    let mut faults = Vec::new();

    if !root.is_dir() {
        let fault = Diagnostic::of_file(&shown, "there is no such folder");
        return Err(Report::new(vec![
            fault.help("name the folder that has `site.toml` and `posts`"),
        ]));
    }
    let file = SiteFile::read(root, &shown, options.base_url.as_deref(), &mut faults);
    let authors = Authors::read(root, &shown, &mut faults);
    let drafts = read_all(root, &shown, &authors, options, &mut faults);
    report_duplicates(&drafts, &mut faults);
    let left_out = left_out(&drafts);

    let addresses = Addresses::new(root, &file.site, routes(&drafts), fates(&drafts));
    file.check_links(&addresses, &mut faults);
    let mut texts = render_all(drafts, &addresses, file.site.html, &mut faults);
    check_anchors(&texts, &mut faults);
    let assets = assets(root, &texts);
    let external = external(root, &texts);

    sort(&mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(Report::new(faults));
    }
    let listed = list(&texts, options);
    let markdown = texts
        .iter_mut()
        .map(|text| (text.draft.route(), mem::take(&mut text.rendered.markdown)))
        .collect();
    let (posts, pages) = shelve(&file.site, texts);
    match Library::new(file.site, posts, pages) {
        Ok(library) => {
            let library = library.with_markdown(markdown).with_robots(file.robots);
            Ok(Content { library, listed, assets, external, warnings: faults, left_out })
        }
        // Found above, with both files: this is the net below.
        Err(duplicate) => {
            let message = format!("two texts have the slug `{}`", duplicate.0);
            Err(Report::new(vec![Diagnostic::of_file(shown, message)]))
        }
    }
}

/// The content folder as faults name it: relative to the current folder, if it lies in there.
fn shown(root: &Path) -> PathBuf {
    env::current_dir().ok().and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root).to_owned()
}

fn read_all(
    root: &Path,
    shown: &Path,
    authors: &Authors,
    options: &Options,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let posts = files::find(root, "posts", shown, faults);
    if posts.is_empty() {
        let fault = Diagnostic::of_file(shown.join("posts"), "there are no posts");
        faults.push(fault.help("make the first one with `blog new \"Its title\"`"));
    }
    let pages = files::find(root, "pages", shown, faults);
    let posts = posts.into_par_iter().map(|file| (Kind::Post, file));
    let pages = pages.into_par_iter().map(|file| (Kind::Page, file));
    let read: Vec<_> = posts
        .chain(pages)
        .map(|(kind, file)| Draft::read(root, shown, file, kind, authors, options))
        .collect();
    let mut drafts = Vec::new();
    for (draft, found) in read {
        drafts.extend(draft);
        faults.extend(found);
    }
    drafts
}

/// Two texts can't have one address, even if one of them is not published yet.
fn report_duplicates(drafts: &[Draft], faults: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<Route, &Draft> = BTreeMap::new();
    for draft in drafts {
        let route = draft.route();
        if let Some(other) = first.get(&route) {
            let message =
                format!("the slug `{}` is taken by {}", draft.slug, other.source.path().display());
            let fault = draft.fault_of_slug(message);
            faults.push(fault.help("rename one of the files, or set `slug` in its front matter"));
        } else {
            first.insert(route, draft);
        }
    }
}

fn left_out(drafts: &[Draft]) -> LeftOut {
    let future = |draft: &&Draft| draft.left_out == Some(Why::Future);
    LeftOut {
        drafts: drafts.iter().filter(|draft| draft.left_out == Some(Why::Draft)).count(),
        future: drafts.iter().filter(future).count(),
        next: drafts.iter().filter(future).map(|draft| draft.date).min(),
    }
}

/// Every address of the site.
fn routes(drafts: &[Draft]) -> BTreeSet<Route> {
    let published = || drafts.iter().filter(|draft| draft.left_out.is_none());
    let mut lists = BTreeMap::from([(Route::Archive, 0)]);
    for post in published().filter(|draft| draft.kind == Kind::Post) {
        for list in post.front.tags.iter().cloned().map(Route::Tag).chain([Route::Archive]) {
            *lists.entry(list).or_default() += 1;
        }
    }
    let lists = lists.into_iter().flat_map(|(list, posts)| list.pages(posts));
    [Route::Home, Route::Tags]
        .into_iter()
        .chain(published().map(Draft::route))
        .chain(lists)
        .collect()
}

fn fates(drafts: &[Draft]) -> BTreeMap<PathBuf, Fate> {
    let fate = |draft: &Draft| match draft.left_out {
        None => Fate::Page(draft.route()),
        Some(Why::Draft) => Fate::LeftOut(draft.route(), "a draft"),
        Some(Why::Future) => Fate::LeftOut(draft.route(), "dated in the future"),
    };
    drafts.iter().map(|draft| (draft.file.path.clone(), fate(draft))).collect()
}

/// A text with its HTML.
pub(super) struct Text {
    pub(super) draft: Draft,
    pub(super) rendered: Rendered,
}

/// Renders what is part of the site.
fn render_all(
    drafts: Vec<Draft>,
    addresses: &Addresses,
    html: AllowedHtml,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Text> {
    let rendered: Vec<_> = drafts
        .into_par_iter()
        .filter(|draft| draft.left_out.is_none())
        .map(|draft| {
            let mut faults = Vec::new();
            let text = markdown::Text {
                source: &draft.source,
                start: draft.body,
                place: Place {
                    route: &draft.route(),
                    file: &draft.file.path,
                    folder: draft.file.folder.as_deref(),
                },
                addresses,
                math: draft.front.math,
                html,
            };
            let rendered = markdown::render(text, &mut faults);
            (Text { draft, rendered }, faults)
        })
        .collect();
    let mut texts = Vec::new();
    for (text, found) in rendered {
        texts.push(text);
        faults.extend(found);
    }
    texts
}

/// Looks for every place that a link leads to in the text that should have it.
fn check_anchors(texts: &[Text], faults: &mut Vec<Diagnostic>) {
    let ids: BTreeMap<Route, &BTreeSet<String>> =
        texts.iter().map(|text| (text.draft.route(), &text.rendered.ids)).collect();
    for text in texts {
        for anchor in &text.rendered.anchors {
            // What places the other pages have is the business of those who write them.
            let Some(ids) = ids.get(&anchor.route) else {
                continue;
            };
            if !ids.contains(&anchor.fragment) {
                let message =
                    format!("`{}` has no place `#{}`", anchor.route.folder(), anchor.fragment);
                let fault = text.draft.source.error(anchor.span.clone(), message);
                let near = suggest::nearest(&anchor.fragment, ids.iter().map(String::as_str));
                faults.push(fault.maybe_help(near.map(|id| format!("did you mean `#{id}`?"))));
            }
        }
    }
}

/// The links that leave the site.
fn external(root: &Path, texts: &[Text]) -> Vec<ExternalLink> {
    let mut links: Vec<ExternalLink> = Vec::new();
    for Text { draft, rendered } in texts {
        links.extend(rendered.external.iter().map(|(span, url)| ExternalLink {
            url: url.clone(),
            path: draft.source.path().to_owned(),
            file: root.join(&draft.file.path),
            span: span.clone(),
        }));
    }
    links.sort_by(|a, b| (&a.path, a.span.start).cmp(&(&b.path, b.span.start)));
    links
}

/// The files that texts need, and those that lie in their folders.
fn assets(root: &Path, texts: &[Text]) -> Vec<Asset> {
    let mut assets = BTreeSet::new();
    for Text { draft, rendered } in texts {
        let route = draft.route();
        let place =
            Place { route: &route, file: &draft.file.path, folder: draft.file.folder.as_deref() };
        assets.extend(rendered.assets.iter().cloned());
        assets.extend(
            draft
                .file
                .beside
                .iter()
                .map(|file| Asset { source: root.join(file), path: site_path(file, Some(place)) }),
        );
    }
    assets.into_iter().collect()
}
