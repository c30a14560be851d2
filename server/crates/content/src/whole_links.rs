//! Links of texts that lead to whole addresses: their own, and those of others.

use std::path::Path;

use diagnostics::Diagnostic;

use super::{addresses::Addresses, render::RenderedText, sources::ExternalLink, texts::ParsedText};

/// A text that names another address as its own, on this site, names a page that is there.
pub(super) fn check_canonical(
    drafts: &[ParsedText],
    addresses: &Addresses,
    faults: &mut Vec<Diagnostic>,
) {
    for draft in drafts.iter().filter(|draft| draft.left_out.is_none()) {
        let Some(canonical) = &draft.front.canonical else { continue };
        if let Err(broken) = addresses.resolve_own(&canonical.value) {
            let fault = draft.source.error(canonical.span.clone(), broken.message);
            faults.push(fault.maybe_help(broken.help));
        }
    }
}

/// The links that leave the site.
pub(super) fn external(root: &Path, texts: &[RenderedText]) -> Vec<ExternalLink> {
    let mut links: Vec<ExternalLink> = Vec::new();
    for RenderedText { draft, made } in texts {
        links.extend(made.rendered.external.iter().map(|(span, url)| ExternalLink {
            url: url.clone(),
            path: draft.source.path().to_owned(),
            file: root.join(&draft.file.path),
            span: span.clone(),
        }));
    }
    links
}
