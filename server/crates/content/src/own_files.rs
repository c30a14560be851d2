//! Files of the content folder that its look and its frame name: fonts in `[theme]` and `style.css`,
//! scripts in `head.html` and `body-end.html`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use diagnostics::suggest;
use images::Asset;
use model::{Slug, routes::MEDIA};
use store::{fingerprint, fs};
use typeface::Unreadable;
use urls::link::normal;

use super::boundary::{Boundary, PathKind};

/// What a font file begins with, what it is called in a style sheet, and how its name ends.
const KINDS: [(&[u8], &str, &str); 5] = [
    (b"wOF2", "woff2", "woff2"),
    (b"wOFF", "woff", "woff"),
    (b"\0\x01\0\0", "truetype", "ttf"),
    (b"true", "truetype", "ttf"),
    (b"OTTO", "opentype", "otf"),
];

/// What is wrong with the name of a file, and a remedy.
pub(super) type Wrong = (String, Option<String>);

/// A font that is published.
pub(super) struct Font {
    /// Where, as a path on the site.
    pub(super) path: String,
    /// What it is to a browser.
    pub(super) format: &'static str,
    bytes: Vec<u8>,
}

/// Those that somebody asked for.
#[derive(Debug)]
pub(super) struct OwnFiles {
    boundary: Boundary,
    /// Those that were found.
    pub(super) assets: Vec<Asset>,
    /// The fonts among them that text can be measured in, by the paths at which they are published.
    fonts: BTreeMap<String, typeface::Font>,
}

impl OwnFiles {
    /// None yet.
    pub(super) fn of(root: &Path) -> Self {
        Self { boundary: Boundary::of(root), assets: Vec::new(), fonts: BTreeMap::new() }
    }

    /// Finds the file with a name, as a path from the content folder.
    pub(super) fn find(&self, name: &str) -> Result<PathBuf, Wrong> {
        let below = normal(Path::new(name.trim_start_matches('/')));
        let found = below.as_deref().map(|below| self.boundary.look(below));
        match (below, found) {
            (Some(below), Some(PathKind::File)) => Ok(self.boundary.root().join(below)),
            (_, Some(PathKind::Refused(refused))) => {
                Err((format!("`{name}` {}", refused.what()), Some(refused.help().to_owned())))
            }
            (below, _) => {
                let near = below.and_then(|below| self.nearest(&below));
                let help = near.unwrap_or_else(|| {
                    "name a file as it lies from the content folder, such as fonts/inter.woff2"
                        .into()
                });
                Err((format!("there is no file `{name}`"), Some(help)))
            }
        }
    }

    /// A font under a name that its content decides.
    pub(super) fn publish(&mut self, name: &str) -> Result<Font, Wrong> {
        let file = self.find(name)?;
        let bytes = fs::read(&file).map_err(|reason| (reason.to_string(), None))?;
        let kind = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic));
        let Some((_, format, extension)) = kind else {
            let help = "save it as WOFF2, which is smaller than the others, or as WOFF, TTF or OTF";
            return Err((format!("`{name}` is no font that browsers read"), Some(help.into())));
        };
        let path = self.add(file, &bytes, extension);
        Ok(Font { path, format, bytes })
    }

    /// Notes that a font which is published can be read here as well; else it is a fault.
    pub(super) fn measure(&mut self, font: &Font) -> Result<(), Unreadable> {
        if !self.fonts.contains_key(&font.path) {
            self.fonts.insert(font.path.clone(), typeface::Font::read(&font.bytes)?);
        }
        Ok(())
    }

    /// A font that is published at a path, if it can be read.
    pub(super) fn font(&self, path: &str) -> Option<&typeface::Font> {
        self.fonts.get(path)
    }

    /// A script, likewise.
    pub(super) fn publish_script(&mut self, name: &str) -> Result<String, Wrong> {
        let file = self.find(name)?;
        let bytes = fs::read(&file).map_err(|reason| (reason.to_string(), None))?;
        Ok(self.add(file, &bytes, "js"))
    }

    /// Notes a file under a name that its content decides.
    fn add(&mut self, file: PathBuf, bytes: &[u8], extension: &str) -> String {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let stem = Slug::nearest(&stem).map_or_else(|| "file".into(), |slug| slug.to_string());
        let stem: String = stem.chars().take(60).collect();
        let path = format!("{MEDIA}{stem}.{}.{extension}", fingerprint([bytes]));
        self.assets.push(Asset::whole(file, path.clone()));
        path
    }

    /// A file in the same folder with nearly the same name.
    fn nearest(&self, below: &Path) -> Option<String> {
        let folder = below.parent()?;
        let name = below.file_name()?.to_string_lossy();
        let entries = fs::entries(&self.boundary.root().join(folder)).ok()?;
        let names: Vec<String> = entries
            .iter()
            .filter_map(|entry| Some(entry.file_name()?.to_string_lossy().into_owned()))
            .collect();
        let near = suggest::nearest(&name, names.iter().map(String::as_str))?;
        Some(format!("did you mean `{}`?", folder.join(near).display()))
    }
}
