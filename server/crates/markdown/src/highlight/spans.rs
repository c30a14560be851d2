//! One line of highlighted code, with as few marks as show the same.

/// Writes pieces of a line, each with its class.
#[derive(Debug, Default)]
pub(super) struct Spans {
    html: String,
    class: Option<&'static str>,
    /// White space behind the last piece: inside its mark or behind it, whichever takes less.
    space: String,
}

impl Spans {
    /// Appends a piece; without a class it is plain text.
    pub(super) fn push(&mut self, class: Option<&'static str>, text: &str) {
        let words = text.trim_end();
        if words.is_empty() {
            self.space.push_str(text);
            return;
        }
        if class != self.class {
            self.close();
        }
        self.html.push_str(&std::mem::take(&mut self.space));
        if class != self.class {
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        html_escape::encode_text_to_string(words, &mut self.html);
        self.space.push_str(&text[words.len()..]);
    }

    fn close(&mut self) {
        if self.class.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        self.html.push_str(&self.space);
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_class_share_a_mark() {
        let mut spans = Spans::default();
        for (class, text) in [
            (None, "  "),
            (Some("hl-keyword"), "let"),
            (None, " "),
            (Some("hl-keyword"), "mut "),
            (None, "x < "),
            (Some("hl-number"), "1"),
            (None, "  "),
        ] {
            spans.push(class, text);
        }
        assert_eq!(
            spans.finish(),
            "  <span class=\"hl-keyword\">let mut</span> x &lt; <span class=\"hl-number\">1</span>  "
        );
    }
}
