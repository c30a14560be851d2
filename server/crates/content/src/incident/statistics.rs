//! What all incidents have in common, as a text: tables, and charts like those of any text.

use std::fmt::Write;

use model::{Distribution, GroupBy, Incident, Lapse, Slice, Statistics, duration};
use values::quoted;
use words::{Message, Words};

use super::sections::{plain, row};

/// How many parts a table tells of: of services and causes those that occur most, of quarters the last ones.
const ROWS: usize = 100;
/// How many a chart shows.
const BARS: usize = 20;
/// From how many incidents on there is one: the bars of fewer say less than the table.
const DRAWN: usize = 5;

/// Markdown that tells of some incidents.
pub(in super::super) fn statistics(incidents: &[&Incident], words: &Words) -> String {
    let Statistics { whole, seconds, by } = Statistics::of(incidents, words);
    let mut text = String::new();
    table_of_all(&mut text, &whole, words);
    for (lapse, seconds) in Lapse::ALL.into_iter().zip(seconds) {
        histogram(&mut text, lapse, &seconds, words);
    }
    for (by, slices) in by {
        if !slices.is_empty() {
            let is_drawn = incidents.len() >= DRAWN;
            table_of_parts(&mut text, (by, &slices), is_drawn, words);
        }
    }
    text
}

/// A row for each thing that is measured.
fn table_of_all(text: &mut String, whole: &Slice, words: &Words) {
    let head = [Message::Incidents, Message::Median, Message::Ninetieth, Message::Longest];
    let head = head.map(|name| plain(words.say(name)));
    row(text, &[vec![plain(words.say(Message::Duration))], head.to_vec()].concat());
    row(text, &["---", "--:", "--:", "--:", "--:"].map(str::to_owned));
    for (lapse, told) in Lapse::ALL.into_iter().zip(whole.lapses) {
        let Some(Distribution { count, median, ninetieth, longest }) = told else { continue };
        let said = |seconds: i64| plain(&in_words(seconds, words));
        let name = plain(words.say(lapse.message()));
        let count = plain(&words.number(count));
        row(text, &[name, count, said(median), said(ninetieth), said(longest)]);
    }
    text.push('\n');
}

/// How long something took in how many incidents.
fn histogram(text: &mut String, lapse: Lapse, seconds: &[i64], words: &Words) {
    if seconds.len() < DRAWN {
        return;
    }
    let title = words.say(lapse.message());
    let unit = words.say(Message::MinutesUnit);
    let axis = format!("label = {}, unit = {}", quoted(title), quoted(unit));
    let rows = seconds.iter().map(|seconds| minutes(*seconds));
    chart(text, "histogram", title, &axis, &quoted_in_csv(title), rows, words);
}

/// A row, and perhaps a bar, for each of the parts that incidents fall into.
fn table_of_parts(
    text: &mut String,
    (by, slices): (GroupBy, &[Slice]),
    is_drawn: bool,
    words: &Words,
) {
    let title = words.say(by.message());
    let _ = write!(text, "### {}\n\n", plain(title));
    // The last quarters are those that somebody asks for.
    let last = |count: usize| match by {
        GroupBy::Quarter => &slices[slices.len().saturating_sub(count)..],
        _ => &slices[..slices.len().min(count)],
    };
    let incidents = words.say(Message::Incidents);
    let rows = last(BARS).iter();
    let rows = rows.map(|slice| format!("{},{}", quoted_in_csv(&slice.name), slice.count));
    let columns = format!("{},{}", quoted_in_csv(title), quoted_in_csv(incidents));
    let axis = format!("label = {}", quoted(title));
    let over = format!("{incidents}: {title}");
    if is_drawn {
        chart(text, "bar", &over, &axis, &columns, rows, words);
    }
    let mut head = vec![plain(title), plain(incidents)];
    head.extend(Lapse::ALL.map(|lapse| {
        let (lapse, median) = (words.say(lapse.message()), words.say(Message::Median));
        format!("{} ({})", plain(lapse), plain(&median.to_lowercase()))
    }));
    row(text, &head);
    let columns = ["---".to_owned()].into_iter().chain((1..head.len()).map(|_| "--:".to_owned()));
    row(text, &columns.collect::<Vec<_>>());
    for Slice { name, count, lapses } in last(ROWS) {
        let median = |told: &Option<Distribution>| match told {
            Some(told) => plain(&in_words(told.median, words)),
            None => "–".to_owned(),
        };
        let cells = [plain(name), plain(&words.number(*count))];
        row(text, &cells.into_iter().chain(lapses.iter().map(median)).collect::<Vec<_>>());
    }
    text.push('\n');
}

/// A block that describes a chart.
fn chart(
    text: &mut String,
    kind: &str,
    title: &str,
    axis: &str,
    columns: &str,
    rows: impl Iterator<Item = String>,
    words: &Words,
) {
    let (title, count) = (quoted(title), quoted(words.say(Message::Incidents)));
    let _ = write!(
        text,
        "```chart\ntype = \"{kind}\"\ntitle = {title}\nx = {{ {axis} }}\ny = {{ label = {count} }}\n\n{columns}\n"
    );
    rows.for_each(|row| text.extend([&*row, "\n"]));
    text.push_str("```\n\n");
}

fn in_words(seconds: i64, words: &Words) -> String {
    duration::in_words(seconds as f64, words)
}

/// Minutes, with as many digits as anybody reads.
fn minutes(seconds: i64) -> String {
    let minutes = format!("{:.2}", seconds as f64 / 60.0);
    minutes.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn quoted_in_csv(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_tables_and_data_as_they_are() {
        assert_eq!(plain("a|b [c] *d*"), "a\\|b \\[c\\] \\*d\\*");
        assert_eq!(quoted_in_csv("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!([0, 30, 90, 3600, 100].map(minutes), ["0", "0.5", "1.5", "60", "1.67"]);
    }
}
