//! The colours that a picture is drawn in, and those of the site that stand in their place.
//!
//! The library draws in colours of ours, by which is known what each is for. Whatever else is
//! found in a picture its author chose: of that the hue is kept, and how light it is the theme of
//! the reader decides, so that what is written on it can be read in both.

use serde_json::{Map, Value, json};
use svgtypes::Color;

const INK: &str = "#101112";
const LINE: &str = "#606162";
const RULE: &str = "#909192";
const NODE: &str = "#f0f1f2";
/// What is under everything, and what is written on a mark.
pub(super) const PAPER: &str = "#fcfdfe";

/// The colours that mean something: the class that fills, the colour without a style sheet, the
/// class that draws a line.
const HUES: [(&str, &str, &str); 5] = [
    ("paint-blue", "#3b7dbd", "draw-blue"),
    ("paint-green", "#3f8f56", "draw-green"),
    ("paint-ochre", "#b07d1e", "draw-ochre"),
    ("paint-teal", "#2a8f87", "draw-teal"),
    ("paint-red", "#c9503c", "draw-red"),
];

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColourRole {
    None,
    /// What is under everything.
    Paper,
    /// White that the author or the library chose: paper as a surface, a line as a line.
    White,
    /// A surface.
    Node,
    /// The border of a surface.
    Rule,
    /// A line, or ink.
    Line,
    /// Grey, chosen by the author.
    Grey,
    /// One of those that mean something.
    Hue(usize),
}

impl ColourRole {
    pub(super) fn of(written: &str) -> Self {
        match written.trim() {
            "" | "none" | "transparent" => return Self::None,
            PAPER => return Self::Paper,
            NODE => return Self::Node,
            RULE => return Self::Rule,
            LINE | INK | "currentColor" | "context-stroke" => return Self::Line,
            written if written.starts_with("url(") => return Self::Node,
            _ => {}
        }
        let Ok(Color { red, green, blue, alpha }) = written.trim().parse() else {
            return Self::Grey;
        };
        if alpha == 0 {
            return Self::None;
        }
        let [r, g, b] = [red, green, blue].map(|part| f64::from(part) / 255.0);
        let (low, high) = (r.min(g).min(b), r.max(g).max(b));
        let chroma = high - low;
        if chroma < 0.06 {
            return if low > 0.97 { Self::White } else { Self::Grey };
        }
        let turn = match high {
            high if high == r => ((g - b) / chroma).rem_euclid(6.0),
            high if high == g => (b - r) / chroma + 2.0,
            _ => (r - g) / chroma + 4.0,
        };
        Self::Hue(match turn * 60.0 {
            hue if hue < 20.0 => 4,
            hue if hue < 75.0 => 2,
            hue if hue < 160.0 => 1,
            hue if hue < 195.0 => 3,
            hue if hue < 290.0 => 0,
            _ => 4,
        })
    }

    /// The class and the attributes of a surface.
    pub(super) fn fill(self) -> (&'static str, String) {
        match self {
            Self::None => ("", "fill=\"none\"".to_owned()),
            Self::Paper | Self::White => ("paint-paper", "fill=\"none\"".to_owned()),
            Self::Node | Self::Grey => {
                ("paint-node", "fill=\"currentColor\" fill-opacity=\".07\"".to_owned())
            }
            Self::Rule | Self::Line => ("paint-line", String::new()),
            Self::Hue(at) => (HUES[at].0, format!("fill=\"{}\" fill-opacity=\".3\"", HUES[at].1)),
        }
    }

    /// The class and the attributes of a line; of one that can't be seen none.
    pub(super) fn stroke(self) -> Option<(&'static str, String)> {
        match self {
            Self::None | Self::Paper => None,
            Self::Node | Self::Rule => {
                Some(("draw-rule", "stroke=\"currentColor\" stroke-opacity=\".4\"".to_owned()))
            }
            Self::Line | Self::Grey | Self::White => {
                Some(("draw-line", "stroke=\"currentColor\"".to_owned()))
            }
            Self::Hue(at) => Some((HUES[at].2, format!("stroke=\"{}\"", HUES[at].1))),
        }
    }
}

/// The library's theme: our colours under all the names that it has for them.
pub(super) fn theme() -> Value {
    let mut theme = Map::new();
    let mut all = |colour: &str, names: &[&str]| {
        theme.extend(names.iter().map(|name| ((*name).to_owned(), json!(colour))));
    };
    all(
        INK,
        &["primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "textColor", "titleColor"],
    );
    all(LINE, &["lineColor", "arrowheadColor", "signalColor", "defaultLinkColor", "relationColor"]);
    all(LINE, &["transitionColor", "specialStateColor", "todayLineColor", "vertLineColor"]);
    all(LINE, &["archEdgeColor", "archEdgeArrowColor", "quadrantPointFill"]);
    all(RULE, &["primaryBorderColor", "secondaryBorderColor", "tertiaryBorderColor", "nodeBorder"]);
    all(RULE, &["clusterBorder", "border1", "border2", "noteBorderColor", "actorBorder"]);
    all(RULE, &["actorLineColor", "labelBoxBorderColor", "activationBorderColor", "gridColor"]);
    all(
        RULE,
        &["taskBorderColor", "activeTaskBorderColor", "doneTaskBorderColor", "compositeBorder"],
    );
    all(RULE, &["pieStrokeColor", "pieOuterStrokeColor", "requirementBorderColor", "stateBorder"]);
    all(RULE, &["quadrantInternalBorderStrokeFill", "quadrantExternalBorderStrokeFill"]);
    all(RULE, &["tagLabelBorder", "archGroupBorderColor", "flowContainerStroke", "personBorder"]);
    all(NODE, &["primaryColor", "secondaryColor", "mainBkg", "nodeBkg", "secondBkg", "actorBkg"]);
    all(NODE, &["noteBkgColor", "labelBoxBkgColor", "activationBkgColor", "requirementBackground"]);
    all(NODE, &["sectionBkgColor", "sectionBkgColor2", "doneTaskBkgColor", "stateBkg", "rowOdd"]);
    all(NODE, &["quadrant1Fill", "quadrant3Fill", "tagLabelBackground", "excludeBkgColor"]);
    all(NODE, &["compositeTitleBackground", "attributeBackgroundColorOdd", "personBkg"]);
    all(PAPER, &["background", "tertiaryColor", "clusterBkg", "edgeLabelBackground", "rowEven"]);
    all(PAPER, &["altSectionBkgColor", "compositeBackground", "altBackground", "labelBackground"]);
    all(PAPER, &["labelBackgroundColor", "relationLabelBackground", "commitLabelBackground"]);
    all(PAPER, &["sequenceNumberColor", "attributeBackgroundColorEven", "rectBkgColor"]);
    all(PAPER, &["quadrant2Fill", "quadrant4Fill", "innerEndBackground"]);
    all(HUES[0].1, &["taskBkgColor"]);
    all(HUES[1].1, &["activeTaskBkgColor"]);
    all(HUES[4].1, &["critBkgColor", "critBorderColor"]);
    let hue = |at: usize| json!(HUES[at % HUES.len()].1);
    for at in 0..12 {
        theme.insert(format!("cScale{at}"), hue(at));
        theme.insert(format!("cScalePeer{at}"), json!(RULE));
        theme.insert(format!("cScaleInv{at}"), json!(LINE));
        theme.insert(format!("cScaleLabel{at}"), json!(INK));
        theme.insert(format!("pie{}", at + 1), hue(at));
    }
    for at in 0..8 {
        theme.insert(format!("git{at}"), hue(at));
        theme.insert(format!("gitInv{at}"), json!(LINE));
        theme.insert(format!("gitBranchLabel{at}"), json!(INK));
        theme.insert(format!("fillType{at}"), hue(at));
        theme.insert(format!("venn{}", at + 1), hue(at));
    }
    let palette: Vec<_> = HUES.iter().map(|hue| hue.1).collect();
    theme.insert(
        "xyChart".to_owned(),
        json!({"backgroundColor": PAPER, "plotColorPalette": palette.join(",")}),
    );
    theme.insert("radar".to_owned(), json!({"axisColor": LINE, "graticuleColor": RULE}));
    theme.insert("fontSize".to_owned(), json!("16px"));
    theme.insert("useGradient".to_owned(), json!(false));
    theme.insert("dropShadow".to_owned(), json!("none"));
    Value::Object(theme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_by_what_they_are_for() {
        for (written, colour) in [
            ("none", ColourRole::None),
            ("rgba(1, 2, 3, 0)", ColourRole::None),
            (PAPER, ColourRole::Paper),
            (NODE, ColourRole::Node),
            (INK, ColourRole::Line),
            ("#fff", ColourRole::White),
            ("#333", ColourRole::Grey),
            ("hsl(0, 0%, 20%)", ColourRole::Grey),
            ("rgb(250, 10,10)", ColourRole::Hue(4)),
            ("#f9f", ColourRole::Hue(4)),
            ("hsl(50.5, 80.25%, 60%)", ColourRole::Hue(2)),
            ("LightGreen", ColourRole::Hue(1)),
            ("#3b7dbd", ColourRole::Hue(0)),
            ("url(#x)", ColourRole::Node),
            ("nonsense", ColourRole::Grey),
            ("#é", ColourRole::Grey),
        ] {
            assert_eq!(ColourRole::of(written), colour, "{written}");
        }
    }
}
