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
//! beside the post (`data = "tokens.csv"`). The first column is the x axis, each further one a
//! series.

mod data;
mod draw;
mod histogram;
mod scale;
mod sparkline;
mod spec;
mod svg;

use ::words::{Message, Words};
use data::{Data, Faults, Xs};
use diagnostics::{Source, Span};
use draw::Size;
use histogram::Bins;
use spec::{ChartKind, Spec};

use super::{
    block::{Artist, Block, Fault, Origin},
    page::DataFile,
};

/// How many rows of a file are shown below its chart: all are in the file.
const ROWS: usize = 100;

/// The element around a table, which scrolls where the table is wider than the page.
pub fn wrapper(name: &str) -> String {
    let mut wrapper =
        String::from("<div class=\"table-wrap\" data-scrolls role=\"group\" aria-label=\"");
    html_escape::encode_double_quoted_attribute_to_string(name, &mut wrapper);
    wrapper.push_str("\">");
    wrapper
}

impl Artist<'_> {
    /// Writes the chart that a block describes.
    pub(super) fn chart(&mut self, block: &Block<'_>) {
        let (head, body) = spec::split(block.lines.text());
        let Some(spec) = self.chart_spec(block, head) else { return };
        let has_rows = !block.lines.text()[body.clone()].trim().is_empty();
        let file = match &spec.data {
            Some(name) if has_rows => {
                let help = "take one of them out";
                let message = "the data stands in a file and below the fields";
                return self.error(name.span.clone(), message, help);
            }
            Some(name) => match self.page.data_file(name) {
                Some(file) => Some(file),
                None => return,
            },
            None if !has_rows => {
                let help = "write it as CSV below the fields, behind an empty line, or name a file \
                            beside the text: data = \"file.csv\"";
                return self.error(block.head.clone(), "this chart has no data", help);
            }
            None => None,
        };
        let (origin, part) = match &file {
            Some(file) => (Origin::File(&file.source), 0..file.source.text().len()),
            None => (Origin::Block(block.lines), body),
        };
        let mut faults = Faults::default();
        let table = data::table(origin.text(), part, &mut faults.in_data);
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
        let Some(data) = data else { return };
        if data.series.iter().all(|series| series.values.iter().all(Option::is_none)) {
            let message = "this chart has no data";
            let help = "every value of its series is empty";
            return self.error(block.head.clone(), message, help);
        }
        self.sparkline = sparkline::draw(&spec, &data);
        self.chart_figure(&spec, &data, file.as_ref());
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

    fn chart_figure(&mut self, spec: &Spec, data: &Data, file: Option<&DataFile>) {
        let words = self.around.words;
        let generated = describe(spec, data, words);
        let description = spec.description.as_ref().unwrap_or(&generated);
        self.page.enter("figure", "<figure class=\"chart\">");
        self.page.seen(&format!("{}\n", spec.title));
        let mut html = String::from("<figcaption><strong>");
        html_escape::encode_text_to_string(&spec.title, &mut html);
        html.push_str("</strong>");
        if let Some(description) = &spec.description {
            html.push(' ');
            html_escape::encode_text_to_string(description, &mut html);
            self.page.seen(&format!("{description}\n"));
        }
        html.push_str("</figcaption>\n");
        // Where no style sheet chooses between the two, the second is not shown.
        for (size, part, opening) in [
            (Size::WIDE, "", "<div class=\"chart-wide\">"),
            (Size::NARROW, "narrow-", "<div class=\"chart-narrow\" hidden>"),
        ] {
            let title = self.figure_id(&format!("{part}title"));
            let text = self.figure_id(&format!("{part}text"));
            html.push_str(opening);
            let (title, text) = ((&*title, &*spec.title), (&*text, &**description));
            let (svg, places) = draw::draw((spec, data, words), size, title, text);
            html.push_str(&svg);
            values_at(&places, spec, words, &mut html);
            html.push_str("</div>\n");
        }
        data_table((spec, data, words), file, &mut html);
        self.page.markup(&html);
        self.page.leave("figure");
        self.page.markup("\n");
    }
}

/// The place for what says the values at the pointer (`frontend/islands`): it has the values from the
/// table below, whose rows are drawn at `places`.
fn values_at(places: &[f64], spec: &Spec, words: &Words, html: &mut String) {
    // Of more, a file has the others; and a pointer hits none of them.
    if places.is_empty() || places.len() > ROWS {
        return;
    }
    let places: Vec<String> = places.iter().map(|place| svg::number(*place)).collect();
    let name = format!("{}: {}", words.say(Message::ChartData), spec.title);
    html.push_str(&format!(
        "<div data-island=\"chart\" data-at=\"{}\" data-name=\"",
        places.join(" ")
    ));
    html_escape::encode_double_quoted_attribute_to_string(&name, html);
    html.push_str("\"></div>");
}

/// The data itself, for those who can't see the picture or want to know exactly.
fn data_table(
    (spec, data, words): (&Spec, &Data, &Words),
    file: Option<&DataFile>,
    html: &mut String,
) {
    let (head, rows) = match Bins::of(spec, data).filter(|_| spec.kind == ChartKind::Histogram) {
        Some(bins) => bins_table(spec, data, &bins, words),
        None => {
            let head = [&data.x_name].into_iter().chain(data.series.iter().map(|s| &s.name));
            (head.cloned().collect(), data.rows.clone())
        }
    };
    let shown = if file.is_some() { rows.len().min(ROWS) } else { rows.len() };
    let name = words.say(Message::ChartData);
    html.push_str("<details><summary>");
    html_escape::encode_text_to_string(name, html);
    html.push_str("<span class=\"visually-hidden\">: ");
    html_escape::encode_text_to_string(&spec.title, html);
    html.push_str("</span></summary>\n");
    html.push_str(&wrapper(&format!("{name}: {}", spec.title)));
    html.push_str("<table>\n<thead>\n<tr>");
    for name in &head {
        html.push_str("<th scope=\"col\">");
        html_escape::encode_text_to_string(name, html);
        html.push_str("</th>");
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &rows[..shown] {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            html.push_str(if at == 0 { "<th scope=\"row\">" } else { "<td>" });
            html_escape::encode_text_to_string(cell, html);
            html.push_str(if at == 0 { "</th>" } else { "</td>" });
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table></div>\n");
    if let Some(file) = file {
        let of = match rows.len() {
            all if all > shown => {
                let (shown, all) = (words.number(shown), words.number(all));
                words.fill(Message::ChartRows, &[("shown", &shown), ("all", &all)]) + " "
            }
            _ => String::new(),
        };
        html.push_str(&format!("<p>{}<a href=\"", html_escape::encode_text(&of)));
        html_escape::encode_double_quoted_attribute_to_string(&file.href, html);
        html.push_str("\" rel=\"external\">");
        html_escape::encode_text_to_string(words.say(Message::ChartCsv), html);
        html.push_str("</a></p>\n");
    }
    html.push_str("</details>");
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
        sentences.push(match ends.filter(|_| spec.kind == ChartKind::Line && count > 1) {
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
        let names = names.join(", ");
        sentences.push(words.fill(Message::ChartNames, &[("names", &names)]));
    }
    sentences.join(" ")
}

/// A number with as many digits as anybody reads.
fn plain(value: f64, words: &Words) -> String {
    // Of no values there is neither a lowest nor a highest.
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => words.decimal(text.trim_end_matches('0').trim_end_matches('.')),
        false => text,
    }
}
