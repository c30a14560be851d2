//! Beside each text file what a host can send to browsers that unpack it: `.br` and `.gz`.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::{Folder, front::PACKAGE};
use crate::{
    cache::Key,
    error::{Error, Result},
    progress,
};

/// Extensions of files that compression makes smaller. Pictures and fonts are compressed already.
const TEXT: [&str; 12] =
    ["css", "html", "js", "json", "md", "svg", "toml", "txt", "wasm", "webmanifest", "xml", "xsl"];

/// As small as brotli gets it, a tenth smaller than the quicker level: a millisecond a kilobyte.
const BEST: i32 = 11;
/// The levels between this and the best take up to seven times as long and gain half a per cent.
const QUICK: i32 = 5;
/// More pages than this, in bytes, are compressed quickly, so that nobody has to wait: at the best
/// level this much takes two cores a second. So is a script or an app of this size, which is none
/// that was built for readers.
const LARGE: u64 = 2 << 20;

/// Compresses every text file, so that a host never has to ask whether one is.
pub fn compress(site: &Folder) -> Result<()> {
    let mut files = site.paths();
    files.retain(|file| is_text(file));
    let of = |kind: Kind| files.iter().filter(move |file| Kind::of(file) == kind);
    let for_pages = quality(of(Kind::Page).map(|file| site.size(file)).sum());
    let stage = progress::stage("Compressing", files.len(), "file");
    files.par_iter().try_for_each(|file| {
        stage.step();
        let quality = match Kind::of(file) {
            Kind::Page => for_pages,
            // Every reader downloads the package; each file counts for itself.
            Kind::Package => quality(site.size(file)),
            // Fetched by machines, with the texts of many posts.
            Kind::Feed => QUICK,
        };
        compress_one(site, file, quality)
    })
}

/// What a file is, as far as the effort spent on it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Package,
    Feed,
    Page,
}

impl Kind {
    fn of(path: &str) -> Self {
        let feed = ["/feed.xml", "/feed.json", "/rss.xml"].iter().any(|name| path.ends_with(name));
        match path {
            _ if path.starts_with(PACKAGE) => Self::Package,
            _ if feed => Self::Feed,
            _ => Self::Page,
        }
    }
}

fn quality(size: u64) -> i32 {
    if size > LARGE { QUICK } else { BEST }
}

/// Whether a file is text to be packed, as far as its name tells.
pub fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

fn compress_one(site: &Folder, path: &str, quality: i32) -> Result<()> {
    // Both are decided by what the file was made from.
    let Some(key) = site.key(path) else { return Ok(()) };
    let packed = |reason: std::io::Error| Error::new(format!("can't compress {path}: {reason}"));
    let of_brotli = Key::of([b"brotli".as_slice(), key.bytes(), &quality.to_le_bytes()]);
    site.write_keyed(&format!("{path}.br"), of_brotli, || {
        brotli(&site.read(path)?, quality).map_err(packed)
    })?;
    let of_gzip = Key::of([b"gzip".as_slice(), key.bytes()]);
    site.write_keyed(&format!("{path}.gz"), of_gzip, || gzip(&site.read(path)?).map_err(packed))
}

fn brotli(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut smaller = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut smaller, &parameters)?;
    Ok(smaller)
}

/// Without a time in its header, so that the same input gives the same file.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::fs;

    #[test]
    fn every_text_file_is_packed_and_unpacks_to_the_same() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        let text = "the same words again and ".repeat(100);
        site.write("/a.html", &text).expect("written");
        site.write("/tiny.txt", "x").expect("written");
        site.write("/photo.jpg", &text).expect("written");
        compress(&site).expect("compressed");

        let gz = fs::read(&temp.path().join("a.html.gz")).expect("there");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*gz).read_to_string(&mut unpacked).expect("gzip");
        assert_eq!(unpacked, text);
        assert_eq!(gz[4..8], [0; 4], "no time in the header");

        let br = fs::read(&temp.path().join("a.html.br")).expect("there");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*br, &mut unpacked).expect("brotli");
        assert_eq!(unpacked, text.as_bytes());
        assert!(temp.path().join("tiny.txt.gz").exists());
        assert!(!temp.path().join("photo.jpg.gz").exists());
    }
}
