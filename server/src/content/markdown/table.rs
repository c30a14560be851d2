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
        self.enter(
            "div",
            &format!(
                "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">"
            ),
        );
        self.enter("table", "<table>\n");
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
        self.enter("thead", "<thead>\n");
        self.enter("tr", "<tr>");
        if let Some(table) = self.table() {
            table.in_head = true;
        }
    }

    pub(super) fn end_table_head(&mut self) {
        self.end_table_row();
        self.leave("thead");
        self.tag("\n");
        if let Some(table) = self.table() {
            table.in_head = false;
        }
    }

    pub(super) fn start_table_row(&mut self) {
        let first = self.table().is_some_and(|table| !std::mem::replace(&mut table.has_body, true));
        if first {
            self.enter("tbody", "<tbody>\n");
        }
        self.enter("tr", "<tr>");
    }

    pub(super) fn end_table_row(&mut self) {
        self.leave("tr");
        self.tag("\n");
        if let Some(table) = self.table() {
            table.column = 0;
        }
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
        if table.in_head {
            self.enter("th", &format!("<th scope=\"col\"{class}>"));
        } else {
            self.enter("td", &format!("<td{class}>"));
        }
    }

    pub(super) fn end_table_cell(&mut self) {
        let in_head = self.table().is_some_and(|table| table.in_head);
        self.leave(if in_head { "th" } else { "td" });
        self.plain.push('\n');
    }

    pub(super) fn end_table(&mut self, table: &OpenTable) {
        if table.has_body {
            self.leave("tbody");
            self.tag("\n");
        }
        self.leave("table");
        self.leave("div");
        self.tag("\n");
    }
}
