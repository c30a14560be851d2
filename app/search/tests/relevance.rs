//! Whether the right section is found, over the blog's own posts and a corpus in three languages.
//!
//! `corpus/queries.tsv` says for each question which section answers it. What is measured is the
//! mean reciprocal rank: 1 if the section is the first result, a half if it is the second, and so
//! on, with every section of a text that is named counted as a result. The same texts tell how large an
//! index of what people write is.

use std::{collections::BTreeMap, fs, path::Path};

use search::{
    Engine, SearchOutcome, SearchResults,
    build::{Builder, Index, IndexedText, Prepared},
    words,
};

/// No lower, over all questions.
const MEAN: f64 = 0.85;
/// No larger, beside the Markdown of the texts.
const SIZE: f64 = 0.35;

struct Source {
    name: String,
    title: String,
    description: String,
    language: String,
    markdown: String,
    start: usize,
}

impl Source {
    fn read(name: &str, file: &Path) -> Self {
        let markdown = fs::read_to_string(file).expect("a text");
        let language = name.get(..2).filter(|_| name.as_bytes()[2] == b'-').unwrap_or("en");
        let value = |key: &str| {
            let line = markdown.lines().find_map(|line| line.strip_prefix(key));
            line.map(|value| value.trim_matches('"').to_owned()).unwrap_or_default()
        };
        let (title, start) = match markdown.strip_prefix("+++\n") {
            Some(rest) => (value("title = "), 8 + rest.find("\n+++\n").expect("its end")),
            None => (value("# "), markdown.find('\n').unwrap_or_default()),
        };
        let description = value("description = ");
        Self { name: name.into(), title, description, language: language.into(), markdown, start }
    }

    fn text(&self) -> IndexedText<'_> {
        let lines = self.markdown[self.start..].lines();
        let headings = lines.filter(|line| line.starts_with("##")).map(|line| {
            let text = line.trim_start_matches('#').trim();
            let (text, anchor) = match text.split_once(" {#") {
                Some((text, anchor)) => (text, anchor.trim_end_matches('}').to_owned()),
                None => (text, anchor(text)),
            };
            (text.to_owned(), anchor)
        });
        IndexedText {
            title: &self.title,
            description: &self.description,
            path: format!("/{}/", self.name),
            language: &self.language,
            markdown: &self.markdown,
            start: self.start,
            headings: headings.collect(),
            ..IndexedText::default()
        }
    }
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |path: &Path| {
        let entries = fs::read_dir(path).expect("a folder");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        files
    };
    let mut sources = Vec::new();
    for file in folder(&root.join("tests/corpus")) {
        if let Some(name) = file.file_name().and_then(|name| name.to_str()?.strip_suffix(".md")) {
            sources.push(Source::read(name, &file));
        }
    }
    for folder in folder(&root.join("../../content/posts")) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        sources.push(Source::read(&name, &folder.join("index.md")));
    }
    sources
}

/// The sections that are found, in their order, each as `text#anchor`.
fn sections(found: &SearchResults<'_>) -> Vec<String> {
    let hits = found.hits.iter();
    hits.flat_map(|hit| {
        let name = hit.record.path.trim_matches('/');
        hit.places.iter().map(move |place| format!("{name}#{}", place.anchor))
    })
    .collect()
}

/// Asks, and gives the parts of texts that are looked into; the index is there.
fn ask<'e>(engine: &'e mut Engine, sources: &[Source], question: &str) -> SearchResults<'e> {
    for _ in 0..5 {
        let parts = match engine.ask(question, 8) {
            SearchOutcome::Found(_) => break,
            SearchOutcome::Lacking(parts) => parts,
            SearchOutcome::Unreadable => panic!("unreadable"),
        };
        for part in parts {
            let (path, range) = part.split_once('#').expect("a part of a text");
            let (from, to) = range.split_once('-').expect("a range");
            let range = from.parse::<usize>().expect("a number")..to.parse().expect("a number");
            let name = path.trim_start_matches('/').trim_end_matches("/index.md");
            let source = sources.iter().find(|source| source.name == name).expect("a text");
            engine.give(&part, source.markdown.as_bytes()[range].to_vec());
        }
    }
    match engine.ask(question, 8) {
        SearchOutcome::Found(found) => *found,
        _ => panic!("`{question}` is never answered"),
    }
}

fn index(sources: &[Source]) -> Index {
    let mut builder = Builder::default();
    sources.iter().for_each(|source| builder.add(Prepared::of(&source.text())));
    builder.finish().expect("names that differ")
}

#[test]
fn the_index_is_small_beside_the_texts() {
    // Those of the corpus are written for questions, and of three languages each has words of its own.
    let is_own = |source: &Source| source.name.as_bytes()[2] != b'-';
    let sources: Vec<Source> = sources().into_iter().filter(is_own).collect();
    let size: usize = index(&sources).files.values().map(Vec::len).sum();
    let texts: usize = sources.iter().map(|source| source.markdown.len()).sum();
    let share = size as f64 / texts as f64;
    println!("{size} bytes for {texts}, {share:.3}");
    assert!(share <= SIZE, "{share}");
}

#[test]
fn the_right_section_is_among_the_first() {
    let sources = sources();
    let index = index(&sources);
    let mut engine = Engine::new(&index.root);
    for (path, bytes) in &index.files {
        engine.give(path, bytes.clone());
    }
    let queries = include_str!("corpus/queries.tsv");
    let (mut sum, mut count, mut by_language) = (0.0, 0.0, BTreeMap::<&str, (f64, f64)>::new());
    for line in queries.lines() {
        let (question, wanted) = line.split_once('\t').expect("a question and its section");
        let found = ask(&mut engine, &sources, question);
        let found = sections(&found);
        // A text is right for a question that no section of it answers better than the others.
        let is_right = |section: &String| {
            if wanted.ends_with('#') { section.starts_with(wanted) } else { section == wanted }
        };
        let rank = found.iter().position(is_right);
        let score = rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        if score < 1.0 {
            println!("{score:.2}  {question}: {wanted}, not {:?}", &found[..found.len().min(4)]);
        }
        let language = wanted.split('-').next().filter(|name| name.len() == 2).unwrap_or("blog");
        let entry = by_language.entry(language).or_default();
        (entry.0, entry.1) = (entry.0 + score, entry.1 + 1.0);
        (sum, count) = (sum + score, count + 1.0);
    }
    let mean = sum / count;
    println!("{count} questions, mean reciprocal rank {mean:.3}");
    by_language.iter().for_each(|(name, (sum, count))| println!("{name} {:.3}", sum / count));
    assert!(count >= 60.0 && mean >= MEAN, "{mean}");
    for (language, (sum, count)) in by_language {
        assert!(sum / count >= MEAN - 0.1, "{language}: {}", sum / count);
    }
}

#[test]
fn the_corpus_has_what_the_questions_ask_for() {
    let sources = sources();
    for line in include_str!("corpus/queries.tsv").lines() {
        let (question, wanted) = line.split_once('\t').expect("a question and its section");
        let (name, section) = wanted.split_once('#').expect("a section");
        let source = sources.iter().find(|source| source.name == name).expect("a text");
        let has = source.text().headings.iter().any(|(_, anchor)| anchor == section);
        assert!(section.is_empty() || has, "{wanted}");
        assert!(!words::all(question).is_empty());
    }
}
