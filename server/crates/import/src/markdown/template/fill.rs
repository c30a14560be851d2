//! What a translated template writes, where a text is to have that itself: what it is given is more than
//! words, or Markdown.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use minijinja::{AutoEscape, Environment, Error, Value};
use serde_json::Value as Json;

use super::{
    Translated,
    infix::{Given, Language, Made, expression},
};
use crate::escape::{escaped, fence};

/// How many steps it may take.
const FUEL: u64 = 50_000;

/// Stands for what is in the call, and around the number of a block of code. No text holds it.
const BODY: char = '\u{f8f2}';
const CODE: char = '\u{f8f3}';

/// What a template is filled with.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Filled {
    pub(in super::super) named: BTreeMap<String, Value>,
    pub(in super::super) args: Vec<Value>,
    /// What stands in the call.
    pub(in super::super) inner: Option<String>,
    pub(in super::super) page: Json,
    pub(in super::super) site: Json,
}

/// What a template writes; `None` where it fails.
pub(in super::super) fn filled(template: &Translated, given: &Filled) -> Option<String> {
    let codes = Arc::new(Mutex::new(Vec::<String>::new()));
    let mut environment = environment();
    let shared = Arc::clone(&codes);
    environment.add_function("code", move |text: String, info: Option<String>| {
        let text = text.trim_matches('\n');
        let fence = fence(text);
        let block = format!("\n\n{fence}{}\n{text}\n{fence}\n\n", info.unwrap_or_default());
        let mut all = shared.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(block);
        Value::from_safe_string(format!("{CODE}{}{CODE}", all.len() - 1))
    });
    let mut names: BTreeMap<String, Value> = BTreeMap::new();
    names.extend(given.named.iter().map(|(name, value)| (name.replace('-', "_"), value.clone())));
    names.insert("named".into(), given.named.clone().into());
    names.insert("args".into(), given.args.clone().into());
    names.insert("page".into(), of_json(&given.page));
    names.insert("site".into(), of_json(&given.site));
    names.insert("ordinal".into(), 0.into());
    let inner = given.inner.as_deref().unwrap_or_default();
    names.insert("inner".into(), inner.into());
    let body = if given.inner.is_some() { BODY.to_string() } else { String::new() };
    names.insert("body".into(), Value::from_safe_string(body));
    let made = environment.render_str(&template.text, names).ok()?;
    if made.len() > LONGEST {
        return None;
    }
    let codes = codes.lock().unwrap_or_else(PoisonError::into_inner);
    Some(put(&plain(&made), inner, &codes))
}

/// How many bytes it may write.
const LONGEST: usize = 256 << 10;

fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(10);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escaped(text)).map_err(Error::from),
        _ => minijinja::escape_formatter(out, state, value),
    });
    environment
        .add_filter("as_markdown", |value: Value| Value::from_safe_string(value.to_string()));
    environment.add_filter("grouped", |value: Value| grouped(&value.to_string()));
    environment
}

/// A value of the old blog, as templates know it.
fn of_json(value: &Json) -> Value {
    match value {
        Json::Null => Value::from(()),
        Json::Bool(truth) => (*truth).into(),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => integer.into(),
            (None, real) => real.unwrap_or_default().into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(list) => list.iter().map(of_json).collect::<Vec<_>>().into(),
        Json::Object(table) => {
            let entries = table.iter().map(|(name, value)| (name.clone(), of_json(value)));
            entries.collect::<BTreeMap<_, _>>().into()
        }
    }
}

/// A number with commas between its thousands.
fn grouped(number: &str) -> String {
    let digits = number.split('.').next().unwrap_or(number);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return number.to_owned();
    }
    let mut made = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            made.push(',');
        }
        made.push(digit);
    }
    made + &number[digits.len()..]
}

/// Without empty lines, which would end a block of HTML, and without blanks at the heads of lines, which
/// would make code of them.
fn plain(text: &str) -> String {
    if text.contains("<pre") {
        return text.trim().to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts in what stands in the call, and blocks of code.
fn put(text: &str, inner: &str, codes: &[String]) -> String {
    let is_block = inner.contains('\n');
    let inner = inner.trim_matches('\n');
    let inner = if is_block { format!("\n\n{inner}\n\n") } else { inner.to_owned() };
    let mut made = text.replace(BODY, &inner);
    for (at, code) in codes.iter().enumerate() {
        made = made.replace(&format!("{CODE}{at}{CODE}"), code);
    }
    made.replace(CODE, "").trim_matches('\n').to_owned()
}

/// Whether a template can be read.
pub(super) fn is_valid(template: &str) -> bool {
    environment().template_from_str(template).is_ok()
}

/// The value of an expression that asks for nothing: of an attribute of a component.
pub(in super::super) fn evaluated(text: &str) -> Option<Value> {
    let made = expression(text, &Nothing).ok()?;
    environment().compile_expression(&made).ok()?.eval(()).ok()
}

/// The language of attributes, whose names nobody knows here.
struct Nothing;

impl Language for Nothing {
    fn name(&self, path: &[String]) -> Made {
        Err(format!("`{}` is not known here", path.join(".")))
    }

    fn call(&self, _: Option<&str>, name: &str, _: &Given) -> Made {
        Err(format!("`{name}` is not known here"))
    }

    fn filter(&self, _: &str, name: &str, _: &Given) -> Made {
        Err(format!("`{name}` is not known here"))
    }

    fn has_filters(&self) -> bool {
        false
    }
}
