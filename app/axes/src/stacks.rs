//! Calls of a program, put together from the stacks that were met, and which of them can be seen.

use std::{collections::BTreeMap, ops::Range};

/// How high the bar of a call is, with the gap above it.
pub const BAR: f64 = 18.0;

/// More bars above each other nobody follows.
const DEEPEST: usize = 64;

/// How many bars are drawn, the widest first.
const DRAWN: usize = 500;

/// What is narrower can't be seen, in pixels.
const NARROWEST: f64 = 0.8;

/// A call in its place: what called it, and so on, is what it was in all of its samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<N> {
    /// The function.
    pub name: N,
    /// How many calls are below it.
    pub depth: usize,
    /// How many samples are before it, so where it begins.
    pub from: u64,
    /// How many were taken in it and in what it called.
    pub whole: u64,
    /// How many in itself.
    pub own: u64,
}

/// All calls, each behind the one that made it, and those that one made by their names.
#[derive(Clone, Debug)]
pub struct Stacks<N> {
    calls: Vec<Call<N>>,
    total: u64,
}

/// What was taken of a function, wherever it was called from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function<'a> {
    /// What it is called.
    pub name: &'a str,
    /// How many samples were taken in itself.
    pub own: u64,
    /// How many in it and in what it called.
    pub whole: u64,
}

/// A stack, from the outermost call, and how often it was met, as a line says both.
pub fn folded(line: &str) -> Option<(&str, u64)> {
    // Names of calls have spaces in them, too.
    let (stack, count) = line.trim().rsplit_once([' ', '\t'])?;
    Some((stack.trim_end(), count.parse().ok()?))
}

impl<'a> Stacks<&'a str> {
    /// Puts stacks together, each with `;` between its calls, from the outermost.
    pub fn of(samples: impl IntoIterator<Item = (&'a str, u64)>) -> Self {
        let samples = samples.into_iter().filter(|(_, count)| *count > 0);
        let mut sorted: Vec<(Vec<&str>, u64)> =
            samples.map(|(stack, count)| (stack.split(';').collect(), count)).collect();
        // Stacks that begin alike stand behind each other then.
        sorted.sort();
        let mut calls: Vec<Call<&str>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut total = 0;
        for (stack, count) in sorted {
            let same = open.iter().zip(&stack).take_while(|(at, name)| calls[**at].name == **name);
            let same = same.count();
            open.truncate(same);
            for (depth, name) in stack.iter().enumerate().skip(same) {
                open.push(calls.len());
                calls.push(Call { name, depth, from: total, whole: 0, own: 0 });
            }
            for &at in &open {
                calls[at].whole += count;
            }
            if let Some(&last) = open.last() {
                calls[last].own += count;
            }
            total += count;
        }
        Self { calls, total }
    }
}

impl<N: AsRef<str>> Stacks<N> {
    /// How many samples there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// All calls.
    pub fn calls(&self) -> &[Call<N>] {
        &self.calls
    }

    /// The same with names of their own.
    pub fn owned(&self) -> Stacks<String> {
        Stacks { calls: self.calls.iter().map(Call::owned).collect(), total: self.total }
    }

    /// All of them below one more, which is there for all samples.
    pub fn below(self, name: N) -> Self {
        let Self { calls, total } = self;
        let root = Call { name, depth: 0, from: 0, whole: total, own: 0 };
        let calls = calls.into_iter().map(|call| Call { depth: call.depth + 1, ..call });
        Self { calls: [root].into_iter().chain(calls).collect(), total }
    }

    /// A call and all that are made in it.
    pub fn within(&self, at: usize) -> Range<usize> {
        let Some(call) = self.calls.get(at) else { return 0..0 };
        let mut below = self.calls[at + 1..].iter();
        let end = below.position(|other| other.depth <= call.depth);
        at..end.map_or(self.calls.len(), |end| at + 1 + end)
    }

    /// Which calls of a part are seen where so many samples are so many pixels wide.
    pub fn seen(&self, part: Range<usize>, samples: u64, width: f64) -> Vec<usize> {
        let lowest = self.calls.get(part.start).map_or(0, |call| call.depth);
        let is_seen = |at: &usize| {
            let call = &self.calls[*at];
            let wide = call.whole as f64 / samples as f64 * width;
            call.depth - lowest < DEEPEST && wide >= NARROWEST
        };
        let mut seen: Vec<usize> = part.filter(is_seen).collect();
        if seen.len() > DRAWN {
            // What makes a call is at least as wide, and comes before it among equals.
            seen.sort_by_key(|at| std::cmp::Reverse(self.calls[*at].whole));
            seen.truncate(DRAWN);
            seen.sort_unstable();
        }
        seen
    }

    /// All functions of a part, first those that took most by themselves.
    pub fn functions(&self, part: Range<usize>) -> Vec<Function<'_>> {
        let calls = &self.calls[part];
        let lowest = calls.first().map_or(0, |call| call.depth);
        let mut functions: BTreeMap<&str, Function<'_>> = BTreeMap::new();
        // The calls above which one of the same function is open, which has their samples already.
        let mut open: Vec<&str> = Vec::new();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for call in calls {
            let name = call.name.as_ref();
            for closed in open.drain(call.depth - lowest..) {
                if let Some(times) = times.get_mut(closed) {
                    *times -= 1;
                }
            }
            let times = times.entry(name).or_default();
            let function = functions.entry(name).or_insert(Function { name, own: 0, whole: 0 });
            function.own += call.own;
            if *times == 0 {
                function.whole += call.whole;
            }
            *times += 1;
            open.push(name);
        }
        let mut functions: Vec<Function<'_>> = functions.into_values().collect();
        functions.sort_by_key(|function| {
            (std::cmp::Reverse((function.own, function.whole)), function.name)
        });
        functions
    }

    /// Some of the calls as a page has them, without their names: how many samples there are, then of each call
    /// its depth and its samples; its own where these are not what the others leave of it, and how far behind
    /// the one before it begins, if any that are left out lie between.
    pub fn written(&self, some: &[usize]) -> String {
        let mut text = self.total.to_string();
        let mut left: Vec<u64> = some.iter().map(|at| self.calls[*at].whole).collect();
        let mut open: Vec<usize> = Vec::new();
        for (nth, at) in some.iter().enumerate() {
            open.truncate(self.calls[*at].depth);
            if let Some(above) = open.last() {
                left[*above] -= self.calls[*at].whole;
            }
            open.push(nth);
        }
        // Where the next call of each depth would begin.
        let mut next = vec![0];
        for (at, left) in some.iter().zip(left) {
            let Call { depth, from, whole, own, .. } = self.calls[*at];
            next.truncate(depth + 1);
            let skipped = from - next.last().copied().unwrap_or_default();
            text += &format!(" {depth},{whole}");
            match (own == left, skipped) {
                (true, 0) => {}
                (false, 0) => text += &format!(",{own}"),
                (_, skipped) => text += &format!(",{own},{skipped}"),
            }
            if let Some(next) = next.last_mut() {
                *next = from + whole;
            }
            next.push(from + own);
        }
        text
    }

    /// Calls as a page has them, with their names.
    pub fn read(text: &str, names: impl IntoIterator<Item = N>) -> Option<Self> {
        let mut words = text.split(' ');
        let total = words.next()?.parse().ok()?;
        let mut calls: Vec<Call<N>> = Vec::new();
        let mut skips = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (word, name) in words.zip(names) {
            let numbers = word.split(',').map(|number| number.parse::<u64>().ok());
            let numbers: Vec<u64> = numbers.collect::<Option<_>>()?;
            let (&[depth, whole], rest) = numbers.split_first_chunk()?;
            let depth = usize::try_from(depth).ok().filter(|depth| *depth <= open.len())?;
            open.truncate(depth);
            if let Some(above) = open.last() {
                calls[*above].own = calls[*above].own.checked_sub(whole)?;
            }
            open.push(calls.len());
            skips.push((rest.first().copied(), rest.get(1).copied().unwrap_or_default()));
            calls.push(Call { name, depth, from: 0, whole, own: whole });
        }
        let mut next = vec![0];
        for (call, (own, skipped)) in calls.iter_mut().zip(skips) {
            call.own = own.unwrap_or(call.own);
            next.truncate(call.depth + 1);
            let next_call = next.last_mut()?;
            call.from = *next_call + skipped;
            *next_call = call.from + call.whole;
            next.push(call.from + call.own);
        }
        Some(Self { calls, total })
    }
}

impl<N: AsRef<str>> Call<N> {
    /// How strong its colour is, from 1 to 4: the stronger, the more of its samples are its own.
    pub fn shade(&self) -> usize {
        match self.own as f64 / self.whole.max(1) as f64 {
            0.0..0.05 => 1,
            0.05..0.5 => 2,
            0.5..0.95 => 3,
            _ => 4,
        }
    }

    /// The same with a name of its own.
    pub fn owned(&self) -> Call<String> {
        let name = self.name.as_ref().to_owned();
        let Self { depth, from, whole, own, .. } = *self;
        Call { name, depth, from, whole, own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacks(text: &str) -> Stacks<&str> {
        Stacks::of(text.lines().filter_map(folded))
    }

    #[test]
    fn stacks_that_begin_alike_share_calls() {
        let stacks = stacks("a;c 3\na;b;d 2\na;b 1\ne 4\na;b;d 5\na-b 1\n");
        let shown: Vec<String> = stacks
            .calls()
            .iter()
            .map(|c| {
                format!("{}{} {}+{} own {}", " ".repeat(c.depth), c.name, c.from, c.whole, c.own)
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
        assert_eq!([stacks.within(0), stacks.within(1), stacks.within(5)], [0..4, 1..3, 5..6]);
    }

    #[test]
    fn a_function_that_calls_itself_is_counted_once() {
        let stacks = stacks("a;b;a;b 3\na;c 2\nb 1\n");
        let shown = |part| -> Vec<_> {
            let functions = stacks.functions(part).into_iter();
            functions.map(|f| (f.name.to_owned(), f.own, f.whole)).collect()
        };
        let named = |name: &str, own, whole| (name.to_owned(), own, whole);
        assert_eq!(shown(0..6), [named("b", 4, 4), named("c", 2, 2), named("a", 0, 5)]);
        // Of a part: what `a` called when it was called by `b`.
        assert_eq!(shown(stacks.within(2)), [named("b", 3, 3), named("a", 0, 3)]);
    }

    #[test]
    fn calls_are_read_as_they_are_written() {
        let stacks = stacks("a;c 3\na;b;d 2\na;b 1\ne 4\na;b;d 5\na-b 1\nf;g;h 9\n");
        let names = |some: &[usize]| -> Vec<String> {
            some.iter().map(|at| stacks.calls()[*at].name.to_owned()).collect()
        };
        let whole: Vec<usize> = (0..stacks.calls().len()).collect();
        for (some, expected) in [
            (whole, "25 0,11 1,8 2,7 1,3 0,1 0,4 0,9 1,9 2,9"),
            // Between these lie others.
            (vec![0, 3, 5, 6], "25 0,11,0 1,3,3,8 0,4,4,1 0,9,0"),
        ] {
            let text = stacks.written(&some);
            assert_eq!(text, expected);
            let read = Stacks::read(&text, names(&some)).expect(&text);
            let kept: Vec<Call<String>> =
                some.iter().map(|at| stacks.calls()[*at].owned()).collect();
            assert_eq!(read.calls(), kept);
            assert_eq!(read.total(), 25);
        }
        for damaged in ["", "x", "5 1,2", "5 0,2 1,3", "5 0", "5 0,-1"] {
            assert!(Stacks::read(damaged, ["a", "b"]).is_none(), "{damaged}");
        }
    }

    #[test]
    fn what_is_too_narrow_is_not_seen() {
        let stacks = stacks("a;b 999\na;c 1\n").below("all");
        assert_eq!(stacks.seen(0..4, 1000, 704.0), [0, 1, 2]);
        // A part of it is wider.
        assert_eq!(stacks.seen(stacks.within(3), 1, 704.0), [3]);
        let deep = format!("{} 1", vec!["f"; 200].join(";"));
        let deep = Stacks::of(folded(&deep));
        assert_eq!(deep.seen(0..200, 1, 704.0).len(), 64);
        assert_eq!(deep.seen(100..200, 1, 704.0).len(), 64);
    }
}
