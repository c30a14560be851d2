//! What a figure needs of the text that it stands in.

use diagnostics::{Diagnostic, Source, Span, Spanned};
use store::Cache;
use typeface::Typeface;
use words::Words;

/// What is known around a figure.
#[derive(Clone, Copy)]
pub struct FigureContext<'a> {
    /// The file that its block stands in.
    pub source: &'a Source,
    /// What the interface says in it.
    pub words: &'a Words,
    /// What its texts are set in.
    pub typeface: &'a Typeface,
    /// Where diagrams are kept once they are drawn.
    pub cache: &'a Cache,
}

/// A file with data, and where it is found on the site.
pub struct DataFile {
    /// What stands in it.
    pub source: Source,
    /// How the page of the text links there.
    pub href: String,
}

/// What a figure is written into. Places are those of the file that the text stands in.
pub trait Page {
    /// Appends markup that opens nothing which it does not close.
    fn markup(&mut self, html: &str);

    /// Opens an element; [`Page::leave`] closes it.
    fn enter(&mut self, name: &'static str, opening: &str);

    /// Closes the innermost element, whose name this is.
    fn leave(&mut self, name: &'static str);

    /// Counts words that a reader sees, whose markup is written already.
    fn count_words(&mut self, words: &str);

    /// Appends words.
    fn words(&mut self, words: &str);

    /// Appends a part of one line of the file, which is Markdown.
    fn inline(&mut self, span: Span);

    /// An anchor that nothing else in the page has: as wished, or with a number behind.
    fn id(&mut self, wished: String) -> String;

    /// The file of the blog that a block names for its data, of so many bytes at most; `None` when it
    /// can't be had, which is reported then.
    fn data_file(&mut self, name: &Spanned<String>, largest: u64) -> Option<DataFile>;

    /// Reports an error of the text.
    fn error(&mut self, span: Span, message: String, help: Option<String>);

    /// Reports something that the writer should see and that does no harm.
    fn warning(&mut self, span: Span, message: String, help: Option<String>);

    /// Reports a fault that has its place already, perhaps in another file.
    fn report(&mut self, fault: Diagnostic);
}
