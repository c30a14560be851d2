//! What stands for the name of the blog in its header: `content/logo.svg`, and for the night
//! `content/logo-dark.svg`.

use std::path::Path;

use diagnostics::{Diagnostic, Source};
use images::{Asset, PictureError, Pictures};
use model::{Logo, Picture};
use store::Cache;

use super::ids;

const DAY: &str = "logo.svg";
const NIGHT: &str = "logo-dark.svg";
/// How many bytes a drawing may have that stands in every page.
const SMALL: usize = 8 << 10;

/// Reads the files, if they are there; those that pages show go to `assets`.
pub(super) fn read(
    root: &Path,
    shown: &Path,
    (pictures, cache): (&Pictures, &Cache),
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Logo> {
    let night = ids::read_file(root, shown, NIGHT, faults);
    let Some(day) = ids::read_file(root, shown, DAY, faults) else {
        if let Some(night) = night {
            let fault = Diagnostic::of_file(night.path(), "this is a logo for the night alone");
            faults.push(fault.help(format!("put the one for the day beside it, as {DAY}")));
        }
        return None;
    };
    let mut drawing = |source: &Source, name: &str| drawing(root, source, name, pictures, faults);
    let (day_picture, files) = drawing(&day, DAY)?;
    // What takes the colour of the text fits the day and the night, but only within the page.
    if night.is_none() && day.text().contains("currentColor") {
        let markup = files.first().and_then(|file| file.read(cache).ok());
        let markup = String::from_utf8(markup.unwrap_or_default()).ok()?;
        return inline(&day, &markup, faults);
    }
    assets.extend(files);
    let night = night.and_then(|night| {
        let (picture, files) = drawing(&night, NIGHT)?;
        assets.extend(files);
        Some(picture)
    });
    Some(Logo::File { day: day_picture, night })
}

fn drawing(
    root: &Path,
    source: &Source,
    name: &str,
    pictures: &Pictures,
    faults: &mut Vec<Diagnostic>,
) -> Option<(Picture, Vec<Asset>)> {
    let shown = match pictures.original(&root.join(name)) {
        Ok(shown) if shown.src.ends_with(".svg") => shown,
        Ok(_) => {
            let fault = Diagnostic::of_file(source.path(), "this is no drawing");
            faults.push(fault.help("save the logo as SVG"));
            return None;
        }
        Err(PictureError { message, help }) => {
            faults.push(Diagnostic::of_file(source.path(), message).help(help));
            return None;
        }
    };
    for PictureError { message, help } in &shown.notes {
        faults.push(Diagnostic::warning_of_file(source.path(), message.clone()).help(help.clone()));
    }
    let (width, height) = (Some(shown.width), Some(shown.height));
    let picture = Picture { src: shown.src.clone(), width, height, ..Picture::default() };
    Some((picture, shown.assets.clone()))
}

/// A drawing as a part of every page: there the policy blocks styles, and other drawings may have the
/// same names in them.
fn inline(source: &Source, markup: &str, faults: &mut Vec<Diagnostic>) -> Option<Logo> {
    let text = source.text();
    for (mark, what) in [("<style", "a style sheet"), ("style=", "`style`"), (" id=", "an `id`")] {
        if let Some(at) = text.find(mark) {
            let message = format!(
                "a logo in the colour of the text stands in the page, and this one has {what}"
            );
            let help = format!(
                "write colours as attributes, such as fill=\"currentColor\"; or draw a second one, {NIGHT}"
            );
            let at = at + mark.len() - mark.trim_start().len();
            faults.push(source.error(at..at + mark.trim_start().len(), message).help(help));
            return None;
        }
    }
    if markup.len() > SMALL {
        let message = format!(
            "a logo in the colour of the text stands in every page, and this one has more than {} KiB",
            SMALL >> 10
        );
        let help = format!("draw it with fewer points, or draw a second one, {NIGHT}");
        faults.push(Diagnostic::of_file(source.path(), message).help(help));
        return None;
    }
    Some(Logo::Inline(markup.trim_end().to_owned()))
}
