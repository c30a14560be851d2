//! Blocks in tabs.

use super::super::embeds;

/// Blocks of which one is shown at a time. Lines stay where they are: they may lie in a list.
pub(in super::super) fn tabs(inner: &str) -> String {
    format!("{{{{< tabs >}}}}{inner}{{{{< /tabs >}}}}")
}

/// One of them.
pub(in super::super) fn tab(title: &str, inner: &str) -> String {
    let open = embeds::call("tab", &[("title", title)]);
    format!("{open}{inner}{{{{< /tab >}}}}")
}
