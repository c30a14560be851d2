//! What readers may be made to download: the budgets in `budgets.toml`, and what is over them.

use std::{collections::BTreeSet, fmt};

use diagnostics::{Error, Result, count};
use model::{
    lists::{SCREENFUL, SHARD, folder, postings_file, shard_file},
    routes::Route,
};
use toml::de::{DeTable, DeValue};

use super::{Edition, Folder, names, pages};

/// The file, as it was when this program was compiled.
const FILE: &str = include_str!("../../../../budgets.toml");

/// An app of more bytes than this, before compression, was built for debugging and not for readers.
const DEBUG: u64 = 2 << 20;

/// All budgets, in bytes.
#[derive(Debug, PartialEq)]
struct Budgets {
    app: u64,
    reading: u64,
    islands: u64,
    incidents: u64,
    words: u64,
    home: u64,
    filter: u64,
    post_times: f64,
    post_more: u64,
    post_frame: u64,
}

/// Something that readers download which is over its budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    what: String,
    bytes: u64,
    budget: u64,
    /// The files, with what each weighs.
    files: Vec<(String, u64)>,
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, bytes, budget, files } = self;
        let over = count((bytes - budget) as usize, "byte");
        write!(f, "{what}: {over} over the budget of {budget}")?;
        for (at, (file, bytes)) in files.iter().enumerate() {
            write!(f, "{}{file} {bytes}", if at == 0 { " (" } else { ", " })?;
        }
        f.write_str(if files.is_empty() { "" } else { ")" })
    }
}

/// All that is over its budget. What is not compressed is not compared with what it may weigh then.
///
/// # Errors
///
/// When the budgets can't be read.
pub fn over(editions: &[Edition]) -> Result<Vec<Over>> {
    let budgets = Budgets::read(FILE)?;
    let mut over = Vec::new();
    let [Edition { front, site, .. }, ..] = editions else { return Ok(over) };
    let look = Look { site };
    let addresses = &front.addresses;
    if site.size(&addresses.wasm) <= DEBUG {
        let files = [&addresses.start, &addresses.script, &addresses.wasm].map(Clone::clone);
        over.extend(look.compressed("the app", budgets.app, files));
        let figures = front.package_files("islands");
        over.extend(look.compressed("the islands of figures", budgets.islands, figures));
        let filter = front.package_files("incidents");
        over.extend(look.compressed("the filter of incidents", budgets.incidents, filter));
    }
    for Edition { library, front, .. } in editions {
        let reading = [front.addresses.read.clone()];
        let more = if is_english(&library.site().language) { 0 } else { budgets.words };
        over.extend(look.compressed("the comforts of reading", budgets.reading + more, reading));
    }
    editions.iter().for_each(|edition| of_edition(&budgets, edition, &mut over));
    Ok(over)
}

/// Whether a language, given as its tag, is English of some kind.
fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// What of the pages and lists of one edition is over its budget.
fn of_edition(
    budgets: &Budgets,
    Edition { library, front, site, .. }: &Edition,
    over: &mut Vec<Over>,
) {
    let look = Look { site };
    let home = [pages::html_file(library.site(), &Route::Home)];
    over.extend(look.compressed("the front page", budgets.home, home));
    let lists = folder(&front.build, library.revision());
    let is_compressed = |file: &String| site.has(&format!("{file}.br"));
    for (tag, _) in library.tags() {
        if !is_compressed(&postings_file(&lists, tag)) {
            continue;
        }
        let Some(postings) = library.postings(tag) else { continue };
        let numbers: Vec<usize> = postings.numbers().map(|number| number as usize).collect();
        let newest = numbers.iter().rev().take(SCREENFUL);
        let shards: BTreeSet<usize> = newest.map(|number| number / SHARD).collect();
        let shards = shards.into_iter().map(|shard| shard_file(&lists, shard));
        let files = [postings_file(&lists, tag)].into_iter().chain(shards);
        over.extend(look.compressed(&format!("a click on the tag {tag}"), budgets.filter, files));
    }
    // The page for lost readers has no more than what is around all of them.
    let added = site.size(names::MISSING).saturating_sub(budgets.post_frame);
    over.extend(library.dated().into_iter().filter_map(|post| {
        let file = pages::html_file(library.site(), &post.route());
        let bytes = site.size(&file);
        let budget = |article: usize| {
            (article as f64 * budgets.post_times) as u64 + budgets.post_more + added
        };
        // Only the page tells how large the article is; at least it has its text.
        if bytes <= budget(post.prose.html.size()) {
            return None;
        }
        let article = site.article(&file);
        let budget = budget(article);
        // A shorter one is mostly frame, which its writer could not mend.
        (bytes > budget && article as u64 >= budgets.post_more).then(|| Over {
            what: site.path(&file),
            bytes,
            budget,
            files: Vec::new(),
        })
    }));
}

/// Weighs files.
struct Look<'a> {
    site: &'a Folder,
}

impl Look<'_> {
    /// What some files weigh together, if it is too much.
    fn compressed(
        &self,
        what: &str,
        budget: u64,
        files: impl IntoIterator<Item = String>,
    ) -> Option<Over> {
        let weigh = |file: String| {
            let compressed = format!("{file}.br");
            self.site.has(&compressed).then(|| (file, self.site.size(&compressed)))
        };
        let files: Vec<(String, u64)> = files.into_iter().map(weigh).collect::<Option<_>>()?;
        let bytes = files.iter().map(|(_, bytes)| bytes).sum();
        (bytes > budget).then(|| Over { what: what.to_owned(), bytes, budget, files })
    }
}

impl Budgets {
    fn read(text: &str) -> Result<Self> {
        let table = DeTable::parse(text);
        let table = table.map_err(|reason| Error::new(format!("budgets.toml: {reason}")))?;
        let number = |section: &str, key: &str| {
            let section = table.get_ref().get(section)?.get_ref().as_table()?;
            match section.get(key)?.get_ref() {
                DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
                DeValue::Float(number) => number.as_str().parse().ok(),
                _ => None,
            }
        };
        let missing = |section: &str, key: &str| {
            Error::new(format!("budgets.toml has no number {key} in [{section}]"))
        };
        let number = |section, key| number(section, key).ok_or_else(|| missing(section, key));
        Ok(Self {
            app: number("compressed", "app")? as u64,
            reading: number("compressed", "reading")? as u64,
            islands: number("compressed", "islands")? as u64,
            incidents: number("compressed", "incidents")? as u64,
            words: number("compressed", "words")? as u64,
            home: number("compressed", "home")? as u64,
            filter: number("compressed", "filter")? as u64,
            post_times: number("post", "times")?,
            post_more: number("post", "more")? as u64,
            post_frame: number("post", "frame")? as u64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budgets_can_be_read_and_a_missing_one_is_named() {
        let budgets = Budgets::read(FILE).expect("budgets");
        assert_eq!((budgets.app, budgets.post_times), (67_584, 1.15));
        let message = Budgets::read("[compressed]\napp = 1").expect_err("no more").to_string();
        assert_eq!(message, "budgets.toml has no number reading in [compressed]");
    }

    #[test]
    fn no_language_makes_the_comforts_of_reading_heavier_than_it_may() {
        const READ: &str = include_str!("../../../../frontend/read.js");
        let script = crate::inline::without_comments(READ);
        let weigh = |language: &str| {
            let said = app::pages::reading(&languages::of(language));
            let script = script.replace("const said = {};", &format!("const said = {said};"));
            assert!(script.contains(&said), "the script says its words");
            let mut packed = Vec::new();
            let effort = brotli::enc::BrotliEncoderParams::default();
            let mut bytes = script.as_bytes();
            brotli::BrotliCompress(&mut bytes, &mut packed, &effort).expect("compressed");
            packed.len() as u64
        };
        let budgets = Budgets::read(FILE).expect("budgets");
        let english = weigh("en");
        assert!(english <= budgets.reading, "{english}");
        for language in languages::known() {
            let more = weigh(language).saturating_sub(english);
            assert!(more <= budgets.words, "{language}: {more} more than in English");
        }
    }

    #[test]
    fn what_is_over_is_named_with_its_files_and_by_how_much() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        for (file, bytes) in [("/a.js.br", 600), ("/a.wasm.br", 500), ("/b.js", 9000)] {
            site.write(file, vec![b'x'; bytes]).expect("written");
        }
        let look = Look { site: &site };
        let files = ["/a.js", "/a.wasm"].map(str::to_owned);
        assert_eq!(look.compressed("the app", 1100, files.clone()), None);
        let over = look.compressed("the app", 1099, files).expect("over");
        assert_eq!(
            over.to_string(),
            "the app: 1 byte over the budget of 1099 (/a.js 600, /a.wasm 500)"
        );
        assert_eq!(look.compressed("the app", 1, ["/b.js".to_owned()]), None, "not compressed");
    }
}
