//! What the browser parses, read one field after the other, as the app reads its documents.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A part of an object; undefined where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A text of an object.
pub(crate) fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

/// What is read of each thing in a list.
pub(crate) fn list<T>(value: &JsValue, read: impl Fn(&JsValue) -> Option<T>) -> Option<Vec<T>> {
    let array: &Array = value.dyn_ref()?;
    (0..array.length()).map(|at| read(&array.get(at))).collect()
}
