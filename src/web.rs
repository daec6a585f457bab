//! The kernel in a page: a notebook behind a plain C interface, UTF-8 text in, JSON out.
//!
//! The page asks for [`thalweg_room`], writes a text there, calls [`thalweg_eval`] and reads the answer from the address that
//! it returns. There is one notebook; what is started anew is a new instance of the module.

#![allow(unsafe_code)] // The names of exported functions must stay as they are.

use std::cell::RefCell;

use serde_json::{Value as Json, json};

use crate::notebook::{Answer, Notebook};

thread_local! {
    static KERNEL: RefCell<Kernel> = RefCell::default();
}

#[derive(Default)]
struct Kernel {
    notebook: Notebook,
    input: Vec<u8>,
    output: Vec<u8>,
}

/// Room for a text of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn thalweg_room(bytes: usize) -> *mut u8 {
    KERNEL.with_borrow_mut(|kernel| {
        kernel.input.clear();
        kernel.input.resize(bytes, 0);
        kernel.input.as_mut_ptr()
    })
}

/// Runs the text in the room. Returns the address of a JSON array with an object for each statement; its length follows by
/// [`thalweg_length`].
#[unsafe(no_mangle)]
pub extern "C" fn thalweg_eval() -> *const u8 {
    KERNEL.with_borrow_mut(|kernel| {
        let text = String::from_utf8_lossy(&kernel.input).into_owned();
        let answers: Vec<Json> = kernel.notebook.eval(&text).iter().map(object).collect();
        kernel.output = Json::Array(answers).to_string().into_bytes();
        kernel.output.as_ptr()
    })
}

/// The length of the last answer in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn thalweg_length() -> usize {
    KERNEL.with_borrow(|kernel| kernel.output.len())
}

/// The object of `--json`, with the files that the statement wrote: what is text in them as text.
fn object(answer: &Answer) -> Json {
    let mut object = answer.json();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let files: Vec<Json> =
        answer.files().iter().map(|(name, bytes)| json!({ "name": name, "content": text(bytes) })).collect();
    if !files.is_empty() {
        object["files"] = Json::Array(files);
    }
    object
}
