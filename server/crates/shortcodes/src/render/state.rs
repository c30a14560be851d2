//! What the functions of one call share: what was asked for, what was answered, and what was made.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use minijinja::{Error, ErrorKind, Value};
use numbers::NumberError;

use crate::{
    claim::{Bound, Claim},
    outcome::Segment,
};

/// Around the number of what no template can write. No text holds it.
pub(super) const MARK: char = '\u{7f}';

/// What the functions of one call share.
#[derive(Default)]
pub(super) struct CallState {
    pub(super) answers: Answers,
    pub(super) wanted: Option<Question>,
    pub(super) failed: Option<(String, Option<String>)>,
    pub(super) made: Vec<Segment>,
}

/// What was found out for it.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) files: BTreeMap<String, Result<String, (String, Option<String>)>>,
    pub(super) first: BTreeMap<Vec<String>, Option<String>>,
    pub(super) numbers: BTreeMap<Claim, Result<Bound, NumberError>>,
}

pub(super) enum Question {
    File(String),
    First(Vec<String>),
    Number(Claim),
}

pub(super) type Shared = Arc<Mutex<CallState>>;

pub(super) fn with<T>(shared: &Shared, change: impl FnOnce(&mut CallState) -> T) -> T {
    change(&mut shared.lock().unwrap_or_else(PoisonError::into_inner))
}

pub(super) fn take(shared: &Shared) -> CallState {
    with(shared, std::mem::take)
}

/// Ends a template; why stands in the state.
pub(super) fn end() -> Error {
    Error::new(ErrorKind::InvalidOperation, "ended")
}

/// A place for something that is no markup.
pub(super) fn place(state: &mut CallState, segment: Segment) -> Value {
    state.made.push(segment);
    Value::from_safe_string(format!("{MARK}{}{MARK}", state.made.len() - 1))
}
