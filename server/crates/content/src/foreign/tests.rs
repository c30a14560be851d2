use super::{keys::KEYS, *};

const OURS: [&str; 6] = ["title", "date", "tags", "draft", "aliases", "head"];

fn table(entries: &[(&str, Value)]) -> Table {
    let spanned = |(key, value): &(&str, Value)| {
        let key = Spanned { value: (*key).to_owned(), span: 0..0 };
        (key, Spanned { value: value.clone(), span: 0..0 })
    };
    Table { entries: entries.iter().map(spanned).collect() }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn list(texts: &[&str]) -> Value {
    let item = |text: &&str| Spanned { value: Value::Text((*text).to_owned()), span: 0..0 };
    Value::List(texts.iter().map(item).collect())
}

/// The keys that come out with their values, and those that were noted.
fn adopted(entries: &[(&str, Value)]) -> (Vec<(String, Value)>, Vec<String>) {
    let (table, notes) = adopt(table(entries), &OURS, false);
    let entries = table.entries.into_iter().map(|(key, node)| (key.value, node.value));
    (entries.collect(), notes.into_iter().map(|note| note.key.value).collect())
}

fn one(key: &str, value: Value) -> Option<(String, Value)> {
    adopted(&[(key, value)]).0.into_iter().next()
}

#[test]
fn elements_of_the_head_are_left_out_and_files_of_them_are_ours() {
    let element = Spanned { value: list(&["meta", "og:type"]), span: 0..0 };
    let (table, notes) = adopted(&[("head", Value::List(vec![element]))]);
    assert_eq!((table.len(), notes), (0, vec!["head".to_owned()]));
    let (table, notes) = adopted(&[("head", list(&["parts/map.html"]))]);
    assert_eq!((table.len(), notes.len()), (1, 0));
}

#[test]
fn what_means_one_of_ours_is_read_as_that() {
    let ours = |key: &str, value| Some((key.to_owned(), value));
    for (key, value, expected) in [
        ("Title", text("T"), ours("title", text("T"))),
        ("pubDate", text("2026-01-01"), ours("date", text("2026-01-01"))),
        ("pub_date", text("2026-01-01"), ours("date", text("2026-01-01"))),
        ("pub-date", text("2026-01-01"), ours("date", text("2026-01-01"))),
        ("title", Value::Number("42".into()), ours("title", text("42"))),
        ("categories", text("one two"), ours("tags", list(&["one", "two"]))),
        ("category", text("one two"), ours("tags", list(&["one two"]))),
        ("tags", text("a, b c,"), ours("tags", list(&["a", "b c"]))),
        ("published", Value::Boolean(false), ours("draft", Value::Boolean(true))),
        ("published", text("2026-01-01"), ours("date", text("2026-01-01"))),
        ("redirect_from", text("/a/"), ours("aliases", list(&["/a/"]))),
        ("permalink", text("/a/b.html"), ours("aliases", list(&["/a/b.html"]))),
        ("permalink", text("/:year/:title/"), None),
        ("status", text("draft"), ours("draft", Value::Boolean(true))),
        ("layout", text("post"), None),
        ("anything", text("x"), None),
    ] {
        assert_eq!(one(key, value.clone()), expected, "{key} {value:?}");
    }
    let author = table(&[("name", text("A")), ("url", text("https://a.example"))]);
    let author = adopt(table_of("author", author), &["author"], false).0;
    let named = list(&["[A](<https://a.example>)"]);
    assert_eq!(author.entries[0].1.value, named);
}

fn table_of(key: &str, table: Table) -> Table {
    let key = Spanned { value: key.to_owned(), span: 0..0 };
    Table { entries: vec![(key, Spanned { value: Value::Table(table), span: 0..0 })] }
}

#[test]
fn ours_comes_first_and_what_is_left_is_noted() {
    let (read, noted) = adopted(&[
        ("categories", list(&["A b", "c"])),
        ("tags", list(&["a-b"])),
        ("published", Value::Boolean(false)),
        ("draft", Value::Boolean(false)),
        ("pubDate", text("2020-01-01")),
        ("date", text("2026-01-01")),
        ("weight", Value::Number("1".into())),
        ("tgas", list(&["x"])),
    ]);
    let value = |key: &str| read.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    assert_eq!(value("tags"), Some(&list(&["a-b", "c"])));
    assert_eq!(value("draft"), Some(&Value::Boolean(true)));
    assert_eq!(value("date"), Some(&text("2026-01-01")));
    assert!(value("tgas").is_some(), "a near miss stays");
    assert_eq!(noted, ["pubDate", "weight"]);
}

#[test]
fn every_key_is_written_as_it_is_looked_for_and_stands_once() {
    let mut all: Vec<&str> = KEYS.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
    let count = all.len();
    all.retain(|key| key.chars().all(|c| c.is_ascii_lowercase()));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}
