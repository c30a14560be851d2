//! Which anchors headings get: those that GitHub gives, or those of the generator that a blog was
//! written for before.
//!
//! The rules are those of html-pipeline (GitHub), of Zola with the crate `slug`, of Hugo's
//! `autoHeadingIDType = "github"`, of kramdown's parser for GitHub's Markdown (Jekyll), and of
//! github-slugger (Docusaurus).

use unicode_general_category::{GeneralCategory, get_general_category};

/// Whose anchors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    /// GitHub, by html-pipeline.
    GitHub,
    /// Zola, by the crate `slug`.
    Zola,
    /// Hugo, by its `autoHeadingIDType = "github"`.
    Hugo,
    /// Jekyll, by kramdown.
    Jekyll,
    /// Docusaurus, by github-slugger.
    Docusaurus,
}

/// A heading, as far as its anchor depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeadingText<'a> {
    /// What it says.
    pub(super) text: &'a str,
    /// Its Markdown, without the marks around it.
    pub(super) written: &'a str,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::GitHub, Self::Zola, Self::Hugo, Self::Jekyll, Self::Docusaurus];

    /// Its name in `site.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::Zola => "zola",
            Self::Hugo => "hugo",
            Self::Jekyll => "jekyll",
            Self::Docusaurus => "docusaurus",
        }
    }

    /// Its name among people.
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::Zola => "Zola",
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Docusaurus => "Docusaurus",
        }
    }

    /// The anchor of a heading, before equal ones are told apart.
    pub(super) fn anchor(self, HeadingText { text, written }: HeadingText<'_>) -> String {
        let (anchor, empty) = match self {
            Self::GitHub | Self::Docusaurus => (words(text, " "), "section"),
            // It sets dashes before it looks, and then takes them out.
            Self::Jekyll => (words(&text.replace("---", "").replace("--", ""), " \t"), "section"),
            Self::Hugo => (letters(written.trim()), "heading"),
            Self::Zola => (slug::slugify(text), "section"),
        };
        if anchor.is_empty() { empty.to_owned() } else { anchor }
    }
}

/// Lower case, without what is no part of a word, and with hyphens for blanks.
fn words(text: &str, blanks: &str) -> String {
    let keep = |c: char| match c {
        c if blanks.contains(c) => Some('-'),
        c if c == '-' || is_of_word(c) => Some(c),
        _ => None,
    };
    text.to_lowercase().chars().filter_map(keep).collect()
}

/// The same, of letters and digits alone.
fn letters(text: &str) -> String {
    let keep = |c: char| match c {
        ' ' | '-' => Some('-'),
        '_' => Some(c),
        c if c.is_ascii() => c.is_ascii_alphanumeric().then_some(c),
        c if is_letter(c) || get_general_category(c) == GeneralCategory::DecimalNumber => Some(c),
        _ => None,
    };
    text.chars().filter_map(keep).flat_map(char::to_lowercase).collect()
}

/// What `\p{Word}` is in Ruby: letters, marks, digits, and what connects them.
fn is_of_word(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_letter(c)
        || matches!(
            get_general_category(c),
            G::DecimalNumber
                | G::LetterNumber
                | G::ConnectorPunctuation
                | G::NonspacingMark
                | G::SpacingMark
                | G::EnclosingMark
        )
}

fn is_letter(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        get_general_category(c),
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_that_each_of_them_makes() {
        for (text, anchors) in [
            // GitHub, Zola, Hugo, Jekyll, Docusaurus
            ("Hello, World!", ["hello-world"; 5]),
            ("a_b c-d", ["a_b-c-d", "a-b-c-d", "a_b-c-d", "a_b-c-d", "a_b-c-d"]),
            (
                "What -- does",
                ["what----does", "what-does", "what----does", "what--does", "what----does"],
            ),
            ("1. C++ & Rust", ["1-c--rust", "1-c-rust", "1-c--rust", "1-c--rust", "1-c--rust"]),
            (
                "Größe 日本",
                ["größe-日本", "grosse-ri-ben", "größe-日本", "größe-日本", "größe-日本"],
            ),
            ("v1.0.0 (2019)", ["v100-2019", "v1-0-0-2019", "v100-2019", "v100-2019", "v100-2019"]),
            ("m² 🎉 x", ["m--x", "m2-tada-x", "m--x", "m--x", "m--x"]),
            ("हिन्दी", ["हिन्दी", "hindii", "हनद", "हिन्दी", "हिन्दी"]),
            ("???", ["section", "section", "heading", "section", "section"]),
        ] {
            let words = HeadingText { text, written: text };
            assert_eq!(Style::ALL.map(|style| style.anchor(words)), anchors, "{text}");
        }
    }

    #[test]
    fn hugo_reads_the_markdown_itself() {
        let words = HeadingText { text: "Use foo now", written: "Use [`foo`](/a.b) *now*" };
        assert_eq!(Style::Hugo.anchor(words), "use-fooab-now");
        assert_eq!(Style::GitHub.anchor(words), "use-foo-now");
    }
}
