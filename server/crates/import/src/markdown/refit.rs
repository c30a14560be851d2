//! Tags of a finished text that do not fit where they stand: what a browser would mend is mended, what can't stay
//! is taken out.

use std::ops::Range;

use html::{Token, tokens};

use super::{
    common::Code,
    weave::{RawTag, Value, tags},
};
use crate::doc::Edit;

/// What is done about a tag.
pub(crate) struct Refit {
    pub(crate) edits: Vec<Edit>,
    /// What the report says of it.
    pub(crate) what: String,
    /// Whether a browser would have done the same, so that nobody has to look at it.
    pub(crate) is_usual: bool,
}

impl Refit {
    fn usual(edits: Vec<Edit>, what: &str) -> Self {
        Self { edits, what: what.to_owned(), is_usual: true }
    }
}

/// What makes the tag at a place of a text fit, given what is wrong with it; nothing where there is no tag.
pub(crate) fn refit(text: &str, at: usize, fault: &str) -> Option<Refit> {
    let code = Code::of(text);
    if code.has(at) {
        return None;
    }
    if let Some(edits) = call(text, at) {
        let what = format!("a call of a shortcode: taken out, since {fault}");
        return Some(Refit { edits, what, is_usual: false });
    }
    let found = tags(text, |at| code.has(at));
    let Some(index) = found.iter().position(|tag| tag.range.contains(&at)) else {
        return no_tag(text, at).or_else(|| broken(text, at));
    };
    let tag = &found[index];
    if tag.closes {
        return Some(end_tag(tag, fault));
    }
    if tag.name.eq_ignore_ascii_case("h1") {
        return Some(heading(text, &found[index..]));
    }
    if let Some(drawing) = drawing(&found, index) {
        let what = format!("a drawing: taken out, since {fault}");
        return Some(Refit { edits: vec![(drawing, String::new())], what, is_usual: false });
    }
    if fault.contains("is not closed in") {
        let edits = vec![(tag.range.clone(), String::new())];
        return Some(Refit::usual(edits, ALONE));
    }
    if let Some(written) = rewritten(tag)
        && written != text[tag.range.clone()]
    {
        let edits = vec![(tag.range.clone(), written)];
        return Some(Refit::usual(edits, ATTRIBUTES));
    }
    let what = format!("`<{}>`: taken out, since {fault}", tag.name);
    Some(Refit { edits: vec![(tag.range.clone(), String::new())], what, is_usual: false })
}

/// Takes out the call of a shortcode at a place; what stands in it stays.
fn call(text: &str, at: usize) -> Option<Vec<Edit>> {
    let before = || text[..at].rfind("{{<").filter(|start| !text[*start..at].contains(">}}"));
    let start = if text[at..].starts_with("{{<") { at } else { before()? };
    let end = start + text[start..].find(">}}")? + 3;
    let name = text[start + 3..end].split_whitespace().next()?;
    let mut edits = vec![(start..end, String::new())];
    let (begins, ends) = (format!("{{{{< {name} "), format!("{{{{< /{name} >}}}}"));
    if let Some(last) = text[end..].find(&*ends).map(|last| end + last)
        && !text[end..last].contains(&*begins)
    {
        edits.push((last..last + ends.len(), String::new()));
    }
    Some(edits)
}

/// What the report says of a tag that only begins something, or only ends it.
const ALONE: &str = "an HTML tag without its other half: taken out";

/// The whole of the drawing that a tag is part of: no part of one stands alone.
fn drawing(found: &[RawTag], index: usize) -> Option<Range<usize>> {
    let is_svg = |tag: &&RawTag| tag.name.eq_ignore_ascii_case("svg") && !tag.self_closing;
    let open = found[..=index].iter().rfind(is_svg).filter(|tag| !tag.closes)?;
    let end = found[index..].iter().find(|tag| tag.closes && is_svg(tag))?;
    Some(open.range.start..end.range.end)
}

/// A tag with quotes in its quotes, as a browser reads it: up to the next `>`.
fn broken(text: &str, at: usize) -> Option<Refit> {
    let start = text[..at].rfind('<').filter(|start| at - start < LONGEST)?;
    let end = start + text[start..].find('>')? + 1;
    if at >= end || text[start..end].contains('\n') {
        return None;
    }
    // What is wrong with it is told before the tag.
    let read = tokens(&text[start..end]).into_iter().find_map(|token| match token {
        Token::Start(tag) => Some(tag),
        _ => None,
    });
    let tag = read?;
    let mut written = format!("<{}", tag.name);
    for attribute in tag.attributes.iter().filter(|attribute| is_name(&attribute.name)) {
        let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
        written.push_str(&format!(" {}=\"{value}\"", attribute.name));
    }
    written.push('>');
    Some(Refit::usual(vec![(start..end, written)], ATTRIBUTES))
}

/// How far before a fault its tag begins at most.
const LONGEST: usize = 2_000;

/// What the report says of a tag that is mended.
const ATTRIBUTES: &str = "a tag with attributes that are none: without them";

/// What only looks like a tag, and an address of mail.
fn no_tag(text: &str, at: usize) -> Option<Refit> {
    let rest = text[at..].strip_prefix('<')?;
    let address = rest.split_once('>').map_or("", |(inner, _)| inner);
    let is_mail = address.contains('@')
        && !address.contains(|c: char| c.is_whitespace() || "<\"'".contains(c));
    if is_mail {
        let edits = vec![(
            at..at + address.len() + 2,
            format!("<a href=\"mailto:{address}\">{address}</a>"),
        )];
        return Some(Refit::usual(edits, "an address of mail in HTML: a link"));
    }
    let edits = vec![(at..at + 1, "&lt;".to_owned())];
    Some(Refit::usual(edits, "what only looks like a tag: shown as it is written"))
}

/// An end tag: what should end before it does, and what ends nothing goes.
fn end_tag(tag: &RawTag, fault: &str) -> Refit {
    let missing = fault.split_once("stands where `").and_then(|(_, rest)| rest.split('`').next());
    match missing {
        Some(missing) => Refit::usual(
            vec![(tag.range.start..tag.range.start, missing.to_owned())],
            "an element that does not end: ends with what is around it",
        ),
        None => Refit::usual(vec![(tag.range.clone(), String::new())], ALONE),
    }
}

/// A heading of the first level, which is the title of a page: one below that.
fn heading(text: &str, from: &[RawTag]) -> Refit {
    let is_end = |tag: &&RawTag| tag.closes && tag.name.eq_ignore_ascii_case("h1");
    let both = from.iter().take(1).chain(from.iter().find(is_end));
    let edits = both
        .map(|tag| (tag.range.clone(), text[tag.range.clone()].replacen(['1'], "2", 1)))
        .collect();
    Refit::usual(edits, "a heading of the first level, beside the title: of the second")
}

/// Whether an attribute may be called so.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:.".contains(c))
}

/// A tag with those of its attributes whose names are some, each once.
fn rewritten(tag: &RawTag) -> Option<String> {
    let mut written = format!("<{}", tag.name);
    let mut seen: Vec<String> = Vec::new();
    for attribute in &tag.attributes {
        let name = attribute.name.to_ascii_lowercase();
        if !is_name(&name) || seen.contains(&name) {
            continue;
        }
        match &attribute.value {
            Value::Text(text) => {
                written.push_str(&format!(
                    " {}=\"{}\"",
                    attribute.name,
                    text.replace('"', "&quot;")
                ));
            }
            Value::Nothing => written.push_str(&format!(" {}", attribute.name)),
            Value::Expression(_) => return None,
        }
        seen.push(name);
    }
    written.push_str(if tag.self_closing { "/>" } else { ">" });
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with the tag at the mark `^` made fit.
    fn fitted(text: &str, fault: &str) -> Option<String> {
        let at = text.find('^').expect("a mark");
        let mut text = text.replacen('^', "", 1);
        let mut edits = refit(&text, at, fault)?.edits;
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in edits {
            text.replace_range(range, &new);
        }
        Some(text)
    }

    #[test]
    fn a_tag_that_does_not_fit_is_mended_as_a_browser_does_or_taken_out() {
        for (text, fault, made) in [
            (
                "<li><code>a^</li>",
                "`</li>` stands where `</code>` should",
                "<li><code>a</code></li>",
            ),
            ("a ^</code> b", "`</code>` closes nothing that is open here", "a  b"),
            (
                "<div>^<h1 class=\"a\">A</h1></div>",
                "one heading",
                "<div><h2 class=\"a\">A</h2></div>",
            ),
            (
                "<img ^alt=\"\" src=\"a.png\" title=\"{\"b:\" 1\">",
                "",
                "<img alt=\"\" src=\"a.png\" title=\"{\">",
            ),
            ("<b ^id=\"a\" id=\"b\">", "twice", "<b id=\"a\">"),
            (
                "a ^<b@c.example> d",
                "HTML has no element",
                "a <a href=\"mailto:b@c.example\">b@c.example</a> d",
            ),
            ("1 ^< 2", "", "1 &lt; 2"),
            ("a <a href=\"^data:text/plain,b\">c</a>", "a link", "a c</a>"),
        ] {
            assert_eq!(fitted(text, fault).as_deref(), Some(made), "{text}");
        }
        for text in ["a ^word", "`^<code>`", "    ^<code>"] {
            assert_eq!(fitted(text, "any"), None, "{text}");
        }
    }
}
