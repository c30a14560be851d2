//! All that a template can name, and what its functions do.
//!
//! A function that has to ask for something notes the question and ends the template, which begins again
//! once there is an answer.

use std::collections::BTreeMap;

use minijinja::{Error, Value};
use numbers::NumberError;

use super::{
    files,
    state::{MARK, Question, Shared, end, place, with},
};
use crate::{
    call::{Call, TemplateContext},
    claim::Claim,
    data::TemplateValue,
    outcome::Segment,
};

/// All names that a template knows.
pub(super) fn context(call: &Call, given: &TemplateContext, shared: &Shared) -> Value {
    let mut names: BTreeMap<String, Value> = BTreeMap::new();
    let named = &call.arguments.named;
    names.extend(named.iter().map(|(name, value)| (name.replace('-', "_"), value.clone().into())));
    names.extend(given.about.iter().map(|(name, value)| (name.clone(), value.clone().into())));
    names.insert("args".into(), TemplateValue::List(call.arguments.positional.clone()).into());
    names.insert("named".into(), TemplateValue::Table(named.clone()).into());
    names.entry("name".into()).or_insert_with(|| Value::from(call.name.as_str()));
    names.insert("ordinal".into(), Value::from(given.ordinal));
    names.insert("inner".into(), given.inner.as_deref().unwrap_or_default().into());
    let body = match given.has_body {
        true => Value::from_safe_string(format!("{MARK}body{MARK}")),
        false => Value::from(""),
    };
    names.insert("body".into(), body);
    names.extend(functions(shared));
    names.into()
}

fn functions(shared: &Shared) -> [(String, Value); 7] {
    let function = |name: &str, value: Value| (name.to_owned(), value);
    let [of_read, of_data, of_first, of_code, of_markdown, of_number, of_fail] =
        std::array::from_fn(|_| shared.clone());
    [
        function("read", Value::from_function(move |name: String| read(&of_read, name))),
        function("data", Value::from_function(move |name: String| data(&of_data, name))),
        function(
            "first",
            Value::from_function(move |links: Vec<String>| {
                with(&of_first, |state| match state.answers.first.get(&links) {
                    Some(answer) => Ok(Value::from(answer.clone())),
                    None => {
                        state.wanted = Some(Question::First(links));
                        Err(end())
                    }
                })
            }),
        ),
        function(
            "code",
            Value::from_function(move |text: String, info: Option<String>| {
                let info = info.unwrap_or_default();
                with(&of_code, |state| place(state, Segment::Code { info, text }))
            }),
        ),
        function(
            "markdown",
            Value::from_function(move |name: String| {
                read(&of_markdown, name.clone())?;
                Ok::<_, Error>(with(&of_markdown, |state| place(state, Segment::Markdown(name))))
            }),
        ),
        function(
            "number",
            Value::from_function(
                move |data: Option<Value>,
                      row: Option<Value>,
                      column: Option<Value>,
                      format: Option<String>,
                      text: Option<String>| {
                    let [data, row, column] =
                        [data, row, column].map(|given| given.map(|given| given.to_string()));
                    let data = data.unwrap_or_default();
                    number(&of_number, Claim { data, row, column, format, text })
                },
            ),
        ),
        function(
            "fail",
            Value::from_function(move |message: String, help: Option<String>| {
                with(&of_fail, |state| state.failed = Some((message, help)));
                Err::<Value, _>(end())
            }),
        ),
    ]
}

/// The text of a file.
fn read(shared: &Shared, name: String) -> Result<String, Error> {
    with(shared, |state| match state.answers.files.get(&name) {
        Some(Ok(text)) => Ok(text.clone()),
        Some(Err(fault)) => {
            state.failed = Some(fault.clone());
            Err(end())
        }
        None => {
            state.wanted = Some(Question::File(name));
            Err(end())
        }
    })
}

/// A place for a number that comes from data.
fn number(shared: &Shared, claim: Claim) -> Result<Value, Error> {
    with(shared, |state| match state.answers.numbers.get(&claim) {
        Some(Ok(bound)) => {
            let bound = bound.clone();
            Ok(place(state, Segment::Number(bound)))
        }
        Some(Err(NumberError { message, help })) => {
            state.failed = Some((message.clone(), Some(help.clone())));
            Err(end())
        }
        None => {
            state.wanted = Some(Question::Number(claim));
            Err(end())
        }
    })
}

/// What a file of a known form holds.
fn data(shared: &Shared, name: String) -> Result<Value, Error> {
    let text = read(shared, name.clone())?;
    files::read(&name, &text).map(Value::from).map_err(|reason| {
        let message = format!("`{name}` can't be read: {reason}");
        with(shared, |state| state.failed = Some((message, None)));
        end()
    })
}
