//! Folded stacks: `outer;inner 42` in each line.

use diagnostics::Span;

use super::super::{Fault, block::lines};

/// A stack, and how often it was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sample<'a> {
    /// The calls, from the outermost, with a `;` between.
    pub(super) stack: &'a str,
    pub(super) count: u64,
}

/// More samples nobody takes, and sums of so many are exact in any arithmetic.
const MOST: u64 = 1_000_000_000_000;

/// Reads stacks that are a part of a text; what is wrong with them goes to `faults`.
pub(super) fn read<'a>(text: &'a str, part: Span, faults: &mut Vec<Fault>) -> Vec<Sample<'a>> {
    let mut samples = Vec::new();
    for line in lines(text.get(part.clone()).unwrap_or_default()) {
        let whole = line.whole();
        if whole.is_empty() {
            continue;
        }
        let place = part.start + whole.start..part.start + whole.end;
        let line = &text[place.clone()];
        // Names of calls have spaces in them, too.
        let (stack, count) = line.rsplit_once([' ', '\t']).unwrap_or((line, ""));
        match count.parse::<u64>() {
            Ok(count) if count < MOST => {
                samples.push(Sample { stack: stack.trim_end(), count });
            }
            _ => {
                let from = place.end - count.len();
                let (place, message) = match count {
                    "" => (place, "this stack has no count".to_owned()),
                    count => (from..place.end, format!("`{count}` is not a count of samples")),
                };
                let help = "write the calls with `;` between, a space, and a whole number: \
                            main;serve;parse 42";
                faults.push(Fault::new(place, message, help));
            }
        }
    }
    let total: u64 = samples.iter().map(|sample| sample.count).fold(0, u64::saturating_add);
    if faults.is_empty() && !(1..MOST).contains(&total) {
        let text = text.get(part.clone()).unwrap_or_default();
        let start = part.start + text.len() - text.trim_start().len();
        let help = "write how often each stack was met, in all less than a million millions";
        faults.push(Fault::new(start..start, "these stacks were met never, or too often", help));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_stack_and_its_count() {
        let text = "..main;a b (x.py:3);c 4\n\n\tmain;d\t12  \nmain 0\n";
        let mut faults = Vec::new();
        let samples = read(text, 2..text.len(), &mut faults);
        assert_eq!(faults, []);
        let read: Vec<_> = samples.iter().map(|sample| (sample.stack, sample.count)).collect();
        assert_eq!(read, [("main;a b (x.py:3);c", 4), ("main;d", 12), ("main", 0)]);
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, places) in [
            ("a;b\na;c 2", vec!["a;b"]),
            ("a;b 1.5\na;c -2\na 99999999999999", vec!["1.5", "-2", "99999999999999"]),
            ("a 0", vec![""]),
        ] {
            let mut faults = Vec::new();
            read(text, 0..text.len(), &mut faults);
            let found: Vec<_> = faults.iter().map(|fault| &text[fault.span.clone()]).collect();
            assert_eq!(found, places, "{text}");
        }
    }
}
