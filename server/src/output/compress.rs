//! Beside each text file what a host can send to browsers that unpack it: `.br` and `.gz`.

use std::{io::Write, path::Path};

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::front::{PACKAGE, site_path};
use crate::{
    error::{Error, Result},
    fs,
};

/// Extensions of files that compression makes smaller. Pictures and fonts are compressed already.
const TEXT: [&str; 12] = [
    "css",
    "html",
    "js",
    "json",
    "md",
    "svg",
    "toml",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
    "xsl",
];

/// Every reader downloads what is in the package, and it changes rarely: nothing is too much.
const BEST: i32 = 11;
/// Pages are many: near to the best in a small part of the time.
const FAST: i32 = 9;

/// Compresses what is worth it, and gives back how many files that added.
pub fn compress(site: &Path) -> Result<usize> {
    let files = fs::files_below(site)?;
    let added = files
        .par_iter()
        .filter(|file| is_text(file))
        .map(|file| compress_one(site, file));
    added.sum()
}

fn is_text(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| TEXT.contains(&extension))
}

fn compress_one(site: &Path, file: &Path) -> Result<usize> {
    let bytes = fs::read(file)?;
    let in_package = site_path(site, file).is_some_and(|path| path.starts_with(PACKAGE));
    let quality = if in_package { BEST } else { FAST };
    let packed = |reason: std::io::Error| Error::file("compress", file, &reason);
    let mut added = 0;
    for (extension, smaller) in [
        ("br", brotli(&bytes, quality).map_err(packed)?),
        ("gz", gzip(&bytes).map_err(packed)?),
    ] {
        if smaller.len() < bytes.len() {
            let mut name = file.as_os_str().to_owned();
            name.push(format!(".{extension}"));
            fs::write_new(Path::new(&name), &smaller)?;
            added += 1;
        }
    }
    Ok(added)
}

fn brotli(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut smaller = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut smaller, &parameters)?;
    Ok(smaller)
}

/// Without a time in its header, so that the same input gives the same file.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::output::Folder;

    #[test]
    fn only_what_gets_smaller_is_kept_and_unpacks_to_the_same() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        let text = "the same words again and ".repeat(100);
        site.write("/a.html", &text).expect("written");
        site.write("/tiny.txt", "x").expect("written");
        site.write("/photo.jpg", &text).expect("written");
        assert_eq!(compress(temp.path()).expect("compressed"), 2);

        let gz = fs::read(&temp.path().join("a.html.gz")).expect("there");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*gz)
            .read_to_string(&mut unpacked)
            .expect("gzip");
        assert_eq!(unpacked, text);
        assert_eq!(gz[4..8], [0; 4], "no time in the header");

        let br = fs::read(&temp.path().join("a.html.br")).expect("there");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*br, &mut unpacked).expect("brotli");
        assert_eq!(unpacked, text.as_bytes());
        assert!(!temp.path().join("tiny.txt.gz").exists());
    }
}
