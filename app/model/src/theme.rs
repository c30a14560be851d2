//! The look of a blog, as far as its owner decides it: colours, faces, measures.
//!
//! The style sheet says the same in `style/tokens.css`, for a site that decides nothing.

use std::{fmt, str::FromStr};

/// A colour that is no more and no less than its three parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    const fn of(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self([red, green, blue])
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// It is not written with three or six hexadecimal digits behind a `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').ok_or(NoColour)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        match digits.len() {
            6 => Ok(Self::of(number)),
            3 => Ok(Self([8, 4, 0].map(|shift| ((number >> shift) & 15) as u8 * 17))),
            _ => Err(NoColour),
        }
    }
}

/// A colour for the day and one for the night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pair {
    /// By day.
    pub light: Colour,
    /// By night.
    pub dark: Colour,
}

const fn pair(light: u32, dark: u32) -> Pair {
    Pair { light: Colour::of(light), dark: Colour::of(dark) }
}

/// The colours, each named as in `style/tokens.css`.
macro_rules! palette {
    ($($(#[$doc:meta])* $name:ident),*) => {
        /// All colours of a site.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct Palette {
            $($(#[$doc])* pub $name: Pair,)*
        }

        impl Palette {
            /// Their names.
            pub const NAMES: [&str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

            /// All of them, in the order of their names.
            pub fn pairs(&self) -> [Pair; Self::NAMES.len()] {
                [$(self.$name),*]
            }

            /// The one with a name.
            pub fn get_mut(&mut self, name: &str) -> Option<&mut Pair> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

palette! {
    /// What texts stand on.
    paper,
    /// What code stands on, and what is set apart.
    panel,
    /// Texts.
    ink,
    /// What is said in passing.
    soft,
    /// Lines that part something, and axes.
    line,
    /// Lines that only guide the eye.
    rule,
    /// What is to be seen first: links, marks. And what failed.
    red,
    /// What is well, and strings in code.
    green,
    /// What is under way, and numbers in code.
    ochre,
    /// What comes later, and functions in code.
    blue,
    /// Types in code.
    teal
}

/// A file of a face.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FaceFile {
    /// Where it is found, as a path on the site.
    pub path: String,
    /// What it is to a browser: `woff2`, `woff`, `truetype` or `opentype`.
    pub format: &'static str,
    /// Its weight as CSS counts it, or the first and the last that it has.
    pub weight: String,
    /// Whether it slants.
    pub italic: bool,
}

/// What texts are set in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Face {
    /// The families as CSS lists them, without that of the files.
    pub families: String,
    /// The files of a face of the owner's own; none where the reader's machine has it, or the site.
    pub files: Vec<FaceFile>,
}

impl Face {
    /// A face that needs no files of the owner's.
    pub fn of_families(families: &str) -> Self {
        Self { families: families.to_owned(), files: Vec::new() }
    }
}

/// Families by the names that a theme may give them.
pub const STACKS: [(&str, &str); 5] = [
    ("brygada", BRYGADA),
    ("system", "system-ui, sans-serif"),
    ("serif", "Georgia, serif"),
    ("sans-serif", "sans-serif"),
    ("monospace", MONO),
];

const BRYGADA: &str = "Brygada, Georgia, serif";
const MONO: &str = "ui-monospace, monospace";

/// The look of a site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Theme {
    /// Its colours.
    pub colours: Palette,
    /// What texts are set in.
    pub text: Face,
    /// What headings are set in; in the face of texts where nothing is said.
    pub heading: Option<Face>,
    /// What code is set in, and dates.
    pub mono: Face,
    /// How wide a line is at most, as a length of CSS.
    pub measure: String,
    /// How round corners are, likewise.
    pub radius: String,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            colours: RECORDER,
            text: Face::of_families(BRYGADA),
            heading: None,
            mono: Face::of_families(MONO),
            measure: "37rem".to_owned(),
            radius: "2px".to_owned(),
        }
    }
}

impl Theme {
    /// The names of those that come along.
    pub const NAMES: [&str; 4] = ["recorder", "fjord", "almanac", "carbon"];

    /// One that comes along.
    pub fn named(name: &str) -> Option<Self> {
        let own = Self::default();
        Some(match name {
            "recorder" => own,
            "fjord" => Self {
                colours: FJORD,
                text: Face::of_families("system-ui, sans-serif"),
                radius: "6px".to_owned(),
                ..own
            },
            "almanac" => Self { colours: ALMANAC, measure: "35rem".to_owned(), ..own },
            "carbon" => Self {
                colours: CARBON,
                text: Face::of_families(MONO),
                measure: "41rem".to_owned(),
                radius: "0".to_owned(),
                ..own
            },
            _ => return None,
        })
    }

    /// A text in which the colours of the style sheet are those of this theme.
    pub fn recolour(&self, text: &str) -> String {
        let mut recoloured = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('#') {
            let end = at + "#rrggbb".len();
            recoloured.push_str(&rest[..at]);
            let colour = rest.get(at..end).and_then(|written| written.parse().ok());
            match colour.and_then(|colour| self.in_place_of(colour)) {
                Some(colour) => {
                    recoloured.push_str(&colour.to_string());
                    rest = &rest[end..];
                }
                None => {
                    recoloured.push('#');
                    rest = &rest[at + 1..];
                }
            }
        }
        recoloured + rest
    }

    /// The colour that stands where the style sheet has one.
    fn in_place_of(&self, colour: Colour) -> Option<Colour> {
        RECORDER.pairs().iter().zip(self.colours.pairs()).find_map(|(own, pair)| match colour {
            colour if colour == own.light => Some(pair.light),
            colour if colour == own.dark => Some(pair.dark),
            _ => None,
        })
    }
}

/// By day the paper and red pen of a chart recorder, by night the lamps of its panel.
const RECORDER: Palette = Palette {
    paper: pair(0xf3f6f1, 0x111614),
    panel: pair(0xe8ede6, 0x1a211e),
    ink: pair(0x18211c, 0xdee6e0),
    soft: pair(0x4e5d55, 0x9aa9a0),
    line: pair(0x7b8a81, 0x67766d),
    rule: pair(0xc9d2ca, 0x2e3935),
    red: pair(0xb3261a, 0xff8f66),
    green: pair(0x2a6339, 0x9ccb8c),
    ochre: pair(0x7a4d00, 0xe3bd68),
    blue: pair(0x1d558f, 0x8dbdec),
    teal: pair(0x0d605f, 0x7accc0),
};

/// Cool water under a high sky, with the red of the buoys.
const FJORD: Palette = Palette {
    paper: pair(0xf5f8fc, 0x0d1520),
    panel: pair(0xe6edf5, 0x162130),
    ink: pair(0x13202f, 0xdbe5f0),
    soft: pair(0x4a5b6e, 0x98a9bc),
    line: pair(0x748699, 0x64778c),
    rule: pair(0xc7d3e0, 0x2a394b),
    red: pair(0xa8184f, 0xff8aa8),
    green: pair(0x1c6446, 0x7fd0a8),
    ochre: pair(0x735000, 0xdfc07a),
    blue: pair(0x1450a0, 0x86bff5),
    teal: pair(0x0b5f6b, 0x6fd0d6),
};

/// Old paper and iron ink by day, by night the same room with a lamp.
const ALMANAC: Palette = Palette {
    paper: pair(0xfaf3e6, 0x1b1510),
    panel: pair(0xf1e6d2, 0x261e17),
    ink: pair(0x2a1f14, 0xeee2d0),
    soft: pair(0x655240, 0xb3a08a),
    line: pair(0x8f7a63, 0x7d6c59),
    rule: pair(0xddcdb4, 0x3d3126),
    red: pair(0xa33214, 0xff9466),
    green: pair(0x4a5f1c, 0xb5c878),
    ochre: pair(0x7d4f00, 0xe8b65a),
    blue: pair(0x2f5685, 0x9cbce0),
    teal: pair(0x1d605a, 0x86c9b8),
};

/// Black on white, white on black, and what colour there is with seven times the light.
const CARBON: Palette = Palette {
    paper: pair(0xffffff, 0x000000),
    panel: pair(0xf2f2f2, 0x141414),
    ink: pair(0x000000, 0xffffff),
    soft: pair(0x3d3d3d, 0xc4c4c4),
    line: pair(0x6b6b6b, 0x8c8c8c),
    rule: pair(0xcccccc, 0x3a3a3a),
    red: pair(0x9d0000, 0xff9c9c),
    green: pair(0x0a5000, 0x8fe08f),
    ochre: pair(0x5c4100, 0xf0cc66),
    blue: pair(0x003d99, 0x9cc8ff),
    teal: pair(0x004b50, 0x7fe0dc),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_with_three_or_six_digits() {
        for (text, colour) in [
            ("#f3f6f1", Ok("#f3f6f1")),
            ("#FFF", Ok("#ffffff")),
            ("#1a5", Ok("#11aa55")),
            ("white", Err(NoColour)),
            ("#12345", Err(NoColour)),
            ("#+12345", Err(NoColour)),
            ("#éé", Err(NoColour)),
        ] {
            assert_eq!(
                text.parse().map(|colour: Colour| colour.to_string()).as_deref(),
                colour.as_ref().copied()
            );
        }
    }

    #[test]
    fn the_default_is_what_the_style_sheet_says() {
        let tokens = include_str!("../../../style/tokens.css");
        let theme = Theme::default();
        for (name, Pair { light, dark }) in Palette::NAMES.iter().zip(theme.colours.pairs()) {
            let token = format!("--{name}: light-dark({light}, {dark});");
            assert!(tokens.contains(&token), "{token}");
        }
        let Theme { text, mono, measure, radius, .. } = &theme;
        for (name, value) in [
            ("day", &*theme.colours.paper.light.to_string()),
            ("text", &text.families),
            ("heading", "var(--text)"),
            ("mono", &mono.families),
            ("measure", measure),
            ("radius", radius),
        ] {
            assert!(tokens.contains(&format!("--{name}: {value};")), "{name}");
        }
    }

    #[test]
    fn a_drawing_takes_the_colours_of_the_theme() {
        let theme = Theme::named("carbon").expect("a theme");
        let css = "a{fill:#f3f6f1;b:light-dark(#18211c,#DEE6E0)}#f3f6f{c:#123456}#é#";
        let recoloured = "a{fill:#ffffff;b:light-dark(#000000,#ffffff)}#f3f6f{c:#123456}#é#";
        assert_eq!(theme.recolour(css), recoloured);
        assert_eq!(Theme::default().recolour(css), css.replace("DEE6E0", "dee6e0"));
        assert!(Theme::NAMES.iter().all(|name| Theme::named(name).is_some()));
        assert_eq!(Theme::named("recorder"), Some(Theme::default()));
    }
}
