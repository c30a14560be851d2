//! Images: in the size that a reader's screen needs, and measured, so that the page does not jump when
//! they arrive.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::Span;
use html::StartTag;
use images::{Picture, Trouble, is_called_picture};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    copy::Purpose,
    writer::{Located, Open, Writer},
};
use crate::Target;

/// How wide a picture is at most, in CSS pixels: 51rem, see `style/layout.css`.
const COLUMN: u32 = 816;
/// How many bytes of words precede a picture that is seen without scrolling, at most.
const FIRST_SCREEN: usize = 600;

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
        if self.images > 0 {
            return;
        }
        let place = self.place_of(&file, &span);
        if alt.trim().is_empty() {
            let help = "say between the brackets what it shows, for those who can't see it; for mere \
                decoration write `<img src=\"…\" alt=\"\">`";
            self.error(span, "this image has no alternative text", Some(help.into()));
        }
        let Some(attributes) = self.show(&file, &place) else {
            return;
        };
        let standing = matches!(self.open.last(), Some(Open::Element("figure")));
        let mut html = String::from("<img");
        push(&mut html, "alt", &alt);
        for (name, value) in &attributes {
            push(&mut html, name, value);
        }
        if !caption.is_empty() && !standing {
            push(&mut html, "title", &caption);
        }
        for (name, value) in self.loading() {
            push(&mut html, name, value);
        }
        html.push('>');
        if standing {
            html.push_str("<figcaption>");
            html_escape::encode_text_to_string(&caption, &mut html);
            html.push_str("</figcaption>");
            self.plain.push_str(&caption);
        }
        self.html.push_str(&html);
    }

    /// The attributes that show a picture, the address first; an error when there is none.
    fn show(&mut self, address: &str, place: &Span) -> Option<Vec<Attribute>> {
        match self.text.resolver.resolve(address) {
            Ok(Target::File { href, file, .. }) => {
                let picture = self.ready(&file, true, place)?;
                let mut attributes = self.attributes(&picture, None);
                let href = self.href(&picture.src, &href);
                self.resolved.note(Purpose::Show, address, &href);
                attributes.insert(0, ("src", href));
                Some(attributes)
            }
            Ok(Target::External { href }) => {
                self.resolved.note(Purpose::Show, address, &href);
                Some(vec![("src", href)])
            }
            Ok(Target::Site { .. }) => {
                let help = "put it beside the text, or where its path says in the content folder";
                let message = format!("there is no file `{address}`");
                self.error(place.clone(), message, Some(help.into()));
                None
            }
            Ok(Target::Page { .. } | Target::Other { .. }) => {
                let help = "name a file beside the text";
                self.error(
                    place.clone(),
                    format!("`{address}` is not an image"),
                    Some(help.into()),
                );
                None
            }
            Err(broken) => {
                self.error(place.clone(), broken.message, broken.help);
                None
            }
        }
    }

    /// A picture with its files, which are needed from now on; what is wrong with it is reported.
    fn ready(&mut self, file: &Path, shown: bool, place: &Span) -> Option<Arc<Picture>> {
        let pictures = self.text.resolver;
        match if shown { pictures.shown(file) } else { pictures.clean(file) } {
            Ok(picture) => {
                self.note(&picture.notes, file, place);
                for asset in &picture.assets {
                    self.need(asset.clone());
                }
                Some(picture)
            }
            Err(trouble) => {
                self.trouble(trouble, file, place);
                None
            }
        }
    }

    /// A file that a reader may open, unless something else has its address.
    pub(super) fn offer(
        &mut self,
        file: PathBuf,
        path: String,
        taken: Option<String>,
        place: &Span,
    ) {
        if let Some(reason) = taken {
            let message = format!("no file can be published at `{path}`, which {reason}");
            let help = "give the file, or its folder, another name";
            self.error(place.clone(), message, Some(help.into()));
            return;
        }
        match self.text.resolver.offered(file.clone(), path) {
            Ok((asset, notes)) => {
                self.note(&notes, &file, place);
                self.need(asset);
            }
            Err(trouble) => self.trouble(trouble, &file, place),
        }
    }

    /// The address of something that is part of the page; `None` when it can't be.
    pub(super) fn embed(&mut self, address: &str, shown: bool, place: &Span) -> Option<String> {
        let href = match self.text.resolver.resolve(address) {
            Ok(Target::File { href, file, .. }) if shown || is_called_picture(&file) => {
                let picture = self.ready(&file, shown, place)?;
                self.href(&picture.src, &href)
            }
            Ok(Target::File { href, file, path, taken }) => {
                self.offer(file, path, taken, place);
                href
            }
            Ok(Target::Page { .. } | Target::Other { .. }) if shown => {
                let message = format!("`{address}` is not an image");
                self.error(place.clone(), message, Some("name a file beside the text".into()));
                return None;
            }
            Ok(Target::Page { href, route, fragment }) => {
                self.lead(route, fragment, place);
                href
            }
            Ok(Target::Site { href } | Target::External { href } | Target::Other { href }) => href,
            Err(broken) => {
                self.error(place.clone(), broken.message, broken.help);
                return None;
            }
        };
        self.resolved.note(Purpose::Show, address, &href);
        Some(href)
    }

    /// What a picture written as HTML needs beside what it has: with a blank before each, ready to
    /// be put into its tag. What is wrong with the picture is left to be said where its address is.
    pub(super) fn attributes_of_picture(&mut self, tag: &StartTag) -> String {
        let mut attributes = Vec::new();
        let source = tag.value("src").unwrap_or_default().trim();
        let target = self.text.resolver.resolve(source);
        if let Ok(Target::File { file, .. }) = target
            && let Ok(picture) = self.text.resolver.shown(&file)
        {
            attributes = self.attributes(&picture, Some(tag));
        }
        let loading = self.loading();
        attributes.extend(loading.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let mut more = String::new();
        for (name, value) in attributes {
            if tag.value(name).is_none() {
                push(&mut more, name, &value);
            }
        }
        more
    }

    /// The attributes of a picture beside its address and its words. In a tag that gives one side,
    /// the other one follows.
    fn attributes(&self, picture: &Picture, tag: Option<&StartTag>) -> Vec<Attribute> {
        let given = |name| tag.and_then(|tag| tag.value(name));
        let (mut width, mut height) = (picture.width.to_string(), picture.height.to_string());
        let mut room = COLUMN;
        let ratio = f64::from(picture.width) / f64::from(picture.height);
        let side = |text: &str| text.trim().parse::<u32>().ok().map(f64::from);
        match (given("width"), given("height")) {
            (None, None) => {}
            (Some(given), None) => {
                width.clear();
                height =
                    side(given).map(|side| (side / ratio).round().to_string()).unwrap_or_default();
                room = given.trim().parse().map_or(COLUMN, |given: u32| given.min(COLUMN));
            }
            (None, Some(given)) => {
                height.clear();
                width =
                    side(given).map(|side| (side * ratio).round().to_string()).unwrap_or_default();
            }
            (Some(given), Some(_)) => {
                room = given.trim().parse().map_or(COLUMN, |given: u32| given.min(COLUMN));
            }
        }
        let (srcset, sizes) = match given("srcset") {
            // The writer's own choice.
            Some(_) => Default::default(),
            None => picture.choice(room, |path| self.text.resolver.href(path)),
        };
        let class = if picture.clear { "on-paper" } else { "" };
        let all = [
            ("srcset", srcset),
            ("sizes", sizes),
            ("width", width),
            ("height", height),
            ("class", class.to_owned()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// When a picture is fetched: at once if a reader sees it without scrolling.
    fn loading(&mut self) -> &'static [(&'static str, &'static str)] {
        let is_first = !std::mem::replace(&mut self.has_shown, true);
        if is_first && self.plain.len() < FIRST_SCREEN {
            return &[("fetchpriority", "high")];
        }
        &[("loading", "lazy"), ("decoding", "async")]
    }

    /// The address of a file, with the query and the fragment that another address of it has.
    fn href(&self, path: &str, like: &str) -> String {
        let rest = like.find(['?', '#']).map_or("", |at| &like[at..]);
        self.text.resolver.href(path) + rest
    }

    fn trouble(&mut self, trouble: Trouble, file: &Path, place: &Span) {
        let message = format!("`{}`: {}", name(file), trouble.message);
        self.error(place.clone(), message, Some(trouble.help));
    }

    fn note(&mut self, notes: &[Trouble], file: &Path, place: &Span) {
        for Trouble { message, help } in notes {
            let message = format!("`{}`: {message}", name(file));
            self.warning(place.clone(), message, Some(help.clone()));
        }
    }
}

/// The name of an attribute, and its value.
type Attribute = (&'static str, String);

fn push(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    html_escape::encode_double_quoted_attribute_to_string(value, html);
    html.push('"');
}

/// What a file is called by its writer.
fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
