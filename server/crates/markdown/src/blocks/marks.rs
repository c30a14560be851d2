//! The lines that begin and end blocks.

use std::collections::BTreeMap;

use ::words::Message;
use diagnostics::Span;

use super::{
    attributes::{self, List},
    block::{Block, BlockKind, Title},
};

/// A line that is more than text, without what precedes it in quotations and lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkedLine {
    pub(super) line: Span,
    pub(super) mark: BlockMark,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BlockMark {
    /// `:::note`, with so many colons.
    Begin(usize, Block),
    /// `:::`
    End(usize),
    /// `> [!note]`: the quotation is the block.
    Quote(Block),
    /// `!!! note`: what is indented below it is the block, as if the line were an item of a list.
    Item(Block),
    /// A line that says nothing: a comment, an import.
    Nothing,
    /// A list of attributes that nothing has here: `{: .class}`.
    Attributes,
    /// A line that makes way without a word: the heading above has its attributes, or the line below
    /// tells of it.
    Silent,
}

impl BlockMark {
    /// Whether the line leaves nothing where it stands.
    pub(super) fn is_left_out(&self) -> bool {
        matches!(self, Self::Nothing | Self::Attributes | Self::Silent)
    }
}

impl MarkedLine {
    /// Where the rule is put that stands for the line.
    pub(super) fn rule(&self) -> Option<usize> {
        match self.mark {
            BlockMark::Nothing | BlockMark::Attributes | BlockMark::Silent => None,
            BlockMark::Item(_) => Some(self.line.start + INDENT),
            _ => Some(self.line.start),
        }
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.mark, BlockMark::Item(_))
    }
}

/// How deep blocks of colons may lie in each other: deeper ones are text.
const DEPTH: usize = 32;

/// How long a comment is at most.
const LONGEST: usize = 4096;

/// How far the content of `!!! note` is indented.
pub(super) const INDENT: usize = 4;

/// Whether there may be such lines in a text.
pub(super) fn may_have(text: &str) -> bool {
    [":::", "!!! ", "??? ", "???+ ", "[!", "{/*", "import ", "={", "{:"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// The lines that begin and end blocks, by where they begin; `is_text` tells which are none.
pub(super) fn marks(text: &str, is_text: impl Fn(usize) -> bool) -> BTreeMap<usize, MarkedLine> {
    let mut found = BTreeMap::new();
    // The blocks of colons that are open: how many colons, and whether it is one of ours.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut end = 0;
    // Whether a paragraph may begin here.
    let mut is_free = true;
    // Where the comment ends that began on a line above.
    let mut comment = 0;
    // The line above, if it is no empty one.
    let mut above: Option<Line<'_>> = None;
    for whole in text.split_inclusive('\n') {
        let line = Line::of(end, whole);
        end += whole.len();
        let before = above.replace(line).filter(|above| !above.text.is_empty());
        let was_free = std::mem::replace(&mut is_free, line.text.is_empty());
        if line.text.is_empty() || is_text(line.start) {
            continue;
        }
        if comment == 0 || comment < line.start {
            comment = line.comment(text).unwrap_or_default();
        }
        if line.start < comment {
            is_free = true;
            found.insert(
                line.start,
                MarkedLine { line: line.start..line.end(), mark: BlockMark::Nothing },
            );
            continue;
        }
        let mark = match line.colons() {
            Some((colons, rest)) => line.of_colons(colons, rest, &mut open),
            None => line
                .quote()
                .or_else(|| line.item())
                .or_else(|| line.nothing(was_free))
                .or_else(|| line.attributes(before.as_ref())),
        };
        if let Some(mark) = mark {
            is_free = mark.is_left_out();
            if let Some(item) =
                before.filter(|item| mark == BlockMark::Attributes && line.replaces(item))
            {
                let line = item.start..item.end();
                found.insert(item.start, MarkedLine { line, mark: BlockMark::Silent });
            }
            found.insert(line.start, MarkedLine { line: line.start..line.end(), mark });
        }
    }
    found
}

/// Which of some open blocks a line of colons ends: the innermost that began with as many, else the
/// innermost that began with fewer.
pub(super) fn closed_by<T: Copy + Into<Opened>>(open: &[T], colons: usize) -> Option<usize> {
    let with = |open: &T| -> Opened { (*open).into() };
    let same = open.iter().rposition(|open| with(open).0 == colons);
    same.or_else(|| open.iter().rposition(|open| with(open).0 < colons))
}

/// With how many colons a block began.
#[derive(Clone, Copy)]
pub(super) struct Opened(pub(super) usize);

impl From<(usize, bool)> for Opened {
    fn from((colons, _): (usize, bool)) -> Self {
        Self(colons)
    }
}

/// A line without what precedes it.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    is_quoted: bool,
}

impl<'a> Line<'a> {
    fn of(start: usize, whole: &'a str) -> Self {
        let rest = whole.trim_start_matches([' ', '\t', '>']);
        let before = &whole[..whole.len() - rest.len()];
        Self { start: start + before.len(), text: rest.trim_end(), is_quoted: before.contains('>') }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// How many colons it begins with, three at least, and what follows them.
    fn colons(&self) -> Option<(usize, &'a str)> {
        let rest = self.text.trim_start_matches(':');
        let colons = self.text.len() - rest.len();
        (colons >= 3).then(|| (colons, rest.trim()))
    }

    /// What a line of colons begins or ends, given the blocks that are open.
    fn of_colons(
        &self,
        colons: usize,
        rest: &str,
        open: &mut Vec<(usize, bool)>,
    ) -> Option<BlockMark> {
        if rest.is_empty() {
            let closed = closed_by(open, colons);
            let is_ours = closed.is_some_and(|at| open[at].1);
            open.truncate(closed.unwrap_or(open.len()));
            return is_ours.then_some(BlockMark::End(colons));
        }
        if open.len() == DEPTH {
            return None;
        }
        let block = self.container(colons);
        open.push((colons, block.is_some()));
        block.map(|block| BlockMark::Begin(colons, block))
    }

    /// A place in the line, without the blanks around it; `None` when nothing is left.
    fn place(&self, part: &str) -> Option<Span> {
        let part = part.trim();
        let start =
            self.start + (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (!part.is_empty()).then(|| start..start + part.len())
    }

    /// `:::tip Title`, `::: details Title {open}`, `:::caution[Title]`
    fn container(&self, colons: usize) -> Option<Block> {
        let (name, rest) = name(self.text[colons..].trim_start());
        let kind = match name {
            "details" => BlockKind::Details,
            "code-group" => BlockKind::Group,
            name => BlockKind::Alert(class(name)?),
        };
        let (mut rest, mut folds) = (rest.trim(), (kind == BlockKind::Details).then_some(false));
        if let Some((before, braces)) =
            rest.strip_suffix('}').and_then(|braced| braced.rsplit_once('{'))
        {
            rest = before;
            folds = folds.map(|_| braces.split_whitespace().any(|word| word == "open"));
        }
        let bracketed = rest.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let title = self.title(name, bracketed.unwrap_or(rest));
        let title = if kind == BlockKind::Group { Title::Nothing } else { title };
        Some(Block { kind, title, folds })
    }

    /// `[!NOTE] Title`, `[!info]-`. Those that GitHub knows, the parser knows, too.
    fn quote(&self) -> Option<BlockMark> {
        let (inner, rest) = self.text.strip_prefix("[!")?.split_once(']')?;
        let class = class(&inner.to_lowercase()).filter(|_| self.is_quoted)?;
        let folds = match rest.chars().next() {
            Some('-') => Some(false),
            Some('+') => Some(true),
            None | Some(' ' | '\t') => None,
            _ => return None,
        };
        let of_github = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].contains(&inner);
        if of_github && rest.is_empty() {
            return None;
        }
        let title = self.title(&inner.to_lowercase(), rest.trim_start_matches(['-', '+']));
        Some(BlockMark::Quote(Block { kind: BlockKind::Alert(class), title, folds }))
    }

    /// `!!! note "Title"`, `??? note`, `???+ note`
    fn item(&self) -> Option<BlockMark> {
        let marks = [("!!! ", None), ("??? ", Some(false)), ("???+ ", Some(true))];
        let (mark, folds) = marks.into_iter().find(|(mark, _)| self.text.starts_with(mark))?;
        let (name, rest) = name(self.text[mark.len()..].trim_start());
        let class = class(&name.to_lowercase())?;
        let title = match rest.split_once('"').and_then(|(_, rest)| rest.split_once('"')) {
            Some(("", _)) if folds.is_none() => Title::Nothing,
            Some((title, _)) => self.title(name, title),
            None => self.title(name, ""),
        };
        Some(BlockMark::Item(Block { kind: BlockKind::Alert(class), title, folds }))
    }

    /// Where a comment of MDX ends that begins with the line and has its lines for itself.
    fn comment(&self, text: &str) -> Option<usize> {
        const END: &[u8] = b"*/}";
        self.text.starts_with("{/*").then_some(())?;
        let bound = text.len().min(self.start + LONGEST);
        let within = &text.as_bytes()[self.start..bound];
        let end = within.windows(END.len()).position(|part| part == END)?;
        let end = self.start + end + END.len();
        let behind = text[end..].split('\n').next().unwrap_or_default();
        behind.trim().is_empty().then_some(end)
    }

    /// An import of MDX where a paragraph may begin.
    fn nothing(&self, is_free: bool) -> Option<BlockMark> {
        let line = self.text.trim_end_matches(';');
        let is_import = line.starts_with("import ")
            && line.ends_with(['\'', '"'])
            && (line.contains(" from ") || line["import ".len()..].starts_with(['\'', '"']));
        (is_free && is_import && !self.is_quoted).then_some(BlockMark::Nothing)
    }

    /// A list of attributes, given the line above it.
    fn attributes(&self, above: Option<&Self>) -> Option<BlockMark> {
        let list = attributes::list(self.text)?;
        let is_heading = |above: &Self| {
            let hashes = above.text.trim_start_matches('#');
            let is_rule = |mark| !above.text.is_empty() && above.text.chars().all(|c| c == mark);
            (hashes.len() < above.text.len() && hashes.starts_with(' '))
                || is_rule('-')
                || is_rule('=')
        };
        let of_heading = list == List::OfHeading && above.is_some_and(is_heading);
        Some(if of_heading { BlockMark::Silent } else { BlockMark::Attributes })
    }

    /// Whether the line stands for a table of contents in the place of the item above it.
    fn replaces(&self, item: &Self) -> bool {
        let is_item = item.text.starts_with(['-', '*', '+']) || item.text.starts_with("1.");
        attributes::list(self.text) == Some(List::Contents) && is_item
    }

    fn title(&self, name: &str, written: &str) -> Title {
        match self.place(written) {
            Some(place) => Title::Written(place),
            None => Title::Usual(usual(name)),
        }
    }
}

/// The name that a text begins with, and what follows it.
fn name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text.split_at(end)
}

/// What a block is called whose writer does not say.
fn usual(name: &str) -> Message {
    match name {
        "tip" | "hint" => Message::Tip,
        "success" | "check" | "done" => Message::Success,
        "important" => Message::Important,
        "warning" | "attention" => Message::Warning,
        "caution" => Message::Caution,
        "danger" => Message::Danger,
        "error" | "failure" | "fail" | "missing" | "bug" => Message::Error,
        "info" => Message::Info,
        "abstract" | "summary" | "tldr" => Message::Summary,
        "question" | "help" | "faq" => Message::Question,
        "example" => Message::Example,
        "details" => Message::Details,
        _ => Message::Note,
    }
}

/// The class of a note that somebody calls so: there are five, as on GitHub.
fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "question" | "help"
        | "faq" | "example" | "quote" | "cite" | "seealso" => "note",
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}
