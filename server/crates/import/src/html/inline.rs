//! What stands in lines: words, and the elements among them.

use markup5ever_rcdom::{Handle, NodeData};

use super::{
    DEPTH, Writer, address, attribute, is_block, name, paragraph,
    pieces::{picture, text_of},
};

impl Writer {
    /// What is in an element, on one line.
    pub(super) fn words(&mut self, node: &Handle) -> String {
        let mut run = String::new();
        self.depth += 1;
        if self.depth <= DEPTH {
            for child in node.children.borrow().iter() {
                self.inline(child, &mut run);
            }
        }
        self.depth -= 1;
        paragraph(&run)
    }

    pub(super) fn inline(&mut self, node: &Handle, run: &mut String) {
        match &node.data {
            NodeData::Text { contents } => self.text(&contents.borrow(), run),
            NodeData::Element { .. } => self.element(node, run),
            _ => {}
        }
    }

    fn text(&self, text: &str, run: &mut String) {
        let mut blank = run.ends_with([' ', '\n']);
        let mut lines = 0;
        for c in text.chars() {
            if c == '\n' && self.lines {
                lines += 1;
                continue;
            }
            if lines > 0 && !c.is_whitespace() {
                let kept = run.trim_end_matches(' ').len();
                run.truncate(kept);
                run.push_str(if lines > 1 { "\n\n" } else { "\\\n" });
                (lines, blank) = (0, true);
            }
            match c {
                c if c.is_whitespace() && c != '\u{a0}' => {
                    if !blank && lines == 0 {
                        run.push(' ');
                    }
                    blank = true;
                    continue;
                }
                '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                    run.push('\\');
                    run.push(c);
                }
                '<' => run.push_str("&lt;"),
                '&' => run.push_str("&amp;"),
                c => run.push(c),
            }
            blank = false;
        }
        if lines > 0 {
            run.push_str(if lines > 1 { "\n\n" } else { "\n" });
        }
    }

    fn element(&mut self, node: &Handle, run: &mut String) {
        let mut around = |writer: &mut Self, before: &str, after: &str| {
            let inner = writer.words(node);
            let inner = inner.trim_matches('\\');
            if !inner.trim().is_empty() {
                run.push_str(&format!("{before}{}{after}", inner.trim()));
            }
        };
        match name(node) {
            "strong" | "b" => around(self, "**", "**"),
            "em" | "i" => around(self, "*", "*"),
            "del" | "s" | "strike" => around(self, "~~", "~~"),
            "sup" => around(self, "<sup>", "</sup>"),
            "sub" => around(self, "<sub>", "</sub>"),
            "kbd" => around(self, "<kbd>", "</kbd>"),
            "mark" => around(self, "<mark>", "</mark>"),
            "code" | "tt" | "samp" => {
                let mut code = String::new();
                text_of(node, &mut code);
                let code = code.replace('\n', " ");
                let ticks = if code.contains('`') { "``" } else { "`" };
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                if !code.trim().is_empty() {
                    run.push_str(&format!("{ticks}{pad}{code}{pad}{ticks}"));
                }
            }
            "br" => {
                let kept = run.trim_end_matches(' ').len();
                run.truncate(kept);
                run.push_str("\\\n");
            }
            "a" => {
                let words = self.words(node);
                match attribute(node, "href") {
                    Some(href) if !words.is_empty() && !href.is_empty() => {
                        run.push_str(&format!("[{words}]({})", address(&href)));
                    }
                    _ => run.push_str(&words),
                }
            }
            "img" => run.push_str(&picture(node, "")),
            "summary" | "figcaption" | "source" | "input" | "button" => {}
            name if is_block(name) => {
                let blocks = self.block(node);
                run.push_str(&blocks.join(" "));
            }
            _ => {
                self.depth += 1;
                if self.depth <= DEPTH {
                    for child in node.children.borrow().iter() {
                        self.inline(child, run);
                    }
                }
                self.depth -= 1;
            }
        }
    }
}
