//! Signals and the terminal on Unix.

use std::io::{self, Write};
use std::thread;

use nix::sys::signal::{SigSet, Signal};
use nix::sys::termios::{FlushArg, SetArg, Termios, tcflush, tcgetattr, tcsetattr};

use super::{HUNG_UP, Request, TERMINATED};

/// Hands each request to `hear`, on a thread of its own: in a signal handler hardly anything is allowed. Threads that begin later
/// do not take these signals, so they come here whatever the others are doing.
pub fn listen(hear: impl Fn(Request) + Send + 'static) {
    let mut awaited = SigSet::empty();
    awaited.add(Signal::SIGINT);
    awaited.add(Signal::SIGTERM);
    if !hang_ups_are_ignored() {
        awaited.add(Signal::SIGHUP);
    }
    if awaited.thread_block().is_err() {
        return;
    }
    let wait = move || {
        while let Ok(signal) = awaited.wait() {
            hear(match signal {
                Signal::SIGTERM => Request::End(TERMINATED),
                Signal::SIGHUP => Request::End(HUNG_UP),
                _ => Request::Stop,
            });
        }
    };
    if thread::Builder::new().name("signals".into()).spawn(wait).is_err() {
        // Then each of them ends the program, as it does by default.
        let _ = awaited.thread_unblock();
    }
}

/// Did `nohup` start the program? Linux hands out a signal that is waited for even if it is ignored; other systems do not, and
/// have no such file.
fn hang_ups_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // Bit 0 is signal 1, SIGHUP.
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

/// How a terminal shows and takes keys.
#[derive(Debug, Default)]
pub struct TerminalMode(Option<Termios>);

impl TerminalMode {
    /// How it is now; nothing where there is no terminal.
    pub fn now() -> TerminalMode {
        TerminalMode(tcgetattr(io::stdin()).ok())
    }

    /// Makes the terminal as it was. If it has gone, there is nothing to do.
    pub fn restore(&self) {
        if let Some(mode) = &self.0 {
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, mode);
            // The line editor has asked for marks around pasted text.
            let _ = io::stderr().write_all(b"\x1b[?2004l\n");
        }
    }
}

/// Throws away what was typed and not yet read.
pub fn discard_input() {
    let _ = tcflush(io::stdin(), FlushArg::TCIFLUSH);
}
