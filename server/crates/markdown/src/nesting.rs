//! Which elements are open, and whether a browser would agree.
//!
//! A browser never refuses HTML: it closes, opens and moves elements until they fit. Then the page
//! that it shows is not the one that was written, and the app can't adopt it. So whatever would be
//! mended silently is a fault here.
//!
//! The rules are stricter than those of the HTML standard where that makes them simple: every
//! element is closed by its own tag, in order.

use diagnostics::Span;

use super::elements::{Foreign, holds_only_table_parts, holds_only_text, is_void};

/// How deep elements may lie in each other: browsers give up at 512.
const DEPTH: usize = 200;

/// Why an element or an end tag does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Misfit {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

/// An element that is open.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: String,
    /// Where its tag is written; `None` when it comes from Markdown.
    pub(super) tag: Option<Span>,
    /// Whether no tag stands for it: a browser would add one, so the walk does.
    pub(super) implied: bool,
    /// Which language it is part of, if not HTML.
    pub(super) foreign: Option<Foreign>,
}

impl Node {
    /// Whether a browser does not look beyond it for an element to end.
    pub(super) fn hides(&self, html: fn(&str) -> bool) -> bool {
        match self.foreign {
            Some(language) => language.is_html_again(&self.name),
            None => html(&self.name),
        }
    }
}

/// The elements that are open, outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Nesting {
    pub(super) open: Vec<Node>,
    too_deep: bool,
}

impl Nesting {
    /// Opens an element, even one that does not fit.
    ///
    /// # Errors
    ///
    /// When a browser would not leave it where it stands.
    pub(super) fn open(&mut self, name: &str, tag: Option<Span>) -> Result<(), Misfit> {
        let misfit = self.misfit(name);
        let foreign = self.language().or(Foreign::of_root(name));
        if foreign.is_some() || !is_void(name) {
            self.open.push(Node { name: name.to_owned(), tag, implied: false, foreign });
        }
        if self.open.len() > DEPTH && !self.too_deep {
            self.too_deep = true;
            return Err(Misfit::new(
                "this lies too deep in other elements",
                "take some of them out",
            ));
        }
        misfit.map_or(Ok(()), Err)
    }

    /// Opens the `<tbody>` that hardly anybody writes, if it is missing before a tag, and says so.
    pub(super) fn imply_body(&mut self, name: &str, tag: &Span) -> bool {
        let table = self.open.last().filter(|node| node.name == "table" && node.foreign.is_none());
        let implied = name == "tr" && table.is_some_and(|node| node.tag.is_some());
        if implied {
            self.open.push(Node {
                name: "tbody".to_owned(),
                tag: Some(tag.clone()),
                implied,
                foreign: None,
            });
        }
        implied
    }

    /// Closes such a `<tbody>`, if a tag ends it, and says so.
    pub(super) fn end_implied_body(&mut self, name: &str, is_end: bool) -> bool {
        let ends = match name {
            "table" => is_end,
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => !is_end,
            _ => false,
        };
        let ends = ends && self.open.last().is_some_and(|node| node.implied);
        if ends {
            self.open.pop();
        }
        ends
    }

    /// Closes the innermost element, which is the one with this tag.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub(super) fn close_tag(&mut self, name: &str) -> Result<(), Misfit> {
        match self.open.last() {
            Some(node) if node.name == name && node.tag.is_some() => {
                self.open.pop();
                Ok(())
            }
            _ if is_void(name) => Err(Misfit::new(
                format!("`</{name}>`: this element has no end tag"),
                format!("write `<{name}>`, or take it out"),
            )),
            Some(Node { name: open, tag: Some(_), .. }) => Err(Misfit::new(
                format!("`</{name}>` stands where `</{open}>` should"),
                format!("close `<{open}>` first"),
            )),
            _ => Err(Misfit::new(
                format!("`</{name}>` closes nothing that is open here"),
                format!("put `<{name}>` before it, in the same block of Markdown, or take it out"),
            )),
        }
    }

    /// Closes the innermost element that comes from Markdown; what was written in it and is open
    /// still is returned with its place.
    pub(super) fn close_markdown(&mut self) -> Vec<(String, Span)> {
        let mut unclosed = Vec::new();
        while let Some(node) = self.open.pop() {
            match node.tag {
                Some(tag) => unclosed.push((node.name, tag)),
                None => break,
            }
        }
        unclosed
    }

    /// The element in which everything is text, if what comes next stands in one.
    pub(super) fn text_only(&self) -> Option<&str> {
        let node = self.open.last()?;
        (node.foreign.is_none() && holds_only_text(&node.name)).then_some(&*node.name)
    }

    /// Whether what is written here is the title of a picture.
    pub(super) fn in_title(&self) -> bool {
        self.open.last().is_some_and(|node| node.foreign.is_some() && node.name == "title")
    }

    /// Whether text may stand here.
    ///
    /// # Errors
    ///
    /// In those parts of a table that hold nothing but other parts.
    pub(super) fn text(&self) -> Result<(), Misfit> {
        match self.open.last() {
            Some(node) if holds_only_table_parts(&node.name) && node.foreign.is_none() => Err(
                Misfit::new(format!("text can't stand in `<{}>`", node.name), "put it into a cell"),
            ),
            _ => Ok(()),
        }
    }

    /// Whether no element is open.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether an element with this name is open.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|node| node.name == name)
    }

    /// Whether elements lie deeper in each other than a browser would follow.
    pub(super) fn is_too_deep(&self) -> bool {
        self.too_deep
    }

    /// Whether what comes next is part of an SVG picture or a formula.
    pub(super) fn in_foreign(&self) -> bool {
        self.language().is_some()
    }

    /// Whether the innermost element is part of a language, and no HTML in it.
    pub(super) fn is_in(&self, language: Foreign) -> bool {
        self.language() == Some(language)
    }

    /// The language of what comes next, if it is not HTML.
    pub(super) fn language(&self) -> Option<Foreign> {
        let node = self.open.last()?;
        node.foreign.filter(|language| !language.is_html_again(&node.name))
    }
}
