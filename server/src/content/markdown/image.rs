//! Images: measured, so that the page does not jump when they arrive.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    copy::Purpose,
    writer::{Located, Open, Writer},
};
use crate::content::{Asset, addresses::Target, escape, source::Span};

/// An image whose alternative text is not complete.
pub(super) struct OpenImage {
    file: String,
    caption: String,
    pub(super) alt: String,
    span: Span,
}

impl Writer<'_> {
    pub(super) fn start_image(&mut self, file: &str, caption: &str) {
        self.images += 1;
        self.open.push(Open::Image(OpenImage {
            file: file.to_owned(),
            caption: caption.to_owned(),
            alt: String::new(),
            span: self.here.clone(),
        }));
    }

    pub(super) fn end_image(&mut self, image: OpenImage) {
        let OpenImage { file, caption, alt, span } = image;
        self.images -= 1;
        // An image in the text that stands for another: only its words count.
        if let Some(Open::Image(outer)) = self.open.last_mut() {
            outer.alt.push_str(&alt);
            return;
        }
        let place = self.place_of(&file, &span);
        if alt.trim().is_empty() {
            let help = "say between the brackets what it shows, for those who can't see it";
            self.error(span, "this image has no alternative text", Some(help.into()));
        }
        let Some((href, size)) = self.picture(&file, &place) else {
            return;
        };
        self.resolved.note(Purpose::Show, &file, &href);
        let standing = matches!(self.open.last(), Some(Open::Element("figure")));
        let mut html = String::from("<img alt=\"");
        escape::attribute(&mut html, &alt);
        html.push_str("\" src=\"");
        escape::attribute(&mut html, &href);
        html.push('"');
        if let Some((width, height)) = size {
            html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if !caption.is_empty() && !standing {
            html.push_str(" title=\"");
            escape::attribute(&mut html, &caption);
            html.push('"');
        }
        html.push_str(" loading=\"lazy\" decoding=\"async\">");
        if standing {
            html.push_str("<figcaption>");
            escape::text(&mut html, &caption);
            html.push_str("</figcaption>");
            self.plain.push_str(&caption);
        }
        self.html.push_str(&html);
    }

    /// The address of a picture, and its width and height where they can be known.
    fn picture(&mut self, file: &str, place: &Span) -> Option<(String, Option<(usize, usize)>)> {
        match self.text.addresses.resolve(file, self.text.place) {
            Ok(Target::File { href, file: on_disk, path }) => {
                let size = match crate::content::image_size::of(&on_disk) {
                    Ok(size) => Some(size),
                    Err(what) => {
                        let help = "is it an image, and whole?";
                        self.error(place.clone(), format!("`{file}`: {what}"), Some(help.into()));
                        None
                    }
                };
                self.need(Asset { source: on_disk, path });
                Some((href, size))
            }
            Ok(Target::External { href }) => Some((href, None)),
            Ok(Target::Unknown { .. }) => {
                let help = "put it beside the text, or where its path says in the content folder";
                let message = format!("there is no file `{file}`");
                self.error(place.clone(), message, Some(help.into()));
                None
            }
            Ok(Target::Page { .. } | Target::Other { .. }) => {
                let help = "name a file beside the text";
                self.error(place.clone(), format!("`{file}` is not an image"), Some(help.into()));
                None
            }
            Err(broken) => {
                self.error(place.clone(), broken.message, broken.help);
                None
            }
        }
    }
}

/// Whether a paragraph holds one image with a caption and nothing else.
pub(super) fn is_captioned_image(rest: &[Located<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { title, .. }), image)) = rest.first() else {
        return false;
    };
    // An image in this one ends before it and elsewhere: the first end with the same place is it.
    let end =
        rest.iter().position(|(event, span)| *event == Event::End(TagEnd::Image) && span == image);
    let last = end.and_then(|end| rest.get(end + 1));
    !title.is_empty() && matches!(last, Some((Event::End(TagEnd::Paragraph), _)))
}
