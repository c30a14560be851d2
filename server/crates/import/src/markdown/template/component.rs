//! Components of Astro, React and Vue: what they show for what they are given.

pub(super) mod function;
mod markup;
mod names;
mod script;

use super::{known::Known, writer::Writer};
use markup::Walk;
use names::Names;

pub(crate) use names::Framework;

/// Reads a component; `None` where it has no markup of one piece.
pub(super) fn translate(
    text: &str,
    framework: Framework,
    known: Known<'_>,
) -> Option<(String, Vec<(usize, String)>)> {
    let (script, markup, line) = parts(text, framework)?;
    let mut writer = Writer::default();
    let names = Names::new(framework, known);
    writer.line = 1;
    script::read(script, framework, &names, &mut writer);
    writer.line = line;
    let mut walk = Walk { writer, names: &names, framework };
    walk.all(markup, 0);
    Some(walk.writer.finish())
}

/// The program of a component, what it shows, and the line on which that begins.
fn parts(text: &str, framework: Framework) -> Option<(&str, &str, usize)> {
    let line = |at: usize| 1 + text[..at].matches('\n').count();
    match framework {
        Framework::Astro => match text.trim_start().strip_prefix("---\n") {
            Some(rest) => {
                let (script, markup) = rest.split_once("\n---").or(rest.split_once("---\n"))?;
                Some((script, markup, line(text.len() - markup.len())))
            }
            None => Some(("", text, 1)),
        },
        Framework::React => {
            let (start, markup) = returned(text)?;
            Some((&text[..start], markup, line(start)))
        }
        Framework::Vue => {
            let open = text.find("<template")?;
            let start = open + text[open..].find('>')? + 1;
            let end = text.rfind("</template>").filter(|end| *end >= start)?;
            let script = text.split_once("<script").map_or("", |(_, script)| script);
            let script = script.split_once('>').map_or("", |(_, script)| script);
            let script = script.split("</script>").next().unwrap_or_default();
            Some((script, &text[start..end], line(start)))
        }
    }
}

/// What a function shows, if it has one end only.
fn returned(text: &str) -> Option<(usize, &str)> {
    let shows =
        |at: &usize| text[*at..].trim_start_matches(['(', ' ', '\n', '\t']).starts_with('<');
    let ends = text.match_indices("return").map(|(at, word)| at + word.len()).filter(shows);
    let whole = text.match_indices("=> (").map(|(at, word)| at + word.len() - 1).filter(shows);
    let all: Vec<usize> = ends.chain(whole.filter(|at| is_whole_body(&text[..*at]))).collect();
    let [start] = all[..] else { return None };
    let rest = &text[start..];
    let inner = rest.trim_start();
    let start = start + rest.len() - inner.len();
    let markup = match inner.starts_with('(') {
        true => {
            let end = closing(inner)?;
            &inner[1..end]
        }
        false => {
            let end = [";\n", "\n}", "\n)"].iter().filter_map(|mark| inner.find(mark)).min();
            &inner[..end.unwrap_or(inner.len())]
        }
    };
    Some((start, markup))
}

/// Whether a function that shows something at once is one of the file, and not one within another.
fn is_whole_body(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.starts_with("export") || line.starts_with("const") || line.starts_with("}")
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
