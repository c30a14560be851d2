//! Which letters count as the same: capitals as small ones, letters with marks as those without.

use alloc::string::String;

use crate::byte;

/// The letters of U+00C0 to U+024F without their marks; a space where there is no such letter, a digit
/// where there are two.
const LATIN: &str = concat!(
    "aaaaaa1ceeeeiiiidnooooo ouuuuy30aaaaaa1ceeeeiiiidnooooo ouuuuy3y",
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll",
    "lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs",
    "                                oo             uu               ",
    "    dddlllnnnaaiioouuuuuuuuuu aaaa    ggkkoooo  jdddgg  nnaa    ",
    "aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy            ",
    "                ",
);
/// Those of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &str = concat!(
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm",
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv",
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas  0 aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee",
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ",
);

/// What the digits stand for.
const TWO: [&str; 4] = ["ss", "ae", "oe", "th"];
/// Letters of other scripts, each before what it counts as.
const OTHERS: &str = "ёеЁеςσάαΆαέεΈεήηΉηίιΊιϊιόοΌούυΎυϋυώωΏω";

/// Appends what a letter counts as: nothing for a mark that stands alone, as it does in texts that
/// are written in their decomposed form.
pub fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let code = c as usize;
    let (table, at) = match code {
        0xc0..=0x24f => (LATIN, code - 0xc0),
        0x1e00..=0x1eff => (LATIN_ADDITIONAL, code - 0x1e00),
        0x300..=0x36f => return,
        // Full-width forms of ASCII.
        0xff01..=0xff5e => return fold(char::from((code - 0xfee0) as u8), out),
        _ => ("", 0),
    };
    let letter = byte(table, at);
    match TWO.get(usize::from(letter.wrapping_sub(b'0'))) {
        Some(two) => out.push_str(two),
        None if letter > b' ' => out.push(char::from(letter)),
        None => out.push(small(c)),
    }
}

/// The small form of a capital. Of the scripts that have capitals those are here which are written
/// today; the table of all would be a tenth of what a browser loads to search.
fn small(c: char) -> char {
    let mut others = OTHERS.chars();
    while let (Some(other), Some(same)) = (others.next(), others.next()) {
        if c == other {
            return same;
        }
    }
    let distance = match c {
        'Α'..='Ω' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ա'..='Ֆ' => 48,
        // Where capitals and small letters take turns.
        'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' if u32::from(c).is_multiple_of(2) => 1,
        _ => 0,
    };
    char::from_u32(u32::from(c) + distance).unwrap_or(c)
}

/// A whole text, folded.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_count_as_those_without() {
        for (text, same) in [
            ("Größe", "grosse"),
            ("GRÖSSE", "grosse"),
            ("café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("naïve Œuvre", "naive oeuvre"),
            ("Łódź", "lodz"),
            ("Việt", "viet"),
            ("ÅNGSTRÖM", "angstrom"),
            ("Ёлка", "елка"),
            ("λόγος", "λογοσ"),
            ("ΛΟΓΟΣ", "λογοσ"),
            ("ПРИВЕТ Ґанок", "привет ґанок"),
            ("ԲԱՐԵՎ", "բարեվ"),
            ("ＡＰＩ", "api"),
            ("限流", "限流"),
        ] {
            assert_eq!(folded(text), same);
        }
    }

    #[test]
    fn the_tables_cover_their_ranges() {
        assert_eq!((LATIN.len(), LATIN_ADDITIONAL.len()), (0x250 - 0xc0, 0x100));
    }
}
