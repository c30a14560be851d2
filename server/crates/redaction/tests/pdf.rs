//! What a PDF says beside its pages is looked through, compressed or not.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use redaction::{Gate, GateOptions, Rule};

fn compressed(content: &str) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content.as_bytes()).expect("compressed");
    packed.finish().expect("compressed")
}

/// A PDF of one object.
fn pdf(dictionary: &str, stream: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n".to_vec();
    bytes.extend(dictionary.as_bytes());
    if let Some(stream) = stream {
        bytes.extend(b"\nstream\r\n");
        bytes.extend(stream);
        bytes.extend(b"\nendstream");
    }
    bytes.extend(b"\nendobj\nstartxref\n9\n%%EOF\n");
    bytes
}

fn utf16(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

fn found(bytes: &[u8]) -> Vec<Rule> {
    let gate =
        Gate::new(&GateOptions { customers: vec!["Globex".into()], ..GateOptions::default() });
    gate.find_in_bytes(bytes).1.iter().map(|finding| finding.rule).collect()
}

#[test]
fn who_made_it_and_where_is_found_in_every_form() {
    let mail = "jana.kovarova@initech.com";
    let objects = format!("7 0 << /Author {} /Title (Limits) >>", utf16(mail));
    let xmp = format!("<x:xmpmeta><dc:creator>{mail}</dc:creator></x:xmpmeta>");
    let flate = |of: &str| format!("<< /Type /{of} /Filter /FlateDecode >>");
    for (what, bytes) in [
        ("a string", pdf(&format!("<< /Author ({mail}) >>"), None)),
        ("escapes", pdf("<< /Author (jana.\\153ovarova@ini\\\ntech.com) >>", None)),
        ("two bytes a character", pdf(&format!("<< /Author {} >>", utf16(mail)), None)),
        ("XMP", pdf("<< /Type /Metadata >>", Some(xmp.as_bytes()))),
        ("XMP, compressed", pdf(&flate("Metadata"), Some(&compressed(&xmp)))),
        ("objects, compressed", pdf(&flate("ObjStm"), Some(&compressed(&objects)))),
    ] {
        assert_eq!(found(&bytes), [Rule::Email], "{what}");
    }
    assert_eq!(found(&pdf("<< /Creator (Writer at Globex \\(Brno\\)) >>", None)), [Rule::Customer]);
}

#[test]
fn what_is_drawn_or_broken_is_nothing() {
    let mail = "BT (jana.kovarova@initech.com) Tj ET";
    let page = pdf("<< /Filter /FlateDecode >>", Some(&compressed(mail)));
    assert!(found(&page).is_empty());
    let objects = compressed("7 0 << /Author (jana.kovarova@initech.com) >>");
    let whole = pdf("<< /Type /ObjStm /Filter /FlateDecode >>", Some(&objects));
    for end in 0..whole.len() {
        found(&whole[..end]);
    }
    for byte in 0..whole.len() {
        let mut other = whole.clone();
        other[byte] = other[byte].wrapping_add(97);
        found(&other);
    }
}

#[test]
fn what_is_compressed_takes_bounded_room_and_time() {
    let much = compressed(&"(a) ".repeat(5 << 20));
    let bytes = pdf("<< /Type /ObjStm /Filter /FlateDecode >>", Some(&much));
    assert!(found(&bytes).is_empty());
    for part in ["(", "<", "stream\n", " obj", "endstream stream", "<< /Type /ObjStm "] {
        found(&pdf(&part.repeat(200_000 / part.len()), None));
    }
}
