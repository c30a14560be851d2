//! How what a block prints differs from what its text says.

use diagnostics::{Diagnostic, Source, Span};
use markdown::{Output, Runnable};
use similar::TextDiff;

/// How many lines are shown of what differs.
const LINES: usize = 20;
/// How many characters of each.
const WIDTH: usize = 100;
/// How many lines are shown of what a program complains of.
const LAST: usize = 8;

/// The fault of a block that prints something else than its text says, at the first line that differs.
pub(super) fn fault(source: &Source, block: &Runnable, printed: &str) -> Diagnostic {
    let Some(output) = &block.output else {
        let help = format!(
            "write that into a block right behind this one, as `blog test --accept` does:\n{}",
            shown(printed.lines().map(|line| format!("+{line}"))),
        );
        let message = "this block prints something, and no block behind it says what";
        return source.error(block.head.clone(), message).help(help);
    };
    let expected = block.expected();
    let same = expected.lines().zip(printed.lines()).take_while(|(a, b)| a == b).count();
    let place = line_of(source.text(), output, same);
    let diff = TextDiff::from_lines(&*expected, printed);
    let diff = diff.unified_diff().context_radius(1).missing_newline_hint(false).to_string();
    let help = format!(
        "mend the code or what it should print; `blog test --accept` takes what it prints:\n{}",
        shown(diff.lines().map(str::to_owned)),
    );
    source.error(place, "the block above prints something else").help(help)
}

/// Where a line of an output stands, counted from 0; behind the last one, where the block ends.
fn line_of(text: &str, output: &Output, line: usize) -> Span {
    let block = text.get(output.block.clone()).unwrap_or_default().trim_end();
    let mut at = output.block.start;
    let mut place = at..at;
    for (number, written) in block.split_inclusive('\n').enumerate() {
        let words = written.trim_end();
        let indent = words.len() - words.trim_start_matches([' ', '\t', '>']).len();
        place = at + indent..at + words.len();
        // The first is the fence.
        if number == line + 1 {
            break;
        }
        at += written.len();
    }
    place
}

/// The last lines of what a program says.
pub(super) fn last_lines(said: &str) -> String {
    let skipped = said.lines().count().saturating_sub(LAST);
    shown(said.lines().skip(skipped).map(str::to_owned))
}

/// Lines as a terminal can show them.
fn shown(lines: impl Iterator<Item = String>) -> String {
    let mut lines = lines.map(|line| line.chars().take(WIDTH).collect::<String>());
    let mut shown: Vec<String> = lines.by_ref().take(LINES).collect();
    let more = lines.count();
    if more > 0 {
        shown.push(format!("… and {}", diagnostics::count(more, "more line")));
    }
    shown.join("\n")
}
