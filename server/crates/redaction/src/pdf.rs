//! What a PDF says beside its pages: who made it and with what (the document information and XMP), bookmarks, notes,
//! where links lead. Some of that is compressed, and of two bytes a character.
//!
//! The words on a page are glyphs of a font, placed one by one: they are not read.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// How many bytes compressed parts may have, all together, when they are not compressed.
const ROOM: u64 = 16 << 20;
/// Where its mark stands at the latest.
const HEAD: usize = 1024;

pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(HEAD)], b"%PDF-").is_some()
}

/// All of that, a line each.
pub(crate) fn words(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut rest, mut room) = (bytes, ROOM);
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = (&rest[..at], &rest[at + b"stream".len()..]);
        strings(before, &mut text);
        let end = find(after, b"endstream").unwrap_or(after.len());
        part(before, after[..end].trim_ascii_start(), &mut room, &mut text);
        rest = after.get(end + b"endstream".len()..).unwrap_or_default();
    }
    strings(rest, &mut text);
    text
}

/// A stream: what the dictionary before it says of it decides what is read.
fn part(before: &[u8], stream: &[u8], room: &mut u64, text: &mut String) {
    let begins = before.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    let says = |name: &[u8]| find(&before[begins..], name).is_some();
    let (is_metadata, holds_objects) = (says(b"/Metadata"), says(b"/ObjStm"));
    let mut inflated = Vec::new();
    let content = match says(b"/Filter") {
        false => stream,
        true if (is_metadata || holds_objects) && says(b"/FlateDecode") => {
            // What can be read of a broken one is read.
            let _ = ZlibDecoder::new(stream).take(*room).read_to_end(&mut inflated);
            *room = room.saturating_sub(inflated.len() as u64);
            &inflated
        }
        true => return,
    };
    if is_metadata {
        text.push_str(&String::from_utf8_lossy(content));
        text.push('\n');
    } else {
        strings(content, text);
    }
}

/// The strings among objects: `(…)`, in which characters may be escaped, and `<…>` of hexadecimal digits.
fn strings(objects: &[u8], text: &mut String) {
    let mut at = 0;
    while let Some(byte) = objects.get(at) {
        at += 1;
        let string = match byte {
            b'(' => literal(objects, &mut at),
            b'<' if objects.get(at) != Some(&b'<') => hexadecimal(objects, &mut at),
            b'<' => {
                at += 1;
                continue;
            }
            _ => continue,
        };
        text.push_str(&decoded(&string));
        text.push('\n');
    }
}

/// The bytes of a string in brackets, from behind the first of them.
fn literal(objects: &[u8], at: &mut usize) -> Vec<u8> {
    let (mut string, mut depth) = (Vec::new(), 1_usize);
    while let Some(&byte) = objects.get(*at) {
        *at += 1;
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => {
                string.extend(escaped(objects, at));
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        string.push(byte);
    }
    string
}

/// The byte that an escape stands for, from behind its stroke; none where a line goes on.
fn escaped(objects: &[u8], at: &mut usize) -> Option<u8> {
    let byte = *objects.get(*at)?;
    *at += 1;
    match byte {
        b'n' | b'r' | b't' | b'b' | b'f' => Some(b' '),
        b'\r' | b'\n' => None,
        b'0'..=b'7' => {
            let mut value = u32::from(byte - b'0');
            for _ in 0..2 {
                let Some(digit @ b'0'..=b'7') = objects.get(*at) else { break };
                value = value * 8 + u32::from(digit - b'0');
                *at += 1;
            }
            u8::try_from(value & 0xff).ok()
        }
        other => Some(other),
    }
}

/// The bytes of a string of hexadecimal digits.
fn hexadecimal(objects: &[u8], at: &mut usize) -> Vec<u8> {
    let end = objects[*at..].iter().position(|byte| *byte == b'>');
    let inner = &objects[*at..end.map_or(objects.len(), |end| *at + end)];
    *at += inner.len() + 1;
    let digits: Vec<u32> = inner.iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let byte = |pair: &[u32]| pair[0] * 16 + pair.get(1).unwrap_or(&0);
    digits.chunks(2).filter_map(|pair| u8::try_from(byte(pair)).ok()).collect()
}

/// The characters of a string: UTF-16 or UTF-8 where it says so, else one a byte.
fn decoded(string: &[u8]) -> String {
    let text: String = match string {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => string.iter().copied().map(char::from).collect(),
    };
    text.replace(char::is_control, " ")
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}
