//! Rules of the blog's own, which beat those of the site: `content/style.css`.

use std::path::Path;

use css::{Sheet, StyleFault};
use diagnostics::{Diagnostic, Source, Span};
use images::{Asset, PictureError, Pictures, is_called_picture};
use urls::link::{decode, encode_path, scheme};

use super::{
    addresses::Addresses,
    ids,
    own_files::{OwnFiles, Wrong},
};

const FILE: &str = "style.css";
/// How many faults are told of it.
const TOLD: usize = 100;

/// Reads the file, if it is there. The fonts that it names go to `own_files`, the pictures to `assets`.
pub(super) fn read(
    root: &Path,
    shown: &Path,
    beside: (&Addresses, &Pictures, &mut OwnFiles),
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let source = ids::read_file(root, shown, FILE, faults)?;
    let (sheet, wrong) = css::read(source.text());
    report(&source, wrong, faults);
    Some(write(&source, &sheet, beside, assets, faults))
}

fn report(source: &Source, wrong: Vec<StyleFault>, faults: &mut Vec<Diagnostic>) {
    let more = wrong.len().saturating_sub(TOLD);
    for StyleFault { span, message, help } in wrong.into_iter().take(TOLD) {
        faults.push(source.error(span, message).help(help));
    }
    if more > 0 {
        let message = format!("{more} more faults are not told: is this a style sheet?");
        faults.push(Diagnostic::of_file(source.path(), message));
    }
}

fn write(
    source: &Source,
    sheet: &Sheet,
    (addresses, pictures, own_files): (&Addresses, &Pictures, &mut OwnFiles),
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> String {
    sheet.write(|address, span| match find(address, pictures, own_files) {
        Ok(UrlTarget::AsItIs) => address.to_owned(),
        Ok(UrlTarget::Font(path)) => addresses.href(&path),
        Ok(UrlTarget::Picture { path, more, notes }) => {
            assets.extend(more);
            faults.extend(notes.into_iter().map(|note| warning(source, span, address, note)));
            addresses.href(&encode_path(&path))
        }
        Err((message, help)) => {
            faults.push(source.error(span.clone(), message).maybe_help(help));
            String::new()
        }
    })
}

/// What an address in the sheet leads to.
enum UrlTarget {
    AsItIs,
    /// Its path on the site.
    Font(String),
    /// Likewise, its files, and what its owner should know.
    Picture {
        path: String,
        more: Vec<Asset>,
        notes: Vec<PictureError>,
    },
}

fn find(address: &str, pictures: &Pictures, own_files: &mut OwnFiles) -> Result<UrlTarget, Wrong> {
    if address.starts_with('#') || address.starts_with("data:image/") {
        return Ok(UrlTarget::AsItIs);
    }
    if address.starts_with("//") || scheme(address).is_some() {
        let message =
            format!("`{}` lies elsewhere, and nothing is loaded from there", short(address));
        let help = "put the file into the content folder and name it from there: url(\"fonts/inter.woff2\")";
        return Err((message, Some(help.into())));
    }
    let name = decode(address.split(['?', '#']).next().unwrap_or_default());
    if !is_called_picture(Path::new(&name)) {
        return own_files.publish(&name).map(|font| UrlTarget::Font(font.path));
    }
    let file = own_files.find(&name)?;
    let picture = pictures
        .original(&file)
        .map_err(|PictureError { message, help }| (format!("`{name}`: {message}"), Some(help)))?;
    let (path, more, notes) = (picture.src.clone(), picture.assets.clone(), picture.notes.clone());
    Ok(UrlTarget::Picture { path, more, notes })
}

fn warning(
    source: &Source,
    span: &Span,
    name: &str,
    PictureError { message, help }: PictureError,
) -> Diagnostic {
    source.warning(span.clone(), format!("`{name}`: {message}")).help(help)
}

/// The beginning of an address.
fn short(address: &str) -> String {
    address.chars().take(60).collect()
}
