//! What the walk writes with: tags, text, and faults.

use ::words::Message;
use diagnostics::{Pieces, Severity, Span};
use html_escape::encode_double_quoted_attribute as encode;
use images::Asset;

use super::writer::{OpenElement, Writer};

impl Writer<'_> {
    /// Appends markup, except in the text that stands for an image, which has none.
    pub(super) fn tag(&mut self, markup: &str) {
        if self.images == 0 {
            self.html.push_str(markup);
        }
    }

    /// Opens an element; [`Writer::leave`] closes it.
    pub(super) fn enter(&mut self, name: &'static str, opening: &str) {
        if self.images > 0 {
            return;
        }
        if let Err(misfit) = self.nesting.open(name, None) {
            self.error(self.here.clone(), misfit.message, misfit.help);
        }
        self.html.push_str(opening);
    }

    /// Closes the innermost element, whose name this is.
    pub(super) fn leave(&mut self, name: &str) {
        if self.images > 0 {
            return;
        }
        let unclosed = self.nesting.close_markdown();
        self.unclosed(unclosed);
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    /// Opens an element that ends with its tag and nothing else.
    pub(super) fn element(&mut self, name: &'static str, opening: &str) {
        self.enter(name, opening);
        self.open.push(OpenElement::Element(name));
    }

    /// Appends text wherever text goes just now.
    pub(super) fn words(&mut self, text: &str) {
        if self.images > 0 {
            // Whatever stands in an image is part of its words, and of an image in those too.
            let mut open = self.open.iter_mut();
            if let Some(OpenElement::Image(image)) =
                open.find(|open| matches!(open, OpenElement::Image(_)))
            {
                image.alt.push_str(text);
            }
            return;
        }
        let mut open = self.open.iter_mut().rev();
        if let Some(OpenElement::Heading(heading)) =
            open.find(|open| matches!(open, OpenElement::Heading(_)))
        {
            heading.text.push_str(text);
        }
        if let Some(parent) = self.nesting.text_only() {
            let message = format!("Markdown can't stand in `<{parent}>`");
            let help = format!("close `<{parent}>` before it");
            self.error(self.here.clone(), message, Some(help));
        }
        if !text.trim().is_empty()
            && let Err(misfit) = self.nesting.text()
        {
            self.error(self.here.clone(), misfit.message, misfit.help);
        }
        self.plain.push_str(text);
        html_escape::encode_text_to_string(text, &mut self.html);
    }

    /// A line of a block of HTML, or a tag among words.
    pub(super) fn html_piece(&mut self, html: &str) {
        let at = self.here.start;
        match self.open.pop() {
            Some(OpenElement::RawHtml(mut block)) => {
                self.with_calls(&mut block, html, at);
                self.open.push(OpenElement::RawHtml(block));
            }
            around => {
                self.open.extend(around);
                if self.images == 0 {
                    let mut raw = Pieces::default();
                    self.with_calls(&mut raw, html, at);
                    self.raw_html(&raw, false);
                }
            }
        }
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        // Whether it is done, the box says itself.
        let state = if done { " checked" } else { "" };
        let name = encode(self.text.words.say(Message::Task));
        self.tag(&format!("<input type=\"checkbox\" disabled{state} aria-label=\"{name}\"> "));
    }

    /// Reports an error of the text.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let source = self.text.source;
        let help = self.of_origin(help);
        self.faults.add(Severity::Error, message.into(), |message| {
            source.error(span, message).maybe_help(help)
        });
    }

    /// Reports something that the writer should see and that does no harm.
    pub(super) fn warning(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let source = self.text.source;
        let help = self.of_origin(help);
        self.faults.add(Severity::Warning, message.into(), |message| {
            source.warning(span, message).maybe_help(help)
        });
    }

    /// A remedy, with who writes what is at fault, where that is not the text.
    fn of_origin(&self, help: Option<String>) -> Option<String> {
        let Some(origin) = self.origin else { return help };
        let written = format!("{origin} writes it here");
        Some(help.map_or(written.clone(), |help| format!("{help}; {written}")))
    }

    /// Remembers that the text needs a file.
    pub(super) fn need(&mut self, asset: Asset) {
        if !self.rendered.assets.contains(&asset) {
            self.rendered.assets.push(asset);
        }
    }
}
