//! What names of a component stand for, and what its calls make.

use std::{cell::RefCell, collections::BTreeMap};

use super::super::{
    infix::{Given, Language, Made},
    known::Known,
    words::{argument, literal, member},
};

/// Which framework a component is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framework {
    Astro,
    React,
    Vue,
}

/// The names that are known in a component.
pub(super) struct Names<'a> {
    framework: Framework,
    known: Known<'a>,
    own: RefCell<BTreeMap<String, String>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(framework: Framework, known: Known<'a>) -> Self {
        let own = BTreeMap::from([("children".to_owned(), "body".to_owned())]);
        Self { framework, known, own: RefCell::new(own) }
    }

    /// Gives a name what it stands for.
    pub(super) fn give(&self, name: &str, what: impl Into<String>) {
        self.own.borrow_mut().insert(name.to_owned(), what.into());
    }
}

impl Language for Names<'_> {
    fn name(&self, path: &[String]) -> Made {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let below = |of: String, rest: &[&str]| match rest {
            [between @ .., "length"] => {
                format!("({}|length)", between.iter().fold(of, |of, name| member(&of, name)))
            }
            rest => rest.iter().fold(of, |of, name| member(&of, name)),
        };
        if let Some(own) = self.own.borrow().get(names[0]) {
            return Ok(below(own.clone(), &names[1..]));
        }
        match names[..] {
            ["Astro", "props"] | ["props" | "$props" | "attrs"] => Ok("named".to_owned()),
            ["props", "children"] => Ok("body".to_owned()),
            ["Astro", "props", name, ref rest @ ..] | ["props" | "$props", name, ref rest @ ..] => {
                Ok(below(argument(name), rest))
            }
            ["Intl" | "Math"] => Ok(format!("\"{}\"", names[0])),
            ["frontmatter" | "$frontmatter" | "frontMatter", name, ref rest @ ..] => {
                let value = (self.known)(&format!("page.{name}"));
                Ok(below(value.map_or("none".to_owned(), |value| literal(&value)), rest))
            }
            // What a template of Vue names is given, or computed by its program.
            [name, ref rest @ ..] if self.framework == Framework::Vue => {
                Ok(below(argument(name), rest))
            }
            _ => Err(format!("`{}` is not known here", names.join("."))),
        }
    }

    fn call(&self, of: Option<&str>, name: &str, given: &Given) -> Made {
        let at = |place: usize| given.get(place).map(|(_, value)| value.clone());
        let first = || at(0).ok_or_else(|| format!("`{name}` is given nothing"));
        let Some(of) = of else {
            return match name {
                "useBaseUrl" | "withBase" | "require" | "String" | "decodeURIComponent" => first(),
                "Number" | "parseInt" | "parseFloat" => Ok(format!("{}|float", first()?)),
                "encodeURIComponent" | "encodeURI" => Ok(format!("{}|urlencode", first()?)),
                "clsx" | "cn" | "classNames" | "classnames" => {
                    let texts = given.iter().map(|(_, value)| &**value);
                    let texts = texts.filter(|value| !value.starts_with(['{', '[']));
                    Ok(format!("[{}]|select|join(\" \")", texts.collect::<Vec<_>>().join(", ")))
                }
                _ => Err(format!("the function `{name}` is not known here")),
            };
        };
        Ok(match name {
            "NumberFormat" => of.to_owned(),
            "format" if of == "\"Intl\"" => format!("{}|grouped", first()?),
            "toLocaleString" => format!("{of}|grouped"),
            "toString" | "valueOf" | "trimEnd" | "trimStart" | "normalize" => of.to_owned(),
            "toLowerCase" => format!("{of}|lower"),
            "toUpperCase" => format!("{of}|upper"),
            "trim" => format!("{of}|trim"),
            "join" => format!("{of}|join({})", at(0).unwrap_or_else(|| "\",\"".to_owned())),
            "split" => format!("{of}|split({})", first()?),
            "includes" => format!("({} in {of})", first()?),
            "startsWith" => format!("({of} is startingwith({}))", first()?),
            "endsWith" => format!("({of} is endingwith({}))", first()?),
            "replace" | "replaceAll" => {
                format!(
                    "{of}|replace({}, {})",
                    first()?,
                    at(1).unwrap_or_else(|| "\"\"".to_owned())
                )
            }
            "slice" | "substring" => format!("{of}[{}:{}]", first()?, at(1).unwrap_or_default()),
            "at" => format!("{of}[{}]", first()?),
            "reverse" => format!("{of}|reverse"),
            "round" | "floor" | "ceil" if of == "\"Math\"" => format!("{}|round|int", first()?),
            _ => return Err(format!("`{name}` is not known here")),
        })
    }

    fn filter(&self, _: &str, name: &str, _: &Given) -> Made {
        Err(format!("the filter `{name}` is not known here"))
    }

    fn has_filters(&self) -> bool {
        false
    }
}
