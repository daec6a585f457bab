//! Ctrl-C, and the other polite requests to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::interrupt::Interrupt;

/// The exit status of a program that was interrupted.
pub const INTERRUPTED: u8 = 130;

/// Where requests to stop arrive.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    interrupt: Interrupt,
    /// No statement is running, so there is nothing that could stop by itself.
    idle: Arc<AtomicBool>,
}

impl Signals {
    /// Starts listening. The first request sets the flag, and the running statement stops at its next step. Another one
    /// while the flag is still set means that nothing reacted: then the program ends. So it does where no statement runs.
    pub fn listen() -> Signals {
        let signals = Signals::default();
        let heard = signals.clone();
        // A second handler, or a system that has no signals, leaves the default: Ctrl-C ends the program.
        let _ = ctrlc::set_handler(move || {
            if heard.idle.load(Ordering::Relaxed) || heard.interrupt.is_set() {
                std::process::exit(i32::from(INTERRUPTED));
            }
            heard.interrupt.set();
        });
        signals
    }

    /// The flag that a running statement polls.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Says whether a statement is running; a request from before is forgotten.
    pub fn set_idle(&self, idle: bool) {
        self.interrupt.clear();
        self.idle.store(idle, Ordering::Relaxed);
    }
}
