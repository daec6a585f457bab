//! W4 as whole processes: nanoseconds a step of `descend`, beside the same loop in C, compiled by the system's compiler in the same run.
//!
//! `cargo bench --bench descents`. A step's time is the difference of two runs of different lengths, so that neither the start of the process nor
//! the verdict is in it. Quote the ratios: absolute times differ from machine to machine.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs of each, of which the quickest counts.
const RUNS: usize = 5;
/// Starts of the workloads with many.
const STARTS: u64 = 1000;

/// The ways in which the C program is compiled.
const COMPILED: [(&str, &[&str]); 2] = [("C -O3", &["-O3"]), ("C -ffast-math", &["-O3", "-ffast-math"])];

struct Workload {
    name: &'static str,
    /// Its name in `descents.c`.
    in_c: &'static str,
    definition: &'static str,
    /// `from … rate …`, without steps.
    clauses: &'static str,
    /// Iterations of the shorter and the longer run: ours, and those in C.
    ours: [u64; 2],
    theirs: [u64; 2],
    starts: u64,
}

const ONE: [u64; 2] = [200_000, 4_200_000];
const ONE_IN_C: [u64; 2] = [1_000_000, 41_000_000];

const WORKLOADS: [Workload; 6] = [
    Workload {
        name: "x^2",
        in_c: "square",
        definition: "f(x) = x^2",
        clauses: "from x = 7 rate 1e-9",
        ours: ONE,
        theirs: ONE_IN_C,
        starts: 1,
    },
    Workload {
        name: "x cos x",
        in_c: "x_cos_x",
        definition: "f(x) = x*cos(x)",
        clauses: "from x = 1 rate 1e-9",
        ours: ONE,
        theirs: ONE_IN_C,
        starts: 1,
    },
    Workload {
        name: "Rosenbrock",
        in_c: "rosenbrock",
        definition: "f(x, y) = 100*(y - x^2)^2 + (1 - x)^2",
        clauses: "from (x = -1.2, y = 1) rate 1e-8",
        ours: ONE,
        theirs: ONE_IN_C,
        starts: 1,
    },
    Workload {
        name: "Adam, Rosenbrock",
        in_c: "adam",
        definition: "f(x, y) = 100*(y - x^2)^2 + (1 - x)^2",
        clauses: "from (x = -1.2, y = 1) using adam rate 1e-8",
        ours: ONE,
        theirs: ONE_IN_C,
        starts: 1,
    },
    Workload {
        name: "1000 starts, Rosenbrock",
        in_c: "many_rosenbrock",
        definition: "f(x, y) = 100*(y - x^2)^2 + (1 - x)^2",
        clauses: "from 1000 random in -2..2 rate 1e-5",
        ours: [200, 4_200],
        theirs: [1_000, 41_000],
        starts: STARTS,
    },
    Workload {
        name: "1000 starts, x cos x",
        in_c: "many_x_cos_x",
        definition: "f(x) = x*cos(x)",
        clauses: "from 1000 random in -2..2 rate 1e-4",
        ours: [200, 4_200],
        theirs: [1_000, 11_000],
        starts: STARTS,
    },
];

fn main() {
    let folder = std::env::temp_dir().join(format!("thalweg-bench-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("no folder for the programs in C: {error}");
        return;
    }
    let compiled: Vec<Option<PathBuf>> = COMPILED.iter().map(|(name, flags)| compile(&folder, name, flags)).collect();
    println!(
        "nanoseconds a step, one core{}",
        if one_core().is_some() { "" } else { " (but ours: there is no taskset)" }
    );
    print!("{:<26}{:>10}", "", "thalweg");
    COMPILED.iter().for_each(|(name, _)| print!("{name:>16}{:>8}", "ratio"));
    println!();
    for workload in &WORKLOADS {
        let ours = per_step(workload.ours, workload.starts, |steps| thalweg(workload, steps));
        print!("{:<26}{:>10}", workload.name, shown(ours));
        for program in &compiled {
            let theirs = program.as_ref().and_then(|program| {
                per_step(workload.theirs, workload.starts, |steps| {
                    let mut words = vec![program.display().to_string(), workload.in_c.to_string()];
                    words.extend([steps.to_string(), STARTS.to_string()]);
                    words
                })
            });
            let ratio = ours.zip(theirs).map(|(ours, theirs)| format!("×{:.2}", ours / theirs));
            print!("{:>16}{:>8}", shown(theirs), ratio.unwrap_or("–".into()));
        }
        println!();
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn shown(nanoseconds: Option<f64>) -> String {
    nanoseconds.map_or("not here".into(), |ns| format!("{ns:.2}"))
}

/// The program in C; none where there is no compiler.
fn compile(folder: &Path, name: &str, flags: &[&str]) -> Option<PathBuf> {
    let program = folder.join(name.replace(' ', ""));
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/descents.c");
    let mut command = Command::new("cc");
    command.args(flags).arg("-march=native").arg("-o").arg(&program).arg(source).arg("-lm");
    command.status().is_ok_and(|status| status.success()).then_some(program)
}

fn thalweg(workload: &Workload, steps: u64) -> Vec<String> {
    let descent = format!("r = descend f {} steps {steps};", workload.clauses);
    [env!("CARGO_BIN_EXE_thalweg"), "-e", workload.definition, "-e", &descent].map(String::from).to_vec()
}

/// The words before a command that keep it on one core.
fn one_core() -> Option<[&'static str; 3]> {
    let there = Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success());
    there.then_some(["taskset", "-c", "0"])
}

/// Nanoseconds for a step of one start.
fn per_step(lengths: [u64; 2], starts: u64, command: impl Fn(u64) -> Vec<String>) -> Option<f64> {
    let mut quickest = [f64::INFINITY; 2];
    for _ in 0..RUNS {
        for (quickest, steps) in quickest.iter_mut().zip(lengths) {
            *quickest = quickest.min(time(&command(steps))?);
        }
    }
    Some((quickest[1] - quickest[0]) * 1e9 / ((lengths[1] - lengths[0]) * starts) as f64)
}

fn time(command: &[String]) -> Option<f64> {
    let words: Vec<&str> = one_core().into_iter().flatten().chain(command.iter().map(String::as_str)).collect();
    let start = Instant::now();
    let mut process = Command::new(words[0]);
    let status = process.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    status.success().then(|| start.elapsed().as_secs_f64())
}
