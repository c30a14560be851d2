//! Blocks of code, and those that say how to draw a figure.

use ::words::Message;
use diagnostics::{Pieces, Span};
use figures::{Block, FigureKind, formula::LANGUAGE};

use super::{Caption, PendingNotes};
use crate::{
    anchors::HeadingText,
    events::Located,
    events::items,
    highlight,
    info::{Info, LineMark},
    terminal::{self, TerminalLine},
    writer::Writer,
};

/// A block with more lines is folded: what follows it is nearer then.
const LONG: usize = 60;

impl Writer<'_> {
    /// Writes a block; `behind` is what follows it.
    pub(crate) fn code_block(
        &mut self,
        info: &str,
        code: &Pieces,
        span: &Span,
        behind: &[Located<'_>],
    ) {
        let head = self.first_line(span);
        self.unclosed_fence(span, &head);
        self.made_code(info, code, span, behind);
    }

    /// The same of code that stands between no fences.
    pub(crate) fn made_code(
        &mut self,
        info: &str,
        code: &Pieces,
        span: &Span,
        behind: &[Located<'_>],
    ) {
        let caption = self.output.take();
        let head = self.first_line(span);
        let mut info = Info::parse(info);
        if info.language == LANGUAGE {
            return self.formula_block(code, span.clone());
        }
        if let Some(kind) = FigureKind::of(&info.language) {
            self.doubts(&info, code.text().lines().count(), &head);
            return self.figure(kind, Block { title: info.title.as_deref(), head, lines: code });
        }
        let difference = self.difference(&mut info, code.text(), (&head, span));
        let included = self.included(&mut info, code.text(), (&head, span));
        let code = difference.or(included).unwrap_or_else(|| code.text().to_owned());
        let code = &*code;
        let of_run = self.runs(&info, code, (&head, span), behind);
        let caption = caption.unwrap_or(of_run);
        let said = terminal::read(&info.language, code);
        let typed = terminal::without_prompts(code, &said);
        let lines = self.highlighted(&info.language, &typed, &head);
        self.doubts(&info, lines.len(), &head);

        let notes = info.noted().count();
        self.notes = (notes > 0).then_some(PendingNotes { count: notes, head });
        let is_focused = info.marks.iter().any(|marked| marked.mark == LineMark::Focused);
        let class = if is_focused { "code focused" } else { "code" };
        self.enter("figure", &format!("<figure class=\"{class}\" data-code>"));
        self.code_header(&info, &caption);
        let folded = info.fold.unwrap_or(lines.len() > LONG);
        if folded {
            self.enter("details", "<details class=\"fold\">");
            let all = diagnostics::count(lines.len(), "line");
            self.html.push_str(&format!("<summary class=\"fold\">All {all}</summary>"));
        }
        self.plain.push_str(code);
        self.code_lines(&info, code, &said, &lines);
        if folded {
            self.leave("details");
        }
        self.leave("figure");
        self.html.push('\n');
    }

    /// The lines of a block as HTML, plain where its language is not known.
    fn highlighted(&mut self, language: &str, code: &str, head: &Span) -> Vec<String> {
        highlight::highlight(language, code).unwrap_or_else(|unknown| {
            let message =
                format!("the language `{language}` is not known, so the code is not highlighted");
            self.warning(self.place_of(language, head), message, unknown.help);
            highlight::without(code)
        })
    }

    /// Writes the code itself: its lines as HTML, each with what stands before it.
    fn code_lines(&mut self, info: &Info, code: &str, said: &[TerminalLine], lines: &[String]) {
        self.html.push_str("<pre data-scrolls><code");
        if !info.language.is_empty() {
            self.html.push_str(" class=\"language-");
            html_escape::encode_double_quoted_attribute_to_string(&info.language, &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        let mut gutter = Gutter::new(info, lines.len());
        gutter.anchor = self.line_anchor(info);
        gutter.said = said;
        let mut code_lines = code.lines();
        for (at, line) in lines.iter().enumerate() {
            let id = gutter.id(at + 1).filter(|id| self.ids.claim(id));
            let prompt = terminal::prompt_of(said.get(at), code_lines.next());
            gutter.write(&mut self.html, at + 1, id.as_deref(), prompt, line);
            self.html.push('\n');
        }
        self.html.push_str("</code></pre>");
    }

    /// What the anchors of a block's lines begin with, before `L` and the number: nothing in the first
    /// block that has such, in others their name. Lines of a block without name and numbers have none.
    fn line_anchor(&mut self, info: &Info) -> Option<String> {
        if info.title.is_none() && info.start.is_none() {
            return None;
        }
        self.linked_blocks += 1;
        if self.linked_blocks == 1 {
            return Some(String::new());
        }
        let title = info.title.as_deref().unwrap_or("code");
        let name = self.text.anchors.anchor(HeadingText { text: title, written: title });
        let taken = self.line_names.entry(name.clone()).or_default();
        *taken += 1;
        Some(match *taken {
            1 if info.title.is_some() => format!("{name}-"),
            number => format!("{name}-{number}-"),
        })
    }

    /// Gives the list behind a block of code to its notes, and says how it begins.
    pub(crate) fn notes_begin(&mut self, list: &[Located<'_>]) -> Option<&'static str> {
        let PendingNotes { count, head } = self.notes.take()?;
        let items = items(list);
        if items != count {
            let notes = diagnostics::count(count, "place");
            let message = format!("the block has notes on {notes}, and the list behind it {items}");
            let help = "write one item for each place, in the order of `notes`";
            self.warning(head, message, Some(help.into()));
        }
        Some("<ol class=\"code-notes\">\n")
    }

    /// Reports a block of code with notes that has no list behind it.
    pub(crate) fn notes_are_missing(&mut self) {
        let Some(PendingNotes { head, .. }) = self.notes.take() else { return };
        let message = "the notes on this block are not written";
        let help = "write them behind the block, as a list that begins with `1.`";
        self.warning(head, message, Some(help.into()));
    }

    /// Writes the line above a block: the name of the file, and the language. Every block has one, since
    /// scripts put there what copies and wraps.
    fn code_header(&mut self, info: &Info, caption: &Caption) {
        self.html.push_str("<figcaption>");
        if let Some(title) = &info.title {
            self.in_header("class=\"code-name\" data-name", title);
            self.plain.push_str(title);
            self.plain.push('\n');
        } else if caption.is_output {
            self.in_header("class=\"code-name\" data-name", self.text.words.say(Message::Output));
        }
        // That output is text goes without saying.
        if !info.language.is_empty() && !(caption.is_output && info.language == "text") {
            self.in_header("class=\"code-language\" data-language", &info.language);
        }
        if let Some(ran) = &caption.ran {
            self.in_header("class=\"code-ran\"", ran);
        }
        self.html.truncate(self.html.trim_end().len());
        self.html.push_str("</figcaption>");
    }

    /// Writes something into the line above a block.
    fn in_header(&mut self, attributes: &str, text: &str) {
        self.html.push_str(&format!("<span {attributes}>"));
        html_escape::encode_text_to_string(text, &mut self.html);
        self.html.push_str("</span> ");
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
    /// What the anchors of the lines begin with, if they have such.
    anchor: Option<String>,
    /// What is what of a session in a terminal; else nothing.
    said: &'a [TerminalLine],
}

impl<'a> Gutter<'a> {
    fn new(info: &'a Info, lines: usize) -> Self {
        let last = info.start.map(|start| start.saturating_add(lines.saturating_sub(1)));
        let changes = |mark| matches!(mark, LineMark::Added | LineMark::Removed);
        Self {
            info,
            digits: last.map_or(0, |last| last.to_string().len()),
            signs: info.marks.iter().any(|marked| changes(marked.mark)),
            anchor: None,
            said: &[],
        }
    }

    /// The number that a line has, counted from 1 or as the writer says.
    fn shown(&self, number: usize) -> usize {
        self.info.start.unwrap_or(1).saturating_add(number - 1)
    }

    /// The anchor of a line, if it can have one.
    fn id(&self, number: usize) -> Option<String> {
        let anchor = self.anchor.as_ref()?;
        Some(format!("{anchor}L{}", self.shown(number)))
    }

    /// Writes a line, counted from 1.
    fn write(&self, html: &mut String, number: usize, id: Option<&str>, prompt: &str, line: &str) {
        let plain = self.anchor.is_none() && self.said.is_empty();
        if plain && self.digits == 0 && self.info.marks.is_empty() {
            html.push_str(line);
            return;
        }
        let (class, sign) = match self.info.mark(number) {
            Some(LineMark::Highlighted) => (" marked", ' '),
            Some(LineMark::Added) => (" added", '+'),
            Some(LineMark::Removed) => (" removed", '-'),
            _ => ("", ' '),
        };
        let mut gutter = String::new();
        if self.info.start.is_some() {
            gutter = format!("{:>width$} ", self.shown(number), width = self.digits);
        }
        if self.signs {
            gutter.push(sign);
        }
        html.push_str("<span class=\"line");
        html.push_str(class);
        if self.info.is_focused(number) {
            html.push_str(" focus");
        }
        if self.said.get(number - 1) == Some(&TerminalLine::Answer) {
            html.push_str(" output\" data-output=\"");
        }
        if let Some(id) = id {
            html.push_str("\" id=\"");
            html_escape::encode_double_quoted_attribute_to_string(id, html);
        }
        // A note stands where its lines end.
        let ends = self.info.noted().enumerate().filter(|(_, lines)| *lines.end() == number);
        let notes: Vec<String> = ends.map(|(at, _)| (at + 1).to_string()).collect();
        if !notes.is_empty() {
            html.push_str(&format!("\" data-note=\"{}", notes.join(", ")));
        }
        if !gutter.is_empty() {
            html.push_str("\" data-gutter=\"");
            html.push_str(&gutter);
        }
        html.push_str("\">");
        if !prompt.is_empty() {
            html.push_str("<span class=\"prompt\" data-prompt>");
            html_escape::encode_text_to_string(prompt, html);
            html.push_str("</span>");
        }
        html.push_str(line);
        html.push_str("</span>");
    }
}
