//! The parts of the front end that stand in the pages themselves.

use app::shell::Inline;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// A script or a style with what a policy calls it.
pub(super) fn inline(text: String) -> Inline {
    let hash = BASE64_STANDARD.encode(Sha256::digest(&text));
    Inline { source: format!("'sha256-{hash}'"), text }
}

/// A script of ours without the lines that only people read.
pub(super) fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let lines: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    lines.join("\n")
}

/// What a style sheet has in a layer, if it has one of that name.
///
/// The first one says in what order they all come, since a page may have some of them alone.
pub(super) fn layer(css: &str, name: &str) -> Option<String> {
    let layers: Vec<(&str, &str)> = statements(css).into_iter().filter_map(block).collect();
    let mut names: Vec<&str> = layers.iter().map(|(name, _)| *name).collect();
    names.dedup();
    let of_name: String =
        layers.iter().filter(|(layer, _)| *layer == name).map(|(_, rules)| *rules).collect();
    let order = match names.first() == Some(&name) {
        true => format!("@layer {};", names.join(",")),
        false => String::new(),
    };
    (!of_name.is_empty()).then(|| format!("{order}@layer {name}{{{of_name}}}"))
}

/// A style sheet without a layer. A face that a page declares once more would be read once more, and
/// shown in the middle of a text.
pub(super) fn without_layer(css: &str, name: &str) -> String {
    let is_other = |statement: &&str| block(statement).is_none_or(|(layer, _)| layer != name);
    statements(css).into_iter().filter(is_other).collect()
}

/// The name of a layer and what is in it.
fn block(statement: &str) -> Option<(&str, &str)> {
    let (name, rules) = statement.strip_prefix("@layer ")?.split_once('{')?;
    Some((name.trim(), rules.strip_suffix('}')?))
}

/// The statements of a style sheet that stand in no other.
fn statements(css: &str) -> Vec<&str> {
    let (mut all, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in css.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (_, '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if quote.is_none() && depth == 0 && matches!(c, ';' | '}') {
            all.push(css[start..=at].trim());
            start = at + 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_all_its_rules_and_the_first_gives_the_order() {
        let css = "@layer a,b,c;@layer a{p{color:red}}@layer a{q::before{content:\"}\\\"\"}}\n\
            @layer b { @media print { p { top: 0 } } }@layer c{r{top:0}}";
        let of = |name| layer(css, name);
        let first = "@layer a,b,c;@layer a{p{color:red}q::before{content:\"}\\\"\"}}";
        assert_eq!(of("a").as_deref(), Some(first));
        assert_eq!(of("b").as_deref(), Some("@layer b{ @media print { p { top: 0 } } }"));
        assert_eq!(of("d"), None);
        let rest = "@layer a,b,c;@layer b { @media print { p { top: 0 } } }@layer c{r{top:0}}";
        assert_eq!(without_layer(css, "a"), rest);
    }

    #[test]
    fn a_policy_names_a_text_by_its_hash() {
        // As `printf x | openssl dgst -sha256 -binary | base64` says.
        let source = "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='";
        assert_eq!(inline("x".into()).source, source);
    }

    #[test]
    fn comments_and_indents_are_for_people() {
        let script = "// Why.\n{\n  const a = \"//\"; // as it is\n\n  // This.\n}\n";
        assert_eq!(without_comments(script), "{\nconst a = \"//\"; // as it is\n}");
    }
}
