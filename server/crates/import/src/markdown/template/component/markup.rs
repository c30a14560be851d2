//! What a component shows: elements with expressions in them.

use super::{
    super::{
        super::weave::{Attribute, RawTag, Value, braces, tag_at},
        infix::expression,
        words::is_name,
        writer::Writer,
    },
    Framework,
    names::Names,
};

/// How deep expressions with elements may lie in each other.
const DEPTH: usize = 16;

/// A walk over what a component shows.
pub(super) struct Walk<'a> {
    pub(super) writer: Writer,
    pub(super) names: &'a Names<'a>,
    pub(super) framework: Framework,
}

impl Walk<'_> {
    /// Reads a piece of markup.
    pub(super) fn all(&mut self, markup: &str, depth: usize) {
        let mut at = 0;
        // The elements of Vue that stand there under a condition or for each of a list.
        let mut open: Vec<(String, usize)> = Vec::new();
        while let Some(next) = markup[at..].find(['<', '{']).map(|next| at + next) {
            self.text(&markup[at..next]);
            let rest = &markup[next..];
            at = next + 1;
            if let Some(comment) = rest.strip_prefix("<!--") {
                let length = comment.find("-->").map_or(rest.len(), |end| end + "<!---->".len());
                self.skip(&rest[..length]);
                at = next + length;
            } else if rest.starts_with("{{") && self.framework == Framework::Vue {
                let end = rest.find("}}").unwrap_or(rest.len());
                let made = expression(rest.get(2..end).unwrap_or_default(), self.names);
                self.writer.output(&rest[..end], made);
                at = (next + end + 2).min(markup.len());
            } else if rest.starts_with('{') && self.framework != Framework::Vue {
                match braces(markup, next) {
                    Some(end) => {
                        let line = self.writer.line;
                        self.braced(markup[next + 1..end - 1].trim(), depth);
                        self.writer.line = line;
                        self.skip(&markup[next..end]);
                        at = end;
                    }
                    None => self.writer.lose("a brace has no end"),
                }
            } else if let Some(tag) = tag_at(markup, next) {
                at = tag.range.end;
                self.tag(&tag, markup, &mut at, &mut open);
            } else {
                self.text(&rest[..1]);
            }
        }
        self.text(&markup[at..]);
    }

    /// Text, whose lines are not indented: to Markdown they would be code.
    fn text(&mut self, text: &str) {
        let mut lines = text.split('\n');
        let first = lines.next().unwrap_or_default();
        let mut made = first.to_owned();
        for line in lines {
            if !made.ends_with('\n') {
                made.push('\n');
            }
            made.push_str(line.trim_start());
        }
        self.writer.literal(&made);
        self.skip(text);
    }

    /// Counts the lines of what was read.
    fn skip(&mut self, text: &str) {
        self.writer.line += text.matches('\n').count();
    }

    /// An expression between braces, with elements in it or without.
    fn braced(&mut self, inner: &str, depth: usize) {
        if inner.is_empty() || inner.starts_with("/*") || inner.starts_with("//") {
            return;
        }
        if depth == DEPTH {
            return self.writer.lose("expressions lie too deep in each other");
        }
        let Some(start) = inner.find('<').filter(|at| tag_at(inner, *at).is_some()) else {
            let made = expression(inner, self.names);
            return self.writer.output(inner, made);
        };
        let before = inner[..start].trim_end().trim_end_matches('(').trim_end();
        let shown = before;
        if let Some(condition) = before.strip_suffix("&&") {
            let made = expression(condition, self.names);
            self.writer.open_if(shown, made);
            self.all(unwrapped(&inner[start..]), depth + 1);
            self.writer.end();
        } else if let Some(condition) = before.strip_suffix('?') {
            let made = expression(condition, self.names);
            let (yes, no) = halves(&inner[start..]);
            self.writer.open_if(shown, made);
            self.all(unwrapped(yes), depth + 1);
            self.writer.or_else();
            let no = no.trim().trim_start_matches('(').trim();
            if no.starts_with('<') {
                self.all(unwrapped(no), depth + 1);
            } else {
                self.braced(no.trim_end_matches(')'), depth + 1);
            }
            self.writer.end();
        } else if let Some((list, names)) = mapped(before) {
            self.each(shown, list, names, &inner[start..], depth);
        } else if before.is_empty() {
            self.all(inner, depth + 1);
        } else {
            self.writer.lose(format!("`{shown} …` is left out"));
        }
    }

    /// `list.map((item, at) => <li>…</li>)`
    fn each(&mut self, shown: &str, list: &str, names: &str, body: &str, depth: usize) {
        let list = expression(list, self.names);
        let item = format!("each{}", self.writer.depth());
        let names = names.trim().trim_matches(['(', ')']).trim();
        if let Some(inner) = names.strip_prefix('{') {
            let inner = inner.split('}').next().unwrap_or(inner);
            for name in inner.split(',').map(str::trim).filter(|name| is_name(name)) {
                self.names.give(name, format!("{item}.{name}"));
            }
        } else {
            let mut names =
                names.split(',').map(|name| name.split(':').next().unwrap_or(name).trim());
            if let Some(name) = names.next() {
                self.names.give(name, item.clone());
            }
            if let Some(name) = names.next() {
                self.names.give(name, "loop.index0");
            }
        }
        self.writer.open_for(shown, list.map(|list| format!("{item} in {list}")));
        self.all(unwrapped(body), depth + 1);
        self.writer.end();
    }

    fn tag(&mut self, tag: &RawTag, markup: &str, at: &mut usize, open: &mut Vec<(String, usize)>) {
        let written = &markup[tag.range.clone()];
        if matches!(&*tag.name, "style" | "script") && !tag.closes {
            if tag.name == "script" && !tag.self_closing {
                self.writer.lose("a script of the component is left out");
            }
            let close = format!("</{}>", tag.name);
            if let Some(end) = markup[*at..].find(&close) {
                *at += end + close.len();
            }
            return self.skip(&markup[tag.range.start..*at]);
        }
        if matches!(&*tag.name, "slot" | "Slot" | "Content") {
            if !tag.closes && tag.text("name").is_none_or(|name| name == "default") {
                self.writer.output("slot", Ok("body".to_owned()));
            }
            return self.skip(written);
        }
        if self.framework == Framework::Vue {
            self.conditions(tag, open);
        }
        if !matches!(&*tag.name, "" | "Fragment" | "React.Fragment" | "template") {
            self.writer.literal(if tag.closes { "</" } else { "<" });
            self.writer.literal(&tag.name);
            for attribute in &tag.attributes {
                self.attribute(attribute);
            }
            self.writer.literal(if tag.self_closing { " />" } else { ">" });
        }
        if tag.closes || tag.self_closing {
            self.ended(&tag.name, tag.closes, open);
        }
        self.skip(written);
    }

    /// `v-if`, `v-else`, `v-for`
    fn conditions(&mut self, tag: &RawTag, open: &mut Vec<(String, usize)>) {
        if tag.closes {
            return;
        }
        let of = |name: &str| tag.text(name).map(str::to_owned);
        let mut blocks = 0;
        if let Some(each) = of("v-for") {
            let (names, list) = each.split_once(" in ").unwrap_or((&each, ""));
            let item = format!("each{}", self.writer.depth());
            let first = names.trim().trim_matches(['(', ')']).split(',').next().unwrap_or_default();
            self.names.give(first.trim(), item.clone());
            let list = expression(list, self.names).map(|list| format!("{item} in {list}"));
            self.writer.open_for(&each, list);
            blocks += 1;
        }
        if let Some(condition) = of("v-if").or_else(|| of("v-show")) {
            let made = expression(&condition, self.names);
            self.writer.open_if(&condition, made);
            blocks += 1;
        } else if of("v-else").is_some() || of("v-else-if").is_some() {
            // It stands behind one that is closed here.
            self.writer.lose("`v-else` is shown whatever holds");
        }
        open.push((tag.name.clone(), blocks));
    }

    fn ended(&mut self, name: &str, closes: bool, open: &mut Vec<(String, usize)>) {
        if self.framework != Framework::Vue {
            return;
        }
        let found = open.iter().rposition(|(opened, _)| opened == name);
        let Some(found) = found.filter(|found| closes || *found + 1 == open.len()) else { return };
        for (_, blocks) in open.drain(found..) {
            for _ in 0..blocks {
                self.writer.end();
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        let name = match &*attribute.name {
            "className" => "class",
            "htmlFor" => "for",
            name => name.trim_start_matches("v-bind").trim_start_matches(':'),
        };
        let is_idle = name.starts_with(['@', '#'])
            || name.contains(':')
            || name.starts_with("v-")
            || matches!(name, "key" | "ref" | "style" | "slot")
            || (name.starts_with("on") && name[2..].starts_with(char::is_uppercase));
        if is_idle {
            return;
        }
        let is_bound = attribute.name.starts_with([':', 'v'])
            && self.framework == Framework::Vue
            && attribute.name != name;
        match &attribute.value {
            Value::Nothing => self.writer.literal(&format!(" {name}")),
            Value::Text(text) if is_bound => self.bound(name, text),
            Value::Text(text) => {
                self.writer.literal(&format!(" {name}=\"{}\"", text.replace('"', "&quot;")));
            }
            Value::Expression(inner) => self.bound(name, inner),
        }
    }

    fn bound(&mut self, name: &str, shown: &str) {
        match expression(shown, self.names) {
            Ok(made) => {
                self.writer.literal(&format!(" {name}=\""));
                self.writer.output(shown, Ok(made));
                self.writer.literal("\"");
            }
            // How something looks is for the style of this site to say.
            Err(_) if matches!(name, "class" | "id" | "width" | "height") => {}
            Err(why) => self.writer.output(shown, Err(why)),
        }
    }
}

/// `list.map((item) =>`: the list, and the names.
fn mapped(before: &str) -> Option<(&str, &str)> {
    let before = before.trim_end().strip_suffix("=>")?;
    let at = before.find(".map(")?;
    let list = before[..at].trim_end_matches('?');
    Some((list, &before[at + ".map(".len()..]))
}

/// Markup without the brackets behind it that stood around it.
fn unwrapped(markup: &str) -> &str {
    let end = markup.rfind('>').map_or(markup.len(), |end| end + 1);
    &markup[..end]
}

/// What stands before and behind the colon of a choice between elements.
fn halves(markup: &str) -> (&str, &str) {
    let (mut at, mut depth) = (0, 0_i32);
    while let Some(next) = markup[at..].find(['<', ':', '{']).map(|next| at + next) {
        at = next + 1;
        match markup.as_bytes()[next] {
            b':' if depth <= 0 => return (&markup[..next], &markup[next + 1..]),
            b'{' => at = braces(markup, next).unwrap_or(at),
            b'<' => {
                if let Some(tag) = tag_at(markup, next) {
                    at = tag.range.end;
                    depth += match (tag.closes, tag.self_closing) {
                        (true, _) => -1,
                        (_, true) => 0,
                        _ => 1,
                    };
                }
            }
            _ => {}
        }
    }
    (markup, "")
}
