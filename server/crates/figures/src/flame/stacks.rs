//! Stacks, those that begin alike put together.

use std::collections::BTreeMap;

use super::read::Sample;

/// A call in its place: what called it, and so on, is what it was in all of its samples.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) name: &'a str,
    /// How many calls are below it.
    pub(super) depth: usize,
    /// How many samples are before it, so where it begins.
    pub(super) from: u64,
    /// How many were taken in it and in what it called.
    pub(super) whole: u64,
    /// How many in itself.
    pub(super) own: u64,
}

/// All frames, each behind the one that called it, and with the same caller by their names.
#[derive(Debug)]
pub(super) struct Stacks<'a> {
    frames: Vec<Frame<'a>>,
    total: u64,
}

/// What was taken of a function, wherever it was called from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) own: u64,
    pub(super) whole: u64,
}

impl<'a> Stacks<'a> {
    pub(super) fn of(samples: &[Sample<'a>]) -> Self {
        let mut sorted: Vec<(Vec<&str>, u64)> = samples
            .iter()
            .map(|sample| (sample.stack.split(';').collect(), sample.count))
            .collect();
        // Stacks that begin alike stand behind each other then.
        sorted.sort();
        let mut frames: Vec<Frame<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut total = 0;
        for (stack, count) in sorted.into_iter().filter(|(_, count)| *count > 0) {
            let same = open.iter().zip(&stack).take_while(|(at, name)| frames[**at].name == **name);
            let same = same.count();
            open.truncate(same);
            for (depth, name) in stack.iter().enumerate().skip(same) {
                open.push(frames.len());
                frames.push(Frame { name, depth, from: total, whole: 0, own: 0 });
            }
            for &at in &open {
                frames[at].whole += count;
            }
            if let Some(&last) = open.last() {
                frames[last].own += count;
            }
            total += count;
        }
        Self { frames, total }
    }

    /// How many samples there are.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// How many frames there are.
    pub(super) fn frames(&self) -> usize {
        self.frames.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Frame<'a>> {
        self.frames.iter()
    }

    /// All functions, first those that took most by themselves.
    pub(super) fn functions(&self) -> Vec<Function<'a>> {
        let mut functions: BTreeMap<&str, Function<'a>> = BTreeMap::new();
        // The frames above which one of the same name is open, which has their samples already.
        let mut open: Vec<&str> = Vec::new();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for frame in &self.frames {
            for closed in open.drain(frame.depth..) {
                if let Some(times) = times.get_mut(closed) {
                    *times -= 1;
                }
            }
            let times = times.entry(frame.name).or_default();
            let new = Function { name: frame.name, own: 0, whole: 0 };
            let function = functions.entry(frame.name).or_insert(new);
            function.own += frame.own;
            if *times == 0 {
                function.whole += frame.whole;
            }
            *times += 1;
            open.push(frame.name);
        }
        let mut functions: Vec<Function<'a>> = functions.into_values().collect();
        functions.sort_by_key(|function| {
            (std::cmp::Reverse((function.own, function.whole)), function.name)
        });
        functions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(text: &str) -> Vec<Sample<'_>> {
        let mut faults = Vec::new();
        super::super::read::read(text, 0..text.len(), &mut faults)
    }

    #[test]
    fn stacks_that_begin_alike_share_frames() {
        let samples = samples("a;c 3\na;b;d 2\na;b 1\ne 4\na;b;d 5\na-b 1\n");
        let stacks = Stacks::of(&samples);
        let shown: Vec<String> = stacks
            .iter()
            .map(|f| {
                format!("{}{} {}+{} own {}", " ".repeat(f.depth), f.name, f.from, f.whole, f.own)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "a 0+11 own 0",
                " b 0+8 own 1",
                "  d 1+7 own 7",
                " c 8+3 own 3",
                "a-b 11+1 own 1",
                "e 12+4 own 4",
            ]
        );
        assert_eq!(stacks.total(), 16);
    }

    #[test]
    fn a_function_that_calls_itself_is_counted_once() {
        let samples = samples("a;b;a;b 3\na;c 2\nb 1\n");
        let functions = Stacks::of(&samples).functions();
        let shown: Vec<_> = functions.iter().map(|f| (f.name, f.own, f.whole)).collect();
        assert_eq!(shown, [("b", 4, 4), ("c", 2, 2), ("a", 0, 5)]);
    }
}
