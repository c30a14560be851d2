//! Which Markdown the texts are written in.

use pulldown_cmark::Options;

/// CommonMark, and what GitHub adds to it; with `math`, dollars are around formulas.
pub(crate) fn dialect(math: bool) -> Options {
    let common = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    if math { common | Options::ENABLE_MATH } else { common }
}
