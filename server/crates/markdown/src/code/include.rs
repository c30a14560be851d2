//! A block of code that shows a file, or a part of one: ```` ```python file="limiter.py#L10-L20" ````.

use diagnostics::{Span, suggest};

use super::fence::fenced;
use crate::{info::Info, writer::Writer};

/// How many lines a block may show of a file.
const MOST_LINES: usize = 2_000;
/// How many bytes all such blocks of a text may show.
const MOST_BYTES: usize = 1 << 20;

impl Writer<'_> {
    /// The lines of the file that a block names, which is called after it unless it has a title; `None`
    /// for a block that names none, or where something is wrong.
    pub(super) fn included(
        &mut self,
        info: &mut Info,
        code: &str,
        (head, span): (&Span, &Span),
    ) -> Option<String> {
        let named = info.file.take()?;
        let (name, part) = named.split_once('#').map_or((&*named, None), |(n, p)| (n, Some(p)));
        if !code.trim().is_empty() {
            if part.is_some() {
                let help = "leave the block empty: what stands in it comes from the file";
                self.error(
                    head.clone(),
                    "this block names a file and has lines",
                    Some(help.into()),
                );
            }
            // As other tools name a block.
            info.title.get_or_insert(named);
            return None;
        }
        let source = self.code_file(name, head)?;
        let found = match part {
            None => Ok(IncludedPart { first: 1, lines: without_marks(source.text().lines()) }),
            Some(part) => find(source.text(), name, part),
        };
        let IncludedPart { first, lines } = match found {
            Ok(found) => found,
            Err((message, help)) => {
                self.error(self.place_of(&named, head), message, Some(help));
                return None;
            }
        };
        let text = dedented(&lines);
        self.included += text.len();
        if lines.len() > MOST_LINES || self.included > MOST_BYTES {
            let message = format!("`{named}` is too much to be shown");
            let help = format!(
                "name a part of it: a block shows {MOST_LINES} lines of a file at most, and all of a text one megabyte"
            );
            self.error(self.place_of(&named, head), message, Some(help));
            return None;
        }
        info.title.get_or_insert_with(|| name.to_owned());
        // Numbers are those of the file, unless the writer wants others.
        info.start = info.start.map(|start| if start == 1 { first } else { start });
        let title = info.title.as_deref().unwrap_or_default();
        let plain = format!("{} title=\"{}\"", info.language, title.replace('"', "'"));
        let block = fenced(self.text.source.text(), span.start, &plain, &text);
        self.plainly.push((span.clone(), block));
        Some(text)
    }
}

/// A part of a file.
struct IncludedPart<'a> {
    /// The number of its first line.
    first: usize,
    lines: Vec<&'a str>,
}

/// Finds the part that is meant, or says what is wrong and what helps.
fn find<'a>(text: &'a str, name: &str, part: &str) -> Result<IncludedPart<'a>, (String, String)> {
    let Some((first, last)) = numbers(part) else { return anchored(text, name, part) };
    let count = text.lines().count();
    if first == 0 || first > last || last > count {
        let message = format!("`{name}` has the lines 1 to {count}");
        return Err((message, "name lines of it as `#L10-L20`".into()));
    }
    Ok(IncludedPart { first, lines: text.lines().skip(first - 1).take(last - first + 1).collect() })
}

/// `L10`, `L10-L20` and `L10-20`.
fn numbers(part: &str) -> Option<(usize, usize)> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let number = |text: &str| text.parse().ok();
    Some((number(first.strip_prefix('L')?)?, number(last.strip_prefix('L').unwrap_or(last))?))
}

/// What lies between the marks of a name.
fn anchored<'a>(
    text: &'a str,
    name: &str,
    anchor: &str,
) -> Result<IncludedPart<'a>, (String, String)> {
    let marks = || {
        let marks = text.lines().enumerate();
        marks.filter_map(|(at, line)| mark_of(line).map(|mark| (at, mark)))
    };
    let begins = marks().find(|(_, mark)| *mark == AnchorComment::Begin(anchor));
    let Some((begin, _)) = begins else {
        let names = marks().filter_map(|(_, mark)| match mark {
            AnchorComment::Begin(name) => Some(name),
            AnchorComment::End(_) => None,
        });
        let help = suggest::did_you_mean(anchor, names).unwrap_or_else(|| {
            format!("put comments with `ANCHOR: {anchor}` and `ANCHOR_END: {anchor}` around it")
        });
        return Err((format!("`{name}` has no part called `{anchor}`"), help));
    };
    let ends = marks().find(|(at, mark)| *at > begin && *mark == AnchorComment::End(anchor));
    let Some((end, _)) = ends else {
        let help = format!("put a comment with `ANCHOR_END: {anchor}` below it");
        return Err((format!("the part `{anchor}` of `{name}` does not end"), help));
    };
    let between = text.lines().skip(begin + 1).take(end - begin - 1);
    Ok(IncludedPart { first: begin + 2, lines: without_marks(between) })
}

/// A comment that says where a part begins or ends, as mdBook has them.
#[derive(Debug, PartialEq, Eq)]
enum AnchorComment<'a> {
    Begin(&'a str),
    End(&'a str),
}

fn mark_of(line: &str) -> Option<AnchorComment<'_>> {
    let named = |word: &str| {
        let (_, rest) = line.split_once(word)?;
        let rest = rest.trim_start();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        (end > 0).then(|| &rest[..end])
    };
    named("ANCHOR_END:")
        .map(AnchorComment::End)
        .or_else(|| named("ANCHOR:").map(AnchorComment::Begin))
}

/// Lines that say something to a reader.
fn without_marks<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    lines.filter(|line| mark_of(line).is_none()).collect()
}

/// Lines without what all of them begin with.
fn dedented(lines: &[&str]) -> String {
    let mut filled = lines.iter().filter(|line| !line.trim().is_empty());
    let space = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut common = filled.next().map_or("", |line| &line[..space(line)]);
    for line in filled {
        let same = common.bytes().zip(line.bytes()).take_while(|(a, b)| a == b).count();
        common = &common[..same];
    }
    let cut = |line: &&str| format!("{}\n", line.strip_prefix(common).unwrap_or_default());
    lines.iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "import time\n\n# ANCHOR: bucket\nclass Bucket:\n\n    # ANCHOR: take\n    def take(self):\n        return 1\n    # ANCHOR_END: take\n# ANCHOR_END: bucket\n# ANCHOR: open\n";

    fn part(part: &str) -> Result<(usize, String), String> {
        find(FILE, "a.py", part)
            .map(|found| (found.first, dedented(&found.lines)))
            .map_err(|(message, help)| format!("{message}; {help}"))
    }

    #[test]
    fn a_part_is_named_by_its_lines_or_its_marks() {
        let method = || "def take(self):\n    return 1\n".to_owned();
        assert_eq!(part("L7-L8"), Ok((7, method())));
        assert_eq!(part("L7-8"), Ok((7, method())));
        assert_eq!(part("L1"), Ok((1, "import time\n".to_owned())));
        assert_eq!(part("take"), Ok((7, method())));
        let class = "class Bucket:\n\n    def take(self):\n        return 1\n".to_owned();
        assert_eq!(part("bucket"), Ok((4, class)));
    }

    #[test]
    fn what_is_not_there_is_said_with_what_helps() {
        for (wrong, said) in [
            ("L9-L12", "`a.py` has the lines 1 to 11; name lines of it as `#L10-L20`"),
            ("L0", "`a.py` has the lines 1 to 11; name lines of it as `#L10-L20`"),
            ("L3-L2", "`a.py` has the lines 1 to 11; name lines of it as `#L10-L20`"),
            ("buckt", "`a.py` has no part called `buckt`; did you mean `bucket`?"),
            (
                "zz",
                "`a.py` has no part called `zz`; put comments with `ANCHOR: zz` and `ANCHOR_END: zz` around it",
            ),
            (
                "open",
                "the part `open` of `a.py` does not end; put a comment with `ANCHOR_END: open` below it",
            ),
        ] {
            assert_eq!(part(wrong), Err(said.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn lines_lose_what_all_begin_with() {
        assert_eq!(dedented(&["\t a", "", "\t  b", "  "]), "a\n\n b\n\n");
        assert_eq!(dedented(&["  a", "\tb"]), "  a\n\tb\n");
        assert_eq!(dedented(&[]), "");
    }
}
