//! How wide text is that a diagram is drawn around.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, TextMeasurementPolicy, TextMeasurementProfile,
    TextMeasurementProfileIdentity, TextStyle,
};
use typeface::Typeface;

/// What text is given beyond its width, as a part of it: what stands in for a typeface is a little wider.
const SPARE: f64 = 1.03;

/// The library's measures, by the names of typefaces: a blog has one, or two while it is written.
static MEASURES: LazyLock<Mutex<HashMap<String, TextMeasurementPolicy>>> =
    LazyLock::new(Mutex::default);

/// The library's measure for a typeface.
pub(super) fn measure(typeface: &Typeface) -> TextMeasurementPolicy {
    let mut measures = MEASURES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = measures.entry(typeface.name().to_owned());
    known.or_insert_with(|| of_typeface(typeface.clone())).clone()
}

fn of_typeface(typeface: Typeface) -> TextMeasurementPolicy {
    let identity = MeasurementProfileId::new("typeface")
        .and_then(|name| TextMeasurementProfileIdentity::new(name, typeface.name()));
    match identity {
        Ok(identity) => {
            let measurer = DeterministicTextMeasurer::default().with_width_callback(
                move |text: &str, style: &TextStyle| {
                    let weight = style.font_weight.as_deref().unwrap_or_default();
                    let is_bold = weight.starts_with("bold")
                        || weight.parse().is_ok_and(|weight: u32| weight > 500);
                    width(&typeface, text, style.font_size, is_bold)
                },
            );
            TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer))
        }
        Err(_) => TextMeasurementPolicy::deterministic(),
    }
}

/// How wide a text is, in pixels.
pub(super) fn width(typeface: &Typeface, text: &str, size: f64, is_bold: bool) -> f64 {
    typeface.width(text, is_bold) * size * SPARE
}
