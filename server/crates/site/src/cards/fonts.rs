//! What the cards are set in: the typeface of the theme as far as it can be read, and for what that
//! lacks, the site's own and those of the machine.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
};

use diagnostics::{Error, Result};
use resvg::usvg::{
    FontFamily, FontResolver, Node, Options, Tree,
    fontdb::{Database, FaceInfo, Source, Stretch, Style},
};
use skrifa::{FontRef, MetadataProvider};
use store::fingerprint;
use typeface::{Font, Typeface};

use super::letters::Letters;

/// A typeface in which cards can be set, in both weights.
#[derive(Debug)]
struct Own {
    typeface: Typeface,
    /// The characters that both weights have.
    characters: HashSet<u32>,
}

impl Own {
    fn of(typeface: Typeface) -> Self {
        let [medium, semibold] = typeface.fonts();
        let both: HashSet<u32> = semibold.characters().collect();
        let characters = medium.characters().filter(|code| both.contains(code)).collect();
        Self { typeface, characters }
    }

    /// Whether it has all characters of a text.
    fn has(&self, text: &str) -> bool {
        text.chars().all(|c| self.characters.contains(&u32::from(c)) || is_mark(c))
    }

    /// Adds its weights to those that drawings can be set in, unless one can't be.
    fn load(&self, database: &mut Database) -> bool {
        let loads = |font: &Font| database.load_font_source(Source::Binary(font.data())).len() == 1;
        self.typeface.fonts().iter().all(loads)
    }
}

/// How heavy a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weight {
    Medium,
    Semibold,
}

impl Weight {
    /// As CSS counts it.
    pub(super) fn number(self) -> u16 {
        match self {
            Self::Medium => 500,
            Self::Semibold => 600,
        }
    }
}

/// Where the characters that China, Japan and Korea share are written as they look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Region {
    China,
    HongKong,
    Japan,
    Korea,
    Taiwan,
}

impl Region {
    /// The region of a text: its own letters tell, else the language of the site.
    pub(super) fn of(text: &str, language: &str) -> Self {
        let has = |range: std::ops::RangeInclusive<char>| text.chars().any(|c| range.contains(&c));
        let language = language.to_ascii_lowercase();
        let part = |wanted: &str| language.split('-').any(|part| part == wanted);
        if has('\u{3041}'..='\u{30ff}') || part("ja") {
            Self::Japan
        } else if has('\u{ac00}'..='\u{d7a3}') || part("ko") {
            Self::Korea
        } else if part("hk") {
            Self::HongKong
        } else if part("tw") || part("hant") {
            Self::Taiwan
        } else {
            Self::China
        }
    }

    /// How the families of Noto end that are drawn for it.
    fn family(self) -> &'static str {
        match self {
            Self::China => "CJK SC",
            Self::HongKong => "CJK HK",
            Self::Japan => "CJK JP",
            Self::Korea => "CJK KR",
            Self::Taiwan => "CJK TC",
        }
    }
}

/// What a character wants of a font that the site's own can't give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum FallbackKind {
    Letter,
    Ideograph,
    Emoji,
}

impl FallbackKind {
    fn of(cluster: &str) -> Self {
        let first = cluster.chars().next().unwrap_or_default();
        // Those that need not ask are in these ranges, among symbols that no font of emoji has.
        let symbol = matches!(first, '\u{2300}'..='\u{2bff}') && !cluster.contains('\u{fe0e}');
        let emoji = asks_for_emoji(cluster) || symbol;
        match first {
            '\u{2e80}'..='\u{9fff}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}' => Self::Ideograph,
            _ if emoji || ('\u{1f000}'..'\u{20000}').contains(&first) => Self::Emoji,
            _ => Self::Letter,
        }
    }

    /// How late a family is tried.
    fn rank(self, family: &str, region: Region) -> usize {
        /// Closest to the site's own typeface first.
        const LETTERS: [&str; 6] =
            ["Noto Serif", "Noto Naskh Arabic", "Noto Sans", "Noto", "DejaVu Serif", "DejaVu Sans"];
        /// Made for something else than a line of text.
        const ODD: [&str; 7] = ["CJK", "Display", "Kufi", "Mono", "Nastaliq", "Rashi", "Condensed"];
        let letters = LETTERS.iter().position(|name| family.starts_with(name));
        let letters = letters.unwrap_or(LETTERS.len());
        let odd = if ODD.iter().any(|word| family.contains(word)) { 10 } else { 0 };
        let emoji = family.contains("Emoji");
        match self {
            Self::Emoji if emoji => usize::from(!family.contains("Color")),
            Self::Ideograph if family.ends_with(region.family()) && !family.contains("Mono") => {
                letters
            }
            Self::Ideograph if family.contains("CJK") => 10 + letters,
            _ if emoji => 60,
            _ => 30 + odd + letters,
        }
    }
}

/// How many weights a typeface has.
const WEIGHTS: usize = 2;

/// A font, by its place in the list of those that are loaded.
pub(super) type Face = usize;

/// Fonts in the order in which they are tried.
type Order = Arc<[Face]>;

/// All fonts that cards can be set in, in one order, and which of them suits what.
#[derive(Debug)]
pub(super) struct Fonts {
    database: Arc<Database>,
    /// Typefaces that come before those of the machine.
    own: Vec<Own>,
    own_name: String,
    /// Those of `own` in the order of [`Weight`], then those of the machine.
    faces: Vec<FaceInfo>,
    /// Those of the machine in the order in which they are tried.
    tried: Mutex<HashMap<(FallbackKind, Weight, Region), Order>>,
    chosen: Mutex<HashMap<(String, Weight, Region), Option<Face>>>,
    /// The letters of `own`.
    letters: Letters,
    /// How wide some text is in a font of the machine one pixel high.
    widths: Mutex<HashMap<(Face, Weight, String), f32>>,
}

impl Fonts {
    /// A typeface, behind it the site's own, and the fonts of the machine where `texts` need them.
    pub(super) fn for_texts<'a>(
        typeface: &Typeface,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut database = Database::new();
        let site = Typeface::own();
        let mut own = vec![Own::of(typeface.clone())];
        if !own[0].load(&mut database) {
            database = Database::new();
            own.clear();
        }
        if own.is_empty() || !shares_fonts(typeface, &site) {
            let site = Own::of(site);
            site.load(&mut database);
            own.push(site);
        }
        let has = |text: &str| own.iter().any(|own| own.has(text)) && !asks_for_emoji(text);
        if !texts.into_iter().all(has) {
            database.load_system_fonts();
        }
        let fonts = own.iter().flat_map(|own| own.typeface.fonts());
        let parts: Vec<_> = fonts.map(|font| (font.data(), font.weight().to_le_bytes())).collect();
        let parts = parts.iter().flat_map(|(data, weight)| [&***data, weight.as_slice()]);
        let weights = [Weight::Medium, Weight::Semibold].map(Weight::number);
        let weighted =
            own.iter().flat_map(|own| own.typeface.fonts().clone().into_iter().zip(weights));
        Self {
            letters: Letters::of(weighted),
            faces: database.faces().cloned().collect(),
            database: Arc::new(database),
            own_name: fingerprint(parts),
            own,
            tried: Mutex::default(),
            chosen: Mutex::default(),
            widths: Mutex::default(),
        }
    }

    /// The font for what a reader takes for one character; `None` where no font has it.
    pub(super) fn choose(&self, cluster: &str, weight: Weight, region: Region) -> Option<Face> {
        let own = self.own.iter().position(|own| own.has(cluster));
        let own = own.map(|at| WEIGHTS * at + weight as Face);
        if own.is_some() && !asks_for_emoji(cluster) {
            return own;
        }
        let key = (cluster.to_owned(), weight, region);
        let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        *chosen.entry(key).or_insert_with(|| {
            let tried = self.tried(FallbackKind::of(cluster), weight, region);
            // A letter that only asks to be drawn as an emoji can still be read.
            tried.iter().copied().find(|&face| self.has(face, cluster)).or(own)
        })
    }

    /// Names the typefaces that come before those of the machine by what is in them.
    pub(super) fn own_name(&self) -> &str {
        &self.own_name
    }

    /// Whether a text needs no other font than those of the first typeface.
    pub(super) fn own_has(&self, text: &str) -> bool {
        self.own[0].has(text) && !asks_for_emoji(text)
    }

    /// Whether a font is of a typeface that comes before those of the machine.
    pub(super) fn is_own(&self, face: Face) -> bool {
        face < WEIGHTS * self.own.len()
    }

    /// Names a font by what is in it.
    pub(super) fn name(&self, face: Face) -> String {
        // A font file begins with the checksums of its parts.
        let name = |data: &[u8], index: u32| {
            let (length, index) = (data.len().to_le_bytes(), index.to_le_bytes());
            fingerprint([&data[..data.len().min(1 << 16)], &length, &index])
        };
        self.database.with_face_data(self.faces[face].id, name).unwrap_or_default()
    }

    /// The letters of the typefaces that come before those of the machine.
    pub(super) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// How wide each text is in its font, one pixel high.
    pub(super) fn widths(&self, texts: &[(Face, &str)], weight: Weight) -> Result<Vec<f32>> {
        let set = |&(face, text): &(Face, &str)| Some(self.letters.set(face, text, false)?.width);
        let widths: Vec<Option<f32>> = texts.iter().map(set).collect();
        let unknown = texts.iter().zip(&widths).filter(|(_, width)| width.is_none());
        let unknown: Vec<_> = unknown.map(|(text, _)| *text).collect();
        let mut measured = self.measured(&unknown, weight)?.into_iter();
        Ok(widths.into_iter().filter_map(|width| width.or_else(|| measured.next())).collect())
    }

    /// The same for fonts of the machine.
    fn measured(&self, texts: &[(Face, &str)], weight: Weight) -> Result<Vec<f32>> {
        /// Measured large, and then scaled.
        const SIZE: f32 = 100.0;
        let key = |&(face, text): &(Face, &str)| (face, weight, text.to_owned());
        let known = || self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        let mut missing: Vec<_> = {
            let widths = known();
            texts.iter().map(key).filter(|key| !widths.contains_key(key)).collect()
        };
        missing.sort();
        missing.dedup();
        if !missing.is_empty() {
            let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
            for (at, (face, _, text)) in missing.iter().enumerate() {
                let text = html_escape::encode_text(text);
                let weight = weight.number();
                // Writing to a string can't fail.
                let _ = write!(
                    svg,
                    "<text id=\"{at}\" font-family=\"f{face}\" font-weight=\"{weight}\" \
                     font-size=\"{SIZE}\">{text}</text>"
                );
            }
            let tree = self.tree(&(svg + "</svg>"))?;
            let mut measured = vec![0.0; missing.len()];
            for node in tree.root().children() {
                if let Node::Text(text) = node
                    && let Some(width) =
                        text.id().parse::<usize>().ok().and_then(|at| measured.get_mut(at))
                {
                    *width = text.bounding_box().width() / SIZE;
                }
            }
            known().extend(missing.into_iter().zip(measured));
        }
        let widths = known();
        Ok(texts.iter().map(|text| widths.get(&key(text)).copied().unwrap_or_default()).collect())
    }

    /// Reads a drawing in which `f3` is the family of the font with that place.
    pub(super) fn tree(&self, svg: &str) -> Result<Tree> {
        let ids: Vec<_> = self.faces.iter().map(|face| face.id).collect();
        let options = Options {
            fontdb: self.database.clone(),
            font_resolver: FontResolver {
                select_font: Box::new(move |font, _| {
                    font.families().iter().find_map(|family| match family {
                        FontFamily::Named(name) => {
                            ids.get(name.strip_prefix('f')?.parse::<Face>().ok()?).copied()
                        }
                        _ => None,
                    })
                }),
                // The fonts are chosen here: what they lack, all lack.
                select_fallback: Box::new(|_, _, _| None),
            },
            ..Options::default()
        };
        Tree::from_str(svg, &options)
            .map_err(|reason| Error::new(format!("a share preview can't be drawn: {reason}")))
    }

    /// The fonts of the machine, those that suit best first.
    fn tried(&self, kind: FallbackKind, weight: Weight, region: Region) -> Order {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let order = tried.entry((kind, weight, region)).or_insert_with(|| {
            let mut faces: Vec<_> = (WEIGHTS * self.own.len()..self.faces.len())
                .filter(|&face| self.faces[face].style == Style::Normal)
                .map(|face| {
                    let info = &self.faces[face];
                    let family = info.families.first().map_or("", |(name, _)| name.as_str());
                    let order = (
                        kind.rank(family, region),
                        info.stretch != Stretch::Normal,
                        info.weight.0.abs_diff(weight.number()),
                        info.post_script_name.as_str(),
                    );
                    (order, face)
                })
                .collect();
            faces.sort();
            faces.into_iter().map(|(_, face)| face).collect()
        });
        order.clone()
    }

    fn has(&self, face: Face, cluster: &str) -> bool {
        let has = |data: &[u8], index: u32| {
            FontRef::from_index(data, index).is_ok_and(|font| {
                let map = font.charmap();
                cluster.chars().all(|c| is_mark(c) || map.map(c).is_some())
            })
        };
        self.database.with_face_data(self.faces[face].id, has).unwrap_or_default()
    }
}

/// Whether two typefaces are set in the same fonts.
fn shares_fonts(one: &Typeface, other: &Typeface) -> bool {
    let data = |typeface: &Typeface| typeface.fonts().clone().map(|font| font.data());
    data(one).iter().zip(data(other)).all(|(one, other)| Arc::ptr_eq(one, &other))
}

/// Whether something in a text asks to be drawn as an emoji.
fn asks_for_emoji(text: &str) -> bool {
    text.contains('\u{fe0f}')
}

/// Whether a character only tells how to set others, and is never seen itself.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_typeface_writes_the_languages_of_europe() {
        let own = Own::of(Typeface::own());
        for text in [
            "Zażółć gęślą jaźń – “quoted”…",
            "Příliš žluťoučký kůň, Ærøskøbing, þess, ŵ, ğüşi",
            "Ελληνικά, άέήίόύώ",
            "Съешь же ещё этих мягких булок, Україна ґ є і ї, Ђорђе љ њ",
            "Tiếng Việt: ữ ệ ộ",
        ] {
            let missing: String = text.chars().filter(|&c| !own.has(&c.to_string())).collect();
            assert_eq!(missing, "", "{text}");
        }
        assert!(!own.has("漢") && !own.has("ש") && !own.has("🦀"));
    }

    #[test]
    fn what_the_own_typeface_can_set_needs_no_other() {
        let fonts = Fonts::for_texts(&Typeface::own(), ["Plain"]);
        assert_eq!(fonts.faces.len(), WEIGHTS);
        assert_eq!(fonts.choose("P", Weight::Semibold, Region::China), Some(1));
        assert_eq!(fonts.choose("漢", Weight::Semibold, Region::China), None);
    }

    #[test]
    fn the_families_for_a_text_come_before_others() {
        let rank = |kind: FallbackKind, family| kind.rank(family, Region::Japan);
        let serif = rank(FallbackKind::Ideograph, "Noto Serif CJK JP");
        assert!(serif < rank(FallbackKind::Ideograph, "Noto Sans CJK JP"));
        assert!(
            rank(FallbackKind::Ideograph, "Noto Sans CJK JP")
                < rank(FallbackKind::Ideograph, "Noto Serif CJK SC")
        );
        assert!(
            rank(FallbackKind::Letter, "Noto Naskh Arabic")
                < rank(FallbackKind::Letter, "Noto Kufi Arabic")
        );
        assert!(
            rank(FallbackKind::Letter, "Noto Sans Thai") < rank(FallbackKind::Letter, "Noto Emoji")
        );
        assert!(
            rank(FallbackKind::Emoji, "Noto Color Emoji")
                < rank(FallbackKind::Emoji, "DejaVu Sans")
        );
        assert_eq!(Region::of("カード", "en"), Region::Japan);
        assert_eq!(Region::of("漢字", "zh-Hant-TW"), Region::Taiwan);
    }

    #[test]
    fn a_width_is_that_of_the_text_as_it_is_set() {
        let fonts = Fonts::for_texts(&Typeface::own(), ["AVAmi"]);
        let widths = fonts.widths(&[(1, "A"), (1, "V"), (1, "AV"), (1, "")], Weight::Semibold);
        let widths = widths.expect("measured");
        assert!(widths[2] < widths[0] + widths[1], "kerned: {widths:?}");
        assert!(widths[0] > 0.5 && widths[3].abs() < f32::EPSILON, "{widths:?}");
    }

    #[test]
    fn a_typeface_of_the_owners_comes_first_and_behind_it_the_sites_own() {
        let face = include_bytes!("../../../../../public/fonts/brygada-roman.woff2");
        let font = Font::read(face).expect("a font");
        let fonts = [500.0, 600.0].map(|weight| font.in_weight(weight));
        let typeface = Typeface::of_fonts("own", fonts);
        let fonts = Fonts::for_texts(&typeface, ["Plain"]);
        assert_eq!(fonts.faces.len(), 2 * WEIGHTS);
        assert_eq!(fonts.choose("P", Weight::Semibold, Region::China), Some(1));
        assert_ne!(fonts.own_name(), Fonts::for_texts(&Typeface::own(), []).own_name());
        let widths = [Weight::Medium, Weight::Semibold]
            .map(|weight| fonts.widths(&[(weight as Face, "Wave")], weight).expect("measured")[0]);
        assert!(widths[0] < widths[1], "a variable font has the weight: {widths:?}");
    }
}
