//! Ctrl-C where there are no signals, as on Windows.

use super::request::StopRequest;

/// Hands each request to `hear`, on a thread of its own.
pub fn listen(hear: impl Fn(StopRequest) + Send + 'static) {
    // A system without Ctrl-C ends the program in its own ways.
    let _ = ctrlc::set_handler(move || hear(StopRequest::Stop));
}

/// What makes the terminal as it is now: the line editor alone knows it here.
pub fn terminal_restorer() -> Option<Box<dyn Fn() + Send>> {
    None
}

/// Does the terminal hand out whole lines? The line editor works on every console.
pub fn edits_lines() -> bool {
    false
}

/// Throws away what was typed and not yet read, where that is possible.
pub fn discard_input() {}
