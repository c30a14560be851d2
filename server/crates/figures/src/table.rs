//! The table below a figure: what it shows, for those who can't see it or want to know exactly.

use ::words::{Message, Words};

use super::page::DataFile;

/// How many rows of a file are shown below its figure: all are in the file.
pub(super) const ROWS: usize = 100;

/// The element around a table, which scrolls where the table is wider than the page.
pub fn wrapper(name: &str) -> String {
    let mut wrapper =
        String::from("<div class=\"table-wrap\" data-scrolls role=\"group\" aria-label=\"");
    html_escape::encode_double_quoted_attribute_to_string(name, &mut wrapper);
    wrapper.push_str("\">");
    wrapper
}

/// Rows of texts below the names of their columns. The first column says what each row is about.
pub(super) struct DataTable {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// How many rows there would be.
    pub(super) all: usize,
}

impl DataTable {
    /// A table of all rows, or of the first if the others can be had in a file.
    pub(super) fn of(head: Vec<String>, mut rows: Vec<Vec<String>>, in_file: bool) -> Self {
        let all = rows.len();
        if in_file {
            rows.truncate(ROWS);
        }
        Self { head, rows, all }
    }

    /// Writes it below a figure of some name, with the file that has all: `link` says what that is.
    pub(super) fn write(
        &self,
        title: &str,
        file: Option<(&DataFile, Message)>,
        words: &Words,
        html: &mut String,
    ) {
        let name = words.say(Message::ChartData);
        html.push_str("<details><summary>");
        html_escape::encode_text_to_string(name, html);
        html.push_str("<span class=\"visually-hidden\">: ");
        html_escape::encode_text_to_string(title, html);
        html.push_str("</span></summary>\n");
        html.push_str(&wrapper(&format!("{name}: {title}")));
        html.push_str("<table>\n<thead>\n<tr>");
        for name in &self.head {
            html.push_str("<th scope=\"col\">");
            html_escape::encode_text_to_string(name, html);
            html.push_str("</th>");
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                html.push_str(if at == 0 { "<th scope=\"row\">" } else { "<td>" });
                html_escape::encode_text_to_string(cell, html);
                html.push_str(if at == 0 { "</th>" } else { "</td>" });
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table></div>\n");
        self.write_rest(file, words, html);
        html.push_str("</details>");
    }

    /// How many rows are not there, and where they are.
    fn write_rest(&self, file: Option<(&DataFile, Message)>, words: &Words, html: &mut String) {
        let mut parts = Vec::new();
        if self.all > self.rows.len() {
            let (shown, all) = (words.number(self.rows.len()), words.number(self.all));
            let of = words.fill(Message::ChartRows, &[("shown", &shown), ("all", &all)]);
            parts.push(html_escape::encode_text(&of).into_owned());
        }
        if let Some((file, link)) = file {
            let mut link_html = String::from("<a href=\"");
            html_escape::encode_double_quoted_attribute_to_string(&file.href, &mut link_html);
            link_html.push_str("\" rel=\"external\">");
            html_escape::encode_text_to_string(words.say(link), &mut link_html);
            link_html.push_str("</a>");
            parts.push(link_html);
        }
        if !parts.is_empty() {
            html.push_str(&format!("<p>{}</p>\n", parts.join(" ")));
        }
    }
}
