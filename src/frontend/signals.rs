//! Ctrl-C, and the other polite requests to stop.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::interrupt::Interrupt;

/// The exit status of a program that was interrupted.
pub const INTERRUPTED: u8 = 130;

/// The receiver of requests to stop.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    interrupt: Interrupt,
    /// The moment since when no statement is running, if none is.
    idle: Arc<Mutex<Option<Instant>>>,
}

impl Signals {
    /// Starts listening. The first request sets the flag, and the running statement stops at its next step. A second one
    /// while the flag is set means that nothing reacted, and ends the program; so does one while no statement runs.
    pub fn listen() -> Signals {
        let signals = Signals::default();
        let heard = signals.clone();
        // A second handler, or a system that has no signals, leaves the default: Ctrl-C ends the program.
        let _ = ctrlc::set_handler(move || {
            if heard.ends_program() {
                std::process::exit(i32::from(INTERRUPTED));
            }
            heard.interrupt.set();
        });
        signals
    }

    /// A request within this time after a statement was meant for the statement.
    const GRACE: Duration = Duration::from_millis(500);

    fn ends_program(&self) -> bool {
        match self.idle_since() {
            Some(since) => since.elapsed() > Signals::GRACE,
            None => self.interrupt.is_set(),
        }
    }

    fn idle_since(&self) -> Option<Instant> {
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The flag that a running statement polls.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Notes whether a statement is running, and forgets earlier requests.
    pub fn set_idle(&self, idle: bool) {
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = idle.then(Instant::now);
        self.interrupt.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_request_ends_what_does_not_react() {
        let signals = Signals::default();
        signals.set_idle(false);
        assert!(!signals.ends_program());
        signals.interrupt().set();
        assert!(signals.ends_program());
        signals.set_idle(false);
        assert!(!signals.ends_program());
    }

    #[test]
    fn a_late_request_spares_the_session() {
        let signals = Signals::default();
        signals.set_idle(true);
        assert!(!signals.ends_program());
        *signals.idle.lock().expect("lock") = Instant::now().checked_sub(2 * Signals::GRACE);
        assert!(signals.ends_program());
    }
}
