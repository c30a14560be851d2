//! The search as a module of its own: `frontend/search.js` fetches files and shows results, and
//! asks here what to fetch and what to show.
//!
//! Bytes go in and come out one at a time, in two buffers that live here. That spares both sides
//! all pointers, and the reader the code that wasm-bindgen would add; a call costs a few
//! nanoseconds, and what a question fetches is a few thousand bytes.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod json;

use alloc::{string::String, vec::Vec};

use search::Engine;
use spin::Mutex;

static DESK: Mutex<Desk> = Mutex::new(Desk { engine: None, input: Vec::new(), output: Vec::new() });

/// What the standard library brings along for this says what went wrong, and weighs as much as all
/// the rest. Here a panic ends the module, and the page says that the search could not go on.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

struct Desk {
    engine: Option<Engine>,
    /// What the next call is about.
    input: Vec<u8>,
    /// What the last one answered.
    output: Vec<u8>,
}

impl Desk {
    fn input(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.input)
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.input()).unwrap_or_default()
    }
}

/// Appends a byte to the input.
#[allow(unsafe_code, reason = "an exported name")]
#[unsafe(no_mangle)]
pub extern "C" fn put(byte: u32) {
    DESK.lock().input.push(byte as u8);
}

/// Begins with the index whose first file has the address in the input.
#[allow(unsafe_code, reason = "an exported name")]
#[unsafe(no_mangle)]
pub extern "C" fn begin() {
    let mut desk = DESK.lock();
    let root = desk.text();
    desk.engine = Some(Engine::new(&root));
}

/// Takes a file: in the input its address, a line feed, its bytes.
#[allow(unsafe_code, reason = "an exported name")]
#[unsafe(no_mangle)]
pub extern "C" fn take() {
    let mut desk = DESK.lock();
    let input = desk.input();
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or_default();
    if let (Some(engine), Some((path, [_, bytes @ ..]))) =
        (&mut desk.engine, input.split_at_checked(end))
    {
        engine.give(core::str::from_utf8(path).unwrap_or_default(), bytes.to_vec());
    }
}

/// Answers the question in the input with at most so many texts, and says how many bytes of JSON
/// that takes.
#[allow(unsafe_code, reason = "an exported name")]
#[unsafe(no_mangle)]
pub extern "C" fn ask(most: u32) -> u32 {
    let mut desk = DESK.lock();
    let question = desk.text();
    let answer = desk.engine.as_ref().map(|engine| engine.ask(&question, most as usize));
    desk.output = answer.map(|answer| json::answer(&answer).into_bytes()).unwrap_or_default();
    desk.output.len() as u32
}

/// A byte of the answer.
#[allow(unsafe_code, reason = "an exported name")]
#[unsafe(no_mangle)]
pub extern "C" fn answered(at: u32) -> u32 {
    DESK.lock().output.get(at as usize).copied().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &[u8]) {
        text.iter().for_each(|byte| put((*byte).into()));
    }

    fn answer(question: &str) -> String {
        say(question.as_bytes());
        let length = ask(8);
        String::from_utf8((0..length).map(|at| answered(at) as u8).collect()).expect("text")
    }

    #[test]
    fn a_module_is_asked_byte_by_byte() {
        assert_eq!(answer("before"), "");
        say(b"root.bin");
        begin();
        assert_eq!(answer("x"), r#"{"lacking":["root.bin"]}"#);
        say(b"root.bin\n\xff\n\x00");
        take();
        assert_eq!(answer("x"), r#"{"unreadable":true}"#);
        assert_eq!(answered(9_999), 0);
    }
}
