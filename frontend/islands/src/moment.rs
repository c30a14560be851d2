//! Moments as they are said, and as a page has them.

use axes::ScaleKind;
use js_sys::Date;
use wasm_bindgen::JsValue;

/// A moment in seconds, as its axis has it: since 1970, or since midnight.
pub(crate) fn written(seconds: f64, kind: ScaleKind) -> String {
    let date = Date::new(&JsValue::from_f64(seconds.round() * 1000.0));
    let stamp = String::from(date.to_iso_string());
    // 2026-03-01T14:02:03.000Z
    let (day, time) = (stamp.get(..10).unwrap_or_default(), stamp.get(11..19).unwrap_or_default());
    let time = time.strip_suffix(":00").unwrap_or(time);
    match kind {
        ScaleKind::Time => format!("{day} {time}"),
        _ => time.to_owned(),
    }
}

/// A moment as engineers write it, for machines.
pub(crate) fn machine(written: &str) -> String {
    let mut parts = written.split_whitespace();
    let first = parts.next().unwrap_or_default();
    let rest: String = parts.collect();
    let rest = rest.replace("UTC", "Z").replace("GMT", "Z").replace('\u{2212}', "-");
    match (first.contains(['T', ':']), rest.is_empty()) {
        (true, _) => format!("{first}{rest}"),
        (false, true) => format!("{first}T00:00"),
        (false, false) => format!("{first}T{rest}"),
    }
}

/// The moment that a machine reads, and whether it has a day. Without a zone its clock shows UTC.
pub(crate) fn read(machine: &str) -> Option<(f64, bool)> {
    let has_day = machine.contains('T');
    let stamp = match has_day {
        true if machine.contains('Z') || machine.get(11..)?.contains(['+', '-']) => {
            machine.to_owned()
        }
        true => format!("{machine}Z"),
        false => format!("1970-01-01T{}Z", machine.trim_end_matches('Z')),
    };
    let milliseconds = Date::parse(&stamp);
    milliseconds.is_finite().then_some((milliseconds / 1000.0, has_day))
}
