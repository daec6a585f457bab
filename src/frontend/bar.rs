//! The progress bar of long work on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(300);
/// The least time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);
/// Its width in characters.
const WIDTH: u64 = 30;
/// Back to the start of the line, and the line empty.
const EMPTY_LINE: &str = "\r\u{1b}[2K";

/// The progress of a long piece of work, on the error stream if that is a terminal.
#[derive(Debug, Default)]
pub struct Bar {
    began: Option<Instant>,
    drawn: Option<Instant>,
}

impl Bar {
    /// Shows the progress.
    pub fn show(&mut self, done: u64, total: u64, words: &str) {
        let now = Instant::now();
        let began = *self.began.get_or_insert(now);
        let early = now - began < PATIENCE || self.drawn.is_some_and(|last| now - last < PAUSE);
        if early || !io::stderr().is_terminal() {
            return;
        }
        self.drawn = Some(now);
        write(&format!("{EMPTY_LINE}{}", text(done, total, words)));
    }

    /// Clears the line when the work is over.
    pub fn erase(&mut self) {
        if self.drawn.take().is_some() {
            write(EMPTY_LINE);
        }
        self.began = None;
    }
}

/// Writes; errors are ignored, as a missing bar is no reason to stop the work.
fn write(text: &str) {
    let mut stream = io::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// `[██████████····················] 34 of 100 runs`
fn text(done: u64, total: u64, words: &str) -> String {
    let done = done.min(total);
    let full = match total {
        0 => WIDTH,
        _ => u64::try_from(u128::from(done) * u128::from(WIDTH) / u128::from(total)).unwrap_or(WIDTH),
    };
    let bar: String = (0..WIDTH).map(|i| if i < full { '█' } else { '·' }).collect();
    format!("[{bar}] {done} of {total} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills() {
        assert_eq!(text(0, 4, "runs"), format!("[{}] 0 of 4 runs", "·".repeat(30)));
        assert_eq!(text(2, 4, "runs"), format!("[{}{}] 2 of 4 runs", "█".repeat(15), "·".repeat(15)));
        assert_eq!(text(9, 4, "steps"), format!("[{}] 4 of 4 steps", "█".repeat(30)));
        assert!(text(u64::MAX, u64::MAX, "steps").starts_with(&format!("[{}]", "█".repeat(30))));
        assert!(text(0, 0, "runs").contains("0 of 0"));
    }

    #[test]
    fn short_work_shows_none() {
        let mut bar = Bar::default();
        bar.show(1, 2, "runs");
        assert!(bar.drawn.is_none() && bar.began.is_some());
        bar.erase();
        assert!(bar.began.is_none());
    }
}
