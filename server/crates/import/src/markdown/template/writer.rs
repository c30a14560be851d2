//! A template of ours while it is written.

use super::{infix::Made, words::bare};

/// How deep blocks may lie in each other.
const DEPTH: usize = 24;

/// Functions and filters that templates of ours have not, and without which a value shows nearly the same.
const AS_IT_IS: [&str; 8] = [
    "truncate",
    "truncatewords",
    "plainify",
    "strip_html",
    "striptags",
    "dateFormat",
    "date_to_string",
    "date_to_long_string",
];

/// A template of ours, and what of the old one it lacks.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// The line of the old template, what stands there, and what is shown in its place.
    lost: Vec<(usize, String)>,
    blocks: Vec<Block>,
    /// In how many blocks that nothing is written of we are.
    silent: usize,
    /// The line that is being read.
    pub(super) line: usize,
}

/// A block that is open.
struct Block {
    kind: Kind,
    /// Whether its tag was written, so that its end has to be.
    is_written: bool,
    /// Whether what stands in this part of it is not written.
    is_silent: bool,
}

/// Which kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    For,
    Set,
    /// One without a tag of ours.
    Plain,
}

impl Writer {
    pub(super) fn depth(&self) -> usize {
        self.blocks.len()
    }

    /// What stands as it is.
    pub(super) fn literal(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            let (before, behind) = rest.split_at(at);
            self.text.push_str(before);
            let is_mark = behind[1..].starts_with(['{', '%', '#']);
            self.text.push_str(if is_mark { "{{ \"{\" }}" } else { "{" });
            rest = &behind[1..];
        }
        self.text.push_str(rest);
    }

    /// Takes out the blanks before this place.
    pub(super) fn trim(&mut self) {
        if self.silent == 0 && !self.text.ends_with("%}") {
            self.text.truncate(self.text.trim_end().len());
        }
    }

    /// Leaves out the blanks that what is left begins with.
    pub(super) fn trim_behind<'t>(&mut self, rest: &'t str) -> &'t str {
        let trimmed = rest.trim_start();
        self.line += rest[..rest.len() - trimmed.len()].matches('\n').count();
        trimmed
    }

    /// Notes what of the template is not here.
    pub(super) fn lose(&mut self, what: impl Into<String>) {
        if self.silent == 0 {
            let lost = (self.line, what.into());
            if !self.lost.contains(&lost) && self.lost.len() < LOST {
                self.lost.push(lost);
            }
        }
    }

    /// What is filled in.
    pub(super) fn output(&mut self, shown: &str, made: Made) {
        match made {
            Ok(made) if self.silent == 0 => {
                self.text.push_str(&format!("{{{{ {} }}}}", bare(&made)));
                let mut names = shown.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                if let Some(name) = names.find(|name| AS_IT_IS.contains(name)) {
                    let shown = short(shown);
                    self.lose(format!("`{shown}` shows its value as it is: there is no `{name}`"));
                }
            }
            Ok(_) => {}
            Err(why) => self.lose(format!("`{}` is nothing here: {why}", short(shown))),
        }
    }

    fn tag(&mut self, tag: &str) {
        if self.silent == 0 {
            self.text.push_str(&format!("{{% {tag} %}}"));
        }
    }

    fn open(&mut self, kind: Kind, shown: &str, made: Result<String, String>) {
        let is_deep = self.blocks.len() >= DEPTH;
        let made = if is_deep { Err("blocks lie too deep in each other".to_owned()) } else { made };
        let is_silent = made.is_err();
        match made {
            Ok(tag) => self.tag(&tag),
            Err(why) => {
                self.lose(format!("`{}` is left out, with what stands in it: {why}", short(shown)))
            }
        }
        self.blocks.push(Block { kind, is_written: !is_silent, is_silent });
        self.silent += usize::from(is_silent);
    }

    pub(super) fn open_if(&mut self, shown: &str, condition: Made) {
        let tag = condition.map(|condition| format!("if {}", bare(&condition)));
        self.open(Kind::If, shown, tag);
    }

    /// A loop, of which `over` is what `for` has behind it: `a in b`.
    pub(super) fn open_for(&mut self, shown: &str, over: Made) {
        self.open(Kind::For, shown, over.map(|over| format!("for {over}")));
    }

    pub(super) fn open_set(&mut self, name: &str) {
        self.open(Kind::Set, name, Ok(format!("set {name}")));
    }

    /// A block of which only what stands in it counts, or nothing.
    pub(super) fn open_plain(&mut self, is_silent: bool) {
        self.blocks.push(Block { kind: Kind::Plain, is_written: false, is_silent });
        self.silent += usize::from(is_silent);
    }

    /// The next part of a block: what holds if nothing before it does.
    pub(super) fn or_if(&mut self, shown: &str, condition: Made) {
        let Some(block) = self.blocks.last_mut() else { return };
        self.silent -= usize::from(std::mem::take(&mut block.is_silent));
        let is_written = block.is_written;
        match condition {
            Ok(condition) => {
                let word = if is_written { "elif" } else { "if" };
                self.tag(&format!("{word} {}", bare(&condition)));
                self.last(true, false);
            }
            Err(why) => {
                self.lose(format!("`{}` is left out, with what stands in it: {why}", short(shown)));
                self.last(is_written, true);
            }
        }
    }

    fn last(&mut self, is_written: bool, is_silent: bool) {
        if let Some(block) = self.blocks.last_mut() {
            block.is_written = is_written;
            block.is_silent = is_silent;
            self.silent += usize::from(is_silent);
        }
    }

    pub(super) fn or_else(&mut self) {
        let Some(block) = self.blocks.last_mut() else { return };
        self.silent -= usize::from(std::mem::take(&mut block.is_silent));
        if block.is_written && block.kind != Kind::Plain {
            self.tag("else");
        }
    }

    /// Ends the innermost block; `None` where none is open.
    pub(super) fn end(&mut self) -> Option<Kind> {
        let block = self.blocks.pop()?;
        self.silent -= usize::from(block.is_silent);
        if block.is_written {
            self.tag(match block.kind {
                Kind::If => "endif",
                Kind::For => "endfor",
                Kind::Set => "endset",
                Kind::Plain => return Some(Kind::Plain),
            });
        }
        Some(block.kind)
    }

    /// Gives a value a name.
    pub(super) fn set(&mut self, name: &str, shown: &str, made: Made) {
        match made {
            Ok(made) => self.tag(&format!("set {name} = {}", bare(&made))),
            Err(why) => {
                self.lose(format!("`{}` is nothing here: {why}", short(shown)));
            }
        }
    }

    /// The template, and what it lacks.
    pub(super) fn finish(mut self) -> (String, Vec<(usize, String)>) {
        while self.end().is_some() {}
        (self.text, self.lost)
    }
}

/// How much is told of one template.
const LOST: usize = 20;

/// What stands in a tag, on a line and not too long.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
