//! Ctrl-C where there are no signals, as on Windows.

use super::Request;

/// Hands each request to `hear`, on a thread of its own.
pub fn listen(hear: impl Fn(Request) + Send + 'static) {
    // A system without Ctrl-C ends the program in its own ways.
    let _ = ctrlc::set_handler(move || hear(Request::Stop));
}

/// How a terminal shows and takes keys: the line editor alone knows it here.
#[derive(Debug, Default)]
pub struct TerminalMode;

impl TerminalMode {
    /// How it is now.
    pub fn now() -> TerminalMode {
        TerminalMode
    }

    /// Makes the terminal as it was.
    pub fn restore(&self) {}
}

/// Throws away what was typed and not yet read, where that is possible.
pub fn discard_input() {}
