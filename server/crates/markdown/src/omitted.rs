//! What a text has and its page leaves out.

mod write;

use serde::{Deserialize, Serialize};

use super::calls::names::file_name;

/// Something that is left out of a page. It does no harm, so it is told once of all texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Omitted {
    /// `style="…"`
    Style,
    /// `<style>`
    StyleSheet,
    /// `<script>`
    Script,
    /// `<noscript>`
    Noscript,
    /// `name={…}`
    Expression,
    /// A component of MDX, by its name.
    Component(String),
    /// A line that imports something, or is a comment of MDX.
    Line,
    /// `{: .class}`
    Attributes,
}

impl Omitted {
    /// What is left out.
    pub fn message(&self) -> String {
        match self {
            Self::Style => "this style is left out: a text brings none".into(),
            Self::StyleSheet => "this style sheet is left out: a text brings none".into(),
            Self::Script => "this script is left out: a text brings none".into(),
            Self::Noscript => {
                "this is left out: it is not part of the page for every browser".into()
            }
            Self::Expression => "this attribute is left out: its value is a program's".into(),
            Self::Component(name) => {
                format!("`<{name}>` is a component of MDX: only what stands in it is shown")
            }
            Self::Line => "this line of MDX is left out".into(),
            Self::Attributes => "these attributes of kramdown are left out".into(),
        }
    }

    /// How to mend it.
    pub fn help(&self) -> String {
        let help = match self {
            Self::Style => {
                "take it out, or use a class that the style sheet knows; or allow styles in all \
                 texts with `styles = true` under `[html]` in site.toml"
            }
            Self::StyleSheet => {
                "take it out; or allow styles in all texts with `styles = true` under `[html]` in \
                 site.toml"
            }
            Self::Script => {
                "take it out; or allow scripts in all texts with `scripts = true` under `[html]` in \
                 site.toml"
            }
            Self::Noscript => "take it out, or write what stands in it without `<noscript>`",
            Self::Expression => "write HTML: `name=\"…\"`",
            Self::Component(name) => {
                return format!(
                    "a shortcode can show it: write content/shortcodes/{}.html, unless it comes along, and give it texts as attributes",
                    file_name(name)
                );
            }
            Self::Line => "take it out: a post is Markdown, and no program",
            Self::Attributes => {
                "take them out; a heading can have {#anchor .class}, and an image that says how \
                 wide it is stands in HTML: <img src=\"…\" alt=\"…\" width=\"300\">"
            }
        };
        help.to_owned()
    }
}
