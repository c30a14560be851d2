//! Which language a code block is in.

use diagnostics::suggest;
use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::Unknown;

/// How a piece of code is to be read.
pub(super) enum CodeLanguage<'a> {
    /// Not at all.
    Plain,
    PromQl,
    Syntax(&'a SyntaxReference),
}

/// Names for text that has no syntax.
const PLAIN: [&str; 8] = ["", "text", "txt", "plain", "plaintext", "none", "output", "ascii"];

/// Names that writers use and the syntaxes don't know, with those that they do know.
const ALIASES: [(&str, &str); 24] = [
    ("c#", "cs"),
    ("console", "bash"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("fsharp", "fs"),
    ("golang", "go"),
    ("hcl", "terraform"),
    ("http", "http request and response"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "tsx"),
    ("latex", "tex"),
    ("makefile", "make"),
    ("protobuf", "proto"),
    ("sh-session", "bash"),
    ("shell", "bash"),
    ("shell-session", "bash"),
    ("shellscript", "bash"),
    ("svg", "xml"),
    ("terminal", "bash"),
    ("tf", "terraform"),
    ("viml", "vim"),
    ("vimscript", "vim"),
    ("zsh", "bash"),
];

/// The language with a name, in any case.
pub(super) fn find<'a>(syntaxes: &'a SyntaxSet, name: &str) -> Result<CodeLanguage<'a>, Unknown> {
    let lower = name.to_lowercase();
    if PLAIN.contains(&&*lower) {
        return Ok(CodeLanguage::Plain);
    }
    if lower == "promql" {
        return Ok(CodeLanguage::PromQl);
    }
    let known =
        ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(&*lower, |(_, known)| known);
    syntaxes.find_syntax_by_token(known).map(CodeLanguage::Syntax).ok_or_else(|| {
        let names: Vec<String> =
            syntaxes.syntaxes().iter().map(|syntax| syntax.name.to_lowercase()).collect();
        let candidates = names
            .iter()
            .map(String::as_str)
            .chain(ALIASES.iter().map(|(alias, _)| *alias))
            .chain(["promql", "text"]);
        Unknown { help: suggest::did_you_mean(&lower, candidates) }
    })
}
