//! An image as the page has it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::Span;
use html::StartTag;
use images::{PictureError, ProcessedPicture, is_called_picture};

use super::{OpenImage, marks::ImageAttributes};
use crate::{
    Target,
    copy::Purpose,
    writer::{OpenElement, Writer},
};

/// How wide a picture is at most, in CSS pixels: 51rem, see `style/layout.css`.
const COLUMN: u32 = 816;
/// How many bytes of words precede a picture that is seen without scrolling, at most.
const FIRST_SCREEN: usize = 600;

impl Writer<'_> {
    pub(crate) fn start_image(&mut self, file: &str, caption: &str) {
        self.images += 1;
        self.open.push(OpenElement::Image(OpenImage {
            file: file.to_owned(),
            caption: caption.to_owned(),
            alt: String::new(),
            span: self.here.clone(),
        }));
    }

    pub(crate) fn end_image(&mut self, image: OpenImage) {
        let OpenImage { file, caption, alt, span } = image;
        self.images -= 1;
        // An image in the text that stands for another: only its words count.
        if self.images > 0 {
            return;
        }
        let place = self.place_of(&file, &span);
        let night = self.marks(span.end).and_then(|marks| marks.dark);
        if alt.trim().is_empty() {
            let help = "say between the brackets what it shows, for those who can't see it; for mere \
                decoration write `<img src=\"…\" alt=\"\">`";
            self.error(span, "this image has no alternative text", Some(help.into()));
        }
        let day = self.show(&file, &place);
        let night = night.map(|(file, place)| self.show(&file, &place));
        let Some(mut day) = day else { return };
        let standing = matches!(self.open.last(), Some(OpenElement::Element("figure")));
        let beside = matches!(self.open.last(), Some(OpenElement::Element("div")));
        let captioned = !caption.is_empty() && (standing || beside);
        day.insert(0, ("alt", alt.clone()));
        if !caption.is_empty() && !captioned {
            day.push(("title", caption.clone()));
        }
        let html = match night {
            None => {
                day.extend(self.loading().iter().map(|(name, value)| (*name, (*value).into())));
                tag(&day)
            }
            Some(night) => {
                let Some(mut night) = night else { return };
                night.insert(0, ("alt", alt));
                themed(day, "by-day") + &themed(night, "by-night")
            }
        };
        if !captioned {
            return self.html.push_str(&html);
        }
        let caption_html = html_escape::encode_text(&caption);
        let caption_html = format!("{html}<figcaption>{caption_html}</figcaption>");
        match standing {
            true => self.html.push_str(&caption_html),
            false => self.html.push_str(&format!("<figure>{caption_html}</figure>")),
        }
        self.plain.push_str(&caption);
    }

    /// What stands in braces right behind an image, which then is no text.
    fn marks(&mut self, at: usize) -> Option<ImageAttributes> {
        let marks = ImageAttributes::at(self.text.source.text(), at)?;
        self.has_shown |= marks.dark.is_some();
        self.behind_image = marks.end;
        // Nothing else reads them.
        self.plainly.push((at..marks.end, String::new()));
        Some(marks)
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
                self.looks_at_source(&href, place);
                self.resolved.note(Purpose::Show, address, &href);
                Some(vec![("src", href)])
            }
            Ok(Target::Site { .. }) => {
                let help = "put it beside the text, or where its path says in the content folder";
                let message = format!("there is no file `{address}`");
                self.error(place.clone(), message, Some(help.into()));
                None
            }
            Ok(Target::Page { .. } | Target::Translation { .. } | Target::Other { .. }) => {
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
    fn ready(&mut self, file: &Path, shown: bool, place: &Span) -> Option<Arc<ProcessedPicture>> {
        let pictures = self.text.resolver;
        match if shown {
            pictures.responsive_picture(file)
        } else {
            pictures.original_picture(file)
        } {
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
    pub(crate) fn offer(
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
        match self.text.resolver.offered_file(file.clone(), path) {
            Ok((asset, notes)) => {
                self.note(&notes, &file, place);
                self.need(asset);
            }
            Err(trouble) => self.trouble(trouble, &file, place),
        }
    }

    /// The address of something that is part of the page; `None` when it can't be.
    pub(crate) fn embed(&mut self, address: &str, shown: bool, place: &Span) -> Option<String> {
        let href = match self.text.resolver.resolve(address) {
            Ok(Target::File { href, file, .. }) if shown || is_called_picture(&file) => {
                let picture = self.ready(&file, shown, place)?;
                self.href(&picture.src, &href)
            }
            Ok(Target::File { href, file, path, taken }) => {
                self.offer(file, path, taken, place);
                href
            }
            Ok(Target::Page { .. } | Target::Translation { .. } | Target::Other { .. })
                if shown =>
            {
                let message = format!("`{address}` is not an image");
                self.error(place.clone(), message, Some("name a file beside the text".into()));
                return None;
            }
            Ok(Target::Page { href, route, fragment }) => {
                self.lead(None, route, fragment, place);
                href
            }
            Ok(Target::Translation { href, prefix, route, fragment }) => {
                self.lead(Some(prefix), route, fragment, place);
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
    pub(crate) fn attributes_of_picture(&mut self, tag: &StartTag) -> String {
        let mut attributes = Vec::new();
        let source = tag.value("src").unwrap_or_default().trim();
        let target = self.text.resolver.resolve(source);
        if let Ok(Target::File { file, .. }) = target
            && let Ok(picture) = self.text.resolver.responsive_picture(&file)
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
    fn attributes(&self, picture: &ProcessedPicture, tag: Option<&StartTag>) -> Vec<Attribute> {
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
        &LATER
    }

    /// The address of a file, with the query and the fragment that another address of it has.
    fn href(&self, path: &str, like: &str) -> String {
        let rest = like.find(['?', '#']).map_or("", |at| &like[at..]);
        self.text.resolver.href(path) + rest
    }

    fn trouble(&mut self, trouble: PictureError, file: &Path, place: &Span) {
        let message = format!("`{}`: {}", name(file), trouble.message);
        self.error(place.clone(), message, Some(trouble.help));
    }

    fn note(&mut self, notes: &[PictureError], file: &Path, place: &Span) {
        for PictureError { message, help } in notes {
            let message = format!("`{}`: {message}", name(file));
            self.warning(place.clone(), message, Some(help.clone()));
        }
    }
}

/// The name of an attribute, and its value.
type Attribute = (&'static str, String);

/// An image.
fn tag(attributes: &[Attribute]) -> String {
    let mut html = String::from("<img");
    attributes.iter().for_each(|(name, value)| push(&mut html, name, value));
    html.push('>');
    html
}

/// An image of one of the two themes. Style shows one, and the other is not fetched, since both wait until they are
/// shown.
fn themed(mut attributes: Vec<Attribute>, theme: &str) -> String {
    let drawn = attributes.iter().position(|(name, _)| *name == "class");
    let class = match drawn.map(|at| attributes.remove(at).1) {
        // What was drawn for the dark needs no paper.
        Some(paper) if theme == "by-day" => format!("{paper} {theme}"),
        _ => theme.to_owned(),
    };
    attributes.push(("class", class));
    attributes.extend(LATER.iter().map(|(name, value)| (*name, (*value).to_owned())));
    tag(&attributes)
}

/// What an image has that is fetched when a reader comes near.
const LATER: [(&str, &str); 2] = [("loading", "lazy"), ("decoding", "async")];

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
