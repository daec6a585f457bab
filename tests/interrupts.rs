//! A statement that somebody asks to stop ends soon, whatever it is doing, and leaves all definitions as they were.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use thalweg::interpreter::Response;
use thalweg::session::Host;

use crate::notebook::{Notebook, on_deep_stack};

/// Statements that take many seconds, each in another part of the program.
const LONG: &[&str] = &[
    "big = [2^k for k in 1..100000];",
    "[gamma(k/7) for k in 1..100000]",
    "[diff(exp(sin(x)*k*x^2), x, 20) for k in 1..1000];",
    "sum(k in 1..20000, k!)",
    "[float(sin(k), digits = 10000) for k in 1..300];",
    "float(gamma(1/3), digits = 10000)",
    "float(atan(1/7)^ln(3), digits = 10000)",
    "factor(x^300 - 1)",
    "simplify((x + y + z)^40*(x - y)^30)",
    "product(k in 1..50000, x - k)",
    "descend exp(x) from x = 1 rate 1e-9 steps 100000000",
    "table x^1, x^2, x^3, x^4, x^5 over 0..1 by 1/99999",
    "plot contour of sum(k in 1..500, sin(k*x)*cos(y/k)) over x in -1..1, y in -1..1",
];

/// When the statement is asked to stop.
const BEFORE: Duration = Duration::from_millis(100);
/// On a busy machine, in a build that is not optimised, it has ended by then.
const AFTER: Duration = Duration::from_secs(10);

/// Runs a text that is asked to stop after a while: what came of it, and was it asked?
fn stopped(notebook: &mut Notebook, text: &str) -> (Vec<Response>, bool) {
    let interrupt = notebook.host.interrupt().clone();
    let (done, over) = mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        let late = over.recv_timeout(BEFORE) == Err(mpsc::RecvTimeoutError::Timeout);
        if late {
            interrupt.set();
        }
        late
    });
    let start = Instant::now();
    let (_, responses) = notebook.run(text);
    let took = start.elapsed();
    drop(done);
    let late = watch.join().expect("no panic");
    assert!(took < BEFORE + AFTER, "{text} took {took:?}");
    notebook.host.interrupt().clear();
    (responses, late)
}

#[test]
fn whatever_a_statement_does_it_stops() {
    on_deep_stack(|| {
        let mut notebook = Notebook::new();
        notebook.output("kept = 12345");
        for text in LONG {
            let (responses, late) = stopped(&mut notebook, text);
            assert!(
                !late || responses.iter().any(|r| r.interrupted),
                "{text} was asked to stop and says nothing of it"
            );
            assert_eq!(notebook.output("kept + 1").text(), "12346", "after {text}");
        }
        assert!(!notebook.session.has_value("big"));
    });
}

#[test]
fn a_sweep_that_stops_keeps_its_runs() {
    on_deep_stack(|| {
        let mut notebook = Notebook::new();
        let (responses, late) =
            stopped(&mut notebook, "r = descend x^4 - 3x from 3000 random in -9..9 rate 1e-4 steps 20000");
        assert!(late && responses[0].interrupted);
        assert!(responses[0].output.text().contains("verdict"), "{}", responses[0].output.text());
        assert!(notebook.session.has_value("r"));
    });
}

/// What this thread has taken of the processor, which a busy machine does not change.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Nothing computes for long without a look at whether somebody has asked it to stop.
#[test]
#[cfg(target_os = "linux")]
fn looks_follow_each_other_soon() {
    use thalweg::interrupt::{longest_between_looks, stop_after};

    // Without optimisation everything takes longer.
    let most = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 100 });
    on_deep_stack(move || {
        let mut late = Vec::new();
        for text in LONG.iter().copied().chain(include_str!("data/bombs.txt").lines()) {
            let text = text.trim_start_matches("json: ");
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let look = || {
                let mut notebook = Notebook::new();
                let stop = || stop_after(300_000_000, Duration::ZERO);
                longest_between_looks(processor_time, || drop(notebook.run_each(text, stop)))
            };
            // Again where something else came between.
            let longest = (0..3).map(|_| look()).find(|longest| *longest < most).unwrap_or_else(look);
            println!("{longest:?} {text:.100}");
            if longest >= most {
                late.push(format!("{longest:?} between two looks: {text}"));
            }
        }
        assert!(late.is_empty(), "{}", late.join("\n"));
    });
}
