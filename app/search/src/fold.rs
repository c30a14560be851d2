//! Which letters count as the same: capitals as small ones, letters with marks as those without.

use alloc::string::String;

/// The letters of U+00C0 to U+024F without their marks; a space where there is no such letter.
const LATIN: &str = concat!(
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty",
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll",
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs",
    "                                oo             uu               ",
    "    dddlllnnnaaiioouuuuuuuuuu aaaa    ggkkoooo  jdddgg  nnaa    ",
    "aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy            ",
    "                ",
);
/// Those of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &str = concat!(
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm",
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv",
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas  s aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee",
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ",
);

/// Appends what a letter counts as: nothing for a mark that stands alone, as it does in texts that
/// are written in their decomposed form.
pub fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let code = c as usize;
    let in_table = match code {
        0xc0..=0x24f => LATIN.as_bytes().get(code - 0xc0),
        0x1e00..=0x1eff => LATIN_ADDITIONAL.as_bytes().get(code - 0x1e00),
        _ => None,
    };
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ё' | 'Ё' => out.push('е'),
        'ς' => out.push('σ'),
        'ά' | 'Ά' => out.push('α'),
        'έ' | 'Έ' => out.push('ε'),
        'ή' | 'Ή' => out.push('η'),
        'ί' | 'Ί' | 'ϊ' => out.push('ι'),
        'ό' | 'Ό' => out.push('ο'),
        'ύ' | 'Ύ' | 'ϋ' => out.push('υ'),
        'ώ' | 'Ώ' => out.push('ω'),
        '\u{300}'..='\u{36f}' => {}
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => fold(char::from((code - 0xfee0) as u8), out),
        _ => match in_table {
            Some(&letter) if letter != b' ' => out.push(letter.into()),
            _ => out.push(small(c)),
        },
    }
}

/// The small form of a capital. Of the scripts that have capitals those are here which are written
/// today; the table of all would be a tenth of what a browser loads to search.
fn small(c: char) -> char {
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
