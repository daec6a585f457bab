//! Ctrl-C, and the other requests to stop.
//!
//! What a request means depends on what the program is doing. A statement that runs is asked to stop, and ends with what it has.
//! A script that waits for input, or for a reader of its output, has nothing to stop and ends itself. At the prompt there is
//! nothing to stop either, and the session goes on. A request to end (SIGTERM, or SIGHUP when the terminal closes) stops the
//! statement and then ends the program.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use self::request::{HUNG_UP, INTERRUPTED, StopRequest};
use crate::interrupt::Interrupt;

#[cfg(not(unix))]
mod console;
mod request;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use console as system;
#[cfg(unix)]
use unix as system;

/// A key held down repeats faster than this, and nobody presses one as fast: such presses are one.
const REPEATED: Duration = Duration::from_millis(80);
/// Whoever presses Ctrl-C again after this time has seen that nothing happens.
const IMPATIENCE: Duration = Duration::from_secs(2);
/// A person who presses so often is in earnest.
const ENOUGH: u32 = 3;
/// Two looks that far apart at the same read or write: it is blocked.
const LOOK: Duration = Duration::from_millis(100);
/// Time to stop for a statement, after a request to end: whoever asked will soon use force.
const LAST_MOMENTS: Duration = Duration::from_secs(2);

/// What the program is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Activity {
    /// A statement runs.
    #[default]
    Computing,
    /// A script reads or writes; the number tells this time from others.
    Waiting(u64),
    /// The user is typing.
    Prompt,
}

#[derive(Default)]
struct SignalState {
    activity: Activity,
    /// How often a script has read or written.
    waits: u64,
    presses: Presses,
    /// The exit status, once somebody has asked the program to end.
    ending: Option<u8>,
    watched: bool,
    /// Makes the terminal as it was before the line editor changed it.
    restore: Option<Box<dyn Fn() + Send>>,
}

/// The times Ctrl-C was pressed since the statement began.
#[derive(Debug, Default)]
struct Presses {
    number: u32,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Presses {
    /// Notes one. Does it mean that the program must end, whatever it is doing?
    fn note(&mut self, now: Instant) -> bool {
        let repeated = self.last.replace(now).is_some_and(|last| now.duration_since(last) < REPEATED);
        if repeated {
            return false;
        }
        self.number += 1;
        let first = *self.first.get_or_insert(now);
        self.number >= ENOUGH || now.duration_since(first) >= IMPATIENCE
    }
}

/// The receiver of requests to stop.
#[derive(Clone, Default)]
pub struct Signals {
    interrupt: Interrupt,
    state: Arc<Mutex<SignalState>>,
}

impl Signals {
    /// Starts listening. To be called before there are other threads.
    pub fn listen() -> Signals {
        let signals = Signals::default();
        let heard = signals.clone();
        system::listen(move |request| heard.hear(request));
        signals
    }

    /// The flag that a running statement polls.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// The exit status of what was stopped.
    pub fn status(&self) -> u8 {
        self.state().ending.unwrap_or(INTERRUPTED)
    }

    /// Has somebody asked the program to end?
    pub fn is_ending(&self) -> bool {
        self.state().ending.is_some()
    }

    /// The terminal has gone, which is a request to end.
    pub fn hang_up(&self) {
        self.state().ending.get_or_insert(HUNG_UP);
    }

    /// The user is typing from here on, and earlier requests are forgotten.
    pub fn at_prompt<T>(&self, read: impl FnOnce() -> T) -> T {
        self.begin(Activity::Prompt);
        let typed = read();
        self.begin(Activity::Computing);
        typed
    }

    fn begin(&self, activity: Activity) {
        let mut state = self.state();
        state.activity = activity;
        state.presses = Presses::default();
        if activity == Activity::Prompt {
            state.restore = system::terminal_restorer();
        }
        if state.ending.is_none() {
            self.interrupt.clear();
        }
    }

    /// Reads or writes for a script: where that is blocked, a request to stop ends the program.
    pub fn waiting<T>(&self, work: impl FnOnce() -> T) -> T {
        {
            let mut state = self.state();
            state.waits += 1;
            state.activity = Activity::Waiting(state.waits);
        }
        let result = work();
        self.state().activity = Activity::Computing;
        result
    }

    /// Throws away what was typed and not yet read.
    pub fn discard_input() {
        system::discard_input();
    }

    fn state(&self) -> MutexGuard<'_, SignalState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, request: StopRequest) {
        let mut state = self.state();
        let by_force = match request {
            StopRequest::Stop => state.presses.note(Instant::now()),
            StopRequest::End(status) => {
                state.ending.get_or_insert(status);
                false
            }
        };
        let activity = state.activity;
        drop(state);
        match activity {
            Activity::Prompt if request == StopRequest::Stop => return prompt_again(),
            Activity::Prompt => self.leave(),
            Activity::Computing if by_force => self.leave(),
            Activity::Computing if request == StopRequest::Stop && !self.interrupt.is_asked() => {
                // Before the flag: what the statement says when it ends comes below.
                say("stopping…\n");
            }
            Activity::Computing | Activity::Waiting(_) => {}
        }
        self.interrupt.set();
        self.watch();
    }

    /// Ends the program where it reads or writes and is blocked, or has not ended some time after it was asked to end.
    fn watch(&self) {
        if std::mem::replace(&mut self.state().watched, true) {
            return;
        }
        let signals = self.clone();
        let watch = move || {
            let mut before = Activity::Computing;
            let mut asked_to_end = None;
            loop {
                let mut state = signals.state();
                if !signals.interrupt.is_asked() {
                    state.watched = false;
                    return;
                }
                let (now, ending) = (state.activity, state.ending.is_some());
                drop(state);
                let blocked = matches!(now, Activity::Waiting(_)) && now == before;
                let began = ending.then(|| *asked_to_end.get_or_insert_with(Instant::now));
                if blocked || began.is_some_and(|began| began.elapsed() >= LAST_MOMENTS) {
                    signals.leave();
                }
                before = now;
                thread::sleep(LOOK);
            }
        };
        // Without it the next requests decide.
        let _ = thread::Builder::new().spawn(watch);
    }

    /// Ends the program at once.
    fn leave(&self) {
        let state = self.state();
        if let Some(restore) = state.restore.as_ref().filter(|_| state.activity == Activity::Prompt) {
            restore();
        }
        let status = state.ending.unwrap_or(INTERRUPTED);
        drop(state);
        std::process::exit(i32::from(status));
    }
}

/// Writes to the error stream, if it is a terminal. Nothing depends on it.
fn say(words: &str) {
    let mut stream = io::stderr();
    if stream.is_terminal() {
        let _ = stream.write_all(words.as_bytes());
    }
}

/// On a terminal that is too simple for the line editor, Ctrl-C has thrown the line away: shows the prompt again.
fn prompt_again() {
    if system::edits_lines() {
        say("\n> ");
    }
}

/// A stream that a script writes to.
pub struct ScriptStream<W> {
    stream: W,
    signals: Signals,
}

impl<W: Write> ScriptStream<W> {
    /// Writes to this stream; where that is blocked, a request to stop ends the program.
    pub fn new(stream: W, signals: Signals) -> ScriptStream<W> {
        ScriptStream { stream, signals }
    }
}

impl<W: Write> Write for ScriptStream<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.signals.waiting(|| self.stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.signals.waiting(|| self.stream.flush())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the presses at these milliseconds end the program.
    fn ends(times: &[u64]) -> Vec<bool> {
        let start = Instant::now();
        let mut presses = Presses::default();
        times.iter().map(|&ms| presses.note(start + Duration::from_millis(ms))).collect()
    }

    #[test]
    fn the_third_press_ends_it_and_so_does_one_after_two_seconds() {
        assert_eq!(ends(&[0, 300, 600]), [false, false, true]);
        assert_eq!(ends(&[0, 1999]), [false, false]);
        assert_eq!(ends(&[0, 2001]), [false, true]);
    }

    #[test]
    fn a_key_held_down_is_one_press() {
        let held: Vec<u64> = (0..200).map(|i| i * 33).collect();
        assert!(!ends(&held).contains(&true));
        assert_eq!(ends(&[0, 20, 40, 2100]), [false, false, false, true]);
    }

    #[test]
    fn at_the_prompt_requests_are_forgotten() {
        let signals = Signals::default();
        signals.interrupt().set();
        assert!(!signals.at_prompt(|| signals.interrupt().is_asked()));
        signals.hear(StopRequest::Stop);
        assert!(signals.interrupt().is_asked() && !signals.is_ending());
        assert_eq!(signals.status(), INTERRUPTED);
    }
}
