//! W1: whole processes from a cold start, beside an empty process and beside Python's, in one run.
//!
//! `cargo bench --bench startup`. Quote the ratios: absolute times differ from machine to machine.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 31;

struct Row {
    name: &'static str,
    command: Vec<String>,
}

fn main() {
    let thalweg = env!("CARGO_BIN_EXE_thalweg");
    let folder = std::env::temp_dir().join(format!("thalweg-bench-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("no folder for pictures: {error}");
        return;
    }
    let out = folder.display().to_string();
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scripts/first_descent.gd").display().to_string();
    let words = |all: &[&str]| all.iter().map(|w| w.to_string()).collect::<Vec<_>>();
    let rows = [
        Row { name: "an empty process (true)", command: words(&["true"]) },
        Row { name: "python3 -c pass", command: words(&["python3", "-c", "pass"]) },
        Row { name: "thalweg -e 1+2", command: words(&[thalweg, "-e", "1+2"]) },
        Row { name: "W1a: derive x^2*sin(exp(x))", command: words(&[thalweg, "-e", "diff(x^2*sin(exp(x)), x)"]) },
        Row {
            name: "W1b: descend x^2, write an SVG",
            command: words(&[thalweg, "--out", &out, "-e", "r = descend x^2 from 7 rate 0.1 steps 9", "-e", "plot r"]),
        },
        Row { name: "an article's script with its SVG", command: words(&[thalweg, "--out", &out, &script]) },
    ];
    // Taken in turn, so that a drift of the machine's speed meets all rows alike.
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
    for run in 0..=RUNS {
        for (row, times) in rows.iter().zip(&mut times) {
            if let Some(seconds) = time(&row.command)
                && run > 0
            {
                times.push(seconds);
            }
        }
    }
    let python = median(&mut times[1].clone());
    println!("{:<36}{:>10}{:>12}{:>14}", "process", "median ms", "of python", "peak RSS MiB");
    for (row, times) in rows.iter().zip(&mut times) {
        match median(times) {
            Some(seconds) => println!(
                "{:<36}{:>10.2}{:>12}{:>14}",
                row.name,
                seconds * 1e3,
                python.map_or("–".into(), |p| format!("×{:.2}", seconds / p)),
                peak(&row.command).map_or("–".into(), |m| format!("{m:.1}")),
            ),
            None => println!("{:<36}{:>10}", row.name, "not here"),
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn time(command: &[String]) -> Option<f64> {
    let start = Instant::now();
    let status =
        Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    status.success().then(|| start.elapsed().as_secs_f64())
}

/// Peak memory of one run, where GNU time is there to tell.
fn peak(command: &[String]) -> Option<f64> {
    let output = Command::new("/usr/bin/time").args(["-f", "%M"]).args(command).stdout(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stderr).ok()?;
    text.lines().last()?.trim().parse::<f64>().ok().map(|kib| kib / 1024.0)
}

fn median(times: &mut [f64]) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}
