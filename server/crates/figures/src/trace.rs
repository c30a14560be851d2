//! Traces: which part of a request waited for which.
//!
//! ```text
//! title = "A slow checkout"
//! data = "trace.json"
//! ```
//!
//! The data is OTLP in JSON, as exporters and the collector write it, in a file beside the post or
//! below the fields. It is drawn as a waterfall: a span a row, below the one that caused it.

mod draw;
mod explore;
mod otlp;
mod path;
mod say;
mod spans;
mod tree;

use std::cell::RefCell;

use diagnostics::{LARGEST_RECORD, Span, Spanned};
use values::Fields;
use words::Message;

use super::{
    block::{Artist, Block},
    fields::{self, COMMON, Common},
    page::DataFile,
    picture::Caption,
    svg::PictureNames,
    table::{DataTable, ROWS},
};
use otlp::TraceSpan;
use spans::Trace;

impl Artist<'_> {
    /// Writes the trace that a block describes.
    pub(super) fn trace(&mut self, block: &Block<'_>) {
        let keys = [&COMMON[..], &["trace"]].concat();
        let (head, body) = fields::split_any(block.lines.text(), &keys);
        let Some((common, chosen)) = self.trace_fields(block, head) else { return };
        let below = "name the file that an exporter wrote: data = \"trace.json\"";
        let kind = ("trace", below, LARGEST_RECORD);
        let Some(given) = self.given(block, common.data.as_ref(), body, kind) else { return };
        let origin = given.origin(block);
        let mut faults = Vec::new();
        let traces = otlp::read(origin.text(), given.part.clone(), &mut faults);
        if !faults.is_empty() {
            return self.figure_faults(origin, faults);
        }
        let Some(spans) = self.chosen(block, traces, chosen.as_ref()) else { return };
        match Trace::of(spans) {
            Err(faults) => self.figure_faults(origin, faults),
            Ok(trace) => self.trace_figure(block, &common, &trace, given.file.as_ref()),
        }
    }

    fn trace_figure(
        &mut self,
        block: &Block<'_>,
        common: &Common,
        trace: &Trace,
        file: Option<&DataFile>,
    ) {
        let words = self.around.words;
        let title = common.title.as_deref().or(block.title);
        let title = title.unwrap_or(words.say(Message::Trace));
        let drawn = trace.drawn();
        let count = drawn.iter().filter(|drawn| **drawn).count();
        let note = (count < trace.spans.len()).then(|| {
            let shown = words.number(count);
            words.count(Message::TraceShown, trace.spans.len(), &[("shown", &shown)])
        });
        let description = say::describe(trace, words);
        let caption = Caption {
            title,
            description: common.description.as_deref(),
            words: &description,
            note: note.as_deref(),
        };
        // Of very many the table has those that matter most, too, and all that are drawn.
        let listed = match file {
            Some(_) => trace.most(ROWS, drawn.clone()),
            None => vec![true; trace.spans.len()],
        };
        let (head, rows) = say::table(trace, &listed, words);
        let table = DataTable { head, rows, all: trace.spans.len() };
        let frames = RefCell::new(Vec::new());
        let below = |html: &mut String| {
            explore::place(trace, (&drawn, &listed), &frames.borrow(), html);
            table.write(title, file.map(|file| (file, Message::DataFile)), words, html)
        };
        let draw = |size, names: PictureNames<'_>, html: &mut String| {
            let (svg, frame) = draw::draw(trace, &drawn, words, size, names);
            html.push_str(&svg);
            frames.borrow_mut().push(frame);
        };
        self.picture("chart trace", &caption, draw, below);
    }

    /// The fields of a trace: those that all have, and which trace of the file it is.
    fn trace_fields(
        &mut self,
        block: &Block<'_>,
        head: Span,
    ) -> Option<(Common, Option<Spanned<String>>)> {
        let read = |fields: &mut Fields<'_>| (Common::read(fields), fields.filled("trace"));
        self.fields(block, head, read)
    }

    /// The trace that is asked for, or the only one.
    fn chosen(
        &mut self,
        block: &Block<'_>,
        mut traces: Vec<(String, Vec<TraceSpan>)>,
        chosen: Option<&Spanned<String>>,
    ) -> Option<Vec<TraceSpan>> {
        let names = |traces: &[(String, Vec<TraceSpan>)]| {
            diagnostics::first_names(traces.iter().map(|(id, _)| id.clone()))
        };
        let at = match chosen {
            Some(id) => match traces.iter().position(|(known, _)| *known == id.value) {
                Some(at) => at,
                None => {
                    let help = format!("the traces are {}", names(&traces));
                    let message = format!("the data has no trace `{}`", id.value);
                    self.error(id.span.clone(), message, help);
                    return None;
                }
            },
            None if traces.len() > 1 => {
                let message = format!("the data has {} traces", traces.len());
                let (first, all) = (&traces[0].0, names(&traces));
                let help = format!("choose one, such as trace = \"{first}\"; they are {all}");
                self.error(block.head.clone(), message, help);
                return None;
            }
            None => 0,
        };
        Some(traces.swap_remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::{spans::DRAWN, *};

    fn trace(spans: &[(Option<usize>, u64, u64)]) -> Trace {
        let span = |(at, (parent, start, end)): (usize, &(Option<usize>, u64, u64))| TraceSpan {
            id: at.to_string(),
            parent: parent.map(|parent| parent.to_string()),
            name: at.to_string(),
            service: String::new(),
            start: *start,
            end: *end,
            error: None,
            place: 0..0,
            parent_place: 0..0,
        };
        Trace::of(spans.iter().enumerate().map(span).collect()).expect("a trace")
    }

    #[test]
    fn a_span_is_at_work_itself_while_nothing_that_it_caused_is() {
        // Children beside each other, over each other, and beyond their cause.
        let spans = [
            (None, 10, 100),
            (Some(0), 0, 20),
            (Some(0), 30, 60),
            (Some(0), 40, 70),
            (Some(0), 90, 300),
        ];
        let trace = trace(&spans);
        let own: Vec<u64> = (0..spans.len()).map(|at| trace.own(at)).collect();
        assert_eq!(own, [30, 20, 30, 30, 210]);
    }

    #[test]
    fn what_is_drawn_is_in_the_table() {
        let mut spans: Vec<(Option<usize>, u64, u64)> = vec![(None, 0, 100_000)];
        // Chains of three, one after the other.
        for at in 0..200 {
            let (from, cause) = (at * 500, spans.len());
            spans.push((Some(0), from, from + 400 + at));
            spans.push((Some(cause), from, from + 300));
            spans.push((Some(cause + 1), from + 1, from + 200));
        }
        let trace = trace(&spans);
        let drawn = trace.drawn();
        let listed = trace.most(ROWS, drawn.clone());
        let count = |of: &[bool]| of.iter().filter(|of| **of).count();
        assert_eq!([count(&drawn), count(&listed)], [DRAWN, ROWS]);
        assert!(drawn.iter().zip(&listed).all(|(drawn, listed)| !drawn || *listed));
        for at in (0..spans.len()).filter(|at| listed[*at]) {
            assert!(trace.tree.line(at).all(|above| listed[above]));
        }
    }
}
