//! The fields of a figure, which are TOML or YAML as front matter is, and the data below them or in a
//! file.

use diagnostics::{Source, Span, Spanned};
use values::{Fields, Language, Table};

use super::{
    block::{Artist, Block, SpanBase, lines},
    page::DataFile,
};

/// Where the head of a figure ends, and where its data begins: behind the first empty line, or
/// where the first line stands that is no field.
pub(super) fn split(text: &str) -> (Span, Span) {
    let mut begun = false;
    for line in lines(text) {
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed == "---" {
            if begun {
                return (0..line.start, (line.start + line.text.len()).min(text.len())..text.len());
            }
            continue;
        }
        if begun && !is_field(line.text) {
            return (0..line.start, line.start..text.len());
        }
        begun = true;
    }
    (0..text.len(), text.len()..text.len())
}

/// The same of a figure that needs no fields: all of it is data, unless it begins with one of `keys`, or
/// with a word and a `=` between spaces.
pub(super) fn split_any(text: &str, keys: &[&str]) -> (Span, Span) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let begins = |line: &str| {
        let line = line.trim_start();
        let (key, rest) = line.split_at(line.find(|c| !is_word(c)).unwrap_or(line.len()));
        let is_known = keys.contains(&key) && rest.trim_start().starts_with(['=', ':']);
        is_known || !key.is_empty() && rest.starts_with(" = ")
    };
    let first = text.lines().find(|line| !line.trim().is_empty());
    if first.is_some_and(begins) { split(text) } else { (0..0, 0..text.len()) }
}

/// Whether a line may be part of TOML or YAML, and not of the data.
fn is_field(line: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | ' ');
    let name = line.split(['=', ':']).next().unwrap_or_default();
    let is_key = name.len() < line.len() && name.chars().all(is_word);
    is_key || line.starts_with([' ', '\t', '#', '[', ']', '}'])
}

/// The language of a head, which its first line shows.
pub(super) fn language(head: &str) -> Option<Language> {
    let line = head.lines().find(|line| !line.trim().is_empty())?;
    Some(match line.find(['=', ':']) {
        Some(at) if line[at..].starts_with(':') => Language::Yaml,
        _ => Language::Toml,
    })
}

/// The fields that every figure with data has.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// A file with the data.
    pub(super) data: Option<Spanned<String>>,
}

/// What these are called.
pub(super) const COMMON: [&str; 3] = ["title", "description", "data"];

impl Common {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let description = fields.text("description").map(|text| text.value);
        Self {
            title: fields.filled("title").map(|title| title.value),
            description: description.filter(|text| !text.is_empty()),
            data: fields.filled("data"),
        }
    }
}

/// Where the data of a figure is.
pub(super) struct DataLocation {
    /// The file that it lies in, if it does not stand in the block.
    pub(super) file: Option<DataFile>,
    /// Its part of the file, or of the block.
    pub(super) part: Span,
}

impl DataLocation {
    /// The text that it is a part of.
    pub(super) fn origin<'a>(&'a self, block: &Block<'a>) -> SpanBase<'a> {
        match &self.file {
            Some(file) => SpanBase::File(&file.source),
            None => SpanBase::Block(block.lines),
        }
    }
}

impl Artist<'_> {
    /// The fields in the head of a block, read by `read`.
    pub(super) fn fields<T>(
        &mut self,
        block: &Block<'_>,
        head: Span,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let file = self.around.source;
        let (spread, part) = block.lines.spread(head, file.text());
        let source = Source::new(file.path(), &spread);
        let mut faults = Vec::new();
        let text = source.text().get(part.clone()).unwrap_or_default();
        let table = match language(text) {
            Some(language) => values::parse(&source, part, language, &mut faults),
            None => Some(Table::default()),
        };
        let read = table.map(|table| {
            let mut fields = Fields::new(&source, table, &mut faults);
            let read = read(&mut fields);
            fields.finish();
            read
        });
        for fault in faults {
            // The line as it stands in the file has what the spread text leaves out.
            self.page.report(file.shown(fault));
        }
        read
    }

    /// The data of a figure: in a file that its fields name, or below them. `kind` is what the figure is
    /// called, `below` how to write its data, `largest` how many bytes the file may have.
    pub(super) fn given(
        &mut self,
        block: &Block<'_>,
        file: Option<&Spanned<String>>,
        body: Span,
        (kind, below, largest): (&str, &str, u64),
    ) -> Option<DataLocation> {
        let text = block.lines.text().get(body.clone()).unwrap_or_default();
        match (file, !text.trim().is_empty()) {
            (Some(name), true) => {
                let help = "take one of them out";
                let message = "the data stands in a file and below the fields";
                self.error(name.span.clone(), message, help);
                None
            }
            (Some(name), false) => {
                let file = self.page.data_file(name, largest)?;
                let part = 0..file.source.text().len();
                Some(DataLocation { file: Some(file), part })
            }
            (None, false) => {
                self.error(block.head.clone(), format!("this {kind} has no data"), below);
                None
            }
            (None, true) => Some(DataLocation { file: None, part: body }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_begins_behind_the_fields() {
        for (text, head, data) in [
            ("type = \"line\"\n\na,b\n", "type = \"line\"\n", "\na,b\n"),
            ("\ntype: line\nx:\n  unit: s\n---\na,b", "\ntype: line\nx:\n  unit: s\n", "\na,b"),
            ("type: line\na,b\n1,2", "type: line\n", "a,b\n1,2"),
            ("x.unit = \"s\"", "x.unit = \"s\"", ""),
            ("", "", ""),
        ] {
            let (first, second) = split(text);
            assert_eq!((&text[first], &text[second]), (head, data));
        }
    }

    #[test]
    fn what_begins_with_no_field_is_data() {
        for (text, head) in [
            ("title: a\n\nb", "title: a\n"),
            ("title=\"a\"\n\nb", "title=\"a\"\n"),
            ("titel = \"a\"\n\nb", "titel = \"a\"\n"),
            ("level=info msg=a\n\nb", ""),
            ("{\"a\": 1}", ""),
            ("main;a 4", ""),
            ("error: it broke", ""),
            ("\n", ""),
        ] {
            let (first, second) = split_any(text, &COMMON);
            assert_eq!((&text[first.clone()], second.start >= first.end), (head, true));
        }
    }
}
