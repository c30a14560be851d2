//! A trace: its spans, in order, and what is found out about them.

use super::{super::block::Fault, otlp::TraceSpan, path::CriticalPath, tree::Tree};

/// A trace, and what is found out about it.
pub(super) struct Trace {
    pub(super) spans: Vec<TraceSpan>,
    pub(super) tree: Tree,
    pub(super) path: CriticalPath,
    /// Each service once, in the order in which they are met.
    pub(super) services: Vec<String>,
    /// The service of each span.
    pub(super) service: Vec<usize>,
    /// When it began and ended, in nanoseconds since 1970.
    pub(super) from: u64,
    pub(super) to: u64,
}

/// The spans that are drawn, from above.
pub(super) const DRAWN: usize = 60;

impl Trace {
    /// Arranges spans; what can't be is a fault.
    pub(super) fn of(spans: Vec<TraceSpan>) -> Result<Self, Vec<Fault>> {
        let tree = Tree::of(&spans)?;
        let path = CriticalPath::of(&spans, &tree);
        let mut services: Vec<String> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        let mut service = vec![0; spans.len()];
        for row in tree.rows() {
            let name = &spans[row.span].service;
            service[row.span] = *known.entry(name.clone()).or_insert_with(|| {
                services.push(name.clone());
                services.len() - 1
            });
        }
        let from = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let to = spans.iter().map(|span| span.end).max().unwrap_or_default();
        Ok(Self { spans, tree, path, services, service, from, to })
    }

    /// Which spans are drawn: those that made it wait, those that failed and the longest, each with
    /// those that caused it.
    pub(super) fn drawn(&self) -> Vec<bool> {
        self.most(DRAWN, vec![false; self.spans.len()])
    }

    /// So many of the spans that matter most, those among them that are chosen already.
    pub(super) fn most(&self, room: usize, mut chosen: Vec<bool>) -> Vec<bool> {
        if self.spans.len() <= room {
            return vec![true; self.spans.len()];
        }
        let mut ranked: Vec<usize> = (0..self.spans.len()).collect();
        ranked.sort_by_key(|&at| {
            let span = &self.spans[at];
            let matters = self.path.share[at] > 0 || span.error.is_some();
            (std::cmp::Reverse((matters, self.path.share[at], span.end - span.start)), at)
        });
        let mut room = room - chosen.iter().filter(|chosen| **chosen).count();
        for at in ranked {
            let line: Vec<usize> =
                self.tree.line(at).take_while(|&at| !chosen[at]).take(room + 1).collect();
            if line.len() <= room {
                room -= line.len();
                line.into_iter().for_each(|at| chosen[at] = true);
            }
        }
        chosen
    }

    /// How long a span was at work itself: what it caused was not.
    pub(super) fn own(&self, at: usize) -> u64 {
        let span = &self.spans[at];
        let (mut own, mut until) = (0, span.start);
        for &child in &self.tree.children[at] {
            let child = &self.spans[child];
            own += child.start.clamp(until, span.end) - until;
            until = child.end.clamp(until, span.end);
        }
        own + span.end - until
    }
}
