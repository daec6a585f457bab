//! `minimum` and `critical` on every function of the reference, as a user asks: how long each answer takes, the slowest ten.
//!
//! `cargo bench --bench answers`, with a part of an id behind `--` for those rows only.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::Instant;

use thalweg::interpreter;
use thalweg::session::{MemoryHost, Session};
use thalweg::source::{Source, Span};

const MINIMA: &str = include_str!("../tests/data/minima.tsv");
const CRITICAL: &str = include_str!("../tests/data/critical.tsv");

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let mut times: Vec<(f64, String)> = Vec::new();
    for (id, question) in questions() {
        if !wanted.is_empty() && !wanted.iter().any(|w| id.contains(w.as_str())) {
            continue;
        }
        let start = Instant::now();
        let answer = answered(&question);
        let seconds = start.elapsed().as_secs_f64();
        if !wanted.is_empty() {
            println!("{answer}\n");
        }
        times.push((seconds, id));
    }
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = times.iter().map(|t| t.0).sum();
    println!("{} answers in {total:.2} s; the slowest:", times.len());
    for (seconds, id) in times.iter().take(10) {
        println!("{seconds:>8.3} s  {id}");
    }
}

/// The statements to time, each with its definition before it.
fn questions() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for row in MINIMA.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [id, kind, names, expression, region, ..] = fields.as_slice() else { continue };
        let definition = format!("f({}) = {expression}\n", names.replace(' ', ", "));
        let (word, over) = match *kind {
            "none" => ("minimum", String::new()),
            "localmin" => ("critical", over(region)),
            _ => ("minimum", over(region)),
        };
        found.push((format!("{word} {id}"), format!("{definition}{word} f{over}")));
    }
    for row in CRITICAL.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [id, names, expression, ..] = fields.as_slice() else { continue };
        let id = format!("critical {id}");
        if found.iter().all(|(known, _)| *known != id) {
            found.push((id, format!("f({}) = {expression}\ncritical f", names.replace(' ', ", "))));
        }
    }
    found
}

/// `x:[-2,2]; y:[0,1]` as ` over x in -2..2, y in 0..1`
fn over(region: &str) -> String {
    let side = |text: &str| {
        let (name, ends) = text.trim().split_once(':')?;
        let (low, high) = ends.trim_matches(['[', ']']).split_once(',')?;
        Some(format!("{name} in {low}..{high}"))
    };
    let sides: Vec<String> = region.split(';').filter_map(side).collect();
    format!(" over {}", sides.join(", "))
}

/// The answer to the last statement.
fn answered(text: &str) -> String {
    let (mut session, mut host) = (Session::new(), MemoryHost::default());
    let mut answer = String::new();
    for line in text.lines() {
        let source = Source::new("bench", line);
        let span = Span::new(0, source.text.len());
        let response = interpreter::run(&mut session, &mut host, &source, span, false);
        let output = response.output;
        answer = if output.is_failed() { "no answer".to_string() } else { output.text() };
    }
    answer
}
