//! Pictures that stand beside a text: the cover of a post, the portrait of an author.

use app::model::Picture;

use super::{
    Asset,
    addresses::{Addresses, Place, Target, encode_path},
    diagnostic::Diagnostic,
    image_size,
    source::{Source, Spanned},
};

/// A picture, and its file if it lies in the content folder.
pub(super) struct Shown {
    pub(super) picture: Picture,
    pub(super) asset: Option<Asset>,
}

/// Finds the picture that a key names: a file, or an address elsewhere. When there is none, that
/// goes to `faults`.
pub(super) fn picture(
    addresses: &Addresses,
    place: Place<'_>,
    source: &Source,
    file: &Spanned<String>,
    alt: String,
    faults: &mut Vec<Diagnostic>,
) -> Option<Shown> {
    let Spanned { value: name, span } = file;
    let mut refuse = |message: String, help: Option<String>| {
        faults.push(source.error(span.clone(), message).maybe_help(help));
        None
    };
    match addresses.resolve(name, place) {
        Ok(Target::File { file, path, .. }) => match image_size::of(&file) {
            Ok((width, height)) => {
                let (width, height) = (u32::try_from(width).ok(), u32::try_from(height).ok());
                let picture = Picture { src: encode_path(&path), alt, width, height };
                Some(Shown { picture, asset: Some(Asset { source: file, path }) })
            }
            Err(what) => {
                refuse(format!("`{name}`: {what}"), Some("is it an image, and whole?".into()))
            }
        },
        Ok(Target::External { href }) => {
            let picture = Picture { src: href, alt, width: None, height: None };
            Some(Shown { picture, asset: None })
        }
        Ok(Target::Unknown { .. }) => {
            let help = "put it where its path says in the content folder";
            refuse(format!("there is no file `{name}`"), Some(help.into()))
        }
        Ok(Target::Page { .. } | Target::Other { .. }) => {
            let help = "name the file of a picture";
            refuse(format!("`{name}` is not an image"), Some(help.into()))
        }
        Err(broken) => {
            let near = broken.help.filter(|help| help.starts_with("did you mean"));
            let help =
                || "put it beside the text, or where its path says in the content folder".into();
            refuse(broken.message, near.or_else(|| Some(help())))
        }
    }
}
