//! A figure that is a picture, twice: for wide columns and for narrow ones.

use super::{
    block::Artist,
    svg::{PictureNames, Size},
};

/// What stands around a picture.
pub(super) struct Caption<'a> {
    pub(super) title: &'a str,
    /// What its writer says of it.
    pub(super) description: Option<&'a str>,
    /// What it shows, in words, for those who can't see it.
    pub(super) words: &'a str,
    /// What has to be known to read it.
    pub(super) note: Option<&'a str>,
}

impl Artist<'_> {
    /// Writes a figure: its caption, its picture in both sizes, and what is `below`.
    pub(super) fn picture(
        &mut self,
        class: &str,
        caption: &Caption<'_>,
        draw: impl Fn(Size, PictureNames<'_>, &mut String),
        below: impl FnOnce(&mut String),
    ) {
        self.page.enter("figure", &format!("<figure class=\"{class}\" data-graphic>"));
        self.page.count_words(&format!("{}\n", caption.title));
        let mut html = String::from("<figcaption><strong>");
        html_escape::encode_text_to_string(caption.title, &mut html);
        html.push_str("</strong>");
        for text in [caption.description, caption.note].into_iter().flatten() {
            html.push(' ');
            html_escape::encode_text_to_string(text, &mut html);
            self.page.count_words(&format!("{text}\n"));
        }
        html.push_str("</figcaption>\n");
        let description = caption.description.unwrap_or(caption.words);
        // Where no style sheet chooses between the two, the second is not shown.
        for (size, part, opening) in [
            (Size::WIDE, "", "<div class=\"chart-wide\" data-wide>"),
            (Size::NARROW, "narrow-", "<div class=\"chart-narrow\" data-narrow hidden>"),
        ] {
            let title = self.figure_id(&format!("{part}title"));
            let text = self.figure_id(&format!("{part}text"));
            let names =
                PictureNames { title: (&title, caption.title), description: (&text, description) };
            html.push_str(opening);
            draw(size, names, &mut html);
            html.push_str("</div>\n");
        }
        below(&mut html);
        self.page.markup(&html);
        self.page.leave("figure");
        self.page.markup("\n");
    }
}
