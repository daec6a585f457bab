//! Signals and the terminal on Unix.

use std::io::{self, Write};
use std::thread;

use nix::sys::signal::{SigSet, Signal};
use nix::sys::termios::{FlushArg, LocalFlags, SetArg, tcflush, tcgetattr, tcsetattr};

use super::request::{HUNG_UP, StopRequest, TERMINATED};

/// Hands each request to `hear`, on a thread of its own: in a signal handler hardly anything is allowed. Threads that begin later
/// do not take these signals, so they come here whatever the others are doing.
pub fn listen(hear: impl Fn(StopRequest) + Send + 'static) {
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
                Signal::SIGTERM => StopRequest::End(TERMINATED),
                Signal::SIGHUP => StopRequest::End(HUNG_UP),
                _ => StopRequest::Stop,
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

/// What makes the terminal as it is now; nothing where there is none.
pub fn terminal_restorer() -> Option<Box<dyn Fn() + Send>> {
    let mode = tcgetattr(io::stdin()).ok()?;
    Some(Box::new(move || {
        // If the terminal has gone, there is nothing to do.
        let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &mode);
        // The line editor has asked for marks around pasted text.
        let _ = io::stderr().write_all(b"\x1b[?2004l\n");
    }))
}

/// Does the terminal hand out whole lines, as it does where there is no line editor?
pub fn edits_lines() -> bool {
    tcgetattr(io::stdin()).is_ok_and(|mode| mode.local_flags.contains(LocalFlags::ICANON))
}

/// Throws away what was typed and not yet read.
pub fn discard_input() {
    let _ = tcflush(io::stdin(), FlushArg::TCIFLUSH);
}
