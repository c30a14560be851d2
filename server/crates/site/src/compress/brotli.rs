//! Brotli: whole files, and pages of which a part is compressed already.

use std::io;

use ::brotli::enc::{
    BrotliEncoderParams, StandardAlloc,
    backward_references::UnionHasher,
    encode::{BrotliEncoderMaxCompressedSize, BrotliEncoderOperation, BrotliEncoderStateStruct},
};
use store::Key;

use super::{
    VERSION,
    opening::{PageParts, Shared},
};

/// The windows that brotli is given, as powers of two. With a smaller one it looks for what came before in
/// a way that takes it nearly twenty times as long, and finds less; more than the largest costs memory.
const SMALLEST_WINDOW: i32 = 17;
const LARGEST_WINDOW: i32 = 22;

/// The effort spent on what pages share: as small as it gets for the style, and for the little before it
/// nearly so.
const SHARED: i32 = 11;
const START: i32 = 9;

/// The end of a stream, and nothing before it (RFC 7932, 9.2).
const END: u8 = 0b11;

/// Compresses a file.
pub(super) fn compress_whole(bytes: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        // A window that is larger than the file saves nothing, and costs the memory to clear it.
        lgwin: window(bytes.len()),
        ..BrotliEncoderParams::default()
    };
    encode(bytes, parameters, &[])
}

/// Compresses a page, of which other pages share the beginning.
pub(super) fn page(parts: PageParts<'_>, quality: i32, shared: &Shared<'_>) -> io::Result<Vec<u8>> {
    let PageParts { start, title, style, rest, before } = parts;
    // A piece of a stream, from the start of a byte to the end of one.
    let piece = |bytes: &[u8], quality| BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        lgwin: window(before.len() + rest.len()),
        bare_stream: true,
        ..BrotliEncoderParams::default()
    };
    // Such as holds anywhere in a stream.
    let inner =
        |bytes: &[u8], quality| BrotliEncoderParams { catable: true, ..piece(bytes, quality) };
    let key = |bytes: &[u8], parameters: &BrotliEncoderParams| {
        let how = [parameters.quality, parameters.lgwin, parameters.catable.into()];
        let how = how.map(i32::to_le_bytes).concat();
        Key::of([b"brotli of a part".as_slice(), VERSION.as_bytes(), &how, bytes])
    };
    let shared = |bytes: &[u8], parameters: BrotliEncoderParams| {
        shared.get(key(bytes, &parameters), || encode(bytes, parameters, &[]))
    };
    let mut stream = shared(start, piece(start, START))?;
    stream.extend(uncompressed(title));
    stream.extend(shared(style, inner(style, SHARED))?);
    stream.extend(encode(rest, inner(rest, quality), before)?);
    stream.push(END);
    Ok(stream)
}

/// A piece of a stream that stands as it is (RFC 7932, 9.2): of a title that is what costs least.
fn uncompressed(bytes: &[u8]) -> Vec<u8> {
    let header = ((bytes.len() as u32 - 1) << 3) | (1 << 19);
    [&header.to_le_bytes()[..3], bytes].concat()
}

/// Compresses bytes that stand `before` others of their stream.
fn encode(bytes: &[u8], parameters: BrotliEncoderParams, before: &[u8]) -> io::Result<Vec<u8>> {
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    state.params = parameters;
    if !before.is_empty() {
        let hasher = UnionHasher::Uninit;
        state.set_custom_dictionary_with_optional_precomputed_hasher(
            before.len(),
            before,
            hasher,
            true,
        );
        // All that is before is known, and so is what its own dictionary stands for here.
        state.params.use_dictionary = true;
    }
    let mut smaller = vec![0; BrotliEncoderMaxCompressedSize(bytes.len()) + 64];
    let (mut left, mut read, mut room, mut written) = (bytes.len(), 0, smaller.len(), 0);
    while !state.is_finished() {
        let goes_on = state.compress_stream(
            BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
            &mut left,
            bytes,
            &mut read,
            &mut room,
            &mut smaller,
            &mut written,
            &mut None,
            &mut |_, _, _, _| (),
        );
        if !goes_on || room == 0 {
            return Err(io::Error::other("brotli gave up"));
        }
    }
    smaller.truncate(written);
    Ok(smaller)
}

/// The smallest window that holds a file, as the power of two: brotli leaves 16 bytes of it unused
/// (RFC 7932, 9.1).
fn window(size: usize) -> i32 {
    let mut windows = SMALLEST_WINDOW..LARGEST_WINDOW;
    let holds = windows.find(|bits| (1_usize << bits) - 16 >= size);
    holds.unwrap_or(LARGEST_WINDOW)
}

#[cfg(test)]
mod tests {
    use store::Cache;

    use super::*;

    #[test]
    fn a_window_holds_the_file() {
        for (size, bits) in [(0, 17), (131_056, 17), (131_057, 18), (usize::MAX, 22)] {
            assert_eq!(window(size), bits, "{size}");
        }
    }

    #[test]
    fn a_page_in_parts_unpacks_to_the_same() {
        let rules: String =
            (0..400).map(|at| format!(".c{at}{{margin:{}px;color:#{at:06x}}}", at % 7)).collect();
        let cache = Cache::default();
        let shared = Shared::new(&cache);
        // Short, longer than the window of shorter ones, and what brotli doesn't compress.
        let noise = |count: u32| -> String {
            (0..count)
                .map(|at| char::from(33 + (at.wrapping_mul(2_654_435_761) >> 24) as u8 % 90))
                .collect()
        };
        let texts = [
            String::new(),
            "x".to_owned(),
            "The time of the people in the government. ".repeat(30),
            (0..9000).map(|at| format!("<p>Paragraph {at} of the text</p>")).collect(),
            noise(30_000),
            noise(3),
        ];
        for (at, text) in texts.iter().enumerate() {
            let page = format!(
                "<!DOCTYPE html><html lang=\"en\"><title>Number {at}</title><style>{rules}</style>{text}"
            );
            let parts = PageParts::of(page.as_bytes()).expect("parts");
            for quality in [4, 5, 9, 11] {
                let packed = super::page(parts, quality, &shared).expect("compressed");
                let mut unpacked = Vec::new();
                ::brotli::BrotliDecompress(&mut &*packed, &mut unpacked).expect("brotli");
                assert!(unpacked == page.as_bytes(), "{at} at level {quality}");
                let whole = compress_whole(page.as_bytes(), quality).expect("compressed");
                assert!(packed.len() < whole.len() + 200, "{} and {}", packed.len(), whole.len());
            }
        }
    }
}
