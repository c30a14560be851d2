//! Which span caused which.

use std::collections::BTreeMap;

use super::{super::Fault, otlp::TraceSpan};

/// Spans below those that caused them.
#[derive(Debug)]
pub(super) struct Tree {
    /// The span that caused each.
    parents: Vec<Option<usize>>,
    /// The spans that each caused, from the first that began.
    pub(super) children: Vec<Vec<usize>>,
    /// Those that nothing in the trace caused.
    pub(super) roots: Vec<usize>,
}

/// A span in its place among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpanRow {
    pub(super) span: usize,
    /// How many spans are above it.
    pub(super) depth: usize,
}

impl Tree {
    /// Arranges spans. One whose cause is not in the trace is a root.
    pub(super) fn of(spans: &[TraceSpan]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut ids = BTreeMap::new();
        for (at, span) in spans.iter().enumerate() {
            if ids.insert(&*span.id, at).is_some() {
                let message = format!("two spans have the id `{}`", span.id);
                let help = "take one of them out";
                faults.push(Fault::new(span.place.clone(), message, help));
            }
        }
        let parent = |span: &TraceSpan| span.parent.as_deref().and_then(|id| ids.get(id).copied());
        let parents: Vec<Option<usize>> = spans.iter().map(parent).collect();
        let mut children = vec![Vec::new(); spans.len()];
        let mut roots = Vec::new();
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|&at| (spans[at].start, std::cmp::Reverse(spans[at].end), at));
        for at in order {
            match parents[at] {
                Some(parent) => children[parent].push(at),
                None => roots.push(at),
            }
        }
        let tree = Self { parents, children, roots };
        // What no root leads to lies in a circle, or below one.
        let mut reached = vec![false; spans.len()];
        tree.rows().for_each(|row| reached[row.span] = true);
        if let Some(at) = reached.iter().position(|reached| !reached) {
            let help = "write the span that caused it, or none";
            let message = "this span is caused by one that it caused itself";
            faults.push(Fault::new(spans[at].parent_place.clone(), message, help));
        }
        if faults.is_empty() { Ok(tree) } else { Err(faults) }
    }

    /// All spans, each behind the one that caused it.
    pub(super) fn rows(&self) -> impl Iterator<Item = SpanRow> {
        let mut left: Vec<SpanRow> =
            self.roots.iter().rev().map(|&span| SpanRow { span, depth: 0 }).collect();
        std::iter::from_fn(move || {
            let row = left.pop()?;
            let below = self.children[row.span].iter().rev();
            left.extend(below.map(|&span| SpanRow { span, depth: row.depth + 1 }));
            Some(row)
        })
    }

    /// A span, the one that caused it, and so on.
    pub(super) fn line(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |&at| self.parents[at])
    }

    /// The span that caused another.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.parents[at]
    }
}
