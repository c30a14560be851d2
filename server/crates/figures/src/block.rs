//! The block that a figure is written in, and faults in it.

use diagnostics::{Pieces, Source, Span};
use model::{Sparkline, Times};

use super::page::{FigureContext, Page};

/// A block that describes a figure.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What the line above it calls it.
    pub title: Option<&'a str>,
    /// The line above it, in the file.
    pub head: Span,
    /// What stands in it.
    pub lines: &'a Pieces,
}

/// Something wrong in a text: a place in it, what, and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Fault {
    pub(crate) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

/// The text that places in a figure are counted in.
#[derive(Clone, Copy, Debug)]
pub(super) enum SpanBase<'a> {
    Block(&'a Pieces),
    File(&'a Source),
}

impl<'a> SpanBase<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Block(pieces) => pieces.text(),
            Self::File(source) => source.text(),
        }
    }
}

/// A line and where it stands in its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl Line<'_> {
    /// The place of a part of the line; of an empty line, or of nothing, the next character.
    pub(super) fn span(&self, part: Span) -> Span {
        self.start + part.start..self.start + part.end
    }

    /// The place of all that is not white space.
    pub(super) fn whole(&self) -> Span {
        let lead = self.text.len() - self.text.trim_start().len();
        self.span(lead..self.text.trim_end().len().max(lead))
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |text| {
        let line = Line { text: text.strip_suffix('\n').unwrap_or(text), start };
        start += text.len();
        line
    })
}

/// Draws one figure.
pub(super) struct Artist<'a> {
    pub(super) around: FigureContext<'a>,
    /// Which figure of the text it is, counted from 1.
    pub(super) number: usize,
    pub(super) page: &'a mut dyn Page,
    /// What it looks like from far away.
    pub(super) sparkline: Option<Sparkline>,
    /// When what happened that it tells of.
    pub(super) times: Option<Times>,
}

impl Artist<'_> {
    /// Reports an error of the text.
    pub(super) fn error(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.page.error(span, message.into(), Some(help.into()));
    }

    /// Reports faults in the text that a figure is made from.
    pub(super) fn figure_faults(&mut self, origin: SpanBase<'_>, faults: Vec<Fault>) {
        for Fault { span, message, help } in faults {
            match origin {
                SpanBase::Block(pieces) => self.error(pieces.place(span), message, help),
                SpanBase::File(source) => self.page.report(source.error(span, message).help(help)),
            }
        }
    }

    /// A name for a part of a figure that nothing else in the page has.
    pub(super) fn figure_id(&mut self, part: &str) -> String {
        self.page.id(format!("figure-{}-{part}", self.number))
    }
}
