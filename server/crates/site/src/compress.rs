//! Beside each text file what a host can send to browsers that unpack it: `.br` and `.gz`.

mod brotli;
mod gzip;
mod opening;

use std::{cell::OnceCell, io};

use diagnostics::{Error, Result, progress};
use rayon::prelude::*;
use store::{Cache, Key};

use self::opening::{PageParts, Shared};
use super::{Folder, front::PACKAGE};

/// How much effort is spent on a file: levels of brotli and of gzip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Effort {
    brotli: i32,
    gzip: u32,
}

/// As small as brotli gets it, a tenth smaller than the quicker level: a millisecond a kilobyte.
const BEST: Effort = Effort { brotli: 11, gzip: 9 };
/// The levels of brotli from here to the ninth take up to fifteen times as long and gain half a per
/// cent; those of gzip up to twice as long, for as little.
const QUICK: Effort = Effort { brotli: 5, gzip: 5 };
/// More pages than this, in bytes, are compressed quickly, so that nobody has to wait: at the best
/// level this much takes two cores a second. So is a script or an app of this size, which is none
/// that was built for readers.
const LARGE: u64 = 2 << 20;

/// To be counted up whenever what compresses comes out otherwise than before.
const VERSION: &str = "packed 3";

/// Compresses every text file, so that a host never has to ask whether one is. What the cache has of
/// an earlier build, be it of another folder, is not compressed again.
///
/// # Errors
///
/// When a file can't be read or written.
pub fn compress(site: &Folder, cache: &Cache) -> Result<()> {
    let mut files = site.paths();
    files.retain(|file| hosting::is_text(file));
    let of = |kind: CompressionClass| {
        files.iter().filter(move |file| CompressionClass::of(file) == kind)
    };
    let for_pages = effort(of(CompressionClass::Page).map(|file| site.size(file)).sum());
    let with = (cache, &Shared::new(cache));
    let stage = progress::stage("Compressing", files.len(), "file");
    files.par_iter().try_for_each(|file| {
        stage.step();
        let effort = match CompressionClass::of(file) {
            CompressionClass::Page => for_pages,
            // Every reader downloads the package; each file counts for itself.
            CompressionClass::Package => effort(site.size(file)),
            // Fetched by machines, with the texts of many posts.
            CompressionClass::Feed => QUICK,
        };
        compress_one(site, with, file, effort)
    })
}

/// What a file is, as far as the effort spent on it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CompressionClass {
    Package,
    Feed,
    Page,
}

impl CompressionClass {
    fn of(path: &str) -> Self {
        let feed = ["/feed.xml", "/feed.json", "/rss.xml"].iter().any(|name| path.ends_with(name));
        match path {
            _ if path.starts_with(PACKAGE) => Self::Package,
            _ if feed => Self::Feed,
            _ => Self::Page,
        }
    }
}

fn effort(size: u64) -> Effort {
    if size > LARGE { QUICK } else { BEST }
}

/// Where results are kept, for this build and for others.
type With<'a> = (&'a Cache, &'a Shared<'a>);

fn compress_one(site: &Folder, with: With<'_>, path: &str, effort: Effort) -> Result<()> {
    // Both are decided by what the file was made from.
    let Some(key) = site.key(path) else { return Ok(()) };
    let of_brotli = Key::of([b"brotli".as_slice(), key.bytes(), &effort.brotli.to_le_bytes()]);
    let of_gzip = Key::of([b"gzip".as_slice(), key.bytes(), &effort.gzip.to_le_bytes()]);
    let made = OnceCell::new();
    let packed = || match made.get() {
        Some(packed) => Ok(packed),
        None => Packed::of(site, with, path, effort).map(|packed| made.get_or_init(|| packed)),
    };
    site.write_keyed(&format!("{path}.br"), of_brotli, || Ok(packed()?.brotli()))?;
    site.write_keyed(&format!("{path}.gz"), of_gzip, || Ok(packed()?.gzip()))
}

/// A file in both forms, one after the other as the cache has them: two entries would cost twice as
/// many files.
struct Packed {
    bytes: Vec<u8>,
    /// Where the second begins.
    gzip: usize,
}

impl Packed {
    /// How many bytes at the end say where the second form begins.
    const PLACE: usize = size_of::<u64>();

    fn of(site: &Folder, (cache, shared): With<'_>, path: &str, effort: Effort) -> Result<Self> {
        // The page of a text names more than its file holds, such as the folder of the site: what is
        // kept for any folder is named by the bytes alone.
        let key = Self::key(site.bytes_name(path)?, effort);
        let failed = |reason: io::Error| Error::new(format!("can't compress {path}: {reason}"));
        let make = || Self::make(&site.read(path)?, shared, effort).map_err(failed);
        Self::read(cache.get_or_make(key, make)?)
            .ok_or_else(|| Error::new(format!("can't compress {path}")))
    }

    /// Compresses a file, as the cache has it.
    fn make(bytes: &[u8], shared: &Shared<'_>, effort: Effort) -> io::Result<Vec<u8>> {
        let Effort { brotli: quality, gzip: level } = effort;
        // At the best level a page gains more from being seen as a whole.
        let parts = (effort == QUICK).then(|| PageParts::of(bytes)).flatten();
        let (mut both, gzip) = match parts {
            Some(parts) => {
                (brotli::page(parts, quality, shared)?, gzip::page(parts, level, shared)?)
            }
            None => (brotli::compress_whole(bytes, quality)?, gzip::compress_whole(bytes, level)?),
        };
        let place = (both.len() as u64).to_le_bytes();
        both.extend(gzip);
        both.extend(place);
        Ok(both)
    }

    /// What the cache has a file under that holds bytes with a name.
    fn key(bytes: Key, Effort { brotli, gzip }: Effort) -> Key {
        let levels = [brotli.to_le_bytes(), gzip.to_le_bytes()].concat();
        Key::of([VERSION.as_bytes(), &levels, bytes.bytes()])
    }

    fn read(mut bytes: Vec<u8>) -> Option<Self> {
        let end = bytes.len().checked_sub(Self::PLACE)?;
        let place = u64::from_le_bytes(bytes[end..].try_into().ok()?);
        bytes.truncate(end);
        let gzip = usize::try_from(place).ok().filter(|place| *place <= end)?;
        Some(Self { bytes, gzip })
    }

    fn brotli(&self) -> &[u8] {
        &self.bytes[..self.gzip]
    }

    fn gzip(&self) -> &[u8] {
        &self.bytes[self.gzip..]
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use store::fs;

    use super::*;

    #[test]
    fn every_text_file_is_packed_and_unpacks_to_the_same() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path().join("site"));
        let text = "the same words again and ".repeat(100);
        site.write("/a.html", &text).expect("written");
        site.write("/tiny.txt", "x").expect("written");
        site.write("/photo.jpg", &text).expect("written");
        let cache = Cache::at(temp.path().join("cache")).expect("a cache");
        compress(&site, &cache).expect("compressed");

        let gz = fs::read(&temp.path().join("site/a.html.gz")).expect("there");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*gz).read_to_string(&mut unpacked).expect("gzip");
        assert_eq!(unpacked, text);
        assert_eq!(gz[4..8], [0; 4], "no time in the header");

        let br = fs::read(&temp.path().join("site/a.html.br")).expect("there");
        let mut unpacked = Vec::new();
        ::brotli::BrotliDecompress(&mut &*br, &mut unpacked).expect("brotli");
        assert_eq!(unpacked, text.as_bytes());
        assert!(temp.path().join("site/tiny.txt.gz").exists());
        assert!(!temp.path().join("site/photo.jpg.gz").exists());
    }

    #[test]
    fn another_folder_gets_what_the_cache_has() {
        let temp = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(temp.path().join("cache")).expect("a cache");
        let packed = |folder: &str| {
            let site = Folder::at(temp.path().join(folder));
            site.write("/a.html", "the same words again and again").expect("written");
            compress(&site, &cache).expect("compressed");
            ["br", "gz"].map(|end| site.read(&format!("/a.html.{end}")).expect("there"))
        };
        let first = packed("one");
        let name = Key::of([b"bytes".as_slice(), b"the same words again and again"]);
        let known = cache.get(Packed::key(name, BEST));
        let known = known.and_then(Packed::read).expect("kept");
        assert_eq!([known.brotli(), known.gzip()], [&*first[0], &*first[1]]);
        assert_eq!(packed("two"), first);
    }
}
