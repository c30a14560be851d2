//! Beside each text file what a host can send to browsers that unpack it: `.br` and `.gz`.

use std::{io::Write, path::Path};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::front::{PACKAGE, site_path};
use crate::{
    error::{Error, Result},
    fs,
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
pub fn compress(site: &Path) -> Result<()> {
    let mut files = fs::files_below(site)?;
    files.retain(|file| is_text(file));
    let of = |kind: Kind| files.iter().filter(move |file| Kind::of(site, file) == kind);
    let for_pages = quality(of(Kind::Page).map(|file| size(file)).sum());
    files.par_iter().try_for_each(|file| {
        let quality = match Kind::of(site, file) {
            Kind::Page => for_pages,
            // Every reader downloads the package; each file counts for itself.
            Kind::Package => quality(size(file)),
            // Fetched by machines, with the texts of many posts.
            Kind::Feed => QUICK,
        };
        compress_one(file, quality)
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
    fn of(site: &Path, file: &Path) -> Self {
        let feed = ["feed.xml", "feed.json", "rss.xml"].iter().any(|name| file.ends_with(name));
        match site_path(site, file) {
            Some(path) if path.starts_with(PACKAGE) => Self::Package,
            _ if feed => Self::Feed,
            _ => Self::Page,
        }
    }
}

fn quality(size: u64) -> i32 {
    if size > LARGE { QUICK } else { BEST }
}

/// How many bytes a file has; one that can't be asked says so when it is read.
fn size(file: &Path) -> u64 {
    file.metadata().map_or(0, |data| data.len())
}

fn is_text(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| TEXT.contains(&extension))
}

fn compress_one(file: &Path, quality: i32) -> Result<()> {
    let bytes = fs::read(file)?;
    let packed = |reason: std::io::Error| Error::file("compress", file, &reason);
    let forms = [("br", brotli(&bytes, quality)), ("gz", gzip(&bytes))];
    for (extension, smaller) in forms {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".{extension}"));
        fs::write_new(Path::new(&name), &smaller.map_err(packed)?)?;
    }
    Ok(())
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
    use crate::output::Folder;

    #[test]
    fn every_text_file_is_packed_and_unpacks_to_the_same() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        let text = "the same words again and ".repeat(100);
        site.write("/a.html", &text).expect("written");
        site.write("/tiny.txt", "x").expect("written");
        site.write("/photo.jpg", &text).expect("written");
        compress(temp.path()).expect("compressed");

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
