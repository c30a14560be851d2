//! What a browser has to know of a chart to look closer at it (`frontend/islands`). Its values stand in the
//! table below the chart, or in the file that has all of them.

use super::{
    super::{
        scale::{Scale, ScaleKind},
        svg::number,
    },
    data::Data,
    draw::Plot,
    spec::Spec,
};

/// Where a picture has its axes.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) plot: Plot,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) x: Scale,
    /// The upward axis, where values are places on it.
    pub(super) y: Option<Scale>,
    /// What stands where on the x axis, row by row.
    pub(super) at: Vec<f64>,
}

/// Writes the place of what looks closer, for the frames of the wide and of the narrow picture. `file` is the
/// address of a file with all rows, where the table has some of them.
pub(super) fn place(
    frames: &[Frame],
    (spec, data): (&Spec, &Data),
    file: Option<&str>,
    html: &mut String,
) {
    let [wide, narrow] = frames else { return };
    if wide.at.is_empty() {
        return;
    }
    let (kind, x) = (spec.kind.name(), name(wide.x.kind));
    html.push_str(&format!("<div data-island=\"chart\" data-kind=\"{kind}\" data-x=\"{x}\""));
    if let Some(y) = wide.y {
        html.push_str(&format!(" data-y=\"{}\"", name(y.kind)));
    }
    html.push_str(&format!(" data-series=\"{}\"", data.series.len()));
    let of = |name: &str| data.series.iter().position(|series| series.name == name);
    let bounds = spec.bounds.iter().filter_map(|(name, _)| of(&name.value));
    let bounds: Vec<String> = bounds.map(|at| at.to_string()).collect();
    if !bounds.is_empty() {
        html.push_str(&format!(" data-bounds=\"{}\"", bounds.join(" ")));
    }
    for (size, frame) in [("wide", wide), ("narrow", narrow)] {
        html.push_str(&format!(" data-{size}=\"{}\"", frame.written()));
    }
    if let Some(file) = file {
        html.push_str(" data-file=\"");
        html_escape::encode_double_quoted_attribute_to_string(file, html);
        html.push_str("\"></div>\n");
        return;
    }
    // Moments are counted from the first.
    let from = match wide.x.kind {
        ScaleKind::Time | ScaleKind::Clock => wide.x.ends().0,
        _ => 0.0,
    };
    let at: Vec<String> = wide.at.iter().map(|at| (at - from).to_string()).collect();
    html.push_str(&format!(" data-at=\"{}\"></div>\n", at.join(" ")));
}

impl Frame {
    /// Its measures in pixels, then the ends of its axes.
    fn written(&self) -> String {
        let Self { plot, width, height, x, y, .. } = self;
        let pixels = [plot.left, plot.right, plot.top, plot.bottom, *width, *height];
        let pixels = pixels.into_iter().map(number);
        let ends = [Some(*x), *y].into_iter().flatten().map(Scale::ends);
        let ends = ends.flat_map(|(from, to)| [from.to_string(), to.to_string()]);
        pixels.chain(ends).collect::<Vec<_>>().join(" ")
    }
}

/// What a kind of axis is called.
fn name(kind: ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Linear => "linear",
        ScaleKind::Count => "count",
        ScaleKind::Log => "log",
        ScaleKind::Time => "time",
        ScaleKind::Clock => "clock",
    }
}
