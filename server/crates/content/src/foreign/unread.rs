//! What is said of keys that nothing here reads.

use std::collections::BTreeMap;

use diagnostics::{Diagnostic, Span};

use super::{
    About, ForeignNote,
    forms::plain,
    keys::{Meaning, UNKNOWN, meaning},
};
use crate::texts::ParsedText;

/// Warns of each key once, at the first text that has it.
pub(crate) fn warn<'a>(drafts: impl Iterator<Item = &'a ParsedText>, faults: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(&str, About), (&ParsedText, &Span, usize)> = BTreeMap::new();
    for draft in drafts {
        for ForeignNote { key, about } in &draft.front.notes {
            let place = (draft, &key.span, 0);
            found.entry((&key.value, *about)).or_insert(place).2 += 1;
        }
    }
    for ((key, about), (draft, span, count)) in found {
        let texts = diagnostics::count(count, "text");
        let (message, help) = match about {
            About::Idle => {
                (format!("nothing here reads the key `{key}`, which {texts} have"), reason(key))
            }
            About::Hides => (
                format!("`{key}` keeps {texts} from being published"),
                "it is `draft = true` here: a text is published or not",
            ),
            About::Wordless => (
                format!("nothing says what the cover in `{key}` shows, in {texts}"),
                "say it in `image_alt`, for those who can't see it; until then it is an ornament",
            ),
        };
        let message = if count == 1 { message.replace(" have", " has") } else { message };
        faults.push(draft.source.warning(span.clone(), message).help(help));
    }
}

/// What to do about a key that nothing here reads.
fn reason(key: &str) -> &'static str {
    match meaning(&plain(key)) {
        Some(Meaning::Idle(why) | Meaning::Of(_, why)) => why,
        _ => UNKNOWN,
    }
}
