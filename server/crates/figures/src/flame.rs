//! Flame graphs: which functions a program spent its time in, and what called them.
//!
//! ```text
//! title = "Where the handler spends its time"
//!
//! main;serve;parse 42
//! main;serve;write 11
//! ```
//!
//! The data are folded stacks, as `stackcollapse` makes them of what `perf script` writes, and
//! async-profiler and py-spy by themselves: a line for each stack, from the outermost call, with how
//! often it was met. It stands below the fields, which need not be there, or in a file.

mod draw;
mod read;

use axes::stacks::{Function, Stacks};
use diagnostics::LARGEST_RECORD;
use values::Fields;
use words::{Message, Words};

use super::{
    block::{Artist, Block},
    fields::{self, COMMON, Common},
    picture::Caption,
    scale::plain,
    svg::{PictureNames, Size},
    table::DataTable,
};

/// How many functions the table has: the rest of them together is little.
const HEAVIEST: usize = 30;

/// How many of them a sentence has.
const NAMES: usize = 3;

/// A file that is larger than this no browser is made to fetch, to look closer at what is too narrow to be drawn.
const FETCHED: usize = 4 << 20;

impl Artist<'_> {
    /// Writes the flame graph that a block describes.
    pub(super) fn flame(&mut self, block: &Block<'_>) {
        let keys = [&COMMON[..], &["unit"]].concat();
        let (head, body) = fields::split_any(block.lines.text(), &keys);
        let read = |fields: &mut Fields<'_>| (Common::read(fields), fields.filled("unit"));
        let Some((common, unit)) = self.fields(block, head, read) else { return };
        let below = "write a stack in each line, and how often it was met: main;serve;parse 42";
        let kind = ("flame graph", below, LARGEST_RECORD);
        let Some(given) = self.given(block, common.data.as_ref(), body, kind) else { return };
        let origin = given.origin(block);
        let mut faults = Vec::new();
        let samples = read::read(origin.text(), given.part.clone(), &mut faults);
        if !faults.is_empty() {
            return self.figure_faults(origin, faults);
        }
        let words = self.around.words;
        let stacks = Stacks::of(samples.iter().map(|sample| (sample.stack, sample.count)));
        let functions = stacks.functions(0..stacks.calls().len());
        let total = match &unit {
            Some(unit) => format!("{} {}", words.number(count(stacks.total())), unit.value),
            None => words.count(Message::FlameSamples, count(stacks.total()), &[]),
        };
        let title = common.title.as_deref().or(block.title);
        let title = title.unwrap_or(words.say(Message::Flame));
        let description = describe(&stacks, &functions, &total, words);
        let mut note = words.say(Message::FlameShade).to_owned();
        let drawn = draw::drawn(&stacks, Size::WIDE);
        let (shown, all) = (drawn.len(), stacks.calls().len());
        if shown < all {
            let (shown, all) = (words.number(shown), words.number(all));
            note.push(' ');
            note += &words.fill(Message::FlameShown, &[("shown", &shown), ("all", &all)]);
        }
        let caption = Caption {
            title,
            description: common.description.as_deref(),
            words: &description,
            note: Some(&note),
        };
        let is_fetched = shown < all && origin.text().len() <= FETCHED;
        let fetched = given.file.as_ref().filter(|_| is_fetched).map(|file| &*file.href);
        let unit = unit.map(|unit| unit.value);
        let all = functions.len();
        let (head, rows) = table(&stacks, functions, words);
        let table = DataTable { head, rows, all };
        let link = given.file.as_ref().map(|file| (file, Message::DataFile));
        let below = |html: &mut String| {
            place(&stacks, &drawn, unit.as_deref(), fetched, html);
            table.write(title, link, words, html);
        };
        let draw = |size, names: PictureNames<'_>, html: &mut String| {
            html.push_str(&draw::draw(&stacks, &total, words, size, names));
        };
        self.picture("chart flame", &caption, draw, below);
    }
}

/// Writes the place of what looks closer: it has what is drawn, or the address of the file in which the rest is.
fn place(
    stacks: &Stacks<&str>,
    drawn: &[usize],
    unit: Option<&str>,
    file: Option<&str>,
    html: &mut String,
) {
    let (name, value) = match file {
        Some(file) => ("file", file.to_owned()),
        None => ("calls", stacks.written(drawn)),
    };
    html.push_str("<div data-island=\"flame\"");
    for (name, value) in [(name, &*value)].into_iter().chain(unit.map(|unit| ("unit", unit))) {
        html.push_str(&format!(" data-{name}=\""));
        html_escape::encode_double_quoted_attribute_to_string(value, html);
        html.push('"');
    }
    html.push_str("></div>\n");
}

/// A number of samples as one of things.
fn count(samples: u64) -> usize {
    usize::try_from(samples).unwrap_or(usize::MAX)
}

/// A part of all samples, in percent.
fn percent(part: u64, stacks: &Stacks<&str>, words: &Words) -> String {
    plain((part as f64 / stacks.total() as f64 * 1000.0).round() / 10.0, words)
}

/// A flame graph in words: what most of its time went into.
fn describe(
    stacks: &Stacks<&str>,
    functions: &[Function<'_>],
    total: &str,
    words: &Words,
) -> String {
    let about = words.count(Message::FlameAbout, functions.len(), &[("total", total)]);
    let part = |function: &Function<'_>| {
        format!("{} ({} %)", function.name, percent(function.own, stacks, words))
    };
    let heaviest = functions.iter().filter(|function| function.own > 0).take(NAMES).map(part);
    let names = words.list(heaviest);
    format!("{about} {}", words.fill(Message::FlameHeaviest, &[("names", &names)]))
}

/// The functions that took most by themselves: the names of the columns, and the rows.
fn table(
    stacks: &Stacks<&str>,
    functions: Vec<Function<'_>>,
    words: &Words,
) -> (Vec<String>, Vec<Vec<String>>) {
    let (own, whole) = (words.say(Message::FlameSelf), words.say(Message::FlameTotal));
    let head = vec![
        words.say(Message::FlameFunction).to_owned(),
        own.to_owned(),
        format!("{own} (%)"),
        whole.to_owned(),
        format!("{whole} (%)"),
    ];
    let number = |samples: u64| words.number(count(samples));
    let row = |function: Function<'_>| {
        vec![
            function.name.to_owned(),
            number(function.own),
            percent(function.own, stacks, words),
            number(function.whole),
            percent(function.whole, stacks, words),
        ]
    };
    (head, functions.into_iter().take(HEAVIEST).map(row).collect())
}
