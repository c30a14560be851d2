//! Words that end a search for causes too early: that an incident has one cause, and that a person was it.
//!
//! English is looked for in every text, the language of the site in its own. Of each language only those words are here
//! that mean nothing else: where a word has no plural of its own, nobody can tell one cause from several.

use std::ops::Range;

use super::super::lint::LintRule;

/// What to write instead.
const INSTEAD: [(LintRule, &str); 2] = [
    (
        LintRule::RootCause,
        "incidents have several: name them in `causes`, and write of contributing factors",
    ),
    (LintRule::HumanError, "say what made the error easy to make and hard to notice"),
];

/// What is looked for, in small letters.
type Phrases = (&'static str, LintRule, &'static [&'static str]);

const PHRASES: [Phrases; 23] = [
    ("en", LintRule::RootCause, &["root cause"]),
    ("en", LintRule::HumanError, &["human error", "human errors"]),
    ("de", LintRule::RootCause, &["grundursache"]),
    (
        "de",
        LintRule::HumanError,
        &[
            "menschliches versagen",
            "menschlichem versagen",
            "menschlichen versagens",
            "menschlicher fehler",
            "menschlichen fehler",
        ],
    ),
    ("fr", LintRule::RootCause, &["cause racine", "cause première"]),
    ("fr", LintRule::HumanError, &["erreur humaine", "erreurs humaines"]),
    ("es", LintRule::RootCause, &["causa raíz"]),
    ("es", LintRule::HumanError, &["error humano", "errores humanos", "fallo humano"]),
    ("it", LintRule::RootCause, &["causa radice"]),
    ("it", LintRule::HumanError, &["errore umano", "errori umani"]),
    ("pt", LintRule::RootCause, &["causa raiz", "causa-raiz"]),
    ("pt", LintRule::HumanError, &["erro humano", "erros humanos", "falha humana"]),
    ("nl", LintRule::RootCause, &["grondoorzaak"]),
    ("nl", LintRule::HumanError, &["menselijke fout", "menselijke fouten"]),
    (
        "pl",
        LintRule::RootCause,
        &["przyczyna źródłowa", "przyczynę źródłową", "przyczyną źródłową"],
    ),
    ("pl", LintRule::HumanError, &["błąd ludzki", "błędu ludzkiego", "błędem ludzkim"]),
    ("uk", LintRule::RootCause, &["коренева причина", "кореневу причину", "кореневою причиною"]),
    ("uk", LintRule::HumanError, &["людська помилка", "людську помилку", "людською помилкою"]),
    ("ar", LintRule::HumanError, &["خطأ بشري", "الخطأ البشري"]),
    ("he", LintRule::HumanError, &["טעות אנוש"]),
    ("ja", LintRule::HumanError, &["人為的ミス", "人的ミス", "ヒューマンエラー"]),
    ("ko", LintRule::HumanError, &["인적 오류", "휴먼 에러"]),
    ("zh", LintRule::HumanError, &["人为错误", "人为失误"]),
];

/// A phrase in a text.
pub(super) struct FoundPhrase {
    pub(super) rule: LintRule,
    pub(super) span: Range<usize>,
    pub(super) phrase: &'static str,
    pub(super) help: &'static str,
}

/// Those of a text, of the rules that are asked.
pub(super) fn find(
    text: &str,
    language: &str,
    asked: impl Fn(LintRule) -> bool,
) -> Vec<FoundPhrase> {
    let language = language.split('-').next().unwrap_or_default();
    let small = in_small_letters(text);
    let mut found = Vec::new();
    for (of, rule, phrases) in PHRASES {
        if !asked(rule) || of != "en" && of != language {
            continue;
        }
        for phrase in phrases {
            let places = small.match_indices(phrase).map(|(at, _)| at..at + phrase.len());
            let help =
                INSTEAD.iter().find(|(other, _)| *other == rule).map_or("", |(_, help)| help);
            let alone = places.filter(|span| stands_alone(&small, span));
            found.extend(alone.map(|span| FoundPhrase { rule, span, phrase, help }));
        }
    }
    found.sort_by_key(|found| found.span.start);
    found
}

/// Each letter as a small one, where that keeps the places of all others.
fn in_small_letters(text: &str) -> String {
    let small = |c: char| {
        let mut small = c.to_lowercase();
        small
            .next()
            .filter(|other| small.next().is_none() && other.len_utf8() == c.len_utf8())
            .unwrap_or(c)
    };
    text.chars().map(small).collect()
}

/// Whether no word goes on with it. Where words stand without blanks between them, none does.
fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let is_spaced = |c: &char| c.is_alphanumeric() && *c < '\u{3040}';
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    before.filter(is_spaced).is_none() && after.filter(is_spaced).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_in_english_and_in_the_language_of_the_site() {
        for (language, text, expected) in [
            ("en", "The Root Cause. Two root causes; a root-cause analysis.", &["root cause"][..]),
            ("en", "Human errors. Die Grundursache.", &["human errors"]),
            ("de", "GRUNDURSACHE, und die Grundursachen; Grundursachenanalyse.", &["grundursache"]),
            (
                "de-AT",
                "Menschliches Versagen und human error.",
                &["menschliches versagen", "human error"],
            ),
            (
                "fr",
                "L’erreur humaine, la Cause première, les causes racines.",
                &["erreur humaine", "cause première"],
            ),
            (
                "es",
                "Un error humano; la CAUSA RAÍZ, las causas raíz.",
                &["error humano", "causa raíz"],
            ),
            ("it", "La causa radice: un errore umano.", &["causa radice", "errore umano"]),
            ("pt", "A causa-raiz e as causas raízes.", &["causa-raiz"]),
            ("uk", "Людська помилка.", &["людська помилка"]),
            ("ja", "原因は人為的ミスでした。根本原因分析。", &["人為的ミス"]),
            ("zh", "这是人为错误。", &["人为错误"]),
        ] {
            let found = find(text, language, |_| true);
            let phrases: Vec<_> = found.iter().map(|found| found.phrase).collect();
            assert_eq!(phrases, expected, "{text}");
        }
    }

    #[test]
    fn only_what_is_asked_is_looked_for() {
        let found = find("The root cause: human error.", "en", |rule| rule == LintRule::HumanError);
        assert_eq!((found.len(), &found[0].span), (1, &(16..27)));
    }

    #[test]
    fn every_phrase_is_of_a_language_of_the_interface_and_in_small_letters() {
        for (language, _, phrases) in PHRASES {
            assert!(languages::known().any(|known| known == language), "{language}");
            for phrase in phrases {
                assert_eq!(*phrase, in_small_letters(phrase));
            }
        }
    }
}
