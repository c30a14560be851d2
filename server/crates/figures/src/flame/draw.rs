//! The picture of a flame graph: a bar for each call over the one that called it, as wide as its share.

use ::words::{Message, Words};

use super::{
    super::svg::{Anchor, Pen, PictureNames, Size, field},
    stacks::{Frame, Stacks},
};

/// How high a bar is, with the gap above it.
const BAR: f64 = 18.0;

/// More bars above each other nobody follows.
const DEEPEST: usize = 64;

/// How many bars are drawn, the widest first.
const FRAMES: usize = 500;

/// What is narrower can't be seen, in pixels.
const NARROWEST: f64 = 0.8;

/// How many of a picture's frames are drawn in the wide one.
pub(super) fn shown(stacks: &Stacks<'_>) -> usize {
    drawn(stacks, Size::WIDE).len()
}

/// The frames that are drawn.
fn drawn<'s, 'a>(stacks: &'s Stacks<'a>, size: Size) -> Vec<&'s Frame<'a>> {
    let is_seen = |frame: &&Frame<'_>| {
        frame.depth < DEEPEST
            && frame.whole as f64 / stacks.total() as f64 * size.width >= NARROWEST
    };
    let mut frames: Vec<&Frame<'_>> = stacks.iter().filter(is_seen).collect();
    if frames.len() > FRAMES {
        // What calls a frame is at least as wide, and comes before it among equals.
        frames.sort_by_key(|frame| std::cmp::Reverse(frame.whole));
        frames.truncate(FRAMES);
        frames.sort_by_key(|frame| (frame.from, frame.depth));
    }
    frames
}

/// Draws a flame graph over a bar for all of it, which says how much that is.
pub(super) fn draw(
    stacks: &Stacks<'_>,
    total: &str,
    words: &Words,
    size: Size,
    names: PictureNames<'_>,
) -> String {
    let mut pen = Pen::new(size.font);
    let frames = drawn(stacks, size);
    let highest = frames.iter().map(|frame| frame.depth + 1).max().unwrap_or_default();
    let height = (highest + 1) as f64 * BAR;
    let all = words.fill(Message::FlameAll, &[("total", total)]);
    let root = Bar { x: 0.0, width: size.width, y: height - BAR, shade: 1, name: &all };
    root.draw(&mut pen, None);
    for frame in frames {
        let part = |samples: u64| samples as f64 / stacks.total() as f64;
        let bar = Bar {
            x: part(frame.from) * size.width,
            width: part(frame.whole) * size.width,
            y: height - (frame.depth + 2) as f64 * BAR,
            shade: shade(frame),
            name: frame.name,
        };
        // A finger points at nothing.
        let title = size
            .is_wide()
            .then(|| format!("{}: {} %", frame.name, super::percent(frame.whole, stacks, words)));
        bar.draw(&mut pen, title);
    }
    pen.finish(size.width, height, names)
}

/// The stronger, the more of its samples are its own.
fn shade(frame: &Frame<'_>) -> usize {
    match frame.own as f64 / frame.whole.max(1) as f64 {
        0.0..0.05 => 1,
        0.05..0.5 => 2,
        0.5..0.95 => 3,
        _ => 4,
    }
}

/// A bar with as much of its name as has room.
struct Bar<'a> {
    x: f64,
    width: f64,
    y: f64,
    shade: usize,
    name: &'a str,
}

impl Bar<'_> {
    fn draw(&self, pen: &mut Pen, title: Option<String>) {
        let Self { x, width, y, shade, name } = *self;
        pen.titled(title.as_deref(), |pen| {
            pen.shaded("flame", shade, &field((x, y), (width, BAR - 1.0)));
            let room = width - 8.0;
            // Of fewer letters nobody can tell what they begin.
            if room >= pen.width("123") {
                let name = pen.fitting(name, room);
                pen.text(x + 4.0, y + BAR / 2.0 - 0.5, Anchor::Start, "", &name);
            }
        });
    }
}
