//! The picture of a flame graph: a bar for each call over the one that called it, as wide as its share.

use ::words::{Message, Words};
use axes::stacks::{BAR, Stacks};

use super::super::svg::{Anchor, Pen, PictureNames, Size, field};

/// The calls that are drawn.
pub(super) fn drawn(stacks: &Stacks<&str>, size: Size) -> Vec<usize> {
    stacks.seen(0..stacks.calls().len(), stacks.total(), size.width)
}

/// Draws a flame graph over a bar for all of it, which says how much that is.
pub(super) fn draw(
    stacks: &Stacks<&str>,
    total: &str,
    words: &Words,
    size: Size,
    names: PictureNames<'_>,
) -> String {
    let mut pen = Pen::new(size.font);
    let calls = drawn(stacks, size).into_iter().map(|at| &stacks.calls()[at]);
    let highest = calls.clone().map(|call| call.depth + 1).max().unwrap_or_default();
    let height = (highest + 1) as f64 * BAR;
    let all = words.fill(Message::FlameAll, &[("total", total)]);
    let root = Bar { x: 0.0, width: size.width, y: height - BAR, shade: 1, name: &all };
    pen.open();
    root.draw(&mut pen, None);
    for call in calls {
        let part = |samples: u64| samples as f64 / stacks.total() as f64;
        let bar = Bar {
            x: part(call.from) * size.width,
            width: part(call.whole) * size.width,
            y: height - (call.depth + 2) as f64 * BAR,
            shade: call.shade(),
            name: call.name,
        };
        // A finger points at nothing.
        let title = size
            .is_wide()
            .then(|| format!("{}: {} %", call.name, super::percent(call.whole, stacks, words)));
        bar.draw(&mut pen, title);
    }
    pen.close();
    pen.finish(size.width, height, names)
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
