use std::collections::BTreeSet;

use words::{Category, MessageText};

use super::*;

/// A table that comes along, and what is wrong with it.
fn table_of(tag: &str) -> (MessageTable, Vec<String>) {
    let source = Source::new(format!("{tag}.toml"), table(tag).expect("a table"));
    let mut faults = Vec::new();
    let table = toml(&source, &mut faults);
    let said = read(&source, table, tag, &mut faults);
    (said, faults.iter().map(ToString::to_string).collect())
}

#[test]
fn every_table_says_every_message_in_every_form_and_nothing_else() {
    for tag in known() {
        let (said, faults) = table_of(tag);
        assert!(faults.is_empty(), "{tag}: {faults:#?}");
        let missing: BTreeSet<&str> = Message::ALL
            .iter()
            .filter(|(_, message)| !said.contains_key(message))
            .map(|(key, _)| *key)
            .collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
    }
}

#[test]
fn what_is_not_said_in_a_language_is_english() {
    let own = |text: &str, tag| {
        let source = Source::new("words.toml", text);
        read(&source, toml(&source, &mut Vec::new()), tag, &mut Vec::new())
    };
    let (words, missing) = words("cs", own("home = \"Domů\"", "cs"));
    assert_eq!((words.say(Message::Home), words.say(Message::Tags)), ("Domů", "Tags"));
    assert_eq!(missing, Message::ALL.len() - 3, "all but this one, the date and its own name");
    assert_eq!(words.day(Message::Date, (2026, 1, 5)), "2026-01-05");
    let (words, missing) = super::words("de-AT", own("home = \"Daheim\"", "de-AT"));
    assert_eq!((words.say(Message::Home), missing), ("Daheim", 0));
    assert_ne!(words, of("de-AT"));
    assert_eq!(table("zh-TW"), None);
    assert!(table("zh-Hans-HK").is_some());
    assert_eq!(table("iw"), table("he-IL"));
}

#[test]
fn counts_are_said_as_their_language_has_it() {
    for (tag, counts) in [
        ("en", [(1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")]),
        ("de", [(1, "1 Artikel"), (2, "2 Artikel"), (1234, "1.234 Artikel")]),
        ("pl", [(1, "1 artykuł"), (3, "3 artykuły"), (5, "5 artykułów")]),
        ("uk", [(21, "21 стаття"), (3, "3 статті"), (11, "11 статей")]),
        ("ar", [(2, "مقالتان"), (3, "3 مقالات"), (11, "11 مقالة")]),
        ("he", [(1, "מאמר אחד"), (2, "שני מאמרים"), (3, "3 מאמרים")]),
        ("es", [(1, "1 artículo"), (1234, "1234 artículos"), (12345, "12.345 artículos")]),
        ("ja", [(1, "1件の記事"), (2, "2件の記事"), (0, "0件の記事")]),
    ] {
        let words = of(tag);
        for (count, said) in counts {
            assert_eq!(words.count(Message::ArticleCount, count, &[]), said, "{tag}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_table_is_told_where_it_is() {
    let faults = |text: &str| {
        let (source, mut faults) = (Source::new("words.toml", text), Vec::new());
        let table = toml(&source, &mut faults);
        let said = read(&source, table, "pl", &mut faults);
        assert!(said.is_empty(), "{text}");
        let told = faults.iter().map(|fault| {
            let place = text.chars().skip(fault.column - 1).take(fault.len).collect::<String>();
            format!("{place} | {} | {}", fault.message, fault.help.as_deref().unwrap_or_default())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    for (text, told) in [
        ("hom = \"x\"", "hom | there is no message `hom` | did you mean `home`?"),
        (
            "tag-title = \"{tga}: x\"",
            "\"{tga}: x\" | `tag-title` can't say `{tga}` | did you mean `{tag}`?\n\
             \"{tga}: x\" | `tag-title` does not say `{tag}` | write it where it belongs in the sentence",
        ),
        (
            "home = \"{x}\"",
            "\"{x}\" | `home` can't say `{x}` | nothing is left open in it: take it out",
        ),
        ("home = \"\"", "\"\" | `home` is empty | write what it says, or take the line out"),
        (
            "home = { other = \"x\" }",
            "{ other = \"x\" } | `home` must be a text, and this is a table | \
             write it in quotes: it is the same for every count",
        ),
        (
            "part-count = { one = \"x\", other = \"{count}\" }",
            "part-count | `part-count` has no form for few, many | \
             numbers have these forms in this language: write each, or `other` alone",
        ),
        (
            "part-count = { one = \"x\", tow = \"x\", other = \"{count}\" }",
            "tow | there is no form `tow` | did you mean `two`?",
        ),
        (
            "part-count = 3",
            "3 | `part-count` must be a text or its forms, and this is a number | \
             write it in quotes, or as { one = \"…\", other = \"…\" }",
        ),
        (
            "months = [\"sty\"]",
            "[\"sty\"] | `months` must have twelve names, and has 1 | \
             write one for each month, from January on",
        ),
        ("date = \"{d}.\"", "\"{d}.\" | `date` can't say `{d}` | did you mean `{dd}`?"),
    ] {
        assert_eq!(faults(text), told, "{text}");
    }
}

#[test]
fn a_form_is_chosen_by_the_rules_of_the_language() {
    assert_eq!(plural::needed("ja"), [Category::Other]);
    let (few, many) = (Category::Few, Category::Many);
    assert_eq!(plural::needed("uk"), [Category::One, few, many, Category::Other]);
    assert_eq!(plural::needed("ar").len(), 6);
    assert!(
        matches!(table_of("ar").0[&Message::PartCount], MessageText::Forms(ref forms) if forms.len() == 6)
    );
}
