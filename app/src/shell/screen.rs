//! Where the first screen of a page ends.

use std::borrow::Cow;

/// What the script begins with that stands there.
pub(super) const MARK: &str = "<script id=\"first-screen\"";

/// As many bytes of text as fill a screen, with what stands around them. In bytes, since letters of
/// which each needs more of them are wider, or say more.
const SCREENFUL: usize = 900;
/// As much markup as a browser should have to read before it paints, however little of it is text.
const PATIENCE: usize = 16 << 10;

/// What holds text that is no text of the page, or where no script runs.
const APART: [&str; 12] = [
    "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
];

/// The place in some markup behind which nothing is needed for the first paint: after a part of the page,
/// or after a paragraph, an entry of a list, a figure or a table with which a screen is full. A script may
/// stand there.
pub(super) fn end_of_first_screen(markup: &str) -> usize {
    let Some(main) = markup.find("<main") else { return markup.len() };
    let (mut at, mut text, mut apart) = (main, 0, 0_usize);
    while let Some(open) = markup[at..].find('<') {
        let tag = at + open;
        if apart == 0 {
            text += open;
        }
        let Some(length) = markup[tag..].find('>') else { break };
        at = tag + length + 1;
        let tag = &markup[tag + 1..at - 1];
        let (name, closes) = match tag.strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag.split([' ', '\n', '/']).next().unwrap_or_default(), false),
        };
        if APART.contains(&name) {
            apart = if closes { apart.saturating_sub(1) } else { apart + 1 };
        }
        let is_full = text >= SCREENFUL || at - main >= PATIENCE;
        let ends = name == "section" || is_full && matches!(name, "p" | "li" | "figure" | "table");
        if closes && apart == 0 && ends {
            return at;
        }
    }
    markup.len()
}

/// A page without the script that stands at the end of its first screen: with its text in one piece.
pub fn without_first_screen(page: &str) -> Cow<'_, str> {
    const END: &str = "</script>";
    let whole = page.split_once(MARK).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some([before, after].concat())
    });
    whole.map_or(Cow::Borrowed(page), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends_behind(markup: &str) -> &str {
        &markup[..end_of_first_screen(markup)]
    }

    #[test]
    fn a_screen_ends_with_a_part_or_a_paragraph() {
        let long = "word ".repeat(200);
        let text = format!("<header><p>{long}</p></header><main><p>Short.</p><p>{long}</p>");
        assert_eq!(ends_behind(&format!("{text}<p>More.</p></main>")), text);
        let part = "<main><section><p>Short.</p></section>";
        assert_eq!(ends_behind(&format!("{part}<section></section></main>")), part);
    }

    #[test]
    fn a_page_of_figures_is_not_waited_for() {
        let bars = "<path d=\"M0 0h9\"/>".repeat(1_200);
        let figure = format!("<main><figure><svg>{bars}</svg></figure>");
        assert_eq!(ends_behind(&format!("{figure}<figure></figure></main>")), figure);
    }

    #[test]
    fn what_is_no_text_of_the_page_ends_nothing() {
        let long = "word ".repeat(200);
        let drawn = format!("<main><svg><text>{long}</text></svg><p>Short.</p></main>");
        assert_eq!(ends_behind(&drawn), drawn);
        let kept = format!("<main><template><p>{long}</p></template><p>Short.</p></main>");
        assert_eq!(ends_behind(&kept), kept);
        assert_eq!(ends_behind("<p>Nothing to begin with.</p>"), "<p>Nothing to begin with.</p>");
    }
}
