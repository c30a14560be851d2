//! The part of a flame graph that is shown, drawn as the build draws all of it.

use axes::{
    coordinate,
    stacks::{BAR, Call, Stacks},
};
use web_sys::Element;

use crate::{figure::escaped, said::number};

/// How wide a character is at most, in units of its size, as the build measures it.
const ADVANCE: f64 = 0.61;
/// From here on characters are twice as wide.
const WIDE: char = '\u{1100}';

/// How large one of the two pictures is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) font: f64,
}

impl Frame {
    /// The frame of the picture in an element.
    pub(crate) fn of(picture: &Element) -> Option<Self> {
        let svg = picture.query_selector("svg").ok()??;
        let view_box = svg.get_attribute("viewBox")?;
        let mut numbers = view_box.split(' ').skip(2).map(number);
        let (width, height) = (numbers.next()??, numbers.next()??);
        Some(Self { width, height, font: number(&svg.get_attribute("font-size")?)? })
    }
}

/// The bar of a call, and where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) call: usize,
    pub(super) x: f64,
    pub(super) width: f64,
    pub(super) y: f64,
}

/// The bars of a call that is as wide as the picture, of what it made, and of what made it.
pub(super) fn bars(stacks: &Stacks<String>, zoomed: usize, frame: Frame) -> Vec<Bar> {
    let calls = stacks.calls();
    let Some(widest) = calls.get(zoomed) else { return Vec::new() };
    let part = stacks.within(zoomed);
    let below = stacks.seen(part.start + 1..part.end, widest.whole, frame.width);
    let mut above = vec![zoomed];
    for at in (0..zoomed).rev() {
        if above.last().is_some_and(|last| calls[at].depth < calls[*last].depth) {
            above.push(at);
        }
    }
    let rows = (frame.height / BAR).round() as usize;
    let highest = below.iter().map(|at| calls[*at].depth).max().unwrap_or(widest.depth);
    // What has no room above goes down, and what made the call out of the picture.
    let down = (highest + 1).saturating_sub(rows).min(widest.depth);
    let bar = |call: usize, x: f64, width: f64| {
        let row = calls[call].depth.checked_sub(down).filter(|row| *row < rows)?;
        Some(Bar { call, x, width, y: frame.height - (row + 1) as f64 * BAR })
    };
    let place = |samples: u64| samples as f64 / widest.whole.max(1) as f64 * frame.width;
    let narrower =
        below.iter().map(|at| (*at, place(calls[*at].from - widest.from), place(calls[*at].whole)));
    let full = above.into_iter().map(|at| (at, 0.0, frame.width));
    full.chain(narrower).filter_map(|(at, x, width)| bar(at, x, width)).collect()
}

/// Draws bars; those that are found are marked.
pub(super) fn svg(
    (stacks, bars): (&Stacks<String>, &[Bar]),
    zoomed: usize,
    frame: Frame,
    is_found: impl Fn(&Call<String>) -> bool,
) -> String {
    let mut svg = String::new();
    for &Bar { call: at, x, width, y } in bars {
        let call = &stacks.calls()[at];
        let shade = if at == 0 { 1 } else { call.shade() };
        let above = if at < zoomed { " flame-above" } else { "" };
        let found = if is_found(call) { " flame-found" } else { "" };
        let (left, top, across) = (coordinate(x), coordinate(y), coordinate(width));
        let high = coordinate(BAR - 1.0);
        svg += &format!(
            "<path class=\"flame-{shade}{above}{found}\" d=\"M{left} {top}h{across}v{high}h-{across}z\"/>"
        );
        let room = width - 8.0;
        // Of fewer letters nobody can tell what they begin.
        if room >= 3.0 * frame.font * ADVANCE {
            let (left, top) = (coordinate(x + 4.0), y + BAR / 2.0 - 0.5 + frame.font * 0.35);
            let name = escaped(&fitting(&call.name, room / (frame.font * ADVANCE)));
            svg += &format!(
                "<text x=\"{left}\" y=\"{}\" stroke=\"none\">{name}</text>",
                coordinate(top)
            );
        }
    }
    svg
}

/// The longest beginning of a text that has room, in characters.
fn fitting(text: &str, room: f64) -> String {
    let wide = |c: char| if c < WIDE { 1.0 } else { 2.0 };
    let mut left = room - text.chars().map(wide).sum::<f64>();
    if left >= 0.0 {
        return text.to_owned();
    }
    // The sign of what is left out has to have room, too.
    left -= 1.0;
    let mut cut = text.to_owned();
    while let Some(last) = cut.pop() {
        left += wide(last);
        if left >= 0.0 {
            break;
        }
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}
