//! Statements that want all time and memory, each in a process with a limit on its memory, and stopped by Ctrl-C.
//!
//! `cargo test --release bombs -- --ignored` lets each go on to its own end, which takes many minutes.

use std::fs;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::program::{Folder, thalweg};

/// The address space of a bomb in KiB: the 1 GiB that no statement may exceed, and what the program reserves without using it,
/// its stack of 256 MiB above all.
const MEMORY: u64 = (1024 + 512) << 10;
/// When Ctrl-C is pressed.
const BEFORE: Duration = Duration::from_millis(300);
/// The work after which a bomb has stopped, in time of the processor: a busy machine does not change it much. Without
/// optimisation everything takes longer.
const AFTER: Duration = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 500 });
/// So long it may take on the slowest of machines.
const PATIENCE: Duration = Duration::from_secs(30);
/// For a bomb that nobody stops: more than its budget of work takes.
const WHOLE: Duration = Duration::from_secs(60);

/// A script, and whether its answers are wanted as JSON.
struct Bomb {
    script: String,
    json: bool,
}

/// The bombs of `tests/data/bombs.txt`, and those that are too long to be written there.
fn bombs() -> Vec<Bomb> {
    let written = include_str!("data/bombs.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let of_line = |line: &str| match line.strip_prefix("json: ") {
        Some(script) => Bomb { script: script.to_string(), json: true },
        None => Bomb { script: line.to_string(), json: false },
    };
    let list = |by: &str, numbers: std::ops::Range<usize>, part: &dyn Fn(usize) -> String| {
        numbers.map(part).collect::<Vec<_>>().join(by)
    };
    let doubled = |times: usize, body: &str| {
        let levels = list("\n", 1..times + 1, &|i| format!("f{i}(x) = f{}(f{}(x))", i - 1, i - 1));
        format!("f0(x) = {body}\n{levels}\nf{times}(x)")
    };
    let long = [
        format!("hessian exp({})", list(" + ", 1..201, &|i| format!("x{i}^2"))),
        format!("minimum {}", list(" + ", 0..201, &|i| format!("{}x^{i}", i * i % 17 + 1))),
        format!("table {} over 0..1 by 1/99999", list(", ", 1..101, &|i| format!("x^{i}"))),
        doubled(23, "x + sin(x)"),
        doubled(24, "x^2 + 1"),
        format!("f0(x) = x\n{}\nf4999(1)", list("\n", 1..5000, &|i| format!("f{i}(x) = f{}(x) + 1", i - 1))),
        format!("1{}", "+x*y".repeat(32_000)),
        format!("a = [{}0]", "1,".repeat(65_000)),
    ];
    written.map(of_line).chain(long.map(|script| Bomb { script, json: false })).collect()
}

/// The time of the processor that a process has taken so far.
fn processor_time(id: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is the name, in brackets; the 14th and 15th count hundredths of a second.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().filter_map(|&i| fields.get(i)?.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

fn start(bomb: &Bomb, folder: &Folder) -> Child {
    let program = thalweg();
    let script = folder.file("bomb.gd", &bomb.script);
    let limited = format!("ulimit -v {MEMORY}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, "sh"]).arg(program.get_program()).arg(script).current_dir(folder.path());
    if bomb.json {
        command.arg("--json");
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Waits for the end of a process, in which it takes at most so much time of the processor.
fn ends(child: &mut Child, within: Duration, patience: Duration) -> Result<ExitStatus, String> {
    let (start, before) = (Instant::now(), processor_time(child.id()).unwrap_or_default());
    let mut taken = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait().expect("a process") {
            return if taken <= within { Ok(status) } else { Err(format!("took {taken:?} to stop")) };
        }
        taken = processor_time(child.id()).map_or(taken, |now| now.saturating_sub(before));
        if start.elapsed() > patience {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("does not stop within {patience:?}"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is wrong with a bomb that is stopped, or left alone.
fn explode(bomb: &Bomb, is_stopped: bool) -> Result<(), String> {
    let folder = Folder::new();
    let mut child = start(bomb, &folder);
    let mut errors = child.stderr.take().expect("a pipe");
    let told = std::thread::spawn(move || std::io::read_to_string(&mut errors).unwrap_or_default());
    let mut status = None;
    if is_stopped {
        let begun = Instant::now();
        while status.is_none() && begun.elapsed() < BEFORE {
            std::thread::sleep(Duration::from_millis(5));
            status = child.try_wait().expect("a process");
        }
        if status.is_none() {
            let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        }
    }
    let status = match status {
        Some(status) => status,
        None if is_stopped => ends(&mut child, AFTER, PATIENCE)?,
        None => ends(&mut child, WHOLE, 4 * WHOLE)?,
    };
    let told = told.join().expect("no panic");
    // What has ended by itself just before the signal is fine too.
    if matches!(status.code(), Some(0 | 1 | 130)) && !told.contains("internal-error") && !told.contains("panicked") {
        Ok(())
    } else {
        Err(format!("ended with {status}: {told:.300}"))
    }
}

/// As many at once as there are processors, so that none waits for another.
fn explode_all(is_stopped: bool) {
    let (bombs, wrong) = (Mutex::new(bombs().into_iter()), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(bomb) = bombs.lock().expect("no panic").next() else { break };
                    if let Err(what) = explode(&bomb, is_stopped) {
                        wrong.lock().expect("no panic").push(format!("{:.150}\n  {what}", bomb.script));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{} bombs:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn bombs_are_stopped() {
    assert!(bombs().len() >= 60, "{}", bombs().len());
    explode_all(true);
}

#[test]
#[ignore = "takes many minutes"]
fn bombs_end_by_themselves() {
    explode_all(false);
}
