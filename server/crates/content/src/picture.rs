//! Pictures that stand beside a text: the cover of a post, the portrait of an author.

use diagnostics::{Diagnostic, Source, Spanned};
use images::{Asset, PictureError, Pictures};
use markdown::Target;
use model::Picture;
use urls::link::encode_path;

use super::addresses::{Addresses, LinkOrigin};

/// A picture, and the files of it.
pub(super) struct ShownPicture {
    pub(super) picture: Picture,
    pub(super) assets: Vec<Asset>,
}

/// What is needed to find a picture.
#[derive(Clone, Copy)]
pub(super) struct PictureContext<'a> {
    pub(super) addresses: &'a Addresses,
    pub(super) pictures: &'a Pictures,
}

impl PictureContext<'_> {
    /// Finds the picture that a key names: a file, or an address elsewhere. It is shown so many CSS
    /// pixels wide at most. When there is none, that goes to `faults`.
    pub(super) fn picture(
        self,
        place: LinkOrigin<'_>,
        source: &Source,
        file: &Spanned<String>,
        alt: String,
        room: u32,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<ShownPicture> {
        let Spanned { value: name, span } = file;
        let refuse = |faults: &mut Vec<Diagnostic>, message: String, help: Option<String>| {
            faults.push(source.error(span.clone(), message).maybe_help(help));
            None
        };
        match self.addresses.resolve(name, place) {
            Ok(Target::File { file, .. }) => match self.pictures.responsive(&file) {
                Ok(shown) => {
                    faults.extend(shown.notes.iter().map(|PictureError { message, help }| {
                        let message = format!("`{name}`: {message}");
                        source.warning(span.clone(), message).help(help)
                    }));
                    let (srcset, sizes) = shown.choice(room, |path| self.addresses.href(path));
                    let picture = Picture {
                        src: encode_path(&shown.src),
                        alt,
                        srcset,
                        sizes,
                        width: Some(shown.src_width),
                        height: Some(shown.src_height),
                    };
                    Some(ShownPicture { picture, assets: shown.assets.clone() })
                }
                Err(PictureError { message, help }) => {
                    refuse(faults, format!("`{name}`: {message}"), Some(help))
                }
            },
            Ok(Target::External { href }) => {
                let (srcset, sizes) = Default::default();
                let picture = Picture { src: href, alt, srcset, sizes, width: None, height: None };
                Some(ShownPicture { picture, assets: Vec::new() })
            }
            Ok(Target::Site { .. }) => {
                let help = "put it where its path says in the content folder";
                refuse(faults, format!("there is no file `{name}`"), Some(help.into()))
            }
            Ok(Target::Page { .. } | Target::Translation { .. } | Target::Other { .. }) => {
                let help = "name the file of a picture";
                refuse(faults, format!("`{name}` is not an image"), Some(help.into()))
            }
            Err(broken) => {
                let near = broken.help.filter(|help| help.starts_with("did you mean"));
                let help = || {
                    "put it beside the text, or where its path says in the content folder".into()
                };
                refuse(faults, broken.message, near.or_else(|| Some(help())))
            }
        }
    }
}
