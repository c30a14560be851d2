//! What the syntaxes call a word, and which of our few classes that is.

use std::{collections::HashMap, sync::LazyLock};

use syntect::parsing::{Scope, ScopeStack};

/// What a scope says of the text in it.
#[derive(Clone, Copy)]
enum Says {
    /// It has this class.
    Class(&'static str),
    /// It is plain, whatever it stands in.
    Plain,
    /// Nothing: what stands around it counts.
    Nothing,
}

/// Scopes by their beginnings; the first that fits counts, so the special precedes the general.
const RULES: [(&str, Says); 50] = {
    use Says::{Class, Nothing, Plain};
    [
        ("comment", Class("hl-comment")),
        ("constant.character.escape", Class("hl-escape")),
        ("constant.other.placeholder", Class("hl-escape")),
        ("constant.numeric", Class("hl-number")),
        ("constant", Class("hl-constant")),
        ("entity.name.function", Class("hl-function")),
        ("entity.name.tag.yaml", Class("hl-property")),
        ("entity.name.tag.toml", Class("hl-property")),
        ("entity.name.tag", Class("hl-tag")),
        ("entity.name.section", Class("hl-heading")),
        ("entity.name.type", Class("hl-type")),
        ("entity.name.class", Class("hl-type")),
        ("entity.name.struct", Class("hl-type")),
        ("entity.name.enum", Class("hl-type")),
        ("entity.name.trait", Class("hl-type")),
        ("entity.name.interface", Class("hl-type")),
        ("entity.name.union", Class("hl-type")),
        ("entity.name.impl", Class("hl-type")),
        ("entity.name.macro", Class("hl-function")),
        ("entity.name.label", Class("hl-constant")),
        ("entity.other.attribute-name", Class("hl-attribute")),
        ("entity.other.inherited-class", Class("hl-type")),
        ("keyword.operator.word", Class("hl-keyword")),
        ("keyword.operator.logical.python", Class("hl-keyword")),
        ("keyword.operator", Class("hl-operator")),
        ("keyword.other.unit", Class("hl-number")),
        ("keyword", Class("hl-keyword")),
        ("markup.inserted", Class("hl-inserted")),
        ("markup.deleted", Class("hl-deleted")),
        ("markup.heading", Class("hl-heading")),
        ("meta.diff.header", Class("hl-heading")),
        ("meta.diff.range", Class("hl-heading")),
        ("meta.annotation", Class("hl-attribute")),
        ("meta.interpolation", Plain),
        ("meta.template.expression", Plain),
        ("punctuation.definition.annotation", Class("hl-attribute")),
        ("source.regexp", Nothing),
        ("storage", Class("hl-keyword")),
        ("string", Class("hl-string")),
        ("support.constant", Class("hl-constant")),
        ("support.function", Class("hl-builtin")),
        ("support.macro", Class("hl-function")),
        ("support.type.property-name", Class("hl-property")),
        ("support.type", Class("hl-type")),
        ("support.class", Class("hl-type")),
        ("support.variable", Class("hl-builtin")),
        ("variable.annotation", Class("hl-attribute")),
        ("variable.function", Class("hl-function")),
        ("variable.language", Class("hl-builtin")),
        ("variable.other.key", Class("hl-property")),
    ]
};

/// A string that is the name of something: the key of an object in JSON.
const KEYS: [&str; 2] = ["meta.mapping.key", "meta.structure.dictionary.key"];

static TABLE: LazyLock<Vec<(Scope, Says)>> = LazyLock::new(|| {
    let rules = RULES.iter();
    rules.filter_map(|(prefix, says)| Some((Scope::new(prefix).ok()?, *says))).collect()
});

static KEY_SCOPES: LazyLock<Vec<Scope>> =
    LazyLock::new(|| KEYS.iter().filter_map(|prefix| Scope::new(prefix).ok()).collect());

/// Finds classes, and remembers what each scope says: few different ones occur in a text.
#[derive(Default)]
pub(super) struct Classes {
    known: HashMap<Scope, Says>,
}

impl Classes {
    /// The class of text in nested scopes: that of the innermost which says anything.
    pub(super) fn of(&mut self, stack: &ScopeStack) -> Option<&'static str> {
        for scope in stack.scopes.iter().rev() {
            match self.says(*scope) {
                Says::Class("hl-string") if stack.scopes.iter().any(|scope| is_key(*scope)) => {
                    return Some("hl-property");
                }
                Says::Class(class) => return Some(class),
                Says::Plain => return None,
                Says::Nothing => {}
            }
        }
        None
    }

    fn says(&mut self, scope: Scope) -> Says {
        *self.known.entry(scope).or_insert_with(|| {
            let rule = TABLE.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
            rule.map_or(Says::Nothing, |(_, says)| *says)
        })
    }
}

fn is_key(scope: Scope) -> bool {
    KEY_SCOPES.iter().any(|prefix| prefix.is_prefix_of(scope))
}
