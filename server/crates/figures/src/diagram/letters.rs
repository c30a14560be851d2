//! How wide the site's typeface sets a text: so wide is what is drawn around it.

use std::sync::{Arc, LazyLock};

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, TextMeasurementPolicy, TextMeasurementProfile,
    TextMeasurementProfileIdentity, TextStyle,
};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};
use typeface::WEIGHTS;
use unicode_width::UnicodeWidthChar;

/// What text is given beyond its width, as a part of it: other typefaces are a little wider.
const SPARE: f64 = 1.03;

/// How wide a column of a character is that the typeface lacks, in units of its size.
const COLUMN: f64 = 0.62;

/// The library's measure.
pub(super) static MEASURE: LazyLock<TextMeasurementPolicy> = LazyLock::new(|| {
    let identity = MeasurementProfileId::new("brygada")
        .and_then(|name| TextMeasurementProfileIdentity::new(name, "1"));
    match identity {
        Ok(identity) => {
            let measurer = DeterministicTextMeasurer::default().with_width_callback(measure);
            TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer))
        }
        Err(_) => TextMeasurementPolicy::deterministic(),
    }
});

/// The two weights.
static FONTS: LazyLock<Arc<[FontRef<'static>]>> =
    LazyLock::new(|| WEIGHTS.iter().filter_map(|font| FontRef::new(font).ok()).collect());

/// How wide a text is, in pixels.
pub(super) fn width(text: &str, size: f64, is_bold: bool) -> f64 {
    let Some(font) = FONTS.get(usize::from(is_bold)) else {
        return text.chars().map(columns).sum::<f64>() * size * SPARE;
    };
    let (characters, metrics) =
        (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
    let advance = |c: char| {
        let glyph = characters.map(c).and_then(|glyph| metrics.advance_width(glyph));
        glyph.map_or_else(|| columns(c), f64::from)
    };
    text.chars().map(advance).sum::<f64>() * size * SPARE
}

/// The same, for the library.
fn measure(text: &str, style: &TextStyle) -> f64 {
    let weight = style.font_weight.as_deref().unwrap_or_default();
    let is_bold =
        weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u32| weight > 500);
    width(text, style.font_size, is_bold)
}

fn columns(c: char) -> f64 {
    c.width().unwrap_or_default() as f64 * COLUMN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_typeface_has_them() {
        let measure = |text: &str, is_bold| width(text, 16.0, is_bold);
        let (thin, wide) = (measure("illi", false), measure("WWWW", false));
        let bold = measure("WWWW", true);
        assert!(thin < wide && wide < bold, "{thin} {wide} {bold}");
        assert!((measure("日本", false) - 4.0 * COLUMN * 16.0 * SPARE).abs() < 0.01);
        assert_eq!(measure("", false), 0.0);
    }
}
