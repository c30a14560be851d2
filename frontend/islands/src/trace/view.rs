//! What of a trace is shown: which spans are folded away, and which one a reader has chosen.

use leptos::prelude::*;

use super::data::Trace;
use crate::clock::Shared;

/// What a reader has chosen to see of a trace.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) trace: StoredValue<Trace, LocalStorage>,
    /// The moment that is pointed at.
    pub(super) shared: Shared,
    /// The spans that are shown without those that they caused.
    pub(super) folded: RwSignal<Vec<usize>>,
    /// The span that is chosen, and the one under the pointer.
    pub(super) chosen: RwSignal<Option<usize>>,
    pub(super) pointed: RwSignal<Option<usize>>,
}

impl View {
    /// A view of all of it, or of what an address says.
    pub(super) fn new(trace: Trace, shared: Shared, said: &str) -> Self {
        let (mut chosen, mut folded) = (None, Vec::new());
        for part in said.split('_') {
            match part.strip_prefix('c') {
                Some(at) => folded.extend(at.parse::<usize>()),
                None => chosen = part.parse::<usize>().ok(),
            }
        }
        folded.retain(|at| !trace.below(*at).is_empty());
        Self {
            chosen: RwSignal::new(chosen.filter(|at| *at < trace.spans.len())),
            trace: StoredValue::new_local(trace),
            shared,
            folded: RwSignal::new(folded),
            pointed: RwSignal::new(None),
        }
    }

    /// What an address says of it.
    pub(super) fn written(self) -> String {
        let chosen = self.chosen.get().map(|at| at.to_string());
        let folded = self.folded.get().into_iter().map(|at| format!("c{at}"));
        chosen.into_iter().chain(folded).collect::<Vec<_>>().join("_")
    }

    /// Whether any span is folded away.
    pub(super) fn is_folded(self) -> bool {
        !self.folded.with(Vec::is_empty)
    }

    /// The spans that are shown, from above.
    pub(super) fn shown(self) -> Vec<usize> {
        let folded = self.folded.get();
        self.trace.with_value(|trace| {
            let (mut shown, mut at) = (Vec::new(), 0);
            while at < trace.spans.len() {
                shown.push(at);
                at = if folded.contains(&at) { trace.below(at).end } else { at + 1 };
            }
            shown
        })
    }

    /// Whether a span is shown without those that it caused; none if there are none.
    pub(super) fn is_open(self, at: usize) -> Option<bool> {
        let has_any = self.trace.with_value(|trace| !trace.below(at).is_empty());
        has_any.then(|| !self.folded.with(|folded| folded.contains(&at)))
    }

    /// Folds what a span caused, or opens it.
    pub(super) fn fold(self, at: usize, is_folded: bool) {
        self.folded.update(|folded| {
            folded.retain(|known| *known != at);
            if is_folded {
                folded.push(at);
                folded.sort_unstable();
            }
        });
    }

    /// Folds every span that caused others, but the outermost.
    pub(super) fn fold_all(self) {
        let all = self.trace.with_value(|trace| {
            let folds = |at: &usize| trace.spans[*at].depth > 0 && !trace.below(*at).is_empty();
            (0..trace.spans.len()).filter(folds).collect()
        });
        self.folded.set(all);
    }

    /// How many spans are folded away.
    pub(super) fn hidden(self) -> usize {
        self.trace.with_value(|trace| trace.spans.len()) - self.shown().len()
    }

    /// When a part of the trace is, in seconds since 1970.
    pub(super) fn moment(self, part: f64) -> f64 {
        self.trace.with_value(|trace| trace.from + part * (trace.to - trace.from))
    }

    /// Which part of the trace is before the moment that is pointed at, if it is a moment of it.
    pub(super) fn part(self) -> Option<f64> {
        let at = self.shared.cursor.get()?;
        self.trace.with_value(|trace| {
            let part = (at - trace.from) / (trace.to - trace.from).max(1e-9);
            (-1e-9..=1.0 + 1e-9).contains(&part).then_some(part)
        })
    }
}
