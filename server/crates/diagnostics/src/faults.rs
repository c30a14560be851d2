//! What is wrong with one text, and how much of it is told.

use std::collections::BTreeMap;

use super::{Diagnostic, Severity, nameless};

/// How many faults of one kind are told of one text: whoever has mended so many builds again.
const TOLD: usize = 100;

/// The faults of one text. Of those of a kind that are not told only the number is kept: a text may
/// have as many as characters.
#[derive(Debug)]
pub struct Faults<'a> {
    told: &'a mut Vec<Diagnostic>,
    /// How many there are of each kind, and where the first of them stands among those told.
    kinds: BTreeMap<(Severity, String), (usize, usize)>,
}

impl<'a> Faults<'a> {
    /// Of a text whose faults go to `told`.
    pub fn new(told: &'a mut Vec<Diagnostic>) -> Self {
        Self { told, kinds: BTreeMap::new() }
    }

    /// Adds a fault, which is made only if it is told.
    pub fn add(
        &mut self,
        severity: Severity,
        message: String,
        fault: impl FnOnce(String) -> Diagnostic,
    ) {
        let kind = (severity, nameless(&message));
        let (count, first) = self.kinds.entry(kind).or_insert((0, self.told.len()));
        *count += 1;
        if *count <= TOLD {
            self.told.push(fault(message));
        } else if let Some(first) = self.told.get_mut(*first) {
            first.more += 1;
        }
    }

    /// Adds a fault that is made already.
    pub fn push(&mut self, fault: Diagnostic) {
        let Diagnostic { severity, message, .. } = &fault;
        self.add(*severity, message.clone(), |_| fault);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    #[test]
    fn of_each_kind_so_many_are_told_and_the_others_counted() {
        let source = Source::new("x.md", "a");
        let mut told = Vec::new();
        let mut faults = Faults::new(&mut told);
        for at in 0..TOLD + 20 {
            faults.push(source.error(0..1, format!("there is no `{at}`")));
        }
        faults.push(source.warning(0..1, "something else"));
        assert_eq!(told.len(), TOLD + 1);
        assert_eq!((told[0].more, told[1].more), (20, 0));
        assert_eq!(told[TOLD].message, "something else");
    }
}
