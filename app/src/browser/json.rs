//! Reads JSON with the parser that every browser has.
//!
//! `serde_json` would do the same at a price: measured in this app, its parser, its errors and the
//! number formatting that these pull in weigh a sixth of all the wasm. Here the browser parses, and
//! serde only walks the result. Faults are not described: whoever gets data that can't be read does
//! without it.

use std::fmt;

use js_sys::{Array, JSON, JsString, Object, Reflect};
use serde::{
    de::{
        self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess,
        SeqAccess, VariantAccess, Visitor, value::StrDeserializer,
    },
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast, JsValue};

/// The text is no JSON, or not of what was asked for.
#[derive(Debug)]
pub(super) struct Malformed;

/// A value from a JSON text.
pub(super) fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Malformed> {
    from_value(JSON::parse(text).map_err(|_| Malformed)?)
}

/// A value from what the browser made of a JSON text.
pub(super) fn from_value<T: DeserializeOwned>(value: JsValue) -> Result<T, Malformed> {
    T::deserialize(Value(value))
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed data")
    }
}

impl std::error::Error for Malformed {}

impl de::Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// What `JSON.parse` made of a part of the text.
struct Value(JsValue);

impl Value {
    fn text(&self) -> Result<String, Malformed> {
        self.0.as_string().ok_or(Malformed)
    }

    fn array(self) -> Result<Elements, Malformed> {
        let array: Array = self.0.dyn_into().map_err(|_| Malformed)?;
        Ok(Elements { array, next: 0 })
    }
}

impl<'de> de::Deserializer<'de> for Value {
    type Error = Malformed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = self.0.as_f64() {
            // The model counts things: all its numbers are whole and small.
            visitor.visit_u64(number as u64)
        } else if let Some(truth) = self.0.as_bool() {
            visitor.visit_bool(truth)
        } else {
            Err(Malformed)
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_seq(self.array()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_map(Fields { object: self.0, names: fields.iter(), value: None })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_enum(Variant(self.0.dyn_into().map_err(|_| Malformed)?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map identifier
    }
}

/// The elements of an array, in order.
struct Elements {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Malformed> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.array.get(self.next - 1))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some((self.array.length() - self.next) as usize)
    }
}

/// Those fields of a struct that an object has.
struct Fields {
    object: JsValue,
    names: std::slice::Iter<'static, &'static str>,
    value: Option<JsValue>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Malformed;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Malformed> {
        for name in self.names.by_ref() {
            let value =
                Reflect::get(&self.object, &JsString::from(*name)).map_err(|_| Malformed)?;
            if !value.is_undefined() {
                self.value = Some(value);
                let name: StrDeserializer<'_, Malformed> = (*name).into_deserializer();
                return seed.deserialize(name).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Malformed> {
        seed.deserialize(Value(self.value.take().ok_or(Malformed)?))
    }
}

/// A variant as serde writes it: an object with the variant's name as its only key.
struct Variant(Object);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Malformed;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Value), Malformed> {
        let name = Object::keys(&self.0).get(0);
        let value = Reflect::get(&self.0, &name).map_err(|_| Malformed)?;
        let name = Value(name).text()?;
        let name: StrDeserializer<'_, Malformed> = name.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, Value(value)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Malformed;

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Malformed> {
        seed.deserialize(self)
    }

    // The model has no variants of other kinds.
    fn unit_variant(self) -> Result<(), Malformed> {
        Err(Malformed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Malformed> {
        Err(Malformed)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Malformed> {
        Err(Malformed)
    }
}
