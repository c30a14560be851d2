//! What is known of a rule or a declaration while it is read, and what is wrong with it then.

use cssparser::Token;
use diagnostics::{Span, suggest};

use crate::StyleFault;

/// The rules that begin with an at sign, as far as they are known here.
const AT_RULES: [&str; 19] = [
    "charset",
    "color-profile",
    "container",
    "counter-style",
    "font-face",
    "font-feature-values",
    "font-palette-values",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "position-try",
    "property",
    "scope",
    "starting-style",
    "supports",
    "view-transition",
];

/// What is known of a statement while it is read.
#[derive(Default)]
pub(super) struct Statement {
    /// The name behind an at sign.
    at_rule: Option<String>,
    /// How many tokens that mean something there were.
    tokens: usize,
    /// The word that it begins with.
    name: Option<String>,
    /// Whether that is followed by a colon.
    is_declaration: bool,
    /// The last word before, and whether a second colon came behind one: there a semicolon is missing.
    last_word: Option<(String, usize)>,
    missing: Option<(String, usize)>,
}

/// How a statement ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Semicolon,
    Block,
    Sheet,
}

impl Statement {
    /// Whether it gives a property of the writer's own a value, which may be anything.
    pub(super) fn is_custom(&self) -> bool {
        self.is_declaration && self.name.as_deref().is_some_and(|name| name.starts_with("--"))
    }

    pub(super) fn note(&mut self, token: &Token<'_>, at: usize) {
        match token {
            Token::WhiteSpace(_) | Token::Comment(_) => return,
            Token::AtKeyword(name) if self.tokens == 0 => {
                self.at_rule = Some(name.to_ascii_lowercase());
            }
            Token::Ident(name) if self.tokens == 0 => self.name = Some(name.to_string()),
            Token::Colon if self.tokens == 1 => self.is_declaration = self.name.is_some(),
            Token::Colon if self.is_declaration && self.missing.is_none() => {
                self.missing = self.last_word.take();
            }
            _ => {}
        }
        self.last_word = match token {
            Token::Ident(name) if self.tokens > 1 => Some((name.to_string(), at)),
            _ => None,
        };
        self.tokens += 1;
    }

    /// Whether it is the rule with this name behind its at sign.
    pub(super) fn is_at(&self, name: &str) -> bool {
        self.at_rule.as_deref() == Some(name)
    }

    /// What is wrong with it, where it stands; `is_top` tells that it is in no block.
    pub(super) fn fault(&self, span: Span, end: End, is_top: bool) -> Option<StyleFault> {
        match self.at_rule.as_deref() {
            Some(name) => fault_of_at_rule(name, span.start, end),
            None if end == End::Block => self.fault_of_block(span),
            None if !self.is_declaration => {
                let help = match is_top {
                    true => "write a rule: a selector, and its declarations in { }",
                    false => "write it as `name: value;`",
                };
                let message = "browsers leave this out: it is neither rule nor declaration";
                Some(StyleFault::new(span, message, help))
            }
            None if is_top => {
                let help = "put it into a rule, such as `:root { … }`";
                Some(StyleFault::new(span, "a declaration outside of any rule", help))
            }
            None if self.is_custom() => None,
            None if self.tokens < 3 => {
                let name = self.name.as_deref().unwrap_or_default();
                let help = format!("write `{name}: value;`, or take it out");
                Some(StyleFault::new(span, format!("`{name}` has no value"), help))
            }
            None => self.missing.as_ref().map(|(name, at)| {
                let message = format!("there is no `;` before `{name}`");
                StyleFault::new(*at..at + name.len(), message, "end the declaration above with one")
            }),
        }
    }

    fn fault_of_block(&self, span: Span) -> Option<StyleFault> {
        let help = "write a selector before it, such as `.site-header`";
        (self.tokens == 1).then(|| {
            StyleFault::new(span.start..span.start + 1, "this block belongs to no element", help)
        })
    }
}

fn fault_of_at_rule(name: &str, start: usize, end: End) -> Option<StyleFault> {
    let span = start..start + 1 + name.len();
    if name == "import" {
        let message = "one style sheet does not load another here";
        return Some(StyleFault::new(span, message, "copy its rules into this file"));
    }
    if end != End::Block || AT_RULES.contains(&name) {
        return None;
    }
    let near = suggest::nearest(name, AT_RULES)?;
    let message = format!("browsers know no `@{name}`");
    Some(StyleFault::new(span, message, format!("did you mean `@{near}`?")))
}
