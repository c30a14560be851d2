//! What stands around texts, and how it looks.

use std::{mem, path::Path};

use diagnostics::{Diagnostic, Source};
use images::Asset;
use model::Frame;

use super::{
    files::TextKind, frame, logo, outside, render::RenderedText, site::SiteFile, snippet::Snippets,
    style,
};

/// What stands around the texts and how it looks, put into the settings; gives back the rules that the
/// owner adds to those of the site.
pub(super) fn dress(
    root: &Path,
    shown: &Path,
    file: &mut SiteFile,
    texts: &[RenderedText],
    snippets: Snippets<'_>,
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let Snippets { addresses, with } = snippets;
    let frame = mem::take(&mut file.frame);
    if let Some(source) = &file.source {
        let mut frame = frame;
        let posts = texts.iter().filter(|text| text.draft.kind == TextKind::Post);
        frame.check(source, addresses, posts.map(|text| text.draft.pinnable()), faults);
        let missing = file.settings.frame.missing.take();
        let frame = framed(frame, source, snippets, assets, faults);
        file.settings.frame = Frame { missing, ..frame };
    }
    let logo = (with.pictures, &with.options.cache);
    file.settings.frame.logo = logo::read(root, shown, logo, assets, faults);
    let own = (addresses, &mut file.own_files);
    file.settings.outside = outside::read(root, shown, own, faults);
    let look = (addresses, with.pictures, &mut file.own_files);
    style::read(root, shown, look, assets, faults)
}

/// The frame with what is Markdown in it rendered.
fn framed(
    draft: frame::UnresolvedFrame,
    source: &Source,
    snippets: Snippets<'_>,
    assets: &mut Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Frame {
    let foot = draft.foot.map(|text| snippets.value(source, &text, assets, faults));
    let announcement =
        draft.announcement.map(|text| snippets.announcement(source, &text, assets, faults));
    Frame { foot, announcement, ..draft.frame }
}
