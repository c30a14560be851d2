//! Stands in for the crate `wasm-streams`, by `[patch.crates-io]` in the `Cargo.toml` of the workspace.
//!
//! Leptos brings `server_fn`, and that names `wasm-streams` for server functions that answer with a stream.
//! There are no server functions here. The classes of that crate are exported to JavaScript, though, so
//! nothing that takes unused code out may take them out: 6.6 KB of a first visit. What `server_fn` names
//! of it is all that is here, and it exports nothing.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use web_sys::wasm_bindgen::JsValue;

/// A stream of the browser's, of which there is none.
#[derive(Debug)]
pub struct ReadableStream(Infallible);

impl ReadableStream {
    /// Would take a stream of the browser's.
    ///
    /// # Panics
    ///
    /// Always: take the patch out of `Cargo.toml` to stream.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        no_streams()
    }

    /// Would make one of the browser's.
    ///
    /// # Panics
    ///
    /// Always: take the patch out of `Cargo.toml` to stream.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        no_streams()
    }

    /// The browser's.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self.0 {}
    }

    /// One of Rust's.
    pub fn into_stream(self) -> IntoStream {
        match self.0 {}
    }
}

fn no_streams() -> ! {
    unimplemented!("this app is built without streams: see frontend/no-streams")
}

/// A stream of Rust's, of which there is none either.
#[derive(Debug)]
pub struct IntoStream(Infallible);

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0 {}
    }
}
