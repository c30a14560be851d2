//! What a text may ask of a parser.

/// How many elements may be open at once: for each one that begins, a parser looks through all.
pub(super) const LEVELS: usize = 2_000;

/// How many elements a text may become.
pub(super) const ELEMENTS: usize = 1_000_000;

/// Elements that a parser begins anew in every block until they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// What a parser would have to do, counted roughly: how many elements are open at once at most, those
/// that end by themselves aside, and how many there are.
pub(super) fn work(html: &str) -> (usize, usize) {
    let (mut open, mut most) = (0_usize, 0);
    let (mut begun_anew, mut elements) = (0_usize, 0_usize);
    for part in html.split('<').skip(1) {
        let (part, ends) = part.strip_prefix('/').map_or((part, false), |part| (part, true));
        let name = part.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_formatting = FORMATTING.iter().any(|other| other.eq_ignore_ascii_case(name));
        elements = elements.saturating_add(1 + begun_anew);
        if ends {
            open = open.saturating_sub(1);
            begun_anew = begun_anew.saturating_sub(usize::from(is_formatting));
        } else if !name.is_empty() && !matches!(name, "p" | "li" | "br" | "img" | "hr" | "input") {
            open += 1;
            most = most.max(open);
            begun_anew += usize::from(is_formatting);
        }
    }
    (most, elements)
}
