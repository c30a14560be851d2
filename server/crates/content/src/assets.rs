//! The files that pages need.

use std::{fs::File, path::Path};

use diagnostics::{Diagnostic, unreadable};
use images::{Asset, AssetForm};
use model::routes::MEDIA;
use store::Key;

use super::{addresses::Addresses, render::RenderedText, resources};

/// The files that texts need, and some more.
pub(super) fn assets(
    root: &Path,
    texts: &[RenderedText],
    more: impl Iterator<Item = Asset>,
    addresses: &Addresses,
) -> Vec<Asset> {
    let mut assets: Vec<Asset> = texts
        .iter()
        .flat_map(|RenderedText { made, .. }| {
            made.cover_files.iter().chain(&made.rendered.assets).cloned()
        })
        .chain(more)
        .collect();
    assets.extend(resources::needed(root, texts, &assets, addresses));
    together(assets)
}

/// Files in the order of their paths, each once.
pub(super) fn together(mut assets: Vec<Asset>) -> Vec<Asset> {
    assets.sort();
    // One picture under one name, found in two ways.
    assets.dedup_by(|a, b| a.path == b.path && (a == b || made(a).is_some() && made(a) == made(b)));
    assets
}

/// They are named by their content, so no other file can have the address of one.
pub(super) fn add_own(assets: &mut Vec<Asset>, own: Vec<Asset>) {
    assets.extend(own);
    assets.sort();
    assets.dedup_by(|a, b| a.path == b.path && a.form == AssetForm::Whole);
}

/// Every file has an address of its own: what no link leads to is held against that here.
pub(super) fn check_assets(
    root: &Path,
    shown: &Path,
    assets: &[Asset],
    addresses: &Addresses,
    faults: &mut Vec<Diagnostic>,
) {
    let mut last = None;
    for asset in assets {
        let Asset { path, source, .. } = asset;
        let is_named_by_content = made(asset).is_some() && path.starts_with(MEDIA);
        let taken = addresses.conflict_at(path).filter(|_| !is_named_by_content);
        let twice =
            || (last == Some(path)).then(|| "is the address of another file too".to_owned());
        let reason = taken.or_else(twice);
        last = Some(path);
        let file = || shown.join(source.strip_prefix(root).unwrap_or(source));
        // What is made of a picture was read already.
        if asset.form == AssetForm::Whole
            && let Err(reason) = File::open(source)
        {
            faults.push(unreadable(&file(), &reason));
        }
        if let Some(reason) = reason {
            let file = file();
            let message = format!("no file can be published at `{path}`, which {reason}");
            let help = "give the file, or its folder, another name";
            faults.push(Diagnostic::of_file(file, message).help(help));
        }
    }
}

/// What names the content of a file that is made.
fn made(asset: &Asset) -> Option<Key> {
    match asset.form {
        AssetForm::Made { key, .. } => Some(key),
        AssetForm::Whole => None,
    }
}
