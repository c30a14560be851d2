//! How long something took, for readers and for machines.

use words::{Message, Words};

/// A duration for readers: its two largest units.
pub fn in_words(seconds: f64, words: &Words) -> String {
    const UNITS: [Message; 4] =
        [Message::UnitDays, Message::UnitHours, Message::UnitMinutes, Message::UnitSeconds];
    let parts = units(seconds);
    let first = parts.iter().position(|count| *count > 0).unwrap_or(parts.len() - 1);
    let shown = parts.iter().zip(UNITS).skip(first).take(2);
    let shown = shown.enumerate().filter(|(at, (count, _))| *at == 0 || **count > 0);
    let shown: Vec<String> =
        shown.map(|(_, (count, unit))| words.count(unit, *count as usize, &[])).collect();
    shown.join(" ")
}

/// A duration for machines, in the notation of ISO 8601.
pub fn machine(seconds: f64) -> String {
    let [days, hours, minutes, seconds] = units(seconds);
    let mut out = String::from("P");
    if days > 0 {
        out.push_str(&format!("{days}D"));
    }
    if hours + minutes + seconds > 0 {
        out.push('T');
    }
    for (count, unit) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
        if count > 0 {
            out.push_str(&format!("{count}{unit}"));
        }
    }
    if out.len() == 1 { "PT0S".to_owned() } else { out }
}

/// Days, hours, minutes and seconds.
fn units(seconds: f64) -> [u64; 4] {
    // The longest span between two dates of four digits is far from any limit here.
    let seconds = seconds.max(0.0).round() as u64;
    [seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_their_two_largest_units() {
        for (seconds, shown, for_machines) in [
            (0.0, "0 s", "PT0S"),
            (45.0, "45 s", "PT45S"),
            (1380.0, "23 min", "PT23M"),
            (3660.0, "1 h 1 min", "PT1H1M"),
            (3601.0, "1 h", "PT1H1S"),
            (86_400.0, "1 d", "P1D"),
            (97_200.0, "1 d 3 h", "P1DT3H"),
        ] {
            let words = languages::english();
            let read = in_words(seconds, &words);
            assert_eq!((&*read, &*machine(seconds)), (shown, for_machines));
        }
    }
}
