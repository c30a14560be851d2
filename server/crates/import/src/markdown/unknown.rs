//! Calls of what nobody knows here, but whose arguments say clearly what they show.

use super::{
    calls::{
        call::Call,
        tabs::{tab, tabs},
    },
    common::Context,
};
use crate::{escape::fence, value};

/// Programs that fetch packages: an argument of such a name is a command.
const MANAGERS: [&str; 8] = ["npm", "yarn", "pnpm", "bun", "deno", "cargo", "pip", "brew"];

/// Arguments that are the words of what stands in a sentence.
const WORDS: [&str; 8] = ["text", "label", "name", "title", "handle", "username", "user", "value"];

/// What a call shows: an address, or a command of each of several programs.
pub(super) fn shown(call: &Call, context: &mut Context<'_>, line: usize) -> Option<String> {
    pointer(call, context, line).or_else(|| commands(call, context, line))
}

/// What is given an address, alone or with its words: a picture, or a link to it.
fn pointer(call: &Call, context: &mut Context<'_>, line: usize) -> Option<String> {
    let is_address =
        |text: &str| ["/", "http://", "https://"].iter().any(|start| text.starts_with(start));
    let (address, words) = match &call.arguments[..] {
        [(_, address)] => (address, None),
        [(None, words), (None, address)] if !is_address(words) => (address, Some(words)),
        [(None, address), (None, words)] if !is_address(words) => (address, Some(words)),
        _ => return None,
    };
    if !is_address(address) || call.inner.is_some() || address.contains(char::is_whitespace) {
        return None;
    }
    let drawn = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];
    if drawn.iter().any(|ending| address.ends_with(ending)) {
        context.became(format!("`{}`: a picture", call.name), line);
        return Some(format!("![{}]({address})", words.map_or("", String::as_str)));
    }
    context.became(format!("`{}`: a link", call.name), line);
    if let Some(words) = words {
        return Some(format!("[{}]({address})", words.replace(['[', ']'], "")));
    }
    let title = match context.addresses.resolve(address, context.text) {
        crate::addresses::Target::Text(at) => {
            context.blog.texts[at].head.get("title").and_then(value::text)
        }
        _ => None,
    };
    Some(format!("[{}]({address})", title.as_deref().unwrap_or(address)))
}

/// The same command for several programs: tabs.
fn commands(call: &Call, context: &mut Context<'_>, line: usize) -> Option<String> {
    let of_program = |(name, command): &(Option<String>, String)| {
        let name = name.as_deref().filter(|name| MANAGERS.contains(name))?;
        let fence = fence(command);
        Some(tab(name, &format!("\n\n{fence}sh\n{}\n{fence}\n\n", command.trim())))
    };
    let made: Vec<String> = call.arguments.iter().map_while(of_program).collect();
    if call.inner.is_some() || made.is_empty() || made.len() < call.arguments.len() {
        return None;
    }
    context.became(format!("`{}`: a command for each program", call.name), line);
    Some(format!("\n\n{}\n\n", tabs(&format!("\n\n{}\n\n", made.join("\n\n")))))
}

/// The words of a component that stands in a sentence, which would have a hole without them.
pub(super) fn words(call: &Call, context: &mut Context<'_>, line: usize) -> Option<String> {
    let words = call.named(&WORDS).filter(|words| call.inner.is_none() && !words.is_empty())?;
    context.became(format!("`{}`: its words", call.name), line);
    Some(words.to_owned())
}
