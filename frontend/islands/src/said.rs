//! What islands say, in the language of the site, and how it writes numbers and days.

use std::cell::RefCell;

use axes::Labels;
use js_sys::{Date, Number, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsValue;

thread_local! {
    static SAID: RefCell<JsValue> = const { RefCell::new(JsValue::NULL) };
}

/// Remembers what is said: an object with a text for each name.
pub(crate) fn learn(said: JsValue) {
    SAID.with_borrow_mut(|known| *known = said);
}

/// The text of a name.
pub(crate) fn say(name: &str) -> String {
    let text = SAID.with_borrow(|said| Reflect::get(said, &name.into()));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The text of a name, with what is left open in it.
pub(crate) fn fill(name: &str, values: &[(&str, &str)]) -> String {
    let mut text = say(name);
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// A number as data has it. The browser reads and writes it: what is compiled in has tables of 12 KB.
pub(crate) fn number(text: &str) -> Option<f64> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let number = JsValue::from_str(text).unchecked_into_f64();
    (!text.is_empty() && text.bytes().all(is_digit) && !number.is_nan()).then_some(number)
}

/// The digits of a number, as data has them.
pub(crate) fn digits(number: f64) -> String {
    Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The language of the page.
fn language() -> String {
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    language.unwrap_or_default()
}

/// How readers of this page write numbers and days.
pub(crate) struct Readers;

impl Readers {
    /// A number of things.
    pub(crate) fn count(count: usize) -> String {
        String::from(Number::from(count as f64).to_locale_string(&language()))
    }

    fn date(year: i64, month: u8, day: u8, parts: &[&str]) -> String {
        let date = Date::new(&JsValue::from_str(&format!("{year:04}-{month:02}-{day:02}")));
        let options = Object::new();
        let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into());
        let _ = set("timeZone", "UTC");
        for part in parts {
            let _ = set(part, if *part == "month" { "short" } else { "numeric" });
        }
        String::from(date.to_locale_date_string(&language(), &options))
    }
}

impl Labels for Readers {
    fn decimal(&self, number: &str) -> String {
        number.replace('.', &say("decimal"))
    }

    fn day(&self, year: i64, month: u8, day: u8) -> String {
        Self::date(year, month, day, &["month", "day"])
    }

    fn month(&self, month: u8) -> String {
        Self::date(2000, month, 1, &["month"])
    }

    fn month_of_year(&self, year: i64, month: u8) -> String {
        Self::date(year, month, 1, &["month", "year"])
    }
}
