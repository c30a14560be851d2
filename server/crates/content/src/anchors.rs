//! The places in pages that links lead to, once all pages are rendered.

use std::collections::HashMap;

use diagnostics::{Diagnostic, Faults, Severity, suggest};
use markdown::AnchorLink;
use model::routes::Route;

use super::edition::Rendered;

/// Looks for every place that a link leads to in the page that should have it.
pub(super) fn check_anchors(all: &[Rendered], faults: &mut Vec<Diagnostic>) {
    let texts = || {
        all.iter()
            .flat_map(|own| own.texts.iter().map(|text| (own.file.site.prefix.as_str(), text)))
    };
    if texts().all(|(_, text)| text.made.rendered.anchors.is_empty()) {
        return;
    }
    let pages: HashMap<(&str, Route), &markdown::Rendered> =
        texts().map(|(at, text)| ((at, text.draft.route()), &*text.made.rendered)).collect();
    for (own, text) in texts() {
        let mut told = Faults::new(faults);
        for AnchorLink { span, language, route, fragment } in &text.made.rendered.anchors {
            let at = language.as_deref().unwrap_or(own);
            let page = pages.get(&(at, route.clone()));
            if fragment == MAIN
                || of_list(route) == Some(fragment)
                || page.is_some_and(|page| page.ids.contains(fragment))
            {
                continue;
            }
            let message = match all.iter().find(|own| own.file.site.prefix == at) {
                Some(own) => {
                    let address = own.file.site.routes.address(route);
                    format!("`{at}{address}` has no place `#{fragment}`")
                }
                None => continue,
            };
            told.add(Severity::Error, message, |message| {
                let help = match page.copied() {
                    Some(page) => place_meant(page, fragment),
                    None => Some("link to the page itself: what stands on it changes".to_owned()),
                };
                text.draft.source.error(span.clone(), message).maybe_help(help)
            });
        }
    }
}

/// The place that every page has: where its own content begins.
const MAIN: &str = "content";

/// The place that a page has which no text is on, if it is there whatever is published.
fn of_list(route: &Route) -> Option<&'static str> {
    match route.list().0 {
        Route::Home => Some("latest"),
        Route::Tag(_) | Route::Series(_) => Some("articles"),
        _ => None,
    }
}

/// The place in a text that a link to one that is not there may have meant.
fn place_meant(page: &markdown::Rendered, fragment: &str) -> Option<String> {
    if let Some((generator, id)) = page.other_ids.get(fragment) {
        let style = "all headings get such anchors by `style` under `[anchors]` in site.toml";
        return Some(format!("write `#{id}`: the other one is {generator}'s; {style}"));
    }
    let near = suggest::nearest(fragment, page.ids.iter().map(String::as_str));
    near.map(|id| format!("did you mean `#{id}`?"))
}
