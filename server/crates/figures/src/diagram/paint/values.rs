//! What attributes and style sheets say of shapes, in as few characters.

use super::super::style::ElementStyle;

/// The name in `url(#name)`.
pub(super) fn marker(written: &str) -> Option<&str> {
    written.strip_prefix("url(#")?.strip_suffix(')')
}

/// What moves or turns a shape, around the point that is said with it.
pub(super) fn transform(look: &ElementStyle<'_>) -> Option<String> {
    // Style sheets name units that attributes don't.
    let written = look.get("transform").filter(|written| !is_identity(written))?;
    let written = &written.replace("deg", "").replace("px", "");
    let origin = look.get("transform-origin").map(|origin| origin.replace("px", ""));
    let origin: Vec<f64> =
        origin.iter().flat_map(|o| o.split_whitespace()).filter_map(|n| n.parse().ok()).collect();
    Some(match origin[..] {
        [x, y] => format!("translate({x} {y}) {} translate({} {})", rounded(written), -x, -y),
        _ => rounded(written),
    })
}

/// Whether nothing is moved.
pub(super) fn is_identity(transform: &str) -> bool {
    let written: String = transform.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(&written[..], "" | "none" | "translate(0,0)" | "matrix(100100)")
}

/// Dashes and gaps, if there are any gaps.
pub(super) fn dashes(written: &str) -> Option<String> {
    let lengths: Vec<f64> = written
        .split([',', ' '])
        .filter_map(|length| length.trim().trim_end_matches("px").parse().ok())
        .collect();
    let has_gaps = lengths.iter().skip(1).step_by(2).any(|gap| *gap > 0.0)
        || (lengths.len() == 1 && lengths[0] > 0.0);
    has_gaps.then(|| lengths.into_iter().map(number).collect::<Vec<_>>().join(" "))
}

/// Numbers in a text, to a hundredth.
pub(super) fn rounded(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('.') {
        let start = rest[..at].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        let end =
            rest[at + 1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| at + 1 + n);
        let value = rest[start..end].parse::<f64>().ok().filter(|_| !rest[end..].starts_with('e'));
        out.push_str(&rest[..start]);
        match value {
            Some(value) => out.push_str(&number(value)),
            None => out.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
