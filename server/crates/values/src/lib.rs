//! Front matter and configuration: TOML and YAML as a tree in which every part knows where it was
//! written, and typed fields read out of its tables.

pub mod date;
mod fields;
mod quoted;
mod value;

pub use fields::Fields;
pub use quoted::quoted;
pub use value::{Language, Table, Value, parse};
