//! The outside world: the trait through which a session reads files and the clock.

use crate::interrupt::Interrupt;

/// The largest file that is read, and so the largest one that is written to be read again: 256 MiB. It is held while it is read,
/// which leaves three quarters of a gibibyte for what it says.
pub const MAX_FILE_BYTES: usize = 1 << 28;

/// What a session may ask of the outside world.
pub trait Host {
    /// Reads a file of at most `most` bytes, from the folder for output or else from the working folder.
    fn read(&mut self, path: &str, most: usize) -> Result<Vec<u8>, HostError>;

    /// Seconds since some fixed moment.
    fn seconds(&self) -> f64;

    /// The flag that asks a running statement to stop.
    fn interrupt(&self) -> &Interrupt;

    /// How many runs may be done at the same time.
    fn threads(&self) -> usize {
        1
    }

    /// Reports progress: `12` of `100` `runs`. May be called often.
    fn progress(&mut self, _done: u64, _total: u64, _words: &str) {}

    /// The long piece of work is over.
    fn progress_over(&mut self) {}
}

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {why}")]
pub struct HostError {
    /// The file.
    pub path: String,
    /// What the system said.
    pub why: String,
}

/// A host without files, for tests and embedding: it keeps what is written in memory.
#[derive(Default)]
pub struct MemoryHost {
    /// What was written, in order.
    pub files: Vec<(String, Vec<u8>)>,
    /// How many runs are done at the same time; 0 counts as 1.
    pub threads: usize,
    interrupt: Interrupt,
    /// How many pictures got a name of their own.
    pub(crate) pictures: usize,
}

impl Host for MemoryHost {
    fn read(&mut self, path: &str, most: usize) -> Result<Vec<u8>, HostError> {
        let found = self.files.iter().rev().find(|(name, bytes)| name == path && bytes.len() <= most);
        let missing = || HostError { path: path.to_string(), why: "No such file or directory".to_string() };
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(missing)
    }

    fn seconds(&self) -> f64 {
        0.0
    }

    fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    fn threads(&self) -> usize {
        self.threads.max(1)
    }
}
