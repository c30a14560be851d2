//! What a card looks like: the head of a page as on the site, large enough to be read in a chat.

use std::fmt::Write;

use diagnostics::{Error, Result};
use images::Icon;
use model::{Colour, Drawn, Palette, Sparkline};
use resvg::tiny_skia::{Color, Pixmap, Transform};

use super::{
    HEIGHT, WIDTH,
    fonts::{Fonts, Region, Weight},
    png,
    setting::{Lines, Paragraph, Room},
};

const MARGIN: f32 = 72.0;
/// Between the margins.
const INSIDE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// The side of the site's drawing, and the place of its upper edge.
const MARK: (f32, f32) = (56.0, 52.0);
/// Where the scale below the site's name stands.
const SCALE: f32 = 146.0;
/// The upper edge of the title, and how much room it has.
const TITLE: (f32, f32) = (186.0, 282.0);
/// What size the title has: the first in which it fits.
const TITLE_SIZES: [f32; 10] = [100.0, 92.0, 84.0, 76.0, 68.0, 62.0, 56.0, 52.0, 48.0, 44.0];
/// The base lines of the two lines at the foot, and their size.
const FOOT: (f32, f32, f32) = (530.0, 576.0, 34.0);
/// The spans of the trace at the foot: how wide they are together, where the first lies, how high
/// each is, and how far the next is below.
const TRACE: (f32, f32, f32, f32) = (224.0, 490.0, 8.0, 18.0);
/// The upper edge of a drawing at the foot, and how much larger it is than on a page.
const SPARKLINE: (f32, f32) = (488.0, 1.3);

/// What a card says. What is empty isn't there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The name of the site, above all else.
    pub(super) site: String,
    pub(super) title: String,
    /// When it was written, and by whom.
    pub(super) byline: String,
    /// As many as there is room for.
    pub(super) tags: Vec<String>,
    /// Below the title, of what has neither authors nor tags.
    pub(super) sentence: String,
    /// What a post is about, in the place of the trace.
    pub(super) sparkline: Option<Sparkline>,
}

/// What all cards have: the paper, the scale, and the site's drawing, at the left and at the right.
pub(super) struct Ground([Pixmap; 2]);

impl Ground {
    /// What can be drawn on, again and again: three megabytes are not asked for anew for each card.
    pub(super) fn picture(&self) -> Pixmap {
        self.0[0].clone()
    }

    /// Draws it in the colours of the day.
    pub(super) fn of(icon: &Icon, colours: &Palette, fonts: &Fonts) -> Result<Self> {
        let mut ground = Pixmap::new(WIDTH, HEIGHT)
            .ok_or_else(|| Error::new("a share preview without pixels can't be drawn"))?;
        let Colour([red, green, blue]) = colours.paper.light;
        ground.fill(Color::from_rgba8(red, green, blue, 255));
        let scale = fonts.tree(&document(&scale(colours)))?;
        resvg::render(&scale, Transform::identity(), &mut ground.as_mut());
        Ok(Self([MARGIN, MARGIN + INSIDE - MARK.0].map(|x| {
            let mut ground = ground.clone();
            icon.draw(&mut ground.as_mut(), (x, MARK.1), MARK.0);
            ground
        })))
    }
}

/// Draws a card in the colours of the day, over whatever was in `picture`; `seed` decides what its trace
/// looks like.
pub(super) fn draw(
    words: &Words,
    seed: &[u8],
    language: &str,
    (Ground(grounds), colours): (&Ground, &Palette),
    fonts: &Fonts,
    picture: &mut Pixmap,
) -> Result<Vec<u8>> {
    let card = Card { language, colours, fonts };
    let (svg, at_right) = card.write(words, seed)?;
    picture.data_mut().copy_from_slice(grounds[usize::from(at_right)].data());
    resvg::render(&fonts.tree(&document(&svg))?, Transform::identity(), &mut picture.as_mut());
    png::encode(picture)
}

/// A drawing of the size of a card.
fn document(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{inside}</svg>"
    )
}

struct Card<'a> {
    language: &'a str,
    colours: &'a Palette,
    fonts: &'a Fonts,
}

impl Card<'_> {
    /// What it has for itself, as SVG; and whether the whole stands at the right.
    fn write(&self, words: &Words, seed: &[u8]) -> Result<(String, bool)> {
        let title = self.fit(&words.title, Weight::Semibold, &TITLE_SIZES, INSIDE, TITLE.1)?;
        let at_right = self.paragraph(&words.title, Weight::Semibold)?.is_rtl();
        let edge = if at_right { MARGIN + INSIDE } else { MARGIN };
        let [ink, soft] =
            [&self.colours.ink, &self.colours.soft].map(|pair| pair.light.to_string());
        let mut svg = String::new();

        if !words.site.is_empty() {
            let beside = MARK.0 + 22.0;
            let name = self.fit(&words.site, Weight::Semibold, &[40.0], INSIDE - beside, 40.0)?;
            let x = if at_right { edge - beside } else { edge + beside };
            name.write(&mut svg, (x, MARK.1 + 41.0), at_right, &ink);
        }
        title.write(&mut svg, (edge, TITLE.0 + title.ascent()), at_right, &ink);

        let (first, second, size) = FOOT;
        let drawing = words.sparkline.as_ref();
        let beside = INSIDE - 48.0 - drawing.map_or(TRACE.0, |_| SPARKLINE.1 * Sparkline::SIZE.0);
        if words.sentence.is_empty() {
            let byline = self.fit(&words.byline, Weight::Medium, &[size], beside, size)?;
            byline.write(&mut svg, (edge, first), at_right, &ink);
            let tags =
                self.fit(&self.tags(words, beside / size)?, Weight::Medium, &[size], beside, size)?;
            tags.write(&mut svg, (edge, second), at_right, &soft);
        } else {
            let room = 2.0 * (second - first) + 6.0;
            let sentence = self.fit(&words.sentence, Weight::Medium, &[size], beside, room)?;
            let last = second - sentence.fall();
            sentence.write(&mut svg, (edge, last), at_right, &soft);
        }
        match drawing {
            Some(drawing) => sparkline(&mut svg, drawing, self.colours, at_right),
            None => trace(&mut svg, seed, self.colours, at_right),
        }
        Ok((svg, at_right))
    }

    /// The tags for which there is room in one line.
    fn tags(&self, words: &Words, room: f32) -> Result<String> {
        for count in (1..=words.tags.len()).rev() {
            let tags = words.tags[..count].iter().map(|tag| format!("#{tag}"));
            let line = tags.collect::<Vec<_>>().join("\u{a0} ");
            if self.paragraph(&line, Weight::Medium)?.width() <= room {
                return Ok(line);
            }
        }
        Ok(words.tags.first().map_or_else(String::new, |tag| format!("#{tag}")))
    }

    fn paragraph(&self, text: &str, weight: Weight) -> Result<Paragraph> {
        Paragraph::new(text, weight, Region::of(text, self.language), self.fonts)
    }

    fn fit(
        &self,
        text: &str,
        weight: Weight,
        sizes: &[f32],
        width: f32,
        height: f32,
    ) -> Result<Lines> {
        let region = Region::of(text, self.language);
        Paragraph::fit(text, (weight, region), sizes, Room { width, height }, self.fonts)
    }
}

/// The scale that runs below the name of the site, as in the header of every page.
fn scale(colours: &Palette) -> String {
    const PARTS: usize = 80;
    let mut ticks = String::new();
    for part in 0..=PARTS {
        // Whole pixels stay sharp.
        let x = (MARGIN + INSIDE * part as f32 / PARTS as f32).round().min(MARGIN + INSIDE - 2.0);
        let height = if part % 10 == 0 { 14 } else { 6 };
        // Writing to a string can't fail.
        let _ = write!(ticks, "M{x} {SCALE}v-{height}h2v{height}z");
    }
    format!(
        "<path fill=\"{}\" d=\"{ticks}M{MARGIN} {SCALE}h{INSIDE}v2h-{INSIDE}z\"/>",
        colours.line.light
    )
}

/// What a post is about, as lists show it.
fn sparkline(svg: &mut String, drawing: &Sparkline, colours: &Palette, at_right: bool) {
    let (top, scale) = SPARKLINE;
    let width = scale * Sparkline::SIZE.0;
    let x = if at_right { MARGIN } else { MARGIN + INSIDE - width };
    // Time runs as the text does; a chart is the same everywhere.
    let mirrored = at_right && matches!(drawing.kind, Drawn::Moments | Drawn::Trace);
    let (x, across) = if mirrored { (x + width, -scale) } else { (x, scale) };
    let _ = write!(svg, "<g transform=\"translate({x} {top}) scale({across} {scale})\">");
    for (path, colour) in [(&drawing.soft, colours.line), (&drawing.red, colours.red)] {
        let colour = colour.light;
        let paint = match drawing.kind {
            Drawn::Lines => format!(
                "fill=\"none\" stroke=\"{colour}\" stroke-width=\"4\" stroke-linejoin=\"round\" \
                 stroke-linecap=\"round\""
            ),
            _ => format!("fill=\"{colour}\""),
        };
        // Writing to a string can't fail.
        let _ = write!(svg, "<path d=\"{path}\" {paint}/>");
    }
    svg.push_str("</g>");
}

/// A trace of a request, as on the home page: spans that begin one after the other, one of them
/// too long. No two pages have the same.
fn trace(svg: &mut String, seed: &[u8], colours: &Palette, at_right: bool) {
    let (width, top, height, step) = TRACE;
    let part = |at: usize| f32::from(seed.get(at).copied().unwrap_or_default()) / 255.0;
    let slow = 1 + usize::from(seed.first().copied().unwrap_or_default()) % 4;
    let mut start = 0.0_f32;
    for span in 0..6 {
        let room = width - start;
        let length = match span {
            0 => width,
            _ if span == slow => room * (0.5 + 0.4 * part(span)),
            _ => (room * (0.15 + 0.35 * part(span))).max(16.0),
        };
        let x = if at_right { MARGIN + start } else { MARGIN + INSIDE - width + start };
        let (x, length) = (x.round(), length.round());
        let fill = if span == slow { colours.red.light } else { colours.rule.light };
        let y = top + step * span as f32;
        // Writing to a string can't fail.
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"{height}\" fill=\"{fill}\"/>"
        );
        start = (start + 6.0 + 36.0 * part(span + 6)).min(width - 24.0);
    }
}
