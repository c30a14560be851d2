//! All that is read of a folder before any text is rendered: what holds for all of them, and their heads.

use std::{mem, path::Path};

use ::shortcodes::Templates;
use diagnostics::Diagnostic;
use images::Pictures;
use typeface::Typeface;
use urls::plan::Plan;

use super::{
    edition::{LoadContext, OpenedEdition},
    files::{self, TextFile, TextKind},
    languages::Tags,
    options::LoadOptions,
    render_cache::RenderCache,
    runs::RunRecords,
    shortcodes,
    site::SiteFile,
    theme::faces,
};

/// What is read before the texts, for all of them.
pub(super) struct BeforeTexts {
    pictures: Pictures,
    shortcodes: Templates,
    pub(super) records: RunRecords,
}

impl BeforeTexts {
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        options: &LoadOptions,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            pictures: Pictures::new(options.pictures, options.cache.clone()),
            shortcodes: shortcodes::read(root, shown, faults),
            records: RunRecords::read(root, shown, faults),
        }
    }

    pub(super) fn context<'a>(
        &'a self,
        root: &'a Path,
        shown: &'a Path,
        options: &'a LoadOptions,
    ) -> LoadContext<'a> {
        let Self { pictures, shortcodes, records } = self;
        LoadContext { root, shown, options, pictures, shortcodes, records, only: None }
    }
}

/// Reads `site.toml` and the heads of all texts.
pub(super) fn read_heads(
    blog: LoadContext<'_>,
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) -> Vec<OpenedEdition> {
    let LoadContext { root, shown, options, .. } = blog;
    let url = options.base_url.as_deref();
    let file = SiteFile::read(root, shown, url, options.today, faults);
    let [typeface, _] = faces::typefaces(&file.settings.theme, &file.own_files);
    memory.begin(root, shown, options, &typeface);
    open(blog, file, &typeface, memory, faults)
}

/// Finds the texts of all languages and reads their heads.
fn open(
    blog: LoadContext<'_>,
    mut file: SiteFile,
    typeface: &Typeface,
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) -> Vec<OpenedEdition> {
    let LoadContext { root, shown, options, .. } = blog;
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
    let mut opened =
        vec![OpenedEdition::read(blog, file, mem::take(&mut texts[0]), memory, faults)];
    for ((other, file), texts) in others.into_iter().zip(texts.into_iter().skip(1)) {
        let tag = &other.tag;
        if let Some(source) = file.source.as_ref().filter(|_| texts.is_empty()) {
            let message = format!("no text is in `{}`", tag.value);
            let help = format!("write one: posts/hello.{0}.md, or {0}/posts/hello.md", tag.value);
            faults.push(source.warning(tag.span.clone(), message).help(help));
        }
        let memory = memory.in_language(&tag.value);
        memory.begin(root, shown, options, typeface);
        opened.push(OpenedEdition::read(blog, file, texts, memory, faults));
    }
    for draft in opened[0].drafts.iter().filter(|draft| draft.kind == TextKind::Page) {
        let slug = draft.slug.as_str();
        if let Some(tag) = tags.all[1..].iter().find(|tag| tag.eq_ignore_ascii_case(slug)) {
            let message = format!("a page can't be called `{slug}`: `/{tag}/` is a language");
            faults.push(draft.fault_of_slug(message).help("choose another name"));
        }
    }
    opened
}

/// The files of all texts, by their languages.
fn find(
    blog: LoadContext<'_>,
    tags: &Tags,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Vec<(TextKind, TextFile)>> {
    let LoadContext { root, shown, .. } = blog;
    let mut texts: Vec<Vec<_>> = tags.all.iter().map(|_| Vec::new()).collect();
    for kind in TextKind::ALL {
        let files = files::find(root, kind.key(), shown, tags, faults);
        if files.is_empty() && kind == TextKind::Post {
            let fault = Diagnostic::of_file(shown.join("posts"), "there are no posts");
            faults.push(fault.help("make the first one with `blog new \"Its title\"`"));
        }
        for file in files {
            texts[file.language].push((kind, file));
        }
    }
    texts
}

/// The files that the whole site has beside those of its texts, old addresses of these among them.
pub(super) fn plan(opened: &mut [OpenedEdition], faults: &mut Vec<Diagnostic>) -> Plan {
    let mut plan = opened[0].plan();
    for other in &opened[1..] {
        plan.add_language(&other.file.site.prefix, &other.plan());
    }
    opened[0].keep_feeds(&mut plan, faults);
    let prefixes: Vec<String> =
        opened.iter().map(|opened| opened.file.site.prefix.clone()).collect();
    opened.iter_mut().for_each(|opened| opened.redirect(&prefixes, &mut plan, faults));
    plan
}
