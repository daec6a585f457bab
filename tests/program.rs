//! Runs of the program, and folders that go away.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The program, with an environment that does not leak in.
pub fn thalweg() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thalweg"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "THALWEG_HISTORY"] {
        command.env_remove(name);
    }
    command
}

/// What a run left.
#[derive(Debug)]
pub struct Run {
    /// The exit status; none where a signal ended it.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        let run = Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked") && !run.err.contains("RUST_BACKTRACE"), "{}", run.err);
        assert!(!run.err.contains("internal-error") && !run.err.contains("defect in Thalweg"), "{}", run.err);
        run
    }
}

/// Runs the program with these arguments and no input.
pub fn run(arguments: &[&str]) -> Run {
    Run::of(thalweg().args(arguments).stdin(Stdio::null()).output().expect("the program starts"))
}

/// Runs the program in this folder, with these arguments and no input.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = thalweg();
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    Run::of(command.output().expect("the program starts"))
}

/// Runs the program with these arguments and this input.
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = thalweg();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // From a thread of its own: the program may write before it has read all.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("no panic").expect("the program reads all of its input");
    Run::of(output)
}

/// A new folder that goes away with the value.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("thalweg-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file and returns its path as text.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file for the test");
        path.to_str().expect("a path of text").to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
