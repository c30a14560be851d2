//! Figures: where they stand in the HTML of a text, and what they ask of it.

use diagnostics::{Diagnostic, Source, Span, Spanned};
use figures::{Block, DataFile, FigureContext, FigureKind, Page};

use super::{MarkdownText, Target, writer::Writer};

impl Writer<'_> {
    /// Writes a figure in the place of the block that describes it.
    pub(super) fn figure(&mut self, kind: FigureKind, block: Block<'_>) {
        let text = self.text;
        let mut figures = std::mem::take(&mut self.figures);
        let MarkdownText { source, words, typeface, cache, .. } = text;
        let around = FigureContext { source, words, typeface, cache };
        figures.draw(kind, block, around, self);
        self.figures = figures;
    }
}

impl Page for Writer<'_> {
    fn markup(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn enter(&mut self, name: &'static str, opening: &str) {
        Writer::enter(self, name, opening);
    }

    fn leave(&mut self, name: &'static str) {
        Writer::leave(self, name);
    }

    fn count_words(&mut self, words: &str) {
        self.plain.push_str(words);
    }

    fn words(&mut self, words: &str) {
        Writer::words(self, words);
    }

    fn inline(&mut self, span: Span) {
        Writer::inline(self, span);
    }

    fn id(&mut self, wished: String) -> String {
        self.ids.numbered(wished)
    }

    fn data_file(&mut self, name: &Spanned<String>, largest: u64) -> Option<DataFile> {
        let place = || name.span.clone();
        match self.text.resolver.resolve(&name.value) {
            Ok(Target::File { href, file, path, taken }) => {
                let shown = self.text.source.path().with_file_name(&name.value);
                match Source::read_up_to(largest, &file, shown) {
                    Ok(source) => {
                        self.offer(file, path, taken, &place());
                        return Some(DataFile { source, href });
                    }
                    Err(fault) => self.faults.push(*fault),
                }
            }
            Ok(Target::Site { .. }) => {
                let help = "put it beside the text, or where its path says in the content folder";
                let message = format!("there is no file `{}`", name.value);
                self.error(place(), message, Some(help.into()));
            }
            Ok(_) => {
                let help = "name a file beside the text, such as `data.csv`";
                let message = format!("`{}` is not a file of the content folder", name.value);
                self.error(place(), message, Some(help.into()));
            }
            Err(broken) => {
                let help = broken.help.or(Some("put the file beside the text".into()));
                self.error(place(), broken.message, help);
            }
        }
        None
    }

    fn error(&mut self, span: Span, message: String, help: Option<String>) {
        Writer::error(self, span, message, help);
    }

    fn warning(&mut self, span: Span, message: String, help: Option<String>) {
        Writer::warning(self, span, message, help);
    }

    fn report(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }
}
