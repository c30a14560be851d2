//! How well texts stand out from what is behind them (WCAG 2, 1.4.3).

use diagnostics::{Diagnostic, Source};
use model::{Colour, Pair, Palette};
use palette::{IntoColor, Oklch, Srgb, color_difference::Wcag21RelativeContrast};

use super::Places;

/// What AA asks of texts.
const LEAST: f64 = 4.5;

/// What texts are written in: all but the first two names of the palette, and the lines.
const TEXTS: [&str; 7] = ["ink", "soft", "red", "green", "ochre", "blue", "teal"];
/// What they stand on.
const GROUNDS: [&str; 2] = ["paper", "panel"];

/// Warns of each colour of texts that is written too close to one behind it. Colours that nobody
/// wrote are those of a theme, and no mistake of the owner's.
pub(super) fn check(
    source: &Source,
    colours: &Palette,
    places: &Places,
    faults: &mut Vec<Diagnostic>,
) {
    let pairs = colours.pairs();
    let at =
        |name: &str| Palette::NAMES.iter().position(|known| *known == name).unwrap_or_default();
    let by = |Pair { light, dark }: Pair, time: usize| if time == 0 { light } else { dark };
    for text in TEXTS {
        for (time, when) in ["by day", "by night"].into_iter().enumerate() {
            let colour = by(pairs[at(text)], time);
            let grounds = GROUNDS.map(|name| by(pairs[at(name)], time));
            let ratios = grounds.map(|ground| ratio(colour, ground));
            let worst = if ratios[1] < ratios[0] { 1 } else { 0 };
            if ratios[worst] >= LEAST {
                continue;
            }
            let written = [at(text), at(GROUNDS[worst]), at(GROUNDS[1 - worst])];
            let Some(span) = written.iter().find_map(|name| places[*name][time].clone()) else {
                continue;
            };
            // Rounded down: what is told as 4.5 has to pass.
            let told = (ratios[worst] * 100.0).floor() / 100.0;
            let message = format!(
                "`{text}` on `{}` has a contrast of {told}:1 {when}, and texts need {LEAST}:1 (WCAG AA)",
                GROUNDS[worst]
            );
            let help = match nearest(colour, grounds) {
                Some(passes) => format!("the nearest colour that passes is {passes} for `{text}`"),
                None => {
                    "no colour is readable on both `paper` and `panel`: bring these two together"
                        .into()
                }
            };
            faults.push(source.warning(span, message).help(help));
        }
    }
}

fn srgb(Colour([red, green, blue]): Colour) -> Srgb<f64> {
    Srgb::new(red, green, blue).into_format()
}

fn ratio(text: Colour, ground: Colour) -> f64 {
    srgb(text).relative_contrast(srgb(ground))
}

/// The colour of the same hue that passes on all grounds and is as little lighter or darker as that
/// takes.
fn nearest(colour: Colour, grounds: [Colour; 2]) -> Option<Colour> {
    const STEPS: u32 = 400;
    let own: Oklch<f64> = srgb(colour).into_color();
    (1..=STEPS).find_map(|step| {
        let change = f64::from(step) / f64::from(STEPS);
        [own.l - change, own.l + change].into_iter().filter(|l| (0.0..=1.0).contains(l)).find_map(
            |l| {
                let other: Srgb<f64> = Oklch::new(l, own.chroma, own.hue).into_color();
                let (red, green, blue) = other.into_format::<u8>().into_components();
                let other = Colour([red, green, blue]);
                grounds.iter().all(|ground| ratio(other, *ground) >= LEAST).then_some(other)
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use model::Theme;

    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().expect("a colour")
    }

    #[test]
    fn ratios_are_those_of_the_standard() {
        for (a, b, expected) in
            [("#000", "#fff", 21.0), ("#777", "#fff", 4.48), ("#767676", "#fff", 4.54)]
        {
            assert!((ratio(colour(a), colour(b)) - expected).abs() < 0.01, "{a} on {b}");
        }
    }

    #[test]
    fn what_passes_is_near_and_has_the_same_hue() {
        let grounds = ["#fff", "#eee"].map(colour);
        let near = nearest(colour("#d06060"), grounds).expect("one");
        assert!(grounds.iter().all(|ground| ratio(near, *ground) >= LEAST));
        assert!(ratio(near, grounds[1]) < LEAST + 0.2, "{near}");
        let Colour([red, green, blue]) = near;
        assert!(red > green && green.abs_diff(blue) < 12, "{near}");
        assert_eq!(nearest(colour("#777"), ["#000", "#777"].map(colour)), None);
    }

    #[test]
    fn every_theme_that_comes_along_passes() {
        let source = Source::new("site.toml", "x");
        let everywhere: Places = std::array::from_fn(|_| [Some(0..1), Some(0..1)]);
        for name in Theme::NAMES {
            let theme = Theme::named(name).expect("a theme");
            let mut faults = Vec::new();
            check(&source, &theme.colours, &everywhere, &mut faults);
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
}
