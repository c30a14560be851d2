//! Links as settings write them: `{ name = "About", url = "/about/" }`.

use diagnostics::{Diagnostic, Source, Span, Spanned};
use model::Link;
use values::{Fields, Value};

/// Reads one, and where its address stands; nothing, with its faults, if it is none.
pub(super) fn link(
    source: &Source,
    node: Spanned<Value>,
    faults: &mut Vec<Diagnostic>,
) -> Option<(Link, Span)> {
    let Value::Table(table) = node.value else {
        let message = format!("a link is a table, and this is {}", node.value.kind());
        let help = "write it as { name = \"About\", url = \"/about/\" }";
        faults.push(source.error(node.span, message).help(help));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    for key in ["name", "url"] {
        if !fields.has(key) {
            let fault = source.error(node.span.clone(), format!("this link has no `{key}`"));
            fields.fault(fault.help("write it as { name = \"About\", url = \"/about/\" }"));
        }
    }
    let (name, url) = (fields.filled("name"), fields.filled("url"));
    fields.finish();
    let url = url?;
    let schemes = ["/", "https://", "http://", "mailto:"];
    if !schemes.iter().any(|scheme| url.value.starts_with(scheme)) || url.value.starts_with("//") {
        let message = format!("`{}` is neither a path on this site nor an address", url.value);
        faults.push(source.error(url.span, message).help("begin it with / or https://"));
        return None;
    }
    Some((Link { name: name?.value, url: url.value }, url.span))
}
