//! What browsers let the pages of a blog do.

use std::collections::BTreeSet;

use crate::{AllowedHtml, Sources};

/// What a page may load and run: nothing from elsewhere but pictures and recordings, and of what stands
/// in the page itself only what is known by its hash: one `script` and some `styles`, each as a policy
/// writes it (`'sha256-…'`). What the owner adds and what the page embeds comes from `sources`, and from
/// nowhere else. A `worker`, if there is one, is a file of the site.
///
/// Every page carries it; a host should send it too, with `frame-ancestors 'none'`, which only a
/// header may say. A site that allows scripts or styles in its texts pays with a weaker policy.
pub fn content_security_policy(
    allowed: AllowedHtml,
    script: &str,
    styles: &[&str],
    sources: &Sources,
    worker: bool,
) -> String {
    let list = |origins: &BTreeSet<String>| -> String {
        origins.iter().map(|origin| format!(" {origin}")).collect()
    };
    let Sources { scripts, styles: sheets, frames, connections, forms } = sources;
    let (scripts, sheets) = (list(scripts), list(sheets));
    let (frames, connections) = (list(frames), list(connections));
    // Where any script or style may stand in a page, ours may; beside a hash no other could.
    let (script, connections) = match allowed.scripts {
        true => ("'unsafe-inline' https:".to_owned(), " https:".to_owned()),
        false => (format!("{script}{scripts}"), connections),
    };
    let connect = match connections.is_empty() {
        true => String::new(),
        false => format!("connect-src 'self'{connections}; "),
    };
    // Who receives a form may lead back here, and browsers hold that against the policy as well.
    let forms = match forms.is_empty() {
        true => " 'none'".to_owned(),
        false => format!(" 'self'{}", list(forms)),
    };
    let styles = match allowed.scripts || allowed.styles {
        true => " 'unsafe-inline'".to_owned(),
        false => styles.iter().map(|source| format!(" {source}")).collect(),
    };
    let frames = if allowed.scripts { " https:" } else { &frames };
    let worker = if worker { "worker-src 'self'; " } else { "" };
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {script}; {worker}{connect}style-src 'self'{styles}{sheets}; \
         img-src 'self' https: data:; media-src 'self' https:; frame-src 'self'{frames}; \
         object-src 'none'; base-uri 'none'; form-action{forms}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_let_do_what_it_has_and_no_more() {
        let of = |allowed, sources: &Sources| {
            content_security_policy(allowed, "'sha256-a'", &["'sha256-b'"], sources, false)
        };
        let [a, b, c, d] =
            ["a", "b", "c", "d"].map(|name| BTreeSet::from([format!("https://{name}.test")]));
        let strict = of(AllowedHtml::default(), &Sources::default());
        assert!(strict.contains("frame-src 'self';") && strict.ends_with("form-action 'none'"));
        assert!(!strict.contains("connect-src"), "{strict}");
        let sources = Sources { scripts: a.clone(), ..Sources::default() };
        let alone = of(AllowedHtml::default(), &sources);
        assert!(alone.contains("'sha256-a' https://a.test; style-src"), "{alone}");
        let sources =
            Sources { scripts: a, frames: b, forms: c, connections: d, ..Sources::default() };
        let grown = of(AllowedHtml::default(), &sources);
        assert!(grown.contains("'sha256-a' https://a.test; connect-src"), "{grown}");
        assert!(grown.contains("frame-src 'self' https://b.test;"), "{grown}");
        assert!(grown.contains("connect-src 'self' https://d.test;"), "{grown}");
        assert!(grown.ends_with("form-action 'self' https://c.test"), "{grown}");
        let open = of(AllowedHtml { scripts: true, styles: false }, &sources);
        assert!(open.contains("frame-src 'self' https:;"), "{open}");
    }
}
