//! What the search reads: see the crate `search`.
//!
//! The texts are the pages outside the order of posts, then posts and incidents from the oldest on: a new one
//! is the last, and leaves the numbers of all others as they are.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::Path,
};

use diagnostics::{Error, Result, progress};
use model::{
    Byline, Library, Post, Prose, Standalone,
    routes::{Route, SEARCH_INDEX, SEARCH_ROOT},
};
use rayon::prelude::*;
use search::build::{Builder, Index, IndexedText, Prepared, SameName};
use store::{Cache, Key, snapshot};

use super::{Folder, copies, pages::name};

/// So many texts are read at a time: enough for all cores, little beside the index.
const AT_A_TIME: usize = 256;

/// A text of either kind.
#[derive(Clone, Copy)]
enum IndexSource<'a> {
    Page(&'a Standalone),
    Post(&'a Post),
}

/// To be counted up whenever what is kept is written otherwise.
const KIND: &str = "index 3";

/// Of so many texts one may have changed since the last time that they were kept: to read it once more in the next
/// build takes less than to write down what is known of all.
const FEW: usize = 128;

/// Writes the index, unless the one that is there was made from the same. Only texts that have changed are read for
/// it: what the cache has of the last one, be it in another folder, are the words of the others.
///
/// # Errors
///
/// When a file can't be written.
pub fn write(library: &Library, site: &Folder, cache: &Cache) -> Result<()> {
    if library.site().unsearched {
        return Ok(());
    }
    let pages = library.pages().iter().map(IndexSource::Page);
    let all = pages.chain(library.dated().into_iter().rev().map(IndexSource::Post));
    let sources: Vec<IndexSource<'_>> = all.filter(|source| !source.prose().unsearched).collect();
    let keys: Vec<Key> = sources.par_iter().map(|source| source.key(library)).collect();
    let names = keys.iter().map(|key| key.bytes().as_slice());
    let key = Key::of([b"search".as_slice()].into_iter().chain(names));
    if site.keep(SEARCH_ROOT, key, SEARCH_INDEX)? {
        return Ok(());
    }
    let index = index(library, &sources, &keys, cache)?;
    index
        .files
        .par_iter()
        .try_for_each(|(path, bytes)| site.write(&format!("{SEARCH_INDEX}{path}"), bytes))?;
    site.write_keyed(SEARCH_ROOT, key, || Ok(index.root))
}

/// The index of texts with these keys.
fn index(
    library: &Library,
    sources: &[IndexSource<'_>],
    keys: &[Key],
    cache: &Cache,
) -> Result<Index> {
    let kept = cache.file_about(key_of_index(library), "index");
    let known = kept.as_deref().and_then(|file| recall(file, keys));
    let (mut builder, unknown) =
        known.unwrap_or_else(|| (Builder::with_places(keys.len()), (0..keys.len()).collect()));
    let stage = progress::stage("Indexing", unknown.len(), "text");
    for places in unknown.chunks(AT_A_TIME) {
        let prepare = |place: &usize| {
            stage.step();
            (*place, sources[*place].prepare(library))
        };
        let texts: Vec<(usize, Prepared)> = places.par_iter().map(prepare).collect();
        texts.into_iter().for_each(|(place, text)| builder.put(place, text));
    }
    if let Some(file) = &kept
        && unknown.len() > keys.len() / FEW
        && let Err(reason) = keep(file, keys, &builder)
    {
        cache.note(file, &reason);
    }
    builder.finish().map_err(|SameName(path)| {
        Error::new(format!("two files of the search index would be called {path}"))
    })
}

/// Names the blog in one of its languages in the cache: of each is kept what its last index was made of.
fn key_of_index(library: &Library) -> Key {
    let site = library.site();
    Key::of([b"search".as_slice(), site.base_url.as_bytes(), site.language.as_bytes()])
}

/// Keeps the texts of an index, by their keys.
fn keep(file: &Path, keys: &[Key], builder: &Builder) -> io::Result<()> {
    snapshot::write(file, KIND, &keys, |to| builder.keep(to))
}

/// Those of some texts that are kept, and the places of the others.
fn recall(file: &Path, keys: &[Key]) -> Option<(Builder, Vec<usize>)> {
    let (before, bytes) = snapshot::read::<Vec<Key>>(file, KIND)?;
    let places: HashMap<Key, usize> = keys.iter().copied().zip(0..).collect();
    let builder = Builder::recall(&bytes, keys.len(), |at| places.get(before.get(at)?).copied())?;
    let known: HashSet<Key> = before.into_iter().collect();
    let unknown = (0..keys.len()).filter(|place| !known.contains(&keys[*place]));
    Some((builder, unknown.collect()))
}

impl<'a> IndexSource<'a> {
    fn named(self) -> (Route, &'a str, &'a str) {
        match self {
            Self::Page(page) => (Route::Page(page.slug.clone()), &page.title, &page.description),
            Self::Post(post) => (post.route(), &post.summary.title, &post.summary.description),
        }
    }

    /// Names all that the index has of it.
    fn key(self, library: &Library) -> Key {
        let (route, title, description) = self.named();
        let (site, head) = (library.site(), copies::head_at(library, &route).unwrap_or_default());
        let (path, beside) = (site.routes.path(&route), self.beside());
        let said = format!("{path}\0{title}\0{description}\0{head}\0{beside:?}\0{}", site.language);
        let markdown = library.markdown(&route).map_or(Key::of([]), name);
        let html = name(&self.prose().html);
        Key::of([b"indexed".as_slice(), said.as_bytes(), markdown.bytes(), html.bytes()])
    }

    fn prose(self) -> &'a Prose {
        match self {
            Self::Page(page) => &page.prose,
            Self::Post(post) => &post.prose,
        }
    }

    /// What else is known of a post: its day, tags, authors and series.
    #[allow(clippy::type_complexity, reason = "named where it is taken apart")]
    fn beside(
        self,
    ) -> Option<(String, Vec<String>, Vec<(String, String)>, Option<(String, String)>)> {
        let Self::Post(post) = self else { return None };
        let tags = post.summary.tags.iter().map(ToString::to_string).collect();
        let author = |author: &Byline| Some((author.id.as_ref()?.to_string(), author.name.clone()));
        let authors = post.authors.iter().filter_map(author).collect();
        let series = post.series.as_ref().map(|part| (part.id.to_string(), part.title.clone()));
        Some((post.summary.date.to_string(), tags, authors, series))
    }

    fn prepare(self, library: &Library) -> Prepared {
        let (route, title, description) = self.named();
        let (markdown, start) = copies::copy_of(library, &route).unwrap_or_default();
        let (date, tags, authors, series) = self.beside().unwrap_or_default();
        Prepared::of(&IndexedText {
            title,
            description,
            path: library.site().routes.path(&route),
            date,
            tags,
            authors,
            series,
            language: &library.site().language,
            markdown: &markdown,
            start: start.min(markdown.len()),
            headings: headings(&self.prose().html.text()),
        })
    }
}

/// Text and anchor of the headings in the HTML of a text, which an HTML parser leaves as it is.
fn headings(html: &str) -> Vec<(String, String)> {
    let mut headings = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<h") {
        rest = &rest[at + 2..];
        let level = rest.as_bytes().first().copied().unwrap_or_default();
        let Some(open) = rest.find('>').filter(|_| (b'1'..=b'6').contains(&level)) else {
            continue;
        };
        let Some(close) = rest.find(&format!("</h{}>", char::from(level))) else { break };
        if open >= close {
            continue;
        }
        let anchor = rest[1..open].split_once(" id=\"").and_then(|(_, id)| id.split_once('"'));
        if let Some((anchor, _)) = anchor {
            let anchor = html_escape::decode_html_entities(anchor).into_owned();
            // Behind the words stands a link to the heading itself.
            let words = rest[open + 1..close].split("<a class=\"anchor\"").next();
            headings.push((text(words.unwrap_or_default()), anchor));
        }
        rest = &rest[close..];
    }
    headings
}

/// What a reader sees of some HTML.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    html_escape::decode_html_entities(text.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fixtures::library;

    #[test]
    fn headings_are_read_from_what_was_rendered() {
        let html = "<p>x</p><h2 id=\"a-b\">A &amp; <code>B</code> <a class=\"anchor\" href=\"#a-b\">#</a></h2>\
                    <header>no</header><h3 class=\"x\" id=\"c\">C</h3><h4>D</h4><h2";
        assert_eq!(
            headings(html),
            [("A & B".into(), "a-b".into()), ("C".into(), "c".into())] as [(String, String); 2]
        );
    }

    #[test]
    fn what_is_kept_are_the_texts_that_did_not_change() {
        let temp = tempfile::tempdir().expect("a folder");
        let file = temp.path().join("index");
        let library = library("https://example.org/blog");
        let sources: Vec<IndexSource<'_>> =
            library.posts().iter().rev().map(IndexSource::Post).collect();
        let keys: Vec<Key> = sources.iter().map(|source| source.key(&library)).collect();
        assert!(recall(&file, &keys).is_none());
        let whole = || {
            let mut builder = Builder::with_places(sources.len());
            let put = |(place, source): (usize, &IndexSource<'_>)| {
                builder.put(place, source.prepare(&library));
            };
            sources.iter().enumerate().for_each(put);
            builder
        };
        keep(&file, &keys, &whole()).expect("kept");
        let mut other = keys.clone();
        other[0] = Key::of([b"another text".as_slice()]);
        let (mut builder, unknown) = recall(&file, &other).expect("kept");
        assert_eq!(unknown, [0]);
        builder.put(0, sources[0].prepare(&library));
        assert_eq!(builder.finish(), whole().finish());
        let (builder, unknown) = recall(&file, &keys).expect("kept");
        assert_eq!((builder.finish(), unknown), (whole().finish(), Vec::new()));
    }

    #[test]
    fn an_index_is_made_of_every_text_and_named_by_the_file_that_stays() {
        let temp = tempfile::tempdir().expect("a folder");
        let library = library("https://example.org/blog");
        let cache = Cache::at(temp.path().join("cache")).expect("a cache");
        let site = Folder::at(temp.path().join("site"));
        write(&library, &site, &cache).expect("written");
        let again = Folder::at(temp.path().join("again"));
        write(&library, &again, &cache).expect("written");
        assert_eq!(site.paths(), again.paths());
        for path in site.paths() {
            assert_eq!(site.read(&path).expect("there"), again.read(&path).expect("there"));
        }
        let root = String::from_utf8(site.read(SEARCH_ROOT).expect("there")).expect("a name");
        let mut engine = search::Engine::new(&root);
        for path in site.paths() {
            if let Some(file) = path.strip_prefix(SEARCH_INDEX) {
                engine.give(file, site.read(&path).expect("there"));
            }
        }
        let search::SearchOutcome::Found(found) = engine.ask("grosse", 8) else {
            panic!("not found")
        };
        assert_eq!(found.hits[0].record.path, "/posts/gr%C3%B6%C3%9Fe/");
        assert_eq!(found.hits[0].record.sections[1].0, "Part");
    }
}
