//! Templates of the old blog, translated into ours.

mod component;
mod fill;
mod filters;
mod go;
mod infix;
mod jinja;
mod known;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod words;
mod writer;

use std::collections::BTreeMap;

pub(super) use component::Framework;
pub(crate) use component::function::PAIRED;
pub(super) use fill::{Filled, evaluated, filled};
use filters::AS_MARKDOWN;
pub(super) use jinja::Dialect;
pub(super) use known::Known;

/// How many bytes a template has at most.
const LONGEST: usize = 64 << 10;

/// How much of a template may be lost: of what has more, somebody has to say what it shows.
const LOST: usize = 3;

/// What a template is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Go,
    Jinja(Dialect),
    Component(Framework),
    /// A function that writes a shortcode.
    Function,
}

/// A template of the old blog, as one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Translated {
    text: String,
    /// What of it is not here: the line of the old template, and what there is in its place.
    pub(crate) lost: Vec<(usize, String)>,
}

/// Templates that were asked for, by the names that they have in the source.
pub(crate) type Templates = BTreeMap<String, Option<Translated>>;

/// Translates a template; `None` where nothing of it would be left.
pub(super) fn translated(text: &str, language: Language, known: Known<'_>) -> Option<Translated> {
    if text.len() > LONGEST {
        return None;
    }
    let (made, mut lost) = match language {
        Language::Go => go::translate(text, known),
        Language::Jinja(dialect) => jinja::translate(text, dialect, known),
        Language::Component(framework) => component::translate(text, framework, known)?,
        Language::Function => component::function::translate(text, known)?,
    };
    let (made, scripts) = without_programs(&made);
    for (at, _) in text.match_indices("<script").take(scripts) {
        let line = 1 + text[..at].matches('\n').count();
        lost.push((line, "a script of the template is left out".to_owned()));
    }
    let made = Translated { text: made.trim().to_owned(), lost };
    if made.lost.len() > LOST {
        return None;
    }
    let shows = |text: &str| text.contains("{{") || text.contains(char::is_alphanumeric);
    let visible = without_tags(&made.text);
    ((made.lost.is_empty() || shows(&visible)) && fill::is_valid(&made.text)).then_some(made)
}

impl Translated {
    /// The template for a file of ours.
    pub(super) fn file(&self) -> String {
        format!("{}\n", self.text.replace(AS_MARKDOWN, ""))
    }

    /// Whether it shows what it is given as Markdown.
    pub(super) fn reads_markdown(&self) -> bool {
        self.text.contains(AS_MARKDOWN)
    }

    /// Whether it writes elements, and not words, an address or Markdown only.
    pub(super) fn writes_elements(&self) -> bool {
        without_tags(&self.text).contains('<') && !is_markdown(&self.text)
    }

    /// The names that stand in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let words = self.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.filter(|word| words::is_name(word))
    }
}

/// Whether a line of a template begins as one of Markdown does.
fn is_markdown(text: &str) -> bool {
    let marks = ["# ", "## ", "### ", "> ", "- ", "* ", "| ", "```", "!["];
    text.lines().any(|line| marks.iter().any(|mark| line.starts_with(mark))) || text.contains("](")
}

/// A template without its statements.
fn without_tags(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{%") {
        made.push_str(before);
        rest = behind.split_once("%}").map_or("", |(_, behind)| behind);
    }
    made + rest
}

/// A template without its style sheets and scripts, and how many scripts that are.
fn without_programs(text: &str) -> (String, usize) {
    let (mut made, mut scripts) = (text.to_owned(), 0);
    for name in ["style", "script"] {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        while let Some(start) = made.find(&open) {
            let Some(end) = made[start..].find(&close) else { break };
            let end = start + end + close.len();
            // A block that begins in it would be left without its end.
            let inner = &made[start..end];
            if inner.matches("{% end").count() != blocks(inner) {
                break;
            }
            made.replace_range(start..end, "");
            scripts += usize::from(name == "script");
        }
    }
    (made, scripts)
}

/// How many blocks begin in a text.
fn blocks(text: &str) -> usize {
    let begins = ["{% if ", "{% for "].iter().map(|tag| text.matches(tag).count());
    begins.sum::<usize>()
        + text
            .split("{% set ")
            .skip(1)
            .filter(|tag| tag.split("%}").next().is_some_and(|tag| !tag.contains('=')))
            .count()
}
