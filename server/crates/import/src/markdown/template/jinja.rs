//! Templates of Jinja's relatives: Tera, as Zola has it, Nunjucks and Liquid.

use std::{cell::RefCell, collections::BTreeSet};

use super::{
    filters::filtered,
    infix::{Given, Language, Made, expression},
    known::Known,
    words::{argument, is_name, literal, member},
    writer::Writer,
};

/// Which of them it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Tera,
    Nunjucks,
    Liquid,
}

/// Reads a template.
pub(super) fn translate(
    text: &str,
    dialect: Dialect,
    known: Known<'_>,
) -> (String, Vec<(usize, String)>) {
    let names = Names { dialect, known, own: RefCell::new(BTreeSet::new()) };
    let mut reader = Reader { writer: Writer::default(), names, cases: Vec::new() };
    reader.writer.line = 1;
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, behind) = rest.split_at(at);
        reader.text(before);
        let close = match behind.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') if dialect != Dialect::Liquid => "#}",
            _ => {
                reader.text("{");
                rest = &behind[1..];
                continue;
            }
        };
        let Some(end) = behind[2..].find(close) else {
            reader.writer.lose("a tag has no end: what is behind it is left out");
            break;
        };
        let inner = &behind[2..2 + end];
        rest = &behind[2 + end + 2..];
        if inner.starts_with('-') {
            reader.writer.trim();
        }
        let trims = inner.ends_with('-');
        let shown = inner.trim_matches('-').trim();
        match close {
            "}}" => reader.output(shown),
            "%}" => rest = reader.tag(shown, rest),
            _ => {}
        }
        reader.writer.line += inner.matches('\n').count();
        if trims {
            rest = reader.writer.trim_behind(rest);
        }
    }
    reader.text(rest);
    reader.writer.finish()
}

struct Reader<'a> {
    writer: Writer,
    names: Names<'a>,
    /// What each `case` that is open compares, and whether a part of it was read.
    cases: Vec<(Made, bool)>,
}

impl<'a> Reader<'a> {
    fn text(&mut self, text: &str) {
        self.writer.literal(text);
        self.writer.line += text.matches('\n').count();
    }

    fn output(&mut self, shown: &str) {
        let made = expression(shown, &self.names);
        self.writer.output(shown, made);
    }

    /// Reads a tag; returns what is left behind it.
    fn tag<'t>(&mut self, shown: &str, rest: &'t str) -> &'t str {
        let (name, given) = shown.split_once(char::is_whitespace).unwrap_or((shown, ""));
        match name {
            "if" => {
                let made = expression(given, &self.names);
                self.writer.open_if(shown, made);
            }
            "unless" => {
                let made = expression(given, &self.names).map(|made| format!("not ({made})"));
                self.writer.open_if(shown, made);
            }
            "elif" | "elsif" | "elseif" => {
                let made = expression(given, &self.names);
                self.writer.or_if(shown, made);
            }
            "else" => self.writer.or_else(),
            "for" => self.each(shown, given),
            "case" => {
                let made = expression(given, &self.names);
                self.writer.open_plain(true);
                self.cases.push((made, false));
            }
            "when" => self.when(shown, given),
            "endcase" => {
                self.cases.pop();
                self.writer.end();
            }
            "set" | "assign" | "set_global" => match given.split_once('=') {
                Some((name, value)) => self.assign(shown, name.trim(), value),
                None => self.capture(given),
            },
            "capture" => self.capture(given),
            "raw" | "verbatim" | "comment" => return self.verbatim(name, rest),
            "endif" | "endunless" | "endfor" | "endset" | "endcapture" => {
                self.writer.end();
            }
            "macro" | "block" | "filter" => {
                self.writer.lose(format!("`{shown}` is left out, with what stands in it"));
                self.writer.open_plain(true);
            }
            "endmacro" | "endblock" | "endfilter" => {
                self.writer.end();
            }
            _ => self.writer.lose(format!("`{shown}` is nothing here")),
        }
        rest
    }

    fn assign(&mut self, shown: &str, name: &str, value: &str) {
        let made = expression(value, &self.names);
        if is_name(name) {
            self.names.own.borrow_mut().insert(name.to_owned());
            self.writer.set(name, shown, made);
        } else {
            self.writer.lose(format!("`{shown}` is left out: it is no name here"));
        }
    }

    fn capture(&mut self, given: &str) {
        let name = given.trim().trim_matches(['"', '\'']);
        if is_name(name) {
            self.names.own.borrow_mut().insert(name.to_owned());
            self.writer.open_set(name);
        } else {
            self.writer.lose(format!("`{given}` is no name here"));
            self.writer.open_plain(true);
        }
    }

    /// `for a in b`, behind which Liquid has how many: `limit: 3`.
    fn each(&mut self, shown: &str, given: &str) {
        let (names, list) = given.split_once(" in ").unwrap_or((given, ""));
        let (mut list, mut is_reversed, mut limit) = (list.trim(), false, None);
        if self.names.dialect == Dialect::Liquid {
            if let Some((before, most)) = list.split_once("limit:") {
                (list, limit) = (before.trim(), Some(most.trim()));
            }
            if let Some(before) = list.strip_suffix("reversed") {
                (list, is_reversed) = (before.trim(), true);
            }
        }
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let made = expression(list, &self.names).and_then(|list| {
            if !names.iter().all(|name| is_name(name)) {
                return Err("it has no name".to_owned());
            }
            let reversed = if is_reversed { "|reverse" } else { "" };
            let limit = limit.map(|most| expression(most, &self.names)).transpose()?;
            let limit = limit.map_or(String::new(), |most| format!("[:{most}]"));
            let pairs = if names.len() > 1 { "|items" } else { "" };
            Ok(format!("{} in ({list}{reversed}{pairs}){limit}", names.join(", ")))
        });
        self.names.own.borrow_mut().extend(names.iter().map(|name| (*name).to_owned()));
        self.writer.open_for(shown, made);
    }

    fn when(&mut self, shown: &str, given: &str) {
        let Some((value, is_read)) = self.cases.last_mut() else { return };
        let is_first = !std::mem::replace(is_read, true);
        let value = value.clone();
        let made = value.and_then(|value| {
            let each = given.split([',']).flat_map(|part| part.split(" or "));
            let each = each.map(|other| {
                expression(other, &self.names).map(|other| format!("{value} == {other}"))
            });
            Ok(each.collect::<Result<Vec<_>, _>>()?.join(" or "))
        });
        if is_first {
            self.writer.end();
            self.writer.open_if(shown, made);
        } else {
            self.writer.or_if(shown, made);
        }
    }

    fn verbatim<'t>(&mut self, name: &str, rest: &'t str) -> &'t str {
        let Some(at) = rest.find(&format!("end{name}")) else { return rest };
        let end = rest[..at].rfind("{%").unwrap_or(at);
        if name == "comment" {
            self.writer.line += rest[..end].matches('\n').count();
        } else {
            self.text(&rest[..end]);
        }
        rest[at..].find("%}").map_or("", |close| &rest[at + close + 2..])
    }
}

/// What names stand for.
struct Names<'a> {
    dialect: Dialect,
    known: Known<'a>,
    /// Those that the template itself gives.
    own: RefCell<BTreeSet<String>>,
}

impl Names<'_> {
    fn of_old_site(&self, path: &[&str]) -> Made {
        let name = path.join(".");
        (self.known)(&name).map(|value| literal(&value)).ok_or(format!("`{name}` says nothing"))
    }
}

impl Language for Names<'_> {
    fn name(&self, path: &[String]) -> Made {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if self.own.borrow().contains(names[0]) {
            return Ok(match names[..] {
                [.., "size" | "length"] => {
                    let of = names[1..names.len() - 1].iter();
                    format!(
                        "({}|length)",
                        of.fold(names[0].to_owned(), |of, name| member(&of, name))
                    )
                }
                _ => names[1..].iter().fold(names[0].to_owned(), |of, name| member(&of, name)),
            });
        }
        Ok(match names[..] {
            ["include", name] if self.dialect == Dialect::Liquid => argument(name),
            ["forloop", "index"] => "loop.index".to_owned(),
            ["forloop", "index0"] => "loop.index0".to_owned(),
            ["forloop" | "loop", name @ ("first" | "last" | "index" | "index0" | "length")] => {
                format!("loop.{name}")
            }
            ["body"] if self.dialect == Dialect::Tera => "body".to_owned(),
            ["nth"] if self.dialect == Dialect::Tera => "(ordinal + 1)".to_owned(),
            ["lang"] if self.dialect == Dialect::Tera => "site.language".to_owned(),
            ["page", "url" | "permalink"] => "page.path".to_owned(),
            ["page", name @ ("title" | "description" | "date" | "updated" | "slug" | "path")] => {
                format!("page.{name}")
            }
            ["page", "extra", ref below @ ..] | ["page", ref below @ ..] if !below.is_empty() => {
                below.iter().fold("page.extra".to_owned(), |of, name| member(&of, name))
            }
            ["config" | "site", "title"] => "site.title".to_owned(),
            ["config", "base_url"] | ["site", "url"] => "site.base_url".to_owned(),
            ["site", "baseurl"] => "\"\"".to_owned(),
            ["site" | "config", ..] => self.of_old_site(&names)?,
            [name] if self.dialect != Dialect::Liquid => argument(name),
            // No call gives more than words: it is something of the old site.
            [_, _, ..] if self.dialect == Dialect::Nunjucks => self.of_old_site(&names)?,
            // A name that nobody gave a value has none.
            _ => "none".to_owned(),
        })
    }

    fn call(&self, of: Option<&str>, name: &str, given: &Given) -> Made {
        let named = |wanted: &str| {
            let found = given.iter().find(|(name, _)| name.as_deref() == Some(wanted));
            found.map(|(_, value)| value.clone())
        };
        match (of, name) {
            (None, "get_url" | "resize_image" | "get_image_metadata") => {
                named("path").ok_or("it names no file".to_owned())
            }
            (None, "load_data") => {
                let path = named("path").ok_or("it names no file")?;
                Ok(format!("data({path})"))
            }
            (None, "range") => {
                let (from, to) = (named("start").unwrap_or("0".to_owned()), named("end"));
                let to = to.or(given.last().map(|(_, value)| value.clone()));
                Ok(format!("range({from}, {})", to.unwrap_or_default()))
            }
            (None, "trans") => named("key").ok_or("it names no words".to_owned()),
            (Some(of), _) => filtered(of, name, given),
            (None, _) => Err(format!("the function `{name}` is not known here")),
        }
    }

    fn filter(&self, value: &str, name: &str, given: &Given) -> Made {
        filtered(value, name, given)
    }
}
