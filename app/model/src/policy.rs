//! What browsers let the pages of a blog do.

use std::collections::BTreeSet;

use crate::{AllowedHtml, Sources};

/// What a page may load and run: nothing from elsewhere but pictures, recordings and pages in a
/// frame of their own, and of what stands in the page itself only what is known by its hash: one
/// `script` and some `styles`, each as a policy writes it (`'sha256-…'`). What the owner adds comes from
/// its own sources, and from nowhere else.
///
/// Every page carries it; a host should send it too, with `frame-ancestors 'none'`, which only a
/// header may say. A site that allows scripts or styles in its texts pays with a weaker policy.
pub fn content_security_policy(
    allowed: AllowedHtml,
    script: &str,
    styles: &[&str],
    sources: &Sources,
) -> String {
    let list = |origins: &BTreeSet<String>| -> String {
        origins.iter().map(|origin| format!(" {origin}")).collect()
    };
    let (scripts, sheets) = (list(&sources.scripts), list(&sources.styles));
    // Where any script or style may stand in a page, ours may; beside a hash no other could.
    let (script, connect) = match allowed.scripts {
        true => ("'unsafe-inline' https:".to_owned(), "connect-src 'self' https:; ".to_owned()),
        false => {
            // What a script measures it tells whoever it comes from.
            let told: BTreeSet<_> = sources.scripts.union(&sources.connections).cloned().collect();
            let connect = match told.is_empty() {
                true => String::new(),
                false => format!("connect-src 'self'{}; ", list(&told)),
            };
            (format!("{script}{scripts}"), connect)
        }
    };
    let forms = match sources.forms.is_empty() {
        true => " 'none'".to_owned(),
        false => list(&sources.forms),
    };
    let styles = match allowed.scripts || allowed.styles {
        true => " 'unsafe-inline'".to_owned(),
        false => styles.iter().map(|source| format!(" {source}")).collect(),
    };
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {script}; {connect}style-src 'self'{styles}{sheets}; \
         img-src 'self' https: data:; media-src 'self' https:; frame-src 'self' https:; \
         object-src 'none'; base-uri 'none'; form-action{forms}"
    )
}
