//! Code into HTML: words marked by what they are, coloured by the style sheet.
//!
//! Everything that depends on the highlighter is in this module and the ones below it.

mod languages;
mod memo;
mod promql;
mod scopes;
mod spans;

use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

use languages::CodeLanguage;
use memo::LineState;
use spans::Spans;

/// Longer lines are nobody's handwriting, and would take the highlighter minutes.
const LONGEST: usize = 5_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// A language that nothing is known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    /// The nearest language that is known.
    pub(super) help: Option<String>,
}

/// The lines of a piece of code as HTML, each complete in itself and without its line break.
///
/// # Errors
///
/// When there is no such language.
pub(super) fn highlight(language: &str, code: &str) -> Result<Vec<String>, Unknown> {
    Ok(match languages::find(&SYNTAXES, language)? {
        CodeLanguage::Plain => without(code),
        CodeLanguage::PromQl => code.lines().map(promql::line).collect(),
        CodeLanguage::Syntax(syntax) => with_syntax(syntax, code),
    })
}

/// The same, without any marks.
pub(super) fn without(code: &str) -> Vec<String> {
    code.lines().map(plain).collect()
}

fn with_syntax(syntax: &SyntaxReference, code: &str) -> Vec<String> {
    let mut place = Some(LineState::at_start(syntax));
    let lines = code.split_inclusive('\n').map(|line| match place.take() {
        Some(here) => {
            let known = here.line(line);
            place.clone_from(&known.next);
            known.html.clone()
        }
        // Where the syntax itself is faulty, the rest stays plain.
        None => plain(line.strip_suffix('\n').unwrap_or(line)),
    });
    lines.collect()
}

fn plain(line: &str) -> String {
    let mut spans = Spans::default();
    spans.push(None, line);
    spans.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_languages_are_known_by_their_common_names() {
        let names = [
            "rust",
            "rs",
            "toml",
            "yaml",
            "yml",
            "python",
            "py",
            "go",
            "golang",
            "typescript",
            "ts",
            "tsx",
            "javascript",
            "js",
            "jsx",
            "bash",
            "sh",
            "shell",
            "zsh",
            "console",
            "sql",
            "promql",
            "hcl",
            "terraform",
            "dockerfile",
            "docker",
            "json",
            "jsonc",
            "diff",
            "patch",
            "c",
            "cpp",
            "c++",
            "java",
            "kotlin",
            "swift",
            "ruby",
            "php",
            "html",
            "xml",
            "css",
            "scss",
            "markdown",
            "md",
            "make",
            "makefile",
            "nix",
            "lua",
            "perl",
            "r",
            "scala",
            "haskell",
            "elixir",
            "erlang",
            "clojure",
            "protobuf",
            "proto",
            "graphql",
            "ini",
            "nginx",
            "vue",
            "svelte",
            "zig",
            "csharp",
            "cs",
            "c#",
            "fsharp",
            "ocaml",
            "dart",
            "groovy",
            "julia",
            "viml",
            "vim",
            "tex",
            "latex",
            "log",
            "http",
            "cmake",
            "awk",
            "jq",
            "text",
            "txt",
            "plain",
            "",
        ];
        let unknown: Vec<_> =
            names.into_iter().filter(|name| highlight(name, "x\n").is_err()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn an_unknown_language_comes_with_the_nearest_known_one() {
        let help = |name| highlight(name, "").err().and_then(|unknown| unknown.help);
        assert_eq!(help("pyhton"), Some("did you mean `python`?".into()));
        assert_eq!(help("qwertyuiop"), None);
    }

    #[test]
    fn every_line_is_complete_in_itself() {
        let code = "/* one\n two */ fn x() {}\n";
        let lines = highlight("rust", code).expect("a language");
        assert_eq!(
            lines,
            [
                "<span class=\"hl-comment\">/* one</span>",
                "<span class=\"hl-comment\"> two */</span> <span class=\"hl-keyword\">fn</span> \
                 <span class=\"hl-function\">x</span>() {}",
            ]
        );
    }

    #[test]
    fn a_line_of_a_megabyte_stays_plain() {
        let code = "x".repeat(1_000_000);
        assert_eq!(highlight("rust", &code), Ok(vec![code]));
    }
}
