//! What is called by a name.

use shortcodes::Shape;

use crate::Resolver;

/// The shortcode that a call of a name means, as its template is called: for a component of MDX the name
/// may also be that of a file, in small letters.
pub(crate) fn find_shortcode(name: &str, resolver: &dyn Resolver) -> Option<(String, Shape)> {
    let names = [name.to_owned(), file_name(name), name.to_ascii_lowercase()];
    let count = if name.starts_with(|c: char| c.is_ascii_uppercase()) { 3 } else { 1 };
    let mut found = names[..count].iter().filter_map(|name| resolver.shortcode(name));
    found.next().map(|shortcode| (shortcode.name.to_owned(), shortcode.shape))
}

/// The name of a component as that of a file: `MyVideo` is `my-video`.
pub(crate) fn file_name(component: &str) -> String {
    let mut name = String::new();
    for (at, c) in component.char_indices() {
        if at > 0 && c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
