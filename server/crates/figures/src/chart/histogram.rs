//! How often values lie between which bounds.

use ::words::Words;

use super::{
    super::scale::{Scale, ScaleKind},
    data::Data,
    spec::Spec,
};

/// Values counted.
#[derive(Debug)]
pub(super) struct Bins {
    pub(super) scale: Scale,
    /// One more than there are counts.
    pub(super) edges: Vec<f64>,
    pub(super) counts: Vec<usize>,
}

impl Bins {
    /// Counts the values of the only series; `None` when there are none.
    pub(super) fn of(spec: &Spec, data: &Data) -> Option<Self> {
        let values: Vec<f64> = data.series.first()?.values.iter().flatten().copied().collect();
        if values.is_empty() {
            return None;
        }
        let default = (values.len() as f64).sqrt().ceil().clamp(5.0, 30.0) as usize;
        let wanted = spec.bins.unwrap_or(default);
        let edges = match spec.x.log.is_some() {
            true => {
                let around = Scale::around(ScaleKind::Log, values.iter().copied());
                // Nobody reads what they say.
                let ticks = around.ticks(1000, &Words::default());
                let from = ticks.first()?.value.log10().round();
                let to = ticks.last()?.value.log10().round();
                // Bounds are the same in every power of ten.
                let each = (wanted as f64 / (to - from).max(1.0)).round().max(1.0);
                let count = ((to - from) * each).min(1000.0) as usize;
                (0..=count).map(|at| 10_f64.powf(from + at as f64 / each)).collect()
            }
            false => {
                let around = Scale::around(ScaleKind::Linear, values.iter().copied());
                let ticks = around.rounded(wanted).ticks(wanted, &Words::default());
                ticks.into_iter().map(|tick| tick.value).collect::<Vec<f64>>()
            }
        };
        if edges.len() < 2 {
            return None;
        }
        let mut counts = vec![0; edges.len() - 1];
        for value in values {
            // A value on a bound belongs above it, the largest to the last.
            let at = edges.partition_point(|edge| *edge <= value).saturating_sub(1);
            let last = counts.len() - 1;
            counts[at.min(last)] += 1;
        }
        let kind = if spec.x.log.is_some() { ScaleKind::Log } else { ScaleKind::Linear };
        let scale = Scale::around(kind, [edges[0], edges[edges.len() - 1]]);
        Some(Self { scale, edges, counts })
    }
}
