//! The addresses of texts: each has one, and nothing else has it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diagnostics::Diagnostic;
use model::{
    Slug,
    routes::{RESERVED, Route, Routes},
};

use super::{
    files::TextKind,
    patterns::{OwnPatterns, has_slug, is_open, name, what},
    texts::ParsedText,
};

/// Finds out the address of every text. One that something else has is a fault, even if one of the two
/// is not published yet.
pub(super) fn name_addresses(
    drafts: &mut [ParsedText],
    own: &OwnPatterns,
    patterns: &Routes,
    faults: &mut Vec<Diagnostic>,
) {
    for draft in drafts.iter_mut() {
        draft.name = name(own, draft.kind, draft.named());
    }
    tell_years_apart(drafts, own, patterns, faults);
    report_reserved(drafts, own, patterns, faults);
    report_duplicates(drafts, patterns, faults);
}

/// Posts with one name and in different years: the first one keeps it, the others take their years.
/// So a post keeps its address, whatever is written after it.
fn tell_years_apart(
    drafts: &mut [ParsedText],
    patterns: &OwnPatterns,
    routes: &Routes,
    faults: &mut Vec<Diagnostic>,
) {
    if !has_slug(patterns, TextKind::Post) {
        return;
    }
    let mut named: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.kind == TextKind::Post) {
        named.entry(draft.name.clone()).or_default().push(at);
    }
    let taken: BTreeSet<Slug> = named.keys().cloned().collect();
    for mut posts in named.into_values().filter(|posts| posts.len() > 1) {
        // What is chosen stays as it is.
        posts.sort_by_key(|&at| (drafts[at].slug_span.is_none(), drafts[at].date, at));
        let first = drafts[posts[0]].source.path().display().to_string();
        let mut years = BTreeSet::from([drafts[posts[0]].date.year()]);
        for &at in &posts[1..] {
            let draft = &mut drafts[at];
            let (slug, year) = (draft.slug.clone(), draft.date.year());
            let Ok(own) = format!("{slug}-{year}").parse() else { continue };
            if draft.slug_span.is_some() || years.contains(&year) {
                continue;
            }
            draft.slug = own;
            let own = name(patterns, draft.kind, draft.named());
            if taken.contains(&own) {
                draft.slug = slug;
                continue;
            }
            years.insert(year);
            draft.rename(own);
            let address = routes.path(&draft.route());
            let message = format!("{first} has the same name, so this is {address}");
            let fault = Diagnostic::warning_of_file(draft.source.path(), message);
            faults.push(
                fault.help("set `slug` in its front matter if it is to have another address"),
            );
        }
    }
}

/// A text can't be where the site has pages and files of its own.
fn report_reserved(
    drafts: &[ParsedText],
    own: &OwnPatterns,
    patterns: &Routes,
    faults: &mut Vec<Diagnostic>,
) {
    let of_pages: BTreeSet<&str> = patterns.reserved().collect();
    // Where there are none, nothing is listed.
    let has_incidents = drafts.iter().any(|draft| draft.kind == TextKind::Incident);
    for draft in drafts {
        let (route, is_page) = (draft.route(), draft.kind == TextKind::Page);
        let address = patterns.address(&route);
        let first = address.split('/').nth(1).unwrap_or_default();
        let first = first.strip_suffix(".html").unwrap_or(first);
        let is_reserved = is_open(own, draft.kind)
            && if is_page { of_pages.contains(first) } else { RESERVED.contains(&first) };
        let list_at = |path: &str| {
            patterns.find(path, |other| match other.list().0 {
                Route::Incidents => has_incidents,
                other => !other.is_text(),
            })
        };
        // Where one of both is a file, the other one's folder has the same files.
        let list = || list_at(&address).or_else(|| list_at(&patterns.folder(&route)));
        let message = if is_reserved && is_page {
            let slug = &draft.slug;
            format!("a page can't be called `{slug}`: the site uses that address itself")
        } else if is_reserved {
            let text = what(&route);
            format!("{text} can't be at `{address}`: the site has files of its own there")
        } else if let Some(list) = list() {
            format!("its address `{address}` would be that of {}", what(&list))
        } else if patterns.find(&address, |found| *found == route).is_none() {
            format!("its address `{address}` would be that of a folder")
        } else {
            continue;
        };
        faults.push(draft.fault_of_slug(message).help("choose another name"));
    }
}

/// Two texts can't have one address, even if one of them is not published yet.
fn report_duplicates(drafts: &[ParsedText], patterns: &Routes, faults: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &ParsedText> = HashMap::new();
    for draft in drafts {
        let folder = patterns.folder(&draft.route());
        let Some(other) = first.get(&folder) else {
            first.insert(folder, draft);
            continue;
        };
        let by = other.source.path().display();
        let message = match draft.slug == other.slug && draft.kind == other.kind {
            true => format!("the slug `{}` is taken by {by}", draft.slug),
            false => format!("the address `{folder}` is taken by {by}"),
        };
        let fault = draft.fault_of_slug(message);
        faults.push(fault.help("rename one of the files, or set `slug` in its front matter"));
    }
}
