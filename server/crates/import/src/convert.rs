//! From a blog as its generator has it to the files of ours.

mod authors;
mod names;
mod placing;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use names::first;

use self::{
    authors::authors,
    names::{addressed, own_lists, slug},
    placing::Placing,
};
use crate::{
    Imported, NewFile,
    addresses::{Addresses, Target, key},
    blog::{Blog, ImportedKind, ImportedText, MarkupFormat},
    companions,
    doc::Doc,
    generator::Generator,
    head::{self, Head},
    hosts, html, lists,
    markdown::{self, Context, Templates},
    names::Date,
    report::{Class, Notes},
    scripts::Scripts,
    site,
    source::{Source, file_name},
};

/// Converts a blog.
pub(crate) fn convert(source: &Source, mut blog: Blog) -> Imported {
    let mut notes = Notes::default();
    date_all(&mut blog, &mut notes);
    hosts::lead(source, &mut blog);
    without_pages_of_ours(&mut blog);
    let mut heads: Vec<Head> = blog.texts.iter().map(head::read).collect();
    note_left(source, &blog, &mut notes);
    let authors = authors(&mut blog, &mut heads);
    let (names, patterns) = addressed(&blog);
    let slugs: Vec<String> =
        blog.texts.iter().zip(&names).map(|(text, name)| slug(text, name)).collect();
    for (head, slug) in heads.iter_mut().zip(&slugs) {
        head.slug.clone_from(slug);
    }
    let own_lists = own_lists(&blog, &heads, &patterns, authors.is_some());
    let had: BTreeSet<String> = blog
        .texts
        .iter()
        .zip(&names)
        .flat_map(|(text, name)| {
            let now = patterns.address(text, name);
            text.addresses.iter().map(|address| key(address)).chain([key(&now)])
        })
        .collect();
    let redirects = lists::redirects(&blog, &patterns, &own_lists, |bare| had.contains(bare));
    blog.feeds.extend(lists::feeds(&blog));
    blog.feeds.sort();
    blog.feeds.dedup();
    let to_lists = redirects.iter().map(|(from, to)| (key(from), to.clone()));
    let lists =
        own_lists.iter().map(|list| (list.clone(), format!("{}/", list.trim_end_matches('/'))));
    let mut converted = Vec::new();
    let mut files = BTreeMap::new();
    let mut rest = BTreeSet::new();
    let mut scripts = Scripts::default();
    let mut templates = Templates::default();
    let addresses = Addresses::new(&blog, source, to_lists.chain(lists).collect());
    for (at, text) in blog.texts.iter().enumerate() {
        let mut context = Context {
            blog: &blog,
            text,
            addresses: &addresses,
            notes: &mut notes,
            beside: BTreeMap::new(),
            files: &mut files,
            rest: &mut rest,
            templates: &mut templates,
            filled: 0,
            scripts: &mut scripts,
            body_end: Vec::new(),
        };
        converted.push(one(text, &mut heads[at], &mut context));
    }
    site::portraits(&blog, &addresses, authors.as_ref(), &mut files);
    companions::add(&mut files, &blog, source);
    let mut made = Placing::new(&blog, &names, &patterns, &converted);
    for (at, text) in blog.texts.iter().enumerate() {
        made.text(at, text, &heads[at], &converted[at], source, &mut notes);
    }
    made.imported.report.addresses.extend(redirects.keys().cloned());
    let mut imported = made.finish(notes);
    for (path, file) in &files {
        let to = path.trim_start_matches('/').to_owned();
        imported.files.insert(to, NewFile::Copy(source.place(file)));
        imported.report.files += 1;
    }
    let listed = authors.map(|authors| site::authors_file(&authors, &files)).unwrap_or_default();
    imported.report.authors = listed.1;
    let addresses = &imported.report.addresses;
    let site_file = site::site_file(&blog, &patterns, &rest, addresses, &files, &redirects);
    let series = site::series_file(&blog);
    for (name, content) in
        [("site.toml", site_file), ("authors.toml", listed.0), ("series.toml", series)]
    {
        if !content.is_empty() {
            imported.files.insert(name.into(), NewFile::Text(content));
        }
    }
    shortcodes(&mut imported);
    for (path, content) in scripts.into_files() {
        imported.files.insert(path, NewFile::Text(content));
    }
    note_site(&blog, &redirects, &mut imported);
    imported
}

/// Tells of what could not be read, and of what was not taken.
fn note_left(source: &Source, blog: &Blog, notes: &mut Notes) {
    for (path, why) in &source.refused {
        notes.note(Class::Left, why.clone(), path, 0);
    }
    for (why, files) in &blog.left {
        notes.note(Class::Left, format!("{why}: {files}"), &blog.config, 0);
    }
    for (file, line, what) in &blog.broken {
        notes.note(Class::Hand, what.clone(), file, *line);
    }
}

/// Tells of what belongs to no text: the address of the site, files elsewhere, lists that moved.
fn note_site(blog: &Blog, redirects: &BTreeMap<String, String>, imported: &mut Imported) {
    if blog.site.base_url.is_empty() {
        imported.report.hand(
            "nothing says where the site will be found: write it as `base_url` in site.toml",
            &blog.config,
            0,
        );
    }
    for (address, of) in &blog.to_fetch {
        let what = "a file that has to be fetched from where it is";
        imported.report.notes.note(Class::Left, format!("{what}: {address}"), of, 0);
    }
    for list in redirects.keys() {
        let what = "an old address of a list: it leads to ours";
        imported.report.notes.note(Class::Became, what, list, 0);
    }
}

/// Adds a template for each shortcode that somebody has to write: until then it shows what stands in a
/// call.
fn shortcodes(imported: &mut Imported) {
    for (name, of) in &imported.report.notes.unwritten {
        let path = format!("shortcodes/{name}.html");
        if !of.template.is_empty() {
            imported.files.insert(path, NewFile::Text(of.template.clone()));
            continue;
        }
        let calls: String = of
            .places
            .iter()
            .take(CALLS)
            .map(|(file, line)| format!("   {file}:{line}\n"))
            .collect();
        let more = match of.places.len().saturating_sub(CALLS) {
            0 => String::new(),
            more => format!("   and in {more} more places\n"),
        };
        let given: Vec<&str> = of.given.iter().map(String::as_str).collect();
        let given = match &given[..] {
            [] => String::new(),
            given => format!("   It is given {}.\n", given.join(", ")),
        };
        let body = match of.is_inline && !of.is_block {
            true => "<span>{{ body }}</span>",
            false => "{{ body }}",
        };
        // What it is given is asked for, so that no call is told to leave it out.
        let template = format!(
            "{{# What {} showed has to be written here. Until then this shows what stands in a call:\n\
             {calls}{more}{given}#}}\n{{% set given = [named, args] %}}{body}\n",
            of.shown.replace("#}", "# }")
        );
        imported.files.insert(path, NewFile::Text(template));
    }
}

/// How many calls a template names that somebody has to write.
const CALLS: usize = 20;

/// Leaves out pages that every site has itself: the list of the posts, where these lay, and the one for what
/// is not found.
fn without_pages_of_ours(blog: &mut Blog) {
    let (_, patterns) = addressed(blog);
    let home = patterns.folder_of_posts().map(|folder| key(&folder));
    let why = |text: &ImportedText| {
        let address = key(text.addresses.first()?);
        let is_page = text.kind == ImportedKind::Page;
        match () {
            () if !is_page => None,
            () if address == "/404" => Some("the page for what is not found: ours is there"),
            () if Some(&address) == home.as_ref() => Some("the list of the posts: ours is there"),
            () => None,
        }
    };
    let found: Vec<Option<&str>> = blog.texts.iter().map(why).collect();
    let mut kept = found.iter().map(Option::is_none);
    blog.texts.retain(|_| kept.next() == Some(true));
    found.into_iter().flatten().for_each(|why| blog.leave(why, 1));
}

/// A draft may have no date, and every post of ours has one.
fn date_all(blog: &mut Blog, notes: &mut Notes) {
    let newest = blog.texts.iter().filter_map(|text| text.date).max();
    for text in blog.texts.iter_mut().filter(|text| text.kind == ImportedKind::Post) {
        if text.date.is_none() {
            notes.note(Class::Became, "no date: that of the newest post", &text.file, 1);
            text.date = newest.or(Date::new(2000, 1, 1));
        }
    }
}

/// A text that was converted.
struct Converted {
    doc: Doc,
    /// Files beside it, by their paths from it, as they lie in the source.
    beside: BTreeMap<String, String>,
}

fn one(text: &ImportedText, head: &mut Head, context: &mut Context<'_>) -> Converted {
    let mut body = text.body.clone();
    if text.form == MarkupFormat::Html {
        let lines = context.blog.generator == Generator::WordPress && !body.contains("<!-- wp:");
        let made = html::to_markdown(&body, lines);
        for what in made.became {
            context.became(what, text.line);
        }
        body = made.markdown;
    }
    // They stand for something here: see `markdown::mark`.
    let body = body.replace(['\u{f8f0}', '\u{f8f1}'], "\u{fffd}");
    let mut doc = Doc::new(body, text.line);
    without_title(&mut doc, &head.title);
    markdown::convert(&mut doc, context);
    for name in &head.idle {
        context.became(format!("the key `{name}`: left out, since nothing here needs it"), 1);
    }
    if head.math || (context.blog.site.math && markdown::has_formulas(doc.text())) {
        head.math = doc.text().contains('$');
    }
    if !context.body_end.is_empty() {
        head.body_end = context.scripts.part(&context.text.file, &context.body_end);
    }
    cover(head, context);
    Converted { doc, beside: std::mem::take(&mut context.beside) }
}

/// Takes out a heading at the top that says the title: the page has that already.
fn without_title(doc: &mut Doc, title: &str) {
    let text = doc.text();
    let start = text.len() - text.trim_start().len();
    let line = text[start..].split('\n').next().unwrap_or_default();
    let Some(heading) = line.strip_prefix("# ") else { return };
    let heading = heading.split("{#").next().unwrap_or(heading).replace(['`', '*'], "");
    if heading.trim().eq_ignore_ascii_case(title.trim()) {
        let range = start..start + line.len();
        doc.apply(vec![(range, String::new())]);
    }
}

/// The picture above a text: a file that goes along, or none.
fn cover(head: &mut Head, context: &mut Context<'_>) {
    if head.image.is_empty() {
        return;
    }
    let image = std::mem::take(&mut head.image);
    let target = context.addresses.resolve(&image, context.text);
    let drawn = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];
    let ending = file_name(&image).rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match target {
        Target::Beside { .. } | Target::File { .. } if drawn.contains(&&*ending) => {
            head.image = context.link(&image, 1).unwrap_or_default();
        }
        _ => context.became("a cover that the source has not: left out", 1),
    }
}
