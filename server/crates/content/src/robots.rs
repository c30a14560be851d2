//! What the blog asks of crawlers: `[robots]` in `content/site.toml`.

use diagnostics::{Diagnostic, Source, Spanned, suggest};
use model::{Ai, Robots};
use values::{Fields, Table};

pub(super) fn read(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Robots {
    let mut fields = Fields::new(source, table, faults);
    let ai = fields.filled("ai");
    let disallow = fields.texts("disallow");
    let hidden = fields.truth("index") == Some(false);
    fields.finish();
    let ai = ai.and_then(|choice| ai_of(source, &choice, faults));
    let mut paths = Vec::new();
    for path in disallow.unwrap_or_default() {
        match what_is_wrong(&path.value) {
            None => paths.push(path.value),
            Some(wrong) => {
                let help = "write a path on this site, such as /posts/draft-of-a-talk/";
                let message = format!("`{}` {wrong}", path.value);
                faults.push(source.error(path.span, message).help(help));
            }
        }
    }
    Robots { ai: ai.unwrap_or_default(), disallow: paths, hidden }
}

fn ai_of(source: &Source, choice: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<Ai> {
    let known = Ai::NAMES.iter().find(|(name, _)| *name == choice.value);
    if known.is_none() {
        let names = Ai::NAMES.map(|(name, _)| name);
        let help = suggest::did_you_mean(&choice.value, names)
            .unwrap_or_else(|| "write \"allow\", \"deny-training\" or \"deny\"".into());
        let message = format!("`{}` is no choice about AI crawlers", choice.value);
        faults.push(source.error(choice.span.clone(), message).help(help));
    }
    known.map(|(_, ai)| *ai)
}

/// Why a path can't stand in `robots.txt`, as the rest of a sentence.
fn what_is_wrong(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') || path.starts_with("//") {
        return Some("is not a path on this site");
    }
    let ends = |c: char| c.is_whitespace() || c.is_control() || c == '#';
    path.contains(ends).then_some("has a character that ends a path in robots.txt")
}
