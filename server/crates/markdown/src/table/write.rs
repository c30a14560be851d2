//! A table as the page has it, and what it is called.

use ::words::Message;
use figures::wrapper;
use pulldown_cmark::Alignment;

use super::OpenTable;
use crate::writer::{OpenElement, Writer};

impl Writer<'_> {
    pub(crate) fn start_table(&mut self, alignments: &[Alignment]) {
        self.enter("div", "");
        let start = self.html.len();
        self.enter("table", "<table>\n");
        self.open.push(OpenElement::Table(OpenTable {
            alignments: alignments.to_vec(),
            start,
            head_start: self.plain.len(),
            head: String::new(),
            column: 0,
            in_head: false,
            has_body: false,
        }));
    }

    fn table(&mut self) -> Option<&mut OpenTable> {
        self.open.iter_mut().rev().find_map(|open| match open {
            OpenElement::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(crate) fn start_table_head(&mut self) {
        self.enter("thead", "<thead>\n");
        self.enter("tr", "<tr>");
        if let Some(table) = self.table() {
            table.in_head = true;
        }
    }

    pub(crate) fn end_table_head(&mut self) {
        self.end_table_row();
        self.leave("thead");
        self.tag("\n");
        let start = self.table().map_or(0, |table| table.head_start);
        let head = name_of(
            self.plain.get(start..).unwrap_or_default().lines(),
            self.text.words.say(Message::Table),
        );
        if let Some(table) = self.table() {
            table.in_head = false;
            table.head = head;
        }
    }

    pub(crate) fn start_table_row(&mut self) {
        let first = self.table().is_some_and(|table| !std::mem::replace(&mut table.has_body, true));
        if first {
            self.enter("tbody", "<tbody>\n");
        }
        self.enter("tr", "<tr>");
    }

    pub(crate) fn end_table_row(&mut self) {
        self.leave("tr");
        self.tag("\n");
        if let Some(table) = self.table() {
            table.column = 0;
        }
    }

    pub(crate) fn start_table_cell(&mut self) {
        let Some(table) = self.table() else { return };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        table.column += 1;
        if table.in_head {
            self.enter("th", &format!("<th scope=\"col\"{class}>"));
        } else {
            self.enter("td", &format!("<td{class}>"));
        }
    }

    pub(crate) fn end_table_cell(&mut self) {
        let in_head = self.table().is_some_and(|table| table.in_head);
        self.leave(if in_head { "th" } else { "td" });
        self.plain.push('\n');
    }

    pub(crate) fn end_table(&mut self, table: &OpenTable) {
        if table.has_body {
            self.leave("tbody");
            self.tag("\n");
        }
        self.leave("table");
        self.leave("div");
        self.tag("\n");
        if self.images == 0 {
            self.html.insert_str(table.start.min(self.html.len()), &wrapper(&table.head));
        }
    }
}

/// What a table is called for those who can't see it: as its columns are, as far as anybody listens;
/// `nameless` if they have no names.
fn name_of<'a>(columns: impl Iterator<Item = &'a str>, nameless: &str) -> String {
    let mut name = String::new();
    for column in columns.map(str::trim).filter(|column| !column.is_empty()) {
        let separator = if name.is_empty() { "" } else { ", " };
        if name.chars().count() + column.chars().count() > NAME {
            name.push_str(if name.is_empty() { nameless } else { ", …" });
            break;
        }
        name.push_str(separator);
        name.push_str(column);
    }
    if name.is_empty() { nameless.to_owned() } else { name }
}

/// The longest name of a table, in characters.
const NAME: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_called_as_its_columns_are() {
        for (columns, name) in [
            (vec!["Option", "Meaning"], "Option, Meaning"),
            (vec!["", " a "], "a"),
            (vec![], "Table"),
            (vec![&*"x".repeat(81)], "Table"),
            (vec!["a", &*"x".repeat(80), "b"], "a, …"),
        ] {
            assert_eq!(name_of(columns.into_iter(), "Table"), name);
        }
    }
}
