//! Charts.
//!
//! ```text
//! type = "line"
//! title = "Tokens left"
//! x = { label = "Time", unit = "s" }
//! y = { label = "Tokens", scale = "log" }
//!
//! second,busy,quiet
//! 0,20,20
//! 1,7,19
//! ```
//!
//! The fields are TOML or YAML, as front matter is. The data below them is CSV, or lies in a file
//! beside the post (`data = "tokens.csv"`), or is what Prometheus answered. The first column is the x axis,
//! each further one a series.

mod data;
mod draw;
mod explore;
mod histogram;
mod prometheus;
mod sparkline;
mod spec;

use std::cell::RefCell;

use ::words::{Message, Words};
use data::{Data, Faults, Xs};
use diagnostics::{LARGEST, Source, Span};
use draw::{COLUMNS, POINTS};
use histogram::Bins;
use spec::{ChartKind, Spec};

use super::{
    block::{Artist, Block, Fault},
    fields,
    page::DataFile,
    picture::Caption,
    scale::plain,
    svg::PictureNames,
    table::{DataTable, ROWS},
};

impl Artist<'_> {
    /// Writes the chart that a block describes.
    pub(super) fn chart(&mut self, block: &Block<'_>) {
        let (head, body) = fields::split(block.lines.text());
        let Some(spec) = self.chart_spec(block, head) else { return };
        let below = "write it as CSV below the fields, behind an empty line, or name a file beside the \
                     text: data = \"file.csv\"";
        let Some(given) = self.given(block, spec.data.as_ref(), body, ("chart", below, LARGEST))
        else {
            return;
        };
        let origin = given.origin(block);
        let mut faults = Faults::default();
        let text = origin.text();
        let is_answer = prometheus::is_answer(text.get(given.part.clone()).unwrap_or_default());
        let read = if is_answer { prometheus::table } else { data::table };
        let table = read(text, given.part.clone(), &mut faults.in_data);
        if table.rows.is_empty() && faults.in_data.is_empty() {
            let place = table.head.first().map_or(0..0, |cell| cell.span.clone());
            let help = "the first line names the columns; write a row below it";
            faults.in_data.push(Fault::new(place, "this data has no rows", help));
        }
        let data = match faults.in_data.is_empty() || !table.rows.is_empty() {
            true => data::pick(&spec, &table, &mut faults),
            false => None,
        };
        self.figure_faults(origin, faults.in_data);
        for fault in faults.in_head {
            self.error(fault.span, fault.message, fault.help);
        }
        let Some(data) = data.map(|data| data.in_words(self.around.words)) else { return };
        if data.series.iter().all(|series| series.values.iter().all(Option::is_none)) {
            let message = "this chart has no data";
            let help = "every value of its series is empty";
            return self.error(block.head.clone(), message, help);
        }
        self.sparkline = sparkline::draw(&spec, &data.drawn(spec.kind));
        let link = if is_answer { Message::DataFile } else { Message::ChartCsv };
        self.chart_figure(&spec, &data, given.file.as_ref().map(|file| (file, link)));
    }

    /// The fields of a chart, if all that are needed are there.
    fn chart_spec(&mut self, block: &Block<'_>, head: Span) -> Option<Spec> {
        if block.lines.text().trim().is_empty() {
            let help = "say what to draw: type = \"line\", title = \"…\", an empty line, and CSV";
            self.error(block.head.clone(), "this chart says nothing", help);
            return None;
        }
        let file = self.around.source;
        let (spread, part) = block.lines.spread(head, file.text());
        let source = Source::new(file.path(), &spread);
        let mut faults = Vec::new();
        let spec = spec::read(&source, part, &block.head, block.title, &mut faults);
        for fault in faults {
            // The line as it stands in the file has what the spread text leaves out.
            self.page.report(file.shown(fault));
        }
        spec
    }

    fn chart_figure(&mut self, spec: &Spec, data: &Data, file: Option<(&DataFile, Message)>) {
        let words = self.around.words;
        let generated = describe(spec, data, words);
        let drawn = data.drawn(spec.kind);
        let left_out = match spec.kind {
            ChartKind::Heatmap => (drawn.rows.len() > COLUMNS).then_some(Message::ChartMerged),
            kind => {
                (kind.is_joined() && drawn.rows.len() > POINTS).then_some(Message::ChartThinned)
            }
        };
        let count = words.number(drawn.rows.len());
        let note = left_out.map(|message| words.fill(message, &[("count", &count)]));
        let caption = Caption {
            title: &spec.title,
            description: spec.description.as_deref(),
            words: &generated,
            note: note.as_deref(),
        };
        let frames = RefCell::new(Vec::new());
        let draw = |size, names: PictureNames<'_>, html: &mut String| {
            let (svg, frame) = draw::draw((spec, &drawn, words), size, names);
            html.push_str(&svg);
            frames.borrow_mut().extend(frame);
        };
        let below = |html: &mut String| {
            let is_short = data.rows.len() <= ROWS || spec.kind == ChartKind::Histogram;
            match file.filter(|_| !is_short) {
                // Of what Prometheus answers a browser would have to make the same rows.
                Some((_, Message::DataFile)) => {}
                rest => {
                    let rest = rest.map(|(file, _)| &*file.href);
                    explore::place(&frames.borrow(), (spec, data), rest, html);
                }
            }
            data_table((spec, data, words), file, html);
        };
        self.picture("chart", &caption, draw, below);
    }
}

/// The data itself, for those who can't see the picture or want to know exactly.
fn data_table(
    (spec, data, words): (&Spec, &Data, &Words),
    file: Option<(&DataFile, Message)>,
    html: &mut String,
) {
    let (head, rows) = match Bins::of(spec, data).filter(|_| spec.kind == ChartKind::Histogram) {
        Some(bins) => bins_table(spec, data, &bins, words),
        None => (data.columns.clone(), data.rows.clone()),
    };
    let table = DataTable::of(head, rows, file.is_some());
    table.write(&spec.title, file, words, html);
}

/// What a histogram shows, in figures.
fn bins_table(
    spec: &Spec,
    data: &Data,
    bins: &Bins,
    words: &Words,
) -> (Vec<String>, Vec<Vec<String>>) {
    let head = vec![spec.x.title(&data.x_name), spec.y.title(words.say(Message::ChartCount))];
    let row = |(edges, count): (&[f64], &usize)| {
        let (from, to) = (plain(edges[0], words), plain(edges[1], words));
        let range = words.fill(Message::ChartRange, &[("from", &from), ("to", &to)]);
        vec![range, count.to_string()]
    };
    (head, bins.edges.windows(2).zip(&bins.counts).map(row).collect())
}

/// A chart in words, where its writer gives none.
fn describe(spec: &Spec, data: &Data, words: &Words) -> String {
    let kind = words.say(spec.kind.message());
    let mut sentences = vec![match spec.kind {
        ChartKind::Histogram => format!("{kind}."),
        _ => {
            let axis = spec.x.title(&data.x_name);
            words.fill(Message::ChartOver, &[("kind", kind), ("axis", &axis)])
        }
    }];
    if spec.kind == ChartKind::Heatmap {
        sentences.extend(peak(data, words));
        return sentences.join(" ");
    }
    for series in &data.series {
        let values = || series.values.iter().flatten().copied();
        let low = plain(values().fold(f64::INFINITY, f64::min), words);
        let high = plain(values().fold(f64::NEG_INFINITY, f64::max), words);
        let count = values().count();
        if count == 0 {
            continue;
        }
        let said = [("series", &*series.name), ("low", &low), ("high", &high)];
        let ends =
            series.values.first().copied().flatten().zip(series.values.last().copied().flatten());
        sentences.push(match ends.filter(|_| spec.kind.is_joined() && count > 1) {
            Some((first, last)) => {
                let (first, last) = (plain(first, words), plain(last, words));
                let ends = [("first", &*first), ("last", &last)];
                words.count(Message::ChartEnds, count, &[&said[..], &ends].concat())
            }
            None => words.count(Message::ChartValues, count, &said),
        });
    }
    if let Xs::Names(names) = &data.x
        && !names.is_empty()
    {
        let names = words.list(names);
        sentences.push(words.fill(Message::ChartNames, &[("names", &names)]));
    }
    sentences.join(" ")
}

/// Where a heatmap has its highest value.
fn peak(data: &Data, words: &Words) -> Option<String> {
    let rows = data.series.iter().flat_map(|series| {
        let value = |(row, value): (usize, &Option<f64>)| Some((row, (*value)?, &series.name));
        series.values.iter().enumerate().filter_map(value)
    });
    let (row, value, series) = rows.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (at, value) = (data.rows.get(row)?.first()?, plain(value, words));
    Some(words.fill(Message::ChartPeak, &[("series", series), ("at", at), ("value", &value)]))
}
