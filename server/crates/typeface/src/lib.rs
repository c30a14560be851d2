//! What the server measures and sets text in: the site's own typeface, Brygada 1918, or what a theme
//! names in its place.

mod font;

use std::sync::{Arc, LazyLock};

use unicode_width::UnicodeWidthChar;

pub use font::{Font, Unreadable};

/// Its medium and semibold weights, with all its letters.
static WEIGHTS: [&[u8]; 2] = [
    include_bytes!("../fonts/brygada-medium.ttf"),
    include_bytes!("../fonts/brygada-semibold.ttf"),
];

static BRYGADA: LazyLock<Typeface> = LazyLock::new(|| Typeface {
    name: "brygada".into(),
    fonts: WEIGHTS.map(Font::of_own),
    measure: Measure::Letters(1.0),
});

/// How wide a column of a character is that a typeface lacks, in units of its size.
const COLUMN: f64 = 0.62;

/// A medium and a semibold weight, and how wide they set text.
#[derive(Clone, Debug)]
pub struct Typeface {
    name: Arc<str>,
    fonts: [Font; 2],
    measure: Measure,
}

/// How wide a character is.
#[derive(Clone, Copy, Debug)]
enum Measure {
    /// As the fonts have it, times this.
    Letters(f64),
    /// This for each column, in units of the size.
    Columns(f64),
}

/// What a machine has of a kind, whatever it is: how much wider it may be than the site's own.
const FAMILIES: [(&str, Measure); 4] = [
    ("system", Measure::Letters(1.16)),
    ("sans-serif", Measure::Letters(1.16)),
    ("serif", Measure::Letters(1.08)),
    ("monospace", Measure::Columns(0.605)),
];

impl Typeface {
    /// The site's own.
    pub fn own() -> Self {
        BRYGADA.clone()
    }

    /// One of whose kind the reader's machine has some; `None` where there is no such kind.
    /// Text is measured with room for the widest that are common, and set in the site's own.
    pub fn of_family(name: &str) -> Option<Self> {
        let (name, measure) = FAMILIES.iter().find(|(known, _)| *known == name)?;
        Some(Self { name: (*name).into(), measure: *measure, ..Self::own() })
    }

    /// One of fonts of the owner's own, the medium one first. `name` names it by all that is in it.
    pub fn of_fonts(name: &str, fonts: [Font; 2]) -> Self {
        Self { name: name.into(), fonts, measure: Measure::Letters(1.0) }
    }

    /// What tells it from others: it is made of what is in its fonts, and of how they are measured.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The medium weight, and the semibold one.
    pub fn fonts(&self) -> &[Font; 2] {
        &self.fonts
    }

    /// The same for text, with the semibold weight of another for what stands above it.
    #[must_use]
    pub fn with_headings(&self, other: &Self) -> Self {
        let ([medium, _], [_, semibold]) = (self.fonts.clone(), other.fonts.clone());
        let name = format!("{} {}", self.name, other.name);
        Self { name: name.into(), fonts: [medium, semibold], measure: self.measure }
    }

    /// How wide a text is, in units of its size.
    pub fn width(&self, text: &str, is_bold: bool) -> f64 {
        let columns = |c: char| c.width().unwrap_or_default() as f64;
        match self.measure {
            Measure::Columns(width) => text.chars().map(columns).sum::<f64>() * width,
            Measure::Letters(times) => {
                let font = &self.fonts[usize::from(is_bold)];
                let known = font.advances(text).map(|(c, width)| match width {
                    Some(width) => width * times,
                    None => columns(c) * COLUMN,
                });
                known.sum()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_typeface_has_them() {
        let own = Typeface::own();
        let (thin, wide) = (own.width("illi", false), own.width("WWWW", false));
        let bold = own.width("WWWW", true);
        assert!(thin < wide && wide < bold, "{thin} {wide} {bold}");
        assert!((own.width("日本", false) - 4.0 * COLUMN).abs() < 0.001);
        assert!(own.width("", false).abs() < f64::EPSILON);
    }

    #[test]
    fn what_a_machine_has_is_given_room_by_its_kind() {
        let of = |name| Typeface::of_family(name).expect("a kind").width("Hill", false);
        assert!((of("monospace") - 4.0 * 0.605).abs() < 0.001);
        assert!(of("system") > of("serif") && of("serif") > Typeface::own().width("Hill", false));
        assert!(Typeface::of_family("brygada").is_none());
    }

    #[test]
    fn text_and_what_stands_above_it_may_be_of_two() {
        let [medium, semibold] = Typeface::own().fonts.clone();
        let turned = Typeface::of_fonts("turned", [semibold, medium]);
        let both = Typeface::own().with_headings(&turned);
        assert_eq!(both.name(), "brygada turned");
        assert!((both.width("Wave", true) - Typeface::own().width("Wave", false)).abs() < 0.001);
    }
}
