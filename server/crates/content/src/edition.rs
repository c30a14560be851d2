//! The texts of one language, read and then rendered. A blog has one such set, or several that know of
//! each other.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    mem,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use ::shortcodes::Templates;
use diagnostics::{Diagnostic, progress};
use images::{Asset, Pictures};
use model::{
    Author, Byline, History, Language, Library, Redirect, Series, Site, Versions,
    routes::{CORRECTIONS, Route},
};
use rayon::prelude::*;
use typeface::Typeface;
use urls::plan::{Plan, SECURITY};
use words::Message;

use super::{
    addresses::{Addresses, Neighbour},
    assemble::{SharedContext, TextsByKind, sort_by_kind},
    assets,
    changes::{self, Changes},
    dress,
    files::{TextFile, TextKind},
    lists::Lists,
    naming::name_addresses,
    options::LoadOptions,
    outside::OfTexts,
    permalinks::Permalinks,
    picture::PictureContext,
    publication,
    publication::LeftOut,
    redirects,
    render::{self, RenderContext, RenderedText},
    render_cache::RenderCache,
    resources,
    runs::{RunRecords, Runs},
    shortcodes,
    site::SiteFile,
    snippet::Snippets,
    sources::ExternalLink,
    sources::TextSource,
    texts::ParsedText,
    theme::faces,
    whole_links,
};

/// What is the same for all languages.
#[derive(Clone, Copy)]
pub(super) struct LoadContext<'a> {
    pub(super) root: &'a Path,
    pub(super) shown: &'a Path,
    pub(super) options: &'a LoadOptions,
    pub(super) pictures: &'a Pictures,
    pub(super) shortcodes: &'a Templates,
    /// Which blocks of code ran.
    pub(super) records: &'a RunRecords,
    /// The files whose texts alone are rendered, if it is not all.
    pub(super) only: Option<&'a HashSet<PathBuf>>,
}

/// The texts of a language, before any is rendered.
pub(super) struct OpenedEdition {
    pub(super) file: SiteFile,
    lists: Lists,
    pub(super) drafts: Vec<ParsedText>,
    pub(super) left_out: LeftOut,
    routes: BTreeSet<Route>,
    /// The addresses of the texts that are published.
    for_readers: BTreeSet<Route>,
    redirects: Vec<Redirect>,
}

impl OpenedEdition {
    /// Reads their heads.
    pub(super) fn read(
        blog: LoadContext<'_>,
        file: SiteFile,
        texts: Vec<(TextKind, TextFile)>,
        memory: &RenderCache,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let lists = Lists::read(blog.root, blog.shown, file.language(), faults);
        let mut drafts = read_all(blog, texts, &lists, memory, faults);
        name_addresses(&mut drafts, &file.own, &file.site.routes, faults);
        let published = drafts.iter().filter(|draft| draft.is_published());
        let for_readers = publication::routes(&file.site, &lists, published);
        let all = drafts.iter().filter(|draft| draft.left_out.is_none());
        let routes = publication::routes(&file.site, &lists, all);
        let (left_out, redirects) = (publication::left_out(&drafts), Vec::new());
        Self { file, lists, drafts, left_out, routes, for_readers, redirects }
    }

    /// The files that they bring, those of the first language with those that a site has once.
    pub(super) fn plan(&self) -> Plan {
        let patterns = &self.file.site.routes;
        let mut plan = match self.file.language() {
            None => Plan::of(patterns, &self.routes),
            Some(_) => Plan::of_language(patterns, &self.routes),
        };
        let published = self.drafts.iter().filter(|draft| draft.is_published());
        for (list, posts) in publication::lengths(&self.lists, published) {
            // The feed of the whole blog lies at its root.
            let list = if list == Route::Archive { Route::Home } else { list };
            plan.add_archives(patterns, &list, posts);
        }
        let mut published = self.drafts.iter().filter(|draft| draft.left_out.is_none());
        if published.any(|draft| !draft.front.corrections.is_empty()) {
            plan.add(CORRECTIONS);
        }
        if self.file.language().is_none() && self.file.settings.security.is_some() {
            plan.add(SECURITY);
        }
        plan
    }

    /// Finds their old addresses, whose files join the plan of the whole site.
    pub(super) fn redirect(
        &mut self,
        prefixes: &[String],
        plan: &mut Plan,
        faults: &mut Vec<Diagnostic>,
    ) {
        let Self { file, drafts, routes, .. } = self;
        self.redirects = redirects::redirects(drafts, file, routes, prefixes, plan, faults);
    }

    /// Finds the old addresses of feeds, which those of the first language alone have.
    pub(super) fn keep_feeds(&mut self, plan: &mut Plan, faults: &mut Vec<Diagnostic>) {
        if let Some(source) = &self.file.source {
            self.file.feeds.plan(source, self.routes.iter(), plan, faults);
        }
        self.file.settings.old_feeds = self.file.feeds.feeds.clone();
    }

    /// The addresses that should go on leading somewhere.
    pub(super) fn permalinks(&self) -> Permalinks {
        let Self { file, drafts, for_readers, redirects, .. } = self;
        Permalinks::of(drafts, &file.site, for_readers, redirects)
    }

    fn early(&self) -> BTreeSet<Route> {
        self.routes.difference(&self.for_readers).cloned().collect()
    }

    /// Where a link in them can lead. The routes are in there from then on.
    fn addresses(&mut self, root: &Path, plan: Plan) -> Addresses {
        let (early, routes) = (self.early(), mem::take(&mut self.routes));
        Addresses::new(root, &self.file.site, routes, publication::publish_states(&self.drafts))
            .with_early(early)
            .with_plan(plan)
            .with_elsewhere(self.file.elsewhere.clone())
            .with_aliases(&self.redirects)
    }

    /// What links from other languages need to know of this one.
    fn neighbour(&self) -> Neighbour {
        let publish_states = publication::publish_states(&self.drafts).into_iter();
        let common = common(&self.drafts);
        let common: BTreeMap<PathBuf, PathBuf> =
            common.into_iter().map(|(common, file)| (file, common)).collect();
        let with_common = |(file, state): (PathBuf, _)| {
            let common = common.get(&file).cloned().unwrap_or_default();
            (file, (state, common))
        };
        Neighbour {
            prefix: self.file.site.prefix.clone(),
            base_path: self.file.site.base_path(),
            patterns: self.file.site.routes.clone(),
            routes: self.routes.clone(),
            early: self.early(),
            texts: publish_states.map(with_common).collect(),
        }
    }

    /// Where links in the texts of each language can lead.
    pub(super) fn all_addresses(all: &mut [Self], root: &Path, plan: Plan) -> Vec<Addresses> {
        if let [alone] = all {
            return vec![alone.addresses(root, plan)];
        }
        let neighbours: Vec<Arc<Neighbour>> =
            all.iter().map(|opened| Arc::new(opened.neighbour())).collect();
        let others = |at: usize| {
            let others = neighbours.iter().enumerate().filter(move |(other, _)| *other != at);
            others.map(|(_, other)| other.clone()).collect()
        };
        let addresses = |(at, opened): (usize, &mut Self)| {
            let common = common(&opened.drafts);
            opened.addresses(root, plan.clone()).with_others(others(at), common)
        };
        all.iter_mut().enumerate().map(addresses).collect()
    }
}

/// How many bytes of texts are held from the time that their heads are read until they are rendered. The
/// others of a large blog are read once more.
const HELD: usize = 64 << 20;

/// Reads the heads of all texts.
fn read_all(
    LoadContext { root, shown, options, .. }: LoadContext<'_>,
    texts: Vec<(TextKind, TextFile)>,
    lists: &Lists,
    memory: &RenderCache,
    faults: &mut Vec<Diagnostic>,
) -> Vec<ParsedText> {
    let stage = progress::stage("Reading", texts.len(), "text");
    let held = AtomicUsize::new(0);
    let read: Vec<_> = texts
        .into_par_iter()
        .map(|(kind, file)| {
            stage.step();
            let (draft, faults) = ParsedText::read(root, shown, file, kind, lists, options, memory);
            let draft = draft.map(|draft| match held.fetch_add(draft.source.held(), Relaxed) {
                ..=HELD => draft,
                _ => ParsedText { source: draft.source.put_back(), ..draft },
            });
            (draft, faults)
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

/// The file of each text by its kind and what it has in common with its translations.
fn common(drafts: &[ParsedText]) -> BTreeMap<PathBuf, PathBuf> {
    drafts.iter().map(|draft| (draft.common(), draft.file.path.clone())).collect()
}

/// The texts of a language, rendered.
pub(super) struct Rendered {
    pub(super) file: SiteFile,
    /// What texts are set in, and what stands above them.
    pub(super) typeface: Typeface,
    pub(super) addresses: Addresses,
    pub(super) texts: Vec<RenderedText>,
    /// What they add to their own pages.
    outside: OfTexts,
    /// When they changed, where the blog asks its repository.
    changes: Changes,
    /// The files that they and what stands around them need.
    pub(super) assets: Vec<Asset>,
    /// How they changed, where that is told.
    pub(super) histories: BTreeMap<Route, History>,
    /// Markup of what incidents have in common.
    statistics: String,
    /// The rules that the owner adds to those of the site.
    pub(super) style: Option<String>,
    /// The author of texts that name none.
    author: Byline,
    authors: Vec<Author>,
    lists: Lists,
    redirects: Vec<Redirect>,
}

impl Rendered {
    pub(super) fn of(
        blog: LoadContext<'_>,
        opened: OpenedEdition,
        addresses: Addresses,
        memory: &mut RenderCache,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let LoadContext { root, shown, options, pictures, shortcodes, records, only } = blog;
        let OpenedEdition { mut file, mut lists, drafts, redirects, .. } = opened;
        file.check_links(&addresses, faults);
        whole_links::check_canonical(&drafts, &addresses, faults);
        let (html, anchors, typography) = (file.site.html, file.anchors, file.typography);
        let (words, language) = (&file.site.words.clone(), &file.site.language.clone());
        let about = &shortcodes::of_site(&file.site);
        let [typeface, of_headings] = &faces::typefaces(&file.settings.theme, &file.own_files);
        let with = RenderContext {
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
            only,
        };
        let texts = render::render_all(drafts, &addresses, with, memory, faults);
        let mut of_look = Vec::new();
        let snippets = Snippets { addresses: &addresses, with };
        let statistics = snippets.statistics(&texts, faults);
        let said = (&lists, file.language());
        let missing = snippets.missing(root, shown, said, &mut of_look, faults);
        file.settings.frame.missing = missing;
        let author = lists.authors.of_site(&file.site.author);
        let beside = PictureContext { addresses: &addresses, pictures };
        let listed = mem::take(&mut lists.authors);
        let (authors, portraits) = listed.resolve(beside, faults);
        let named = resources::named(root, &texts, beside, faults);
        // What shows more than is published is a preview: no search engine and nobody who counts is to hear of it.
        if options.drafts || options.future {
            file.settings.robots.hidden = true;
            file.settings.services.loaded.analytics.clear();
        }
        let changes = match (&file.frame.git_dates, &file.source) {
            (Some(asked), Some(source)) => changes::read(root, source, asked, faults),
            _ => Changes::new(),
        };
        let style = dress::dress(root, shown, &mut file, &texts, snippets, &mut of_look, faults);
        let own = (&addresses, &mut file.own_files);
        let outside = OfTexts::read(root, shown, &texts, own, faults);
        let more = portraits.into_iter().chain(named).chain(of_look);
        let assets = assets::assets(root, &texts, more, &addresses);
        let typeface = typeface.with_headings(of_headings);
        Self {
            file,
            typeface,
            addresses,
            texts,
            outside,
            changes,
            histories: BTreeMap::new(),
            assets,
            statistics,
            style,
            author,
            authors,
            lists,
            redirects,
        }
    }

    /// Where each text is written, by the path of its page.
    pub(super) fn text_sources(
        &self,
        root: &Path,
    ) -> impl Iterator<Item = ((String, Route), TextSource)> {
        self.texts.iter().map(move |RenderedText { draft, .. }| {
            let (path, file) = (draft.source.path().to_owned(), root.join(&draft.file.path));
            let page = (self.file.site.prefix.clone(), draft.route());
            (page, TextSource { path, file, body: draft.body, math: draft.front.math })
        })
    }

    /// The blocks of code in them that are run.
    pub(super) fn runs(&self, root: &Path) -> impl Iterator<Item = Runs> {
        let with = self.texts.iter().filter(|text| !text.made.rendered.runnables.is_empty());
        with.map(move |RenderedText { draft, made }| {
            let TextFile { path, folder, beside, .. } = &draft.file;
            let beside = beside.iter().filter_map(|file| {
                let name = file.strip_prefix(folder.as_deref()?).ok()?;
                Some((root.join(file), name.to_owned()))
            });
            Runs {
                path: draft.source.path().to_owned(),
                file: root.join(path),
                text: path.to_string_lossy().replace('\\', "/"),
                beside: beside.collect(),
                blocks: made.rendered.runnables.clone(),
            }
        })
    }

    /// The links in them that leave the site.
    pub(super) fn external(&self, root: &Path) -> Vec<ExternalLink> {
        whole_links::external(root, &self.texts)
    }

    /// Puts the library together; else names the slug that two texts have.
    pub(super) fn library(self, memory: &RenderCache) -> Result<Library, model::DuplicateSlug> {
        let Self { file, texts, outside, changes, histories, statistics, .. } = self;
        let Self { author, mut authors, lists, redirects, .. } = self;
        let mut series: Vec<Series> =
            lists.series.of(texts.iter().filter_map(|text| text.draft.front.series.as_ref()));
        let set = |text: &mut String| *text = file.typography.line(text);
        for Series { title, description, .. } in &mut series {
            set(title);
            set(description);
        }
        authors.iter_mut().for_each(|author| set(&mut author.bio));
        let bodies = memory.bodies();
        let markdown = texts
            .iter()
            .map(|text| (text.draft.route(), bodies.body(text.made.markdown)))
            .collect();
        let names_files = file.settings.frame.post.edit_url.is_some();
        let (site, typography, author) = (&file.site, file.typography, &author);
        let changes = &changes;
        let data_license = &file.data_license;
        let around = SharedContext {
            site,
            typography,
            author,
            data_license,
            names_files,
            changes,
            histories: &histories,
        };
        let TextsByKind { posts, incidents, pages } =
            sort_by_kind(around, texts, |draft| outside.of(&draft.front), bodies);
        let library = Library::new(file.site, posts, pages)?;
        Ok(library
            .with_incidents(incidents, statistics)
            .with_markdown(markdown)
            .with_histories(histories)
            .with_settings(file.settings)
            .with_authors(authors)
            .with_series(series)
            .with_redirects(redirects))
    }
}

/// Which texts of several languages are the same, by the routes of each and by what they have in common.
pub(super) struct Translations(Vec<Common>);

/// What the texts of one language have in common with those of others.
struct Common {
    of: BTreeMap<Route, PathBuf>,
    /// The same, turned around.
    routes: BTreeMap<PathBuf, Route>,
}

impl Translations {
    pub(super) fn of(all: &[Rendered]) -> Self {
        if all.len() < 2 {
            return Self(Vec::new());
        }
        let of = |Rendered { texts, .. }: &Rendered| {
            let texts =
                texts.iter().map(|RenderedText { draft, .. }| (draft.route(), draft.common()));
            let of: BTreeMap<Route, PathBuf> = texts.collect();
            let routes = of.iter().map(|(route, common)| (common.clone(), route.clone())).collect();
            Common { of, routes }
        };
        Self(all.iter().map(of).collect())
    }

    /// Lets each language of a blog know of the others.
    pub(super) fn join(&self, libraries: Vec<Library>) -> Vec<Library> {
        if libraries.len() < 2 {
            return libraries;
        }
        let language = |site: &Site| Language::of(site, site.words.say(Message::LanguageName));
        let languages = libraries.iter().map(|library| language(library.site())).collect();
        let same = |(at, route): (usize, &Route), other: usize| {
            self.0[other].routes.get(self.0[at].of.get(route)?).cloned()
        };
        let routes: Vec<_> =
            libraries.iter().map(|library| library.routes().into_iter().collect()).collect();
        let versions = Versions::of(&routes, languages, same);
        let both = libraries.into_iter().zip(versions);
        both.map(|(library, versions)| library.with_versions(versions)).collect()
    }
}
