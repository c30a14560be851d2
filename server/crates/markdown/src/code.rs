//! Blocks of code, and those that say how to draw a figure.

use diagnostics::{Pieces, Span};

use super::{
    figures::{Block, Kind},
    formula::LANGUAGE,
    info::{Info, Mark},
    writer::Writer,
};
use crate::highlight;

impl Writer<'_> {
    pub(super) fn code_block(&mut self, info: &str, code: &Pieces, span: &Span) {
        let head = self.first_line(span);
        self.unclosed_fence(span, &head);
        let info = Info::parse(info);
        if info.language == LANGUAGE {
            return self.formula_block(code, span.clone());
        }
        if let Some(kind) = Kind::of(&info.language) {
            self.doubts(&info, code.text().lines().count(), &head);
            return self.figure(kind, Block { info: &info, head, lines: code });
        }
        let code = code.text();
        let lines = match highlight::highlight(&info.language, code) {
            Ok(lines) => lines,
            Err(unknown) => {
                let language = &info.language;
                let message = format!(
                    "the language `{language}` is not known, so the code is not highlighted"
                );
                self.warning(self.place_of(language, &head), message, unknown.help);
                highlight::without(code)
            }
        };
        self.doubts(&info, lines.len(), &head);

        self.enter("figure", "<figure class=\"code\">");
        self.code_header(&info);
        self.plain.push_str(code);
        self.html.push_str("<pre data-scrolls><code");
        if !info.language.is_empty() {
            self.html.push_str(" class=\"language-");
            html_escape::encode_double_quoted_attribute_to_string(&info.language, &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        let gutter = Gutter::new(&info, lines.len());
        for (at, line) in lines.iter().enumerate() {
            gutter.write(&mut self.html, at + 1, line);
            self.html.push('\n');
        }
        self.html.push_str("</code></pre>");
        self.leave("figure");
        self.html.push('\n');
    }

    /// Writes the line above a block: the name of the file, and the language. Every block has one, since
    /// scripts put there what copies and wraps.
    fn code_header(&mut self, info: &Info) {
        self.html.push_str("<figcaption>");
        if let Some(title) = &info.title {
            self.html.push_str("<span class=\"code-name\">");
            html_escape::encode_text_to_string(title, &mut self.html);
            self.html.push_str("</span> ");
            self.plain.push_str(title);
            self.plain.push('\n');
        }
        if !info.language.is_empty() {
            self.html.push_str("<span class=\"code-language\">");
            html_escape::encode_text_to_string(&info.language, &mut self.html);
            self.html.push_str("</span>");
        }
        self.html.push_str("</figcaption>");
    }

    /// Warns of a block that has a beginning only: what follows it is code, too.
    fn unclosed_fence(&mut self, span: &Span, head: &Span) {
        let text = self.text.source.text();
        let fence = text[head.clone()].trim_start();
        let Some(mark) = fence.chars().next().filter(|mark| matches!(mark, '`' | '~')) else {
            return;
        };
        let fence = &fence[..fence.len() - fence.trim_start_matches(mark).len()];
        let last = text[head.end..span.end].trim_end().rsplit('\n').next().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']);
        let closes = last.len() >= fence.len() && last.chars().all(|c| c == mark);
        if !fence.is_empty() && !closes {
            let message = "this block of code does not end, so all that follows is code";
            self.warning(head.clone(), message, Some(format!("add a line with {fence} behind it")));
        }
    }

    /// Reports what the line above a block says and does not mean anything.
    fn doubts(&mut self, info: &Info, lines: usize, head: &Span) {
        let text = self.text.source.text().get(head.clone()).unwrap_or_default();
        let fence = text.find(['`', '~']).unwrap_or_default();
        let start = text[fence..].find(|c: char| !"`~ \t".contains(c)).unwrap_or_default();
        let start = head.start + fence + start;
        // With an escape or a reference in it, the line is longer than what it says.
        let place = |span: &Span| match text.contains(['\\', '&']) {
            true => head.clone(),
            false => start + span.start..start + span.end,
        };
        for doubt in &info.doubts {
            self.warning(place(&doubt.span), &*doubt.message, doubt.help.clone());
        }
        for marked in &info.marks {
            if *marked.lines.start() == 0 || *marked.lines.end() > lines {
                let message = format!("the block has the lines 1 to {lines}");
                let help = "count from the first line of the block, whatever number it shows";
                self.warning(place(&marked.span), message, Some(help.into()));
            }
        }
    }

    /// A place cut off at the end of its first line.
    fn first_line(&self, span: &Span) -> Span {
        let text = self.text.source.text().get(span.clone()).unwrap_or_default();
        span.start..span.start + text.find('\n').unwrap_or(text.len())
    }
}

/// What stands before the lines of a block: numbers, and signs for what was added and removed.
///
/// It is written as an attribute that the style sheet shows, so it is no part of the text: neither
/// a selection nor a script copies it.
struct Gutter<'a> {
    info: &'a Info,
    /// How many digits the longest number has.
    digits: usize,
    signs: bool,
}

impl<'a> Gutter<'a> {
    fn new(info: &'a Info, lines: usize) -> Self {
        let last = info.start.map(|start| start.saturating_add(lines.saturating_sub(1)));
        let changes = |mark| matches!(mark, Mark::Added | Mark::Removed);
        Self {
            info,
            digits: last.map_or(0, |last| last.to_string().len()),
            signs: info.marks.iter().any(|marked| changes(marked.mark)),
        }
    }

    /// Writes a line, counted from 1.
    fn write(&self, html: &mut String, number: usize, line: &str) {
        if self.digits == 0 && self.info.marks.is_empty() {
            html.push_str(line);
            return;
        }
        let (class, sign) = match self.info.mark(number) {
            None => ("", ' '),
            Some(Mark::Highlighted) => (" marked", ' '),
            Some(Mark::Added) => (" added", '+'),
            Some(Mark::Removed) => (" removed", '-'),
        };
        let mut gutter = String::new();
        if let Some(start) = self.info.start {
            let shown = start.saturating_add(number - 1);
            gutter = format!("{shown:>width$} ", width = self.digits);
        }
        if self.signs {
            gutter.push(sign);
        }
        html.push_str("<span class=\"line");
        html.push_str(class);
        if !gutter.is_empty() {
            html.push_str("\" data-gutter=\"");
            html.push_str(&gutter);
        }
        html.push_str("\">");
        html.push_str(line);
        html.push_str("</span>");
    }
}
