//! Shortcodes that a configuration of Eleventy has functions for: `addShortcode("x", (a) => …)`,
//! `addPairedShortcode("x", written)`, with the function in the configuration or in a file of its own.

use crate::{
    blog::{Blog, Template},
    markdown::PAIRED,
    source::Source,
};

/// How many files are looked through for functions.
const FILES: usize = 200;

/// Takes the functions as templates of their shortcodes.
pub(super) fn read(source: &Source, blog: &mut Blog, root: &str, config: (&str, &str)) {
    let is_program = |file: &&str| {
        [".js", ".mjs", ".cjs", ".ts"].iter().any(|end| file.ends_with(end)) && *file != config.0
    };
    let files = source.below(root).filter(is_program).take(FILES);
    let read = files.filter_map(|file| Some((file.to_owned(), source.read(file).ok()?)));
    let all: Vec<(String, String)> =
        std::iter::once((config.0.to_owned(), config.1.to_owned())).chain(read).collect();
    for (file, text) in &all {
        for (at, call) in text.match_indices("hortcode(") {
            let before = text[..at].rsplit(['.', ' ', '\n', '\t']).next().unwrap_or_default();
            let rest = text[at + call.len()..].trim_start();
            let Some(quote) = rest.chars().next().filter(|c| "\"'`".contains(*c)) else { continue };
            let Some((name, rest)) = rest[1..].split_once(quote) else { continue };
            let Some(rest) = rest.trim_start().strip_prefix(',').map(str::trim_start) else {
                continue;
            };
            if !before.starts_with("add") || blog.templates.contains_key(name) {
                continue;
            }
            let Some((file, text, function)) = function(&all, (file, text), rest) else { continue };
            // Blank lines keep the places of what is said of it.
            let start = function.as_ptr() as usize - text.as_ptr() as usize;
            let lines = "\n".repeat(text[..start].matches('\n').count());
            let paired = if before.contains("Paired") { PAIRED } else { "" };
            let end = end(function);
            let text = format!("{lines}{paired}{}", &function[..end]);
            blog.templates.insert(name.to_owned(), Template { file: file.to_owned(), text });
        }
    }
}

/// The file with a function, the text of that, and the function: it stands there, or is named.
fn function<'a>(
    all: &'a [(String, String)],
    (file, text): (&'a str, &'a str),
    rest: &'a str,
) -> Option<(&'a str, &'a str, &'a str)> {
    let plain = rest.strip_prefix("async ").unwrap_or(rest);
    if plain.starts_with('(') || plain.starts_with("function") {
        return Some((file, text, plain));
    }
    let is_letter = |c: char| c.is_alphanumeric() || "_$.".contains(c);
    let path = &plain[..plain.find(|c: char| !is_letter(c)).unwrap_or(plain.len())];
    // `(a) =>` may have no brackets.
    if plain[path.len()..].trim_start().starts_with("=>") {
        return None;
    }
    let name = path.rsplit('.').next().filter(|name| !name.is_empty())?;
    let heads = [
        format!("function {name}("),
        format!("const {name} = "),
        format!("exports.{name} = "),
        format!("\n\t{name}("),
        format!("\n  {name}("),
        format!("\n    {name}("),
        format!("{name}: function"),
    ];
    all.iter().find_map(|(file, text)| {
        let at = heads.iter().find_map(|head| {
            let at = text.find(&**head)?;
            Some(at + head.len() - usize::from(head.ends_with('(')))
        })?;
        let found = text[at..].trim_start();
        let found = found.strip_prefix("async ").unwrap_or(found);
        let is_one = found.starts_with('(') || found.starts_with("function");
        is_one.then_some((file.as_str(), text.as_str(), found))
    })
}

/// Where a function ends at the latest.
fn end(function: &str) -> usize {
    (0..=LONGEST.min(function.len())).rev().find(|end| function.is_char_boundary(*end)).unwrap_or(0)
}

/// How many bytes of a function are read.
const LONGEST: usize = 16 << 10;
