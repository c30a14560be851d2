//! A chart from far away: without axes, names and figures.

use model::Sparkline;

use super::{
    super::scale::{Scale, ScaleKind},
    data::Data,
    draw::{along, upward},
    histogram::Bins,
    spec::{ChartKind, Spec},
};

/// Draws it; nothing where it has nothing to draw.
pub(super) fn draw(spec: &Spec, data: &Data) -> Option<Sparkline> {
    match spec.kind {
        ChartKind::Line | ChartKind::Area | ChartKind::StackedArea | ChartKind::Percentiles => {
            Some(Sparkline::lines(&places(spec, data)))
        }
        ChartKind::Scatter => {
            let kinds = places(spec, data).into_iter();
            Some(Sparkline::points(
                &kinds.map(|kind| kind.into_iter().flatten().collect()).collect::<Vec<_>>(),
            ))
        }
        ChartKind::Bar => {
            let scale = upward(spec, data, true);
            let rows = 0..data.rows.len();
            let values = rows.flat_map(|row| {
                data.series.iter().filter_map(move |series| *series.values.get(row)?)
            });
            Some(bars(scale, values))
        }
        // Its shades would not be seen at this size.
        ChartKind::Heatmap => None,
        ChartKind::Histogram => {
            let bins = Bins::of(spec, data)?;
            let most = bins.counts.iter().copied().max()?;
            let scale = Scale::around(ScaleKind::Count, [0.0, most as f64]);
            Some(bars(scale, bins.counts.iter().map(|count| *count as f64)))
        }
    }
}

/// Where the points of each series are.
fn places(spec: &Spec, data: &Data) -> Vec<Vec<Option<(f64, f64)>>> {
    let ((along, x), y) = (along(spec, data), upward(spec, data, false));
    let place =
        |(at, value): (&f64, &Option<f64>)| value.map(|value| (x.position(*at), y.position(value)));
    data.series.iter().map(|series| along.iter().zip(&series.values).map(place).collect()).collect()
}

fn bars(scale: Scale, values: impl Iterator<Item = f64>) -> Sparkline {
    let base = scale.position(scale.base());
    Sparkline::bars(&values.map(|value| (base, scale.position(value))).collect::<Vec<_>>())
}
