//! An index is made and read back, by words of any kind and from bytes of any kind.

use std::collections::BTreeMap;

use proptest::prelude::*;
use search::{
    Engine, SearchOutcome, SearchResults,
    build::{Builder, Index, IndexedText, Prepared},
    format::{DictionaryNode, Root, TextRecord, postings},
    plain::plain,
    query::Query,
    words,
};
use unicode_normalization::UnicodeNormalization;

/// The files of an index and the texts it was made of, as a host has them.
struct Host {
    index: Index,
    texts: BTreeMap<String, String>,
}

impl Host {
    fn of(texts: &[IndexedText<'_>]) -> Self {
        let mut builder = Builder::default();
        texts.iter().for_each(|text| builder.add(Prepared::of(text)));
        let index = builder.finish().expect("names that differ");
        let markdown =
            |text: &IndexedText<'_>| (text.path.clone() + "index.md", text.markdown.to_owned());
        Self { index, texts: texts.iter().map(markdown).collect() }
    }

    fn file(&self, path: &str) -> Vec<u8> {
        let Some((text, range)) = path.split_once('#') else {
            return self.index.files[path].clone();
        };
        let (from, to) = range.split_once('-').expect("a range");
        let range = from.parse::<usize>().expect("a number")..to.parse().expect("a number");
        self.texts[text].as_bytes()[range].to_vec()
    }

    /// Asks as a browser does, until all is there; gives back how many bytes that took.
    fn ask<'e>(&self, engine: &'e mut Engine, question: &str) -> (SearchResults<'e>, usize) {
        let mut bytes = 0;
        for _ in 0..20 {
            let lacking = match engine.ask(question, 8) {
                SearchOutcome::Lacking(lacking) => lacking,
                SearchOutcome::Found(found) => found.snippets,
                SearchOutcome::Unreadable => panic!("unreadable"),
            };
            if lacking.is_empty() {
                break;
            }
            for path in lacking {
                let file = self.file(&path);
                bytes += file.len();
                engine.give(&path, file);
            }
        }
        match engine.ask(question, 8) {
            SearchOutcome::Found(found) if found.snippets.is_empty() => (*found, bytes),
            _ => panic!("`{question}` is never answered"),
        }
    }

    fn engine(&self) -> Engine {
        Engine::new(&self.index.root)
    }

    fn paths(&self, question: &str) -> Vec<String> {
        let mut engine = self.engine();
        let found = self.ask(&mut engine, question).0;
        found.hits.iter().map(|hit| hit.record.path.to_owned()).collect()
    }
}

fn text<'a>(name: &str, title: &'a str, markdown: &'a str) -> IndexedText<'a> {
    IndexedText {
        title,
        path: format!("/{name}/"),
        date: "2026-01-02".into(),
        language: "en",
        markdown,
        ..IndexedText::default()
    }
}

fn blog() -> Host {
    let mut limits = text(
        "limits",
        "Rate limits",
        "A token bucket fills slowly.\n\n## When it is empty\n\nThe server answers 429 with a `retry_after` of ten seconds.\n",
    );
    limits.headings = vec![("When it is empty".into(), "when-it-is-empty".into())];
    limits.tags = vec!["mcp".into(), "limits".into()];
    limits.authors = vec![("ada".into(), "Ada Lovelace".into())];
    let mut breakers = text(
        "breakers",
        "Circuit breakers",
        "A breaker opens when calls fail. The bucket of a queue matters less.\n",
    );
    breakers.tags = vec!["mcp".into()];
    breakers.date = "2024-05-06".into();
    let mut deploys =
        text("deploys", "Deploying quietly", "We deployed `v2.13.0` with `--dry-run` at first.\n");
    deploys.series = Some(("on-call".into(), "A year on call".into()));
    Host::of(&[limits, breakers, deploys])
}

#[test]
fn words_are_found_in_all_their_forms() {
    let blog = blog();
    for (question, first) in [
        ("token", "/limits/"),
        ("TOKENS", "/limits/"),
        ("limit ", "/limits/"),
        ("deploy ", "/deploys/"),
        ("retry_after", "/limits/"),
        ("retry-after", "/limits/"),
        ("2.13.0", "/deploys/"),
        ("v2.13.0", "/deploys/"),
        ("--dry-run", "/deploys/"),
        ("lovel", "/limits/"),
        ("breakr", "/breakers/"),
        ("curcuit", "/breakers/"),
        ("year on call", "/deploys/"),
    ] {
        assert_eq!(blog.paths(question).first().map(String::as_str), Some(first), "{question}");
    }
    let mut engine = blog.engine();
    let meant = blog.ask(&mut engine, "curcuit").0.meant;
    assert_eq!(meant, [("curcuit".into(), "circuit".into())]);
    assert_eq!(blog.ask(&mut engine, "zzzzzz").0.unknown, ["zzzzzz"]);
    assert!(blog.ask(&mut engine, "").0.hits.is_empty());
}

#[test]
fn a_result_leads_to_the_section_and_shows_its_words() {
    let blog = blog();
    let mut engine = blog.engine();
    let (found, _) = blog.ask(&mut engine, "429");
    let place = &found.hits[0].places[0];
    assert_eq!(place.anchor, "when-it-is-empty");
    let snippet = place.snippet.as_ref().expect("words of it");
    assert_eq!(snippet.0[1], "429");
    assert!(snippet.0[2].contains("retry_after"), "{snippet:?}");
}

#[test]
fn operators_narrow_what_is_found() {
    let blog = blog();
    for (question, paths) in [
        ("bucket", &["/breakers/", "/limits/"][..]),
        ("\"token bucket\"", &["/limits/"]),
        ("\"bucket token\"", &[]),
        ("bucket -circuit", &["/limits/"]),
        ("tag:mcp", &["/breakers/", "/limits/"]),
        ("tag:MCP -tag:limits", &["/breakers/"]),
        ("bucket year:2024", &["/breakers/"]),
        ("author:ada", &["/limits/"]),
        ("series:on-call", &["/deploys/"]),
        ("tag:nothing", &[]),
        ("\"circuit breakers\"", &["/breakers/"]),
    ] {
        assert_eq!(blog.paths(question), paths, "{question}");
    }
}

#[test]
fn a_text_that_has_changed_shows_no_words_of_it() {
    let mut blog = blog();
    blog.texts.values_mut().for_each(|text| *text = text.replace("429", "503"));
    let mut engine = blog.engine();
    let (found, _) = blog.ask(&mut engine, "429");
    assert_eq!(found.hits[0].places[0].snippet, None);
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    assert_eq!(blog().index, blog().index);
}

/// Many texts, as far as their words go.
fn many(count: usize) -> Host {
    let words: Vec<String> = (0..400_usize).map(|at| format!("word{}", letters(at))).collect();
    let markdown = |number: usize| {
        let mut dice = number as u64 + 1;
        let mut text = String::new();
        for at in 0..600 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let word = (dice >> 33) as usize % 400;
            text.push_str(&words[word * word / 400]);
            text.push_str(if at % 40 == 39 { ".\n\n" } else { " " });
        }
        text + "only" + &number.to_string()
    };
    let all: Vec<String> = (0..count).map(markdown).collect();
    let titles: Vec<String> = (0..count).map(|at| format!("Text {}", letters(at))).collect();
    let texts: Vec<IndexedText<'_>> =
        (0..count).map(|at| text(&at.to_string(), &titles[at], &all[at])).collect();
    Host::of(&texts)
}

fn letters(number: usize) -> String {
    let letter = |digit: u8| char::from(b'a' + digit - b'0');
    number.to_string().bytes().map(letter).collect()
}

#[test]
fn a_question_costs_no_more_in_a_large_blog() {
    let cost = |blog: &Host| {
        let mut engine = Engine::new(&blog.index.root);
        let first = blog.ask(&mut engine, "wordb worda").1;
        let later = blog.ask(&mut engine, "wordcc wordbbc").1;
        (first, later)
    };
    let (small, large) = (cost(&many(100)), cost(&many(2_000)));
    assert!(large.0 < 16_000 && large.1 < 12_000, "{large:?}");
    assert!(large.1 * 4 < small.1 * 5 + 4 * 1_500, "{small:?} {large:?}");
}

#[test]
fn whatever_is_rare_is_found_among_what_is_frequent() {
    let blog = many(1_000);
    for number in [0, 1, 9, 99, 500, 999] {
        let found = blog.paths(&format!("only{number} worda "));
        assert_eq!(found.first(), Some(&format!("/{number}/")));
    }
}

#[test]
fn one_text_more_leaves_most_files_as_they_are() {
    let (before, after) = (many(1_000).index.files, many(1_001).index.files);
    let same = before.iter().filter(|(path, bytes)| after.get(*path) == Some(bytes)).count();
    assert!(same * 2 > before.len(), "{same} of {}", before.len());
}

#[test]
fn damaged_files_are_as_good_as_none() {
    let blog = blog();
    for (path, bytes) in &blog.index.files {
        for at in (0..bytes.len()).step_by(2) {
            for change in [0, 0x7f, 0xff] {
                let mut engine = Engine::new(&blog.index.root);
                for (path, bytes) in &blog.index.files {
                    engine.give(path, bytes.clone());
                }
                let mut damaged = bytes.clone();
                damaged[at] = change;
                engine.give(path, damaged);
                for question in ["token buck", "brekaer", "tag:mcp", "\"token bucket\""] {
                    let _ = engine.ask(question, 8);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = (Root::read(&bytes), TextRecord::read(&bytes));
        if let Some(DictionaryNode::Leaf(leaf)) = DictionaryNode::read(&bytes) {
            leaf.each(&mut |_, _| {});
        }
        let mut count = 0;
        postings(&bytes, &mut |_| count += 1);
        prop_assert!(count <= bytes.len());
        let mut engine = Engine::new("root");
        engine.give("root", [&[1, 3, 0, 0], &*bytes].concat());
        let _ = engine.ask("some \"words here\" -not tag:x", 8);
    }

    #[test]
    fn any_text_can_be_found(
        texts in proptest::collection::vec("(\\PC|\n|```|## |\\[a\\]\\(b\\)){0,60}", 1..6),
        question in "\\PC{0,30}",
    ) {
        let blog: Vec<IndexedText<'_>> = (0..texts.len())
            .map(|at| text(&at.to_string(), "", &texts[at]))
            .collect();
        let host = Host::of(&blog);
        let _ = host.paths(&question);
        let _ = Query::parse(&question);
        for (at, markdown) in texts.iter().enumerate() {
            let markdown: String = markdown.nfkc().collect();
            // Whatever stands there as a word leads to it. A text with code is cut before its marks
            // are taken out, and what is left of these is another word.
            if markdown.contains("```") {
                continue;
            }
            let longest = words::all(&plain(&markdown)).into_iter().max_by_key(|word| word.text.len());
            if let Some(word) = longest.filter(|word| word.text.len() > 3 && !word.text.contains(':')) {
                let found = host.paths(&format!("{} ", word.text));
                prop_assert!(found.contains(&format!("/{at}/")) || found.len() == 8, "{} {found:?}", word.text);
            }
        }
    }
}
