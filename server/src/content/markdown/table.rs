//! Tables, which scroll on their own when they are wider than the page.

use pulldown_cmark::Alignment;

use super::writer::{Open, Writer};

/// A table that is being written.
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    /// The cell that comes next.
    column: usize,
    in_head: bool,
    has_body: bool,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.tables += 1;
        // Regions of a page have to have different names.
        let name = match self.tables {
            1 => "Table".to_owned(),
            n => format!("Table {n}"),
        };
        self.tag(&format!(
            "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><table>\n"
        ));
        self.open.push(Open::Table(OpenTable {
            alignments: alignments.to_vec(),
            column: 0,
            in_head: false,
            has_body: false,
        }));
    }

    fn table(&mut self) -> Option<&mut OpenTable> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(super) fn start_table_head(&mut self) {
        self.tag("<thead>\n<tr>");
        if let Some(table) = self.table() {
            table.in_head = true;
        }
    }

    pub(super) fn end_table_head(&mut self) {
        self.tag("</tr>\n</thead>\n");
        if let Some(table) = self.table() {
            table.in_head = false;
            table.column = 0;
        }
    }

    pub(super) fn start_table_row(&mut self) {
        let first = self.table().is_some_and(|table| {
            table.column = 0;
            !std::mem::replace(&mut table.has_body, true)
        });
        self.tag(if first { "<tbody>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn start_table_cell(&mut self) {
        let Some(table) = self.table() else { return };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        table.column += 1;
        let opening = match table.in_head {
            true => format!("<th scope=\"col\"{class}>"),
            false => format!("<td{class}>"),
        };
        self.tag(&opening);
    }

    pub(super) fn end_table_cell(&mut self) {
        let in_head = self.table().is_some_and(|table| table.in_head);
        self.tag(if in_head { "</th>" } else { "</td>" });
        self.plain.push('\n');
    }

    pub(super) fn end_table(&mut self, table: &OpenTable) {
        let body = if table.has_body { "</tbody>\n" } else { "" };
        self.tag(&format!("{body}</table></div>\n"));
    }
}
