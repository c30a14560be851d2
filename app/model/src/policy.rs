//! What browsers let the pages of a blog do.

use crate::AllowedHtml;

/// What a page may load and run: nothing from elsewhere but pictures, recordings and pages in a
/// frame of their own, and no script or style that stands in the page itself.
///
/// Every page carries it; a host should send it too, with `frame-ancestors 'none'`, which only a
/// header may say. A site that allows scripts or styles in its texts pays with a weaker policy.
pub fn content_security_policy(allowed: AllowedHtml) -> String {
    let (mut script, mut connect, mut style) = ("", "", "");
    if allowed.scripts {
        (script, connect) = (" 'unsafe-inline' https:", "connect-src 'self' https:; ");
    }
    if allowed.scripts || allowed.styles {
        style = " 'unsafe-inline'";
    }
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{script}; {connect}style-src 'self'{style}; \
         img-src 'self' https: data:; media-src 'self' https:; frame-src 'self' https:; \
         object-src 'none'; base-uri 'none'; form-action 'none'"
    )
}
