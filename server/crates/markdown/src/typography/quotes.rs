//! The quotation marks of languages, as the Unicode Common Locale Data Repository (48) has them.

/// The marks of a language: those around a quotation, and those around one in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuoteMarks {
    /// The outer opening and closing mark, then the inner ones.
    marks: [char; 4],
    /// Whether a narrow space stands between a mark and what it encloses.
    spaced: bool,
}

/// What stands between a mark and a word in French: it is narrow, and no line breaks there.
const NARROW: char = '\u{202f}';

impl QuoteMarks {
    /// The marks of the language with a tag such as `de` or `pt-BR`; a part that is not known is
    /// left out, and of a language that is not known they are the English ones.
    pub(super) fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let tag = match &*tag {
            "zh-tw" | "zh-hk" | "zh-mo" => "zh-hant",
            tag => tag,
        };
        let mut prefix = tag;
        loop {
            let known = LANGUAGES
                .iter()
                .find(|(_, tags)| tags.iter().any(|known| known.eq_ignore_ascii_case(prefix)));
            match (known, prefix.rsplit_once('-')) {
                (Some((marks, _)), _) => {
                    let spaced = prefix.starts_with("fr") && prefix != "fr-ch" && prefix != "fur";
                    return Self { marks: *marks, spaced };
                }
                (None, Some((shorter, _))) => prefix = shorter,
                (None, None) => return Self { marks: ENGLISH, spaced: false },
            }
        }
    }

    /// The mark in the place of a straight one.
    pub(super) fn mark(self, inner: bool, closing: bool) -> String {
        let mark = self.marks[usize::from(inner) * 2 + usize::from(closing)];
        match (self.spaced, closing) {
            (false, _) => mark.to_string(),
            (true, false) => format!("{mark}{NARROW}"),
            (true, true) => format!("{NARROW}{mark}"),
        }
    }
}

const ENGLISH: [char; 4] = ['“', '”', '‘', '’'];

/// Those that differ from English, or from the language that they are a kind of.
const LANGUAGES: &[([char; 4], &[&str])] = &[
    (ENGLISH, &["bm-Nkoo", "ff-Adlm", "uz-Arab", "uz-Cyrl"]),
    (
        ['«', '»', '“', '”'],
        &[
            "ast", "blo", "bm", "br", "ca", "cv", "dyo", "el", "es-US", "eu", "ewo", "ie", "it",
            "kab", "kk", "lij", "mg", "mua", "nnh", "pms", "pt-AO", "pt-CH", "pt-CV", "pt-GQ",
            "pt-GW", "pt-LU", "pt-MO", "pt-MZ", "pt-PT", "pt-ST", "pt-TL", "sc", "sg", "ti",
        ],
    ),
    (
        ['„', '“', '‚', '‘'],
        &[
            "bs-Cyrl", "cs", "de", "dsb", "et", "hr", "hsb", "is", "ksh", "lb", "luy", "mk", "nds",
            "sk", "sl",
        ],
    ),
    (
        ['«', '»', '‹', '›'],
        &[
            "am", "az-Arab", "az-Cyrl", "fa", "fr-CH", "gsw", "jgo", "kkj", "mzn", "rm", "sdh",
            "wae",
        ],
    ),
    (['«', '»', '„', '“'], &["bas", "be", "bua", "ky", "os", "ru", "sah", "tyv", "uk"]),
    (['”', '”', '’', '’'], &["fi", "he", "lag", "rn", "se", "sn", "sv", "yi"]),
    (['«', '»', '‘', '’'], &["dua", "el-polyton", "ksf", "nb", "nn", "no", "rw"]),
    (['”', '“', '’', '‘'], &["ar", "lld", "ms-Arab", "syr", "ur"]),
    (['«', '»', '«', '»'], &["fr", "ht", "hy", "oc", "yav"]),
    (['„', '“', '„', '“'], &["bg", "lt", "prg", "sgs"]),
    (['‘', '’', '“', '”'], &["fur", "ia", "ti-ER", "tn"]),
    (['「', '」', '『', '』'], &["ja", "yue", "zh-Hant"]),
    (['„', '”', '«', '»'], &["nmg", "pl", "ro"]),
    (['„', '”', '‚', '’'], &["agq", "ff"]),
    (['„', '”', '»', '«'], &["hu", "szl"]),
    (['»', '«', '›', '‹'], &["kk-Arab", "ug"]),
    (['«', '»', '„', '”'], &["shi", "zgh"]),
    (['„', '”', '‘', '’'], &["bs"]),
    (['“', '”', '«', '»'], &["eo"]),
    (['«', '»', '”', '“'], &["fr-CA"]),
    (['„', '“', '«', '»'], &["ka"]),
    (['‘', '’', '‘', '’'], &["nl"]),
    (['„', '”', '’', '’'], &["sr"]),
    (['“', '’', '“', '”'], &["st"]),
    (['“', '”', '“', '”'], &["tk"]),
    (['“', '”', '’', '‘'], &["uz"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_marks_of_the_nearest_that_is_known() {
        let outer = |tag| {
            let marks = QuoteMarks::of(tag);
            marks.mark(false, false) + "x" + &marks.mark(false, true)
        };
        for (tag, quoted) in [
            ("en-GB", "“x”"),
            ("de", "„x“"),
            ("de-AT-1996", "„x“"),
            ("fr", "«\u{202f}x\u{202f}»"),
            ("fr-BE", "«\u{202f}x\u{202f}»"),
            ("fr-ch", "«x»"),
            ("pt-BR", "“x”"),
            ("pt-PT", "«x»"),
            ("ja", "「x」"),
            ("zh-TW", "「x」"),
            ("zh-CN", "“x”"),
            ("pl", "„x”"),
            ("tlh", "“x”"),
        ] {
            assert_eq!(outer(tag), quoted, "{tag}");
        }
        assert_eq!(QuoteMarks::of("de").mark(true, true), "‘");
    }
}
