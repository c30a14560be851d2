//! Gzip: whole files, and pages of which a part is compressed already. Without a time in its header, so that
//! the same input gives the same file.

use std::io::{self, Write};

use flate2::{Compress, Compression, Crc, FlushCompress, GzBuilder};
use store::Key;

use super::{
    VERSION,
    opening::{PageParts, Shared},
};

/// The effort spent on what pages share.
const SHARED: u32 = 9;

/// What a file begins with: deflated, nothing told of it, by nobody in particular (RFC 1952, 2.3).
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// How far back a stream can refer, in bytes.
const REACH: usize = 1 << 15;

/// Compresses a file.
pub(super) fn compress_whole(bytes: &[u8], level: u32) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(level));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Compresses a page, of which other pages share the beginning.
pub(super) fn page(parts: PageParts<'_>, level: u32, shared: &Shared<'_>) -> io::Result<Vec<u8>> {
    let PageParts { start, title, style, rest, before } = parts;
    let shared = |bytes: &[u8]| {
        let key = Key::of([b"deflate of a part".as_slice(), VERSION.as_bytes(), bytes]);
        shared.get(key, || deflate(bytes, SHARED, &[], FlushCompress::Sync))
    };
    let mut file = HEADER.to_vec();
    file.extend(shared(start)?);
    file.extend(uncompressed(title));
    file.extend(shared(style)?);
    let known = &before[before.len().saturating_sub(REACH)..];
    file.extend(deflate(rest, level, known, FlushCompress::Finish)?);
    let mut sum = Crc::new();
    sum.update(before);
    sum.update(rest);
    file.extend(sum.sum().to_le_bytes());
    file.extend(sum.amount().to_le_bytes());
    Ok(file)
}

/// A block that stands as it is (RFC 1951, 3.2.4).
fn uncompressed(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len() as u16;
    [&[0], length.to_le_bytes().as_slice(), &(!length).to_le_bytes(), bytes].concat()
}

/// Compresses bytes behind some that are `known`.
fn deflate(bytes: &[u8], level: u32, known: &[u8], end: FlushCompress) -> io::Result<Vec<u8>> {
    let mut stream = Compress::new(Compression::new(level), false);
    if !known.is_empty() {
        stream.set_dictionary(known)?;
    }
    let mut smaller = Vec::new();
    loop {
        smaller.reserve(bytes.len() / 2 + 64);
        stream.compress_vec(&bytes[stream.total_in() as usize..], &mut smaller, end)?;
        if smaller.len() < smaller.capacity() {
            return Ok(smaller);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use store::Cache;

    use super::*;

    #[test]
    fn a_page_in_parts_unpacks_to_the_same() {
        let rules: String = (0..400).map(|at| format!(".c{at}{{margin:{}px}}", at % 7)).collect();
        let cache = Cache::default();
        let shared = Shared::new(&cache);
        let long: String =
            (0..9000).map(|at| format!("<p>Paragraph {at} of the text</p>")).collect();
        for (at, text) in ["", "x", "The same words again. ", &long].iter().enumerate() {
            let page = format!("<title>Number {at}</title><style>{rules}</style>{text}");
            let parts = PageParts::of(page.as_bytes()).expect("parts");
            let packed = super::page(parts, 6, &shared).expect("compressed");
            let mut unpacked = String::new();
            GzDecoder::new(&*packed).read_to_string(&mut unpacked).expect("gzip");
            assert!(unpacked == page, "{at}");
            let whole = compress_whole(page.as_bytes(), 6).expect("compressed");
            assert_eq!(packed[..10], whole[..10]);
            assert!(packed.len() < whole.len() + 40, "{} and {}", packed.len(), whole.len());
        }
    }
}
