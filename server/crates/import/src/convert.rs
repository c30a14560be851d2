//! From a blog as its generator has it to the files of ours.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Imported, NewFile, Origin, Report,
    addresses::{Addresses, Target, key},
    blog::{Author, Blog, Form, ImportedKind, ImportedText},
    doc::Doc,
    generators::Generator,
    head::{self, Head},
    html, lists,
    markdown::{self, Context},
    names::{Date, nearest},
    patterns::Patterns,
    report::{Class, Notes},
    site,
    source::{Source, file_name, normal},
};

/// Names of pages that would stand where the site has something of its own.
const RESERVED: [&str; 15] = [
    "posts", "tags", "archive", "authors", "series", "lists", "media", "pkg", "fonts", "404",
    "feed", "rss", "index", "build", "search",
];

/// Converts a blog.
pub(crate) fn convert(source: &Source, mut blog: Blog) -> Imported {
    let mut notes = Notes::default();
    date_all(&mut blog, &mut notes);
    without_pages_of_ours(&mut blog);
    let mut heads: Vec<Head> = blog.texts.iter().map(head::read).collect();
    for (path, why) in &source.refused {
        notes.note(Class::Left, why.clone(), path, 0);
    }
    for (why, files) in &blog.left {
        notes.note(Class::Left, format!("{why}: {files}"), &blog.config, 0);
    }
    for (file, line, what) in &blog.broken {
        notes.note(Class::Hand, what.clone(), file, *line);
    }
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
        };
        converted.push(one(text, &mut heads[at], &mut context));
    }
    site::portraits(&blog, &addresses, authors.as_ref(), &mut files);
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
    for (name, content) in [
        (
            "site.toml",
            site::site_file(
                &blog,
                &patterns,
                &rest,
                &imported.report.addresses,
                &files,
                &redirects,
            ),
        ),
        ("authors.toml", listed.0),
        ("series.toml", site::series_file(&blog)),
    ] {
        if !content.is_empty() {
            imported.files.insert(name.into(), NewFile::Text(content));
        }
    }
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
    imported
}

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
    if text.form == Form::Html {
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
    if head.math || (context.blog.site.math && doc.text().contains("$$")) {
        head.math = doc.text().contains('$');
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

/// Says everywhere by which id an author is known; `None` where posts name their authors in full.
fn authors(blog: &mut Blog, heads: &mut [Head]) -> Option<BTreeMap<String, Author>> {
    if blog.authors.is_empty() {
        return None;
    }
    let mut listed: BTreeMap<String, Author> = BTreeMap::new();
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for (key, author) in &blog.authors {
        let id = nearest(key);
        if id.is_empty() {
            continue;
        }
        by_name.insert(key.to_lowercase(), id.clone());
        by_name.entry(author.name.to_lowercase()).or_insert(id.clone());
        listed.insert(id, author.clone());
    }
    for head in heads {
        let mut ids: Vec<String> = Vec::new();
        for written in std::mem::take(&mut head.authors) {
            let (name, url) = byline(&written);
            let known = by_name.get(&name.to_lowercase()).cloned();
            let id = known.unwrap_or_else(|| {
                let id = nearest(&name);
                by_name.insert(name.to_lowercase(), id.clone());
                if !id.is_empty() {
                    let new = Author { name: name.clone(), url, ..Author::default() };
                    listed.entry(id.clone()).or_insert(new);
                }
                id
            });
            if !id.is_empty() && !ids.contains(&id) {
                ids.push(id);
            }
        }
        head.authors = ids;
    }
    Some(listed)
}

/// The name and the address in a byline that may be a link of Markdown.
fn byline(written: &str) -> (String, String) {
    let link = written.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    match link.and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?))) {
        Some((name, url)) => (name.to_owned(), url.to_owned()),
        None => (written.to_owned(), String::new()),
    }
}

/// A name of ours for each text, and the patterns that make addresses of them.
fn addressed(blog: &Blog) -> (Vec<String>, Patterns) {
    let mut patterns = Patterns::default();
    let mut names = self::names(&blog.texts, &patterns);
    // Names have to be free at the addresses that they make, and patterns are told from names: both
    // hold once the names stay the same.
    for _ in 0..2 {
        patterns = Patterns::of(blog, &names);
        let again = self::names(&blog.texts, &patterns);
        if again == names {
            break;
        }
        names = again;
    }
    (names, patterns)
}

/// What a translation is called in its address, where that is not its name, which it has in common with
/// the text that it translates.
fn slug(text: &ImportedText, name: &str) -> String {
    let own = nearest(&text.name);
    if text.language.is_empty() || own.is_empty() || own == name { String::new() } else { own }
}

/// A name of ours for each text, which no other text of its kind and language has. Translations have that of
/// the text in the first language.
fn names(texts: &[ImportedText], patterns: &Patterns) -> Vec<String> {
    let mut taken: BTreeSet<(&str, bool, String)> = BTreeSet::new();
    let mut common: BTreeMap<(&str, bool), String> = BTreeMap::new();
    let mut names = vec![String::new(); texts.len()];
    let folders: Vec<String> = patterns.folders().iter().map(|list| first(list)).collect();
    // The first language has the choice.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&at| !texts[at].language.is_empty());
    for at in order {
        let text = &texts[at];
        let is_page = text.kind == ImportedKind::Page;
        let group = (&*text.common, is_page);
        let language = &*text.language;
        let apart = is_page && !patterns.are_open();
        if let Some(name) = common.get(&group).filter(|_| !text.common.is_empty())
            && taken.insert((language, apart, name.clone()))
        {
            names[at].clone_from(name);
            continue;
        }
        let mut name = nearest(&text.name);
        if name.is_empty() {
            name = "text".into();
        }
        if name.len() > 120 {
            let end = (0..=120).rev().find(|&end| name.is_char_boundary(end)).unwrap_or(0);
            name = name[..end].trim_end_matches('-').to_owned();
        }
        // Posts and pages may have addresses of one form.
        let is_open = is_page || patterns.are_open();
        if is_open && (RESERVED.contains(&&*name) || folders.contains(&name)) {
            name.push_str(if is_page { "-page" } else { "-post" });
        }
        let dated = text.date.map(|date| format!("{name}-{}", date.year));
        let full = text.date.map(|date| format!("{name}-{date}"));
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let tries = [Some(name.clone()), dated, full].into_iter().flatten().chain(numbered);
        for name in tries {
            if taken.insert((language, apart, name.clone())) {
                names[at].clone_from(&name);
                common.entry(group).or_insert(name);
                break;
            }
        }
    }
    names
}

/// The first part of a path.
pub(crate) fn first(path: &str) -> String {
    path.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()
}

/// The lists of the new site, as paths without a slash at their end.
fn own_lists(
    blog: &Blog,
    heads: &[Head],
    patterns: &Patterns,
    has_authors: bool,
) -> BTreeSet<String> {
    // The lists of all authors and of all series are there only where there are some.
    let [all_tags, _, archive, _] = patterns.folders();
    let mut lists = BTreeSet::from(["/".to_owned()]);
    for (text, head) in blog.texts.iter().zip(heads) {
        if text.kind == ImportedKind::Page || text.draft {
            continue;
        }
        let prefix = match &*text.language {
            "" => String::new(),
            tag => format!("/{tag}"),
        };
        let tags = head.tags.iter().map(|tag| patterns.of_tag(tag));
        let authors = head.authors.iter().filter(|_| has_authors && prefix.is_empty());
        lists.extend(authors.map(|id| patterns.of_author(id)));
        let paths = tags.chain([all_tags.clone(), archive.clone(), String::new()]);
        lists.extend(paths.map(|path| format!("{prefix}{path}")));
    }
    lists.remove("");
    lists
}

/// The files of the target while they are put together.
struct Placing<'a> {
    blog: &'a Blog,
    names: &'a [String],
    patterns: &'a Patterns,
    /// Where each text lies, below the content folder.
    places: Vec<String>,
    taken: BTreeMap<String, usize>,
    imported: Imported,
}

impl<'a> Placing<'a> {
    fn new(
        blog: &'a Blog,
        names: &'a [String],
        patterns: &'a Patterns,
        converted: &[Converted],
    ) -> Self {
        // A text and its translations lie together.
        let with_files: BTreeSet<(bool, &str)> = (0..names.len())
            .filter(|&at| !converted[at].beside.is_empty())
            .map(|at| (blog.texts[at].kind == ImportedKind::Post, &*names[at]))
            .collect();
        let place = |(at, text): (usize, &ImportedText)| {
            let is_post = text.kind == ImportedKind::Post;
            let section = if is_post { "posts" } else { "pages" };
            let name = &names[at];
            let ending = match &*text.language {
                "" => "md".to_owned(),
                tag => format!("{tag}.md"),
            };
            match with_files.contains(&(is_post, name)) {
                false => format!("{section}/{name}.{ending}"),
                true => format!("{section}/{name}/index.{ending}"),
            }
        };
        let places: Vec<String> = blog.texts.iter().enumerate().map(place).collect();
        let mut target = Self {
            blog,
            names,
            patterns,
            places,
            taken: BTreeMap::new(),
            imported: Imported {
                files: BTreeMap::new(),
                report: Report {
                    generator: blog.generator,
                    config: blog.config.clone(),
                    posts: 0,
                    drafts: 0,
                    pages: 0,
                    authors: 0,
                    files: 0,
                    addresses: Vec::new(),
                    kept: Vec::new(),
                    notes: Notes::default(),
                },
                origins: BTreeMap::new(),
            },
        };
        for at in 0..blog.texts.len() {
            let address = target.address(at);
            target.taken.insert(key(&address), at);
        }
        target
    }

    /// The address that a text has on the new site.
    fn address(&self, at: usize) -> String {
        let text = &self.blog.texts[at];
        let slug = slug(text, &self.names[at]);
        let name = if slug.is_empty() { &self.names[at] } else { &slug };
        self.patterns.address(text, name)
    }

    /// The old addresses of a text that its head has to name.
    fn aliases(&mut self, at: usize, text: &ImportedText, notes: &mut Notes) -> Vec<String> {
        let mut aliases: Vec<String> = Vec::new();
        let own = self.address(at);
        for address in &text.addresses {
            if address.starts_with("/?") {
                if !text.draft {
                    self.imported.report.addresses.push(address.clone());
                }
                aliases.push(address.clone());
                continue;
            }
            let Some(path) = normal(address) else { continue };
            let is_file = path.ends_with(".html") || path.ends_with(".htm");
            let path = if is_file { format!("/{path}") } else { format!("/{path}/") };
            let path = path.strip_suffix("index.html").unwrap_or(&path).to_owned();
            if path == "/" || path == "//" || aliases.contains(&path) {
                continue;
            }
            if path == own {
                if !text.draft {
                    self.imported.report.addresses.push(path);
                }
                continue;
            }
            let bare = key(&path);
            let by = self.taken.get(&bare).copied();
            // `/a/` and `/a.html` of one text are two files.
            if by.is_some_and(|by| by != at) || self.is_of_site(&bare) {
                let what = "an old address that something else has: it leads there";
                notes.note(Class::Became, what, &text.file, 1);
                continue;
            }
            self.taken.insert(bare, at);
            if !text.draft {
                self.imported.report.addresses.push(path.clone());
            }
            aliases.push(path);
        }
        aliases
    }

    fn is_of_site(&self, path: &str) -> bool {
        let own = self.patterns.folders();
        let [all_tags, all_authors, archive, all_series] = &own;
        let lists = [all_tags, all_authors, all_series];
        let files = ["/media", "/lists", "/pkg", "/search"];
        let below = |folder: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        matches!(path, "/" | "/404" | "/posts")
            || path == archive
            || lists.iter().any(|folder| below(folder))
            || files.iter().any(|folder| below(folder))
    }

    fn text(
        &mut self,
        at: usize,
        text: &ImportedText,
        head: &Head,
        converted: &Converted,
        source: &Source,
        notes: &mut Notes,
    ) {
        let aliases = self.aliases(at, text, notes);
        let mut head = head.clone();
        head.image = self.unmarked(at, &head.image);
        let top = head::write(&head, text, &aliases, &[]);
        let body = self.unmarked(at, converted.doc.text());
        let body = body.trim_matches('\n');
        let skipped =
            converted.doc.text().len() - converted.doc.text().trim_start_matches('\n').len();
        let mut lines = vec![1; top.matches('\n').count() + 1];
        lines.extend(converted.doc.origins().iter().skip(skipped));
        let place = &self.places[at];
        self.imported.files.insert(place.clone(), NewFile::Text(format!("{top}\n{body}\n")));
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        for (to, file) in &converted.beside {
            let copy = NewFile::Copy(source.place(file));
            let other = self.imported.files.insert(format!("{folder}/{to}"), copy.clone());
            if other.is_some_and(|other| other != copy) {
                let what = format!(
                    "a translation has another file in the place of `{to}`: name it otherwise"
                );
                notes.note(Class::Hand, what, &text.file, 1);
            }
            self.imported.report.files += 1;
        }
        let origin = Origin { file: text.file.clone(), lines };
        self.imported.origins.insert(place.clone(), origin);
        let report = &mut self.imported.report;
        match text.kind {
            ImportedKind::Post => report.posts += 1,
            ImportedKind::Page => report.pages += 1,
        }
        report.drafts += usize::from(text.draft && text.kind == ImportedKind::Post);
    }

    /// A text of which every link to another one is written as it leads from its own place.
    fn unmarked(&self, at: usize, text: &str) -> String {
        let depth = self.places[at].matches('/').count();
        let up = "../".repeat(depth);
        let here = self.places[at].rsplit_once('/').map_or("", |(folder, _)| folder);
        markdown::unmark(text, |other| {
            let place = self.places.get(other).map_or("", String::as_str);
            match place.strip_prefix(here).and_then(|rest| rest.strip_prefix('/')) {
                Some(near) => near.to_owned(),
                None => match (here.strip_prefix("posts/"), place.strip_prefix("posts/")) {
                    (Some(_), Some(near)) => format!("../{near}"),
                    _ => format!("{up}{place}"),
                },
            }
        })
    }

    fn finish(mut self, notes: Notes) -> Imported {
        self.imported.report.addresses.sort();
        self.imported.report.addresses.dedup();
        self.imported.report.notes = notes;
        self.imported
    }
}
